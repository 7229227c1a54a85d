"""Which words of a text name something that can be seen."""

from __future__ import annotations

import re

# Grammar, quantities of speech and camera talk: they have no place in a picture. Colours, numbers and verbs have one.
_STOP = (
    "a an the this that these those some any all both each every other another such same "
    "i me my mine we us our ours you your yours he him his she her hers it its they them their theirs "
    "who whom whose which what where when why how there here "
    "and or but nor so if then than as while because though although until unless "
    "in on at by to of off from with without within into onto out over under up down above below between among "
    "through during before after against along around across behind beside besides beyond near next toward towards "
    "upon about for via per "
    "is am are was were be been being do does did doing done has have had having can could may might must shall "
    "should will would not no yes very too just also only again ever never still even really quite rather "
    "photo photos picture pictures image images photograph photographs showing shows show seen "
)
STOP_WORDS = frozenset(_STOP.split())

# What is left of a text when its only word is taken away: a picture of nothing in particular.
NOTHING_IN_PARTICULAR = "a photo"

_WORD = re.compile(r"[^\W_]+(?:['\u2019\-][^\W_]+)*")


def visible_words(text: str) -> tuple[str, ...]:
    """Return the words of `text` that are not stop words, each once, in order and as typed.

    Hyphens and apostrophes inside a word stay. A text of stop words alone gives all its words: a person who typed
    them meant something.
    """
    words = list(dict.fromkeys(_WORD.findall(text)))
    seen: set[str] = set()
    kept = []
    for word in words:
        if word.lower() not in STOP_WORDS and word.lower() not in seen:
            seen.add(word.lower())
            kept.append(word)
    return tuple(kept or words)


def without_word(text: str, word: str) -> str:
    """Take every occurrence of a word (or of several that follow each other) out of a text."""
    left = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return " ".join(left.split())
