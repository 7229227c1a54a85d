"""What the rest of the engine knows about a model: it turns pictures and texts into unit vectors. No torch here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Calibration:
    """How large a cosine must be before it means something, measured on held-out training photos and their captions.

    Every figure is a cosine of this checkpoint's vectors, corrected ones where it corrects hubs, between a typed text
    and a picture. They are properties of the embedding space, so they travel with the checkpoint and change with its
    fingerprint.

    Attributes:
        match_score: The best hit of a query counts as a real match when its cosine is at least this. It is placed
            where as many queries with a true picture in the gallery fall below as queries without one rise above.
        mismatch_mean: Mean cosine of a picture with the name of a thing that is nowhere in the gallery.
        mismatch_std: Its standard deviation over pairs.
        match_mean: Mean cosine of a text with the picture it describes.
        match_std: Its standard deviation over pairs.
        gallery_size: Pictures among which the best hit was sought when `match_score` was measured.
        prompts: Templates with one `{}` that turn a bare label into a text, averaged for zero-shot labels.
    """

    match_score: float
    mismatch_mean: float
    mismatch_std: float
    match_mean: float
    match_std: float
    gallery_size: int
    prompts: tuple[str, ...] = ("a photo of a {}",)


class Encoder(Protocol):
    """Turns pictures and texts into vectors of one space.

    `fingerprint` changes with weights, preprocessing and projection; `dim` is the length of a vector and
    `input_px` the side of the square pictures it takes.
    """

    name: str
    fingerprint: str
    dim: int
    input_px: int

    @property
    def is_on_processor(self) -> bool:
        """Whether embedding takes processor time that decoding wants too; may load the model."""

    @property
    def calibration(self) -> Calibration:
        """How large a cosine must be before it means something."""

    def encode_pictures(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Embed (B, S, S, 3) uint8 RGB pictures as (B, D) unit vectors; B may be 0."""

    def encode_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed B texts as (B, D) unit vectors; long texts are cut, B may be 0."""

    def picture_doubts(self, picture_vectors: NDArray[np.floating]) -> NDArray[np.float32]:
        """Return (N,) how unsure the model is of pictures (N, D), for ordering; zeros where it does not tell."""

    def text_excess(self, text_vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return (B,) what to take off the scores of texts (B, D) that are ranked for one picture.

        A text that resembles many pictures would win too often. Zeros where the model does not correct it. Where
        pictures are ranked for a text nothing is to be taken off: their vectors hold it.
        """
