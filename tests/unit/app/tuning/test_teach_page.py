from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.engine_client import EngineState
from app.tuning import tuning_session
from app.tuning.teach_page import TeachPage
from app.tuning.tuning_session import MOST_TIMES_GONE_ON
from engine.errors import OutOfMemory
from engine.jobs import Progress
from engine.tuning_records import RunStage
from tests.helpers.fake_tuning import GIGABYTE, made_run
from tests.helpers.window import Bench


@pytest.fixture
def page(qtbot: QtBot, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Iterator[TeachPage]:
    monkeypatch.setattr(tuning_session, "GO_ON_AFTER_MS", 1)
    page = TeachPage(bench.services)
    qtbot.addWidget(page)
    page.resize(1100, 900)
    page.show()
    page.look()
    settle(qtbot, bench, page)
    yield page
    for task in bench.engine.running:
        task.cancel()
    settle(qtbot, bench, page)


def settle(qtbot: QtBot, bench: Bench, page: TeachPage, *, running: int = 0) -> None:
    qtbot.waitUntil(
        lambda: not page.session.is_busy and len(bench.engine.running) <= running and bench.services.thumbnails.is_idle
    )


def start(qtbot: QtBot, bench: Bench, page: TeachPage) -> None:
    page.plan.start_button.click()
    qtbot.waitUntil(lambda: page.run.losses.latest is not None)
    settle(qtbot, bench, page, running=1)


def finish(qtbot: QtBot, bench: Bench, page: TeachPage, stage: RunStage = RunStage.WAITING) -> None:
    for op in ("train_model", "go_on_training"):
        bench.pipe.host.finish_long(op, lambda args: bench.library.tuning.finish(stage))
    qtbot.waitUntil(lambda: page.session.training is None)
    settle(qtbot, bench, page)


def box_of(page: TeachPage) -> QMessageBox:
    box = page.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    return box


def press(box: QMessageBox, text: str) -> None:
    next(button for button in box.buttons() if button.text() == text).click()


def test_page_says_what_there_is_how_long_it_takes_and_what_happens(page: TeachPage) -> None:
    assert "104 photos and clips have a caption" in page.data.text
    assert "about 1 minute, as measured" in page.plan.text
    assert "On the processor" in page.plan.text
    assert "no graphics card" in page.plan.text
    assert "held out once" in page.plan.text
    assert page.plan.start_button.isEnabled()
    assert not page.run.isVisible()
    assert not page.verdict.isVisible()


def test_page_with_too_few_captions_leads_to_writing_them(qtbot: QtBot, bench: Bench, page: TeachPage) -> None:
    bench.library.tuning.data = dataclasses.replace(bench.library.tuning.data, pictures=5, captions=5)
    page.look()
    settle(qtbot, bench, page)
    assert "15 more" in page.data.text
    assert not page.plan.start_button.isEnabled()
    with qtbot.waitSignal(page.captions_wanted):
        page.data.write_button.click()


def test_page_on_a_full_disk_says_so_and_does_not_begin(qtbot: QtBot, bench: Bench, page: TeachPage) -> None:
    bench.library.tuning.estimate = dataclasses.replace(bench.library.tuning.estimate, free_bytes=GIGABYTE // 100)
    page.session.measure()
    settle(qtbot, bench, page)
    assert "300 MB of disk, and 10.0 MB are free" in page.plan.text
    assert not page.plan.start_button.isEnabled()
    bench.library.tuning.estimate = dataclasses.replace(bench.library.tuning.estimate, free_bytes=GIGABYTE)
    page.look()
    settle(qtbot, bench, page)
    assert page.plan.start_button.isEnabled()


def test_page_measures_again_only_for_something_else_to_learn_from(qtbot: QtBot, bench: Bench, page: TeachPage) -> None:
    page.look()
    settle(qtbot, bench, page)
    assert len(bench.asked("tuning_estimate")) == 1
    bench.library.tuning.data = dataclasses.replace(bench.library.tuning.data, pictures=120)
    page.look()
    settle(qtbot, bench, page)
    assert len(bench.asked("tuning_estimate")) == 2


def test_page_shows_the_curves_of_a_run_under_way(qtbot: QtBot, bench: Bench, page: TeachPage) -> None:
    page.plan.minutes.setCurrentIndex(0)
    start(qtbot, bench, page)
    (asked,) = bench.asked("train_model")
    assert (asked["request"].minutes, asked["request"].switch) == (5.0, False)  # type: ignore[attr-defined]  # a request
    assert page.run.isVisible()
    assert not page.plan.isVisible()
    assert sorted(page.run.losses.lines) == [0, 1, 2]
    assert page.run.recalls.latest is not None
    qtbot.waitUntil(lambda: page.run.text.startswith("Training · 3 of 12"))
    finish(qtbot, bench, page)
    assert not page.run.isVisible()
    assert page.plan.isVisible()


def test_page_asks_only_for_what_is_new_of_a_curve(qtbot: QtBot, bench: Bench, page: TeachPage) -> None:
    start(qtbot, bench, page)
    task = page.session.training
    assert task is not None
    task.report(Progress(4, 12, "Training"))
    qtbot.waitUntil(lambda: bench.asked("training_curve")[-1]["since"] == 1000)
    settle(qtbot, bench, page, running=1)
    finish(qtbot, bench, page)


def test_page_paused_run_waits_and_goes_on(qtbot: QtBot, bench: Bench, page: TeachPage) -> None:
    start(qtbot, bench, page)
    page.run.pause_button.click()
    qtbot.waitUntil(lambda: page.session.training is None)
    settle(qtbot, bench, page)
    assert page.run.title == "Paused"
    assert page.run.go_on_button.isVisible()
    assert not page.run.pause_button.isVisible()
    assert not page.plan.isVisible()
    page.run.go_on_button.click()
    qtbot.waitUntil(lambda: page.run.pause_button.isVisible())
    finish(qtbot, bench, page)
    assert page.verdict.isVisible()


def test_page_run_given_up_after_a_yes(qtbot: QtBot, bench: Bench, page: TeachPage) -> None:
    start(qtbot, bench, page)
    page.run.stop_button.click()
    assert bench.asked("stop_training") == []
    press(box_of(page), "Give up")
    qtbot.waitUntil(lambda: page.session.training is None)
    settle(qtbot, bench, page)
    assert bench.library.tuning.runs[0].stage is RunStage.STOPPED
    assert page.plan.isVisible()


def test_page_run_cancelled_in_the_list_of_what_runs_waits(qtbot: QtBot, bench: Bench, page: TeachPage) -> None:
    start(qtbot, bench, page)
    task = page.session.training
    assert task is not None
    task.cancel()
    qtbot.waitUntil(lambda: page.session.training is None)
    settle(qtbot, bench, page)
    assert bench.library.tuning.runs[0].stage is RunStage.PAUSED


def test_page_compares_before_with_after_and_keeps(qtbot: QtBot, bench: Bench, page: TeachPage) -> None:
    start(qtbot, bench, page)
    finish(qtbot, bench, page)
    assert "Better" in page.verdict.text
    assert [(pair.before, pair.after) for pair in page.verdict.figures.pairs][1] == (64.8, 77.1)
    assert [row.example.is_own for row in page.comparison.rows] == [True, True, True, False, False]
    assert [row.change for row in page.comparison.rows][:3] == ["place 14 → 1", "place 3 → 2", "place 1 → 9"]
    assert page.comparison.rows[3].change == "the same pictures"
    page.verdict.keep_button.click()
    qtbot.waitUntil(lambda: page.session.switching is not None)
    assert page.verdict.cancel_button.isVisible()
    assert "Searches go on with the old one" in page.verdict.switch_text
    with qtbot.waitSignals([page.said, page.model_changed]):
        bench.pipe.host.finish_long("use_model", lambda args: bench.library.tuning.change_to(args["model"]))
    settle(qtbot, bench, page)
    assert bench.asked("use_model") == [{"model": "own-2026-11-01"}]
    assert page.verdict.back_button.isVisible()
    assert not page.verdict.keep_button.isVisible()
    with qtbot.waitSignal(page.said):
        page.verdict.back_button.click()
    settle(qtbot, bench, page)
    assert bench.library.tuning.current == "embedded"


def test_page_change_of_model_cancelled_leaves_the_old_one(qtbot: QtBot, bench: Bench, page: TeachPage) -> None:
    start(qtbot, bench, page)
    finish(qtbot, bench, page)
    page.verdict.keep_button.click()
    qtbot.waitUntil(lambda: page.session.switching is not None)
    page.verdict.cancel_button.click()
    qtbot.waitUntil(lambda: page.session.switching is None)
    settle(qtbot, bench, page)
    assert bench.library.tuning.current == "embedded"
    assert page.verdict.keep_button.isVisible()


def test_page_discards_after_a_yes(qtbot: QtBot, bench: Bench, page: TeachPage) -> None:
    start(qtbot, bench, page)
    finish(qtbot, bench, page)
    page.verdict.discard_button.click()
    press(box_of(page), "Discard")
    settle(qtbot, bench, page)
    assert bench.library.tuning.removed == {"own-2026-11-01"}
    assert not page.verdict.keep_button.isVisible()


def test_page_result_that_is_not_better_offers_nothing_to_keep(qtbot: QtBot, bench: Bench, page: TeachPage) -> None:
    start(qtbot, bench, page)
    finish(qtbot, bench, page, RunStage.REFUSED)
    assert "Not better" in page.verdict.text
    assert not page.verdict.keep_button.isVisible()
    assert not page.verdict.discard_button.isVisible()
    assert page.comparison.isVisible()


def test_page_training_that_failed_says_why_and_may_go_on(qtbot: QtBot, bench: Bench, page: TeachPage) -> None:
    start(qtbot, bench, page)

    def fail(_: object) -> None:
        error = OutOfMemory("The memory for the model ran out.", hint="Close other programs.")
        failed = made_run(1, RunStage.FAILED, reason=error.user_text, hint=error.hint, can_go_on=True)
        bench.library.tuning.runs = (failed,)
        raise error

    bench.pipe.host.finish_long("train_model", fail)
    qtbot.waitUntil(lambda: page.session.training is None)
    settle(qtbot, bench, page)
    assert "memory" in page.banner.text
    assert page.run.title == "It could not go on"
    assert "Close other programs" in page.run.text
    assert page.run.go_on_button.isVisible()


def test_page_run_that_was_cut_short_goes_on_by_itself(qtbot: QtBot, bench: Bench, page: TeachPage) -> None:
    start(qtbot, bench, page)
    bench.library.tuning.runs = (made_run(1, RunStage.INTERRUPTED),)
    with qtbot.waitSignal(bench.engine.state_changed):
        bench.pipe.die()
    qtbot.waitUntil(lambda: bench.engine.state is EngineState.READY)
    qtbot.waitUntil(lambda: bool(bench.asked("go_on_training")))
    qtbot.waitUntil(lambda: page.run.pause_button.isVisible())
    assert page.banner.isHidden()
    finish(qtbot, bench, page)


def test_page_run_that_ends_the_engine_each_time_is_not_tried_for_ever(
    qtbot: QtBot, bench: Bench, page: TeachPage
) -> None:
    bench.library.tuning.runs = (made_run(1, RunStage.INTERRUPTED),)
    for _ in range(MOST_TIMES_GONE_ON):
        page.session._go_on_if_cut_short()
        qtbot.waitUntil(lambda: page.session.training is not None)
        bench.library.tuning.runs = (made_run(1, RunStage.INTERRUPTED),)
        bench.pipe.host.end_training()
        qtbot.waitUntil(lambda: page.session.training is None)
        settle(qtbot, bench, page)
        bench.library.tuning.runs = (made_run(1, RunStage.INTERRUPTED),)
    page.session._go_on_if_cut_short()
    settle(qtbot, bench, page)
    assert len(bench.asked("go_on_training")) == MOST_TIMES_GONE_ON
    assert page.run.go_on_button.isVisible()


def test_page_paused_run_does_not_go_on_by_itself(qtbot: QtBot, bench: Bench, page: TeachPage) -> None:
    bench.library.tuning.runs = (made_run(1, RunStage.PAUSED),)
    page.session._go_on_if_cut_short()
    settle(qtbot, bench, page)
    assert bench.asked("go_on_training") == []
    assert page.run.go_on_button.isVisible()


def test_page_earlier_run_can_be_looked_at(qtbot: QtBot, bench: Bench, page: TeachPage) -> None:
    bench.library.tuning.runs = (made_run(3, RunStage.STOPPED), made_run(2), made_run(1, RunStage.REFUSED))
    page.look()
    settle(qtbot, bench, page)
    assert not page.verdict.isVisible()
    assert [button.isEnabled() for button in page.earlier.buttons] == [False, True, True]
    page.earlier.buttons[1].click()
    settle(qtbot, bench, page)
    assert page.verdict.keep_button.isVisible()
    assert bench.asked("comparison") == [{"run": made_run(2).name}]
    assert len(page.earlier.buttons) == 2


def test_page_fits_into_a_small_window_in_every_state(qtbot: QtBot, bench: Bench, page: TeachPage) -> None:
    def overhang() -> int:
        page.resize(476, 420)
        page.grab()
        return page._scroll.horizontalScrollBar().maximum()

    assert overhang() == 0
    start(qtbot, bench, page)
    assert overhang() == 0
    finish(qtbot, bench, page)
    assert page.comparison.rows
    assert overhang() == 0
