"""Tables of commands, settings and recipe values in the documentation, made from the code itself.

`python -m engine.cli.reference README.md docs/training.md` brings them up to date; a test compares them.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import typer

from engine.cli.command_line import build_app
from engine.cli.common_options import CommonOptions
from engine.config import Config
from engine.setting_fields import FieldInfo, describe
from engine.training.recipe import Recipe

_COMMON = frozenset(field.name for field in dataclasses.fields(CommonOptions)) | {"help", "version"}
_FINETUNE = "finetune"
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
    return _values_table("setting", describe(Config))


def recipe_table() -> str:
    """The values of a training recipe as a Markdown table, without those of fine-tuning."""
    return _values_table("value", (info for info in describe(Recipe) if info.section != _FINETUNE))


def finetune_table() -> str:
    """The values of a recipe that only fine-tuning reads, as a Markdown table."""
    return _values_table("value", (info for info in describe(Recipe) if info.section == _FINETUNE))


def filled(page: str, names: Sequence[str] = ("commands", "settings")) -> str:
    """Return a page with its tables put between their `<!-- name:begin -->` and `<!-- name:end -->` marks."""
    for name in names:
        begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
        before, found_begin, rest = page.partition(begin)
        _, found_end, after = rest.partition(end)
        if not (found_begin and found_end):
            raise ValueError(f"the page has no {begin} ... {end}")
        page = f"{before}{begin}\n{_TABLES[name]()}\n{end}{after}"
    return page


def tables_in(page: str) -> tuple[str, ...]:
    """Name the tables that a page has marks for; a page without any is taken for the README."""
    return tuple(name for name in _TABLES if f"<!-- {name}:begin -->" in page) or ("commands", "settings")


def _values_table(title: str, infos: Iterable[FieldInfo]) -> str:
    rows = (f"| `{info.key}` | `{_default(info)}` | {info.bounds or 'any'} | {_cell(info.help)} |" for info in infos)
    return "\n".join((f"| {title} | default | allowed | what it is |", "|---|---|---|---|", *rows))


def _default(info: FieldInfo) -> object:
    return info.default if info.default != "" else '""'


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


_TABLES: Mapping[str, Callable[[], str]] = {
    "commands": command_table,
    "settings": settings_table,
    "recipe": recipe_table,
    "finetune": finetune_table,
}

if __name__ == "__main__":
    for page_path in map(Path, sys.argv[1:]):
        text = page_path.read_text(encoding="utf-8")
        page_path.write_text(filled(text, tables_in(text)), encoding="utf-8")
