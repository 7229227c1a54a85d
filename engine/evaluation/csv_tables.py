"""The tables an evaluation is handed: captions, labels and true moments, read strictly.

Whatever is wrong with a table is said in one sentence that names the file and the row.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import BadData

if TYPE_CHECKING:
    from _csv import Reader

_MAX_TABLE_BYTES = 1024**3
_MAX_CELL_CHARS = 20_000


@dataclass(frozen=True, slots=True)
class CaptionRow:
    """One caption of an image."""

    image: str
    caption: str


@dataclass(frozen=True, slots=True)
class LabelRow:
    """The one label of an image."""

    image: str
    label: str


@dataclass(frozen=True, slots=True)
class MomentRow:
    """A caption and the stretch of the clip it describes."""

    video: str
    start_s: float
    end_s: float
    caption: str


def read_captions(path: Path) -> tuple[CaptionRow, ...]:
    """Read a table with the columns `image,caption`; an image may have any number of captions.

    Raises:
        BadData: The table cannot be read, lacks a column, is empty, or names a pair twice.
    """
    rows: dict[CaptionRow, int] = {}
    for number, cells in table_rows(path, ("image", "caption")):
        row = CaptionRow(cells["image"], cells["caption"])
        if row in rows:
            raise _bad_row(path, number, f"repeats row {rows[row]}")
        rows[row] = number
    return tuple(rows)


def read_labels(path: Path) -> tuple[LabelRow, ...]:
    """Read a table with the columns `image,label`; an image has one label.

    Raises:
        BadData: The table cannot be read, lacks a column, is empty, or names an image twice.
    """
    rows: dict[str, tuple[int, LabelRow]] = {}
    for number, cells in table_rows(path, ("image", "label")):
        image = cells["image"]
        if image in rows:
            raise _bad_row(path, number, f"names {image} again after row {rows[image][0]}")
        rows[image] = number, LabelRow(image, cells["label"])
    return tuple(row for _, row in rows.values())


def read_moments(path: Path) -> tuple[MomentRow, ...]:
    """Read a table with the columns `video,start_s,end_s,caption`.

    Raises:
        BadData: The table cannot be read, lacks a column, is empty, or holds a time that is none.
    """
    return tuple(
        _moment_row(path, number, cells) for number, cells in table_rows(path, ("video", "start_s", "end_s", "caption"))
    )


def _moment_row(path: Path, number: int, cells: dict[str, str]) -> MomentRow:
    try:
        start_s, end_s = float(cells["start_s"]), float(cells["end_s"])
    except ValueError as error:
        raise _bad_row(path, number, "holds a time that is not a number of seconds") from error
    if not (math.isfinite(end_s) and 0 <= start_s < end_s):
        raise _bad_row(path, number, f"runs from {start_s:g} s to {end_s:g} s, which is no stretch of time")
    return MomentRow(cells["video"], start_s, end_s, cells["caption"])


def table_rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (row number as an editor counts it, cells by column); cells of these columns are there and not blank.

    Raises:
        BadData: The table cannot be read, lacks a column, is empty, or a row of it is not as said.
    """
    reader = csv.reader(io.StringIO(_read_text(path), newline=""), strict=True)
    header = _next_row(path, reader)
    missing = [column for column in columns if column not in (header or [])]
    if header is None or missing:
        raise BadData(f"The table {path} has no column {', '.join(missing)} in its first row.", path=path)
    is_empty = True
    while (cells := _next_row(path, reader)) is not None:
        if not cells:
            continue
        is_empty = False
        yield reader.line_num, _named_cells(path, reader.line_num, header, cells, columns)
    if is_empty:
        raise BadData(f"The table {path} has no rows below its first.", path=path)


def _named_cells(
    path: Path, number: int, header: list[str], cells: list[str], columns: tuple[str, ...]
) -> dict[str, str]:
    if len(cells) != len(header):
        raise _bad_row(path, number, f"has {len(cells)} cells where the first row has {len(header)}")
    named = dict(zip(header, cells, strict=True))
    for column in columns:
        if not named[column].strip():
            raise _bad_row(path, number, f"has nothing under {column}")
        if len(named[column]) > _MAX_CELL_CHARS:
            raise _bad_row(path, number, f"holds {len(named[column])} characters under {column}")
    return named


def _next_row(path: Path, reader: Reader) -> list[str] | None:
    try:
        return next(reader, None)
    except csv.Error as error:
        raise _bad_row(path, reader.line_num, f"is not valid CSV: {error}") from error


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_TABLE_BYTES:
            raise BadData(f"The table {path} is larger than one gigabyte.", path=path)
        raw = path.read_bytes()
    except OSError as error:
        raise BadData(f"The table {path} cannot be read: {error.strerror}.", path=path) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = raw.count(b"\n", 0, error.start) + 1
        raise _bad_row(path, number, "is not UTF-8 text") from error


def _bad_row(path: Path, number: int, what: str) -> BadData:
    return BadData(f"Row {number} of {path} {what}.", path=path)
