from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from engine.browse_records import Facets
from engine.jobs import Cancelled, CancelToken
from engine.records import MediaKind, SearchRequest
from engine.search import facets as facets_module
from engine.search.facets import count_facets
from engine.store.captions_table import CaptionRecord
from tests.helpers.shelf import ENCODER, Shelf


def _facets(shelf: Shelf, query: str = "", *roots: str, **wanted: object) -> Facets:
    request = SearchRequest(query, **wanted)  # type: ignore[arg-type]  # filters
    prepared = shelf.searcher.prepare(request, ENCODER, None, CancelToken())
    return count_facets(shelf.searcher, prepared, ENCODER, [Path(root) for root in roots or ("/a",)], CancelToken())


@pytest.fixture
def full(shelf: Shelf) -> Shelf:
    for number in range(6):
        shelf.add(f"/a/red/{number}.jpg", "red", content=f"r{number}", taken_at=datetime(2020, 1 + number % 2, 1))
    for number in range(20):
        shelf.add(f"/a/green/deep/{number}.jpg", "green", content=f"g{number}", taken_at=datetime(2021, 5, 1))
    shelf.add("/a/clip.mp4", "red", "green", content="c", taken_at=datetime(2022, 5, 1))
    with shelf.store.write() as tx:
        shelf.store.favourites.add(tx, ["r0", "g0", "c"], datetime(2024, 1, 1))
        shelf.store.captions.add(tx, [CaptionRecord("r1", None, "mine", datetime(2024, 1, 1))])
    return shelf


def test_facets_without_a_query_count_the_library(full: Shelf) -> None:
    facets = _facets(full)
    assert (facets.photos, facets.clips, facets.total) == (26, 1, 27)
    assert facets.months == ((2022, 5, 1), (2021, 5, 20), (2020, 2, 3), (2020, 1, 3))
    assert facets.cameras == (("Maker Model", 27),)
    assert (facets.with_caption, facets.favourites) == (1, 3)
    assert [(str(found.path), found.count, found.depth) for found in facets.folders] == [
        ("/a", 27, 0),
        ("/a/green", 20, 1),
        ("/a/green/deep", 20, 2),
        ("/a/red", 6, 1),
    ]


def test_facets_of_a_query_count_what_matches(full: Shelf) -> None:
    facets = _facets(full, "red")
    assert (facets.photos, facets.clips, facets.total) == (6, 1, 7)
    assert [found.count for found in facets.folders] == [7, 6]
    assert (facets.with_caption, facets.favourites) == (1, 2)


def test_facets_of_a_query_that_matches_nothing_count_the_library(full: Shelf) -> None:
    assert _facets(full, "zebra").total == 27


def test_facets_each_leave_out_their_own_filter_only(full: Shelf) -> None:
    facets = _facets(full, "", kind=MediaKind.VIDEO)
    assert (facets.photos, facets.clips, facets.total) == (26, 1, 1)
    assert facets.months == ((2022, 5, 1),)
    folder = _facets(full, "", folder=Path("/a/red"))
    assert [found.count for found in folder.folders] == [27, 20, 20, 6]
    assert (folder.photos, folder.clips) == (6, 0)
    favourite = _facets(full, "", is_favourite=True)
    assert (favourite.favourites, favourite.total, favourite.photos) == (3, 3, 2)
    assert _facets(full, "", has_caption=False).total == 26
    assert _facets(full, "", camera="Maker Model").total == 27
    assert _facets(full, "", camera="Other").total == 0


def test_facets_copies_count_once_in_each_folder_and_once_above(full: Shelf) -> None:
    full.add("/a/red/copy-of-green.jpg", "green", content="g0", taken_at=datetime(2021, 5, 1))
    counts = {str(found.path): found.count for found in _facets(full).folders}
    assert counts == {"/a": 27, "/a/green": 20, "/a/green/deep": 20, "/a/red": 7}


def test_facets_of_a_root_that_is_a_file_or_empty_are_told(full: Shelf) -> None:
    folders = _facets(full, "", "/a/clip.mp4", "/empty").folders
    assert [(str(found.path), found.count) for found in folders] == [("/a/clip.mp4", 1), ("/empty", 0)]


def test_facets_of_very_many_folders_tell_the_largest(full: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facets_module, "MAX_FOLDERS", 2)
    assert [str(found.path) for found in _facets(full).folders] == ["/a"]
    monkeypatch.setattr(facets_module, "MAX_FOLDERS", 3)
    assert len(_facets(full).folders) == 3


def test_facets_cancelled_stop(full: Shelf) -> None:
    token = CancelToken()
    token.cancel()
    prepared = full.searcher.prepare(SearchRequest("red"), ENCODER, None, CancelToken())
    with pytest.raises(Cancelled):
        count_facets(full.searcher, prepared, ENCODER, [], token)
