from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from engine.errors import BadQuery, FolderMissing
from engine.jobs import Cancelled, CancelToken
from engine.records import MediaKind, SearchRequest
from engine.search.weighed_query import read_request
from tests.helpers.shelf import ENCODER, Shelf


def test_search_ranks_photos_and_clips_in_one_list(shelf: Shelf) -> None:
    shelf.add("/a/red.jpg", "red")
    shelf.add("/a/mixed.mp4", "green green", "red white", "blue blue")
    shelf.add("/a/blue.jpg", "blue")
    assert shelf.names("red") == ["red.jpg", "mixed.mp4", "blue.jpg"]


def test_search_clip_appears_once_with_its_moments_and_their_thumbnails(shelf: Shelf) -> None:
    shelf.add("/a/clip.mp4", "green", "red", "red", "blue", "red")
    result = shelf.searcher.search(SearchRequest("red"), ENCODER)
    (hit,) = result.hits
    assert hit.moment is not None
    assert (hit.moment.start_s, hit.moment.end_s, hit.moment.best_s) == (1.0, 3.0, 1.5)
    assert hit.moment.thumbnail_path == hit.thumbnail_path
    assert str(hit.thumbnail_path).endswith("@1.5.jpg")
    assert hit.score == pytest.approx(hit.moment.score)
    assert [moment.best_s for moment in hit.moments] == [1.5, 4.5]
    assert hit.duration_s == 10.0


@pytest.mark.parametrize("together", [1, 4, 8192])
def test_search_moments_are_each_clips_own_however_many_are_read_together(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    monkeypatch.setattr("engine.search.hits._FRAMES_TOGETHER", together)
    shelf.add("/a/one.mp4", "green", "red", "blue")
    shelf.add("/a/red.jpg", "red")
    shelf.add("/a/two.mp4", "blue", "red", "red", "blue", "red")
    shelf.add("/a/three.mp4", "green", "red")
    hits = shelf.searcher.search(SearchRequest("red"), ENCODER).hits
    assert {hit.path.name: [moment.best_s for moment in hit.moments] for hit in hits} == {
        "one.mp4": [1.5],
        "red.jpg": [],
        "two.mp4": [1.5, 4.5],
        "three.mp4": [1.5],
    }
    assert all(str(hit.thumbnail_path).endswith(f"@{hit.moments[0].best_s}.jpg") for hit in hits if hit.moments)


def test_search_photo_carries_its_facts(shelf: Shelf) -> None:
    shelf.add("/a/red.jpg", "red", taken_at=datetime(2020, 1, 2, 3, 4))
    (hit,) = shelf.searcher.search(SearchRequest("red"), ENCODER).hits
    assert (hit.kind, hit.moments, hit.width_px, hit.height_px) == (MediaKind.PHOTO, (), 640, 480)
    assert hit.taken_at == datetime(2020, 1, 2, 3, 4)
    assert hit.score == pytest.approx(1.0, abs=1e-3)


def test_search_with_filters_finds_all_that_pass_and_nothing_else(shelf: Shelf) -> None:
    for year in range(2010, 2020):
        shelf.add(f"/{year % 2}/{year}.jpg", "red", taken_at=datetime(year, 6, 1))
        shelf.add(f"/{year % 2}/{year}.mp4", "red", "green", taken_at=datetime(year, 6, 1))
    assert len(shelf.names("red")) == 20
    assert shelf.names("red", kind=MediaKind.VIDEO, after=datetime(2018, 1, 1)) == ["2018.mp4", "2019.mp4"]
    assert shelf.names("red", before=datetime(2011, 6, 1), kind=MediaKind.PHOTO) == ["2010.jpg"]
    assert sorted(shelf.names("zebra", folder=Path("/1"), limit=100)) == sorted(
        f"{year}.{suffix}" for year in range(2011, 2020, 2) for suffix in ("jpg", "mp4")
    )


def test_search_in_a_folder_shows_the_copy_that_lies_there(shelf: Shelf) -> None:
    shelf.add("/a/original.jpg", "red", content="same")
    shelf.add("/b/copy.jpg", "red", content="same")
    assert len(shelf.names("red")) == 1
    assert shelf.names("red", folder=Path("/b")) == ["copy.jpg"]


def test_search_in_a_folder_that_is_nowhere_says_so(shelf: Shelf, tmp_path: Path) -> None:
    shelf.add("/a/red.jpg", "red")
    with pytest.raises(FolderMissing, match="There is no folder"):
        shelf.names("red", folder=tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    assert shelf.names("red", folder=tmp_path / "empty") == []
    assert shelf.names("red", folder=Path("/a")) == ["red.jpg"]  # not on disk, but in the library


def test_search_with_a_minus_pushes_away(shelf: Shelf) -> None:
    shelf.add("/a/red.jpg", "red green green")
    shelf.add("/a/red-and-blue.jpg", "red blue")
    for number in range(60):
        shelf.add(f"/b/{number}.jpg", "green")
    assert shelf.names("red", limit=1) == ["red-and-blue.jpg"]
    assert shelf.names("red -blue", limit=1) == ["red.jpg"]
    assert shelf.names("red without blue", limit=1) == ["red.jpg"]


def test_search_with_negatives_alone_lists_what_shows_least_of_them(shelf: Shelf) -> None:
    shelf.add("/a/red.jpg", "red")
    shelf.add("/a/blue.jpg", "blue")
    assert shelf.names("-red") == ["blue.jpg", "red.jpg"]


def test_search_by_picture_alone_and_together_with_text(shelf: Shelf) -> None:
    shelf.add("/a/red.jpg", "red")
    shelf.add("/a/blue.jpg", "blue")
    shelf.add("/a/purple.jpg", "red blue")
    picture = ENCODER.encode_texts(["blue"])[0]
    alone = shelf.searcher.search(SearchRequest("", like=Path("x.jpg")), ENCODER, picture_vector=lambda _: picture)
    assert alone.hits[0].path.name == "blue.jpg"
    both = shelf.searcher.search(SearchRequest("red", like=Path("x.jpg")), ENCODER, picture_vector=lambda _: picture)
    assert both.hits[0].path.name == "purple.jpg"


def test_search_says_honestly_whether_anything_matches(shelf: Shelf) -> None:
    for number in range(30):
        shelf.add(f"/a/{number}.jpg", "green")
    assert shelf.searcher.search(SearchRequest("green"), ENCODER).is_confident
    assert not shelf.searcher.search(SearchRequest("zebra"), ENCODER).is_confident


def test_search_of_an_empty_library_finds_nothing(shelf: Shelf) -> None:
    result = shelf.searcher.search(SearchRequest("red"), ENCODER)
    assert (result.hits, result.is_confident) == ((), False)


def test_search_sees_what_was_added_since_the_last_one(shelf: Shelf) -> None:
    assert shelf.names("red") == []
    shelf.add("/a/red.jpg", "red")
    assert shelf.names("red") == ["red.jpg"]


def test_search_same_request_twice_gives_the_same_answer(shelf: Shelf) -> None:
    for number in range(50):
        shelf.add(f"/a/{number}.jpg", "red", content=f"{number * 7919 % 97:02d}")
    first = shelf.names("red", limit=20)
    assert first == shelf.names("red", limit=20)
    assert first == shelf.names("red", limit=50)[:20]


@pytest.mark.parametrize(("query", "limit"), [("  ", 5), ("a" * 10_000, 5), ("red", 0), ("red", -1)])
def test_search_with_a_bad_request_is_refused(shelf: Shelf, query: str, limit: int) -> None:
    with pytest.raises(BadQuery):
        shelf.searcher.search(SearchRequest(query, limit=limit), ENCODER)
    with pytest.raises(BadQuery):
        read_request(SearchRequest(query, limit=limit))


def test_search_cancelled_stops(shelf: Shelf) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        shelf.searcher.search(SearchRequest("red"), ENCODER, cancel=token)


def test_read_request_with_a_picture_needs_no_text() -> None:
    assert read_request(SearchRequest(" ", like=Path("a.jpg"))).text == ""
    assert read_request(SearchRequest("dog -snow", like=Path("a.jpg"))).negatives == (("snow", 1.0),)
