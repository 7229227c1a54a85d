"""Thumbnails of photos and frames as JPEG files named by content and time: a cache that may be deleted at any time."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import tempfile
from collections.abc import Callable, Collection, Container
from pathlib import Path

from engine.errors import DiskFull

_NAME = re.compile(r"(?P<hash>[0-9a-f]{8,})-(?P<time_ms>\d+)\.jpg")
_HASH = re.compile(r"[0-9a-f]{8,}")
_ANNOUNCED = ".announced"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM})


class ThumbnailStore:
    """A folder of thumbnails, two levels deep so that no folder holds more than a few thousand entries."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._root = str(folder)
        self._last = "", folder  # the content asked for last, and its folder: moments of a clip come one after another

    def path_of(self, content_hash: str, time_s: float) -> Path:
        """Return where the thumbnail of a content at a time is, or would be. `time_s` is 0.0 for a photo."""
        known, folder = self._last
        if known != content_hash:
            folder = Path(f"{self._root}/{content_hash[:2]}/{content_hash[2:4]}")  # joining takes three times as long
            self._last = content_hash, folder
        return folder / f"{content_hash}-{round(max(0.0, time_s) * 1000)}.jpg"

    def write(self, content_hash: str, time_s: float, jpeg: bytes) -> Path:
        """Store a thumbnail; whoever looks meanwhile sees the old one or the whole new one.

        Both show the same moment of the same content, so where the old one cannot be replaced it stays.
        Not flushed to the disk at once: after a power failure a lost thumbnail is made again.

        Raises:
            DiskFull: The disk is full, read-only or gone.
        """
        path = self.path_of(content_hash, time_s)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(jpeg)
                _put_in_place(Path(temporary), path)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise _full(error, path) from error
        return path

    def announce(self, content_hashes: Collection[str]) -> None:
        """Note whose thumbnails are written next, before the library knows these contents.

        Raises:
            DiskFull: The disk is full, read-only or gone.
        """
        path = self._folder / _ANNOUNCED
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(content_hashes), encoding="ascii")
        except OSError as error:
            raise _full(error, path) from error

    def take_back(self, is_known: Callable[[str], bool]) -> int:
        """Delete what was written of announced contents that the library never came to know, as it ended in between.

        Returns:
            How many files were deleted.
        """
        path = self._folder / _ANNOUNCED
        try:
            announced = path.read_text(encoding="ascii").split()
        except (OSError, ValueError):
            return 0
        deleted = 0
        for digest in filter(_HASH.fullmatch, announced):
            folder = self.path_of(digest, 0.0).parent
            patterns = [".new-*"] if is_known(digest) else [".new-*", f"{digest}-*.jpg"]
            for remains in [found for pattern in patterns for found in folder.glob(pattern)]:
                with contextlib.suppress(OSError):  # a sweep tries again
                    remains.unlink()
                    deleted += 1
        with contextlib.suppress(OSError):
            path.unlink()
        return deleted

    def content_hashes(self) -> set[str]:
        """Return the contents that have a thumbnail here."""
        names = (_NAME.fullmatch(path.name) for path in self._folder.glob("*/*/*"))
        return {name["hash"] for name in names if name is not None}

    def sweep(self, keep: Container[str]) -> int:
        """Delete the thumbnails of contents whose hash is not in `keep`, and remains of interrupted writes.

        Files of other names are left alone. Call it while nobody writes.

        Returns:
            How many files were deleted.
        """
        deleted = 0
        for path in self._folder.glob("*/*/*"):
            name = _NAME.fullmatch(path.name)
            is_remains = path.name.startswith(".new-")
            if is_remains or (name is not None and name["hash"] not in keep):
                with contextlib.suppress(OSError):  # the next sweep tries again
                    path.unlink()
                    deleted += 1
        for folder in (*self._folder.glob("*/*"), *self._folder.glob("*")):
            with contextlib.suppress(OSError):  # not empty
                folder.rmdir()
        return deleted


def _full(error: OSError, path: Path) -> DiskFull:
    hint = "Free some space and index again." if error.errno in _FULL else ""
    return DiskFull(f"A thumbnail could not be written: {error.strerror or error}.", hint=hint, path=path)


def _put_in_place(temporary: Path, path: Path) -> None:
    """Rename a new file to its name. Windows refuses while somebody reads the old one: then the new one is dropped."""
    try:
        temporary.replace(path)
    except PermissionError:
        if not path.is_file():
            raise
        temporary.unlink()
