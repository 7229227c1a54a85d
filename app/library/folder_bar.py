"""What can be done with the folder that is selected: buttons below the list, the same in its menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QListView, QToolButton, QWidget

from app.appearance import Appearance, Space
from app.widgets.flow_layout import FlowLayout
from engine.library_records import FolderState


class FolderBar(QWidget):
    """Tells what is wanted for the folder it was given last; without one everything is switched off."""

    look_wanted = Signal(object)  # FolderState, as all of these
    pause_wanted = Signal(object)
    patterns_wanted = Signal(object)
    show_wanted = Signal(object)
    forget_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._folder: FolderState | None = None
        self._layout = FlowLayout(self, gap_px=Space.XS)
        self._layout.setContentsMargins(Space.S, Space.XS, Space.S, 0)
        self._buttons: dict[QAction, QToolButton] = {}
        self.look = self._add(self.tr("Look through it now"), "refresh", self.look_wanted)
        self.pause = self._add(self.tr("Pause"), "pause", self.pause_wanted)
        self.patterns = self._add(self.tr("Leave out…"), "filter", self.patterns_wanted)
        self.show_it = self._add(self.tr("Show in folder"), "folder", self.show_wanted)
        self.forget = self._add(self.tr("Forget missing…"), "minus", self.forget_wanted)
        self.remove = self._add(self.tr("Take out…"), "trash", self.remove_wanted)
        self.forget.setToolTip(self.tr("Let the library forget the files of this folder that are gone"))
        self.remove.setToolTip(self.tr("Take this folder out of the library (Delete)"))
        self.remove.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        self.remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.set_folder(None)

    @property
    def folder(self) -> FolderState | None:
        """The folder it acts on."""
        return self._folder

    def act_in(self, view: QListView) -> None:
        """Offer the same in the menu of a list, with its keys."""
        view.addActions([self.look, self.pause, self.patterns, self.show_it, self.forget, self.remove])
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def set_folder(self, folder: FolderState | None) -> None:
        """Act on this folder from now on."""
        self._folder = folder
        is_there = folder is not None and folder.is_online
        for action in (self.look, self.show_it):
            action.setEnabled(is_there)
        for action in (self.pause, self.patterns, self.remove):
            action.setEnabled(folder is not None)
        is_paused = folder is not None and folder.is_paused
        self.pause.setText(self.tr("Go on") if is_paused else self.tr("Pause"))
        self.pause.setIconText(self.pause.text())
        self.pause.setIcon(self._appearance.icon("play" if is_paused else "pause"))
        self.pause.setToolTip(
            self.tr("Look through this folder again from now on")
            if is_paused
            else self.tr("Do not look through this folder for now; what is known of it is still found")
        )
        has_held = folder is not None and folder.is_online and folder.held > 0
        self.forget.setVisible(has_held)
        self._buttons[self.forget].setVisible(has_held)

    def _add(self, text: str, icon: str, signal: object) -> QAction:
        action = QAction(text, self)
        action.setIconText(text)  # otherwise the button drops the dots
        self._appearance.set_icon(action, icon)
        action.triggered.connect(self._telling(signal))
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._buttons[action] = button
        self._layout.addWidget(button)
        return action

    def _telling(self, signal: object) -> Callable[[], None]:
        def tell() -> None:
            if self._folder is not None:
                signal.emit(self._folder)  # type: ignore[attr-defined]  # a bound signal

        return tell
