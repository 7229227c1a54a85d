from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.viewer.viewer_session import ViewerSession
from engine.records import Explanation, Picture
from tests.helpers.fake_engine import FRAME_TIMES
from tests.helpers.window import Bench


@pytest.fixture
def session(bench: Bench) -> ViewerSession:
    return ViewerSession(bench.services)


def test_session_photo_loads_picture_and_explanation(qtbot: QtBot, bench: Bench, session: ViewerSession) -> None:
    with qtbot.waitSignals([session.picture_loaded, session.explained]):
        session.look_at(bench.library.hit(0), "a dog")
    assert session.time_s is None
    assert bench.asked("frame_times") == []
    assert not session.is_busy


def test_session_clip_starts_at_its_best_moment(qtbot: QtBot, bench: Bench, session: ViewerSession) -> None:
    told: list[object] = []
    for signal in (session.picture_loaded, session.explained, session.frame_times_loaded):
        signal.connect(told.append)
    session.look_at(bench.library.hit(3), "a dog")
    qtbot.waitUntil(lambda: len(told) == 3)
    times, picture, explanation = told
    assert session.time_s == 12.5
    assert times == FRAME_TIMES
    assert isinstance(picture, Picture)
    assert isinstance(explanation, Explanation)
    assert picture.time_s == explanation.time_s == 12.5


def test_session_same_hit_other_query_explains_only(qtbot: QtBot, bench: Bench, session: ViewerSession) -> None:
    with qtbot.waitSignals([session.picture_loaded, session.explained]):
        session.look_at(bench.library.hit(0), "a dog")
    with qtbot.waitSignal(session.explained):
        session.look_at(bench.library.hit(0), "a cat")
    assert len(bench.asked("picture")) == 1
    assert [args["query"] for args in bench.asked("explain")] == ["a dog", "a cat"]


def test_session_next_hit_drops_what_the_last_one_waits_for(qtbot: QtBot, bench: Bench, session: ViewerSession) -> None:
    answers: list[Explanation] = []
    session.explained.connect(answers.append)
    session.look_at(bench.library.hit(0), "slow")
    with qtbot.waitSignal(session.explained):
        session.look_at(bench.library.hit(1), "dog")
    assert [answer.query for answer in answers] == ["dog"]
    qtbot.waitUntil(lambda: not bench.engine.running)


def test_session_go_to_loads_another_frame(qtbot: QtBot, bench: Bench, session: ViewerSession) -> None:
    with qtbot.waitSignals([session.picture_loaded, session.explained]):
        session.look_at(bench.library.hit(3), "dog")
    with qtbot.waitSignals([session.picture_loaded, session.explained]):
        session.go_to(40.0)
    session.go_to(40.0)
    assert [args["time_s"] for args in bench.asked("picture")] == [12.5, 40.0]


def test_session_without_words_explains_nothing(qtbot: QtBot, bench: Bench, session: ViewerSession) -> None:
    with qtbot.waitSignal(session.picture_loaded):
        session.look_at(bench.library.hit(0), "  ")
    assert bench.asked("explain") == []


def test_session_engine_death_loads_again_once(qtbot: QtBot, bench: Bench, session: ViewerSession) -> None:
    with qtbot.waitSignal(session.explain_failed):
        session.look_at(bench.library.hit(0), "slow")
        bench.pipe.die()
    qtbot.waitUntil(lambda: len(bench.asked("explain")) == 2)
    session.leave()
    qtbot.waitUntil(lambda: not bench.engine.running)


def test_session_left_tells_nothing_more(qtbot: QtBot, bench: Bench, session: ViewerSession) -> None:
    told: list[object] = []
    session.picture_loaded.connect(told.append)
    session.look_at(bench.library.hit(0), "dog")
    session.leave()
    qtbot.waitUntil(lambda: not bench.engine.running)
    assert told == []
    assert session.hit is None
