"""Facts of very many contents and frames as arrays: what a search over all of them needs, in a few scans."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.records import MediaKind
from engine.store.database import LibraryDatabase
from engine.store.media_filter import path_conditions
from engine.store.path_bytes import decode_path
from engine.store.row_lists import id_list

TIE_BYTES: Final = 16
SIGNATURE_BYTES: Final = 16
_SCAN_ABOVE: Final = 2000  # from so many ids on, the whole range is read and the rest thrown away
_US_PER_S: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class CaptionText:
    """One caption, of a whole or of a moment of it."""

    caption_id: int
    time_s: float | None
    text: str
    end_s: float | None = None


@dataclass(frozen=True, slots=True)
class FrameColumns:
    """Frames, ascending by id: ids (F,), contents (F,), times in seconds (F,)."""

    ids: NDArray[np.int64]
    media_ids: NDArray[np.int64]
    times_s: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ContentColumns:
    """Contents, ascending by id.

    Attributes:
        ids: (M,).
        ties: (M,) the beginning of each hash, which orders what is equal otherwise.
        is_clip: (M,).
        taken_s: (M,) capture time as local seconds since 1970.
        durations_s: (M,) 0 for photos.
        cameras: (M,) places in `ColumnsReader.camera_names`.
        signatures: (M, 2) uint64, zeros where there is none yet.
    """

    ids: NDArray[np.int64]
    ties: NDArray[np.bytes_]
    is_clip: NDArray[np.bool_]
    taken_s: NDArray[np.int64]
    durations_s: NDArray[np.float32]
    cameras: NDArray[np.int32]
    signatures: NDArray[np.uint64]


Columns = TypeVar("Columns", FrameColumns, ContentColumns)


@dataclass(frozen=True, slots=True)
class FileColumns:
    """Files: contents (N,), and which of `folders` each lies in (N,)."""

    media_ids: NDArray[np.int64]
    folder_codes: NDArray[np.int32]
    folders: tuple[Path, ...]


class ColumnsReader:
    """Reads columns, in batches that never hold all rows as objects; the tables write what they come from."""

    def __init__(self, database: LibraryDatabase) -> None:
        self._database = database
        self._camera_codes: dict[str, int] = {}

    @property
    def camera_names(self) -> tuple[str, ...]:
        """The names behind `ContentColumns.cameras`; it grows and never changes otherwise."""
        return tuple(self._camera_codes)

    def frames(self, ids: NDArray[np.int64]) -> FrameColumns:
        """Return those of the frames (F,) that are there; the ids are ascending."""
        parts = [
            FrameColumns(np.array(keys, np.int64), np.array(media_ids, np.int64), np.array(times_s, np.float64))
            for keys, media_ids, times_s in self._batches("SELECT id, content_id, time_s FROM frames WHERE id", ids)
        ]
        return picked(joined([_NO_FRAMES, *parts]), ids)

    def contents(self, ids: NDArray[np.int64]) -> ContentColumns:
        """Return those of the contents (M,) that are there; the ids are ascending."""
        sql = """
            SELECT c.id, c.hash, c.kind, c.taken_at, c.duration_s, c.camera, s.bits
            FROM contents c LEFT JOIN signatures s ON s.content_id = c.id WHERE c.id
            """
        return picked(joined([_NO_CONTENTS, *(self._contents(*columns) for columns in self._batches(sql, ids))]), ids)

    def below(self, folder: Path) -> NDArray[np.int64]:
        """Return the contents, ascending, with a file at or below a folder."""
        found = np.concatenate(
            [_NO_FRAMES.ids]
            + [
                self._ids(f"SELECT content_id FROM files WHERE {condition}", params)
                for condition, params in path_conditions([folder])
            ]
        )
        return np.unique(found)

    def files(self) -> FileColumns:
        """Return every file with the folder it lies in."""
        separator = os.fsencode(os.sep)
        codes: dict[bytes, int] = {}
        media_ids, folder_codes = [_NO_FRAMES.ids], [np.empty(0, np.int32)]
        for rows in self._database.stream("SELECT content_id, path FROM files", ()):
            media_ids.append(np.array([row[0] for row in rows], np.int64))
            folders = (row[1].rpartition(separator)[0] for row in rows)
            folder_codes.append(np.array([codes.setdefault(folder, len(codes)) for folder in folders], np.int32))
        paths = tuple(decode_path(folder or separator) for folder in codes)
        return FileColumns(np.concatenate(media_ids), np.concatenate(folder_codes), paths)

    def captioned(self) -> NDArray[np.int64]:
        """Return the contents, ascending, that have own captions."""
        sql = "SELECT id FROM contents WHERE hash IN (SELECT content_hash FROM captions) ORDER BY id"
        return self._ids(sql, [])

    def captions(self) -> list[CaptionText]:
        """Return every caption, by its id."""
        sql = "SELECT id, time_s, text, end_s FROM captions ORDER BY id"
        return [CaptionText(*row) for rows in self._database.stream(sql, []) for row in rows]

    def caption_mark(self) -> tuple[int, int, int]:
        """Return something that differs once a caption was added or removed; captions are never changed."""
        count, last, total = self._database.query("SELECT count(*), max(id), sum(id) FROM captions")[0]
        return count, last or 0, total or 0

    def caption_owners(self, caption_ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the content (N,) each of the captions belongs to, -1 where it is not in the library now.

        Args:
            caption_ids: (N,) ascending.
        """
        sql = "SELECT k.id, c.id FROM captions k JOIN contents c ON c.hash = k.content_hash ORDER BY k.id"
        pairs = np.array([row for rows in self._database.stream(sql, []) for row in rows], np.int64).reshape(-1, 2)
        pairs = pairs[is_among(pairs[:, 0], caption_ids)]
        owners = np.full(len(caption_ids), -1, np.int64)
        owners[np.searchsorted(caption_ids, pairs[:, 0])] = pairs[:, 1]
        return owners

    def favourites(self) -> NDArray[np.int64]:
        """Return the contents, ascending, that are marked as favourites."""
        sql = "SELECT id FROM contents WHERE hash IN (SELECT content_hash FROM favourites) ORDER BY id"
        return self._ids(sql, [])

    def _ids(self, sql: str, params: Sequence[object]) -> NDArray[np.int64]:
        batches = self._database.stream(sql, params)
        return np.fromiter((row[0] for rows in batches for row in rows), np.int64)

    def _contents(
        self,
        keys: Sequence[int],
        hashes: Sequence[str],
        kinds: Sequence[str],
        taken: Sequence[str],
        durations: Sequence[float | None],
        cameras: Sequence[str],
        bits: Sequence[bytes | None],
    ) -> ContentColumns:
        codes = self._camera_codes
        empty = bytes(SIGNATURE_BYTES)
        whole = b"".join(value if value is not None and len(value) == SIGNATURE_BYTES else empty for value in bits)
        return ContentColumns(
            ids=np.array(keys, np.int64),
            ties=np.array([value[:TIE_BYTES].encode() for value in hashes], f"S{TIE_BYTES}"),
            is_clip=np.array([kind == MediaKind.VIDEO.value for kind in kinds], bool),
            taken_s=np.array(taken, "datetime64[us]").astype(np.int64) // _US_PER_S,
            durations_s=np.array([value or 0.0 for value in durations], np.float32),
            cameras=np.array([codes.setdefault(name, len(codes)) for name in cameras], np.int32),
            signatures=np.frombuffer(whole, "<u8").reshape(-1, 2).astype(np.uint64),
        )

    def _batches(self, sql: str, ids: NDArray[np.int64]) -> Iterator[list[tuple[Any, ...]]]:
        """Yield columns of the rows whose id, at the end of `sql`, is in the range of many ids, or one of few."""
        if len(ids) == 0:
            return
        params: tuple[object, ...]
        if len(ids) < _SCAN_ABOVE:
            condition, params = "IN (SELECT value FROM json_each(?))", (id_list(ids),)
        else:
            condition, params = "BETWEEN ? AND ?", (int(ids[0]), int(ids[-1]))
        order = sql.rsplit(maxsplit=1)[-1]
        for rows in self._database.stream(f"{sql} {condition} ORDER BY {order}", params):
            yield list(zip(*rows, strict=True))


_NO_FRAMES: Final = FrameColumns(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float64))
_NO_CONTENTS: Final = ContentColumns(
    ids=np.empty(0, np.int64),
    ties=np.empty(0, f"S{TIE_BYTES}"),
    is_clip=np.empty(0, bool),
    taken_s=np.empty(0, np.int64),
    durations_s=np.empty(0, np.float32),
    cameras=np.empty(0, np.int32),
    signatures=np.empty((0, 2), np.uint64),
)


def joined(parts: Sequence[Columns]) -> Columns:
    """Return several columns as one, in their order."""
    names = [item.name for item in dataclasses.fields(parts[0])]
    return type(parts[0])(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def sorted_by_id(columns: Columns) -> Columns:
    """Return columns ascending by id."""
    if (np.diff(columns.ids) >= 0).all():
        return columns
    return at_rows(columns, np.argsort(columns.ids, kind="stable"))


def at_rows(columns: Columns, rows: NDArray[np.intp] | NDArray[np.bool_]) -> Columns:
    """Return some rows of columns."""
    names = [item.name for item in dataclasses.fields(columns)]
    return type(columns)(*(getattr(columns, name)[rows] for name in names))


def picked(columns: Columns, ids: NDArray[np.int64]) -> Columns:
    """Return the rows of columns, ascending by id, whose id is among the ascending ids."""
    inside = is_among(columns.ids, ids)
    return columns if inside.all() else at_rows(columns, inside)


def is_among(values: NDArray[np.int64], ids: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return (N,) which of the values (N,) are among the ascending ids."""
    if len(ids) == 0:
        return np.zeros(len(values), bool)
    places = np.minimum(np.searchsorted(ids, values), len(ids) - 1)
    found: NDArray[np.bool_] = ids[places] == values
    return found
