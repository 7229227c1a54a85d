from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.search.history_menu import HistoryMenu
from app.search.saved_searches import SavedSearches, describe_request
from app.search.search_session import SearchSession
from engine.records import MediaKind, PictureTerm, SearchRequest
from tests.helpers.window import Bench


@pytest.fixture
def saved(qtbot: QtBot, bench: Bench) -> SavedSearches:
    saved = SavedSearches(bench.services)
    qtbot.waitUntil(lambda: not bench.engine.running)
    return saved


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_saved_album_is_kept_renamed_and_removed(qtbot: QtBot, bench: Bench, saved: SavedSearches) -> None:
    with qtbot.waitSignal(saved.said):
        saved.save("Rex", SearchRequest("dog"))
    qtbot.waitUntil(lambda: [album.name for album in saved.albums] == ["Rex"])
    with qtbot.waitSignal(saved.said):
        saved.rename(saved.albums[0], "Rex & me")
    qtbot.waitUntil(lambda: [album.name for album in saved.albums] == ["Rex & me"])
    with qtbot.waitSignal(saved.said) as said:
        saved.remove(saved.albums[0])
    assert said.args == ["Album “Rex & me” removed; its photos stay"]
    qtbot.waitUntil(lambda: saved.albums == () and not bench.engine.running)


def test_saved_history_is_emptied(qtbot: QtBot, bench: Bench, saved: SavedSearches) -> None:
    bench.library.note_search(SearchRequest("dog"))
    with qtbot.waitSignal(saved.changed):
        saved.refresh()
    assert [past.request.query for past in saved.history] == ["dog"]
    with qtbot.waitSignal(saved.said):
        saved.forget()
    qtbot.waitUntil(lambda: saved.history == () and not bench.engine.running)


def test_menu_offers_examples_first_and_then_what_was_looked_for(
    qtbot: QtBot, bench: Bench, saved: SavedSearches
) -> None:
    owner, session = QWidget(), SearchSession(bench.services)
    qtbot.addWidget(owner)
    menu = QMenu(owner)
    history = HistoryMenu(menu, saved, session, owner)
    history.fill()
    assert texts(menu)[0] == "a dog on grass"
    assert not menu.actions()[-1].isEnabled()  # nothing is looked for
    bench.library.note_search(SearchRequest("a <b>dog</b> & me"))
    saved.refresh()
    qtbot.waitUntil(lambda: bool(saved.history))
    history.fill()
    assert texts(menu)[0] == "a <b>dog</b> && me"
    with qtbot.waitSignal(history.request_chosen) as chosen:
        next(action for action in menu.actions() if action.text().startswith("a <b>")).trigger()
    assert chosen.args == [SearchRequest("a <b>dog</b> & me")]


def test_menu_asks_for_the_name_of_an_album(qtbot: QtBot, bench: Bench, saved: SavedSearches) -> None:
    owner, session = QWidget(), SearchSession(bench.services)
    qtbot.addWidget(owner)
    with qtbot.waitSignals([session.answered, session.counted]):
        session.change(now=True, query="dog", kind=MediaKind.PHOTO)
    history = HistoryMenu(QMenu(owner), saved, session, owner)
    history.ask_for_name()
    dialog = owner.findChildren(QInputDialog)[0]
    assert dialog.textValue() == "dog · photos"
    with qtbot.waitSignal(saved.said):
        dialog.accept()
    qtbot.waitUntil(lambda: bool(saved.albums) and not bench.engine.running)


@pytest.mark.parametrize(
    ("request_", "text"),
    [
        (SearchRequest(""), "Everything"),
        (SearchRequest(" dog "), "dog"),
        (SearchRequest("", pictures=(PictureTerm(path=Path("/a/b.jpg")),)), "like b.jpg"),
        (SearchRequest("x", after=datetime(2024, 1, 1), camera="Canon"), "x · from 2024 · Canon"),
        (SearchRequest("", folder=Path("/a/Trip"), has_caption=True), "Trip · with captions"),
    ],
)
def test_describe_says_a_request_in_a_few_words(request_: SearchRequest, text: str) -> None:
    assert describe_request(request_) == text
