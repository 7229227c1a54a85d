"""What every index of vectors can do, whichever one a library gets."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class VectorIndex(Protocol):
    """Unit vectors by frame id, searched by inner product. May be searched while another thread changes it."""

    def __len__(self) -> int:
        """How many vectors can be found."""

    def search(
        self, query: NDArray[np.float32], k: int, allowed: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return ids and exact scores of the k best, best first, equal scores by id.

        With `allowed`, only those ids are considered, and as many of them come back as without a filter: min(k, how
        many of them are there).
        """

    def add(self, ids: NDArray[np.int64], vectors: NDArray[np.floating]) -> None:
        """Add vectors (N, D), or replace those of known ids. Raises ValueError on zero or non-finite ones."""

    def remove(self, ids: NDArray[np.int64]) -> None:
        """Take vectors out; unknown ids are ignored."""

    def close(self) -> None:
        """Stop what runs in the background and save what is a file. Safe to call twice."""
