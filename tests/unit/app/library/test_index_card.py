from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.library.index_card import IndexCard
from app.library.library_session import PendingFolder
from app.tasks import Task
from engine.jobs import Progress
from engine.library_records import IndexEstimate

PENDING = PendingFolder(Path("/photos/<b>Trip</b>"), IndexEstimate(3, 1, 60.0, 80, 9.0, 4000))


@pytest.fixture
def card(qtbot: QtBot) -> IndexCard:
    card = IndexCard()
    qtbot.addWidget(card)
    return card


def test_card_follows_a_task_to_its_end(card: IndexCard) -> None:
    task = Task("Indexing Trip")
    card.follow(task)
    assert not card.isHidden()
    assert card.yes_button.isHidden()
    task.report(Progress(3, 12, "a\nb.jpg", 65.0))
    assert card.text == "3 of 12 · about 1 minute left"
    assert card._file.text() == "a b.jpg"
    task.resolve(None)
    assert card.isHidden()


def test_card_asking_survives_the_end_of_the_task_before(card: IndexCard) -> None:
    task = Task("Looking")
    card.follow(task)
    task.returned.connect(lambda _: card.ask(PENDING))
    task.resolve(None)
    assert not card.isHidden()
    assert not card.yes_button.isHidden()
    assert card.text.startswith("3 photos and 1 clip (1 minute of video).")


def test_card_other_task_replaces_the_first(card: IndexCard) -> None:
    first, second = Task("First"), Task("Second")
    card.follow(first)
    card.follow(second)
    first.report(Progress(9, 9))
    first.resolve(None)
    assert not card.isHidden()
    assert card.text == "Starting…"
    second.stop()
    assert card.isHidden()


def test_card_no_while_asking_declines_and_while_working_cancels(qtbot: QtBot, card: IndexCard) -> None:
    card.ask(PENDING)
    with qtbot.waitSignal(card.declined):
        card.no_button.click()
    assert card.isHidden()
    cancelled: list[int] = []
    task = Task("Indexing", on_cancel=lambda: cancelled.append(1))
    card.follow(task)
    card.no_button.click()
    card.no_button.click()
    assert cancelled == [1]
    assert card.text == "Stopping…"
    task.report(Progress(5, 6))
    assert card.text == "Stopping…"
    task.stop()


def test_card_yes_consents(qtbot: QtBot, card: IndexCard) -> None:
    card.ask(PENDING)
    with qtbot.waitSignal(card.consented):
        card.yes_button.click()
