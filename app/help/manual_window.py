"""The manual in a window of its own: contents and search on the left, the page on the right. Nothing is fetched."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.appearance import Space
from app.help.manual import NoManual, manual_folder, read_pages

_SIZE = QSize(1180, 780)
_CONTENTS_PX = 300
_ROW_PX = 36


class ManualWindow(QDialog):
    """Stays open beside the main window.

    Raises:
        NoManual: It is not installed.
    """

    def __init__(self, parent: QWidget | None = None, *, folder: Path | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Manual"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        folder = folder or manual_folder()
        if folder is None:
            raise NoManual(self.tr("The manual is not installed."))
        self._pages = read_pages(folder)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search the manual"))
        self.search.setAccessibleName(self.tr("Search the manual"))
        self.search.setClearButtonEnabled(True)
        self.contents = QListWidget()
        self.contents.setObjectName("palette")
        self.contents.setAccessibleName(self.tr("Contents"))
        self.page = QTextBrowser()
        self.page.setObjectName("manual")
        self.page.setAccessibleName(self.tr("Page of the manual"))
        self.page.setOpenExternalLinks(False)
        self.page.setOpenLinks(False)
        self.page.anchorClicked.connect(self._on_link)
        for page in self._pages:
            item = QListWidgetItem(page.title)
            item.setSizeHint(QSize(0, _ROW_PX))
            self.contents.addItem(item)
        self._lay_out()
        self.resize(_SIZE)
        self.contents.currentRowChanged.connect(self._show)
        self.search.textChanged.connect(self._filter)
        self.contents.setCurrentRow(0)
        self.contents.setFocus()

    def show_page(self, name: str) -> None:
        """Go to the page of this file name."""
        for row, page in enumerate(self._pages):
            if page.path.name == name:
                self.contents.setCurrentRow(row)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(Space.S)
        left.addWidget(self.search)
        left.addWidget(self.contents, 1)
        side = QWidget()
        side.setFixedWidth(_CONTENTS_PX)
        left.setContentsMargins(0, 0, 0, 0)
        side.setLayout(left)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        layout.setSpacing(Space.L)
        layout.addWidget(side)
        layout.addWidget(self.page, 1)

    def _show(self, row: int) -> None:
        if 0 <= row < len(self._pages):
            path = self._pages[row].path
            self.page.setSource(QUrl.fromLocalFile(str(path)), QTextDocument.ResourceType.MarkdownResource)

    def _filter(self, typed: str) -> None:
        words = typed.casefold().split()
        first = -1
        for row, page in enumerate(self._pages):
            fits = all(word in page.text.casefold() for word in words)
            self.contents.item(row).setHidden(not fits)
            first = row if fits and first < 0 else first
        if words and first >= 0:
            self.contents.setCurrentRow(first)
            self.page.find(words[0])

    def _on_link(self, url: QUrl) -> None:
        """Links lead to other pages; what lies outside of the manual is not opened."""
        self.show_page(url.fileName())
