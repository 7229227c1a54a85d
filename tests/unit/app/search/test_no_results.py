from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.engine_client import EngineState
from app.search.no_results import NoResults, Situation
from engine.errors import StoreLocked
from engine.library_records import FolderState, LibraryStatus
from engine.records import FolderId
from tests.helpers.window import Bench

READY = EngineState.READY
EMPTY = LibraryStatus(Path("/library"), "m", 0, 0, 0, 0)
ADDED = LibraryStatus(Path("/library"), "m", 0, 0, 0, 0, (FolderState(FolderId(1), Path("/a"), 0, 0, 0, True),))
FULL = LibraryStatus(Path("/library"), "m", 5, 0, 5, 0)


@pytest.fixture
def empty(qtbot: QtBot, bench: Bench) -> NoResults:
    empty = NoResults(bench.services.appearance)
    qtbot.addWidget(empty)
    empty.show()
    return empty


@pytest.mark.parametrize(
    ("situation", "headline", "signal"),
    [
        (Situation(EngineState.STARTING), "Getting ready", None),
        (Situation(EngineState.FAILED, StoreLocked("In use.")), "The library cannot be opened", "retry_wanted"),
        (Situation(EngineState.FAILED), "The library cannot be opened", "retry_wanted"),
        (Situation(READY, status=EMPTY), "Add a folder to begin", "folder_wanted"),
        (Situation(READY, status=EMPTY, is_indexing=True), "Indexing has begun", None),
        (Situation(READY, status=ADDED), "Nothing to search yet", "folder_wanted"),
        (Situation(READY, status=FULL), "Getting ready", None),
        (Situation(READY, status=FULL, failure="No."), "That did not work", "repeat_wanted"),
        (Situation(READY, status=FULL, has_searched=True), "Nothing found", None),
        (Situation(READY, status=FULL, has_searched=True, has_filters=True), "Nothing found here", "all_wanted"),
    ],
)
def test_no_results_says_why_and_offers_what_helps(
    qtbot: QtBot, empty: NoResults, situation: Situation, headline: str, signal: str | None
) -> None:
    empty.explain(situation)
    assert empty.headline == headline
    assert empty.action_button.isVisible() is (signal is not None)
    if signal is not None:
        with qtbot.waitSignal(getattr(empty, signal)):
            empty.action_button.click()
