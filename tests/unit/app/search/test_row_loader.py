from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.engine_client import EngineState
from app.search.row_loader import AT_ONCE, KEPT_ROWS, RowLoader
from engine.records import SearchRequest
from tests.helpers.window import Bench


@pytest.fixture
def loader(bench: Bench) -> RowLoader:
    bench.library.items = 5000
    loader = RowLoader(bench.services.operations)
    request = SearchRequest("")
    loader.show(request, bench.library.listing(request))
    return loader


def test_loader_head_is_there_at_once(bench: Bench, loader: RowLoader) -> None:
    hit = loader.hit(59)
    assert hit is not None
    assert hit.media_id == 60
    assert loader.hit(60) is None
    loader.look_at(range(30))
    assert bench.asked("rows") == []


def test_loader_rows_looked_at_are_filled_in_with_a_margin(qtbot: QtBot, bench: Bench, loader: RowLoader) -> None:
    with qtbot.waitSignal(loader.loaded):
        loader.look_at(range(500, 530))
    for row in (490, 500, 529, 555):
        hit = loader.hit(row)
        assert hit is not None
        assert hit.media_id == row + 1
    assert len(bench.asked("rows")) == 1


def test_loader_scrolling_past_asks_for_the_last_place_only(qtbot: QtBot, bench: Bench, loader: RowLoader) -> None:
    with qtbot.waitSignal(loader.loaded):
        for first in range(500, 4800, 100):
            loader.look_at(range(first, first + 30))
    asked = bench.asked("rows")
    assert len(asked) == 1
    assert len(asked[0]["media_ids"]) <= AT_ONCE  # type: ignore[arg-type]  # an array
    assert loader.hit(4700) is not None
    assert loader.hit(500) is None


def test_loader_row_that_is_gone_is_not_asked_for_again(qtbot: QtBot, bench: Bench, loader: RowLoader) -> None:
    def without_one(request: SearchRequest, media_ids: object) -> object:
        return tuple(bench.library.hit(int(media_id) - 1) for media_id in media_ids if media_id != 501)  # type: ignore[attr-defined]  # an array

    bench.library.rows = without_one  # type: ignore[assignment]  # one photo was removed meanwhile
    with qtbot.waitSignal(loader.loaded):
        loader.look_at(range(500, 530))
    assert loader.hit(500) is None
    loader.look_at(range(501, 531))
    loader.look_at(range(500, 530))
    assert not loader.is_busy


def test_loader_forgets_rows_of_long_ago(qtbot: QtBot, loader: RowLoader) -> None:
    for first in range(0, 4900, 100):
        loader.look_at(range(first, first + 100))
        qtbot.waitUntil(lambda: not loader.is_busy)
    assert len(loader._hits) <= KEPT_ROWS
    assert loader.hit(4899) is not None
    assert loader.hit(0) is None


def test_loader_failure_lets_the_next_look_ask_again(qtbot: QtBot, bench: Bench, loader: RowLoader) -> None:
    bench.pipe.stop_answering()
    loader.look_at(range(500, 530))
    loader._load_missing()
    bench.pipe.die()
    qtbot.waitUntil(lambda: not bench.engine.running and not loader.is_busy)
    assert loader.hit(500) is None
    qtbot.waitUntil(lambda: bench.engine.state is EngineState.READY)
    loader.look_at(range(500, 530))
    qtbot.waitUntil(lambda: loader.hit(500) is not None)


def test_loader_other_listing_drops_what_was_awaited(qtbot: QtBot, bench: Bench, loader: RowLoader) -> None:
    told: list[object] = []
    loader.loaded.connect(told.append)
    loader.look_at(range(500, 530))
    loader._load_missing()
    loader.show(SearchRequest(""), None)
    qtbot.waitUntil(lambda: not bench.engine.running)
    assert told == []
    assert loader.media_id(3) is None


def test_loader_same_listing_with_other_places_keeps_what_is_filled_in(
    qtbot: QtBot, bench: Bench, loader: RowLoader
) -> None:
    with qtbot.waitSignal(loader.loaded):
        loader.look_at(range(500, 530))
    request = SearchRequest("")
    listing = bench.library.listing(request)
    moved = dataclasses.replace(listing, media_ids=np.insert(listing.media_ids, 501, 501))
    loader.show(request, moved, keeps_rows=True)
    hits = [loader.hit(row) for row in (59, 60, 500, 501, 502)]
    assert [None if hit is None else hit.media_id for hit in hits] == [60, None, 501, 501, 502]
    loader.show(request, moved)
    assert loader.hit(500) is None
