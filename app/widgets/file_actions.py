"""The actions a photo or clip offers wherever it is shown: open, show in folder, copy, mark, more like it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from app import desktop
from app.appearance import Appearance
from engine.errors import EngineError
from engine.records import SearchHit


class FileActions(QObject):
    """Acts on the file that is current, or tells what is wanted for it; without one all are switched off."""

    done = Signal(object)  # str, a word about it
    failed = Signal(object)  # Exception
    favourite_wanted = Signal(object)  # SearchHit: mark it, or take its mark away
    like_wanted = Signal(object)  # SearchHit: look for what resembles it
    picture_wanted = Signal(object)  # SearchHit: put its picture on the clipboard
    export_wanted = Signal()  # copy what is selected into a folder
    reasons_wanted = Signal(object)  # Path: say where it stands and why

    def __init__(self, appearance: Appearance, owner: QWidget | None = None) -> None:
        super().__init__(owner)
        self._owner = owner
        self._path: Path | None = None
        self._hit: SearchHit | None = None
        self._appearance = appearance
        make, act, tell = self._make, self._act, self._tell
        self.open = make(self.tr("Open in default program"), "open", "Ctrl+O", lambda: act(desktop.open_file))
        self.open_with = make(self.tr("Open with…"), "open", "Ctrl+Shift+O", self._choose_program)
        self.show_in_folder = make(self.tr("Show in folder"), "folder", "Ctrl+L", lambda: act(desktop.show_in_folder))
        self.copy_path = make(self.tr("Copy path"), "copy", "Ctrl+Shift+C", lambda: act(self._copy_path))
        self.copy_picture = make(self.tr("Copy picture"), "photo", "Ctrl+Shift+P", lambda: tell(self.picture_wanted))
        self.favourite = make(self.tr("Add to favourites"), "star", "Ctrl+D", lambda: tell(self.favourite_wanted))
        self.like = make(self.tr("More like this"), "similar", "Ctrl+M", lambda: tell(self.like_wanted))
        self.reasons = make(self.tr("Where does it stand, and why?"), "question", "Ctrl+Y", self._ask_reasons)
        self.export = make(self.tr("Export the selection…"), "export", "Ctrl+E", self.export_wanted.emit)
        self.set_path(None)

    @property
    def all(self) -> tuple[QAction, ...]:
        """The actions in the order of menus."""
        return (*self.on_hits, *self.on_files)

    @property
    def on_files(self) -> tuple[QAction, ...]:
        """Those that need no more than a file."""
        return (self.open, self.open_with, self.show_in_folder, self.copy_path)

    @property
    def on_hits(self) -> tuple[QAction, ...]:
        """Those that need something of the library."""
        return (self.favourite, self.like, self.reasons, self.copy_picture, self.export)

    @property
    def on_bars(self) -> tuple[QAction, ...]:
        """The few that have buttons."""
        return (self.favourite, self.like, self.reasons, self.open)

    @property
    def hit(self) -> SearchHit | None:
        """What is current, if it is something of the library."""
        return self._hit

    def set_path(self, path: Path | None) -> None:
        """Make a file current that is none of the results."""
        self._path, self._hit = path, None
        for action in self.on_files:
            action.setEnabled(path is not None)
        for action in self.on_hits:
            action.setEnabled(False)

    def set_hit(self, hit: SearchHit | None) -> None:
        """Make a photo or clip of the library current."""
        self.set_path(None if hit is None else hit.path)
        self._hit = hit
        for action in self.on_hits:
            action.setEnabled(hit is not None)
        is_favourite = hit is not None and hit.is_favourite
        text = self.tr("Take out of favourites") if is_favourite else self.tr("Add to favourites")
        if self.favourite.text() != text:
            self.favourite.setText(text)
            self.favourite.setToolTip(_with_keys(text, "Ctrl+D"))
            icon = ("star-filled", "accent") if is_favourite else ("star", "text_muted")
            self.favourite.setIcon(self._appearance.icon(*icon))

    def add_to(self, menu: QMenu) -> None:
        """Put the actions into a menu."""
        menu.addActions(list(self.on_hits))
        menu.addSeparator()
        menu.addActions(list(self.on_files))

    def _make(self, text: str, icon: str, shortcut: str, act: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(shortcut))
        action.setToolTip(_with_keys(text, shortcut))
        self._appearance.set_icon(action, icon)
        action.triggered.connect(lambda: act())
        return action

    def _act(self, act: Callable[[Path], None]) -> None:
        if self._path is None:
            return
        try:
            act(self._path)
        except EngineError as error:
            self.failed.emit(error)

    def _tell(self, signal: object) -> None:
        if self._hit is not None:
            signal.emit(self._hit)  # type: ignore[attr-defined]  # a bound signal

    def _ask_reasons(self) -> None:
        if self._path is not None:
            self.reasons_wanted.emit(self._path)

    def _copy_path(self, path: Path) -> None:
        desktop.copy_path(path)
        self.done.emit(self.tr("Path copied"))

    def _choose_program(self) -> None:
        """Ask for the program; there is no list of them that all desktops share."""
        dialog = QFileDialog(self._owner, self.tr("Open with which program?"), desktop.programs_folder())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda program: self._act(lambda path: desktop.open_with(path, Path(program))))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _with_keys(text: str, shortcut: str) -> str:
    return f"{text} ({QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)})"
