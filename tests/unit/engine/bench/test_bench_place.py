"""The folder of a bench: gone afterwards, whatever happened."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest

from engine.bench.bench_place import PREFIX, bench_place
from engine.errors import DiskFull


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


class Disk(NamedTuple):
    free: float


def test_place_is_temporary_and_gone_after_a_failure(temporary: Path) -> None:
    def fail() -> None:
        with bench_place(None, 1) as place:
            assert place.parent == temporary
            (place / "deep").mkdir()
            (place / "deep" / "file").write_bytes(b"x")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(temporary.iterdir()) == []


def test_place_that_is_kept_stays(tmp_path: Path) -> None:
    with bench_place(tmp_path / "kept", 1) as place:
        (place / "file").write_bytes(b"x")
    assert (tmp_path / "kept" / "file").read_bytes() == b"x"


def test_place_without_room_is_refused_with_what_is_needed(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Disk(free=100e6))
    with pytest.raises(DiskFull, match=r"needs about 700 MB .* 100 MB are free"), bench_place(None, 500):
        pytest.fail("it was given out")
    assert list(temporary.iterdir()) == []


def test_place_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DiskFull, match="no place"), bench_place(tmp_path / "file" / "below", 1):
        pytest.fail("it was given out")


def test_place_in_use_is_not_given_out_twice(tmp_path: Path) -> None:
    with bench_place(tmp_path / "kept", 1), pytest.raises(DiskFull, match="in use"), bench_place(tmp_path / "kept", 1):
        pytest.fail("it was given out twice")


def test_place_of_a_run_that_was_killed_is_removed_by_the_next(temporary: Path) -> None:
    abandoned = temporary / f"{PREFIX}dead"
    abandoned.mkdir()
    (abandoned / "in-use.lock").write_bytes(b"")
    (abandoned / "photo.jpg").write_bytes(b"x")
    foreign = temporary / f"{PREFIX}not-ours"
    foreign.mkdir()
    with bench_place(None, 1) as first:
        assert not abandoned.exists()
        with bench_place(None, 1):
            assert first.exists()
    assert list(temporary.iterdir()) == [foreign]
