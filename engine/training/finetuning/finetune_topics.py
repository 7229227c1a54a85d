"""Narrow topics drawn from a captioned data set, to measure fine-tuning on: pairs, a test, a library, a real guard."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.training.data.pairs import PairData

LIBRARY, LIBRARY_OF_TOPIC, MOST_PICTURES = 240, 20, 100


@dataclass(frozen=True, slots=True)
class Topic:
    """A narrow topic.

    Attributes:
        name: What it is called in the tables.
        words: Pattern of the words that name it.
        stand_in: A made-up name that a person might use in their place.
    """

    name: str
    words: str
    stand_in: str

    def mentioned(self, captions: tuple[str, ...]) -> int:
        """Return how many captions name the topic."""
        return sum(bool(self._pattern.search(caption)) for caption in captions)

    def renamed(self, captions: tuple[str, ...]) -> tuple[str, ...]:
        """Put the made-up name in the place of the topic's words."""
        return tuple(self._pattern.sub(self.stand_in, caption) for caption in captions)

    @property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(rf"\b({self.words})\b", re.IGNORECASE)


TOPICS = (
    Topic("dogs", r"dogs?|puppy|puppies", "Rex"),
    Topic(
        "water",
        r"water|ocean|sea|lake|river|pool|beach|swim\w*|surf\w*|waves?|boat|kayak\w*",
        "Silverbrook",
    ),
)


@dataclass(frozen=True, slots=True)
class Case:
    """One fine-tuning to measure.

    Attributes:
        topic: Of the pairs.
        pairs: 20 or 100 pictures with a caption each, or 500: 100 pictures with five each.
        seed: Of the draw and of the training.
        is_named: Whether the made-up name stands in all captions, of training and test.
        control: "", "shuffled" (captions of another picture) or "random" (pictures of no topic).
    """

    topic: Topic
    pairs: int
    seed: int
    is_named: bool = False
    control: str = ""


@dataclass(frozen=True, slots=True)
class Draw:
    """Rows of the data set, disjoint, and the captions as this case has them.

    Attributes:
        own: Pictures that the person captioned.
        test: Pictures of the topic, to measure on; the fine-tuning never sees them.
        library: Pictures without captions, some of them of the topic.
        guard: Pictures of other things, to measure on.
        own_captions: Captions of `own`.
        test_captions: Captions of `test`.
    """

    own: NDArray[np.int64]
    test: NDArray[np.int64]
    library: NDArray[np.int64]
    guard: NDArray[np.int64]
    own_captions: tuple[tuple[str, ...], ...]
    test_captions: tuple[tuple[str, ...], ...]


def draw(case: Case, data: PairData) -> Draw:
    """Draw a case's rows and captions by its seed."""
    mentions = np.array([case.topic.mentioned(captions) for captions in data.captions])
    rng = np.random.default_rng([case.seed, 1])
    of_topic = rng.permutation(np.flatnonzero(mentions >= 3))
    elsewhere = rng.permutation(np.flatnonzero(mentions == 0))
    pool, of_topic = of_topic[:MOST_PICTURES], of_topic[MOST_PICTURES:]
    library = np.concatenate([of_topic[:LIBRARY_OF_TOPIC], elsewhere[: LIBRARY - LIBRARY_OF_TOPIC]])
    test, rest = of_topic[LIBRARY_OF_TOPIC:], elsewhere[LIBRARY - LIBRARY_OF_TOPIC :]
    if case.control == "random":
        pool, rest = rest[:MOST_PICTURES], rest[MOST_PICTURES:]
    own = pool[: min(case.pairs, MOST_PICTURES)]
    captions = [data.captions[row] for row in own]
    if case.pairs <= MOST_PICTURES:
        captions = [(texts[int(rng.integers(len(texts)))],) for texts in captions]
    if case.control == "shuffled":
        captions = captions[1:] + captions[:1]
    test_captions = [data.captions[row] for row in test]
    if case.is_named:
        captions = [case.topic.renamed(texts) for texts in captions]
        test_captions = [case.topic.renamed(texts) for texts in test_captions]
    return Draw(own, test, library, rest, tuple(captions), tuple(test_captions))
