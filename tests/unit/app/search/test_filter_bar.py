from __future__ import annotations

import dataclasses
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.human_text import number
from app.search.date_range_dialog import DateRangeDialog
from app.search.filter_bar import FilterBar
from app.search.filters import Filters, Order, date_presets, month_range, range_text
from engine.browse_records import Facets, FolderCount
from engine.library_records import FolderState
from engine.records import FolderId, MediaKind, SearchRequest, SortBy
from tests.helpers.window import Bench


@pytest.fixture
def bar(qtbot: QtBot, bench: Bench) -> FilterBar:
    bar = FilterBar(bench.services.appearance)
    qtbot.addWidget(bar)
    return bar


def test_bar_kind_clicked_tells_the_kind_and_all_takes_it_back(qtbot: QtBot, bar: FilterBar) -> None:
    everything, photos, clips = bar.kind_buttons.buttons()
    told: list[Filters] = []
    bar.changed.connect(told.append)
    clips.click()
    photos.click()
    everything.click()
    everything.click()
    assert [filters.kind for filters in told] == [MediaKind.VIDEO, MediaKind.PHOTO, None]


FACETS = Facets(
    photos=1203,
    clips=4,
    months=((2024, 5, 1000), (2024, 3, 3), (2022, 12, 7)),
    folders=(FolderCount(Path("/photos"), 1207, 0), FolderCount(Path("/photos/Me & you"), 9, 1)),
    cameras=(("Canon <EOS>", 800), ("", 407)),
    with_caption=2,
    favourites=0,
    total=1207,
)


def test_bar_counts_stand_beside_the_filters(bar: FilterBar) -> None:
    bar.show_counts(FACETS)
    assert [button.text() for button in bar.kind_buttons.buttons()] == [
        f"All {number(1207)}",
        f"Photos {number(1203)}",
        "Clips 4",
    ]
    assert bar.caption_button.text() == "Captioned 2"
    assert bar.favourite_button.text() == "Favourites"
    assert not bar.camera_button.isHidden()
    bar.show_counts(dataclasses.replace(FACETS, cameras=(("", 3),)))
    assert bar.camera_button.isHidden()


def test_bar_date_menu_offers_years_and_months_with_counts(bar: FilterBar) -> None:
    bar.show_counts(FACETS)
    bar._fill_date_menu()
    years = [action.menu() for action in bar._date_menu.actions() if action.menu() is not None]
    assert [menu.title() for menu in years if isinstance(menu, QMenu)] == [f"2024\t{number(1003)}", "2022\t7"]
    of_2022 = years[1]
    assert isinstance(of_2022, QMenu)
    december = of_2022.actions()[-1]
    assert december.text() == "December 2022\t7"
    december.trigger()
    assert (bar.filters.after, bar.filters.before) == (datetime(2022, 12, 1), datetime(2023, 1, 1))
    assert bar.date_button.text() == "December 2022"
    assert bar.date_button.property("active") is True


def test_bar_camera_menu_names_what_names_none(bar: FilterBar) -> None:
    bar.show_counts(FACETS)
    bar._fill_camera_menu()
    texts = [action.text() for action in bar._camera_menu.actions()]
    assert texts == ["Any camera", "", "Canon <EOS>\t800", "No camera named\t407"]
    bar._camera_menu.actions()[-1].trigger()
    assert bar.filters.camera == ""
    assert bar.camera_button.text() == "No camera named"


def test_bar_toggles_narrow_and_widen_again(bar: FilterBar) -> None:
    told: list[Filters] = []
    bar.changed.connect(told.append)
    bar.favourite_button.click()
    bar.caption_button.click()
    bar.favourite_button.click()
    assert [(filters.is_favourite, filters.has_caption) for filters in told] == [
        (True, None),
        (True, True),
        (None, True),
    ]


def test_bar_order_is_told_and_named(bar: FilterBar) -> None:
    told: list[Order] = []
    bar.order_changed.connect(told.append)
    for text in ("Oldest first", "Group by day", "Stack copies and bursts"):
        bar._fill_order_menu()
        next(action for action in bar._order_menu.actions() if action.text() == text).trigger()
    assert told[-1] == Order(SortBy.OLDEST, by_day=True, stacks=False)
    assert bar.order_button.text() == "Oldest by day"


def test_bar_follows_a_request_without_telling(bar: FilterBar) -> None:
    told: list[object] = []
    bar.changed.connect(told.append)
    bar.follow(SearchRequest("dog", kind=MediaKind.VIDEO, is_favourite=True, sort=SortBy.NEWEST))
    assert bar.filters == Filters(kind=MediaKind.VIDEO, is_favourite=True)
    assert bar.favourite_button.isChecked()
    assert bar.order_button.text() == "Newest"
    assert told == []


def test_bar_folder_menu_lists_folders_as_they_are_written(qtbot: QtBot, bar: FilterBar) -> None:
    path = Path("/photos/Me & you")
    bar.set_folders((FolderState(FolderId(1), path, 1, 1, 0, True),))
    bar._fill_folder_menu()
    assert bar._folder_menu.actions()[-1].text() == "/photos/Me && you"
    bar.show_counts(FACETS)
    bar._fill_folder_menu()
    action = bar._folder_menu.actions()[-1]
    assert action.text().strip() == "Me && you\t9"
    action.trigger()
    assert bar.filters.folder == path
    assert bar.folder_button.text() == "Me && you"
    bar.clear()
    assert bar.filters.is_any
    assert bar.folder_button.text() == "Any folder"


def test_bar_without_folders_offers_none(bar: FilterBar) -> None:
    bar.set_folders(())
    assert bar.folder_button.isHidden()


def test_presets_are_whole_days_and_end_exclusively() -> None:
    presets = {name: (after, before) for name, after, before in date_presets(datetime(2026, 3, 1, 17, 30))}
    assert presets["Last 7 days"] == (datetime(2026, 2, 23), None)
    assert month_range(2025) == (datetime(2025, 1, 1), datetime(2026, 1, 1))
    assert month_range(2024, 12) == (datetime(2024, 12, 1), datetime(2025, 1, 1))


@pytest.mark.parametrize(
    ("after", "before", "text"),
    [
        (None, None, "Any date"),
        (datetime(2024, 1, 1), datetime(2025, 1, 1), "2024"),
        (datetime(2024, 2, 1), datetime(2024, 3, 1), "February 2024"),
        (datetime(2024, 2, 3), datetime(2024, 3, 1), "3 Feb 2024 \N{EN DASH} 29 Feb 2024"),
    ],
)
def test_range_is_named_as_short_as_it_can_be(after: datetime | None, before: datetime | None, text: str) -> None:
    assert range_text(Filters(after=after, before=before), datetime(2026, 3, 1)) == text


def test_dialog_days_in_the_wrong_order_are_put_right(qtbot: QtBot) -> None:
    dialog = DateRangeDialog(datetime(2024, 5, 9), datetime(2024, 5, 3))
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.range_chosen) as chosen:
        dialog.accept()
    assert chosen.args == [datetime(2024, 5, 2), datetime(2024, 5, 10)]
