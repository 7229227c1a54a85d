"""The baseline of searching, as rclip does it: one table of paths and vectors, read whole for every query."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.errors import DiskFull


class OneTable:
    """A database with the table `images (filepath, vector)`, vectors in single precision."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def fill(self, vectors: NDArray[np.floating], names: Sequence[str]) -> None:
        """Write vectors (N, D), unless so many are there from an earlier run.

        Raises:
            DiskFull: They cannot be written.
        """
        with _translated(self._path), closing(sqlite3.connect(self._path)) as database:
            database.execute("CREATE TABLE IF NOT EXISTS images (filepath TEXT PRIMARY KEY, vector BLOB NOT NULL)")
            (count,) = database.execute("SELECT count(*) FROM images").fetchone()
            if count == len(vectors):
                return
            database.execute("DELETE FROM images")
            rows = ((name, np.asarray(row, np.float32).tobytes()) for name, row in zip(names, vectors, strict=True))
            database.executemany("INSERT INTO images VALUES (?, ?)", rows)
            database.commit()

    def search(self, query: NDArray[np.float32], count: int) -> list[tuple[str, float]]:
        """Read every vector, compare in one product, sort, and return the best."""
        with closing(sqlite3.connect(self._path)) as database:
            rows = database.execute("SELECT filepath, vector FROM images").fetchall()
        matrix = np.stack([np.frombuffer(vector, np.float32) for _, vector in rows])
        scores = matrix @ query
        return [(rows[row][0], float(scores[row])) for row in np.argsort(-scores)[:count]]


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise DiskFull(f"{path} cannot be written: {error}.", path=path) from error
