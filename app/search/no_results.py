"""What stands where results would be: the engine is not there yet, nothing to search, nothing asked, nothing found."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from app.appearance import Appearance
from app.engine_client import EngineState
from app.error_dialog import describe_error
from app.widgets.empty_state import EmptyState
from engine.errors import EngineGone
from engine.library_records import LibraryStatus


@dataclass(frozen=True, slots=True)
class Situation:
    """All that decides what to say.

    Attributes:
        engine_state: What the engine's process is doing.
        engine_error: Why it is not running.
        status: The library at a glance, None before the engine's first word.
        has_searched: A search was answered.
        has_filters: Its results were narrowed.
        failure: Why the last search failed, or "".
        is_indexing: The library is being filled.
    """

    engine_state: EngineState
    engine_error: Exception | None = None
    status: LibraryStatus | None = None
    has_searched: bool = False
    has_filters: bool = False
    failure: str = ""
    is_indexing: bool = False


class NoResults(EmptyState):
    """Says one thing and offers the one action that helps, told by its own signal."""

    folder_wanted = Signal()
    retry_wanted = Signal()
    repeat_wanted = Signal()
    all_wanted = Signal()  # without filters

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self._then: SignalInstance = self.folder_wanted
        self.action_chosen.connect(lambda: self._then.emit())

    def say_searching(self) -> None:
        """Say that a search takes its time."""
        self.say(self.tr("Searching"), "", busy=True)

    def explain(self, situation: Situation) -> None:
        """Say why there are no results."""
        status = situation.status
        if situation.engine_state is EngineState.FAILED:
            error = describe_error(situation.engine_error or EngineGone(self.tr("The engine is not running.")))
            self._then = self.retry_wanted
            self.say(
                self.tr("The library cannot be opened"), error.sentence, icon="plug-off", action=self.tr("Try again")
            )
        elif status is None:
            self.say(self.tr("Getting ready"), self.tr("The search engine is starting."), busy=True)
        elif not status.frames:
            self._say_empty_library(status, is_indexing=situation.is_indexing)
        elif situation.failure:
            self._then = self.repeat_wanted
            self.say(self.tr("That did not work"), situation.failure, icon="warning", action=self.tr("Search again"))
        elif not situation.has_searched:
            self.say(self.tr("Getting ready"), self.tr("Your photos and clips are being listed."), busy=True)
        elif situation.has_filters:
            self._then = self.all_wanted
            text = self.tr("The filters leave no photo or clip over.")
            self.say(self.tr("Nothing found here"), text, icon="search", action=self.tr("Clear filters"))
        else:
            self.say(self.tr("Nothing found"), self.tr("No photo or clip comes near this description."), icon="search")

    def _say_empty_library(self, status: LibraryStatus, *, is_indexing: bool) -> None:
        self._then = self.folder_wanted
        if is_indexing:
            self.say(self.tr("Indexing has begun"), self.tr("The first photos can be searched in a moment."), busy=True)
        elif status.folders:
            text = self.tr("The folders of this library hold no photos or clips that could be read.")
            self.say(self.tr("Nothing to search yet"), text, icon="library", action=self.tr("Add a folder"))
        else:
            self.say(
                self.tr("Add a folder to begin"),
                self.tr(
                    "Evoke looks through your photos and clips on this computer, and only here. "
                    "Your files are never changed, moved or uploaded."
                ),
                icon="folder-plus",
                action=self.tr("Add a folder"),
            )
