"""The files that could not be read as a tree: what is wrong, and below it the files."""

from __future__ import annotations

import html
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from app import human_text
from app.engine_text import in_own_words
from app.translation import translate
from engine.library_records import FileProblem

PROBLEM_ROLE = Qt.ItemDataRole.UserRole
CODE_ROLE = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_OF_GROUP = 0  # what the index of a group carries; that of a file carries its group's row and one


class ProblemModel(QAbstractItemModel):
    """Read-only; kinds with most files first, files by path."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: list[tuple[str, list[FileProblem]]] = []

    @property
    def problems(self) -> tuple[FileProblem, ...]:
        """Everything shown."""
        return tuple(problem for _, group in self._groups for problem in group)

    def show(self, problems: tuple[FileProblem, ...]) -> None:
        """Show these problems."""
        by_code: dict[str, list[FileProblem]] = {}
        for problem in problems:
            by_code.setdefault(problem.code, []).append(problem)
        self.beginResetModel()
        self._groups = sorted(by_code.items(), key=lambda item: (-len(item[1]), item[0]))
        self.endResetModel()

    def problems_at(self, index: _Index) -> tuple[FileProblem, ...]:
        """Return the problem of a row, or all of a group."""
        if not index.isValid():
            return ()
        if index.internalId() == _OF_GROUP:
            return tuple(self._groups[index.row()][1])
        return (self._groups[index.internalId() - 1][1][index.row()],)

    @override
    def index(self, row: int, column: int, parent: _Index = _NO_INDEX) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _OF_GROUP)

    @override
    def parent(self, index: _Index) -> QModelIndex:  # type: ignore[override]  # Qt has another one without arguments
        if not index.isValid() or index.internalId() == _OF_GROUP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _OF_GROUP)

    @override
    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        if not parent.isValid():
            return len(self._groups)
        return len(self._groups[parent.row()][1]) if parent.internalId() == _OF_GROUP and parent.column() == 0 else 0

    @override
    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        return 3

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return (self.tr("File"), self.tr("What is wrong"), self.tr("Folder"))[section]
        return None

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if index.internalId() == _OF_GROUP:
            code, group = self._groups[index.row()]
            if role == CODE_ROLE:
                return code
            if role == Qt.ItemDataRole.DisplayRole and index.column() == 0:
                return f"{describe_kind(code)} · {human_text.number(len(group))}"
            return None
        problem = self._groups[index.internalId() - 1][1][index.row()]
        if role == PROBLEM_ROLE:
            return problem
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        text = (problem.path.name, in_own_words(problem.text), str(problem.path.parent))[index.column()]
        line = human_text.one_line(text)
        return line if role == Qt.ItemDataRole.DisplayRole else f"<span>{html.escape(line)}</span>"


def describe_kind(code: str) -> str:
    """Say what files of one kind of problem have in common."""
    if code == "unreadable":
        return translate("ProblemModel", "Damaged, or not what the name says")
    if code == "too-large":
        return translate("ProblemModel", "Too large")
    if code == "decoder-crashed":
        return translate("ProblemModel", "Took too long or too much memory")
    if code == "inaccessible":
        return translate("ProblemModel", "Cannot be opened for now")
    if code == "folder-missing":
        return translate("ProblemModel", "Folders that cannot be looked into")
    return translate("ProblemModel", "Other")
