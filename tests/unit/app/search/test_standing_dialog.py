from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.search.standing_dialog import StandingDialog, effect_text, explain_standing, verdict
from engine.browse_records import IndexState, QueryTerm, Standing, TermEffect, TermKind
from engine.caption_records import NewCaption
from engine.records import MediaId, MediaKind, SearchRequest
from tests.helpers.window import Bench

PATH = Path("/photos/<b>rex.jpg")
FAR = Standing(PATH, IndexState.FOUND, "", MediaId(1), 12, 40, 0.21, 0.25, 0.4)


def ask(qtbot: QtBot, bench: Bench, request: SearchRequest, path: Path = PATH) -> StandingDialog:
    dialog = StandingDialog(bench.services, request, path)
    with qtbot.waitSignal(dialog.answered):
        dialog.open()
    return dialog


def button(dialog: StandingDialog, text: str) -> QPushButton:
    return next(found for found in dialog.findChildren(QPushButton) if found.text() == text)


def test_dialog_says_place_score_and_cutoff(qtbot: QtBot, bench: Bench) -> None:
    dialog = ask(qtbot, bench, SearchRequest("dog grass"))
    assert dialog.sentences[:3] == (
        "It does not match well enough to be shown.",
        "Among what passes the filters it has place 12 of 40.",
        "Its score of 0.210 is 0.040 below the cutoff of 0.250 (the best has 0.400). "
        "“Show weaker matches” lists what comes near.",
    )
    assert dialog.sentences[3] == "grass: lowers it by 0.050; without it, place 3"
    dialog.reject()


def test_dialog_offers_to_drop_the_filter_that_keeps_it_away(qtbot: QtBot, bench: Bench) -> None:
    dialog = ask(qtbot, bench, SearchRequest("dog", kind=MediaKind.VIDEO))
    assert dialog.sentences[0] == "A filter keeps it away."
    with qtbot.waitSignal(dialog.filters_dropped) as dropped:
        button(dialog, "Drop this filter").click()
    assert dropped.args == [{"kind": None}]


def test_dialog_offers_to_switch_off_the_word_that_harms(qtbot: QtBot, bench: Bench) -> None:
    dialog = ask(qtbot, bench, SearchRequest("dog grass"))
    with qtbot.waitSignal(dialog.term_switched_off) as told:
        button(dialog, "Switch it off").click()
    assert told.args == [QueryTerm(TermKind.WORD, "grass")]


def test_dialog_of_a_file_that_is_no_photo_says_so(qtbot: QtBot, bench: Bench) -> None:
    dialog = ask(qtbot, bench, SearchRequest("dog"), Path("/photos/notes.txt"))
    assert dialog.sentences[0] == "It cannot be found."
    assert "no photo or clip" in dialog.sentences[1]
    dialog.reject()


def test_dialog_whose_question_fails_says_why(qtbot: QtBot, bench: Bench) -> None:
    dialog = ask(qtbot, bench, SearchRequest("fails"))
    assert dialog.sentences == ("That is no query.",)
    dialog.reject()


def test_dialog_closed_early_asks_no_longer(qtbot: QtBot, bench: Bench) -> None:
    dialog = StandingDialog(bench.services, SearchRequest("slow"), PATH)
    dialog.open()
    dialog.reject()
    qtbot.waitUntil(lambda: not bench.engine.running)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"is_listed": True}, "It is found, at place 12."),
        ({"is_listed": True, "score": float("nan")}, "It is found."),
        ({"is_listed": True, "beneath": Path("/b.jpg")}, "It is found, beneath another one in a stack."),
        ({"filters": ("kind", "date")}, "Filters keep it away."),
        ({"media_id": None, "state": IndexState.OUTSIDE}, "It cannot be found."),
    ],
)
def test_verdict_says_the_main_thing(changes: dict[str, object], text: str) -> None:
    assert verdict(dataclasses.replace(FAR, **changes)) == text  # type: ignore[arg-type]  # fields of Standing


@pytest.mark.parametrize("state", list(IndexState))
def test_explain_every_state_but_found_has_a_sentence(state: IndexState) -> None:
    said = explain_standing(Standing(PATH, state, "It is cut off." if state is IndexState.PROBLEM else ""))
    assert bool(said) is (state is not IndexState.FOUND)


def test_explain_nothing_matches_at_all() -> None:
    said = explain_standing(dataclasses.replace(FAR, cutoff=float("inf")))
    assert "Nothing in the library really matches" in said[-1]
    above = explain_standing(dataclasses.replace(FAR, score=0.3))
    assert above[-1] == "Its score of 0.300 is above the cutoff of 0.250."


def test_effect_that_changes_no_place_says_so() -> None:
    assert (
        effect_text(TermEffect("dog", TermKind.WORD, 0.1, 12), 12) == "raises it by 0.100; without it, the same place"
    )


def test_dialog_says_which_captions_of_ones_own_did_something(qtbot: QtBot, bench: Bench) -> None:
    bench.library.change_captions((NewCaption(MediaId(1), "Rex \u202eon <i>grass"),), ())
    dialog = ask(qtbot, bench, SearchRequest("dog"))
    assert "Your caption “Rex  on <i>grass” raised it by 0.120" in dialog.sentences
    dialog.reject()
