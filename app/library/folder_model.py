"""The library's folders as an item model."""

from __future__ import annotations

import html
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from app import human_text
from app.translation import translate
from engine.library_records import FolderState

FOLDER_ROLE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class FolderModel(QAbstractListModel):
    """Read-only; folders that only changed their counts are updated in place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folders: tuple[FolderState, ...] = ()

    def show(self, folders: tuple[FolderState, ...]) -> None:
        """Show these folders."""
        same = [folder.folder_id for folder in folders] == [folder.folder_id for folder in self._folders]
        if same and folders:
            self._folders = folders
            self.dataChanged.emit(self.index(0), self.index(len(folders) - 1))
            return
        self.beginResetModel()
        self._folders = folders
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._folders)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._folders):
            return None
        folder = self._folders[index.row()]
        if role == FOLDER_ROLE:
            return folder
        if role == Qt.ItemDataRole.DisplayRole:
            return human_text.one_line(folder.path.name or str(folder.path))
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<span>{html.escape(human_text.one_line(str(folder.path)))}</span>"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{folder.path.name}, {describe_folder(folder)}"
        return None


def describe_folder(folder: FolderState) -> str:
    """Say what a folder holds and how it is: "1,203 photos · 14 clips · 3 unreadable"."""
    if not folder.is_online:
        return translate("FolderModel", "not reachable at the moment; what is known of it stays")
    if folder.is_paused:
        return translate("FolderModel", "paused · {photos} · {clips}").format(
            photos=human_text.photos(folder.photos), clips=human_text.clips(folder.clips)
        )
    if folder.indexed_at is None and not folder.photos and not folder.clips:
        return translate("FolderModel", "not indexed yet")
    parts = [human_text.photos(folder.photos), human_text.clips(folder.clips)]
    if folder.held:
        parts.insert(
            0,
            translate("FolderModel", "%Ln file(s) gone all at once, kept for now", "", folder.held),
        )
    if folder.problems:
        parts.append(translate("FolderModel", "%Ln file(s) unreadable", "", folder.problems))
    if folder.left_out:
        left_out = human_text.number(folder.left_out)
        parts.append(translate("FolderModel", "{number} left out").format(number=left_out))
    if folder.indexed_at is not None:
        parts.append(translate("FolderModel", "updated {when}").format(when=human_text.day_and_time(folder.indexed_at)))
    return " · ".join(parts)
