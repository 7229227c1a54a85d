"""What the viewer looks at, without widgets: the picture, the curves of a clip, and why it matches."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, Signal

from app.engine_client import EngineState
from app.operations import FULL_PX
from app.services import Services
from app.tasks import LatestTask
from engine.errors import EngineGone
from engine.records import Explanation, MediaKind, SearchHit, SearchRequest, WordWeight

KEPT_EXPLANATIONS = 48


class ViewerSession(QObject):
    """Loads for one hit at a time; what was asked for another hit or another frame is never told."""

    picture_loaded = Signal(object)  # Picture
    picture_failed = Signal(object)  # Exception
    detail_loaded = Signal(object)  # Picture, the same one at higher resolution
    curves_loaded = Signal(object)  # ClipCurves
    details_loaded = Signal(object)  # MediaDetails
    captions_explained = Signal(object)  # tuple of CaptionEffect, empty where captions do nothing
    explain_started = Signal()
    explained = Signal(object)  # Explanation
    explain_failed = Signal(object)  # Exception

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._operations = services.operations
        self._hit: SearchHit | None = None
        self._request = SearchRequest("")
        self._time_s: float | None = None
        self._waits_for_engine = False
        self._has_retried = False
        self._known: OrderedDict[object, Explanation] = OrderedDict()
        tasks = (LatestTask(self) for _ in range(6))
        self._picture, self._detail, self._curves, self._explanation, self._details, self._captions = tasks
        services.engine.state_changed.connect(self._on_engine_state_changed)

    @property
    def hit(self) -> SearchHit | None:
        """What is looked at."""
        return self._hit

    @property
    def request(self) -> SearchRequest:
        """What it was found by."""
        return self._request

    @property
    def time_s(self) -> float | None:
        """Time of the frame that is looked at, None for a photo."""
        return self._time_s

    @property
    def is_busy(self) -> bool:
        """Whether a picture or an explanation is awaited."""
        return self._picture.is_busy or self._explanation.is_busy

    def look_at(self, hit: SearchHit, request: SearchRequest, *, keeps_time: bool = False) -> None:
        """Load a hit, a clip at its best moment unless `keeps_time`; loads only what differs from before."""
        same_file = self._hit is not None and self._hit.path == hit.path
        time_s = self._time_s if keeps_time and same_file else _best_time(hit)
        same_picture = same_file and time_s == self._time_s
        gain_before = 0.0 if self._hit is None else self._hit.caption_gain
        before, self._request = self._request, request
        self._hit, self._time_s = hit, time_s
        if hit.kind is MediaKind.VIDEO and not (same_file and _same_search(before, request)):
            self._curves.watch(
                self._operations.trace_clip(request, hit.media_id), self.curves_loaded.emit, self._on_curves_failed
            )
        if not (same_file and _same_search(before, request)) or hit.caption_gain != gain_before:
            self._explain_captions()
        if not same_picture:
            self._load_picture()
        if not same_picture or _words_of(before) != _words_of(request):
            self._explain()

    def go_to(self, time_s: float) -> None:
        """Look at another frame of the clip."""
        if self._hit is not None and time_s != self._time_s:
            self._time_s = time_s
            self._load_picture()
            self._explain()

    def pass_by(self, time_s: float) -> None:
        """Follow a clip that plays: its frames are shown by somebody else, and explained where it stops."""
        if self._hit is not None:
            self._time_s = time_s
            for task in (self._picture, self._detail, self._explanation):
                task.drop()

    def explain_here(self) -> None:
        """Explain the frame that is looked at."""
        self._explain()

    def load_detail(self) -> None:
        """Load what is looked at with all its pixels."""
        if self._hit is not None:
            task = self._operations.load_picture(self._hit.path, self._time_s, max_px=FULL_PX)
            self._detail.watch(task, self.detail_loaded.emit, _ignore)

    def load_details(self) -> None:
        """Load what the file says about itself."""
        if self._hit is not None:
            task = self._operations.read_details(self._hit.path)
            self._details.watch(task, self.details_loaded.emit, _ignore)

    def leave(self) -> None:
        """Look at nothing."""
        self._hit, self._time_s = None, None
        for task in (self._picture, self._detail, self._curves, self._explanation, self._details, self._captions):
            task.drop()

    def _load_picture(self) -> None:
        assert self._hit is not None
        self._detail.drop()
        task = self._operations.load_picture(self._hit.path, self._time_s)
        self._picture.watch(task, self.picture_loaded.emit, self._on_picture_failed)

    def _explain_captions(self) -> None:
        """Ask which captions raised or lowered what is looked at; most often none did, and nothing is asked."""
        assert self._hit is not None
        self._captions.drop()
        self.captions_explained.emit(())
        if self._hit.caption_gain:
            task = self._operations.explain_captions(self._request, self._hit.media_id)
            self._captions.watch(task, self.captions_explained.emit, _ignore)

    def _explain(self) -> None:
        self._explanation.drop()
        query = self._request.query.strip()
        if self._hit is None or not query:
            return
        self.explain_started.emit()
        weights = self._request.weights
        key = (self._hit.media_id, self._hit.path, self._time_s, _words_of(self._request))
        known = self._known.get(key)
        if known is not None:
            self.explained.emit(known)
            return
        task = self._operations.explain(query, self._hit.path, self._time_s, weights)
        self._explanation.watch(
            task, lambda explanation: self._on_explain_returned(key, explanation), self._on_explain_failed
        )

    def _on_picture_failed(self, error: Exception) -> None:
        self._note_death(error)
        self.picture_failed.emit(error)

    def _on_curves_failed(self, error: Exception) -> None:
        """A clip without curves has a bare timeline; the picture's own failure is told."""
        self._note_death(error)

    def _on_explain_returned(self, key: object, explanation: Explanation) -> None:
        self._has_retried = False
        self._known[key] = explanation
        while len(self._known) > KEPT_EXPLANATIONS:
            self._known.popitem(last=False)
        self.explained.emit(explanation)

    def _on_explain_failed(self, error: Exception) -> None:
        self._note_death(error)
        self.explain_failed.emit(error)

    def _note_death(self, error: Exception) -> None:
        """Remember to try once more when the engine is back; what ends it a second time is left alone."""
        if isinstance(error, EngineGone):
            self._waits_for_engine = not self._has_retried

    def _on_engine_state_changed(self, state: EngineState) -> None:
        if state is not EngineState.READY:
            self._known.clear()  # another engine may come with another model
        elif self._waits_for_engine and self._hit is not None:
            self._waits_for_engine, self._has_retried = False, True
            self._load_picture()
            self._explain()

    def forget_explanations(self) -> None:
        """Explain anew what was explained before, after the model changed."""
        self._known.clear()


def _best_time(hit: SearchHit) -> float | None:
    if hit.kind is MediaKind.PHOTO:
        return None
    return hit.moment.best_s if hit.moment is not None else 0.0


def _same_search(one: SearchRequest, other: SearchRequest) -> bool:
    """Whether two requests look for the same, whatever their filters are."""
    return (_words_of(one), one.all_pictures) == (_words_of(other), other.all_pictures)


def _words_of(request: SearchRequest) -> tuple[str, frozenset[WordWeight]]:
    """Return what an explanation depends on: the words, and how much each counts."""
    return request.query.strip(), frozenset(request.weights)


def _ignore(_error: Exception) -> None:
    """More detail is an extra: what is shown already stays."""
