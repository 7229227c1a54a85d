"""The history of searches and the albums, without widgets."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.engine_client import EngineState
from app.services import Services
from app.tasks import LatestTask, Task
from app.translation import translate
from engine.browse_records import PastSearch
from engine.records import SearchRequest

SHOWN_SEARCHES = 12


class SavedSearches(QObject):
    """Knows both lists; asks for them when the engine is there and after each change."""

    changed = Signal()
    said = Signal(object)  # str, a word about what was done
    failed = Signal(object)  # Exception

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._operations = services.operations
        self._history: tuple[PastSearch, ...] = ()
        self._albums: tuple[PastSearch, ...] = ()
        self._history_task, self._albums_task = LatestTask(self), LatestTask(self)
        self._changes: list[Task] = []
        services.engine.state_changed.connect(self._on_engine_state_changed)
        if services.engine.state is EngineState.READY:
            self.refresh()

    @property
    def history(self) -> tuple[PastSearch, ...]:
        """What was looked for last, newest first."""
        return self._history

    @property
    def albums(self) -> tuple[PastSearch, ...]:
        """Searches with a name."""
        return self._albums

    def refresh(self) -> None:
        """Ask for both lists."""
        self._history_task.watch(self._operations.list_history(SHOWN_SEARCHES), self._on_history, _ignore)
        self._albums_task.watch(self._operations.list_albums(), self._on_albums, _ignore)

    def save(self, name: str, request: SearchRequest) -> None:
        """Keep a request under a name, in place of the one of that name."""
        self._follow(self._operations.save_album(name, request), self.tr("Album “{name}” saved").format(name=name))

    def rename(self, album: PastSearch, name: str) -> None:
        """Give an album another name."""
        self._follow(
            self._operations.rename_album(album.search_id, name), self.tr("Renamed to “{name}”").format(name=name)
        )

    def remove(self, album: PastSearch) -> None:
        """Forget an album; its photos and clips stay."""
        self._follow(
            self._operations.remove_album(album.search_id),
            self.tr("Album “{name}” removed; its photos stay").format(name=album.name),
        )

    def forget(self) -> None:
        """Empty the history."""
        self._follow(self._operations.forget_searches(), self.tr("Search history emptied"))

    def _follow(self, task: Task, said: str) -> None:
        self._changes.append(task)
        task.returned.connect(lambda _: self._on_done(said))
        task.failed.connect(self.failed)
        task.finished.connect(lambda: self._changes.remove(task))

    def _on_done(self, said: str) -> None:
        self.said.emit(said)
        self.refresh()

    def _on_history(self, history: tuple[PastSearch, ...]) -> None:
        self._history = tuple(history)
        self.changed.emit()

    def _on_albums(self, albums: tuple[PastSearch, ...]) -> None:
        self._albums = tuple(albums)
        self.changed.emit()

    def _on_engine_state_changed(self, state: EngineState) -> None:
        if state is EngineState.READY:
            self.refresh()


def describe_request(request: SearchRequest) -> str:
    """Say a request in a few words, for menus."""
    return " · ".join(request_parts(request)) or translate("SavedSearches", "Everything")


def request_parts(request: SearchRequest) -> list[str]:
    """Say each thing that a request asks for; nothing for one that asks for everything."""
    parts = [request.query.strip()] if request.query.strip() else []
    if request.all_pictures:
        names = [term.path.name for term in request.all_pictures if term.path is not None]
        parts.append(
            translate("SavedSearches", "like {name}").format(name=names[0])
            if len(names) == 1
            else translate("SavedSearches", "like %Ln picture(s)", "", len(request.all_pictures))
        )
    if request.kind is not None:
        parts.append(
            translate("SavedSearches", "photos") if request.kind == "photo" else translate("SavedSearches", "clips")
        )
    if request.after is not None:
        parts.append(translate("SavedSearches", "from {year}").format(year=request.after.year))
    if request.folder is not None:
        parts.append(request.folder.name)
    if request.camera:
        parts.append(request.camera)
    if request.is_favourite:
        parts.append(translate("SavedSearches", "favourites"))
    if request.has_caption:
        parts.append(translate("SavedSearches", "with captions"))
    return parts


def _ignore(_error: Exception) -> None:
    """Lists that cannot be read stay as they are; the next change asks again."""
