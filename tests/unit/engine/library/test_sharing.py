from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import pytest

from engine.errors import BadData, DiskFull, FolderMissing, MediaUnreadable
from engine.jobs import Cancelled, CancelToken, Progress
from engine.library import Library, sharing
from engine.records import MediaId, MediaKind
from tests.helpers.media import draw_photo

OpenLibrary = Callable[..., Library]


@pytest.fixture
def library(open_library: OpenLibrary, photos: Path) -> Library:
    library = open_library()
    library.index([photos])
    return library


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "Exported"
    folder.mkdir()
    return folder


class _Opened:
    """An open file on a disk that fails."""

    def __init__(self, opened: Any) -> None:
        self.opened = opened

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.opened.close()


class _BreaksOff(_Opened):
    """Reads the beginning, and then nothing more."""

    def read(self, size: int) -> bytes:
        if self.opened.tell():
            raise OSError(errno.EIO, "Input/output error")
        return bytes(self.opened.read(size))


class _IsFull(_Opened):
    """Takes nothing."""

    def write(self, _: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def ids(library: Library, *paths: Path) -> list[MediaId]:
    items = [library.media(path) for path in paths]
    return [item.media_id for item in items if item is not None]


def test_export_copies_byte_by_byte_and_leaves_the_originals(library: Library, photos: Path, target: Path) -> None:
    before = (photos / "red.jpg").read_bytes()
    told: list[Progress] = []
    report = library.sharing.export(ids(library, photos / "red.jpg", photos / "clip.mp4"), target, report=told.append)
    assert [path.name for path in report.written] == ["red.jpg", "clip.mp4"]
    assert report.bytes == len(before) + (photos / "clip.mp4").stat().st_size
    assert (target / "red.jpg").read_bytes() == before == (photos / "red.jpg").read_bytes()
    assert (told[0].done, told[-1].done, told[-1].total) == (0, 2, 2)


def test_export_never_replaces_what_is_there(library: Library, photos: Path, target: Path) -> None:
    (target / "red.jpg").write_text("mine")
    red = ids(library, photos / "red.jpg")
    for name in ("red (2).jpg", "red (3).jpg"):
        report = library.sharing.export([*red, *red], target)
        assert [path.name for path in report.written] == [name]
    assert (target / "red.jpg").read_text() == "mine"


def test_export_tells_what_is_gone_and_copies_the_rest(library: Library, photos: Path, target: Path) -> None:
    chosen = ids(library, photos / "red.jpg", photos / "sub" / "blue.png")
    (photos / "red.jpg").unlink()
    report = library.sharing.export([*chosen, MediaId(999)], target)
    assert [path.name for path in report.written] == ["blue.png"]
    assert [name for name, _ in report.failed] == ["red.jpg", "a photo that is no longer in the library"]
    assert not (target / "red.jpg").exists()


def test_export_never_writes_below_the_library_s_folders(library: Library, photos: Path, tmp_path: Path) -> None:
    red = ids(library, photos / "red.jpg")
    (tmp_path / "link").symlink_to(photos / "sub")
    before = sorted(photos.rglob("*"))
    for folder in (photos, photos / "sub", tmp_path / "link"):
        with pytest.raises(BadData, match="never writes there"):
            library.sharing.export(red, folder)
        with pytest.raises(BadData, match="never writes there"):
            library.sharing.export_clip(photos / "clip.mp4", 0.0, 1.0, folder)
    with pytest.raises(FolderMissing):
        library.sharing.export(red, tmp_path / "gone")
    assert sorted(photos.rglob("*")) == before


def test_export_stopped_leaves_no_half_copy(library: Library, photos: Path, target: Path) -> None:
    token = CancelToken()
    chosen = ids(library, photos / "red.jpg", photos / "sub" / "blue.png")
    with pytest.raises(Cancelled):
        library.sharing.export(chosen, target, cancel=token, report=lambda progress: token.cancel())
    assert list(target.iterdir()) == []


def test_export_of_a_file_that_breaks_off_blames_the_file_and_copies_the_rest(
    library: Library, photos: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = ids(library, photos / "red.jpg", photos / "sub" / "blue.png")
    monkeypatch.setattr(sharing, "_CHUNK_BYTES", 16)
    real_open = Path.open

    def open_on_a_failing_disk(path: Path, mode: str = "r") -> Any:
        opened = real_open(path, mode)
        return _BreaksOff(opened) if path.name == "red.jpg" and mode == "rb" else opened

    monkeypatch.setattr(Path, "open", open_on_a_failing_disk)
    report = library.sharing.export(chosen, target)
    assert report.failed == (("red.jpg", "red.jpg cannot be read: Input/output error."),)
    assert [path.name for path in report.written] == [path.name for path in target.iterdir()] == ["blue.png"]


def test_export_into_a_folder_that_cannot_be_written_ends_and_leaves_nothing(
    library: Library, photos: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_open = Path.open

    def open_on_a_full_disk(path: Path, mode: str = "r") -> Any:
        opened = real_open(path, mode)
        return _IsFull(opened) if path.parent == target and mode == "wb" else opened

    monkeypatch.setattr(Path, "open", open_on_a_full_disk)
    with pytest.raises(DiskFull, match="copy into cannot be written"):
        library.sharing.export(ids(library, photos / "red.jpg"), target)
    assert list(target.iterdir()) == []


def test_export_where_times_and_rights_cannot_be_kept_copies_all_the_same(
    library: Library, photos: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(shutil, "copystat", refuse)
    (copy,) = library.sharing.export(ids(library, photos / "red.jpg"), target).written
    assert copy.read_bytes() == (photos / "red.jpg").read_bytes()


def test_export_clip_is_a_clip_of_its_own_with_that_stretch(library: Library, photos: Path, target: Path) -> None:
    for name in ("clip 0.00-0.01.mp4", "clip 0.00-0.01 (2).mp4"):
        report = library.sharing.export_clip(photos / "clip.mp4", 0.0, 1.0, target)
        assert [path.name for path in report.written] == [name]
    assert len(list(target.iterdir())) == 2
    cut = library.picture(report.written[0], 0.0)
    whole = library.picture(photos / "clip.mp4", 0.0)
    assert cut.pixels.shape == whole.pixels.shape
    assert report.bytes < (photos / "clip.mp4").stat().st_size


def test_export_clip_of_nothing_or_no_clip_leaves_nothing(library: Library, photos: Path, target: Path) -> None:
    with pytest.raises(BadData, match="empty"):
        library.sharing.export_clip(photos / "clip.mp4", 2.0, 2.0, target)
    (photos / "broken.mp4").write_bytes(b"no clip at all")
    with pytest.raises(MediaUnreadable):
        library.sharing.export_clip(photos / "broken.mp4", 0.0, 1.0, target)
    assert list(target.iterdir()) == []


def test_details_come_with_captions_and_copies(library: Library, photos: Path) -> None:
    draw_photo(photos / "again.jpg", "red", taken="2020:01:02 03:04:05")
    library.index([photos])
    library.add_caption(photos / "red.jpg", "Rex <b>jumps</b>")
    details = library.sharing.details(photos / "red.jpg")
    assert details.kind is MediaKind.PHOTO
    assert ("Taken", "2020:01:02 03:04:05") in details.sections["Taken"]
    assert details.captions == ("Rex <b>jumps</b>",)
    assert details.copies == (photos / "again.jpg",)


def test_details_of_a_file_outside_the_library_are_read_too(library: Library, tmp_path: Path) -> None:
    details = library.sharing.details(draw_photo(tmp_path / "other.png", "green"))
    assert not details.captions
    assert not details.copies
    with pytest.raises(FolderMissing):
        library.sharing.details(tmp_path / "gone.jpg")
