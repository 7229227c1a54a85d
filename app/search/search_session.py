"""What is looked for, without widgets: debounce, latest wins, counts behind it, once again after a restart."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from app.engine_client import EngineState
from app.services import Services
from app.tasks import LatestTask
from app.timers import single_shot_timer
from engine.browse_records import Facets, Listing, QueryTerm, TermKind
from engine.errors import EngineGone
from engine.records import PictureTerm, SearchRequest, WordWeight

LEAST_PAUSE_MS, TYPING_PAUSE_MS = 20, 100
PAUSE_SHARE = 4  # a letter that comes too late costs a search that is given up half-way, and nobody sees that
SLIDING_PAUSE_MS = 30
COUNT_PAUSE_MS = 60  # counts of a request that is typed on would only slow down the next answer
NOTED_AFTER_MS = 4000


class SearchSession(QObject):
    """Turns changes of a request into listings, one at a time; those of outdated requests are never told.

    Nothing to look for is a request too: it lists everything that the filters let through.
    """

    started = Signal(object)  # SearchRequest
    answered = Signal(object)  # Listing
    counted = Signal(object)  # Facets, of the request that was answered last
    failed = Signal(object)  # Exception
    request_changed = Signal(object)  # SearchRequest, by something else than typing: an album, a chip, a filter
    noted = Signal()  # the request was put into the history

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._engine = services.engine
        self._operations = services.operations
        self._request = SearchRequest("", stacks=True)
        self._answered_request: SearchRequest | None = None
        self._listing: Listing | None = None
        self._facets: Facets | None = None
        self._listing_task, self._facets_task, self._note_task = (LatestTask(self) for _ in range(3))
        self._waits_for_engine = False
        self._has_retried = False
        self._is_repeat = False
        self._weighed_as: dict[str, TermKind] = {}
        self._asked = QElapsedTimer()
        self._answer_ms = TYPING_PAUSE_MS * PAUSE_SHARE  # until one is known
        self._pause = single_shot_timer(self, self._search, TYPING_PAUSE_MS)
        self._count_timer = single_shot_timer(self, self.recount, COUNT_PAUSE_MS)
        self._note_timer = single_shot_timer(self, self.note, NOTED_AFTER_MS)
        services.engine.state_changed.connect(self._on_engine_state_changed)

    @property
    def request(self) -> SearchRequest:
        """What is looked for now."""
        return self._request

    @property
    def answered_request(self) -> SearchRequest:
        """What the last answer is to; while somebody types that is not what is looked for now."""
        return self._answered_request or self._request

    @property
    def listing(self) -> Listing | None:
        """The last answer."""
        return self._listing

    @property
    def facets(self) -> Facets | None:
        """The last counts."""
        return self._facets

    @property
    def is_busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._listing_task.is_busy or self._pause.isActive()

    @property
    def is_repeat(self) -> bool:
        """Whether the last answer is to the same request as the one before."""
        return self._is_repeat

    @property
    def typing_pause_ms(self) -> int:
        """How long a search waits for the next letter: a share of the time answers take, within bounds."""
        return min(TYPING_PAUSE_MS, max(LEAST_PAUSE_MS, self._answer_ms // PAUSE_SHARE))

    def change(self, *, now: bool = False, pause_ms: int | None = None, **fields: Any) -> None:
        """Change fields of the request; searches after a pause, or at once with `now`."""
        request = dataclasses.replace(self._request, **fields)
        same = _stripped(request) == _stripped(self._request)
        self._request = request
        if same and not now:
            return
        self._note_timer.stop()
        if not same and set(fields) - {"query"}:
            self.request_changed.emit(request)
        if now:
            self._pause.stop()
            self._search()
        else:
            self._pause.start(self.typing_pause_ms if pause_ms is None else pause_ms)

    def change_now(self, fields: dict[str, Any]) -> None:
        """Change fields of the request and search at once."""
        self.change(now=True, **fields)

    def open(self, request: SearchRequest) -> None:
        """Look for something else altogether, for instance an album."""
        self.change(now=True, **{field.name: getattr(request, field.name) for field in dataclasses.fields(request)})

    def drop_picture(self, path: Path | None) -> bool:
        """Look again without a picture that cannot be read; False where it is none of the request's."""
        kept = tuple(picture for picture in self._request.pictures if path is None or picture.path != path)
        if len(kept) == len(self._request.pictures):
            return False
        self.change(now=True, pictures=kept)
        return True

    def weigh(self, term: QueryTerm, weight: float) -> None:
        """Let a part of the query count more or less; 0 switches it off."""
        if term.kind is TermKind.PICTURE:
            pictures = tuple(
                dataclasses.replace(picture, weight=weight) if _same_picture(picture, term.picture) else picture
                for picture in self._request.pictures
            )
            self.change(pause_ms=SLIDING_PAUSE_MS, pictures=pictures)
            return
        self._weighed_as[term.text.lower()] = term.kind
        others = tuple(given for given in self._request.weights if given.text.lower() != term.text.lower())
        weights = others if weight == 1 else (*others, WordWeight(term.text, weight))
        self.change(pause_ms=SLIDING_PAUSE_MS, weights=weights)

    def add_picture(self, picture: PictureTerm) -> None:
        """Look for what resembles a picture too; one that is there already changes nothing."""
        if not any(_same_picture(picture, known) for known in self._request.pictures):
            self.change(now=True, pictures=(*self._request.pictures, picture))

    def remove_picture(self, picture: PictureTerm) -> None:
        """No longer look for what resembles a picture."""
        kept = tuple(known for known in self._request.pictures if not _same_picture(picture, known))
        self.change(now=True, pictures=kept)

    def repeat(self) -> None:
        """Search again, for instance after the library changed."""
        self._search()

    def recount(self) -> None:
        """Count again what the filters would show, for instance after something was marked as a favourite."""
        self._facets_task.watch(self._operations.count_facets(_stripped(self._request)), self._on_counted, _ignore)

    def note(self) -> None:
        """Put the request into the history, unless it looks for nothing or found nothing."""
        self._note_timer.stop()
        if self._listing is None or not self._listing.has_query or self.is_busy:
            return
        if self._engine.state is EngineState.READY:
            task = self._operations.note_search(_stripped(self._request))
            self._note_task.watch(task, lambda _: self.noted.emit(), _ignore)

    def _search(self) -> None:
        request = _stripped(self._request)
        self._count_timer.stop()
        self._asked.start()
        self.started.emit(request)
        self._listing_task.watch(
            self._operations.list_media(request), lambda listing: self._on_returned(request, listing), self._on_failed
        )

    def _on_returned(self, request: SearchRequest, listing: Listing) -> None:
        self._has_retried = False
        self._answer_ms = int(self._asked.elapsed())
        self._is_repeat = request == self._answered_request
        self._answered_request, self._listing = request, listing
        self.answered.emit(listing)
        if self._drop_stale_weights(listing):
            return
        self._count_timer.start()
        if listing.has_query and not self._is_repeat:
            self._note_timer.start()

    def _drop_stale_weights(self, listing: Listing) -> bool:
        """Forget weights of words that are no longer in the query; True where that changes the ranking.

        A word that was switched off and is left out with a minus now is another part of the query.
        """
        parts = {term.text.lower(): term.kind for term in listing.terms if term.kind is not TermKind.PICTURE}
        kept = tuple(
            given
            for given in self._request.weights
            if (kind := parts.get(given.text.lower())) is not None
            and self._weighed_as.get(given.text.lower(), kind) is kind
        )
        if kept == self._request.weights or self._pause.isActive():
            return False
        counts = any(given.text.lower() in parts for given in self._request.weights if given not in kept)
        self._request = dataclasses.replace(self._request, weights=kept)
        if counts:
            self._search()
        return counts

    def _on_counted(self, facets: Facets) -> None:
        self._facets = facets
        self.counted.emit(facets)

    def _on_failed(self, error: Exception) -> None:
        # Once again by itself when the engine is back; a query that ends it a second time is left alone.
        self._waits_for_engine = isinstance(error, EngineGone) and not self._has_retried
        self.failed.emit(error)

    def _on_engine_state_changed(self, state: EngineState) -> None:
        if state is not EngineState.READY or self._listing_task.is_busy:
            return
        if self._waits_for_engine:
            self._waits_for_engine, self._has_retried = False, True
            self._search()
        elif self._listing is None and not self._has_retried:
            self._search()  # what there is, as soon as there is an engine


def _stripped(request: SearchRequest) -> SearchRequest:
    return dataclasses.replace(request, query=request.query.strip())


def _same_picture(one: PictureTerm, other: PictureTerm | None) -> bool:
    return other is not None and dataclasses.replace(one, weight=1.0) == dataclasses.replace(other, weight=1.0)


def _ignore(_error: Exception) -> None:
    """Counts and the history are extras: a search that fails is told by the search itself."""
