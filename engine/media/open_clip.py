"""A clip that stays open from one request to the next, so that decoding can go on where it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, Protocol, TypeVar


class _CanBeClosed(Protocol):
    def close(self) -> None:
        """Close the file."""


_Reader = TypeVar("_Reader", bound=_CanBeClosed)


class OpenClip(Generic[_Reader]):
    """Holds the reader of one file, and opens it anew when the file is another one, or has failed."""

    def __init__(self) -> None:
        self._key: tuple[Path, int, int] | None = None
        self._reader: _Reader | None = None

    @contextmanager
    def kept(self, path: Path, opened: Callable[[], _Reader]) -> Iterator[_Reader]:
        """Hand out the reader of a file.

        Raises:
            OSError: The file is gone.
        """
        facts = path.stat()
        key = path, facts.st_mtime_ns, facts.st_size
        if self._reader is None or self._key != key:
            self.close()
            self._reader, self._key = opened(), key
        try:
            yield self._reader
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close what is open."""
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()
