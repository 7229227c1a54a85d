"""Decode files in disposable processes: a crash, a hang or a bomb costs one file and nothing else."""

from __future__ import annotations

import dataclasses
import logging
import os
import queue
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from engine.browse_records import MediaDetails, SoundPiece
from engine.config import DecodingConfig, SamplingConfig
from engine.errors import (
    DecoderUnavailable,
    DiskFull,
    EngineError,
    FolderMissing,
    MediaCrashed,
    MediaInaccessible,
    MediaTooLarge,
    MediaUnreadable,
)
from engine.jobs import Cancelled, CancelToken
from engine.library_records import ClipTrial
from engine.media.worker_link import WORKER_COMMAND, WorkerDied, WorkerLink
from engine.records import DecodedMedia, MediaFacts, MediaKind, Picture, Sampled

_log = logging.getLogger(__name__)

_POLL_S = 0.1
_OVERSEE_EVERY_S = 1.0
_GRACE_S = 10.0  # for a worker's own watchdog, before its owner ends it
_LOOK_AHEAD_PER_WORKER = 16
_LOOK_AHEAD_BYTES = 256 * 1024 * 1024
_DEATHS_ALLOWED = 2
_ERRORS: dict[str, type[EngineError]] = {
    error.code: error
    for error in (DiskFull, FolderMissing, MediaCrashed, MediaInaccessible, MediaTooLarge, MediaUnreadable)
}
OnFrame = Callable[[Path, Sampled], None]
# What a worker may answer a request with.
Answer = DecodedMedia | MediaFacts | Picture | MediaDetails | ClipTrial | SoundPiece | Path | tuple[str, ...]


class DecodePool:
    """Decode workers behind three calls. Processes start when first needed and are kept until `close`.

    A worker that dies takes no other file with it and is replaced by itself. A file that killed two workers, or hung
    one, is not tried again until it changes.
    """

    def __init__(
        self,
        decoding: DecodingConfig,
        sampling: SamplingConfig,
        input_px: int,
        *,
        priority: str = "normal",
        command: Sequence[str] = WORKER_COMMAND,
    ) -> None:
        """Describe the pool; nothing is started yet.

        Args:
            decoding: Number of workers and their limits.
            sampling: Which frames of clips are kept.
            input_px: Side of the encoder's square.
            priority: How much workers yield to other programs: "normal", "low" or "lowest".
            command: Starts a worker; a frozen application or a test has its own.
        """
        cores = os.cpu_count() or 1
        self.workers = decoding.workers or max(1, cores - 1)
        self.priority = priority
        self._timeout_s = decoding.timeout_s
        self._command = command
        self._settings = {
            "decoding": dataclasses.asdict(decoding),
            "sampling": dataclasses.asdict(sampling),
            "input_px": input_px,
            "priority": priority,
            "threads": max(1, cores // self.workers),
        }
        self._lock = threading.Lock()
        self._idle: list[WorkerLink] = []
        self._links: set[WorkerLink] = set()
        self._deaths: dict[tuple[Path, int], int] = {}
        self._is_closed = False
        self._ends = threading.Event()
        self._overseer: threading.Thread | None = None

    def __enter__(self) -> DecodePool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def decode(
        self, paths: Iterable[Path], *, cancel: CancelToken | None = None, on_frame: OnFrame | None = None
    ) -> Generator[tuple[Path, DecodedMedia | EngineError], None, None]:
        """Decode photos and clips, yielding each as it is finished, in any order.

        `on_frame` is given each frame of a clip as soon as it is decoded, in a thread of the pool, and must not wait.
        The frame comes again with the whole clip, unless that turns out to be broken or its worker dies.

        `paths` is read in the caller's thread, only a bounded number ahead, and what is ready but not yet taken is
        bounded in bytes. Closing the iterator stops the work within half a second.

        Raises:
            Cancelled: By the token, within half a second.
            DecoderUnavailable: No worker can be started; no file is blamed for that.
        """
        return self._run("decode", paths, cancel, on_frame)

    def probe(
        self, paths: Iterable[Path], *, cancel: CancelToken | None = None
    ) -> Generator[tuple[Path, MediaFacts | EngineError], None, None]:
        """Read only the facts, above all the length of clips: what an estimate needs. Otherwise as `decode`."""
        return self._run("probe", paths, cancel)

    def texts(
        self, paths: Iterable[Path], *, cancel: CancelToken | None = None
    ) -> Generator[tuple[Path, tuple[str, ...] | EngineError], None, None]:
        """Read what other programs wrote into files about what they show. Otherwise as `decode`."""
        return self._run("texts", paths, cancel)

    def picture(self, path: Path, time_s: float | None = None, max_px: int = 2048) -> Picture:
        """Decode one photo, or the frame of a clip shown at `time_s`, for looking at.

        Raises:
            FolderMissing: The file is gone.
            MediaUnreadable: It cannot be decoded.
            DecoderUnavailable: No worker can be started.
        """
        link = self.borrow()
        try:
            picture = self.ask(link, "picture", path, time_s=time_s, max_px=max_px)
        finally:
            self.give_back(link)
        assert isinstance(picture, Picture)
        return picture

    def details(self, path: Path) -> MediaDetails:
        """Read what a file says about itself; errors as `picture`."""
        link = self.borrow()
        try:
            details = self.ask(link, "details", path)
        finally:
            self.give_back(link)
        assert isinstance(details, MediaDetails)
        return details

    def played_frame(self, path: Path, time_s: float, max_px: int) -> Picture:
        """Decode a frame of a clip that stays open for the next one; otherwise as `picture`."""
        link = self.borrow()
        try:
            picture = self.ask(link, "played_frame", path, time_s=time_s, max_px=max_px)
        finally:
            self.give_back(link)
        assert isinstance(picture, Picture)
        return picture

    def sound(self, path: Path, start_s: float, length_s: float) -> SoundPiece:
        """Decode a stretch of a clip's sound; errors as `picture`. Quickest where the one before ended."""
        link = self.borrow()
        try:
            piece = self.ask(link, "sound", path, start_s=start_s, length_s=length_s)
        finally:
            self.give_back(link)
        assert isinstance(piece, SoundPiece)
        return piece

    def cut(self, path: Path, start_s: float, end_s: float, target: Path) -> None:
        """Copy a stretch of a clip into a new file; errors as `picture`, or DiskFull."""
        link = self.borrow()
        try:
            self.ask(link, "cut", path, start_s=start_s, end_s=end_s, target=target)
        finally:
            self.give_back(link)

    def try_clip(self, path: Path, densities: Sequence[SamplingConfig], limit_s: float) -> ClipTrial:
        """Try how long looking at a clip takes, each density for at most so long; errors as `picture`."""
        link = self.borrow()
        try:
            values = tuple(dataclasses.asdict(density) for density in densities)
            trial = self.ask(link, "trial", path, densities=values, limit_s=limit_s)
        finally:
            self.give_back(link)
        assert isinstance(trial, ClipTrial)
        return trial

    def close(self) -> None:
        """End every worker; iterators still open raise `Cancelled`."""
        with self._lock:
            self._is_closed = True
            links, overseer = list(self._links), self._overseer
            self._links.clear()
            self._idle.clear()
        self._ends.set()
        for link in links:
            link.close()
        if overseer is not None:
            overseer.join()

    def ask(self, link: WorkerLink, op: str, path: Path, on_frame: OnFrame | None = None, **arguments: Any) -> Answer:
        """Have one request answered by a borrowed worker, trying again once if the worker dies of it.

        Raises:
            EngineError: What is wrong with the file.
            DecoderUnavailable: No worker can be started; nothing is known of the file.
        """
        key = path, _mtime_ns(path)
        while True:
            if self._deaths.get(key, 0) >= _DEATHS_ALLOWED:
                raise MediaCrashed(f"{path.name} makes the decoder crash or hang.", path=path)
            try:
                return self._collect(link, path, link.ask({"op": op, "path": path, **arguments}), on_frame)
            except WorkerDied as death:
                if link.is_closed:
                    raise Cancelled from death
                self._blame(key, death)

    def _blame(self, key: tuple[Path, int], death: WorkerDied) -> None:
        path = key[0]
        with self._lock:
            deaths = self._deaths[key] = _DEATHS_ALLOWED if death.has_hung else self._deaths.get(key, 0) + 1
        if death.has_hung:
            text = f"{path.name} took the decoder more than {self._timeout_s:g} s."
            raise MediaCrashed(text, hint="The limit is the setting decoding.timeout_s.", path=path) from death
        if deaths >= _DEATHS_ALLOWED:
            text = f"{path.name} makes the decoder crash (exit code {death.exit_code})."
            raise MediaCrashed(text, path=path) from death

    def _collect(
        self, link: WorkerLink, path: Path, replies: Iterator[Mapping[str, Any]], on_frame: OnFrame | None
    ) -> Answer:
        frames: list[Sampled] = []
        for reply in replies:
            if "frame" in reply:
                frames.append(reply["frame"])
                if on_frame is not None:
                    on_frame(path, frames[-1])
            elif "failed" in reply:
                failure = reply["failed"]
                if failure.get("is_worn_out"):
                    link.restart()
                kind = _ERRORS.get(failure["code"], MediaUnreadable)
                raise kind(failure["text"], hint=failure["hint"], path=path)
            elif "bug" in reply:
                _log.error("decoding %s failed:\n%s", path, reply["bug"])
                raise MediaUnreadable(f"{path.name} could not be decoded because of a fault in Evoke.", path=path)
            elif "done" in reply:
                result: Answer = reply["done"]
                if frames and isinstance(result, MediaFacts):
                    frames.sort(key=lambda frame: frame.time_s)
                    return DecodedMedia(MediaKind.VIDEO, result, tuple(frames))
                return result
        raise AssertionError("a worker's replies end with a result")

    def _run(
        self, op: str, paths: Iterable[Path], cancel: CancelToken | None, on_frame: OnFrame | None = None
    ) -> Generator[tuple[Path, Any], None, None]:
        run = _Run(self, op, on_frame)
        try:
            yield from run.results(iter(paths), cancel or CancelToken())
        finally:
            run.stop()

    def borrow(self) -> WorkerLink:
        """Take an idle worker, or describe a new one."""
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the decode pool is closed")
            if self._idle:
                return self._idle.pop()
            link = WorkerLink(self._settings, self._command, beside=self.workers - 1)
            self._links.add(link)
            if self._overseer is None:
                self._overseer = threading.Thread(target=self._oversee, name="decode-overseer", daemon=True)
                self._overseer.start()
            return link

    def _oversee(self) -> None:
        """End workers that owe an answer for too long: one that is stopped or waits for a disk ends itself no more."""
        while not self._ends.wait(_OVERSEE_EVERY_S):
            with self._lock:
                silent = [link for link in self._links if link.silent_s > self._timeout_s + _GRACE_S]
            for link in silent:
                link.end_silence()

    def give_back(self, link: WorkerLink) -> None:
        """Return a borrowed worker, which is kept for the next one or ended."""
        with self._lock:
            if not (self._is_closed or link.is_closed) and len(self._idle) <= self.workers:
                self._idle.append(link)
                return
            self._links.discard(link)
        link.close()


class _Run:
    """One pass over many files: a thread for each worker, and a bounded store of results in between."""

    def __init__(self, pool: DecodePool, op: str, on_frame: OnFrame | None) -> None:
        self._pool = pool
        self._op = op
        self._on_frame = on_frame
        self._tasks: queue.SimpleQueue[Path | None] = queue.SimpleQueue()
        self._results: queue.SimpleQueue[tuple[Path, Any, int]] = queue.SimpleQueue()
        self._room = threading.Condition()
        self._ready_bytes = 0
        self._is_stopping = False
        self._lanes: list[tuple[threading.Thread, WorkerLink]] = []

    def results(self, paths: Iterator[Path], cancel: CancelToken) -> Iterator[tuple[Path, Any]]:
        """Hand out tasks and yield what comes back."""
        outstanding, is_exhausted = 0, False
        while True:
            cancel.check()
            while not is_exhausted and outstanding < _LOOK_AHEAD_PER_WORKER * self._pool.workers:
                path = next(paths, None)
                if path is None:
                    is_exhausted = True
                    break
                self._tasks.put(path)
                outstanding += 1
                self._open_lane(outstanding)
            if not outstanding:
                return
            try:
                path, outcome, size_bytes = self._results.get(timeout=_POLL_S)
            except queue.Empty:
                continue
            outstanding -= 1
            with self._room:
                self._ready_bytes -= size_bytes
                self._room.notify()
            if isinstance(outcome, Exception) and not _is_about_the_file(outcome):
                raise outcome
            yield path, outcome

    def stop(self) -> None:
        """End the lanes; a worker that is still decoding is ended with them, an idle one kept."""
        with self._room:
            self._is_stopping = True
            self._room.notify_all()
        for _ in self._lanes:
            self._tasks.put(None)
        deadline = time.monotonic() + _POLL_S
        for thread, link in self._lanes:
            thread.join(max(0.0, deadline - time.monotonic()))
            if thread.is_alive():
                link.close()
        for thread, link in self._lanes:
            thread.join()
            self._pool.give_back(link)

    def _open_lane(self, outstanding: int) -> None:
        """Start another worker while there is more to do than workers."""
        if len(self._lanes) < min(self._pool.workers, outstanding):
            link = self._pool.borrow()
            thread = threading.Thread(target=self._serve, args=(link,), name=f"decode-{len(self._lanes)}", daemon=True)
            self._lanes.append((thread, link))
            thread.start()

    def _serve(self, link: WorkerLink) -> None:
        while True:
            path = self._tasks.get()
            with self._room:
                self._room.wait_for(lambda: self._is_stopping or self._ready_bytes < _LOOK_AHEAD_BYTES)
            if path is None or self._is_stopping:
                return
            try:
                outcome: Any = self._pool.ask(link, self._op, path, self._on_frame)
            except Exception as error:  # noqa: BLE001  # the thread's boundary: raised again in the caller's
                outcome = error
            size_bytes = _size_bytes(outcome)
            with self._room:
                self._ready_bytes += size_bytes
            self._results.put((path, outcome, size_bytes))


def _is_about_the_file(error: Exception) -> bool:
    return isinstance(error, EngineError) and not isinstance(error, DecoderUnavailable)


def _size_bytes(outcome: object) -> int:
    if not isinstance(outcome, DecodedMedia):
        return 0
    return sum(frame.pixels.nbytes + len(frame.thumbnail) for frame in outcome.frames)


def _mtime_ns(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
