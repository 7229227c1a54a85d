"""The libraries that were open: go to one, open one in another window, make one, take one off the list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app import human_text
from app.appearance import Appearance, Space
from app.error_dialog import describe_error
from app.libraries.recent_libraries import RecentLibraries, check_place, holds_library, library_name
from app.widgets.banner import Banner
from app.widgets.labels import make_label
from engine.errors import EngineError

_SIZE = QSize(620, 440)
_ROW_PX = 52


class LibrariesDialog(QDialog):
    """The one that is open is marked; those whose folder is away stay on the list and say so."""

    switch_wanted = Signal(object)  # Path
    window_wanted = Signal(object)  # Path

    def __init__(
        self, recent: RecentLibraries, current: Path, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Libraries"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._recent = recent
        self._current = current
        self._appearance = appearance
        self.list = QListWidget()
        self.list.setObjectName("palette")
        self.list.setAccessibleName(self.tr("Libraries that were open"))
        self.list.setIconSize(QSize(20, 20))
        self.banner = Banner(appearance)
        self.switch_button = QPushButton(self.tr("Go there"))
        self.switch_button.setProperty("role", "primary")
        self.switch_button.setDefault(True)
        self.window_button = QPushButton(self.tr("Open in another window"))
        self.forget_button = QPushButton(self.tr("Take off the list"))
        self.open_button = QPushButton(self.tr("Open or make a library…"))
        self._lay_out()
        self.resize(_SIZE)
        self.list.currentRowChanged.connect(self._on_current_changed)
        self.list.itemActivated.connect(lambda _item: self._go())
        self.switch_button.clicked.connect(self._go)
        self.window_button.clicked.connect(self._open_window)
        self.forget_button.clicked.connect(self._forget)
        self.open_button.clicked.connect(self._choose)
        self.show_libraries()

    @property
    def chosen(self) -> Path | None:
        """The library that is marked in the list."""
        row = self.list.currentRow()
        path = self.list.item(row).data(Qt.ItemDataRole.UserRole) if row >= 0 else None
        return path if isinstance(path, Path) else None

    def show_libraries(self) -> None:
        """Read the list anew."""
        self.list.clear()
        for path in dict.fromkeys((self._current, *self._recent.list_all())):
            item = QListWidgetItem(f"{human_text.one_line(library_name(path))}\n{self._state(path)}")
            item.setIcon(self._appearance.icon("check" if path == self._current else "library"))
            item.setData(Qt.ItemDataRole.UserRole, path)
            item.setToolTip(human_text.one_line(str(path)))
            item.setSizeHint(QSize(0, _ROW_PX))
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _state(self, path: Path) -> str:
        shown = human_text.one_line(str(path))
        if path == self._current:
            return self.tr("{folder} · open").format(folder=shown)
        if not holds_library(path):
            return self.tr("{folder} · not there now").format(folder=shown)
        return shown

    def _lay_out(self) -> None:
        text = self.tr("A library holds what Evoke knows of some folders. Each has its own captions, model and albums.")
        actions = QHBoxLayout()
        actions.setSpacing(Space.S)
        for button in (self.switch_button, self.window_button, self.forget_button):
            actions.addWidget(button)
        actions.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.open_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        layout.setSpacing(Space.M)
        layout.addWidget(make_label(text, "muted", wraps=True))
        layout.addWidget(self.banner)
        layout.addWidget(self.list, 1)
        layout.addLayout(actions)
        layout.addWidget(buttons)

    def _on_current_changed(self) -> None:
        is_other = self.chosen not in (None, self._current)
        for button in (self.switch_button, self.window_button, self.forget_button):
            button.setEnabled(is_other)

    def _go(self) -> None:
        if self.chosen is not None and self.chosen != self._current and self._is_usable(self.chosen):
            chosen = self.chosen
            self.accept()
            self.switch_wanted.emit(chosen)

    def _open_window(self) -> None:
        if self.chosen is not None and self._is_usable(self.chosen):
            chosen = self.chosen
            self.accept()
            self.window_wanted.emit(chosen)

    def _forget(self) -> None:
        if self.chosen is not None:
            self._recent.forget(self.chosen)
            self.show_libraries()

    def _is_usable(self, folder: Path) -> bool:
        try:
            check_place(folder)
        except EngineError as error:
            self.banner.say(describe_error(error).sentence, tone="warning")
            return False
        return True

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("A library, or an empty folder for a new one"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.take(Path(name)))
        dialog.open()

    def take(self, folder: Path) -> None:
        """Put a folder that was chosen on the list, marked; what cannot be a library is refused with its reason."""
        folder = folder.absolute()
        if not self._is_usable(folder):
            return
        self.banner.hide()
        self._recent.note(folder)
        self.show_libraries()
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == folder:
                self.list.setCurrentRow(row)
        self.switch_button.setFocus()
