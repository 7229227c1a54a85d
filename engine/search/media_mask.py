"""The filters of a request as masks over the columns, one by one, so that it can be said what each of them does."""

from __future__ import annotations

import dataclasses
import os
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.errors import FolderMissing
from engine.records import MediaKind, SearchRequest
from engine.search.caption_words import CaptionIndex
from engine.search.folder_members import FolderMembers
from engine.search.media_columns import MediaColumns
from engine.store import Store
from engine.store.columns_reader import FileColumns

Mask = NDArray[np.bool_]

T = TypeVar("T")

_FILES: Final = "files"
_CAPTIONED: Final = "captioned"
_CAPTIONS: Final = "captions"
_FAVOURITE: Final = "favourite"
_KEPT: Final = 32
_EPOCH: Final = datetime(1970, 1, 1)


class MaskMaker:
    """Knows what lies below a folder, what is a favourite and what captions say, until such a thing is written."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._known: dict[object, tuple[tuple[int, ...], Any]] = {}
        self._members: tuple[FileColumns | None, MediaColumns | None, FolderMembers | None] = (None, None, None)
        self._captions = CaptionIndex.of(())
        self._caption_mark = (0, 0, 0)

    def masks(self, request: SearchRequest, columns: MediaColumns) -> dict[str, Mask]:
        """Return a mask (M,) for each filter that is set, by its name.

        Raises:
            FolderMissing: The folder is neither on disk nor in the library.
        """
        found: dict[str, Mask] = {}
        if request.kind is not None:
            found["kind"] = columns.media.is_clip == (request.kind is MediaKind.VIDEO)
        if request.after is not None or request.before is not None:
            found["date"] = _between(columns, request.after, request.before)
        if request.folder is not None:
            folder = request.folder.expanduser().absolute()
            found["folder"] = self.below(folder, columns)
            if not found["folder"].any() and not os.path.exists(folder):  # noqa: PTH110  # Path's raises where a name is too long
                raise FolderMissing(f"There is no folder {folder}.", path=folder)
        if request.camera is not None:
            codes = [code for code, name in enumerate(columns.camera_names) if name == request.camera]
            found["camera"] = np.isin(columns.media.cameras, codes)
        if request.has_caption is not None:
            found["caption"] = self.captioned(columns) == request.has_caption
        if request.is_favourite is not None:
            found["favourite"] = self.favourites(columns) == request.is_favourite
        return found

    def below(self, folder: Path, columns: MediaColumns) -> Mask:
        """Return which media have a file at or below a folder."""
        return columns.mask_of(self._read("files", folder, lambda: self._store.columns.below(folder)))

    def files(self) -> FileColumns:
        """Return every file with the folder it lies in."""
        return self._read("files", _FILES, self._store.columns.files)

    def members(self, columns: MediaColumns) -> FolderMembers:
        """Return what of the columns lies in each folder."""
        files = self.files()
        with self._lock:
            of_files, of_columns, found = self._members
        if found is None or of_files is not files or of_columns is not columns:
            found = FolderMembers.of(files, columns)
            with self._lock:
                self._members = files, columns, found
        return found

    def captioned(self, columns: MediaColumns) -> Mask:
        """Return which media have own captions."""
        return columns.mask_of(self._read("captions", _CAPTIONED, self._store.columns.captioned))

    def captions(self) -> CaptionIndex:
        """Return the own captions by their words. They are taken apart again only when one came or went."""
        return self._read("captions", _CAPTIONS, self._owned_captions)

    def favourites(self, columns: MediaColumns) -> Mask:
        """Return which media are marked as favourites."""
        return columns.mask_of(self._read("favourites", _FAVOURITE, self._store.columns.favourites))

    def _owned_captions(self) -> CaptionIndex:
        columns = self._store.columns
        mark = columns.caption_mark()
        with self._lock:
            known = self._captions if self._caption_mark == mark else None
        index = CaptionIndex.of(columns.captions()) if known is None else known
        with self._lock:
            self._captions, self._caption_mark = index, mark
        return dataclasses.replace(index, media_ids=columns.caption_owners(index.ids))

    def _read(self, table: str, key: object, read: Callable[[], T]) -> T:
        """Return what was read before, unless the table or which contents there are changed since."""
        mark = self._store.change_mark(table, "contents")
        with self._lock:
            known_mark, found = self._known.get(key, ((), None))
        if found is not None and known_mark == mark:
            known: T = found
            return known
        read_now = read()
        with self._lock:
            self._known.pop(key, None)
            while len(self._known) >= _KEPT:  # the one that was read first goes first
                del self._known[next(iter(self._known))]
            self._known[key] = mark, read_now
        return read_now


def all_of(masks: Mapping[str, Mask], *, but: str = "") -> Mask | None:
    """Return what passes every filter, or every filter but one; None where that is everything."""
    chosen = [mask for name, mask in masks.items() if name != but]
    return None if not chosen else chosen[0] if len(chosen) == 1 else np.logical_and.reduce(chosen)


def _between(columns: MediaColumns, after: datetime | None, before: datetime | None) -> Mask:
    taken_s = columns.media.taken_s
    mask = np.ones(len(taken_s), bool)
    if after is not None:
        mask &= taken_s >= _local_seconds(after)
    if before is not None:
        mask &= taken_s < _local_seconds(before)
    return mask


def _local_seconds(moment: datetime) -> float:
    if moment.tzinfo is not None:
        moment = moment.astimezone().replace(tzinfo=None)
    return (moment - _EPOCH).total_seconds()
