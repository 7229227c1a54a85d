"""Fills in the rows of a listing that are looked at, a screen at a time, and forgets those of long ago."""

from __future__ import annotations

import dataclasses
from collections import OrderedDict
from collections.abc import Collection, Iterable

import numpy as np
from PySide6.QtCore import QObject, Signal

from app.operations import Operations
from app.tasks import LatestTask
from app.timers import single_shot_timer
from engine.browse_records import Listing
from engine.records import MediaId, SearchHit, SearchRequest

KEPT_ROWS = 4000
AT_ONCE = 120
_PAUSE_MS = 12


class RowLoader(QObject):
    """Asks for what is on screen, with a margin; while somebody scrolls on, what has passed by is never asked for."""

    loaded = Signal(object)  # tuple of rows that are filled in now

    def __init__(self, operations: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._operations = operations
        self._request = SearchRequest("")
        self._listing: Listing | None = None
        self._hits: OrderedDict[int, SearchHit] = OrderedDict()
        self._gone: set[int] = set()
        self._wanted = range(0)
        self._asked: tuple[int, ...] = ()
        self._task = LatestTask(self)
        self._pause = single_shot_timer(self, self._load_missing, _PAUSE_MS)

    @property
    def is_busy(self) -> bool:
        """Whether rows are awaited."""
        return self._task.is_busy or self._pause.isActive()

    def show(self, request: SearchRequest, listing: Listing | None, *, keeps_rows: bool = False) -> None:
        """Begin with another listing; its head is there at once, and with `keeps_rows` what is filled in already."""
        self._pause.stop()
        self._task.drop()
        known = {int(hit.media_id): hit for hit in self._hits.values()} if keeps_rows else {}
        self._request, self._listing = request, listing
        self._hits.clear()
        self._gone.clear()
        self._wanted = range(0)
        if listing is None:
            return
        # A row that was removed meanwhile is missing from the head, so rows are told by their ids.
        known |= {int(hit.media_id): hit for hit in listing.head if int(hit.media_id) not in known}
        ids = listing.media_ids if keeps_rows else listing.media_ids[: len(listing.head)]
        rows = np.flatnonzero(np.isin(ids, np.fromiter(known, np.int64, len(known))))
        self._hits.update((row, known[int(ids[row])]) for row in rows.tolist())

    def hit(self, row: int) -> SearchHit | None:
        """Return a row where it is filled in."""
        return self._hits.get(row)

    def filled(self) -> tuple[int, ...]:
        """Return the rows that are filled in."""
        return tuple(self._hits)

    def put_favourites(self, media_ids: Collection[MediaId], *, is_favourite: bool) -> tuple[int, ...]:
        """Mark these as favourites or not, where they are filled in; return their rows."""
        rows = tuple(row for row, hit in self._hits.items() if hit.media_id in media_ids)
        for row in rows:
            self._hits[row] = dataclasses.replace(self._hits[row], is_favourite=is_favourite)
        return rows

    def look_at(self, rows: range) -> None:
        """Say which rows are on screen."""
        if self._listing is None or rows == self._wanted:
            return
        self._wanted = rows
        if any(self._is_missing(row) for row in rows):
            self._pause.start()

    def _is_missing(self, row: int) -> bool:
        return row not in self._hits and row not in self._gone

    def _load_missing(self) -> None:
        assert self._listing is not None
        margin = len(self._wanted)
        total = len(self._listing.media_ids)
        near = range(max(0, self._wanted.start - margin // 2), min(total, self._wanted.stop + margin))
        missing = [*self._missing(self._wanted), *self._missing(near)]
        rows = tuple(sorted(dict.fromkeys(missing[:AT_ONCE])))
        if not rows or (self._task.is_busy and set(self._missing(self._wanted)) <= set(self._asked)):
            return
        self._asked = rows
        task = self._operations.list_rows(self._request, self._listing.media_ids[np.array(rows)])
        self._task.watch(task, self._on_returned, self._on_failed)

    def _missing(self, rows: Iterable[int]) -> list[int]:
        return [row for row in rows if self._is_missing(row)]

    def _on_returned(self, hits: tuple[SearchHit, ...]) -> None:
        if self._listing is None:
            return
        ids = self._listing.media_ids
        by_id = {int(hit.media_id): hit for hit in hits}
        for row in self._asked:
            hit = by_id.get(int(ids[row]))
            if hit is not None:
                self._hits[row] = hit
                self._hits.move_to_end(row)
            else:
                self._gone.add(row)
        while len(self._hits) > KEPT_ROWS:
            self._hits.popitem(last=False)
        self.loaded.emit(self._asked)
        if self._missing(self._wanted):
            self._load_missing()

    def _on_failed(self, _error: Exception) -> None:
        """The next look asks again; a search that fails is told by the search itself."""
        self._wanted = range(0)

    def media_id(self, row: int) -> MediaId | None:
        """Return what a row holds, filled in or not."""
        if self._listing is None or not 0 <= row < len(self._listing.media_ids):
            return None
        return MediaId(int(self._listing.media_ids[row]))
