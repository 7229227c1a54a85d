"""Names and decodes files ahead of the encoder, in a thread of its own that feeds the decoding processes.

Every file comes out once: as a content that is known, as one that is being decoded for another file of the same run, as
decoded pictures, or as a problem. The thread only reads the database; whoever iterates writes.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, Self

from engine.errors import EngineError, FolderMissing
from engine.index.marking import Marked
from engine.jobs import CancelToken
from engine.media.identity import content_hash
from engine.media.scan import FoundFile
from engine.records import DecodedMedia, MediaId, MediaKind, Sampled, SpaceId
from engine.store import Store

_QUEUE_LENGTH: Final = 8  # outcomes that wait for the encoder; a long clip may hold tens of megabytes
_POLL_S: Final = 0.1
_NEAR_END_FILES: Final = 3
_ENDING_FILES: Final = 12


class Decoder(Protocol):
    """What is needed of the pool of decoding processes; `priority` says how much they yield to other programs."""

    priority: str

    def decode(
        self,
        paths: Iterable[Path],
        *,
        cancel: CancelToken | None = None,
        on_frame: Callable[[Path, Sampled], None] | None = None,
    ) -> Iterator[tuple[Path, DecodedMedia | EngineError]]:
        """Decode files ahead, in any order; raises `Cancelled` within half a second of being asked to.

        `on_frame` is given the frames of a clip before all of it is decoded, in any thread.
        """


@dataclass(frozen=True, slots=True)
class Known:
    """The content is complete in the space already."""

    file: FoundFile
    media_id: MediaId


@dataclass(frozen=True, slots=True)
class Twin:
    """The content of another file of this run, which is being decoded."""

    file: FoundFile
    content_hash: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """A content that is new to the space."""

    file: FoundFile
    content_hash: str
    media: DecodedMedia


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that cannot be read, with the content's hash where that much was possible."""

    file: FoundFile
    error: EngineError
    content_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A frame of a clip that is still being decoded; it comes again, the same object, with the whole clip."""

    path: Path
    frame: Sampled


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing is ready just now.

    Attributes:
        is_near_end: Whether only a few photos are still to come.
        is_ending: Whether little is still to come: some photos, and one clip at most.
    """

    is_near_end: bool = False
    is_ending: bool = False


Outcome = Known | Twin | Decoded | Failed
Event = Outcome | Foreseen | Pause


class DecodeAhead:
    """Iterates over the outcomes of a run's files; a context manager that stops its thread."""

    def __init__(
        self,
        store: Store,
        space_id: SpaceId,
        marked: Marked,
        decoder: Decoder,
        cancel: CancelToken,
        *,
        hash_of: Callable[[Path], str] = content_hash,
    ) -> None:
        self._store, self._space_id = store, space_id
        self._marked = marked
        self._decoder = decoder
        self._cancel = cancel
        self._hash_of = hash_of
        self._halt = CancelToken()
        self._events: queue.SimpleQueue[Outcome | Foreseen | Exception | None] = queue.SimpleQueue()
        self._room = threading.Semaphore(_QUEUE_LENGTH)
        self._files_left, self._clips_left = len(marked.todo), _clips_among(marked.todo)
        self._decoding: dict[Path, tuple[FoundFile, str]] = {}
        self._thread = threading.Thread(target=self._run, name="decode-ahead")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._halt.cancel()
        self._thread.join()

    def __iter__(self) -> Iterator[Outcome]:
        """Yield outcomes until every file had one; see `events`."""
        return (event for event in self.events() if not isinstance(event, Foreseen | Pause))

    def events(self) -> Iterator[Event]:
        """Yield outcomes until every file had one, and in between frames of clips, and pauses while nothing is ready.

        Raises:
            Cancelled: A stop was asked for; looked at ten times a second even while nothing is ready.
        """
        while True:
            self._cancel.check()
            if self._events.empty():
                yield self._pause()
            try:
                event = self._events.get(timeout=_POLL_S)
            except queue.Empty:
                continue
            if event is None:
                return
            if isinstance(event, Exception):
                raise event
            if not isinstance(event, Foreseen):
                self._room.release()
                self._files_left -= 1
                self._clips_left -= _clips_among([event.file])
            yield event

    def _pause(self) -> Pause:
        return Pause(
            is_near_end=self._files_left <= _NEAR_END_FILES and not self._clips_left,
            is_ending=self._files_left <= _ENDING_FILES and self._clips_left <= 1,
        )

    def _run(self) -> None:
        last: Exception | None = None
        try:
            for path, result in self._decoder.decode(
                self._paths_to_decode(), cancel=self._halt, on_frame=self._foresee
            ):
                file, digest = self._decoding.pop(path)
                if isinstance(result, EngineError):
                    self._put(Failed(file, result, digest))
                else:
                    self._put(Decoded(file, digest, result))
        except Exception as error:  # noqa: BLE001  # raised again where the outcomes are iterated, `Cancelled` too
            last = error
        self._put(last)

    def _paths_to_decode(self) -> Iterator[Path]:
        claimed: set[str] = set()
        for file in self._marked.todo:
            self._halt.check()
            outcome = self._identified(file, claimed)
            if isinstance(outcome, str):
                claimed.add(outcome)
                self._decoding[file.path] = (file, outcome)
                yield file.path
            else:
                self._put(outcome)

    def _identified(self, file: FoundFile, claimed: set[str]) -> Outcome | str:
        """Return what is known of a file, or the hash of the content that has to be decoded."""
        known = self._marked.known.get(file.path)
        try:
            if known is not None and (known.size_bytes, known.mtime_ns) == (file.size_bytes, file.mtime_ns):
                digest = known.content_hash
            else:
                digest = self._hash_of(file.path)
        except EngineError as error:
            return Failed(file, error)
        if digest in claimed:
            return Twin(file, digest)
        media_id = self._store.media.find(digest)
        if media_id is not None and self._store.vectors.has_media(self._space_id, media_id):
            return Known(file, media_id)
        return digest

    def _put(self, outcome: Outcome | Exception | None) -> None:
        while not self._halt.is_cancelled:
            if self._room.acquire(timeout=_POLL_S):
                self._events.put(outcome)
                return

    def _foresee(self, path: Path, frame: Sampled) -> None:
        """Pass on a frame. Without waiting: a worker that is kept waiting is taken for one that hangs."""
        self._events.put(Foreseen(path, frame))


def _clips_among(files: Iterable[FoundFile]) -> int:
    return sum(file.kind is MediaKind.VIDEO for file in files)


def is_gone(failed: Failed) -> bool:
    """Whether a file failed only because it was deleted or moved since the scan."""
    return isinstance(failed.error, FolderMissing) or not failed.file.path.exists()
