from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.search.search_session import SearchSession
from engine.errors import BadQuery, EngineGone
from engine.records import MediaKind, SearchRequest, SearchResult
from tests.helpers.window import Bench


@pytest.fixture
def session(bench: Bench) -> SearchSession:
    return SearchSession(bench.services)


def queries(bench: Bench) -> list[str]:
    return [request.query for args in bench.asked("search") if isinstance(request := args["request"], SearchRequest)]


def test_session_typing_searches_once_for_the_last_word(qtbot: QtBot, bench: Bench, session: SearchSession) -> None:
    with qtbot.waitSignal(session.answered) as answer:
        for text in ("d", "do", "dog"):
            session.change(query=text)
    assert queries(bench) == ["dog"]
    assert answer.args is not None
    assert isinstance(answer.args[0], SearchResult)
    assert session.result is answer.args[0]


def test_session_return_searches_without_a_pause(bench: Bench, session: SearchSession) -> None:
    session.change(now=True, query="dog")
    assert queries(bench) == ["dog"]
    session._search_task.drop()


def test_session_spaces_only_search_nothing_and_clear(qtbot: QtBot, bench: Bench, session: SearchSession) -> None:
    with qtbot.waitSignal(session.answered):
        session.change(now=True, query="dog")
    with qtbot.waitSignal(session.cleared):
        session.change(query="   ")
    assert queries(bench) == ["dog"]
    assert session.result is None


def test_session_added_spaces_are_no_new_search(qtbot: QtBot, bench: Bench, session: SearchSession) -> None:
    with qtbot.waitSignal(session.answered):
        session.change(now=True, query="dog")
    session.change(query="dog ")
    assert not session.is_busy
    assert queries(bench) == ["dog"]


def test_session_newer_search_drops_the_answer_of_the_older(qtbot: QtBot, bench: Bench, session: SearchSession) -> None:
    answers: list[SearchResult] = []
    session.answered.connect(answers.append)
    session.change(now=True, query="slow")
    with qtbot.waitSignal(session.answered):
        session.change(now=True, query="dog")
    assert [result.query for result in answers] == ["dog"]
    qtbot.waitUntil(lambda: not bench.engine.running)


def test_session_filters_travel_with_the_request(qtbot: QtBot, bench: Bench, session: SearchSession) -> None:
    with qtbot.waitSignal(session.answered):
        session.change(now=True, query="dog", kind=MediaKind.VIDEO)
    assert session.result is not None
    assert {hit.kind for hit in session.result.hits} == {MediaKind.VIDEO}


def test_session_show_more_doubles_until_everything_is_shown(qtbot: QtBot, bench: Bench) -> None:
    bench.library.items = 130
    session = SearchSession(bench.services)
    with qtbot.waitSignal(session.answered):
        session.change(now=True, query="dog")
    for expected in (100, 130):
        with qtbot.waitSignal(session.answered):
            session.show_more()
        assert session.result is not None
        assert len(session.result.hits) == expected
    session.show_more()
    assert not session.is_busy


def test_session_failure_is_told(qtbot: QtBot, session: SearchSession) -> None:
    with qtbot.waitSignal(session.failed) as failure:
        session.change(now=True, query="fails")
    assert failure.args is not None
    assert isinstance(failure.args[0], BadQuery)


def test_session_engine_death_searches_once_more_by_itself(qtbot: QtBot, bench: Bench, session: SearchSession) -> None:
    with qtbot.waitSignal(session.failed) as failure:
        session.change(now=True, query="slow")
        bench.pipe.die()
    assert failure.args is not None
    assert isinstance(failure.args[0], EngineGone)
    qtbot.waitUntil(lambda: queries(bench) == ["slow", "slow"])
    with qtbot.waitSignal(session.failed):
        bench.pipe.die()
    with qtbot.waitSignal(bench.engine.status_changed):
        pass
    assert queries(bench) == ["slow", "slow"]
