"""What a fine-tuning reads, and what nothing could be learned from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.errors import BadData
from engine.training.finetune_config import FinetuneConfig


@dataclass(frozen=True, slots=True)
class LabelledPictures:
    """Pictures with captions.

    Attributes:
        pixels: (N, S, S, 3) uint8 RGB, whole pictures stretched to the square.
        captions: One tuple of captions a picture, never empty.
        groups: (N,) the same number for pictures of one content, such as frames of a clip.
    """

    pixels: NDArray[np.uint8]
    captions: tuple[tuple[str, ...], ...]
    groups: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Material:
    """What a fine-tuning reads.

    Attributes:
        own: The person's captioned pictures.
        others: (O, S, S, 3) uint8 pictures of the library without captions.
        phrases: General phrases.
        guard: Pictures with captions that stand for everything else; None makes a guard from others and phrases.
    """

    own: LabelledPictures
    others: NDArray[np.uint8]
    phrases: tuple[str, ...]
    guard: LabelledPictures | None = None


def check_material(material: Material, config: FinetuneConfig) -> None:
    """Refuse what nothing could be learned from.

    Raises:
        BadData: Too few pictures or phrases, or captions or pictures that are all the same.
    """
    own = material.own
    contents, fewest = len(np.unique(own.groups)), 2 * config.folds
    if contents < fewest:
        raise BadData(
            f"Only {contents} different pictures have captions; {fewest} are the least that can be split.",
            hint="Caption more pictures first.",
        )
    if len({text.casefold() for texts in own.captions for text in texts}) < 2:
        raise BadData("All captions are the same text, so there is nothing to tell the pictures apart by.")
    if all(np.array_equal(own.pixels[0], own.pixels[row]) for row in range(1, len(own.pixels))):
        raise BadData("All captioned pictures are the same picture.")
    if len(material.phrases) < 4:
        raise BadData("The bank of general phrases has fewer than four phrases.")
