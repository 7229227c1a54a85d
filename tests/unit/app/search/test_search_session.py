from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.search.search_session import LEAST_PAUSE_MS, TYPING_PAUSE_MS, SearchSession
from engine.browse_records import Listing, QueryTerm, TermKind
from engine.errors import BadQuery, EngineGone
from engine.records import MediaId, MediaKind, PictureTerm, SearchRequest, WordWeight
from tests.helpers.window import Bench


@pytest.fixture
def session(bench: Bench) -> SearchSession:
    return SearchSession(bench.services)


def requests(bench: Bench, op: str = "listing") -> list[SearchRequest]:
    return [request for args in bench.asked(op) if isinstance(request := args["request"], SearchRequest)]


def queries(bench: Bench) -> list[str]:
    return [request.query for request in requests(bench)]


def answer(qtbot: QtBot, session: SearchSession, **fields: Any) -> Listing:
    with qtbot.waitSignals([session.answered, session.counted]):
        session.change(now=True, **fields)
    assert session.listing is not None
    return session.listing


def test_session_typing_searches_once_for_the_last_word(qtbot: QtBot, bench: Bench, session: SearchSession) -> None:
    with qtbot.waitSignals([session.answered, session.counted]):
        for text in ("d", "do", "dog"):
            session.change(query=text)
    assert queries(bench) == ["dog"]
    assert session.listing is not None
    assert session.listing.query == "dog"
    assert session.facets is not None
    assert session.facets.photos == 30


def test_session_waits_for_the_next_letter_for_a_share_of_the_time_of_answers(
    qtbot: QtBot, session: SearchSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert session.typing_pause_ms == TYPING_PAUSE_MS  # nothing is known yet
    pauses = []
    for took_ms in (3, 200, 9000):
        monkeypatch.setattr(session, "_asked", SimpleNamespace(start=lambda: None, elapsed=lambda took=took_ms: took))
        answer(qtbot, session, query=f"dog {took_ms}")
        session.change(query="cat")
        pauses.append(session._pause.interval())
        session._pause.stop()
    assert pauses == [LEAST_PAUSE_MS, 50, TYPING_PAUSE_MS]


def test_session_counts_only_what_is_not_typed_on(qtbot: QtBot, bench: Bench, session: SearchSession) -> None:
    with qtbot.waitSignal(session.answered):
        session.change(now=True, query="d")
    answer(qtbot, session, query="dog")
    assert [request.query for request in requests(bench, "facets")] == ["dog"]


def test_session_nothing_to_look_for_lists_everything(qtbot: QtBot, bench: Bench, session: SearchSession) -> None:
    answer(qtbot, session, query="dog")
    listing = answer(qtbot, session, query="   ")
    assert queries(bench) == ["dog", ""]
    assert len(listing.media_ids) == 40
    assert not listing.has_query


def test_session_added_spaces_are_no_new_search(qtbot: QtBot, bench: Bench, session: SearchSession) -> None:
    answer(qtbot, session, query="dog")
    session.change(query="dog ")
    assert not session.is_busy
    assert queries(bench) == ["dog"]


def test_session_newer_search_drops_the_answer_of_the_older(qtbot: QtBot, bench: Bench, session: SearchSession) -> None:
    answers: list[Listing] = []
    session.answered.connect(answers.append)
    session.change(now=True, query="slow")
    answer(qtbot, session, query="dog")
    assert [listing.query for listing in answers] == ["dog"]
    qtbot.waitUntil(lambda: not bench.engine.running)


def test_session_filters_travel_with_the_request(qtbot: QtBot, session: SearchSession) -> None:
    listing = answer(qtbot, session, query="dog", kind=MediaKind.VIDEO)
    assert {hit.kind for hit in listing.head} == {MediaKind.VIDEO}


def test_session_word_weighed_and_switched_off_ranks_again(qtbot: QtBot, bench: Bench, session: SearchSession) -> None:
    answer(qtbot, session, query="dog grass")
    with qtbot.waitSignal(session.answered):
        session.weigh(QueryTerm(TermKind.WORD, "grass"), 0.0)
    assert requests(bench)[-1].weights == (WordWeight("grass", 0.0),)
    with qtbot.waitSignal(session.answered):
        session.weigh(QueryTerm(TermKind.WORD, "Grass", 0.0), 1.0)
    assert requests(bench)[-1].weights == ()
    qtbot.waitUntil(lambda: not bench.engine.running)


def test_session_word_that_becomes_a_minus_counts_again(qtbot: QtBot, bench: Bench, session: SearchSession) -> None:
    answer(qtbot, session, query="cat camera")
    with qtbot.waitSignals([session.answered, session.counted]):
        session.weigh(QueryTerm(TermKind.WORD, "camera"), 0.0)
    answer(qtbot, session, query="cat -camera")
    assert requests(bench)[-1].weights == ()
    with qtbot.waitSignals([session.answered, session.counted]):
        session.weigh(QueryTerm(TermKind.MINUS, "camera"), 0.5)
    answer(qtbot, session, query="cat")
    assert session.request.weights == ()


def test_session_slider_dragged_searches_for_the_last_place(qtbot: QtBot, bench: Bench, session: SearchSession) -> None:
    answer(qtbot, session, query="dog")
    with qtbot.waitSignals([session.answered, session.counted]):
        for weight in (1.1, 1.2, 1.3):
            session.weigh(QueryTerm(TermKind.WORD, "dog"), weight)
    assert len(queries(bench)) == 2
    assert requests(bench)[-1].weights == (WordWeight("dog", 1.3),)


def test_session_picture_is_added_weighed_and_removed(qtbot: QtBot, bench: Bench, session: SearchSession) -> None:
    picture = PictureTerm(media_id=MediaId(3))
    with qtbot.waitSignals([session.answered, session.counted]):
        session.add_picture(picture)
    session.add_picture(picture)
    assert len(requests(bench)) == 1
    with qtbot.waitSignals([session.answered, session.counted]):
        session.weigh(QueryTerm(TermKind.PICTURE, "", 1.0, picture), -0.5)
    assert requests(bench)[-1].pictures == (PictureTerm(media_id=MediaId(3), weight=-0.5),)
    with qtbot.waitSignals([session.answered, session.counted]):
        session.remove_picture(picture)
    assert requests(bench)[-1].pictures == ()


def test_session_picture_that_cannot_be_read_is_dropped(qtbot: QtBot, session: SearchSession) -> None:
    with qtbot.waitSignal(session.failed):
        session.add_picture(PictureTerm(path=Path("/notes.txt")))
    assert not session.drop_picture(Path("/other.txt"))
    with qtbot.waitSignals([session.answered, session.counted]):
        assert session.drop_picture(Path("/notes.txt"))
    assert session.request.pictures == ()


def test_session_album_is_opened_whole(qtbot: QtBot, bench: Bench, session: SearchSession) -> None:
    told: list[SearchRequest] = []
    session.request_changed.connect(told.append)
    answer(qtbot, session, query="dog", kind=MediaKind.PHOTO)
    album = SearchRequest("cat", kind=MediaKind.VIDEO, stacks=True)
    with qtbot.waitSignals([session.answered, session.counted]):
        session.open(album)
    assert requests(bench)[-1] == album
    assert told[-1] == album


def test_session_repeated_search_says_that_it_is_one(qtbot: QtBot, session: SearchSession) -> None:
    answer(qtbot, session, query="dog")
    assert not session.is_repeat
    with qtbot.waitSignals([session.answered, session.counted]):
        session.repeat()
    assert session.is_repeat


def test_session_note_goes_into_the_history_once_there_is_an_answer(
    qtbot: QtBot, bench: Bench, session: SearchSession
) -> None:
    session.note()
    assert bench.asked("note_search") == []
    answer(qtbot, session, query=" dog ")
    with qtbot.waitSignal(session.noted):
        session.note()
    assert [request.query for request in requests(bench, "note_search")] == ["dog"]
    answer(qtbot, session, query="")
    session.note()
    assert len(bench.asked("note_search")) == 1


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
