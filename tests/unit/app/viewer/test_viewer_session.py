from __future__ import annotations

import dataclasses

import pytest
from pytestqt.qtbot import QtBot

from app.viewer.viewer_session import ViewerSession
from engine.browse_records import ClipCurves
from engine.records import Explanation, MediaKind, Picture, SearchRequest, WordWeight
from tests.helpers.fake_engine import FRAME_TIMES
from tests.helpers.window import Bench


@pytest.fixture
def session(bench: Bench) -> ViewerSession:
    return ViewerSession(bench.services)


def test_session_photo_loads_picture_and_explanation(qtbot: QtBot, bench: Bench, session: ViewerSession) -> None:
    with qtbot.waitSignals([session.picture_loaded, session.explained]):
        session.look_at(bench.library.hit(0), SearchRequest("a dog"))
    assert session.time_s is None
    assert bench.asked("clip_curves") == []
    assert not session.is_busy


def test_session_clip_starts_at_its_best_moment(qtbot: QtBot, bench: Bench, session: ViewerSession) -> None:
    told: list[object] = []
    for signal in (session.picture_loaded, session.explained, session.curves_loaded):
        signal.connect(told.append)
    session.look_at(bench.library.hit(3), SearchRequest("a dog"))
    qtbot.waitUntil(lambda: len(told) == 3)
    assert session.time_s == 12.5
    curves = next(found for found in told if isinstance(found, ClipCurves))
    picture = next(found for found in told if isinstance(found, Picture))
    explanation = next(found for found in told if isinstance(found, Explanation))
    assert tuple(curves.times_s) == FRAME_TIMES
    assert picture.time_s == explanation.time_s == 12.5


def test_session_same_hit_other_query_explains_only(qtbot: QtBot, bench: Bench, session: ViewerSession) -> None:
    with qtbot.waitSignals([session.picture_loaded, session.explained]):
        session.look_at(bench.library.hit(0), SearchRequest("a dog"))
    with qtbot.waitSignal(session.explained):
        session.look_at(bench.library.hit(0), SearchRequest("a cat"))
    assert len(bench.asked("picture")) == 1
    assert [args["query"] for args in bench.asked("explain")] == ["a dog", "a cat"]


def test_session_weight_of_a_word_is_explained_anew_and_known_the_next_time(
    qtbot: QtBot, bench: Bench, session: ViewerSession
) -> None:
    off = SearchRequest("a dog", weights=(WordWeight("dog", 0.0),))
    answers: list[Explanation] = []
    session.explained.connect(answers.append)
    with qtbot.waitSignals([session.picture_loaded, session.explained]):
        session.look_at(bench.library.hit(0), SearchRequest("a dog"))
    with qtbot.waitSignal(session.explained):
        session.look_at(bench.library.hit(0), off)
    assert [args["weights"] for args in bench.asked("explain")] == [(), off.weights]
    assert [answer.words[1].weight for answer in answers] == [1.0, 0.0]
    session.look_at(bench.library.hit(0), SearchRequest("a dog"))
    session.look_at(bench.library.hit(0), dataclasses.replace(off, kind=MediaKind.PHOTO))
    assert [answer.words[1].weight for answer in answers] == [1.0, 0.0, 1.0, 0.0]
    assert len(bench.asked("explain")) == 2
    assert len(bench.asked("picture")) == 1


def test_session_next_hit_drops_what_the_last_one_waits_for(qtbot: QtBot, bench: Bench, session: ViewerSession) -> None:
    answers: list[Explanation] = []
    session.explained.connect(answers.append)
    session.look_at(bench.library.hit(0), SearchRequest("slow"))
    with qtbot.waitSignal(session.explained):
        session.look_at(bench.library.hit(1), SearchRequest("dog"))
    assert [answer.query for answer in answers] == ["dog"]
    qtbot.waitUntil(lambda: not bench.engine.running)


def test_session_go_to_loads_another_frame(qtbot: QtBot, bench: Bench, session: ViewerSession) -> None:
    with qtbot.waitSignals([session.picture_loaded, session.explained]):
        session.look_at(bench.library.hit(3), SearchRequest("dog"))
    with qtbot.waitSignals([session.picture_loaded, session.explained]):
        session.go_to(40.0)
    session.go_to(40.0)
    assert [args["time_s"] for args in bench.asked("picture")] == [12.5, 40.0]


def test_session_without_words_explains_nothing(qtbot: QtBot, bench: Bench, session: ViewerSession) -> None:
    with qtbot.waitSignal(session.picture_loaded):
        session.look_at(bench.library.hit(0), SearchRequest("  "))
    assert bench.asked("explain") == []


def test_session_engine_death_loads_again_once(qtbot: QtBot, bench: Bench, session: ViewerSession) -> None:
    with qtbot.waitSignal(session.explain_failed):
        session.look_at(bench.library.hit(0), SearchRequest("slow"))
        bench.pipe.die()
    qtbot.waitUntil(lambda: len(bench.asked("explain")) == 2)
    session.leave()
    qtbot.waitUntil(lambda: not bench.engine.running)


def test_session_left_tells_nothing_more(qtbot: QtBot, bench: Bench, session: ViewerSession) -> None:
    told: list[object] = []
    session.picture_loaded.connect(told.append)
    session.look_at(bench.library.hit(0), SearchRequest("dog"))
    session.leave()
    qtbot.waitUntil(lambda: not bench.engine.running)
    assert told == []
    assert session.hit is None


def test_session_frame_explained_before_is_explained_at_once(
    qtbot: QtBot, bench: Bench, session: ViewerSession
) -> None:
    told: list[Explanation] = []
    session.explained.connect(told.append)
    session.look_at(bench.library.hit(3), SearchRequest("dog"))
    qtbot.waitUntil(lambda: len(told) == 1)
    session.go_to(40.0)
    qtbot.waitUntil(lambda: len(told) == 2)
    session.go_to(12.5)
    assert [explanation.time_s for explanation in told] == [12.5, 40.0, 12.5]
    assert len(bench.asked("explain")) == 2
    qtbot.waitUntil(lambda: not bench.engine.running)
    bench.pipe.die()
    qtbot.waitUntil(lambda: len(bench.pipes) == 2)
    session.go_to(40.0)
    qtbot.waitUntil(lambda: len(told) == 4)
    assert len(bench.asked("explain")) == 3  # another engine may have another model
    qtbot.waitUntil(lambda: not bench.engine.running)


def test_session_other_filters_trace_nothing_anew(qtbot: QtBot, bench: Bench, session: ViewerSession) -> None:
    with qtbot.waitSignals([session.curves_loaded, session.explained, session.picture_loaded]):
        session.look_at(bench.library.hit(3), SearchRequest("dog"))
    session.look_at(bench.library.hit(3), SearchRequest("dog", is_favourite=True))
    assert not bench.engine.running
    with qtbot.waitSignals([session.curves_loaded, session.explained]):
        session.look_at(bench.library.hit(3), SearchRequest("dog grass"))
    assert len(bench.asked("clip_curves")) == 2


def test_session_details_are_those_of_what_is_looked_at(qtbot: QtBot, bench: Bench, session: ViewerSession) -> None:
    session.load_details()
    with qtbot.waitSignals([session.picture_loaded]):
        session.look_at(bench.library.hit(0), SearchRequest(""))
    with qtbot.waitSignal(session.details_loaded):
        session.load_details()
    assert [args["path"] for args in bench.asked("details")] == [bench.library.hit(0).path]
