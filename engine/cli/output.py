"""What commands print: one JSON document, or lines for a person; no name can harm the terminal."""

from __future__ import annotations

import base64
import dataclasses
import io
import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

Cell = str | Path | Text
_HALVES = re.compile("[\ud800-\udfff]")  # how Python holds bytes of a name that are not UTF-8


def prepare_streams() -> None:
    """Let any text be printed on any terminal: what it cannot show is written as an escape instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def print_json(document: object) -> None:
    """Print the one JSON document of a command on standard output; see `json_text`."""
    sys.stdout.write(json_text(document, indent=2) + "\n")
    sys.stdout.flush()


def print_json_line(document: object) -> None:
    """Print one JSON document as a line of a stream of them."""
    sys.stdout.write(json_text(document) + "\n")
    sys.stdout.flush()


def json_text(document: object, *, indent: int | None = None) -> str:
    """Write a document as JSON that every reader takes: ASCII only, no NaN, no half characters.

    A path that is no text (its bytes are not UTF-8) is written with replacement characters, and in full beside it as
    `<key>_bytes` in base64.
    """
    return json.dumps(_plain(document), ensure_ascii=True, allow_nan=False, indent=indent)


def print_line(text: str | Text = "") -> None:
    """Print a line for a person on standard output; markup in it is not interpreted."""
    _console().print(text, markup=False, highlight=False, soft_wrap=True)


def print_note(text: str) -> None:
    """Print a line for a person on standard error."""
    note_console().print(text, markup=False, highlight=False, soft_wrap=True)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Print rows: as a table on a terminal, as lines of tab-separated cells otherwise. Paths become links."""
    console = _console()
    if not console.is_terminal:
        for row in rows:
            sys.stdout.write("\t".join(_cell(cell).plain for cell in row) + "\n")
        sys.stdout.flush()
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(_cell(cell) for cell in row))
    console.print(table)


def note_console() -> Console:
    """A console on standard error, for progress and notes."""
    return Console(stderr=True)


def printable(name: str | Path) -> str:
    """Return a name that can be shown: control characters and bytes that are no text become `\\x..` escapes."""
    return "".join(char if char.isprintable() else _escaped(char) for char in str(name))


def counted(count: int, one: str, many: str = "") -> str:
    """Write a number with its word: `1 photo`, `2 photos`."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def clock(seconds: float) -> str:
    """Write a time in a clip as `m:ss.t`, with hours where there are any."""
    tenths = round(seconds * 10)
    minutes, rest = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    return f"{minutes}:{rest / 10:04.1f}" if not hours else f"{hours}:{minutes:02d}:{rest / 10:04.1f}"


def _console() -> Console:
    return Console(file=sys.stdout)


def _cell(cell: Cell) -> Text:
    if isinstance(cell, Text):
        return cell
    if isinstance(cell, Path):
        return Text(printable(cell), style=Style(link=cell.absolute().as_uri()))
    return Text(printable(cell))


def _escaped(char: str) -> str:
    raw = char.encode("utf-8", "surrogateescape") if 0xDC80 <= ord(char) <= 0xDCFF else None
    return f"\\x{raw[0]:02x}" if raw else char.encode("unicode_escape").decode("ascii")


def _plain(value: Any) -> Any:
    """Turn a document into what JSON has: maps, lists, text, numbers."""
    if isinstance(value, Mapping):
        plain: dict[str, Any] = {}
        for key, item in value.items():
            plain[str(key)] = _plain(item)
            if isinstance(item, Path) and not _is_text(str(item)):
                plain[f"{key}_bytes"] = base64.b64encode(os.fsencode(item)).decode("ascii")
        return plain
    if isinstance(value, str | Path):
        text = str(value)
        return text if _is_text(text) else _HALVES.sub("\ufffd", text)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _plain({field.name: getattr(value, field.name) for field in dataclasses.fields(value)})
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _is_text(text: str) -> bool:
    return text.isascii() or _HALVES.search(text) is None
