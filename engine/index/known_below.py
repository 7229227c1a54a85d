"""The files that a library knows at and below one of its roots, read beside a walk of the disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.store.files_table import FilesTable, KnownRow
from engine.store.path_bytes import encode_path, prefix_range


class KnownBelow:
    """Rows of a root in order; those at and below `nested` belong to other roots. See `row_reader.RowSource`."""

    def __init__(self, files: FilesTable, root: Path, nested: Sequence[Path] = ()) -> None:
        self._files = files
        self._root = root
        self._nested = frozenset(map(encode_path, nested))
        self._below_nested = tuple(prefix_range(path)[0] for path in nested)

    def rows_from(self, start: bytes) -> Iterator[list[KnownRow]]:
        """Yield the rows from a path as stored on, in pieces."""
        return map(self._own, self._files.in_order(self._root, start))

    def rows_between(self, low: bytes, high: bytes) -> list[KnownRow]:
        """Return the rows from one path up to another."""
        itself, (lowest, highest) = encode_path(self._root), prefix_range(self._root)
        rows = self._files.between(itself, itself + b"\0") if low <= itself < high else []
        return self._own(rows + self._files.between(max(low, lowest), min(high, highest)))

    def _own(self, rows: list[KnownRow]) -> list[KnownRow]:
        if not self._nested:
            return rows
        return [row for row in rows if row[0] not in self._nested and not row[0].startswith(self._below_nested)]
