"""What the viewer looks at, without widgets: the picture, the kept frames of a clip, and why it matches."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.engine_client import EngineState
from app.operations import FULL_PX
from app.services import Services
from app.tasks import LatestTask
from engine.errors import EngineGone
from engine.records import Explanation, MediaKind, SearchHit


class ViewerSession(QObject):
    """Loads for one hit at a time; what was asked for another hit or another frame is never told."""

    picture_loaded = Signal(object)  # Picture
    picture_failed = Signal(object)  # Exception
    detail_loaded = Signal(object)  # Picture, the same one at higher resolution
    frame_times_loaded = Signal(object)  # tuple of seconds
    explain_started = Signal()
    explained = Signal(object)  # Explanation
    explain_failed = Signal(object)  # Exception

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._operations = services.operations
        self._hit: SearchHit | None = None
        self._query = ""
        self._time_s: float | None = None
        self._waits_for_engine = False
        self._has_retried = False
        self._picture, self._detail, self._frames, self._explanation = (LatestTask(self) for _ in range(4))
        services.engine.state_changed.connect(self._on_engine_state_changed)

    @property
    def hit(self) -> SearchHit | None:
        """What is looked at."""
        return self._hit

    @property
    def time_s(self) -> float | None:
        """Time of the frame that is looked at, None for a photo."""
        return self._time_s

    @property
    def is_busy(self) -> bool:
        """Whether a picture or an explanation is awaited."""
        return self._picture.is_busy or self._explanation.is_busy

    def look_at(self, hit: SearchHit, query: str) -> None:
        """Load a hit, a clip at its best moment; loads only what differs from before."""
        same_file = self._hit is not None and self._hit.path == hit.path
        time_s = _best_time(hit)
        same_picture = same_file and time_s == self._time_s
        same_query = query.strip() == self._query
        self._hit, self._query, self._time_s = hit, query.strip(), time_s
        if not same_file and hit.kind is MediaKind.VIDEO:
            self._frames.watch(self._operations.list_frame_times(hit.path), self.frame_times_loaded.emit, _ignore)
        if not same_picture:
            self._load_picture()
        if not same_picture or not same_query:
            self._explain()

    def go_to(self, time_s: float) -> None:
        """Look at another frame of the clip."""
        if self._hit is not None and time_s != self._time_s:
            self._time_s = time_s
            self._load_picture()
            self._explain()

    def load_detail(self) -> None:
        """Load what is looked at with all its pixels."""
        if self._hit is not None:
            task = self._operations.load_picture(self._hit.path, self._time_s, max_px=FULL_PX)
            self._detail.watch(task, self.detail_loaded.emit, _ignore)

    def leave(self) -> None:
        """Look at nothing."""
        self._hit, self._time_s = None, None
        for task in (self._picture, self._detail, self._frames, self._explanation):
            task.drop()

    def _load_picture(self) -> None:
        assert self._hit is not None
        self._detail.drop()
        task = self._operations.load_picture(self._hit.path, self._time_s)
        self._picture.watch(task, self.picture_loaded.emit, self._on_picture_failed)

    def _explain(self) -> None:
        self._explanation.drop()
        if self._hit is None or not self._query:
            return
        self.explain_started.emit()
        task = self._operations.explain(self._query, self._hit.path, self._time_s)
        self._explanation.watch(task, self._on_explain_returned, self._on_explain_failed)

    def _on_picture_failed(self, error: Exception) -> None:
        self._note_death(error)
        self.picture_failed.emit(error)

    def _on_explain_returned(self, explanation: Explanation) -> None:
        self._has_retried = False
        self.explained.emit(explanation)

    def _on_explain_failed(self, error: Exception) -> None:
        self._note_death(error)
        self.explain_failed.emit(error)

    def _note_death(self, error: Exception) -> None:
        """Remember to try once more when the engine is back; what ends it a second time is left alone."""
        if isinstance(error, EngineGone):
            self._waits_for_engine = not self._has_retried

    def _on_engine_state_changed(self, state: EngineState) -> None:
        if state is EngineState.READY and self._waits_for_engine and self._hit is not None:
            self._waits_for_engine, self._has_retried = False, True
            self._load_picture()
            self._explain()


def _best_time(hit: SearchHit) -> float | None:
    if hit.kind is MediaKind.PHOTO:
        return None
    return hit.moment.best_s if hit.moment is not None else 0.0


def _ignore(_error: Exception) -> None:
    """Frames that cannot be listed leave a bare timeline; the picture's own failure is told."""
