"""The files a library knows, read beside a walk of the disk: whether anything changed is seen for a folder at once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from engine.store.files_table import KnownRow


class RowReader:
    """Reads rows in order, in whatever pieces they come."""

    def __init__(self, pieces: Iterable[list[KnownRow]]) -> None:
        self._pieces = iter(pieces)
        self._rows: list[KnownRow] = []
        self._at = 0

    def first(self) -> KnownRow | None:
        """Return the next row and leave it there; None after the last."""
        return self._rows[self._at] if self._has(1) else None

    def take(self) -> KnownRow | None:
        """Return the next row; None after the last."""
        row = self.first()
        self._at += row is not None
        return row

    def take_same(self, rows: list[KnownRow]) -> bool:
        """Take these rows if they are exactly the next ones; return whether they were."""
        if not self._has(len(rows)) or self._rows[self._at : self._at + len(rows)] != rows:
            return False
        self._at += len(rows)
        return True

    def _has(self, count: int) -> bool:
        """Read on until so many rows are there; return whether they are."""
        missing = count - (len(self._rows) - self._at)
        if missing <= 0:
            return True
        pieces = [self._rows[self._at :]]
        while missing > 0 and (piece := next(self._pieces, None)) is not None:
            pieces.append(piece)
            missing -= len(piece)
        self._rows = list(chain.from_iterable(pieces))
        self._at = 0
        return missing <= 0
