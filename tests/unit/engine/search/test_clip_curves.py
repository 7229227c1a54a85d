from __future__ import annotations

import numpy as np
import pytest

from engine.browse_records import ClipCurves
from engine.jobs import CancelToken
from engine.records import MediaId, SearchRequest, WordWeight
from engine.search.clip_curves import clip_curves
from tests.helpers.shelf import ENCODER, Shelf, thumbnail_path


def _curves(shelf: Shelf, media_id: MediaId, query: str, **wanted: object) -> ClipCurves:
    request = SearchRequest(query, **wanted)  # type: ignore[arg-type]  # as given
    prepared = shelf.searcher.prepare(request, ENCODER, None, CancelToken())
    row = int(prepared.columns.rows_of(np.array([media_id]))[0])
    cutoff = shelf.searcher.cutoff_of_all(prepared, ENCODER, CancelToken())
    return clip_curves(shelf.searcher, prepared, ENCODER, row, cutoff, (thumbnail_path, "hash"))


@pytest.fixture
def clip(shelf: Shelf) -> MediaId:
    for number in range(60):
        shelf.add(f"/{number}.jpg", "white" if number % 2 else "green", content=f"{number}")
    return shelf.add("/clip.mp4", "green", "red", "red green", "blue")


def test_curves_rise_where_the_query_is_seen_and_reach_one_where_it_matches(shelf: Shelf, clip: MediaId) -> None:
    curves = _curves(shelf, clip, "red")
    assert curves.times_s.tolist() == [0.5, 1.5, 2.5, 3.5]
    assert curves.duration_s == 10.0
    assert int(curves.query.argmax()) == 1
    assert curves.query[1] >= 1.0 > curves.query[3]
    assert [str(path) for path in curves.thumbnail_paths][:2] == ["hash@0.5.jpg", "hash@1.5.jpg"]


def test_curves_of_words_each_rise_at_their_own_time(shelf: Shelf, clip: MediaId) -> None:
    curves = dict(_curves(shelf, clip, "red blue").words)
    assert list(curves) == ["red", "blue"]
    assert int(curves["red"].argmax()) == 1
    assert int(curves["blue"].argmax()) == 3


def test_curves_of_words_that_are_off_are_left_out(shelf: Shelf, clip: MediaId) -> None:
    curves = _curves(shelf, clip, "red blue", weights=(WordWeight("blue", 0.0),))
    assert [word for word, _ in curves.words] == ["red"]


def test_curves_without_a_query_are_times_and_thumbnails(shelf: Shelf, clip: MediaId) -> None:
    curves = _curves(shelf, clip, "")
    assert (len(curves.query), curves.words) == (0, ())
    assert len(curves.thumbnail_paths) == 4


def test_curves_of_what_is_only_left_out_and_of_what_is_nowhere_are_finite(shelf: Shelf, clip: MediaId) -> None:
    for query in ("-red", "zebra"):
        assert np.isfinite(_curves(shelf, clip, query).query).all()
    assert int(_curves(shelf, clip, "-red").query.argmin()) == 1
