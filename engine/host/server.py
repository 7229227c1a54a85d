"""Serves one Library over a pipe: requests become calls on lanes, their outcomes frames.

The frames are described in docs/architecture.md, "The engine's process".
"""

from __future__ import annotations

import logging
import threading
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from engine import wire
from engine.errors import EngineError
from engine.host.lanes import Lane, LaneJob
from engine.host.outbox import Outbox
from engine.host.resting import REST_AFTER_S, Resting
from engine.host.upkeep_runner import UpkeepRunner
from engine.jobs import Cancelled, CancelToken, Progress
from engine.library import Library
from engine.library.upkeep import Upkeep

CLOSE_TIMEOUT_S = 3.0
CHANGE_INTERVAL_S = 1.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Operation:
    """How the host calls one method of Library, or of one of its parts.

    Attributes:
        lane: Where it runs; a lane runs one thing at a time.
        part: The attribute of Library that has the method; "" for Library itself.
        takes_cancel: It takes the keyword `cancel`.
        takes_report: It takes the keyword `report`.
        latest_wins: A newer request of the same operation replaces it.
        changes: It may change what can be found.
        captions: It may leave captions that the model in use has not read.
    """

    lane: str
    part: str = ""
    takes_cancel: bool = False
    takes_report: bool = False
    latest_wins: bool = False
    changes: bool = False
    captions: bool = False


# What the window may call, and nothing else. `add_folder` and `estimate` stay off the index lane, so that a folder can
# be looked at and added while another is being indexed.
OPERATIONS: Mapping[str, Operation] = {
    "status": Operation("search"),
    "search": Operation("search", takes_cancel=True, latest_wins=True),
    "listing": Operation("search", "browser", takes_cancel=True, latest_wins=True),
    "rows": Operation("rows", "browser", takes_cancel=True),
    "clip_curves": Operation("rows", "browser", takes_cancel=True),
    "facets": Operation("facets", "browser", takes_cancel=True, latest_wins=True),
    "worth_captioning": Operation("facets", "browser", takes_cancel=True),
    "standing": Operation("facets", "browser", takes_cancel=True),
    "to_caption": Operation("captions", "browser", takes_cancel=True, latest_wins=True),
    "captions_of": Operation("captions", "caption_desk"),
    "caption_effects": Operation("captions", "browser", takes_cancel=True),
    "change_captions": Operation("captions", "caption_desk", captions=True),
    "caption_coverage": Operation("captions", "caption_desk"),
    "prepare_captions": Operation("exchange", "caption_import", takes_cancel=True, takes_report=True),
    "import_prepared": Operation("exchange", "caption_import", takes_cancel=True, takes_report=True, captions=True),
    "take_back_import": Operation("exchange", "caption_import"),
    "forget_prepared": Operation("exchange", "caption_import"),
    "export_sidecars": Operation("exchange", "sidecars", takes_cancel=True, takes_report=True),
    "set_favourite": Operation("rows", "marks"),
    "history": Operation("rows", "marks"),
    "note_search": Operation("rows", "marks"),
    "forget_searches": Operation("rows", "marks"),
    "albums": Operation("rows", "marks"),
    "save_album": Operation("rows", "marks"),
    "rename_album": Operation("rows", "marks"),
    "remove_album": Operation("rows", "marks"),
    "explain": Operation("explain", takes_cancel=True, latest_wins=True),
    "models": Operation("search"),
    "media": Operation("search"),
    "frame_times": Operation("search"),
    "problems": Operation("search"),
    "add_folder": Operation("search", changes=True),
    "captions": Operation("search"),
    "add_caption": Operation("search", captions=True),
    "remove_captions": Operation("search"),
    "import_captions": Operation("exchange", captions=True),
    "export_captions": Operation("exchange", takes_cancel=True, takes_report=True),
    "picture": Operation("picture"),
    "played_frame": Operation("film", "play_desk"),
    "sound": Operation("sound", "play_desk"),
    "details": Operation("rows", "sharing"),
    "export": Operation("export", "sharing", takes_cancel=True, takes_report=True),
    "export_problems": Operation("export", "troubles"),
    "export_clip": Operation("export", "sharing"),
    "sizes": Operation("estimate", "care", takes_cancel=True),
    "back_up": Operation("export", "care", takes_cancel=True, takes_report=True),
    "check_backup": Operation("export", "care", takes_cancel=True, takes_report=True),
    "restore_next_time": Operation("export", "care"),
    "merge_own": Operation("index", "care", changes=True),
    "move": Operation("index", "care", takes_cancel=True, takes_report=True),
    "forget_old_copy": Operation("export", "care", changes=True),
    "set_paused": Operation("rows", "gate", changes=True),
    "go_on": Operation("rows", "gate"),
    "density_costs": Operation("estimate", "costs", takes_cancel=True),
    "set_density": Operation("index", "costs", changes=True),
    "estimate": Operation("estimate", takes_cancel=True, latest_wins=True),
    "remove_folder": Operation("index", changes=True),
    "pause_folder": Operation("index", changes=True),
    "folder_loss": Operation("estimate"),
    "preview_patterns": Operation("estimate", "keeping_out", takes_cancel=True, latest_wins=True),
    "set_patterns": Operation("index", "keeping_out", takes_cancel=True, changes=True),
    "index": Operation("index", takes_cancel=True, takes_report=True, changes=True),
    "retry_problems": Operation("index", "troubles", takes_cancel=True, takes_report=True, changes=True),
    "use_model": Operation("index", takes_cancel=True, takes_report=True, changes=True, captions=True),
    "finetune": Operation("index", takes_cancel=True, takes_report=True, changes=True),
    "rollback_model": Operation("index", changes=True, captions=True),
    "tuning_state": Operation("tuning", "tuning"),
    "tuning_estimate": Operation("estimate", "tuning", takes_cancel=True, latest_wins=True),
    "train_model": Operation("training", "tuning", takes_cancel=True, takes_report=True),
    "go_on_training": Operation("training", "tuning", takes_cancel=True, takes_report=True),
    "pause_training": Operation("tuning", "tuning"),
    "stop_training": Operation("tuning", "tuning"),
    "training_curve": Operation("tuning", "tuning"),
    "comparison": Operation("tuning", "tuning"),
    "model_shelf": Operation("tuning", "shelf"),
    "fetch_model": Operation("fetch", "shelf", takes_cancel=True, takes_report=True),
    "import_model": Operation("fetch", "shelf"),
    "remove_model": Operation("tuning", "shelf"),
    "verify": Operation("index", takes_cancel=True, takes_report=True, changes=True),
}


class Host:
    """Turns request frames into calls of a Library and their outcomes into frames."""

    def __init__(
        self,
        library: Library,
        outbox: Outbox,
        *,
        change_interval_s: float = CHANGE_INTERVAL_S,
        rest_after_s: float = REST_AFTER_S,
    ) -> None:
        self._library = library
        self._outbox = outbox
        self._changes = _ChangeTeller(library, outbox, change_interval_s)
        self._upkeep: UpkeepRunner | None = None
        self._resting = Resting(library.rest, library.warm_up, rest_after_s)
        self._lanes = {name: Lane(name) for name in {operation.lane for operation in OPERATIONS.values()}}

    def keep_up(self, upkeep: Upkeep) -> None:
        """Keep the library up to date while nothing else is asked for. Belongs to the host from now on."""
        self._upkeep = UpkeepRunner(upkeep, self._lanes["index"], self._outbox, self._changes)

    def mind_manners(self) -> None:
        """Have indexing wait where it has to and tell the window; nothing that is asked for waits behind it."""
        gate = self._library.gate
        gate.on_change = self._changes.tell
        gate.must_yield = lambda: self._lanes["index"].has_waiting
        gate.enforce()

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
        if self._upkeep is not None:
            ended.append(self._upkeep.close(max(0.0, deadline - time.monotonic())))
        ended.append(self._resting.close(max(0.0, deadline - time.monotonic())))
        return all(ended)

    def _take(self, request_id: int, name: object, args: object) -> None:
        if not isinstance(name, str) or name not in OPERATIONS or not isinstance(args, Mapping | None):
            self._outbox.answer(request_id, {"bug": f"{name!r} with {args!r} is not a request of the engine"})
            return
        operation, given = OPERATIONS[name], dict(args or {})
        job = LaneJob(
            key=request_id,
            group=name,
            work=lambda token: self._work(request_id, name, given, token),
            drop=lambda: self._outbox.answer(request_id, {"cancelled": True}),
        )
        self._lanes[operation.lane].put(job, replaces=operation.latest_wins)

    def _work(self, request_id: int, name: str, args: dict[str, Any], token: CancelToken) -> None:
        with self._resting.busy():
            self._run(request_id, name, args, token)

    def _run(self, request_id: int, name: str, args: dict[str, Any], token: CancelToken) -> None:
        operation = OPERATIONS[name]
        if operation.takes_cancel:
            args["cancel"] = token
        if operation.takes_report:
            args["report"] = lambda progress: self._on_progress(request_id, operation, progress)
        try:
            owner = getattr(self._library, operation.part) if operation.part else self._library
            outcome: dict[str, object] = {"returned": getattr(owner, name)(**args)}
            if operation.latest_wins and token.is_cancelled:
                outcome = {"cancelled": True}
            self._outbox.answer(request_id, outcome)
        except Cancelled:
            self._outbox.answer(request_id, {"cancelled": True})
            if operation.lane == "index" and self._upkeep is not None and self._library.gate.has_yielded:
                self._upkeep.scan_soon("an update that waited made way")
        except EngineError as error:
            _log.info("%s failed: %s", name, error.user_text)
            self._outbox.answer(request_id, {"failed": described(error)})
        except Exception:  # noqa: BLE001  # the boundary: a bug of ours is told and the engine lives on
            _log.exception("A bug in %s", name)
            self._outbox.answer(request_id, {"bug": traceback.format_exc()})
        self._follow_up(operation)

    def _follow_up(self, operation: Operation) -> None:
        """Tell the window and the upkeep what an operation may have changed."""
        if operation.changes:
            self._changes.tell()
        if self._upkeep is not None and operation.changes:
            self._upkeep.follow_folders()
        if self._upkeep is not None and operation.captions:
            self._upkeep.look_at_captions()

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
        """Send the status unless it is the one that was sent last; never raises."""
        with self._lock:
            try:
                status = self._library.status()
            except EngineError as error:
                _log.warning("The status could not be read: %s", error.user_text)
                return
            except Exception:  # noqa: BLE001  # the boundary: what asked for the change has its own answer
                _log.exception("A bug in status")
                return
            self._told_at = time.monotonic()
            if status != self._told:
                self._told = status
                self._outbox.send({"event": "library_changed", "status": status})


def described(error: EngineError) -> dict[str, object]:
    """Return an error as the map that crosses the pipe."""
    return {"code": error.code, "text": error.user_text, "hint": error.hint, "path": error.path}
