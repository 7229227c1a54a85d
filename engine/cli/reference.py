"""The README's tables of commands and settings, made from the commands and settings themselves.

`python -m engine.cli.reference README.md` brings them up to date; a test compares them.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from engine.cli.command_line import build_app
from engine.cli.common_options import CommonOptions
from engine.config import describe

_COMMON = frozenset(field.name for field in dataclasses.fields(CommonOptions)) | {"help", "version"}
_WINDOW_ROW = ("evoke gui [--query TEXT] [--screenshot PNG]", "Open the window, as evoke alone does.")


def command_rows() -> tuple[tuple[str, str], ...]:
    """Every command as (how it is typed, what it does); options that all commands take are left out."""
    root: Any = typer.main.get_command(build_app())
    return (_WINDOW_ROW, *_rows("evoke", root))


def command_table() -> str:
    """The commands as a Markdown table."""
    rows = (f"| `{_cell(typed)}` | {_cell(does)} |" for typed, does in command_rows())
    return "\n".join(("| command | does |", "|---|---|", *rows))


def settings_table() -> str:
    """The settings as a Markdown table."""
    rows = (f"| `{info.key}` | `{info.default}` | {info.bounds or 'any'} | {_cell(info.help)} |" for info in describe())
    return "\n".join(("| setting | default | allowed | what it is |", "|---|---|---|---|", *rows))


def filled(page: str) -> str:
    """Return a page with both tables put between their `<!-- name:begin -->` and `<!-- name:end -->` marks."""
    for name, table in (("commands", command_table()), ("settings", settings_table())):
        begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
        before, found_begin, rest = page.partition(begin)
        _, found_end, after = rest.partition(end)
        if not (found_begin and found_end):
            raise ValueError(f"the page has no {begin} ... {end}")
        page = f"{before}{begin}\n{table}\n{end}{after}"
    return page


def _rows(prefix: str, command: Any) -> Iterator[tuple[str, str]]:
    for name, child in getattr(command, "commands", {}).items():
        if hasattr(child, "commands"):
            yield from _rows(f"{prefix} {name}", child)
        else:
            typed = " ".join((prefix, name, *_typed_parameters(child)))
            yield typed, " ".join((child.help or "").split("\n\n")[0].split())


def _typed_parameters(command: Any) -> Iterator[str]:
    for parameter in command.params:
        if parameter.name in _COMMON:
            continue
        if parameter.param_type_name == "argument":
            word = f"{parameter.metavar}..." if parameter.nargs == -1 else parameter.metavar
            yield word if parameter.required else f"[{word}]"
            continue
        typed = parameter.opts[0] if parameter.is_flag else f"{parameter.opts[0]} {parameter.metavar}"
        yield typed if parameter.required else f"[{typed}]"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    for page_path in map(Path, sys.argv[1:]):
        page_path.write_text(filled(page_path.read_text(encoding="utf-8")), encoding="utf-8")
