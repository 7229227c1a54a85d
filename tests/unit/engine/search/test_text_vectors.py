from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.search import text_vectors
from engine.search.text_vectors import TextVectors
from tests.helpers.fakes import FakeEncoder


class CountingEncoder(FakeEncoder):
    """Remembers what it was asked."""

    def __init__(self, fingerprint: str = "one") -> None:
        super().__init__(fingerprint)
        self.asked: list[str] = []

    def encode_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        return super().encode_texts(texts)


def test_embed_asks_for_each_text_once_and_keeps_their_order() -> None:
    encoder, texts = CountingEncoder(), TextVectors()
    first = texts.embed(encoder, ["red", "blue", "red"])
    np.testing.assert_array_equal(first, FakeEncoder().encode_texts(["red", "blue", "red"]))
    texts.embed(encoder, ["blue", "green"])
    assert encoder.asked == ["red", "blue", "green"]
    assert texts.embed(encoder, []).shape == (0, encoder.dim)


def test_embed_with_another_model_begins_anew() -> None:
    one, two, texts = CountingEncoder("one"), CountingEncoder("two"), TextVectors()
    texts.embed(one, ["red"])
    texts.embed(two, ["red"])
    assert two.asked == ["red"]


def test_embed_forgets_what_was_used_long_ago(monkeypatch: object) -> None:
    encoder, texts = CountingEncoder(), TextVectors()
    for number in range(text_vectors._KEPT + 1):
        texts.embed(encoder, [f"{number}"])
    texts.embed(encoder, ["0"])
    assert encoder.asked.count("0") == 2
    texts.embed(encoder, [f"{text_vectors._KEPT}"])
    assert encoder.asked.count(f"{text_vectors._KEPT}") == 1
