"""The window's side of the engine's process: requests become Tasks; a death is told, survived and mended."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.engine_process import STOP_TIMEOUT_S, EnginePipe, PipeStarter
from app.tasks import Task
from app.timers import single_shot_timer
from app.translation import translate
from engine import wire
from engine.errors import EngineError, EngineGone
from engine.library_records import LibraryStatus

FIRST_DELAY_MS = 400
MAX_DELAY_MS = 8000
MAX_DEATHS = 5
HEALTHY_AFTER_MS = 30_000

_log = logging.getLogger(__name__)


class EngineState(StrEnum):
    """What the engine's process is doing."""

    STARTING = "starting"
    READY = "ready"
    RESTARTING = "restarting"
    FAILED = "failed"
    CLOSED = "closed"


class EngineBug(Exception):
    """The engine met a bug of ours; the text is its traceback."""


class EngineClient(QObject):
    """Sends requests to one engine and hands out a Task for each. Lives on the GUI thread and never blocks it.

    Requests made while the engine starts wait for it. If it dies, what runs fails with `EngineGone` and it is started
    again, later each time; after `MAX_DEATHS` in a row, or if it refuses to start, the state is FAILED until `retry`.
    """

    state_changed = Signal(object)  # EngineState
    status_changed = Signal(object)  # LibraryStatus
    task_started = Signal(object)  # Task
    upkeep_started = Signal(object)  # Task, of the engine's own accord
    _frame_arrived = Signal(object, object)  # run number, frame
    _pipe_ended = Signal(object, object)  # run number, exit code

    def __init__(self, start_pipe: PipeStarter, *, first_delay_ms: int = FIRST_DELAY_MS) -> None:
        super().__init__()
        self._start_pipe = start_pipe
        self._first_delay_ms = first_delay_ms
        self._ids = itertools.count(1)
        self._tasks: dict[int, Task] = {}
        self._backlog: list[object] = []  # frames for the engine that is about to be started
        self._pipe: EnginePipe | None = None
        self._killed: EnginePipe | None = None  # let go of; waited for before the next one starts, and at the end
        self._run = 0
        self._deaths = 0
        self._is_closed = False
        self._is_leaving = False
        self._state = EngineState.CLOSED
        self._status: LibraryStatus | None = None
        self._error: Exception | None = None
        self._restart_timer = single_shot_timer(self, self._start)
        self._healthy_timer = single_shot_timer(self, self._forget_deaths)
        # Queued always: an answer never arrives before its request returned the Task.
        self._frame_arrived.connect(self._on_frame_arrived, Qt.ConnectionType.QueuedConnection)
        self._pipe_ended.connect(self._on_pipe_ended, Qt.ConnectionType.QueuedConnection)

    @property
    def state(self) -> EngineState:
        """What the engine's process is doing."""
        return self._state

    @property
    def status(self) -> LibraryStatus | None:
        """The library at a glance as last told, None before the first word."""
        return self._status

    @property
    def error(self) -> Exception | None:
        """Why the state is FAILED."""
        return self._error

    @property
    def running(self) -> tuple[Task, ...]:
        """Tasks that have not finished."""
        return tuple(self._tasks.values())

    def start(self) -> None:
        """Start the engine's process."""
        if self._state is EngineState.CLOSED:
            self._set_state(EngineState.STARTING)
            self._start()

    def retry(self) -> None:
        """Start again after FAILED."""
        if self._state is EngineState.FAILED:
            self._deaths = 0
            self._error = None
            self._reap(STOP_TIMEOUT_S)
            self._set_state(EngineState.STARTING)
            self._start()

    def restart(self) -> None:
        """Let a running engine finish what it writes and leave, and start another: one that reads the settings anew."""
        if self._state is EngineState.FAILED:
            self.retry()
        elif self._pipe is not None and not self._is_leaving:
            self._is_leaving = True
            self._send({"op": "shutdown"})

    def request(self, op: str, args: Mapping[str, object] | None = None, *, title: str = "") -> Task:
        """Ask the engine for `op`, a method of Library, and return the Task that will carry the answer.

        After `close` the Task comes back cancelled.
        """
        request_id = next(self._ids)
        task = Task(title, on_cancel=lambda: self._cancel(request_id))
        if self._is_closed:
            task.stop()
            return task
        self._tasks[request_id] = task
        if self._pipe is None and self._state in (EngineState.FAILED, EngineState.CLOSED):
            # Told through the event loop so that the caller can connect first.
            QTimer.singleShot(0, self, lambda: self._settle(request_id, self._error or _gone()))
        else:
            self._send({"id": request_id, "op": op, "args": dict(args or {})})
        self.task_started.emit(task)
        return task

    def close(self, timeout_s: float = STOP_TIMEOUT_S) -> None:
        """Refuse new requests, cancel what runs and stop the engine; after `timeout_s` it is killed."""
        self._is_closed = True
        self._restart_timer.stop()
        self._healthy_timer.stop()
        for task in self.running:
            task.cancel()
        pipe, self._pipe = self._pipe, None
        self._run += 1
        self._reap(timeout_s)
        if pipe is not None:
            pipe.stop(timeout_s)
        tasks, self._tasks = self._tasks, {}
        for task in tasks.values():
            task.stop()
        self._set_state(EngineState.CLOSED)

    def _start(self) -> None:
        self._run += 1
        run = self._run
        self._pipe = self._start_pipe(
            lambda frame: self._frame_arrived.emit(run, frame), lambda code: self._pipe_ended.emit(run, code)
        )
        backlog, self._backlog = self._backlog, []
        for frame in backlog:
            self._pipe.send(frame)

    def _send(self, frame: object) -> None:
        if self._pipe is not None:
            self._pipe.send(frame)
        elif self._state in (EngineState.STARTING, EngineState.RESTARTING):
            self._backlog.append(frame)

    def _cancel(self, request_id: int) -> None:
        if request_id in self._tasks:
            self._send({"cancel": request_id})

    def _set_state(self, state: EngineState) -> None:
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state)

    def _forget_deaths(self) -> None:
        self._deaths = 0

    def _on_frame_arrived(self, run: int, frame: Any) -> None:
        if run != self._run or not isinstance(frame, Mapping):
            return
        if frame.get("event") == "began":
            self._on_began(frame)
        elif "id" in frame:
            self._on_answer(frame)
        elif "hello" in frame:
            self._on_hello(frame)
        elif "failed" in frame:
            self._fail(error_from(frame["failed"]))
        elif frame.get("event") == "library_changed":
            self._set_status(frame.get("status"))

    def _on_hello(self, frame: Mapping[str, Any]) -> None:
        if frame["hello"] != wire.PROTOCOL_VERSION:
            self._fail(
                EngineGone(
                    self.tr("The engine is of another version than the window."), hint=self.tr("Install Evoke again.")
                )
            )
            return
        self._healthy_timer.start(HEALTHY_AFTER_MS)
        self._set_status(frame.get("status"))
        self._set_state(EngineState.READY)

    def _set_status(self, status: object) -> None:
        if isinstance(status, LibraryStatus):
            self._status = status
            self.status_changed.emit(status)

    def _on_began(self, frame: Mapping[str, Any]) -> None:
        """Follow what the engine does of its own accord as if it had been asked for."""
        request_id = frame["id"]
        task = Task(frame.get("title") or "", on_cancel=lambda: self._cancel(request_id))
        self._tasks[request_id] = task
        self.upkeep_started.emit(task)
        self.task_started.emit(task)

    def _on_answer(self, frame: Mapping[str, Any]) -> None:
        request_id = frame["id"]
        task = self._tasks.get(request_id)
        if task is None:
            return
        if "progress" in frame:
            task.report(frame["progress"])
        elif "returned" in frame:
            del self._tasks[request_id]
            task.resolve(frame["returned"])
        elif "failed" in frame:
            self._settle(request_id, error_from(frame["failed"]))
        elif "bug" in frame:
            _log.error("The engine met a bug:\n%s", frame["bug"])
            self._settle(request_id, EngineBug(frame["bug"]))
        elif "cancelled" in frame:
            del self._tasks[request_id]
            task.stop()

    def _settle(self, request_id: int, error: Exception) -> None:
        task = self._tasks.pop(request_id, None)
        if task is not None:
            task.reject(error)

    def _fail(self, error: Exception) -> None:
        """The engine cannot serve this library: no automatic restart would change that, and it is let go of.

        It is killed, not asked: it may be of another version, and while it lives a `retry` would find the library
        locked. It never got further than its greeting, so nothing can be lost.
        """
        self._error = error
        self._healthy_timer.stop()
        pipe, self._pipe = self._pipe, None
        self._run += 1
        if pipe is not None:
            pipe.kill()
            self._killed = pipe
        self._leave_for(EngineState.FAILED, error)

    def _reap(self, timeout_s: float) -> None:
        """Wait for the end of a killed engine, a moment away."""
        killed, self._killed = self._killed, None
        if killed is not None:
            killed.stop(timeout_s)

    def _leave_for(self, state: EngineState, error: Exception) -> None:
        """Fail what ran so far; what is asked by those who hear of the new state already belongs to it."""
        lost = tuple(self._tasks)
        self._set_state(state)
        for request_id in lost:
            self._settle(request_id, error)

    def _on_pipe_ended(self, run: int, code: int) -> None:
        if run != self._run:
            return
        self._pipe = None
        self._healthy_timer.stop()
        if self._is_leaving:
            self._is_leaving = False
            self._leave_for(EngineState.STARTING, _gone())
            self._start()
            return
        self._deaths += 1
        _log.info("The engine ended with code %d (%d in a row).", code, self._deaths)
        if self._deaths >= MAX_DEATHS:
            hint = self.tr("Nothing in your library is lost. Try again; evoke doctor says what may be wrong.")
            self._fail(EngineGone(self.tr("The engine keeps ending unexpectedly."), hint=hint))
            return
        delay_ms = min(self._first_delay_ms * 2 ** (self._deaths - 1), MAX_DELAY_MS)
        self._leave_for(EngineState.RESTARTING, _gone())
        self._restart_timer.start(delay_ms)


def _gone() -> EngineGone:
    hint = translate("EngineClient", "It is started again by itself; nothing in your library is lost.")
    return EngineGone(translate("EngineClient", "The engine ended unexpectedly."), hint=hint)


def error_from(failed: Mapping[str, Any]) -> EngineError:
    """Build the error that a `failed` answer describes; an unknown code gives a plain EngineError."""
    known = {EngineError.code: EngineError}
    pending = [EngineError]
    while pending:
        for kind in pending.pop().__subclasses__():
            known[kind.code] = kind
            pending.append(kind)
    kind = known.get(failed.get("code", ""), EngineError)
    return kind(failed.get("text", ""), hint=failed.get("hint") or "", path=failed.get("path"))
