"""Photos and clips of any number with their captions as an item model; rows are filled in when they are looked at."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from app import human_text
from app.operations import Operations
from app.search.row_loader import RowLoader
from app.tasks import LatestTask
from engine.browse_records import Listing
from engine.caption_records import CaptionChange, OwnCaption
from engine.records import MediaId, MediaKind, SearchHit, SearchRequest

HIT_ROLE = Qt.ItemDataRole.UserRole
CAPTIONS_ROLE = Qt.ItemDataRole.UserRole + 1  # tuple of OwnCaption, None where they are not known yet
_KEPT = 8000
_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class CaptionModel(QAbstractListModel):
    """Read-only; what is written is told by `follow`, and shows at once."""

    def __init__(self, operations: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._operations = operations
        self.loader = RowLoader(operations, self)
        self.loader.loaded.connect(self._on_loaded)
        self._listing: Listing | None = None
        self._captions: dict[MediaId, tuple[OwnCaption, ...]] = {}
        self._task = LatestTask(self)

    @property
    def is_busy(self) -> bool:
        """Whether rows or captions are awaited."""
        return self.loader.is_busy or self._task.is_busy

    def show(self, listing: Listing | None) -> None:
        """Show another listing instead of the one before."""
        self.beginResetModel()
        self._listing = listing
        self._captions.clear()
        self._task.drop()
        self.loader.show(SearchRequest(""), listing)
        self.endResetModel()
        if listing is not None:
            self._on_loaded(tuple(range(min(len(listing.head), len(listing.media_ids)))))

    def look_at(self, rows: range) -> None:
        """Say which rows are on screen."""
        self.loader.look_at(rows)

    def hit(self, row: int) -> SearchHit | None:
        """Return what a row shows, where it is filled in already."""
        return self.loader.hit(row)

    def row_of(self, media_id: MediaId) -> int:
        """Return the row of a photo or clip, or -1."""
        if self._listing is None:
            return -1
        found = np.flatnonzero(self._listing.media_ids == media_id)
        return int(found[0]) if len(found) else -1

    def follow(self, change: CaptionChange) -> None:
        """Show what was written and taken out."""
        removed = {caption.caption_id for caption in change.removed}
        touched = {caption.media_id for caption in (*change.added, *change.removed)}
        for media_id in touched:
            new = tuple(caption for caption in change.added if caption.media_id == media_id)
            kept = tuple(one for one in self._captions.get(media_id, ()) if one.caption_id not in removed)
            self._captions[media_id] = (*kept, *new)
            row = self.row_of(media_id)
            if row >= 0:
                self.dataChanged.emit(self.index(row), self.index(row))

    @override
    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() or self._listing is None else len(self._listing.media_ids)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < self.rowCount():
            return None
        hit = self.hit(index.row())
        if role == HIT_ROLE:
            return hit
        if hit is None:
            return self.tr("Not loaded yet") if role == Qt.ItemDataRole.AccessibleTextRole else None
        if role == CAPTIONS_ROLE:
            return self._captions_of(hit)
        if role == Qt.ItemDataRole.DisplayRole:
            return human_text.one_line(hit.path.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(hit)
        return None

    def _captions_of(self, hit: SearchHit) -> tuple[OwnCaption, ...] | None:
        found = self._captions.get(hit.media_id)
        return () if found is None and not hit.has_caption else found

    def _spoken(self, hit: SearchHit) -> str:
        """Name, kind, date and captions, for people who hear."""
        kind = self.tr("clip") if hit.kind is MediaKind.VIDEO else self.tr("photo")
        facts = [human_text.one_line(hit.path.name), kind]
        if hit.taken_at is not None:
            facts.append(human_text.day(hit.taken_at))
        captions = self._captions_of(hit)
        if captions:
            facts += [human_text.one_line(caption.text) for caption in captions]
        elif captions is not None:
            facts.append(self.tr("no caption"))
        return ", ".join(facts)

    def _on_loaded(self, rows: tuple[int, ...]) -> None:
        if not rows:
            return
        self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))
        if not self._task.is_busy:
            self._read_captions(rows)

    def _read_captions(self, rows: tuple[int, ...]) -> None:
        hits = [hit for row in rows if (hit := self.hit(row)) is not None]
        wanted = [hit.media_id for hit in hits if hit.has_caption and hit.media_id not in self._captions]
        if wanted:
            task = self._operations.list_captions(wanted)
            self._task.watch(task, lambda captions: self._on_captions(wanted, rows, captions), _ignore)

    def _on_captions(self, asked: list[MediaId], rows: tuple[int, ...], captions: tuple[OwnCaption, ...]) -> None:
        found: dict[MediaId, list[OwnCaption]] = {media_id: [] for media_id in asked}
        for caption in captions:
            found.setdefault(caption.media_id, []).append(caption)
        for media_id, its in found.items():
            self._captions[media_id] = tuple(its)
        while len(self._captions) > _KEPT:
            del self._captions[next(iter(self._captions))]
        self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))
        self._read_captions(tuple(row for row in self.loader.filled() if row not in rows))


def _ignore(_error: Exception) -> None:
    """Rows stay without their captions; what is looked at has its own answer."""
