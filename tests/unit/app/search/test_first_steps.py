from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.appearance import Appearance
from app.search.first_steps import EXAMPLE, FirstSteps, Step


@pytest.fixture
def guide(qtbot: QtBot, app_style: Appearance) -> FirstSteps:
    made = FirstSteps(app_style)
    qtbot.addWidget(made)
    return made


def test_first_steps_are_hidden_until_they_are_wanted(guide: FirstSteps) -> None:
    guide.finish(Step.SEARCH)
    assert guide.isHidden()
    assert not guide.steps[Step.SEARCH].is_done


def test_first_steps_tick_off_and_end_once(qtbot: QtBot, guide: FirstSteps) -> None:
    ended: list[bool] = []
    guide.ended.connect(lambda: ended.append(True))
    guide.begin()
    for step in (Step.FOLDER, Step.SEARCH, Step.SEARCH, Step.LOOK):
        guide.finish(step)
        assert guide.steps[step].is_done
        assert "done" in guide.steps[step].accessibleName()
    assert guide.is_under_way
    guide.finish(Step.SEARCH)
    guide.finish(Step.SEARCH)
    assert guide.isHidden()
    assert ended == [True]


def test_first_steps_offer_what_they_ask_for_and_can_be_skipped(qtbot: QtBot, guide: FirstSteps) -> None:
    guide.begin()
    with qtbot.waitSignal(guide.folder_wanted):
        guide.steps[Step.FOLDER].button.click()
    with qtbot.waitSignal(guide.example_wanted) as told:
        guide.steps[Step.SEARCH].button.click()
    assert told.args == [EXAMPLE]
    with qtbot.waitSignal(guide.ended):
        guide.skip_button.click()
    assert not guide.is_under_way


def test_first_steps_where_there_is_little_room_show_the_next_one_alone(qtbot: QtBot, guide: FirstSteps) -> None:
    guide.begin()
    guide.resize(900, 140)
    assert all(card.isVisible() for card in guide.steps.values())
    guide.resize(400, 200)
    assert [step for step, card in guide.steps.items() if card.isVisible()] == [Step.FOLDER]
    guide.finish(Step.FOLDER)
    assert [step for step, card in guide.steps.items() if card.isVisible()] == [Step.SEARCH]
