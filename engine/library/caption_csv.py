"""Captions as a table: read strictly, written so that no spreadsheet takes a caption for a formula."""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.errors import BadData, DiskFull
from engine.evaluation.csv_tables import table_rows
from engine.media.file_kinds import kind_of
from engine.records import Caption

FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_COLUMNS: Final = ("path", "caption", "at_s", "until_s")


@dataclass(frozen=True, slots=True)
class CaptionLine:
    """One row of a table: where it stands, the file as it is named there, what it says, the moment and its end."""

    number: int
    path: str
    caption: str
    at_s: float | None
    until_s: float | None = None


def read_caption_table(path: Path) -> tuple[CaptionLine, ...]:
    """Read a CSV with the columns `path,caption` and perhaps `at_s` and `until_s`; a file may have several.

    Raises:
        BadData: The table cannot be read, is not UTF-8, lacks a column, is empty, repeats a row, or holds an empty
            caption, an endless cell or a time that is none; the row is named.
    """
    lines: dict[tuple[str, str, float | None], CaptionLine] = {}
    for number, cells in table_rows(path, ("path", "caption")):
        caption = cells["caption"]
        if FORMULA.match(caption) and caption.startswith("'"):
            caption = caption[1:]  # written so by `caption_table`
        at_s, until_s = (_seconds(path, number, cells.get(column, "")) for column in ("at_s", "until_s"))
        line = CaptionLine(number, cells["path"].strip(), caption, at_s, until_s)
        earlier = lines.setdefault((line.path, line.caption, line.at_s), line)
        if earlier is not line:
            raise BadData(f"Row {number} of {path} repeats row {earlier.number}.", path=path)
    return tuple(lines.values())


def caption_rows(captions: Iterable[Caption]) -> Iterator[str]:
    """Yield those captions that have a file as the lines of a CSV that `read_caption_table` reads back.

    A caption that a spreadsheet would take for a formula gets an apostrophe before it, which shows it as text.
    A path that is not text cannot be written in a table and is left out.
    """
    line = io.StringIO(newline="")
    writer = csv.writer(line, lineterminator="\n")
    writer.writerow(_COLUMNS)
    yield line.getvalue()
    for caption in captions:
        if caption.path is not None and _is_text(str(caption.path)):
            line.seek(0)
            line.truncate()
            times = ("" if time_s is None else repr(time_s) for time_s in (caption.time_s, caption.end_s))
            writer.writerow((caption.path, shown_as_text(caption.text), *times))
            yield line.getvalue()


def caption_table(captions: Iterable[Caption]) -> str:
    """Return such a CSV as a whole."""
    return "".join(caption_rows(captions))


def shown_as_text(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def write_table(path: Path, lines: Iterable[str]) -> None:
    """Write a table, all of it or nothing.

    Raises:
        BadData: The name is that of a photo or clip.
        DiskFull: It cannot be written.
    """
    if kind_of(path) is not None:
        raise BadData(f"{path} is named like a photo or clip; a table is written to a .csv file.", path=path)
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.writelines(lines)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise DiskFull(f"The table cannot be written to {path}: {error.strerror or error}.", path=path) from error


def _seconds(path: Path, number: int, cell: str) -> float | None:
    if not cell.strip():
        return None
    try:
        return float(cell)
    except ValueError as error:
        raise BadData(f"Row {number} of {path} holds a time that is not a number of seconds.", path=path) from error


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
