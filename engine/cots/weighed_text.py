"""A text whose words count more or less, as a sum of texts: what has to be embedded is known beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.cots.words import NOTHING_IN_PARTICULAR, without_word

LEAST_WEIGHT = 1e-3  # below it a word is off

Words = Sequence[tuple[str, float]]


def text_sum(text: str, words: Words) -> Mapping[str, float]:
    """Return the texts whose embeddings, times these factors, add up to the weighed text, as a search weighs it.

    A word moves the text along what it adds to it: weight 0 is the text without the word, 1 the text itself.
    """
    base = text
    for word, weight in words:
        if weight <= LEAST_WEIGHT:
            base = without_word(base, word)
    if not base or (words and all(weight <= LEAST_WEIGHT for _, weight in words)):
        return {NOTHING_IN_PARTICULAR: 1.0}
    factors = {base: 1.0}
    for word, weight in words:
        if weight > LEAST_WEIGHT and abs(weight - 1) > LEAST_WEIGHT:
            lesser = without_word(base, word) or NOTHING_IN_PARTICULAR
            factors[base] += weight - 1
            factors[lesser] = factors.get(lesser, 0.0) + 1 - weight
    return factors


def without(words: Words, word: str) -> Words:
    """Return the words with one of them switched off."""
    return tuple((other, 0.0 if other == word else weight) for other, weight in words)


def add_up(sums: Sequence[Mapping[str, float]], embeddings: Mapping[str, NDArray[np.float32]]) -> NDArray[np.float32]:
    """Return each sum as a unit vector, (S, D)."""
    added = [sum(factor * embeddings[text].astype(np.float64) for text, factor in factors.items()) for factors in sums]
    vectors = np.stack([np.asarray(vector) for vector in added])
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: NDArray[np.float32] = (vectors / np.maximum(norms, 1e-6)).astype(np.float32)
    return unit
