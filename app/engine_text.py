"""What the engine says, in the window's language: its English sentences are found in a table made from its source."""

from __future__ import annotations

import functools
import importlib
import re
from dataclasses import dataclass

from app.translation import translate

_HOLE = re.compile(r"\{(\d+)\}")
_CONTEXT = "Engine"  # not shown


@dataclass(frozen=True, slots=True)
class _Template:
    """A sentence with holes, and what matches it once they are filled."""

    source: str
    pattern: re.Pattern[str]
    fixed_chars: int


def in_own_words(sentence: str) -> str:
    """Return a sentence of the engine in the window's language; one that is not known stays as it is."""
    if not sentence:
        return sentence
    whole = translate(_CONTEXT, sentence)
    if whole != sentence or not _is_foreign():
        return whole
    for template in _templates():
        found = template.pattern.fullmatch(sentence)
        if found is not None:
            translated = translate(_CONTEXT, template.source)
            return _HOLE.sub(lambda hole, found=found: found[int(hole[1]) + 1], translated)  # type: ignore[misc]  # the match of this turn
    return sentence


def template_pattern(source: str) -> re.Pattern[str]:
    """Return what matches a template with its holes filled."""
    parts = _HOLE.split(source)
    texts = [re.escape(part) if place % 2 == 0 else "(.*?)" for place, part in enumerate(parts)]
    return re.compile("".join(texts), re.DOTALL)


def _is_foreign() -> bool:
    """Whether a language other than the engine's is spoken: then its best-known sentence reads otherwise."""
    return translate("Engine", "Try again.") != "Try again."  # not shown


@functools.cache
def _templates() -> tuple[_Template, ...]:
    """The sentences with holes, the most particular first; read when the first of them is asked for."""
    sources: tuple[str, ...] = importlib.import_module("app.engine_sentences").TEMPLATES
    found = [_Template(one, template_pattern(one), len(_HOLE.sub("", one))) for one in sources]
    return tuple(sorted(found, key=lambda template: -template.fixed_chars))
