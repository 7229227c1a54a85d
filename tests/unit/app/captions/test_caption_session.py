from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.captions.caption_session import MOST_UNDONE, CaptionSession
from engine.records import MediaId
from tests.helpers.window import Bench

ONE, OTHER = MediaId(1), MediaId(2)


@pytest.fixture
def session(qtbot: QtBot, bench: Bench) -> CaptionSession:
    session = CaptionSession(bench.services)
    session.look_at(ONE)
    qtbot.waitUntil(lambda: not session.is_busy)
    return session


def texts(session: CaptionSession) -> list[str]:
    return [caption.text for caption in session.captions]


def settle(qtbot: QtBot, session: CaptionSession) -> None:
    qtbot.waitUntil(lambda: not session.is_busy)


def test_session_writes_and_shows_at_once(qtbot: QtBot, session: CaptionSession) -> None:
    session.write("  Rex  swims ")
    session.write("with grandma")
    settle(qtbot, session)
    assert texts(session) == ["Rex swims", "with grandma"]


def test_session_empty_caption_is_none(bench: Bench, session: CaptionSession) -> None:
    session.write("   ")
    assert not bench.asked("change_captions")
    assert not session.can_undo


def test_session_what_is_written_lands_where_one_was_even_after_going_on(
    qtbot: QtBot, bench: Bench, session: CaptionSession
) -> None:
    session.write("Rex")
    session.look_at(OTHER)
    settle(qtbot, session)
    assert texts(session) == []
    assert [(caption.media_id, caption.text) for caption in bench.library.captions.values()] == [(ONE, "Rex")]


def test_session_moments_come_in_the_order_of_the_clip(qtbot: QtBot, session: CaptionSession) -> None:
    session.write("later", 9.0, 12.0)
    session.write("earlier", 1.0)
    session.write("the whole")
    settle(qtbot, session)
    assert texts(session) == ["the whole", "earlier", "later"]


def test_session_undo_takes_back_step_by_step(qtbot: QtBot, bench: Bench, session: CaptionSession) -> None:
    session.write("Rex")
    settle(qtbot, session)
    session.rewrite(session.captions[0], "Rex and Mia")
    settle(qtbot, session)
    session.take_out(session.captions[0])
    settle(qtbot, session)
    assert texts(session) == []
    for expected in (["Rex and Mia"], ["Rex"], []):
        assert session.can_undo
        session.undo()
        settle(qtbot, session)
        assert texts(session) == expected
    assert not session.can_undo
    session.undo()
    assert not bench.library.captions


def test_session_rewriting_to_nothing_removes(qtbot: QtBot, session: CaptionSession) -> None:
    session.write("Rex", 3.0)
    settle(qtbot, session)
    session.rewrite(session.captions[0], "Rex")
    assert not session.is_busy
    session.rewrite(session.captions[0], "")
    settle(qtbot, session)
    assert texts(session) == []
    session.undo()
    settle(qtbot, session)
    assert [(caption.text, caption.time_s) for caption in session.captions] == [("Rex", 3.0)]


def test_session_failure_is_told_and_nothing_shown(qtbot: QtBot, session: CaptionSession) -> None:
    with qtbot.waitSignal(session.failed):
        session.write("this fails")
    assert texts(session) == []
    assert not session.can_undo


def test_session_undo_of_very_much_is_bounded(qtbot: QtBot, session: CaptionSession) -> None:
    for number in range(MOST_UNDONE + 5):
        session.write(f"caption {number}")
    settle(qtbot, session)
    for _ in range(MOST_UNDONE + 5):
        session.undo()
    settle(qtbot, session)
    assert texts(session) == [f"caption {number}" for number in range(5)]
