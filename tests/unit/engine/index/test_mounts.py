"""Unplugged drives and emptied folders."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from engine.index.mounts import away, mount_points


def test_mount_points_are_those_at_above_and_below_the_roots(monkeypatch: pytest.MonkeyPatch) -> None:
    partitions = [SimpleNamespace(mountpoint=path) for path in ("/", "/media/usb", "/home", "/data/nas", "/proc")]
    monkeypatch.setattr("engine.index.mounts.psutil.disk_partitions", lambda **_: partitions)
    assert mount_points([Path("/media/usb/photos"), Path("/data")]) == [Path("/media/usb"), Path("/data/nas")]


def test_mount_points_of_this_machine_can_be_listed(tmp_path: Path) -> None:
    assert all(point.is_absolute() for point in mount_points([tmp_path]))


def test_away_is_an_empty_or_missing_folder_that_was_a_mount(tmp_path: Path) -> None:
    empty, used = tmp_path / "empty", tmp_path / "used"
    empty.mkdir()
    used.mkdir()
    (used / "a.jpg").touch()
    assert away([empty, used, tmp_path / "missing", Path("/proc")]) == [empty, tmp_path / "missing"]
