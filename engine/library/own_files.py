"""What only the person has, as plain tables that any program reads: one CSV for each table of `OWN_TABLES`."""

from __future__ import annotations

import csv
import io
import logging
import os
import re
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from engine.errors import BadData, EngineError
from engine.store import Store
from engine.store.database import Row
from engine.store.database_copy import open_plain
from engine.store.media_filter import local_time_text
from engine.store.own_tables import LATER_COLUMNS, OWN_TABLES

_log = logging.getLogger(__name__)

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")  # what a spreadsheet would run; an apostrophe before it shows it as text
_PATH: Final = "path"  # of a file that holds the content: for the person, and not read back
_MOST_BYTES: Final = 256 * 1024 * 1024
_LONGEST_CELL: Final = 16 * 1024 * 1024  # a kept search may hold a picture
_HASH: Final = "content_hash"


def own_file_names() -> tuple[str, ...]:
    """Return the names of the plain files, one for each table."""
    return tuple(f"{table}.csv" for table in OWN_TABLES)


def own_file(store: Store, name: str) -> bytes:
    """Return a plain file as it would be written now."""
    table = name.removesuffix(".csv")
    columns = OWN_TABLES[table]
    rows = list(store.own.rows(table))
    paths = _paths(store, {row[columns.index(_HASH)] for row in rows}) if _HASH in columns else None
    page = io.StringIO(newline="")
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow((*columns, _PATH) if paths is not None else columns)
    for row in rows:
        cells = [_written(value) for value in row]
        if paths is not None:
            cells.append(_written(paths.get(row[columns.index(_HASH)], "")))
        writer.writerow(cells)
    return page.getvalue().encode("utf-8", "replace")


def keep_own_files(store: Store) -> None:
    """Keep the plain files beside the database, in the library's folder `own`, should the database ever be lost.

    A file that would get shorter is kept under another name. What cannot be written is logged: the database has it.
    """
    folder = store.library_dir / "own"
    try:
        for name in own_file_names():
            _keep(folder / name, own_file(store, name))
    except (OSError, EngineError) as error:
        _log.warning("What only the person has could not be copied to %s: %s", folder, error)


def _keep(path: Path, content: bytes) -> None:
    before = path.read_bytes() if path.is_file() else b""
    if before == content or (not before and content.count(b"\n") <= 1):
        return
    path.parent.mkdir(mode=0o700, exist_ok=True)
    if before.count(b"\n") > content.count(b"\n"):
        path.replace(path.with_name(f"{path.stem}-before-{datetime.now():%Y%m%d-%H%M%S-%f}{path.suffix}"))
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def merge_own_file(store: Store, path: Path) -> int:
    """Add the rows of a plain file that the library does not have yet; return how many: all of them, or none.

    Raises:
        BadData: It is no such file, or a row of it cannot be read; the row is named.
        DiskFull: The library cannot be written.
    """
    table = path.name.removesuffix(".csv")
    if table not in OWN_TABLES:
        raise BadData(f"{path.name} is none of the files with a person's own data.", path=path)
    rows = list(_read(path, OWN_TABLES[table]))
    with store.write() as tx:
        return store.own.merge(tx, table, rows)


def _read(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    try:
        with open_plain(path) as file:
            if os.fstat(file.fileno()).st_size > _MOST_BYTES:
                raise BadData(f"{path.name} is larger than what Evoke writes.", path=path)
            page = file.read().decode("utf-8-sig")
    except OSError as error:
        raise BadData(f"{path} cannot be read: {error.strerror or error}.", path=path) from error
    except UnicodeDecodeError as error:
        raise BadData(f"{path} is not UTF-8 text.", path=path) from error
    reader = csv.reader(io.StringIO(page, newline=""), strict=True)
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        header = next(reader, [])
        places = [
            header.index(column) if column in header or column not in LATER_COLUMNS else None for column in columns
        ]
        for number, cells in enumerate(reader, start=2):
            if cells:
                yield _row(path, number, cells, places, columns)
    except ValueError as error:
        raise BadData(f"{path.name} lacks one of the columns {', '.join(columns)}.", path=path) from error
    except csv.Error as error:
        raise BadData(f"{path.name} is no table: {error}.", path=path) from error
    finally:
        csv.field_size_limit(limit)


def _row(path: Path, number: int, cells: list[str], places: list[int | None], columns: tuple[str, ...]) -> Row:
    is_short = max(place or 0 for place in places) >= len(cells)
    if is_short or any(len(cell) > _LONGEST_CELL or "\0" in cell for cell in cells):
        raise BadData(f"Row {number} of {path.name} cannot be used.", path=path)
    return tuple(
        _value(path, number, column, "" if place is None else cells[place])
        for column, place in zip(columns, places, strict=True)
    )


def _value(path: Path, number: int, column: str, cell: str) -> object:
    """Read a cell: numbers in columns of seconds, times in those of times, text in all others."""
    if column.endswith("_at"):
        return _moment(path, number, cell)
    if not column.endswith("_s"):
        return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
    try:
        seconds = float(cell) if cell else None
        if seconds is not None and not 0 <= seconds < float("inf"):
            raise ValueError(cell)
    except ValueError as error:
        raise BadData(f"Row {number} of {path.name} holds a time that is none.", path=path) from error
    return seconds


def _moment(path: Path, number: int, cell: str) -> str:
    try:
        return local_time_text(datetime.fromisoformat(cell))
    except (ValueError, OverflowError, OSError) as error:
        raise BadData(f"Row {number} of {path.name} holds a time that is none.", path=path) from error


def _written(value: object) -> str:
    if value is None:
        return ""
    text = repr(value) if isinstance(value, float) else str(value)
    return f"'{text}" if isinstance(value, str) and _FORMULA.match(text) else text


def _paths(store: Store, hashes: set[str]) -> dict[str, str]:
    """Return a path for each content that the library knows a file of."""
    ids = {media_id: digest for digest in hashes if (media_id := store.media.find(digest)) is not None}
    return {ids[media_id]: str(paths[0]) for media_id, paths in store.files.of_media(list(ids)).items() if paths}
