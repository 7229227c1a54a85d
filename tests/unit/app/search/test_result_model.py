from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.search.result_model import FOLDS_ROLE, HIT_ROLE, ResultModel
from app.search.unfolding import Opened, Unfolded
from engine.browse_records import Listing
from engine.records import MediaId, SearchRequest, SortBy
from tests.helpers.window import Bench


@pytest.fixture
def model(bench: Bench) -> ResultModel:
    bench.library.items = 30
    return ResultModel(bench.services.operations)


def show(model: ResultModel, bench: Bench, query: str = "dog", **fields: object) -> Listing:
    request = dataclasses.replace(SearchRequest(query), **fields)  # type: ignore[arg-type]  # fields of SearchRequest
    listing = bench.library.listing(request)
    model.show(request, Unfolded(listing))
    return listing


def test_model_shown_and_shown_again_is_a_valid_item_model(
    qtmodeltester: ModelTester, bench: Bench, model: ResultModel
) -> None:
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt leaves it untyped
    for query in ("dog", "", "nothing"):
        listing = show(model, bench, query)
        assert model.rowCount() == len(listing.media_ids)


def test_model_roles_tell_a_clip_in_words(bench: Bench, model: ResultModel) -> None:
    show(model, bench)
    clip = model.index(3)
    assert clip.data(HIT_ROLE) == bench.library.hit(3)
    assert clip.data(Qt.ItemDataRole.DisplayRole) == "clip 003.mp4"
    spoken = clip.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("clip 003.mp4, clip of 1:02, best at 0:12, 3 moments, 5 May 2024")
    assert clip.data(Qt.ItemDataRole.SizeHintRole) is None
    assert clip.data(FOLDS_ROLE).beneath == 0


def test_model_row_not_looked_at_yet_says_so(qtbot: QtBot, bench: Bench, model: ResultModel) -> None:
    bench.library.items = 200
    show(model, bench, "")
    far = model.index(150)
    assert far.data(HIT_ROLE) is None
    assert far.data(Qt.ItemDataRole.AccessibleTextRole) == "Not loaded yet"
    with qtbot.waitSignal(model.dataChanged):
        model.look_at(range(150, 160))
    assert far.data(HIT_ROLE) == bench.library.hit(150)


def test_model_tool_tip_never_interprets_a_file_name(bench: Bench, model: ResultModel) -> None:
    listing = show(model, bench)
    evil = dataclasses.replace(bench.library.hit(0), path=Path("/a & b/<img src='x'>\n.jpg"))
    model.show(SearchRequest("dog"), Unfolded(dataclasses.replace(listing, head=(evil,))))
    tip = model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;img src=&#x27;x&#x27;&gt;" in tip
    assert "/a &amp; b" in tip
    assert "<img" not in tip


def test_model_row_of_finds_a_photo_by_what_it_is(bench: Bench, model: ResultModel) -> None:
    show(model, bench)
    assert model.row_of(MediaId(6)) == 5
    assert model.row_of(MediaId(999)) == -1


def test_model_marked_favourites_are_shown(qtbot: QtBot, bench: Bench, model: ResultModel) -> None:
    show(model, bench)
    with qtbot.waitSignal(model.dataChanged):
        model.mark_favourites({MediaId(3), MediaId(999)}, is_favourite=True)
    assert model.index(2).data(HIT_ROLE).is_favourite
    assert not model.index(3).data(HIT_ROLE).is_favourite
    assert "favourite" in model.index(2).data(Qt.ItemDataRole.AccessibleTextRole)


def test_model_opened_clip_shows_each_moment_and_counts_once(bench: Bench, model: ResultModel) -> None:
    listing, opened = show(model, bench, shows_weaker=True), Opened()
    opened.toggle_clip(bench.library.hit(3))
    model.show(model.request, opened.unfold(listing))
    hits = [model.hit(row) for row in range(3, 7)]
    assert [hit.moment.best_s if hit and hit.moment else None for hit in hits] == [12.5, 40.0, 55.0, None]
    assert {hit.media_id for hit in hits[:3] if hit} == {MediaId(4)}
    said = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in (3, 4)]
    assert "best at 0:12" in said[0]
    assert "another moment at 0:40" in said[1]
    assert "3 moments" in model.index(9).data(Qt.ItemDataRole.AccessibleTextRole)
    headings = model.headings()
    assert headings is not None
    assert headings.starts.tolist() == [0, 22]
    assert headings.text_of(0) == "20 matches"
    model.mark_favourites([MediaId(4)], is_favourite=True)
    assert all(hit is not None and hit.is_favourite for hit in map(model.hit, range(3, 6)))


def test_model_headings_tell_days_where_nothing_is_looked_for(bench: Bench, model: ResultModel) -> None:
    show(model, bench, "", by_day=True)
    headings = model.headings()
    assert headings is not None
    assert len(headings.starts) == 30  # nine days apart
    assert headings.text_of(0).endswith("1 June 2024 · 1 item")


def test_model_days_with_little_are_put_together(bench: Bench, model: ResultModel) -> None:
    listing = show(model, bench, "")
    headings = model.headings()
    assert headings is not None
    assert [headings.text_of(section) for section in range(len(headings.starts))] == [
        "2024 · 17 items",
        "2023 · 13 items",
    ]
    days = np.repeat(listing.days[:3] - np.array([0, 0, 40], np.int32), 10)
    model.show(SearchRequest(""), Unfolded(dataclasses.replace(listing, days=days)))
    by_day = model.headings()
    assert by_day is not None
    assert by_day.starts.tolist() == [0, 10, 20]
    scattered = np.repeat(np.arange(738_000, 738_000 - 10 * 9, -9, dtype=np.int32), 3)
    model.show(SearchRequest(""), Unfolded(dataclasses.replace(listing, days=scattered)))
    by_month = model.headings()
    assert by_month is not None
    assert by_month.text_of(0) == "July 2021 · 12 items"


def test_model_headings_tell_weaker_matches_from_others(bench: Bench, model: ResultModel) -> None:
    show(model, bench)
    assert model.headings() is None
    show(model, bench, shows_weaker=True)
    headings = model.headings()
    assert headings is not None
    assert headings.starts.tolist() == [0, 20]
    assert headings.text_of(0) == "20 matches"
    assert headings.text_of(1).startswith("Weaker")
    show(model, bench, sort=SortBy.NEWEST, shows_weaker=True)
    by_day = model.headings()
    assert by_day is not None
    assert len(by_day.starts) == 3


def test_model_stacked_row_tells_how_much_lies_beneath(bench: Bench, model: ResultModel) -> None:
    show(model, bench, "stacked", stacks=True)
    assert [model.index(row).data(FOLDS_ROLE).beneath for row in range(3)] == [0, 2, 0]
