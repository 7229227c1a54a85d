"""The hits of a search as an item model; rows are ranks."""

from __future__ import annotations

import html
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from app import human_text
from engine.records import MediaKind, SearchHit

HIT_ROLE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class ResultModel(QAbstractListModel):
    """Read-only. A longer list that begins with the shown one is appended, so that nothing flickers."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: tuple[SearchHit, ...] = ()

    @property
    def hits(self) -> tuple[SearchHit, ...]:
        """The hits, best first."""
        return self._hits

    def show(self, hits: tuple[SearchHit, ...]) -> None:
        """Show these hits instead of the ones before."""
        shown = len(self._hits)
        if hits[:shown] == self._hits and shown:
            if len(hits) > shown:
                self.beginInsertRows(QModelIndex(), shown, len(hits) - 1)
                self._hits = hits
                self.endInsertRows()
            return
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

    def row_of(self, hit: SearchHit) -> int:
        """Return the row of the same photo or clip, or -1."""
        return next((row for row, other in enumerate(self._hits) if other.media_id == hit.media_id), -1)

    @override
    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._hits)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._hits):
            return None
        hit = self._hits[index.row()]
        if role == HIT_ROLE:
            return hit
        if role == Qt.ItemDataRole.DisplayRole:
            return human_text.one_line(hit.path.name)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tool_tip(hit)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(_facts(hit))
        return None


def _facts(hit: SearchHit) -> list[str]:
    """Name, kind, moment and date of a hit, for people who hear or hover."""
    facts = [human_text.one_line(hit.path.name)]
    if hit.kind is MediaKind.VIDEO:
        facts.append(f"clip of {human_text.clock(hit.duration_s or 0)}")
        if hit.moment is not None:
            facts.append(f"best at {human_text.clock(hit.moment.best_s)}")
    else:
        facts.append("photo")
    if hit.taken_at is not None:
        facts.append(human_text.day_and_time(hit.taken_at))
    return facts


def _tool_tip(hit: SearchHit) -> str:
    """Tool tips may be taken for markup, so this is markup, with the name escaped."""
    name, *rest = (html.escape(fact) for fact in _facts(hit))
    folder = html.escape(human_text.one_line(str(hit.path.parent)))
    return f"<b>{name}</b><br>{' · '.join(rest)}<br>{folder}"
