"""Everything that can be done, found by typing a few letters: menu actions, albums, searches of before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QDialog, QLineEdit, QListView, QMainWindow, QMenu, QVBoxLayout
from typing_extensions import override

from app import human_text
from app.appearance import Space
from app.search.saved_searches import SavedSearches, describe_request
from app.translation import translate
from app.widgets.labels import make_label
from engine.records import SearchRequest

_WIDTH_PX, _HEIGHT_PX = 560, 420


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done.

    Attributes:
        text: What it is called.
        keys: Its shortcut, as the platform writes it.
        run: Does it.
    """

    text: str
    keys: str
    run: Callable[[], object]


class CommandPalette(QDialog):
    """Type, Up and Down, Return; Escape leaves."""

    def __init__(
        self, window: QMainWindow, saved: SavedSearches, search_again: Callable[[SearchRequest], object]
    ) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Everything that can be done"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.commands = (*_menu_commands(window), *_search_commands(saved, search_again))
        self._shown: tuple[Command, ...] = ()
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(self.tr("What would you like to do?"))
        self.edit.setAccessibleName(self.tr("Search for something that can be done"))
        self.edit.installEventFilter(self)
        self._texts = QStringListModel(self)
        self.list = QListView()
        self.list.setModel(self._texts)
        self.list.setAccessibleName(self.tr("What can be done"))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setObjectName("palette")
        self._none = make_label(self.tr("Nothing is called like that."), "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        layout.setSpacing(Space.S)
        for part in (self.edit, self.list, self._none):
            layout.addWidget(part)
        self.resize(_WIDTH_PX, _HEIGHT_PX)
        self.edit.textChanged.connect(self._filter)
        self.list.clicked.connect(lambda index: self._run(index.row()))
        self._filter("")

    @property
    def shown(self) -> tuple[Command, ...]:
        """What is offered for what is typed, best first."""
        return self._shown

    def _filter(self, typed: str) -> None:
        ranked = [(rank, place, command) for place, command in enumerate(self.commands)
                  if (rank := match_rank(typed, command.text)) is not None]  # fmt: skip
        self._shown = tuple(command for _, _, command in sorted(ranked, key=lambda found: found[:2]))
        self._texts.setStringList([_line(command) for command in self._shown])
        self._none.setVisible(not self._shown)
        self.list.setVisible(bool(self._shown))
        if self._shown:
            self.list.setCurrentIndex(self._texts.index(0))

    def _run(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            command = self._shown[row]
            self.accept()
            command.run()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        row, rows = self.list.currentIndex().row(), len(self._shown)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
        key = Qt.Key(event.key())
        if key in steps and rows:
            self.list.setCurrentIndex(self._texts.index(max(0, min(rows - 1, row + steps[key]))))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(row)
            return True
        return False


def match_rank(typed: str, text: str) -> int | None:
    """Say how well a text is meant by what was typed, 0 best; None where a word of it is nowhere in the text."""
    lowered = text.lower()
    words = typed.lower().split()
    if not all(word in lowered for word in words):
        return None
    if not words or lowered.startswith(words[0]):
        return 0
    return 1 if any(part.startswith(words[0]) for part in lowered.split()) else 2


def _menu_commands(window: QMainWindow) -> list[Command]:
    found: list[Command] = []
    for action in window.menuBar().actions():
        menu = action.menu()
        if isinstance(menu, QMenu):
            found += _of_menu(menu, "")
    return found


def _of_menu(menu: QMenu, above: str) -> list[Command]:
    found: list[Command] = []
    for action in menu.actions():
        below = action.menu()
        text = above + _plain(action)
        if isinstance(below, QMenu):
            found += _of_menu(below, f"{text}: ")
        elif not action.isSeparator() and action.isEnabled():
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            found.append(Command(text, keys, action.trigger))
    return found


def _plain(action: QAction) -> str:
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")


def _search_commands(saved: SavedSearches, search_again: Callable[[SearchRequest], object]) -> list[Command]:
    albums = [
        (translate("CommandPalette", "Album: {name}").format(name=album.name), album.request) for album in saved.albums
    ]
    history = [
        (
            translate("CommandPalette", "Search again: {describe_request}").format(
                describe_request=describe_request(past.request)
            ),
            past.request,
        )
        for past in saved.history
    ]
    return [Command(text, "", lambda request=request: search_again(request)) for text, request in (*albums, *history)]  # type: ignore[misc]  # the request of this turn


def _line(command: Command) -> str:
    text = human_text.one_line(command.text)
    return f"{text}    {command.keys}" if command.keys else text
