from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from engine.errors import BadData
from engine.library import Library
from engine.library import marks as marks_module
from engine.library.request_text import request_from_text, request_to_text
from engine.records import MediaId, MediaKind, PictureTerm, SearchRequest, SortBy, WordWeight
from engine.store import Store

OpenLibrary = Callable[..., Library]


@pytest.fixture
def library(open_library: OpenLibrary, photos: Path) -> Library:
    library = open_library()
    library.index([photos])
    return library


def _id(library: Library, path: Path) -> MediaId:
    item = library.media(path)
    assert item is not None
    return item.media_id


def test_favourites_are_found_and_follow_a_moved_file(library: Library, photos: Path) -> None:
    red = _id(library, photos / "red.jpg")
    assert library.marks.set_favourite([red, MediaId(99)], True) == 1
    assert library.marks.set_favourite([red], True) == 0
    request = SearchRequest("", is_favourite=True)
    assert library.browser.listing(request).media_ids.tolist() == [red]
    assert library.browser.listing(request).head[0].is_favourite
    shutil.move(photos / "red.jpg", photos / "sub" / "renamed.jpg")
    library.index([photos])
    assert library.browser.listing(request).head[0].path.name == "renamed.jpg"
    assert library.marks.set_favourite([red], False) == 1
    assert len(library.browser.listing(request).media_ids) == 0


def test_history_holds_the_newest_first_each_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marks_module, "HISTORY_LENGTH", 3)
    for query in ("a", "b", "  ", "a", "c", "d"):
        library.marks.note_search(SearchRequest(query, limit=7, shows_weaker=True))
    assert [past.request.query for past in library.marks.history()] == ["d", "c", "a"]
    first = library.marks.history(1)[0]
    assert library.marks.forget_searches(first.search_id) == 1
    assert [past.request.query for past in library.marks.history()] == ["c", "a"]
    library.marks.forget_searches()
    assert library.marks.history() == ()


def test_history_with_an_entry_nobody_understands_leaves_it_out(library: Library, expected_warnings: list[str]) -> None:
    library.marks.note_search(SearchRequest("a"))
    with library._store.write() as tx:
        for text in ("{", "[]", '{"query": "x", "kind": "hologram"}', '{"version": 1}'):
            library._store.searches.note(tx, text, datetime.now(), 100)
    expected_warnings.append("A kept search cannot be read")
    assert [past.request.query for past in library.marks.history()] == ["a"]


def test_albums_are_kept_renamed_and_forgotten(library: Library) -> None:
    beach = library.marks.save_album(" the\tbeach ", SearchRequest("beach", kind=MediaKind.PHOTO))
    assert (beach.name, beach.request.kind) == ("the beach", MediaKind.PHOTO)
    library.marks.save_album("Alps", SearchRequest("mountain"))
    again = library.marks.save_album("the beach", SearchRequest("sea"))
    assert again.search_id == beach.search_id
    assert [(album.name, album.request.query) for album in library.marks.albums()] == [
        ("Alps", "mountain"),
        ("the beach", "sea"),
    ]
    library.marks.rename_album(beach.search_id, "Sea")
    with pytest.raises(BadData, match="Alps"):
        library.marks.rename_album(beach.search_id, "Alps")
    with pytest.raises(BadData):
        library.marks.rename_album(999, "Nothing")
    library.marks.remove_album(beach.search_id)
    assert [album.name for album in library.marks.albums()] == ["Alps"]


@pytest.mark.parametrize("name", ["", "  \n", "x" * 101])
def test_albums_with_a_bad_name_are_refused(library: Library, name: str) -> None:
    with pytest.raises(BadData):
        library.marks.save_album(name, SearchRequest("x"))


def test_request_text_brings_back_every_field(library: Library, photos: Path, tmp_path: Path) -> None:
    store: Store = library._store
    request = SearchRequest(
        'dog "red car" -snow',
        kind=MediaKind.VIDEO,
        after=datetime(2020, 1, 1),
        before=datetime(2021, 1, 1),
        folder=Path("/a/\udcff"),
        weights=(WordWeight("dog", 0.0), WordWeight("snow", 1.5)),
        pictures=(
            PictureTerm(media_id=_id(library, photos / "clip.mp4"), time_s=1.5, weight=-0.5),
            PictureTerm(path=Path("/b/x.jpg"), weight=0.3),
            PictureTerm(image=b"\0\1\2"),
        ),
        camera="",
        has_caption=False,
        is_favourite=True,
        sort=SortBy.OLDEST,
        by_day=True,
    )
    assert request_from_text(request_to_text(request, store), store) == request
    assert request_from_text(request_to_text(SearchRequest("x"), store), store) == SearchRequest("x")


def test_request_text_of_a_picture_that_is_gone_leaves_it_out(library: Library) -> None:
    text = request_to_text(SearchRequest("x", pictures=(PictureTerm(media_id=MediaId(99)),)), library._store)
    assert request_from_text(text, library._store).pictures == ()
