"""The packages Evoke is made of, and the licence of each as its makers wrote it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from app.appearance import Space
from app.help.licences import Package, licence_text, list_packages
from app.tasks import BackgroundPool, LatestTask

_LIST_PX = 250
_ROW_PX = 44


class LicencesPage(QWidget):
    """Read in the background when it is first shown."""

    def __init__(self, pool: BackgroundPool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pool = pool
        self._list_task, self._text_task = LatestTask(self), LatestTask(self)
        self._is_read = False
        self.list = QListWidget()
        self.list.setObjectName("palette")
        self.list.setAccessibleName(self.tr("Packages"))
        self.list.setFixedWidth(_LIST_PX)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Licence"))
        self.text.setPlaceholderText(self.tr("Reading…"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, Space.M, 0, 0)
        layout.setSpacing(Space.M)
        layout.addWidget(self.list)
        layout.addWidget(self.text, 1)
        self.list.currentItemChanged.connect(self._on_current_changed)

    def read(self) -> None:
        """Read what there is, once."""
        if not self._is_read:
            self._is_read = True
            self._list_task.watch(self._pool.start(list_packages), self._show, self._on_failed)

    def leave(self) -> None:
        """Wait for nothing any more."""
        self._list_task.drop()
        self._text_task.drop()

    def _show(self, packages: tuple[Package, ...]) -> None:
        for package in packages:
            licence = package.licence or self.tr("see the text")
            item = QListWidgetItem(f"{package.name} {package.version}\n{licence}")
            item.setData(Qt.ItemDataRole.UserRole, package.name)
            item.setToolTip(licence)
            item.setSizeHint(QSize(0, _ROW_PX))
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _on_current_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            name = str(item.data(Qt.ItemDataRole.UserRole))
            self._text_task.watch(self._pool.start(lambda: licence_text(name)), self._show_text, self._on_failed)

    def _show_text(self, text: str) -> None:
        self.text.setPlainText(text or self.tr("This package brings no text of its licence."))

    def _on_failed(self, error: Exception) -> None:
        self.text.setPlainText(str(error))
