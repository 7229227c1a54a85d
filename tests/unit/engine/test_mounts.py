"""Drives, their empty places, and what is far away."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from engine.mounts import corrupts_databases, file_system_of, is_empty, is_remote, marker_of, mount_points, mounts_table


def test_mount_points_are_those_at_above_and_below_the_roots(monkeypatch: pytest.MonkeyPatch) -> None:
    partitions = [SimpleNamespace(mountpoint=path) for path in ("/", "/media/usb", "/home", "/data/nas", "/proc")]
    monkeypatch.setattr("engine.mounts.psutil.disk_partitions", lambda **_: partitions)
    assert mount_points([Path("/media/usb/photos"), Path("/data")]) == [Path("/media/usb"), Path("/data/nas")]


def test_mount_points_of_this_machine_can_be_listed(tmp_path: Path) -> None:
    assert all(point.is_absolute() for point in mount_points([tmp_path]))
    assert mounts_table()


def test_marker_is_the_folders_own_and_survives_a_rename(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    marker = marker_of(one)
    assert marker != marker_of(two)
    one.rename(tmp_path / "renamed")
    assert marker_of(tmp_path / "renamed") == marker
    with pytest.raises(OSError, match="one"):
        marker_of(one)


def test_file_system_is_that_of_the_nearest_mount_behind_links(tmp_path: Path) -> None:
    (tmp_path / "nas").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "nas")
    real = tmp_path.resolve()
    table = {Path("/"): "ext4", real / "nas": "nfs4"}
    assert file_system_of(tmp_path / "link" / "album", table) == "nfs4"
    assert file_system_of(tmp_path, table) == "ext4"
    assert file_system_of(tmp_path, {}) == ""


@pytest.mark.parametrize(
    ("name", "expected"),
    [("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("ext4", False), ("fuseblk", False), ("", False)],
)
def test_remote_file_systems_are_told_from_local_ones(name: str, expected: bool) -> None:
    assert is_remote(name) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("ext4", False), ("fuse.gocryptfs", False), ("", False)],
)
def test_file_systems_that_corrupt_databases_are_known(name: str, expected: bool) -> None:
    assert corrupts_databases(name) is expected


def test_empty_is_a_folder_without_names_or_none_at_all(tmp_path: Path) -> None:
    assert is_empty(tmp_path)
    assert is_empty(tmp_path / "missing")
    (tmp_path / "a.jpg").touch()
    assert not is_empty(tmp_path)
