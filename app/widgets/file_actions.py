"""The actions a photo or clip offers wherever it is shown: open, show in folder, copy path."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app import desktop
from app.appearance import Appearance
from engine.errors import EngineError


class FileActions(QObject):
    """Acts on the file that is current; `path` None switches all of them off."""

    done = Signal(object)  # str, a word about it
    failed = Signal(object)  # Exception

    def __init__(self, appearance: Appearance, owner: QWidget | None = None) -> None:
        super().__init__(owner)
        self._path: Path | None = None
        self.open = self._make(appearance, "Open in default program", "open", "Ctrl+O", desktop.open_file)
        self.show_in_folder = self._make(appearance, "Show in folder", "folder", "Ctrl+L", desktop.show_in_folder)
        self.copy_path = self._make(appearance, "Copy path", "copy", "Ctrl+Shift+C", self._copy_path)
        self.set_path(None)

    @property
    def all(self) -> tuple[QAction, ...]:
        """The actions in the order of menus."""
        return (self.open, self.show_in_folder, self.copy_path)

    def set_path(self, path: Path | None) -> None:
        """Make `path` the current file."""
        self._path = path
        for action in self.all:
            action.setEnabled(path is not None)

    def add_to(self, menu: QMenu) -> None:
        """Put the actions into a menu."""
        menu.addActions(list(self.all))

    def _make(
        self, appearance: Appearance, text: str, icon: str, shortcut: str, act: Callable[[Path], None]
    ) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(shortcut))
        action.setToolTip(f"{text} ({QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)})")
        appearance.set_icon(action, icon)
        action.triggered.connect(lambda: self._act(act))
        return action

    def _act(self, act: Callable[[Path], None]) -> None:
        if self._path is None:
            return
        try:
            act(self._path)
        except EngineError as error:
            self.failed.emit(error)

    def _copy_path(self, path: Path) -> None:
        desktop.copy_path(path)
        self.done.emit("Path copied")
