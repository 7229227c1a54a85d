"""Captions compared by what they mean: with the vectors that the model gives texts, on the model's own scale.

"A puppy in the surf" and "the dog at the beach" share no word. How near two texts must be before that says anything
differs from model to model, so it is measured with a few dozen texts that have nothing to do with each other.
See docs/decisions/022-captions-in-search.md.
"""

from __future__ import annotations

import threading
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.cots.protocol import Encoder
from engine.records import SpaceId
from engine.search.scoring import Spread, Vector
from engine.store import Store

# So many standard deviations above unrelated texts a caption begins to count; one that says the same word for word, but
# for its words, counts for three quarters of what the words themselves would. Chosen on labelled photos.
_DEVIATIONS: Final = 4.0
_MOST: Final = 0.75
_NO_ROOM: Final = 0.02  # a model to which all texts are alike says nothing
_UNRELATED: Final = (
    "two girls build a sandcastle",
    "an old tractor in a barn",
    "fireworks over the harbour",
    "a bowl of noodle soup",
    "the roof is covered with snow",
    "a man repairs his bicycle",
    "elephants at a water hole",
    "passport and plane tickets",
    "the choir sings in church",
    "a goalkeeper catches the ball",
    "tulips in a glass vase",
    "traffic jam on the motorway",
    "grandfather reads the newspaper",
    "a kitten sleeps in a shoe",
    "lightning behind the hills",
    "wedding guests throw rice",
    "the first day at school",
    "a climber hangs on a rope",
    "chess pieces on a board",
    "a red kite in the sky",
    "bread comes out of the oven",
    "divers near a coral reef",
    "the empty cinema",
    "a horse jumps over a fence",
    "painting the living room",
    "baby in the bathtub",
    "stars above the desert",
    "market stalls full of fruit",
    "a violin lesson",
    "the ferry leaves the island",
    "robot on a factory floor",
    "a squirrel eats a nut",
)


class CaptionMeanings:
    """The vectors of a library's captions in one space, read again when some came or went. For several threads."""

    def __init__(self, store: Store, space_id: SpaceId | None) -> None:
        """Take the space; without one there are no vectors."""
        self._store = store
        self._space_id = space_id
        self._lock = threading.Lock()
        self._mark: object = None
        self._ids = np.empty(0, np.int64)
        self._matrix = np.empty((0, 0), np.float32)
        self._usual: tuple[str, Spread] | None = None

    def worth(self, caption_ids: NDArray[np.int64], wanted: Vector | None, encoder: Encoder) -> NDArray[np.float32]:
        """Return how much of what is wanted each caption (N,) means, 0 to 0.75; 0 for those without a vector yet.

        Args:
            caption_ids: (N,) ascending.
            wanted: (D,) unit vector of a text; None where no text is looked for.
            encoder: Of the space.
        """
        worth = np.zeros(len(caption_ids), np.float32)
        ids, matrix = self._known()
        if wanted is None or not len(ids):
            return worth
        usual = self._unrelated(encoder)
        base = usual.mean + _DEVIATIONS * usual.std
        if base > 1 - _NO_ROOM:
            return worth
        places = np.minimum(np.searchsorted(ids, caption_ids), len(ids) - 1)
        has_vector = ids[places] == caption_ids
        near = (matrix[places[has_vector]] @ wanted - base) / (1 - base)
        worth[has_vector] = _MOST * np.clip(near, 0.0, 1.0)
        return worth

    def _known(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        if self._space_id is None:
            return self._ids, self._matrix
        mark = self._store.caption_vectors.mark(self._space_id)
        with self._lock:
            if mark != self._mark:
                self._ids, self._matrix = self._store.caption_vectors.all(self._space_id)
                self._mark = mark
            return self._ids, self._matrix

    def _unrelated(self, encoder: Encoder) -> Spread:
        """Return mean and spread of the cosines of texts that have nothing to do with each other."""
        with self._lock:
            known = self._usual
        if known is None or known[0] != encoder.fingerprint:
            vectors = encoder.encode_texts(_UNRELATED).astype(np.float64)
            cosines = (vectors @ vectors.T)[np.triu_indices(len(vectors), 1)]
            known = encoder.fingerprint, Spread(float(cosines.mean()), float(cosines.std()))
            with self._lock:
                self._usual = known
        return known[1]
