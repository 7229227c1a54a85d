"""Work that takes time, as the window sees it: a `Task` per piece, and the one thread pool for short reading."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from engine.jobs import Progress

POOL_THREADS = 3
_CLOSE_TIMEOUT_MS = 5000


class Task(QObject):
    """One piece of work under way. Made on the GUI thread; its signals arrive there.

    Emits exactly one of `returned`, `failed`, `cancelled`, then `finished`. Signals carry `object`, never `int`: an
    int signal silently turns 2**40 into 0.

    Attributes:
        title: What is being done, for the activity panel; "" keeps it out of there.
    """

    returned = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    progressed = Signal(object)
    finished = Signal()

    def __init__(self, title: str = "", *, on_cancel: Callable[[], None] | None = None) -> None:
        super().__init__()
        self.title = title
        self._on_cancel = on_cancel
        self._is_finished = False
        self._is_cancelling = False
        self._progress = Progress(0)

    @property
    def is_finished(self) -> bool:
        """Whether its outcome was told."""
        return self._is_finished

    @property
    def is_cancelling(self) -> bool:
        """Whether it was asked to stop and has not answered yet."""
        return self._is_cancelling and not self._is_finished

    @property
    def progress(self) -> Progress:
        """The last report."""
        return self._progress

    def cancel(self) -> None:
        """Ask the work to stop; `cancelled` follows when it did, or another outcome if it was faster."""
        if self._is_finished or self._is_cancelling:
            return
        self._is_cancelling = True
        if self._on_cancel is not None:
            self._on_cancel()

    def report(self, progress: Progress) -> None:
        """Take a progress report from whoever carries the work out."""
        if not self._is_finished:
            self._progress = progress
            self.progressed.emit(progress)

    def resolve(self, value: object) -> None:
        """Tell the result."""
        self._finish(lambda: self.returned.emit(value))

    def reject(self, error: Exception) -> None:
        """Tell the failure."""
        self._finish(lambda: self.failed.emit(error))

    def stop(self) -> None:
        """Tell that the work stopped because it was asked to."""
        self._finish(self.cancelled.emit)

    def _finish(self, tell: Callable[[], None]) -> None:
        if self._is_finished:
            return
        self._is_finished = True
        tell()
        self.finished.emit()


class LatestTask(QObject):
    """Holds the newest Task of a kind. Watching another drops the one before: it is cancelled and tells nobody."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._on_returned: Callable[[Any], None] = _ignore
        self._on_failed: Callable[[Exception], None] = _ignore

    @property
    def is_busy(self) -> bool:
        """Whether an outcome is awaited."""
        return self._task is not None

    def watch(self, task: Task, on_returned: Callable[[Any], None], on_failed: Callable[[Exception], None]) -> None:
        """Follow `task`; being cancelled by others is told to neither."""
        self.drop()
        self._task, self._on_returned, self._on_failed = task, on_returned, on_failed
        task.returned.connect(self._on_task_returned)
        task.failed.connect(self._on_task_failed)
        task.cancelled.connect(self._on_task_cancelled)

    def drop(self) -> None:
        """Cancel and forget what is followed."""
        task, self._task = self._task, None
        if task is not None:
            task.returned.disconnect(self._on_task_returned)
            task.failed.disconnect(self._on_task_failed)
            task.cancelled.disconnect(self._on_task_cancelled)
            task.cancel()

    def _on_task_returned(self, value: object) -> None:
        self._task = None
        self._on_returned(value)

    def _on_task_failed(self, error: Exception) -> None:
        self._task = None
        self._on_failed(error)

    def _on_task_cancelled(self) -> None:
        self._task = None


def _ignore(_outcome: object) -> None:
    """Nobody has asked yet."""


class _Job(QRunnable):
    """Runs a function on the pool; holds only the pool's signal, never a Task, which must die on the GUI thread."""

    def __init__(self, key: int, work: Callable[[], object], answer: Callable[[int, object, object], None]) -> None:
        super().__init__()
        self._key = key
        self._work = work
        self._answer = answer

    def run(self) -> None:
        try:
            value, error = self._work(), None
        except Exception as caught:  # noqa: BLE001  # the boundary: every failure becomes a Task's `failed`
            value, error = None, caught
        self._answer(self._key, value, error)


class BackgroundPool(QObject):
    """The one QThreadPool: short reading such as thumbnails. Anything longer belongs to the engine's process."""

    _answered = Signal(object, object, object)

    def __init__(self, threads: int = POOL_THREADS) -> None:
        super().__init__()
        self._keys = itertools.count()
        self._tasks: dict[int, Task] = {}
        self._is_open = True
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._answered.connect(self._on_answered)

    @property
    def running(self) -> tuple[Task, ...]:
        """Tasks that have not finished."""
        return tuple(self._tasks.values())

    def start(self, work: Callable[[], object]) -> Task:
        """Run `work` on the pool. It may touch neither widgets nor pixmaps, and is not interrupted.

        After `close` the Task comes back cancelled.
        """
        task = Task()
        if not self._is_open:
            task.stop()
            return task
        key = next(self._keys)
        self._tasks[key] = task
        self._pool.start(_Job(key, work, self._answered.emit))
        return task

    def close(self) -> None:
        """Refuse new work, drop what waits and wait for what runs."""
        self._is_open = False
        self._pool.clear()
        self._pool.waitForDone(_CLOSE_TIMEOUT_MS)
        tasks, self._tasks = self._tasks, {}
        for task in tasks.values():
            task.stop()

    def _on_answered(self, key: int, value: Any, error: Exception | None) -> None:
        task = self._tasks.pop(key, None)
        if task is None:
            return
        if error is not None:
            task.reject(error)
        else:
            task.resolve(value)
