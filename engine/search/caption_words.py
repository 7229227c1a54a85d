"""Own captions as text: which of them hold the words of a query, and what that adds to the scores of their pictures.

A model cannot know who grandma is; a caption says it. What is looked for and stands in a caption counts like a picture
that shows it. See docs/decisions/022-captions-in-search.md.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.cots.weighed_text import LEAST_WEIGHT
from engine.search.media_columns import MediaColumns
from engine.search.weighed_query import WeighedQuery
from engine.store.columns_reader import CaptionText

Bonus = NDArray[np.float32]  # (F,)

# A caption with half of the words says little, one with all of them nearly everything. Chosen on labelled photos.
_POWER: Final = 2
# Beside few captions a rare word is no rarer than a common one.
_SMOOTHING: Final = 5

_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")  # kana and Han


@lru_cache(maxsize=20_000)
def terms_of(text: str) -> tuple[str, ...]:
    """Return what a text is compared by, in order: words in lower case and singular, pairs of unspaced characters.

    Compatibility forms are made equal, possessives and plain English plurals are taken off. Scripts that put no spaces
    between words are cut into overlapping pairs, as is usual for them.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'")
    return tuple(term for word in _WORD.findall(plain.replace("'s", " ")) for term in _pieces(word))


@lru_cache(maxsize=50_000)
def _pieces(word: str) -> tuple[str, ...]:
    if not _UNSPACED.search(word):
        return (_singular(word),)
    return tuple(word[place : place + 2] for place in range(len(word) - 1)) or (word,)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@dataclass(frozen=True, slots=True)
class CaptionIndex:
    """Captions by their terms.

    Attributes:
        ids: (N,) of the captions.
        media_ids: (N,) whose caption each is; -1 where its file is not in the library now.
        times_s: (N,) where the moment begins that each speaks of, NaN for a photo or a whole clip.
        ends_s: (N,) where it ends, NaN where it is the one frame nearest to its time.
        terms: Of each caption, joined by spaces with one at both ends.
        numbers: For each term the captions that hold it, ascending.
    """

    ids: NDArray[np.int64]
    media_ids: NDArray[np.int64]
    times_s: NDArray[np.float64]
    ends_s: NDArray[np.float64]
    terms: tuple[str, ...]
    numbers: dict[str, NDArray[np.intp]]

    @classmethod
    def of(cls, captions: Sequence[CaptionText]) -> CaptionIndex:
        """Take captions apart; whose they are is not known yet."""
        numbers: defaultdict[str, list[int]] = defaultdict(list)
        joined = []
        for number, caption in enumerate(captions):
            terms = terms_of(caption.text)
            joined.append(f" {' '.join(terms)} ")
            for term in set(terms):
                numbers[term].append(number)
        return cls(
            np.array([caption.caption_id for caption in captions], np.int64),
            np.full(len(captions), -1, np.int64),
            _seconds([caption.time_s for caption in captions]),
            _seconds([caption.end_s for caption in captions]),
            tuple(joined),
            {term: np.array(held, np.intp) for term, held in numbers.items()},
        )

    def __len__(self) -> int:
        return len(self.terms)

    def shares(self, words: Sequence[tuple[str, float]]) -> NDArray[np.float32]:
        """Return how much of the words each caption (N,) holds, 0 to 1; rarer words and heavier ones count more.

        Args:
            words: With their weights. Several in one (a quoted phrase, a name with a hyphen) must follow each other.
        """
        total, found = 0.0, np.zeros(len(self), np.float32)
        for word, weight in words:
            for terms in _wanted_together(word):
                holding = self._holding(terms)
                worth = weight * math.log((len(self) + 2 * _SMOOTHING) / (len(holding) + _SMOOTHING))
                total += worth
                found[holding] += worth
        return found / total if total > 0 else found

    def _holding(self, terms: tuple[str, ...]) -> NDArray[np.intp]:
        nothing = np.empty(0, np.intp)
        holding = self.numbers.get(terms[0], nothing)
        if len(terms) == 1:
            return holding
        together = f" {' '.join(terms)} "
        return np.array([number for number in holding if together in self.terms[number]], np.intp)


def _seconds(times_s: Sequence[float | None]) -> NDArray[np.float64]:
    return np.array([np.nan if time_s is None else time_s for time_s in times_s], np.float64)


def _wanted_together(word: str) -> list[tuple[str, ...]]:
    """Return the terms of a word that must follow each other; pairs of unspaced characters stand alone."""
    terms = terms_of(word)
    if not terms:
        return []
    return [(term,) for term in terms] if _UNSPACED.search(word) else [terms]


def caption_bonus(
    index: CaptionIndex,
    columns: MediaColumns,
    query: WeighedQuery,
    match: float,
    meant: NDArray[np.float32] | None = None,
) -> Bonus | None:
    """Return what captions add to the score of each frame (F,); None where they add nothing.

    Args:
        index: The library's captions.
        columns: Of this moment.
        query: What is looked for; words to leave out take off what they find.
        match: What a picture scores above an unrelated one when it shows what is looked for: what a caption with all
            words is worth.
        meant: (N,) how much of what is looked for each caption means, whatever its words are; 0 to 1.
    """
    if not len(index) or not len(columns):
        return None
    found, avoided = _found(index, query, meant), _avoided(index, query)
    if not (found.any() or avoided):
        return None
    bonus = _spread(index, columns, found)
    for weight, worth in avoided:
        bonus -= weight * _spread(index, columns, worth)
    return match * bonus if bonus.any() else None


def caption_effects(
    index: CaptionIndex, media_id: int, query: WeighedQuery, match: float, meant: NDArray[np.float32] | None = None
) -> list[tuple[int, float]]:
    """Return the captions of one content that do something to its score: number and what it adds, the most first."""
    worth = _found(index, query, meant)
    for weight, avoided in _avoided(index, query):
        worth = worth - weight * avoided
    own = np.flatnonzero((index.media_ids == media_id) & (worth != 0))
    effects = [(int(index.ids[number]), match * float(worth[number])) for number in own]
    return sorted(effects, key=lambda effect: -abs(effect[1]))


def _found(index: CaptionIndex, query: WeighedQuery, meant: NDArray[np.float32] | None) -> NDArray[np.float32]:
    """Return how much of what is looked for each caption (N,) says, by its words or by what it means."""
    wanted = [(word, weight) for word, weight in query.words if weight > LEAST_WEIGHT]
    said = index.shares(wanted) ** _POWER
    return said if meant is None else np.maximum(said, meant)


def _avoided(index: CaptionIndex, query: WeighedQuery) -> list[tuple[float, NDArray[np.float32]]]:
    """Return for each text to leave out its weight and how much of it each caption (N,) says."""
    unwanted = [(word, weight) for word, weight in query.negatives if weight > LEAST_WEIGHT]
    return [(weight, index.shares([(word, 1.0)]) ** _POWER) for word, weight in unwanted]


def _spread(index: CaptionIndex, columns: MediaColumns, worth: NDArray[np.float32]) -> Bonus:
    """Give frames the most that a caption of theirs is worth: of the whole, of the stretch it speaks of, or of a frame.

    A moment without an end, or too short to hold a frame, is the frame nearest to it.
    """
    bonus = np.zeros(len(columns.frame_rows), np.float32)
    numbers = np.flatnonzero(worth)
    numbers = numbers[columns.has(index.media_ids[numbers])]
    rows = columns.rows_of(index.media_ids[numbers])
    is_whole = np.isnan(index.times_s[numbers])
    frames, owners = columns.frames_of(rows[is_whole])
    np.maximum.at(bonus, frames, worth[numbers[is_whole]][owners])
    for number, row in zip(numbers[~is_whole], rows[~is_whole], strict=True):
        frames, _ = columns.frames_of(np.array([row]))
        times_s, start_s, end_s = columns.times_s[frames], index.times_s[number], index.ends_s[number]
        spoken_of = frames[(times_s >= start_s) & (times_s <= end_s)]
        if not len(spoken_of):
            middle_s = start_s if np.isnan(end_s) else (start_s + end_s) / 2
            spoken_of = frames[[np.abs(times_s - middle_s).argmin()]]
        bonus[spoken_of] = np.maximum(bonus[spoken_of], worth[number])
    return bonus
