"""Captioned pictures that are decoded when a batch asks for them, a little ahead where it is known what comes."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.errors import BadData, MediaUnreadable
from engine.training.data.pairs import PairSource, PairView, SkippedPair
from engine.training.data.picture_squares import decode_square, decoder_warnings_ignored
from engine.training.data.picture_stores import PictureStore

_MAX_WAITING_BYTES = 1024**3  # of squares that were decoded ahead


@dataclass(frozen=True, slots=True)
class FoundPicture:
    """A picture of the table, and where its file lies.

    Attributes:
        name: As the table calls it.
        captions: Its captions.
        store: Where it lies.
        full_name: What it is called there.
    """

    name: str
    captions: tuple[str, ...]
    store: PictureStore
    full_name: str

    def read(self) -> bytes:
        """Return the file's bytes.

        Raises:
            MediaUnreadable: It cannot be read.
        """
        return self.store.read(self.full_name)


class LazyPairs:
    """A source whose pictures do not fit into memory: decoded by a few threads, every time they are asked for."""

    def __init__(
        self, found: tuple[FoundPicture, ...], size_px: int, skipped: tuple[SkippedPair, ...], threads: int
    ) -> None:
        self.names = tuple(picture.name for picture in found)
        self.captions = tuple(picture.captions for picture in found)
        self.skipped = skipped
        self._found = found
        self._size_px = size_px
        self._max_expected = max(1, _MAX_WAITING_BYTES // (size_px**2 * 3))
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="decode")
        self._expected: OrderedDict[int, Future[NDArray[np.uint8]]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._found)

    def pictures(self, rows: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Return the given rows, (B, S, S, 3).

        Raises:
            BadData: A file that was sound when the source was opened cannot be decoded any more.
        """
        with decoder_warnings_ignored():
            futures = [self._taken(int(row)) for row in rows]
            squares = [future.result() for future in futures]
        empty = np.zeros((0, self._size_px, self._size_px, 3), np.uint8)
        return np.stack(squares) if squares else empty

    def expect(self, rows: NDArray[np.int64]) -> None:
        """Begin to decode rows that will be asked for soon; a hint that costs memory until they are taken."""
        for row in map(int, rows):
            if row not in self._expected and len(self._expected) < self._max_expected:
                self._expected[row] = self._pool.submit(self._decode, row)

    def close(self) -> None:
        """Stop the threads; what was begun is not waited for."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _taken(self, row: int) -> Future[NDArray[np.uint8]]:
        waiting = self._expected.pop(row, None)
        return waiting if waiting is not None else self._pool.submit(self._decode, row)

    def _decode(self, row: int) -> NDArray[np.uint8]:
        picture = self._found[row]
        try:
            return decode_square(picture.name, picture.read(), self._size_px)
        except MediaUnreadable as error:
            raise BadData(f"{error.user_text} It was sound when training began.", path=error.path) from error


def expect_rows(source: PairSource, rows: NDArray[np.int64]) -> None:
    """Tell a source which rows will be asked for next, through any views of it; those in memory need no telling."""
    while isinstance(source, PairView):
        rows = source.rows[rows]
        source = source.base
    if isinstance(source, LazyPairs):
        source.expect(rows)
