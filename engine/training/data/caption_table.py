"""A table of captions as people have them: what is wrong in a row costs that row, and is named."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from engine.errors import BadData, FolderMissing
from engine.training.data.pairs import SkippedPair

_COLUMNS = ("image", "caption")
_MAX_LINE_CHARS = 1_000_000  # of a longer line the rest is passed over; csv refuses its fields anyway
_MAX_CAPTION_CHARS = 20_000
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class CaptionTable:
    """What a table says.

    Attributes:
        captions: Captions by picture, both in the table's order, every pair once.
        skipped: The rows that were passed over, and why.
    """

    captions: dict[str, tuple[str, ...]]
    skipped: tuple[SkippedPair, ...]


def read_caption_table(path: Path) -> CaptionTable:
    """Read a CSV in UTF-8 whose first row names the columns `image` and `caption`, in any order, among others.

    A row without a picture or a caption, with other bytes than UTF-8, a NUL, a field of more than 131,072 characters
    or too few cells is skipped and named; a repeated row counts once.

    Raises:
        FolderMissing: There is no such file.
        BadData: It cannot be read, has no such columns, or no row of it can be used.
    """
    captions: dict[str, dict[str, None]] = {}
    skipped: list[SkippedPair] = []
    try:
        _check_encoding(path)
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            for row in _rows(path, _Lines(file)):
                if isinstance(row, SkippedPair):
                    skipped.append(row)
                else:
                    captions.setdefault(row[0], {})[row[1]] = None
    except FileNotFoundError as error:
        raise FolderMissing(f"There is no caption file {path}.", path=path) from error
    except OSError as error:
        raise BadData(f"The caption file {path} cannot be read: {error.strerror}.", path=path) from error
    if not captions:
        why = f": {skipped[0].why}" if skipped else "."
        raise BadData(f"{path.name} holds no caption that can be used{why}", path=path)
    return CaptionTable({image: tuple(texts) for image, texts in captions.items()}, tuple(skipped))


class _Lines:
    """Hands lines to a CSV reader, remembers those of the current row and can take them back."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._waiting: deque[str] = deque()
        self._row: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._read()
        if not line:
            raise StopIteration
        self._row.append(line)
        return line

    def begin_row(self) -> int:
        """Forget the row before; return the number of the line at which the next one begins."""
        self.number += len(self._row)
        self._row = []
        return self.number + 1

    def take_back_all_but_first(self) -> None:
        """Let the lines that a damaged row swallowed be read again as rows of their own."""
        self._waiting.extendleft(reversed(self._row[1:]))
        del self._row[1:]

    def _read(self) -> str:
        line = self._file.readline(_MAX_LINE_CHARS)
        if len(line) < _MAX_LINE_CHARS or line.endswith("\n"):
            return line
        while (rest := self._file.readline(_MAX_LINE_CHARS)) and not rest.endswith("\n"):
            pass
        return line + "\n"


def _rows(path: Path, lines: _Lines) -> Iterator[tuple[str, str] | SkippedPair]:
    header = _header(path, lines)
    places = [header.index(column) for column in _COLUMNS]
    while True:
        number = lines.begin_row()
        try:
            cells = next(csv.reader(lines, strict=True), None)
        except csv.Error as error:
            lines.take_back_all_but_first()
            yield SkippedPair(f"row {number}", f"Row {number} of {path.name} is not valid CSV: {error}.")
            continue
        if cells is None:
            return
        if cells:
            yield _pair(path, number, cells, len(header), places)


def _header(path: Path, lines: _Lines) -> list[str]:
    lines.begin_row()
    try:
        header = [name.strip() for name in next(csv.reader(lines), [])]
    except csv.Error:
        header = []
    if not set(_COLUMNS) <= set(header):
        raise BadData(f'{path.name} must have the columns "image" and "caption" in its first row.', path=path)
    return header


def _pair(path: Path, number: int, cells: list[str], columns: int, places: list[int]) -> tuple[str, str] | SkippedPair:
    if len(cells) != columns:
        return _bad_row(path, number, f"has {len(cells)} cells where the first row has {columns}")
    image, caption = (cells[place].strip() for place in places)
    wrong = _complaint(image, caption)
    return _bad_row(path, number, wrong) if wrong else (image, caption)


def _complaint(image: str, caption: str) -> str:
    both = image + caption
    if "\0" in both:
        return "holds a NUL character"
    if not both.isascii() and any("\udc80" <= char <= "\udcff" for char in both):
        return "is not UTF-8 text"
    if not image:
        return "names no image"
    if not caption:
        return "has no caption"
    if len(caption) > _MAX_CAPTION_CHARS:
        return f"has a caption of {len(caption):,} characters"
    return ""


def _bad_row(path: Path, number: int, what: str) -> SkippedPair:
    return SkippedPair(f"row {number}", f"Row {number} of {path.name} {what}.")


def _check_encoding(path: Path) -> None:
    with path.open("rb") as file:
        if file.read(2) in _UTF16_MARKS:
            raise BadData(f"{path.name} is not UTF-8 text; save it as UTF-8.", path=path)
