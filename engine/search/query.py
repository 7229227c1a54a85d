"""What a typed query means: words, quoted phrases, and what it asks to leave out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from engine.errors import BadQuery

TOO_MANY_CHARACTERS = 10_000
MAX_WORDS = 1_000
MAX_EXCLUDED_WORDS = 4

_MINUS_SIGNS = "-\N{MINUS SIGN}\N{EN DASH}"
_TOKEN = re.compile(rf'(?P<minus>(?<!\S)[{_MINUS_SIGNS}])?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_DOUBLE_QUOTES = str.maketrans(dict.fromkeys("\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}„«»", '"'))
_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"  # part of words and emoji, unlike other format characters


def _word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DETERMINERS = _word_set("a an the any some his her its their my our your")
_CONNECTORS = _word_set("with and but or has having")
_PHRASE_ENDS = _word_set(
    "in on at by with from near under over behind beside between during for to into onto through across around "
    "above below against along inside outside next while when who which that is are was were but and or nor "
    "without no"
)
# "no" before these is not a wish to leave something out: "no parking sign", "no one", "no entry".
_NOT_EXCLUDED_BY_NO = _word_set("one doubt longer more matter entry entrance exit way idea")


class EmptyQuery(BadQuery):
    """A query of nothing but signs and spaces."""


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query understood.

    Attributes:
        words: The words and quoted phrases to look for, as typed and without their punctuation.
        positive: All of them as one sentence for the text encoder; "" when the query only leaves out.
        negatives: What to push away, one text each.
    """

    words: tuple[str, ...]
    positive: str
    negatives: tuple[str, ...] = ()

    @property
    def description(self) -> str:
        """What the query became, for a person: `dog on grass, without snow, without people`."""
        return ", ".join([self.positive or "anything", *(f"without {text}" for text in self.negatives)])


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    is_negative: bool = False
    is_phrase: bool = False

    @property
    def word(self) -> str:
        """Lower case and without the punctuation around it; "" for a phrase, which is never read as grammar."""
        return "" if self.is_phrase else _bare(self.text).lower()

    @property
    def ends_clause(self) -> bool:
        return not self.is_phrase and self.text[-1:] in ",.;:!?"


@lru_cache(maxsize=64)
def parse_query(text: str) -> ParsedQuery:
    """Read a typed query: `-word`, `-"two words"`, `without X` and `no X` push away, the rest is looked for.

    Raises:
        EmptyQuery: It holds nothing to look for or leave out.
        BadQuery: It is absurdly long.
    """
    if len(text) >= TOO_MANY_CHARACTERS:
        raise BadQuery(f"The query has {len(text):,} characters; it must have fewer than {TOO_MANY_CHARACTERS:,}.")
    tokens = list(_tokens(_printable(text)))
    if len(tokens) > MAX_WORDS:
        raise BadQuery(f"The query has {len(tokens):,} words; it may have at most {MAX_WORDS:,}.")
    wanted, negatives = _split(tokens)
    if not wanted and not negatives:
        raise EmptyQuery(
            "The query is empty.", hint="Type what the photo or clip shows, for example: a dog on a beach."
        )
    words = tuple(token.text if token.is_phrase else _bare(token.text) for token in wanted)
    positive = " ".join(token.text for token in wanted).strip(" ,;:")
    return ParsedQuery(words, positive, tuple(dict.fromkeys(negatives)))


def _printable(text: str) -> str:
    """Control, format and lone surrogate characters become spaces, curly quotes straight ones."""
    kept = (
        character if character in _JOINERS or unicodedata.category(character) not in ("Cc", "Cf", "Cs") else " "
        for character in text
    )
    return "".join(kept).translate(_DOUBLE_QUOTES)


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        is_phrase = match["phrase"] is not None
        content = " ".join((match["phrase"] or "").split()) if is_phrase else match["word"]
        if _bare(content):
            yield _Token(content, is_negative=match["minus"] is not None, is_phrase=is_phrase)


def _bare(text: str) -> str:
    """Strip punctuation at both ends; "" when nothing else is there. Symbols, emoji among them, stay."""
    start, end = 0, len(text)
    while start < end and unicodedata.category(text[start]).startswith("P"):
        start += 1
    while end > start and unicodedata.category(text[end - 1]).startswith("P"):
        end -= 1
    return text[start:end]


def _split(tokens: Sequence[_Token]) -> tuple[list[_Token], list[str]]:
    wanted: list[_Token] = []
    negatives: list[str] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.is_negative:
            negatives.append(_bare(token.text))
            position += 1
            continue
        excluded, after = _excluded(tokens, position)
        if excluded:
            while wanted and wanted[-1].word in _CONNECTORS:  # "a dog with [no leash]"
                wanted.pop()
            negatives += excluded
            position = after
        else:
            wanted.append(token)
            position += 1
    return wanted, negatives


def _excluded(tokens: Sequence[_Token], position: int) -> tuple[list[str], int]:
    """Return the noun phrases that `without` or `no` at `position` leaves out, and where the text goes on."""
    if not _leaves_out(tokens, position):
        return [], position
    phrases: list[str] = []
    after = position + 1
    while True:
        phrase, after = _noun_phrase(tokens, after)
        if not phrase:
            return phrases, after
        phrases.append(phrase)
        if tokens[after - 1].ends_clause or not _goes_on(tokens, after):
            return phrases, after
        after += 1


def _leaves_out(tokens: Sequence[_Token], position: int) -> bool:
    trigger = tokens[position].word
    if trigger not in ("without", "no") or tokens[position].ends_clause or position + 1 == len(tokens):
        return False
    following = tokens[position + 1]
    if following.is_negative or following.word in _PHRASE_ENDS:
        return False
    if trigger == "without" or following.is_phrase:
        return True
    is_sign = following.word.endswith("ing") or following.word in _NOT_EXCLUDED_BY_NO
    return not is_sign and not following.word[:1].isdigit()


def _goes_on(tokens: Sequence[_Token], position: int) -> bool:
    """Whether the word here continues the list: "without snow or people", but not "without a hat and a dog"."""
    if position + 1 >= len(tokens):
        return False
    following = tokens[position + 1]
    if following.is_negative or following.word in _PHRASE_ENDS:
        return False
    if tokens[position].word == "and":
        return following.word not in _DETERMINERS
    return tokens[position].word in ("or", "nor")


def _noun_phrase(tokens: Sequence[_Token], start: int) -> tuple[str, int]:
    position = start
    while position < len(tokens) and tokens[position].word in _DETERMINERS and not tokens[position].is_negative:
        position += 1
    taken: list[str] = []
    while position < len(tokens) and len(taken) < MAX_EXCLUDED_WORDS:
        token = tokens[position]
        if token.is_negative or token.word in _PHRASE_ENDS or (token.is_phrase and taken):
            break
        if taken and token.word.endswith("ing"):  # "without a leash | running on grass"
            break
        taken.append(token.text if token.is_phrase else _bare(token.text))
        position += 1
        if token.is_phrase or token.ends_clause:
            break
    return (" ".join(taken), position) if taken else ("", start)
