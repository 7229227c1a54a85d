"""Models, without widgets: what is here, what can be fetched, and transfers under way."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.engine_client import EngineState
from app.services import Services
from app.tasks import LatestTask, Task
from engine.tuning_records import ModelEntry, ModelShelf


class ModelSession(QObject):
    """Lists, fetches, imports and removes; what is used is changed by the tuning session, which both pages share."""

    listed = Signal(object)  # ModelShelf
    fetching_changed = Signal()
    arrived = Signal(object)  # ModelEntry
    removed = Signal(object)  # str, the name
    failed = Signal(object)  # Exception

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = services.engine
        self._operations = services.operations
        self._shelf: ModelShelf | None = None
        self._fetching: dict[str, Task] = {}
        self._reading = LatestTask(self)

    @property
    def shelf(self) -> ModelShelf | None:
        """What is known, None before the first word."""
        return self._shelf

    @property
    def is_busy(self) -> bool:
        """Whether an answer is awaited, transfers left out."""
        return self._reading.is_busy

    def fetching(self, name: str) -> Task | None:
        """Return the transfer of a model that is under way or waits for its turn."""
        return self._fetching.get(name)

    def look(self) -> None:
        """Ask what there is."""
        self._reading.watch(self._operations.list_models(), self._on_listed, self.failed.emit)

    def fetch(self, name: str) -> None:
        """Fetch a public model, or go on with that."""
        if name not in self._fetching:
            self._follow(name, self._operations.fetch_model(name))

    def import_folder(self, folder: Path) -> None:
        """Import a folder that was brought here otherwise."""
        self._follow(folder.name, self._operations.import_model(folder))

    def remove(self, name: str) -> None:
        """Take a model off this machine."""
        task = self._operations.remove_model(name)
        task.returned.connect(lambda _: self.removed.emit(name))
        task.failed.connect(self.failed)
        task.finished.connect(self.look)

    def _follow(self, name: str, task: Task) -> None:
        self._fetching[name] = task
        task.returned.connect(self._on_arrived)
        task.failed.connect(self._on_fetch_failed)
        task.finished.connect(self._on_fetch_ended)
        self.fetching_changed.emit()

    def _on_listed(self, shelf: ModelShelf) -> None:
        self._shelf = shelf
        self.listed.emit(shelf)

    def _on_arrived(self, entry: ModelEntry) -> None:
        self.arrived.emit(entry)

    def _on_fetch_failed(self, error: Exception) -> None:
        self.failed.emit(error)

    def _on_fetch_ended(self) -> None:
        self._fetching = {name: task for name, task in self._fetching.items() if not task.is_finished}
        self.fetching_changed.emit()
        if self._engine.state is EngineState.READY:
            self.look()
