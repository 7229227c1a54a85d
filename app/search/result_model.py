"""A listing of any length as an item model; what a row shows is filled in when it is looked at."""

from __future__ import annotations

import html
from collections.abc import Collection
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from app import human_text
from app.operations import Operations
from app.search.grid_layout import Headings
from app.search.row_loader import RowLoader
from app.search.unfolding import Folds, Unfolded, at_moment
from app.translation import translate
from engine.browse_records import Listing
from engine.records import MediaId, MediaKind, SearchHit, SearchRequest, SortBy

HIT_ROLE = Qt.ItemDataRole.UserRole
FOLDS_ROLE = Qt.ItemDataRole.UserRole + 1  # Folds: what can be opened or closed there
_FEW = 4  # places a section should fill: days with less are put together by months, and months by years
_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class ResultModel(QAbstractListModel):
    """Read-only. Rows are the places of a listing; `look_at` says which are seen, and these are filled in.

    An opened clip has a row for each of its moments: the same clip, each time with another moment first.
    """

    def __init__(self, operations: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.loader = RowLoader(operations, self)
        self.loader.loaded.connect(self._on_loaded)
        self._request = SearchRequest("")
        self._shown: Unfolded | None = None

    @property
    def listing(self) -> Listing | None:
        """What is shown."""
        return None if self._shown is None else self._shown.listing

    @property
    def request(self) -> SearchRequest:
        """What it answers."""
        return self._request

    def show(self, request: SearchRequest, shown: Unfolded | None, *, keeps_rows: bool = False) -> None:
        """Show another listing instead of the one before; `keeps_rows` where only something was opened or closed."""
        self.beginResetModel()
        self._request, self._shown = request, shown
        self.loader.show(request, self.listing, keeps_rows=keeps_rows)
        self.endResetModel()

    def look_at(self, rows: range) -> None:
        """Say which rows are on screen."""
        self.loader.look_at(rows)

    def hit(self, row: int) -> SearchHit | None:
        """Return what a row shows, where it is filled in already."""
        hit = self.loader.hit(row)
        moment = None if self._shown is None else self._shown.moments.get(row)
        return hit if hit is None or moment is None else at_moment(hit, moment)

    def folds(self, row: int) -> Folds:
        """Return what can be opened or closed at a row."""
        return Folds() if self._shown is None or row < 0 else self._shown.folds(row)

    def row_of(self, media_id: MediaId, moment: int | None = None) -> int:
        """Return the row of a photo or clip, of an opened clip that of one of its moments, or -1."""
        return -1 if self._shown is None else self._shown.row_of(media_id, moment)

    def repeats_between(self, first: int, end: int) -> int:
        """Count the rows of a stretch that show a further moment of a clip that stands there already."""
        return 0 if self._shown is None else self._shown.repeats_between(first, end)

    def mark_favourites(self, media_ids: Collection[MediaId], *, is_favourite: bool) -> None:
        """Show these photos and clips with the mark or without it, where they are filled in."""
        for row in self.loader.put_favourites(media_ids, is_favourite=is_favourite):
            self.dataChanged.emit(self.index(row), self.index(row))

    def headings(self) -> Headings | None:
        """Return the headings of the listing: days, months or years, and what only comes near; None without any."""
        listing = self.listing
        if listing is None or not len(listing.media_ids):
            return None
        total = len(listing.media_ids)
        matches = listing.matches if listing.has_query else total
        by_time = self._request.by_day or not listing.has_query or self._request.sort is not SortBy.RELEVANCE
        starts = np.zeros(1 if matches < total and matches else 0, np.int64)
        unit = "D"
        if by_time and matches:
            units = "D" if self._request.by_day else "DMY"
            unit, starts = _sections(listing.days[:matches], units)
        if matches < total and (matches or self._request.shows_weaker):
            starts = np.append(starts, matches)
        if not len(starts):
            return None
        ends = np.append(starts[1:], total)

        def text_of(section: int) -> str:
            first, end = int(starts[section]), int(ends[section])
            count = end - first - self.repeats_between(first, end)
            if first >= matches:
                return self.tr("Weaker: these come near without really matching")
            if by_time:
                return _when(int(listing.days[first]), unit, count)
            return human_text.matches(count)

        return Headings(starts, text_of)

    @override
    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() or self._shown is None else len(self._shown.listing.media_ids)

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return super().flags(index)
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemNeverHasChildren

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < self.rowCount():
            return None
        if role == FOLDS_ROLE:
            return self.folds(index.row())
        hit = self.hit(index.row())
        if role == HIT_ROLE:
            return hit
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(_facts(hit, self.folds(index.row()))) if hit is not None else self.tr("Not loaded yet")
        if hit is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return human_text.one_line(hit.path.name)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tool_tip(hit, self.folds(index.row()))
        return None

    def _on_loaded(self, rows: tuple[int, ...]) -> None:
        if rows:
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))


def _sections(days: NDArray[np.int32], units: str) -> tuple[str, NDArray[np.int64]]:
    """Return the finest of these units (D, M, Y) whose sections fill a few places each, and where they begin."""
    dates = np.datetime64("0001-01-01") + (np.maximum(days, 1).astype(np.int64) - 1)
    for unit in units:
        steps = np.diff(dates.astype(f"datetime64[{unit}]").astype(np.int64))
        starts = np.append(0, np.flatnonzero(steps) + 1).astype(np.int64)
        if len(days) >= _FEW * len(starts):
            break
    return unit, starts


def _when(ordinal: int, unit: str, count: int) -> str:
    items = human_text.items(count)
    if ordinal < 1:
        return translate("ResultModel", "No date · {items}").format(items=items)
    day = date.fromordinal(ordinal)
    if unit == "D":
        return f"{human_text.weekday(day)} · {items}"
    return f"{human_text.month(day.year, day.month) if unit == 'M' else day.year} · {items}"


def _facts(hit: SearchHit, folds: Folds) -> list[str]:
    """Name, kind, moment and date of a hit, for people who hear or hover."""
    facts = [human_text.one_line(hit.path.name)]
    if hit.kind is MediaKind.VIDEO:
        facts.append(translate("ResultModel", "clip of {time}").format(time=human_text.clock(hit.duration_s or 0)))
        if hit.moment is not None and folds.moment:
            facts.append(
                translate("ResultModel", "another moment at {time}").format(time=human_text.clock(hit.moment.best_s))
            )
        elif hit.moment is not None:
            facts.append(translate("ResultModel", "best at {time}").format(time=human_text.clock(hit.moment.best_s)))
        if len(hit.moments) > 1 and folds.moment is None:
            facts.append(human_text.moments(len(hit.moments)))
    else:
        facts.append(translate("ResultModel", "photo"))
    if hit.taken_at is not None:
        facts.append(human_text.day_and_time(hit.taken_at))
    if folds.beneath:
        facts.append(translate("ResultModel", "%Ln more beneath", "", folds.beneath))
    if hit.is_favourite:
        facts.append(translate("ResultModel", "favourite"))
    if hit.has_caption:
        facts.append(translate("ResultModel", "has a caption"))
    if hit.is_missing:
        facts.append(translate("ResultModel", "its drive is away"))
    return facts


def _tool_tip(hit: SearchHit, folds: Folds) -> str:
    """Tool tips may be taken for markup, so this is markup, with the name escaped."""
    name, *rest = (html.escape(fact) for fact in _facts(hit, folds))
    folder = html.escape(human_text.one_line(str(hit.path.parent)))
    return f"<b>{name}</b><br>{' · '.join(rest)}<br>{folder}"
