"""A request read: words, texts to leave out and pictures with their weights, and what to embed for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.browse_records import QueryTerm, TermKind
from engine.cots.weighed_text import LEAST_WEIGHT, add_up, text_sum
from engine.cots.words import visible_words, without_word
from engine.errors import BadQuery
from engine.records import PictureTerm, SearchRequest
from engine.search.query import EmptyQuery, ParsedQuery, parse_query
from engine.search.scoring import QueryVectors, Vector, Weighed

MAX_WEIGHT: Final = 2.0
MAX_PICTURES: Final = 12

Embed = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class WeighedQuery:
    """What a request looks for.

    Attributes:
        words: The words to look for with their weights, 0 for those that are off.
        text: What is looked for without the words that are off, "" where nothing is left.
        negatives: Texts to leave out with their weights.
        pictures: Pictures with their weights.
    """

    words: tuple[tuple[str, float], ...]
    text: str
    negatives: tuple[tuple[str, float], ...]
    pictures: tuple[PictureTerm, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is looked for and nothing left out: everything is off, or nothing was given."""
        pushes = any(weight > LEAST_WEIGHT for _, weight in self.negatives)
        return not self.text and not pushes and not any(abs(term.weight) > LEAST_WEIGHT for term in self.pictures)

    @property
    def is_one_word(self) -> bool:
        """Whether a single word is all that is looked for, which a model knows best inside a sentence."""
        words = [word for word, weight in self.words if weight > LEAST_WEIGHT]
        pushes = any(weight > LEAST_WEIGHT for _, weight in self.negatives)
        pictures = any(abs(term.weight) > LEAST_WEIGHT for term in self.pictures)
        return len(words) == 1 and words[0].lower() == self.text.lower() and not pushes and not pictures

    def terms(self) -> tuple[QueryTerm, ...]:
        """Return the parts as records; the thumbnails of pictures are not known here."""
        parts = [QueryTerm(TermKind.WORD, text, weight) for text, weight in self.words]
        parts += [QueryTerm(TermKind.MINUS, text, weight) for text, weight in self.negatives]
        for picture in self.pictures:
            name = picture.path.name if picture.path is not None else ""
            parts.append(QueryTerm(TermKind.PICTURE, name, picture.weight, picture))
        return tuple(parts)

    def without(self, term: QueryTerm) -> WeighedQuery:
        """Return the query with one part switched off."""
        if term.kind is TermKind.WORD:
            words = tuple((text, 0.0 if text == term.text else weight) for text, weight in self.words)
            return WeighedQuery(words, without_word(self.text, term.text), self.negatives, self.pictures)
        if term.kind is TermKind.MINUS:
            negatives = tuple((text, 0.0 if text == term.text else weight) for text, weight in self.negatives)
            return WeighedQuery(self.words, self.text, negatives, self.pictures)
        pictures = tuple(picture for picture in self.pictures if picture != term.picture)
        return WeighedQuery(self.words, self.text, self.negatives, pictures)

    def wanted_text(self, embed: Embed) -> Vector | None:
        """Return what is typed and looked for as a unit vector (D,); None where that is nothing."""
        if not self.text:
            return None
        factors = text_sum(self.text, [(word, weight) for word, weight in self.words if weight > LEAST_WEIGHT])
        vector: Vector = add_up([factors], dict(zip(factors, embed(list(factors)), strict=True)))[0]
        return vector

    def embedded(self, embed: Embed, picture_vector: Callable[[PictureTerm], Vector]) -> QueryVectors:
        """Embed all parts that are on; texts at once, a weighed one as the sum that `weighed_text` makes of it."""
        words = [(word, weight) for word, weight in self.words if weight > LEAST_WEIGHT]
        factors = text_sum(self.text, words) if self.text else {}
        pushed = [(text, weight) for text, weight in self.negatives if weight > LEAST_WEIGHT]
        texts = list(dict.fromkeys([*factors, *(text for text, _ in pushed)]))
        embedded = dict(zip(texts, embed(texts), strict=True))
        seen = [(picture_vector(term), term.weight) for term in self.pictures if abs(term.weight) > LEAST_WEIGHT]
        return QueryVectors(
            text=add_up([factors], embedded)[0] if factors else None,
            pictures=tuple(Weighed(vector, weight) for vector, weight in seen if weight > 0),
            negatives=tuple(Weighed(embedded[text], weight) for text, weight in pushed),
            unlike=tuple(Weighed(vector, -weight) for vector, weight in seen if weight < 0),
        )


def read_request(request: SearchRequest, *, may_be_empty: bool = False) -> WeighedQuery:
    """Read what a request looks for, without a model.

    Raises:
        BadQuery: Nothing to look for (unless that is allowed), absurdly long, too many pictures, or a limit below 1.
    """
    if request.limit < 1:
        raise BadQuery(f"The number of hits is {request.limit} but must be at least 1.")
    pictures = request.all_pictures
    if len(pictures) > MAX_PICTURES:
        raise BadQuery(f"The query has {len(pictures)} pictures; it may have at most {MAX_PICTURES}.")
    try:
        parsed = parse_query(request.query)
    except EmptyQuery:
        if not (may_be_empty or (pictures and not request.query.strip())):
            raise
        parsed = ParsedQuery((), "")
    given = {weight.text.lower(): _within(weight.weight) for weight in request.weights}
    words = tuple((word, given.get(word.lower(), 1.0)) for word in _visible(parsed))
    text = parsed.positive
    for word, weight in words:
        if weight <= LEAST_WEIGHT:
            text = without_word(text, word)
    if words and all(weight <= LEAST_WEIGHT for _, weight in words):
        text = ""  # what is left are words that cannot be seen
    negatives = tuple((word, given.get(word.lower(), 1.0)) for word in parsed.negatives)
    return WeighedQuery(words, text, negatives, pictures)


def _visible(parsed: ParsedQuery) -> tuple[str, ...]:
    """Return the words that can be weighed: those that can be seen, quoted phrases as one."""
    phrases = [word for word in parsed.words if " " in word]
    rest = parsed.positive
    for phrase in phrases:
        rest = without_word(rest, phrase)
    words = visible_words(rest) if rest else ()
    in_order = sorted((*phrases, *words), key=lambda word: parsed.positive.lower().find(word.lower()))
    return tuple(dict.fromkeys(in_order))


def _within(weight: float) -> float:
    return min(max(weight, 0.0), MAX_WEIGHT) if weight == weight else 1.0
