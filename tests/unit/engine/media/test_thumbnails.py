"""Thumbnails are found by content and time, written whole or not at all, and swept by content."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from engine.errors import DiskFull
from engine.media.thumbnails import ThumbnailStore

HASH, OTHER = "ab" * 16, "cd" * 16


@pytest.fixture
def store(tmp_path: Path) -> ThumbnailStore:
    return ThumbnailStore(tmp_path / "thumbnails")


def test_write_is_found_under_its_path(store: ThumbnailStore, tmp_path: Path) -> None:
    path = store.write(HASH, 12.3456, b"jpeg")
    assert path == store.path_of(HASH, 12.3456)
    assert path.read_bytes() == b"jpeg"
    assert path.relative_to(tmp_path / "thumbnails").parts[:2] == ("ab", "ab")


def test_path_of_other_time_or_content_is_another(store: ThumbnailStore) -> None:
    paths = {store.path_of(name, time_s) for name in (HASH, OTHER) for time_s in (0.0, 0.04, 40.0)}
    assert len(paths) == 6
    assert [store.path_of(name, 0.0).name for name in (HASH, OTHER, HASH)] == [
        f"{HASH}-0.jpg",
        f"{OTHER}-0.jpg",
        f"{HASH}-0.jpg",
    ]
    assert store.path_of(HASH, 0.0) in paths


def test_write_again_replaces(store: ThumbnailStore) -> None:
    store.write(HASH, 0.0, b"old")
    store.write(HASH, 0.0, b"new")
    assert store.path_of(HASH, 0.0).read_bytes() == b"new"
    assert len(list(store.path_of(HASH, 0.0).parent.iterdir())) == 1


def test_write_interrupted_leaves_the_old_one(store: ThumbnailStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.write(HASH, 0.0, b"old")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        with pytest.raises(DiskFull, match="No space left") as caught:
            store.write(HASH, 0.0, b"new")
    assert caught.value.hint
    assert [path.read_bytes() for path in store.path_of(HASH, 0.0).parent.iterdir()] == [b"old"]


def test_write_over_one_that_is_being_read_keeps_the_old_one(
    store: ThumbnailStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace a file that somebody has open."""
    path = store.write(HASH, 0.0, b"old")

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Access is denied")

    monkeypatch.setattr(Path, "replace", refuse)
    assert store.write(HASH, 0.0, b"new") == path
    assert [file.read_bytes() for file in path.parent.iterdir()] == [b"old"]
    with pytest.raises(DiskFull, match="Access is denied"):
        store.write(HASH, 1.0, b"new")


def test_write_where_no_folder_can_be_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "thumbnails").write_bytes(b"a file in the way")
    with pytest.raises(DiskFull, match="could not be written"):
        ThumbnailStore(tmp_path / "thumbnails").write(HASH, 0.0, b"jpeg")


def test_sweep_deletes_orphans_remains_and_empty_folders(store: ThumbnailStore, tmp_path: Path) -> None:
    kept = [store.write(HASH, time_s, b"jpeg") for time_s in (0.0, 1.5)]
    for time_s in (0.0, 2.0, 3.0):
        store.write(OTHER, time_s, b"jpeg")
    (kept[0].parent / ".new-abc").write_bytes(b"half")
    (kept[0].parent / "somebody's.txt").write_bytes(b"not ours")
    assert store.sweep({HASH}) == 4
    left = sorted(path.name for path in (tmp_path / "thumbnails").rglob("*") if path.is_file())
    assert left == sorted([*(path.name for path in kept), "somebody's.txt"])
    assert not store.path_of(OTHER, 0.0).parent.parent.exists()


def test_sweep_without_a_folder_does_nothing(store: ThumbnailStore) -> None:
    assert store.sweep(set()) == 0


@pytest.mark.skipif(os.name == "nt", reason="no such permissions")
def test_write_is_private_to_the_user(store: ThumbnailStore) -> None:
    assert store.write(HASH, 0.0, b"jpeg").stat().st_mode & 0o077 == 0


def test_thumbnails_announced_for_a_content_that_never_came_are_taken_back(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path / "thumbnails")
    store.announce(["aaaa000011112222", "bbbb000011112222"])
    unknown, known = (store.write(name, 0.0, b"jpeg") for name in ("aaaa000011112222", "bbbb000011112222"))
    half = unknown.with_name(".new-half")
    half.write_bytes(b"jp")
    assert store.take_back(lambda digest: digest.startswith("b")) == 2
    assert (unknown.exists(), half.exists(), known.exists()) == (False, False, True)
    assert store.take_back(lambda digest: False) == 0
    assert known.exists()


def test_announcement_that_was_tampered_with_deletes_nothing_else(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path / "thumbnails")
    store.announce(["../../outside", "*"])
    precious = tmp_path / "outside-1.jpg"
    precious.write_bytes(b"mine")
    assert store.take_back(lambda digest: False) == 0
    assert precious.exists()
