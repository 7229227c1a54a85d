from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.jobs import Cancelled, CancelToken
from engine.library import Library
from engine.library_records import FolderLoss
from engine.records import SearchRequest
from tests.helpers.fakes import FakeEncoder
from tests.helpers.media import draw_photo

OpenLibrary = Callable[..., Library]


def _found(library: Library, query: str = "red") -> set[str]:
    return {hit.path.name for hit in library.search(SearchRequest(query)).hits}


@pytest.fixture
def library(open_library: OpenLibrary, photos: Path) -> Library:
    encoder = FakeEncoder()
    library = open_library(encoder=encoder)
    library.index([photos])
    return library


def test_patterns_hide_at_once_and_show_again_without_embedding(library: Library, photos: Path) -> None:
    encoder = library._use.encoder
    assert isinstance(encoder, FakeEncoder)
    embedded = encoder.pictures_encoded
    change = library.keeping_out.set_patterns("*.png\nclip.*\n")
    assert (change.hidden, change.shown) == (2, 0)
    assert _found(library) == {"red.jpg"}
    (folder,) = library.status().folders
    assert (folder.photos, folder.clips, folder.left_out) == (1, 0, 2)
    report = library.index()
    assert (report.seen, report.removed, report.embedded) == (1, 0, 0)
    with library._store.write() as tx:  # much later than what is merely gone is kept
        assert library._store.media.purge_orphans(tx, 2**40) == []
    change = library.keeping_out.set_patterns("")
    assert (change.hidden, change.shown) == (0, 2)
    assert _found(library) == {"red.jpg", "blue.png", "clip.mp4"}
    library.index()
    assert encoder.pictures_encoded == embedded
    assert library.verify().is_ok


def test_patterns_of_one_folder_leave_others_alone(library: Library, photos: Path, tmp_path: Path) -> None:
    draw_photo(tmp_path / "more" / "red.png", "red")
    library.index([tmp_path / "more"])
    first, _second = library.status().folders
    library.keeping_out.set_patterns("*.png", first.folder_id)
    assert _found(library) == {"red.jpg", "clip.mp4", "red.png"}
    assert [folder.patterns for folder in library.status().folders] == ["*.png", ""]
    library.remove_folder(first.folder_id)
    assert library._store.left_out.count() == 0
    assert _found(library) == {"red.png"}


def test_folder_marked_by_a_phone_leaves_the_search_however_much_it_holds(library: Library, photos: Path) -> None:
    draws = [draw_photo(photos / "chat" / f"{number}.jpg", (200, number * 20, 10)) for number in range(9)]
    library.index()
    (photos / "chat" / ".nomedia").touch()
    report = library.index()
    assert (report.problems, report.removed) == ((), 0)
    assert not _found(library) & {path.name for path in draws}
    (photos / "chat" / ".nomedia").unlink()
    report = library.index()
    assert (report.embedded, report.photos) == (0, 11)
    assert library._store.left_out.count() == 0


def test_pattern_set_stays_in_force_for_new_changed_and_reported_files(library: Library, photos: Path) -> None:
    library.keeping_out.set_patterns("private/")
    draw_photo(photos / "private" / "red.jpg", "red")
    draw_photo(photos / "public" / "red2.jpg", "red")
    changed = [photos / "private", photos / "private" / "red.jpg", photos / "public" / "red2.jpg"]
    for path in (photos / "private" / "red.jpg", photos / "public" / "red2.jpg"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    library.refresh(changed, cancel=CancelToken())
    assert library.media(photos / "public" / "red2.jpg") is not None
    assert library.media(photos / "private" / "red.jpg") is None
    library.index()
    assert library.media(photos / "private" / "red.jpg") is None


def test_preview_counts_by_line_and_changes_nothing(library: Library, photos: Path) -> None:
    preview = library.keeping_out.preview_patterns("# a note\n*.jpg\nsub/\n[bad\n!x.jpg")
    assert (preview.known, preview.left_out) == (3, 2)
    assert [(line.line, line.left_out) for line in preview.lines] == [(2, 1), (3, 1), (4, 0), (5, 0)]
    assert "]" in preview.lines[2].problem
    assert set(preview.examples) == {photos / "red.jpg", photos / "sub" / "blue.png"}
    assert library.status().photos == 2
    library.keeping_out.set_patterns("*.jpg")
    assert library.keeping_out.preview_patterns("").known == 3
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        library.keeping_out.preview_patterns("*", cancel=token)


def test_paused_folder_is_found_but_not_looked_through(library: Library, photos: Path, tmp_path: Path) -> None:
    (folder,) = library.status().folders
    library.pause_folder(folder.folder_id, True)
    assert library.status().folders[0].is_paused
    assert library.folder_paths() == ()
    draw_photo(photos / "new.jpg", "red")
    assert library.index().seen == 0
    library.index([tmp_path])  # a folder above it leaves it alone as well
    library.refresh([photos / "new.jpg"], cancel=CancelToken())
    assert _found(library) == {"red.jpg", "blue.png", "clip.mp4"}
    assert library.index([photos]).embedded == 1  # asked for by name
    library.pause_folder(folder.folder_id, False)
    assert library.folder_paths() == (photos, tmp_path)


def test_loss_counts_what_lies_nowhere_else(library: Library, photos: Path, tmp_path: Path) -> None:
    library.index([draw_photo(tmp_path / "copy" / "red.jpg", "red", taken="2020:01:02 03:04:05")])
    library.add_caption(photos / "sub" / "blue.png", "the sea")
    item = library.media(photos / "clip.mp4")
    assert item is not None
    library.marks.set_favourite([item.media_id], is_favourite=True)
    first = library.status().folders[0]
    assert library.folder_loss(first.folder_id) == FolderLoss(photos=1, clips=1, captioned=1, favourites=1)
