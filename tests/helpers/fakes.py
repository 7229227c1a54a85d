"""Small real stand-ins: an encoder whose vectors can be foretold."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.cots.protocol import Calibration

COLOURS = {"red": (220, 30, 30), "green": (30, 180, 40), "blue": (30, 40, 220), "white": (245, 245, 245)}


class FakeEncoder:
    """Sees mean colours: text "red" lies where red pictures lie; other words are far from every picture.

    Vectors are (mean colour channels squared, share of unknown words), unit length.
    """

    name = "fake"
    is_on_processor = True
    dim = 8
    input_px = 32
    calibration = Calibration(
        match_score=0.8, mismatch_mean=0.3, mismatch_std=0.2, match_mean=0.95, match_std=0.05, gallery_size=100
    )

    def __init__(self, fingerprint: str = "fake-1") -> None:
        self.fingerprint = fingerprint
        self.pictures_encoded = 0

    def encode_pictures(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        self.pictures_encoded += len(pixels)
        colour = pixels.reshape(len(pixels), -1, 3).mean(axis=1) / 255.0
        vectors = np.zeros((len(pixels), self.dim), np.float32)
        vectors[:, :3] = colour**2 + 1e-3
        return _unit(vectors)

    def encode_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dim), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in text.lower().split():
                if word in COLOURS:
                    row[:3] += (np.array(COLOURS[word]) / 255.0) ** 2
                else:
                    digest = hashlib.blake2b(word.encode(), digest_size=4).digest()
                    row[3 + digest[0] % 5] += 1.0
            row[:3] += 1e-3
        return _unit(vectors)

    def picture_doubts(self, picture_vectors: NDArray[np.floating]) -> NDArray[np.float32]:
        return np.zeros(len(picture_vectors), np.float32)

    def text_excess(self, text_vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.zeros(len(text_vectors), np.float32)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit
