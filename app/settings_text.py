"""One setting changed in the text of a settings file; every other line, comment and unknown key stays as it is."""

from __future__ import annotations

import copy
import re
import tomllib
from typing import Any

_VALUE = r"""(?:"[^"]*"|'[^']*'|[^\s#"']+)"""


def with_setting(text: str, section: str, name: str, value: str | None) -> str:
    """Return `text` with `name` of `[section]` set to `value`, written as TOML, or taken out for None.

    Raises:
        ValueError: The text is not TOML, or says this setting in a way that takes more than one line's change.
    """
    expected: dict[str, Any] = copy.deepcopy(tomllib.loads(text.removeprefix("\ufeff")))
    _change(expected, section, name, value)
    changed = "\n".join(_changed_lines(text.split("\n"), section, name, value))
    if tomllib.loads(changed.removeprefix("\ufeff")) != expected:
        raise ValueError(f"{section}.{name} cannot be changed line by line")
    return changed


def _change(document: dict[str, Any], section: str, name: str, value: str | None) -> None:
    entries = document.get(section, {})
    if not isinstance(entries, dict):
        raise ValueError(f"{section} is not a section there")
    if value is not None:
        document[section] = entries | tomllib.loads(f"{name} = {value}")
    else:
        entries.pop(name, None)


def _changed_lines(lines: list[str], section: str, name: str, value: str | None) -> list[str]:
    header = re.compile(rf"\ufeff?\s*\[\s*{section}\s*\]\s*(#.*)?")
    begin = next((number for number, line in enumerate(lines) if header.fullmatch(line)), None)
    if begin is None:
        return lines if value is None else _with_new_section(lines, section, f"{name} = {value}")
    end = next(
        (number for number in range(begin + 1, len(lines)) if lines[number].lstrip().startswith("[")), len(lines)
    )
    entry = re.compile(rf"(\s*{name}\s*=\s*){_VALUE}(\s*(?:#.*)?)")
    for number in range(begin + 1, end):
        found = entry.fullmatch(lines[number])
        if found is not None:
            line = [] if value is None else [f"{found[1]}{value}{found[2]}"]
            return [*lines[:number], *line, *lines[number + 1 :]]
    if value is None:
        return lines
    line_end = "\r" if lines[begin].endswith("\r") else ""
    return [*lines[: begin + 1], f"{name} = {value}{line_end}", *lines[begin + 1 :]]


def _with_new_section(lines: list[str], section: str, entry: str) -> list[str]:
    line_end = "\r" if lines[0].endswith("\r") else ""
    last = [] if not lines[-1].strip() else [lines[-1] + line_end]
    return [*lines[:-1], *last, line_end, f"[{section}]{line_end}", entry + line_end, ""]
