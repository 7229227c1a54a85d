"""The engine's process: serves one Library over a pipe. `python -m engine.host --library DIR [--model NAME]`.

The frames are described in docs/architecture.md, "The engine's process".
"""

from __future__ import annotations

import argparse
import faulthandler
import logging
import logging.handlers
import os
import sys
import threading
import time
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from engine import config, wire
from engine.errors import EngineError
from engine.jobs import Cancelled, CancelToken, Progress
from engine.lanes import Lane, LaneJob
from engine.library import Library
from engine.outbox import Outbox

EXIT_FAILED = 3
CLOSE_TIMEOUT_S = 3.0
CHANGE_INTERVAL_S = 1.0
_LOG_BYTES = 1_000_000
_LOG_FILES = 3

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Operation:
    """How the host calls one method of Library.

    Attributes:
        lane: Where it runs; a lane runs one thing at a time.
        takes_cancel: It takes the keyword `cancel`.
        takes_report: It takes the keyword `report`.
        latest_wins: A newer request of the same operation replaces it.
        changes: It may change what can be found.
    """

    lane: str
    takes_cancel: bool = False
    takes_report: bool = False
    latest_wins: bool = False
    changes: bool = False


# What the window may call, and nothing else. `add_folder` and `estimate` stay off the index lane, so that a folder can
# be looked at and added while another is being indexed.
OPERATIONS: Mapping[str, Operation] = {
    "status": Operation("search"),
    "search": Operation("search", takes_cancel=True, latest_wins=True),
    "explain": Operation("search", takes_cancel=True, latest_wins=True),
    "models": Operation("search"),
    "media": Operation("search"),
    "frame_times": Operation("search"),
    "problems": Operation("search"),
    "add_folder": Operation("search", changes=True),
    "picture": Operation("picture"),
    "estimate": Operation("estimate", takes_cancel=True, latest_wins=True),
    "remove_folder": Operation("index", changes=True),
    "index": Operation("index", takes_cancel=True, takes_report=True, changes=True),
    "verify": Operation("index", takes_cancel=True, takes_report=True, changes=True),
}


class Host:
    """Turns request frames into calls of a Library and their outcomes into frames."""

    def __init__(self, library: Library, outbox: Outbox, *, change_interval_s: float = CHANGE_INTERVAL_S) -> None:
        self._library = library
        self._outbox = outbox
        self._changes = _ChangeTeller(library, outbox, change_interval_s)
        self._lanes = {name: Lane(name) for name in {operation.lane for operation in OPERATIONS.values()}}

    def greet(self) -> None:
        """Say hello, with the library's status."""
        self._outbox.send({"hello": wire.PROTOCOL_VERSION, "status": self._library.status()})

    def serve(self, requests: BinaryIO) -> None:
        """Take requests until a shutdown, the end of input, or something that is no frame."""
        while True:
            try:
                frame = wire.read_frame(requests)
            except EOFError:
                return
            except wire.WireError:
                _log.exception("The window sent something that is not a frame.")
                return
            if not isinstance(frame, Mapping) or frame.get("op") == "shutdown":
                return
            if "cancel" in frame:
                for lane in self._lanes.values():
                    lane.cancel(frame["cancel"])
            elif isinstance(frame.get("id"), int):
                self._take(frame["id"], frame.get("op"), frame.get("args"))

    def close(self, timeout_s: float = CLOSE_TIMEOUT_S) -> bool:
        """Stop everything; return whether all lanes ended within the time."""
        for lane in self._lanes.values():
            lane.close()
        deadline = time.monotonic() + timeout_s
        ended = [lane.join(max(0.0, deadline - time.monotonic())) for lane in self._lanes.values()]
        return all(ended)

    def _take(self, request_id: int, name: object, args: object) -> None:
        if not isinstance(name, str) or name not in OPERATIONS or not isinstance(args, Mapping | None):
            self._outbox.answer(request_id, {"bug": f"{name!r} with {args!r} is not a request of the engine"})
            return
        operation, given = OPERATIONS[name], dict(args or {})
        job = LaneJob(
            key=request_id,
            group=name,
            work=lambda token: self._run(request_id, name, given, token),
            drop=lambda: self._outbox.answer(request_id, {"cancelled": True}),
        )
        self._lanes[operation.lane].put(job, replaces=operation.latest_wins)

    def _run(self, request_id: int, name: str, args: dict[str, Any], token: CancelToken) -> None:
        operation = OPERATIONS[name]
        if operation.takes_cancel:
            args["cancel"] = token
        if operation.takes_report:
            args["report"] = lambda progress: self._on_progress(request_id, operation, progress)
        try:
            outcome: dict[str, object] = {"returned": getattr(self._library, name)(**args)}
            if operation.latest_wins and token.is_cancelled:
                outcome = {"cancelled": True}
            self._outbox.answer(request_id, outcome)
        except Cancelled:
            self._outbox.answer(request_id, {"cancelled": True})
        except EngineError as error:
            _log.info("%s failed: %s", name, error.user_text)
            self._outbox.answer(request_id, {"failed": described(error)})
        except Exception:  # noqa: BLE001  # the boundary: a bug of ours is told and the engine lives on
            _log.exception("A bug in %s", name)
            self._outbox.answer(request_id, {"bug": traceback.format_exc()})
        if operation.changes:
            self._changes.tell()

    def _on_progress(self, request_id: int, operation: Operation, progress: Progress) -> None:
        self._outbox.report(request_id, progress)
        if operation.changes:
            self._changes.tell_if_due()


class _ChangeTeller:
    """Tells the window that something else can be found now: at most once a second, the last change always."""

    def __init__(self, library: Library, outbox: Outbox, interval_s: float) -> None:
        self._library = library
        self._outbox = outbox
        self._interval_s = interval_s
        self._lock = threading.Lock()
        self._told_at = float("-inf")
        self._told: object = None

    def tell_if_due(self) -> None:
        if time.monotonic() - self._told_at >= self._interval_s:
            self.tell()

    def tell(self) -> None:
        """Send the status unless it is the one that was sent last."""
        with self._lock:
            try:
                status = self._library.status()
            except EngineError as error:
                _log.warning("The status could not be read: %s", error.user_text)
                return
            self._told_at = time.monotonic()
            if status != self._told:
                self._told = status
                self._outbox.send({"event": "library_changed", "status": status})


def described(error: EngineError) -> dict[str, object]:
    """Return an error as the map that crosses the pipe."""
    return {"code": error.code, "text": error.user_text, "hint": error.hint, "path": error.path}


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until the window leaves; 0, or 3 when the library could not be opened."""
    options = _parser().parse_args(argv)
    requests, answers = _claim_standard_streams()
    faulthandler.enable()
    _start_log(options.library / "logs")
    outbox = Outbox(answers)
    try:
        library = Library.open(options.library, config.load_for_user(), model=options.model)
    except EngineError as error:
        _log.info("The library could not be opened: %s", error.user_text)
        outbox.send({"failed": described(error)})
        outbox.close(CLOSE_TIMEOUT_S)
        return EXIT_FAILED
    host = Host(library, outbox)
    warm_up = threading.Thread(target=_warm_up, args=(library,), name="warm-up", daemon=True)
    host.greet()
    warm_up.start()
    host.serve(requests)
    has_ended = host.close()
    outbox.close(CLOSE_TIMEOUT_S)
    if has_ended and not warm_up.is_alive():
        library.close()
        return 0
    # Something is busy in native code. What is stored is stored; waiting, or tearing down under it, could only hurt.
    _log.warning("Left without waiting for what was still running.")
    logging.shutdown()
    os._exit(0)


def _warm_up(library: Library) -> None:
    """Load the model before it is asked for; what goes wrong is told when it is."""
    try:
        library.warm_up()
    except EngineError as error:
        _log.info("The model could not be loaded: %s", error.user_text)


def _claim_standard_streams() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes for frames: what anything prints goes to the error stream, and nothing else reads our input."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, answers


def _start_log(logs_dir: Path) -> None:
    handlers: list[logging.Handler] = [logging.StreamHandler()]
    handlers[0].setLevel(logging.WARNING)
    try:
        logs_dir.mkdir(parents=True, exist_ok=True)
        handlers.append(
            logging.handlers.RotatingFileHandler(
                logs_dir / "engine.log", maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8"
            )
        )
    except OSError:  # a full or read-only disk: opening the library says so in better words
        pass
    logging.basicConfig(
        level=logging.INFO, handlers=handlers, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m engine.host", description="Serve one library over a pipe.")
    parser.add_argument("--library", type=Path, required=True, help="The library's folder.")
    parser.add_argument("--model", default="auto", help="Name or folder of a model.")
    return parser


if __name__ == "__main__":
    sys.exit(main())
