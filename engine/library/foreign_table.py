"""Tables of other programs, read as they come: encoding, separator and columns are found out, rows are streamed."""

from __future__ import annotations

import codecs
import csv
import dataclasses
import io
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.caption_records import TableReading
from engine.errors import BadData
from engine.jobs import CancelToken

DELIMITERS: Final = (",", ";", "\t", "|")
_BYTES_AT_ONCE: Final = 1 << 20
_HEAD_BYTES: Final = 64 * 1024
_LONGEST_CELL: Final = 100_000
_TOLD_ROWS: Final = 256
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WESTERN: Final = "cp1252"  # what spreadsheets write that were not asked for anything else
# The names that programs and data sets give to their columns, the plainest first, without spaces and punctuation.
_PATHS: Final = (
    *("path", "sourcefile", "filepath", "fullpath", "file", "filename"),
    *("image", "imagepath", "imagefile", "imagename", "photo", "picture", "video", "clip", "name"),
)
_CAPTIONS: Final = (
    *("caption", "description", "captionabstract", "imagedescription", "comment", "usercomment", "xpcomment"),
    *("text", "sentence", "title", "headline"),
)
_STARTS: Final = ["ats", "at", "starts", "start", "starttime", "times", "time", "timestamp", "begin", "from"]
_ENDS: Final = ["untils", "until", "ends", "end", "endtime", "to"]
_CLOCK: Final = re.compile(r"(?:(\d+):)?(\d+):(\d+(?:[.,]\d+)?)")


@dataclass(frozen=True, slots=True)
class ForeignTable:
    """A table that was looked into.

    Attributes:
        path: Where it is.
        reading: How it is read, nothing left open that could be found out.
        columns: Their names as the first row gives them.
    """

    path: Path
    reading: TableReading
    columns: tuple[str, ...]

    def rows(self, cancel: CancelToken) -> Iterator[tuple[int, list[str] | None, int]]:
        """Yield the line each row ends at, its cells (None where it cannot be read), and how many bytes are done.

        Raises:
            BadData: The file cannot be read any more.
            Cancelled: A stop was asked for.
        """
        limit = csv.field_size_limit(_LONGEST_CELL)
        try:
            with (
                self.path.open("rb") as raw,
                io.TextIOWrapper(raw, self.reading.encoding, "replace", newline="") as file,
            ):
                reader = csv.reader(_without_nuls(file), delimiter=self.reading.delimiter)
                next(reader, None)
                for number in itertools.count():
                    is_told = number % _TOLD_ROWS == 0
                    if is_told:
                        cancel.check()
                    try:
                        cells = next(reader, None)
                    except csv.Error:
                        yield reader.line_num, None, 0
                        continue
                    if cells is None:
                        return
                    if cells:
                        yield reader.line_num, cells, raw.tell() if is_told else 0
        except OSError as error:
            raise _unreadable(self.path, error) from error
        finally:
            csv.field_size_limit(limit)

    def place(self, column: str) -> int | None:
        """Return which cell a column is, None where there is none of that name."""
        return self.columns.index(column) if column in self.columns else None


def look_into(path: Path, wished: TableReading, cancel: CancelToken) -> ForeignTable:
    """Find out how a table is to be read; what is wished for is taken as it is.

    Raises:
        BadData: It cannot be read, is empty, or the encoding that was asked for is not known.
        Cancelled: A stop was asked for.
    """
    encoding = wished.encoding or _encoding_of(path, cancel)
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise BadData(f"There is no character encoding called {encoding}.", path=path) from error
    head = _first_row(path, encoding)
    if wished.delimiter:
        delimiter = wished.delimiter
    else:
        delimiter = max(DELIMITERS, key=lambda one: _worth(_split(head, one)))
    columns = tuple(_split(head, delimiter))
    if not any(columns):
        raise BadData(f"The table {path.name} is empty.", path=path)
    found = dataclasses.replace(wished, encoding=encoding, delimiter=delimiter)
    for field, names in (
        ("path_column", _PATHS),
        ("caption_column", _CAPTIONS),
        ("start_column", _STARTS),
        ("end_column", _ENDS),
    ):
        if not getattr(wished, field):
            taken = (found.path_column, found.caption_column)
            found = dataclasses.replace(found, **{field: _named(columns, names, taken)})
    return ForeignTable(path, found, columns)


def seconds_of(cell: str) -> float | None:
    """Return a time into a clip: "12.5", "0:12", "1:02:03,5"; None for an empty cell.

    Raises:
        ValueError: It is none.
    """
    text = cell.strip()
    if not text:
        return None
    found = _CLOCK.fullmatch(text)
    if found is None:
        return float(text.replace(",", "."))
    hours, minutes, rest = found.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(rest.replace(",", "."))


def _encoding_of(path: Path, cancel: CancelToken) -> str:
    """Tell by the mark at the beginning, by zeros between Western letters, or by whether all of it is UTF-8."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
            for mark, name in _MARKS:
                if head.startswith(mark):
                    return name
            zeros = head[0::2].count(0), head[1::2].count(0)
            if max(zeros) > len(head) // 6:
                return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
            decoder = codecs.getincrementaldecoder("utf-8")()
            part = head
            while part:
                cancel.check()
                decoder.decode(part)
                part = file.read(_BYTES_AT_ONCE)
            decoder.decode(b"", final=True)
    except OSError as error:
        raise _unreadable(path, error) from error
    except UnicodeDecodeError:
        return _WESTERN
    return "utf-8"


def _first_row(path: Path, encoding: str) -> str:
    try:
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            return file.read(_HEAD_BYTES).replace("\0", "")
    except OSError as error:
        raise _unreadable(path, error) from error
    except UnicodeError as error:  # UTF-16 without its mark, where the encoding was asked for
        raise BadData(f"The table {path.name} is not written in {encoding}.", path=path) from error


def _split(head: str, delimiter: str) -> list[str]:
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        row = next(csv.reader(head.splitlines(keepends=True), delimiter=delimiter), [])
    except csv.Error:
        return []
    finally:
        csv.field_size_limit(limit)
    return [cell.strip().lstrip("\ufeff") for cell in row]


def _worth(columns: Sequence[str]) -> tuple[int, int]:
    known = sum(bool(_named(columns, names, ())) for names in (_PATHS, _CAPTIONS))
    return known, len(columns)


def _named(columns: Sequence[str], names: Sequence[str], taken: Sequence[str]) -> str:
    """Return the column that goes by the plainest of these names; a group before a colon does not count."""
    plain = {re.sub(r"[^a-z0-9]", "", column.rpartition(":")[2].lower()): column for column in reversed(columns)}
    return next((plain[name] for name in names if name in plain and plain[name] not in taken), "")


def _without_nuls(lines: Iterator[str]) -> Iterator[str]:
    return (line.replace("\0", "") for line in lines)


def _unreadable(path: Path, error: OSError) -> BadData:
    return BadData(f"The table {path.name} cannot be read: {error.strerror or error}.", path=path)
