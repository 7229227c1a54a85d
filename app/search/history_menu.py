"""The menu behind the clock: albums, what was looked for last, and what can be done with both."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu, QWidget

from app import human_text
from app.search.saved_searches import SavedSearches, describe_request, request_parts
from app.search.search_session import SearchSession
from engine.browse_records import PastSearch
from engine.records import SearchRequest

# not shown in another language: the embedded model understands English
EXAMPLES = ("a dog on grass", "children playing", "snow and mountains", "a bicycle", "sunset over water -people")
_MAX_TEXT_CHARS = 60


class HistoryMenu(QObject):
    """Fills a menu each time it opens."""

    request_chosen = Signal(object)  # SearchRequest

    def __init__(self, menu: QMenu, saved: SavedSearches, session: SearchSession, owner: QWidget) -> None:
        super().__init__(owner)
        self._menu = menu
        self._saved = saved
        self._session = session
        self._owner = owner
        menu.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Offer what there is now."""
        menu = self._menu
        menu.clear()
        self._add_searches(menu, self._saved.albums, self.tr("Albums"))
        self._add_searches(menu, self._saved.history, self.tr("Searches of before"))
        if not self._saved.history and not self._saved.albums:
            menu.addSection(self.tr("For example"))
            for example in EXAMPLES:
                self._add(menu, example, SearchRequest(example))
        menu.addSeparator()
        save = menu.addAction(self.tr("Save this search as an album…"), self.ask_for_name)
        save.setEnabled(is_worth_keeping(self._session.request))
        if self._saved.albums:
            self._add_album_changes(menu)
        if self._saved.history:
            menu.addAction(self.tr("Empty the search history"), self._saved.forget)

    def ask_for_name(self) -> None:
        """Ask for a name and keep the search under it."""
        suggestion = describe_request(self._session.request)[:_MAX_TEXT_CHARS]
        self._ask(self.tr("Save as an album"), suggestion, lambda name: self._saved.save(name, self._session.request))

    def _add_searches(self, menu: QMenu, searches: tuple[PastSearch, ...], title: str) -> None:
        if searches:
            menu.addSection(title)
        for search in searches:
            self._add(menu, search.name or describe_request(search.request), search.request)

    def _add(self, menu: QMenu, text: str, request: SearchRequest) -> None:
        action = menu.addAction(_shown(text))
        action.triggered.connect(lambda: self.request_chosen.emit(request))

    def _add_album_changes(self, menu: QMenu) -> None:
        changes = menu.addMenu(self.tr("Change albums"))
        for album in self._saved.albums:
            one = changes.addMenu(_shown(album.name))
            one.addAction(self.tr("Rename…"), partial(self._ask_to_rename, album))
            one.addAction(self.tr("Remove (its photos stay)"), partial(self._saved.remove, album))

    def _ask_to_rename(self, album: PastSearch) -> None:
        self._ask(self.tr("Rename the album"), album.name, lambda name: self._saved.rename(album, name))

    def _ask(self, title: str, text: str, then: Callable[[str], None]) -> None:
        dialog = QInputDialog(self._owner)
        dialog.setWindowTitle(title)
        dialog.setLabelText(self.tr("Name"))
        dialog.setTextValue(text)
        dialog.setTextEchoMode(QLineEdit.EchoMode.Normal)
        dialog.textValueSelected.connect(then)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def is_worth_keeping(request: SearchRequest) -> bool:
    """Whether a request says anything at all."""
    return request_parts(request) != []


def _shown(text: str) -> str:
    line = human_text.one_line(text)
    return (line if len(line) <= _MAX_TEXT_CHARS else line[: _MAX_TEXT_CHARS - 1] + "…").replace("&", "&&")
