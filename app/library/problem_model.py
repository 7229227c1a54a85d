"""The files that could not be read as an item model: file, what is wrong, folder."""

from __future__ import annotations

import html
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from app import human_text
from app.engine_text import in_own_words
from app.translation import QT_TRANSLATE_NOOP, translate
from engine.records import FileProblem

PROBLEM_ROLE = Qt.ItemDataRole.UserRole
COLUMNS = (
    QT_TRANSLATE_NOOP("ProblemModel", "File"),
    QT_TRANSLATE_NOOP("ProblemModel", "What is wrong"),
    QT_TRANSLATE_NOOP("ProblemModel", "Folder"),
)
_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class ProblemModel(QAbstractTableModel):
    """Read-only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problems: tuple[FileProblem, ...] = ()

    def show(self, problems: tuple[FileProblem, ...]) -> None:
        """Show these problems."""
        self.beginResetModel()
        self._problems = problems
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._problems)

    @override
    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return translate("ProblemModel", COLUMNS[section]) if 0 <= section < len(COLUMNS) else None
        return None

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._problems):
            return None
        problem = self._problems[index.row()]
        if role == PROBLEM_ROLE:
            return problem
        text = (problem.path.name, in_own_words(problem.text), str(problem.path.parent))[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return human_text.one_line(text)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<span>{html.escape(human_text.one_line(text))}</span>"
        return None
