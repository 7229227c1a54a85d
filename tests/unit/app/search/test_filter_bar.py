from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.search.date_range_dialog import DateRangeDialog
from app.search.filter_bar import FilterBar, Filters, date_presets
from engine.records import FolderId, FolderState, MediaKind
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


def test_bar_date_menu_choice_is_told_and_named(qtbot: QtBot, bar: FilterBar) -> None:
    bar._fill_date_menu()
    year = str(datetime.now().year - 1)
    action = next(action for action in bar._date_menu.actions() if action.text() == year)
    action.trigger()
    assert bar.filters.after == datetime(int(year), 1, 1)
    assert bar.filters.before == datetime(int(year) + 1, 1, 1)
    assert bar.date_button.text() == year
    assert bar.date_button.property("active") is True
    bar._fill_date_menu()
    assert next(action for action in bar._date_menu.actions() if action.text() == year).isChecked()


def test_bar_folder_menu_lists_folders_as_they_are_written(qtbot: QtBot, bar: FilterBar) -> None:
    path = Path("/photos/Me & you")
    bar.set_folders((FolderState(FolderId(1), path, 1, 1, 0, True),))
    bar._fill_folder_menu()
    action = bar._folder_menu.actions()[-1]
    assert action.text() == "/photos/Me && you"
    action.trigger()
    assert bar.filters.folder == path
    bar.clear()
    assert bar.filters.is_any
    assert bar.folder_button.text() == "Any folder"


def test_bar_without_folders_offers_none(bar: FilterBar) -> None:
    bar.set_folders(())
    assert bar.folder_button.isHidden()


def test_presets_are_whole_days_and_end_exclusively() -> None:
    presets = {name: (after, before) for name, after, before in date_presets(datetime(2026, 3, 1, 17, 30))}
    assert presets["Last 7 days"] == (datetime(2026, 2, 23), None)
    assert presets["2025"] == (datetime(2025, 1, 1), datetime(2026, 1, 1))
    assert presets["2024"] == (datetime(2024, 1, 1), datetime(2025, 1, 1))


def test_dialog_days_in_the_wrong_order_are_put_right(qtbot: QtBot) -> None:
    dialog = DateRangeDialog(datetime(2024, 5, 9), datetime(2024, 5, 3))
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.range_chosen) as chosen:
        dialog.accept()
    assert chosen.args == [datetime(2024, 5, 2), datetime(2024, 5, 10)]
