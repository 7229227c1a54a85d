"""What stands where results would be: the engine is not there yet, nothing to search, nothing asked, nothing found."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QPushButton, QWidget

from app.appearance import Appearance, Space
from app.engine_client import EngineState
from app.error_dialog import describe_error
from app.widgets.empty_state import EmptyState
from app.widgets.flow_layout import FlowLayout
from engine.errors import EngineGone
from engine.records import LibraryStatus

_EXAMPLES = ("a dog on grass", "children playing", "snow and mountains", "a bicycle", "sunset over water -people")
_EXAMPLES_WIDTH_PX = 520


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

    example_chosen = Signal(object)  # str
    folder_wanted = Signal()
    retry_wanted = Signal()
    repeat_wanted = Signal()
    all_wanted = Signal()  # without filters

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self._then: SignalInstance = self.folder_wanted
        self.action_chosen.connect(lambda: self._then.emit())
        self._examples = QWidget()
        self._examples.setFixedWidth(_EXAMPLES_WIDTH_PX)
        flow = FlowLayout(self._examples, gap_px=Space.S, centers=True)
        for example in _EXAMPLES:
            button = QPushButton(example)
            button.setProperty("role", "filter")
            button.setAccessibleName(f"Search for {example}")
            button.clicked.connect(lambda _=False, text=example: self.example_chosen.emit(text))
            flow.addWidget(button)
        self._examples.setMinimumHeight(flow.heightForWidth(_EXAMPLES_WIDTH_PX))
        self.add_below(self._examples)

    def say_searching(self) -> None:
        """Say that a search takes its time."""
        self._examples.hide()
        self.say("Searching", "", busy=True)

    def explain(self, situation: Situation) -> None:
        """Say why there are no results."""
        status = situation.status
        self._examples.setVisible(False)
        if situation.engine_state is EngineState.FAILED:
            error = describe_error(situation.engine_error or EngineGone("The engine is not running."))
            self._then = self.retry_wanted
            self.say("The library cannot be opened", error.sentence, icon="plug-off", action="Try again")
        elif status is None:
            self.say("Getting ready", "The search engine is starting.", busy=True)
        elif not status.frames:
            self._say_empty_library(status, is_indexing=situation.is_indexing)
        elif situation.failure:
            self._then = self.repeat_wanted
            self.say("That did not work", situation.failure, icon="warning", action="Search again")
        elif not situation.has_searched:
            self._say_what_to_do()
        elif situation.has_filters:
            self._then = self.all_wanted
            text = "The filters leave no photo or clip over."
            self.say("Nothing found here", text, icon="search", action="Clear filters")
        else:
            self.say("Nothing found", "No photo or clip comes near this description.", icon="search")

    def _say_what_to_do(self) -> None:
        self.say(
            "What are you looking for?",
            "Describe it in your own words: what is to be seen, where, and what happens.",
            icon="search",
        )
        self._examples.show()

    def _say_empty_library(self, status: LibraryStatus, *, is_indexing: bool) -> None:
        self._then = self.folder_wanted
        if is_indexing:
            self.say("Indexing has begun", "The first photos can be searched in a moment.", busy=True)
        elif status.folders:
            text = "The folders of this library hold no photos or clips that could be read."
            self.say("Nothing to search yet", text, icon="library", action="Add a folder")
        else:
            self.say(
                "Add a folder to begin",
                "Evoke looks through your photos and clips on this computer, and only here. "
                "Your files are never changed, moved or uploaded.",
                icon="folder-plus",
                action="Add a folder",
            )
