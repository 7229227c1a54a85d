"""Errors that are the world's fault: one sentence for the person, a hint, and a path where there is one.

Anything that is not an `EngineError` (or `jobs.Cancelled`) is a bug of ours and is reported as one.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar


class EngineError(Exception):
    """The world's fault, shown politely.

    Attributes:
        code: Stable machine-readable name, also stored with file problems.
        user_text: One sentence for the person.
        hint: What they can do about it, or "".
        path: The file or folder it is about, if any.
    """

    code: ClassVar[str] = "error"

    def __init__(self, user_text: str, *, hint: str = "", path: Path | None = None) -> None:
        super().__init__(user_text)
        self.user_text = user_text
        self.hint = hint
        self.path = path


class MediaUnreadable(EngineError):
    """A photo or clip that cannot be decoded: truncated, lying, not what its name says."""

    code = "unreadable"


class MediaTooLarge(MediaUnreadable):
    """A decompression bomb, or simply beyond the configured pixel limit."""

    code = "too-large"


class MediaCrashed(MediaUnreadable):
    """The decoder crashed, hung or ran out of memory on this file."""

    code = "decoder-crashed"


class MediaInaccessible(MediaUnreadable):
    """A file that cannot be read for now: rights, a failing disk, no memory. Says nothing about its content."""

    code = "inaccessible"


class DecoderUnavailable(EngineError):
    """No decoding process can be started here: no memory left, a library missing. No file is to blame."""

    code = "decoder-unavailable"


class FolderMissing(EngineError):
    """A file or folder that is not there or may not be entered."""

    code = "folder-missing"


class ManyMissing(EngineError):
    """Much of a folder is gone at once; nothing of it is forgotten until somebody says that this was meant."""

    code = "many-missing"


class StoreLocked(EngineError):
    """Another process is writing to this library."""

    code = "library-locked"


class StoreCorrupt(EngineError):
    """The database cannot be read."""

    code = "library-corrupt"


class StorePlaceUnfit(EngineError):
    """A library folder where a database gets damaged: on a network drive."""

    code = "library-place-unfit"


class LibraryUnsound(EngineError):
    """A check found something that is not as promised and was not put right."""

    code = "library-unsound"


class StoreTooNew(EngineError):
    """The library was written by a newer version of Evoke."""

    code = "library-too-new"


class DiskFull(EngineError):
    """A write failed because the disk is full, read-only or gone."""

    code = "disk-full"


class IndexDamaged(EngineError):
    """The vector index does not match its manifest; it is a cache and can be rebuilt."""

    code = "index-damaged"


class ModelMissing(EngineError):
    """No checkpoint of that name or at that path."""

    code = "model-missing"


class FetchFailed(EngineError):
    """A model could not be fetched: offline, not there, or the connection was lost."""

    code = "fetch-failed"


class CheckpointMismatch(EngineError):
    """A checkpoint that is truncated, of another shape, or holds something other than tensors."""

    code = "checkpoint-mismatch"


class OutOfMemory(EngineError):
    """The device's memory is exhausted."""

    code = "out-of-memory"


class BadConfig(EngineError):
    """A setting of the wrong type or out of its bounds."""

    code = "bad-config"


class BadQuery(EngineError):
    """A query that holds nothing to look for, or is absurdly long."""

    code = "bad-query"


class BadData(EngineError):
    """A data set or table handed to an evaluation or training command that cannot be used."""

    code = "bad-data"


class TrainingDiverged(EngineError):
    """A training run whose losses are no numbers any more."""

    code = "training-diverged"


class TrainingFailed(EngineError):
    """The process that trains ended without a result."""

    code = "training-failed"


class EngineGone(EngineError):
    """The engine's process ended while it was needed."""

    code = "engine-gone"
