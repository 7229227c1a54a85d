from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.browse_records import TermKind
from engine.jobs import CancelToken
from engine.records import MediaId, MediaKind, SearchRequest
from engine.search.standing import Place, find_place
from tests.helpers.shelf import ENCODER, Shelf


def _place(shelf: Shelf, media_id: MediaId, query: str, **wanted: object) -> Place:
    request = SearchRequest(query, **wanted)  # type: ignore[arg-type]  # filters
    prepared = shelf.searcher.prepare(request, ENCODER, None, CancelToken())
    row = int(prepared.columns.rows_of(np.array([media_id]))[0])
    return find_place(shelf.searcher, prepared, ENCODER, row, None, CancelToken())


def test_find_place_is_the_place_in_the_search(shelf: Shelf) -> None:
    ids = {}
    for number, shows in enumerate(("red", "red red green", "red green", "red green green", "green")):
        ids[number] = shelf.add(f"/{number}.jpg", shows)
    order = shelf.names("red")
    for number, media_id in ids.items():
        place = _place(shelf, media_id, "red")
        assert place.rank == order.index(f"{number}.jpg") + 1
        assert place.compared == 5
    best = _place(shelf, ids[0], "red")
    assert best.score == pytest.approx(best.best_score)
    assert best.score >= best.cutoff
    worst = _place(shelf, ids[4], "red")
    assert worst.score < worst.cutoff


def test_find_place_names_the_filters_that_keep_it_away_and_ranks_among_all(shelf: Shelf) -> None:
    photo = shelf.add("/a/red.jpg", "red")
    shelf.add("/a/clip.mp4", "red", "blue")
    shelf.add("/b/clip.mp4", "blue", "blue")
    place = _place(shelf, photo, "red", kind=MediaKind.VIDEO, folder=Path("/b"), is_favourite=True)
    assert place.filters == ("kind", "folder", "favourite")
    assert (place.rank, place.compared) == (1, 3)
    assert _place(shelf, photo, "red", kind=MediaKind.PHOTO).compared == 1


def test_find_place_says_what_each_part_does(shelf: Shelf) -> None:
    mixed = shelf.add("/mixed.jpg", "red blue")
    for number in range(5):
        shelf.add(f"/red{number}.jpg", "red", content=f"red{number}")
    place = _place(shelf, mixed, "red green -blue")
    kinds = {effect.text: effect for effect in place.effects}
    assert kinds["blue"].kind is TermKind.MINUS
    assert kinds["blue"].contribution < 0
    assert kinds["red"].contribution > 0
    assert kinds["green"].contribution < 0
    assert [effect.contribution for effect in place.effects] == sorted(effect.contribution for effect in place.effects)
    without_green = _place(shelf, mixed, "red -blue")
    assert kinds["green"].rank_without == without_green.rank
    assert place.score - kinds["green"].contribution == pytest.approx(without_green.score, abs=1e-4)


def test_find_place_without_a_query_knows_only_filters(shelf: Shelf) -> None:
    photo = shelf.add("/red.jpg", "red")
    place = _place(shelf, photo, "", kind=MediaKind.VIDEO)
    assert place.filters == ("kind",)
    assert (place.rank, place.effects) == (0, ())
    assert np.isnan(place.score)


def test_find_place_of_a_single_word_has_no_rank_without_it(shelf: Shelf) -> None:
    photo = shelf.add("/red.jpg", "red")
    assert _place(shelf, photo, "red").effects == ()
