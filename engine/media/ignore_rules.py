"""Patterns of what is left out, in the syntax of `.gitignore`: names, paths, `*`, `**`, `?`, `[a-z]`, `!` to except.

Two things differ from git: letters in either case match, because cameras write .JPG and people type .jpg, and a letter
with an accent matches however the file system composes it. Names are compared as bytes, as file systems list them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_ANY: Final = rb"[^/\x80-\xbf][\x80-\xbf]*"  # one character of UTF-8, not a separator
_ANYTHING: Final = rb"[^/]*"
_FOLDERS: Final = rb"(?:.*/)?"
_FLAGS: Final = re.IGNORECASE | re.DOTALL
_LONGEST: Final = 1000


@dataclass(frozen=True, slots=True)
class Rule:
    """One line that says something.

    Attributes:
        line: Its number, from 1.
        text: As it was written.
        is_exception: What it matches is taken after all.
        only_folders: It matches folders only.
        is_path: It is compared with the path below the watched folder, not with the name alone.
        expression: What it matches, as a regular expression over bytes.
    """

    line: int
    text: str
    is_exception: bool
    only_folders: bool
    is_path: bool
    expression: bytes

    def matches(self, path: bytes, name: bytes, *, is_folder: bool) -> bool:
        """Whether it is about something; see `Patterns.decide` for the arguments."""
        if self.only_folders and not is_folder:
            return False
        return re.compile(self.expression + rb"\Z", _FLAGS).match(path if self.is_path else name) is not None


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that can match nothing, and why."""

    line: int
    text: str
    reason: str


def parse_rules(text: str) -> tuple[list[Rule], list[BadLine]]:
    """Read patterns, one a line; empty lines and those that begin with # say nothing."""
    rules: list[Rule] = []
    bad: list[BadLine] = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            rule = _rule(number, line)
        except ValueError as error:
            bad.append(BadLine(number, line, str(error)))
            continue
        if rule is not None:
            rules.append(rule)
    return rules, bad


class Patterns:
    """Some rules, the last one that matches decides. Of a folder that is left out nothing is looked at."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self._for_files = _groups([rule for rule in rules if not rule.only_folders])
        self._for_folders = _groups(rules)

    @property
    def concern_files(self) -> bool:
        """Whether a file may be left out by itself, not with its folder."""
        return bool(self._for_files)

    @property
    def have_exceptions(self) -> bool:
        """Whether a rule takes something after all."""
        return any(rule.is_exception for rule in self.rules)

    def decide(self, path: bytes, name: bytes, *, is_folder: bool) -> bool | None:
        """Say whether something is left out; None where no rule matches.

        Args:
            path: Below the watched folder, with `/` between its parts.
            name: Its last part.
            is_folder: Whether it is a folder.
        """
        for is_exception, names, paths in self._for_folders if is_folder else self._for_files:
            if (names is not None and names(name)) or (paths is not None and paths(path)):
                return not is_exception
        return None


def _groups(rules: Sequence[Rule]) -> list[tuple[bool, _Match | None, _Match | None]]:
    """Join neighbours of the same sense into one expression for names and one for paths, the last ones first."""
    groups: list[tuple[bool, list[Rule]]] = []
    for rule in reversed(rules):
        if not groups or groups[-1][0] != rule.is_exception:
            groups.append((rule.is_exception, []))
        groups[-1][1].append(rule)
    return [
        (
            is_exception,
            _joined([rule.expression for rule in members if not rule.is_path]),
            _joined([rule.expression for rule in members if rule.is_path]),
        )
        for is_exception, members in groups
    ]


class _Match:
    """Whether one of some expressions matches a whole."""

    def __init__(self, expressions: Sequence[bytes]) -> None:
        self._match = re.compile(b"(?:" + b"|".join(expressions) + rb")\Z", _FLAGS).match

    def __call__(self, text: bytes) -> bool:
        return self._match(text) is not None


def _joined(expressions: Sequence[bytes]) -> _Match | None:
    return _Match(expressions) if expressions else None


def _rule(number: int, line: str) -> Rule | None:
    text = _without_trailing_spaces(line)
    if not text or text.startswith("#"):
        return None
    if len(text) > _LONGEST:
        raise ValueError("it is too long")
    pattern, is_exception = (text[1:], True) if text.startswith("!") else (text, False)
    pattern = pattern[1:] if pattern.startswith(("\\#", "\\!")) else pattern
    only_folders = pattern.endswith("/")
    pattern = pattern[:-1] if only_folders else pattern
    is_path = "/" in pattern
    pattern = pattern.removeprefix("/")
    if not pattern:
        raise ValueError("it names nothing")
    return Rule(number, text, is_exception, only_folders, is_path, _expression(pattern))


def _without_trailing_spaces(line: str) -> str:
    text = line.rstrip(" \t\r")
    escapes = len(text) - len(text.rstrip("\\"))
    return text + " " if escapes % 2 and len(line) > len(text) else text


def _expression(pattern: str) -> bytes:
    parts = unicodedata.normalize("NFC", pattern).split("/")
    written: list[bytes] = []
    for place, part in enumerate(parts):
        is_last = place == len(parts) - 1
        if part == "**" and len(parts) > 1:
            written.append(b".+" if is_last else _FOLDERS)
        else:
            written.append(b"".join(_tokens(part)) + (b"" if is_last else b"/"))
    return b"".join(written)


def _tokens(part: str) -> Iterator[bytes]:
    """Translate one part of a path."""
    at = 0
    while at < len(part):
        char = part[at]
        at += 1
        if char == "*":
            while part[at : at + 1] == "*":  # between other characters two mean the same as one
                at += 1
            yield _ANYTHING
        elif char == "?":
            yield _ANY
        elif char == "[":
            expression, at = _bracket(part, at)
            yield expression
        elif char == "\\":
            if at == len(part):
                raise ValueError("it ends with a backslash")
            yield _letter(part[at])
            at += 1
        else:
            yield _letter(char)


def _bracket(part: str, at: int) -> tuple[bytes, int]:
    """Translate `[...]` from behind its opening bracket; return that, and where it ends."""
    is_negated = part[at : at + 1] in ("!", "^")
    at += is_negated
    options: list[bytes] = []
    is_first = True
    while at < len(part) and (part[at] != "]" or is_first):
        low, at = _member(part, at)
        is_first = False
        if part[at : at + 1] == "-" and part[at + 1 : at + 2] not in ("]", ""):
            high, at = _member(part, at + 1)
            options += [_letter(chr(code)) for code in range(ord(low), min(ord(high), ord(low) + 0x800) + 1)]
        else:
            options.append(_letter(low))
    if at >= len(part):
        raise ValueError("a [ has no ] behind it")
    any_of = b"(?:" + b"|".join(dict.fromkeys(options)) + b")" if options else b"(?!)"
    return (b"(?!" + any_of + b")" + _ANY if is_negated else any_of), at + 1


def _member(part: str, at: int) -> tuple[str, int]:
    if part[at] == "\\" and at + 1 < len(part):
        at += 1
    return part[at], at + 1


def _letter(char: str) -> bytes:
    """Match one character; one beyond ASCII in both cases and in every composition."""
    if char.isascii():
        return re.escape(char.encode())
    forms = {
        unicodedata.normalize(form, case) for case in (char, char.lower(), char.upper()) for form in ("NFC", "NFD")
    } | {char}
    return b"(?:" + b"|".join(re.escape(form.encode("utf-8", "surrogateescape")) for form in sorted(forms)) + b")"
