from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.tasks import BackgroundPool, LatestTask, Task
from engine.jobs import Progress


@pytest.fixture
def pool(qapp: QApplication) -> Iterator[BackgroundPool]:
    pool = BackgroundPool()
    yield pool
    pool.close()


class Ear:
    """Hears everything a task says, in order."""

    def __init__(self, task: Task) -> None:
        self.heard: list[tuple[str, object]] = []
        task.returned.connect(lambda value: self.heard.append(("returned", value)))
        task.failed.connect(lambda error: self.heard.append(("failed", error)))
        task.cancelled.connect(lambda: self.heard.append(("cancelled", None)))
        task.progressed.connect(lambda progress: self.heard.append(("progressed", progress)))
        task.finished.connect(lambda: self.heard.append(("finished", None)))


def test_task_resolved_twice_tells_one_outcome_then_finished(qapp: QApplication) -> None:
    task = Task()
    ear = Ear(task)
    task.resolve(2**40)
    task.resolve(1)
    task.reject(ValueError())
    task.stop()
    assert ear.heard == [("returned", 2**40), ("finished", None)]


def test_task_reports_after_its_end_are_dropped(qapp: QApplication) -> None:
    task = Task()
    ear = Ear(task)
    task.report(Progress(1, 3))
    task.stop()
    task.report(Progress(2, 3))
    assert ear.heard == [("progressed", Progress(1, 3)), ("cancelled", None), ("finished", None)]
    assert task.progress == Progress(1, 3)


def test_task_cancelled_twice_asks_once(qapp: QApplication) -> None:
    asked: list[int] = []
    task = Task(on_cancel=lambda: asked.append(1))
    task.cancel()
    task.cancel()
    assert asked == [1]
    assert task.is_cancelling
    task.stop()
    assert not task.is_cancelling


def test_task_cancelled_after_its_end_asks_nothing(qapp: QApplication) -> None:
    asked: list[int] = []
    task = Task(on_cancel=lambda: asked.append(1))
    task.resolve(None)
    task.cancel()
    assert asked == []


def test_latest_task_replaced_drops_the_answer_of_the_first(qapp: QApplication) -> None:
    latest = LatestTask()
    first_cancelled: list[int] = []
    first, second = Task(on_cancel=lambda: first_cancelled.append(1)), Task()
    answers: list[object] = []
    latest.watch(first, answers.append, answers.append)
    latest.watch(second, answers.append, answers.append)
    first.resolve("old")
    second.resolve("new")
    assert answers == ["new"]
    assert first_cancelled == [1]
    assert not latest.is_busy


def test_latest_task_failed_and_cancelled_becomes_idle(qapp: QApplication) -> None:
    latest = LatestTask()
    failures: list[Exception] = []
    task, other = Task(), Task()
    latest.watch(task, lambda _: None, failures.append)
    error = ValueError("no")
    task.reject(error)
    assert failures == [error]
    latest.watch(other, lambda _: None, failures.append)
    other.stop()
    assert not latest.is_busy
    assert failures == [error]


def test_pool_work_runs_elsewhere_and_answers_here(qtbot: QtBot, pool: BackgroundPool) -> None:
    here = threading.get_ident()
    told_on: list[int] = []
    task = pool.start(threading.get_ident)
    task.returned.connect(lambda _: told_on.append(threading.get_ident()))
    with qtbot.waitSignal(task.returned) as answer:
        pass
    assert answer.args is not None
    assert answer.args[0] != here
    assert told_on == [here]
    assert task.thread() is QThread.currentThread()


def test_pool_work_that_raises_fails_its_task(qtbot: QtBot, pool: BackgroundPool) -> None:
    def work() -> None:
        raise KeyError("missing")

    with qtbot.waitSignal(pool.start(work).failed) as failure:
        pass
    assert failure.args is not None
    assert isinstance(failure.args[0], KeyError)
    assert pool.running == ()


def test_pool_closed_while_work_runs_cancels_what_is_left(qapp: QApplication) -> None:
    pool = BackgroundPool(threads=1)
    gate = threading.Event()
    running = pool.start(gate.wait)
    waiting = pool.start(lambda: None)
    gate.set()
    pool.close()
    assert running.is_finished
    assert waiting.is_finished
    assert pool.running == ()


def test_pool_closed_refuses_new_work(qapp: QApplication) -> None:
    pool = BackgroundPool()
    pool.close()
    ran: list[int] = []
    task = pool.start(lambda: ran.append(1))
    assert pool.running == ()
    assert ran == []
    assert task.is_finished
