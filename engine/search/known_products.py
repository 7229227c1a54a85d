"""The products of all vectors with a query, remembered: what is listed is counted a moment later."""

from __future__ import annotations

import threading
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.inner_products import inner_products
from engine.search.ranking import VectorRows

_KEPT: Final = 4


class KnownProducts:
    """Remembers the last few queries against one moment of an index. May be asked by several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of_ids: NDArray[np.int64] | None = None
        self._known: dict[bytes, NDArray[np.float32]] = {}

    def of(self, vectors: VectorRows, query: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the inner products (N,) of all vectors with a query (D,). They are shared: nobody changes them."""
        key = query.tobytes()
        with self._lock:
            if self._of_ids is not vectors.ids:
                self._of_ids, self._known = vectors.ids, {}
            found = self._known.get(key)
        if found is not None:
            return found
        found = inner_products(vectors.matrix, query)
        with self._lock:
            if self._of_ids is vectors.ids:
                while len(self._known) >= _KEPT:
                    del self._known[next(iter(self._known))]
                self._known[key] = found
        return found
