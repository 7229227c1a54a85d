"""Looking at a library of any size: listings, the rows on screen, counts, curves, and where something stands."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.browse_records import CaptionEffect, ClipCurves, Facets, IndexState, Listing, QueryTerm, Standing
from engine.caption_records import CaptionShelf
from engine.errors import FolderMissing
from engine.jobs import CancelToken
from engine.library.file_state import file_state
from engine.library.folder_list import known_file
from engine.library.model_coverage import check_embedded
from engine.library.model_in_use import ModelInUse
from engine.library.picture_desk import PictureDesk
from engine.library.picture_vectors import PictureVectors
from engine.media.thumbnails import ThumbnailStore
from engine.records import MediaId, PictureTerm, SearchHit, SearchRequest, SearchResult
from engine.search.clip_curves import clip_curves
from engine.search.coverage import most_telling
from engine.search.facets import count_facets
from engine.search.listing import empty_listing
from engine.search.scoring import Vector
from engine.search.searcher import HEAD_ROWS, PictureVector, Searcher
from engine.search.standing import find_place
from engine.search.weighed_query import read_request
from engine.store import Store

NEXT_AT_ONCE: Final = 100


class Browser:
    """Everything that looks through a whole library. May be asked by several threads.

    Without a space (nothing embedded with the model in use, and nothing may be written) everything is empty.
    """

    def __init__(
        self,
        store: Store,
        thumbnails: ThumbnailStore,
        use: Callable[[], ModelInUse],
        desk: Callable[[], PictureDesk],
    ) -> None:
        """Take the parts of a library; model and desk are asked for anew each time, since both may change."""
        self._store = store
        self._thumbnails = thumbnails
        self._use = use
        self._desk = desk
        self._pictures = PictureVectors(store)

    def search(self, request: SearchRequest, *, cancel: CancelToken | None = None) -> SearchResult:
        """Return ranked hits, best first; see `Searcher.search` for what may go wrong.

        Raises:
            MediaUnreadable: A picture to resemble cannot be decoded.
            ModelMissing: Nothing is embedded with this model, but with another one something is.
        """
        read_request(request)  # a bad one is told before anything is loaded for it
        use, token = self._use(), cancel or CancelToken()
        searcher = self._searcher(use)
        if searcher is None:
            check_embedded(self._store, use.encoder)
            return SearchResult(request.query, (), is_confident=False, took_ms=0.0)
        use.warm_up()
        started = time.perf_counter()
        result = searcher.search(request, use.encoder, picture_vector=self._vectors(use, token), cancel=token)
        if not result.hits:
            check_embedded(self._store, use.encoder)
        return dataclasses.replace(result, took_ms=(time.perf_counter() - started) * 1000)

    def listing(self, request: SearchRequest, *, cancel: CancelToken | None = None) -> Listing:
        """Return everything a request finds, in order; without a query, everything its filters let through.

        Raises as `search` does, except that there need be nothing to look for.
        """
        query = read_request(request, may_be_empty=True)
        use, token = self._use(), cancel or CancelToken()
        searcher = self._searcher(use)
        if searcher is None:
            check_embedded(self._store, use.encoder)
            return empty_listing(request.query, query.terms())
        found = searcher.listing(request, use.encoder, picture_vector=self._vectors(use, token), cancel=token)
        if not len(found.media_ids):
            check_embedded(self._store, use.encoder)
        return dataclasses.replace(found, terms=tuple(map(self._named, found.terms)))

    def rows(
        self, request: SearchRequest, media_ids: NDArray[np.int64], *, cancel: CancelToken | None = None
    ) -> tuple[SearchHit, ...]:
        """Fill in some rows of a listing of this request; what was removed meanwhile is left out."""
        use, token = self._use(), cancel or CancelToken()
        searcher = self._searcher(use)
        if searcher is None:
            return ()
        return searcher.rows(
            request,
            np.asarray(media_ids, np.int64),
            use.encoder,
            picture_vector=self._vectors(use, token),
            cancel=token,
        )

    def facets(self, request: SearchRequest, *, cancel: CancelToken | None = None) -> Facets:
        """Say how much each filter would show of what the query finds."""
        use, token = self._use(), cancel or CancelToken()
        searcher = self._searcher(use)
        if searcher is None:
            return Facets(0, 0, (), (), (), 0, 0, 0)
        prepared = searcher.prepare(request, use.encoder, self._vectors(use, token), token)
        roots = [record.path for record in self._store.folders.all()]
        return count_facets(searcher, prepared, use.encoder, roots, token)

    def clip_curves(
        self, request: SearchRequest, media_id: MediaId, *, cancel: CancelToken | None = None
    ) -> ClipCurves:
        """Say how well each kept frame of a clip matches the query, and each of its words.

        Raises:
            FolderMissing: The library does not have it any more.
        """
        use, token = self._use(), cancel or CancelToken()
        searcher = self._searcher(use)
        hashes = self._store.media.hashes([media_id])
        if searcher is None or media_id not in hashes:
            raise FolderMissing("This clip is no longer in the library.")
        unfiltered = _without_filters(request)
        prepared = searcher.prepare(unfiltered, use.encoder, self._vectors(use, token), token)
        rows = prepared.columns.rows_of(np.array([media_id], np.int64))
        if not len(rows):
            raise FolderMissing("This clip is no longer in the library.")
        cutoff = searcher.cutoff_of_all(prepared, use.encoder, token)
        path_of = self._thumbnails.path_of
        return clip_curves(searcher, prepared, use.encoder, int(rows[0]), cutoff, (path_of, hashes[media_id]))

    def standing(self, request: SearchRequest, path: Path, *, cancel: CancelToken | None = None) -> Standing:
        """Say where a file stands for a request, and what keeps it away."""
        file, use, token = known_file(self._store, path), self._use(), cancel or CancelToken()
        state, problem = file_state(self._store, use.space_id, file)
        standing = Standing(file, state, problem)
        item = self._store.media.by_path(file)
        searcher = self._searcher(use)
        if searcher is None or item is None or state not in (IndexState.FOUND, IndexState.CHANGED):
            return standing
        vectors = self._vectors(use, token)
        prepared = searcher.prepare(request, use.encoder, vectors, token)
        rows = prepared.columns.rows_of(np.array([item.media_id], np.int64))
        if not len(rows):
            return dataclasses.replace(standing, state=IndexState.OTHER_MODEL)
        place = find_place(searcher, prepared, use.encoder, int(rows[0]), vectors, token)
        listed, beneath = self._listed(searcher, request, item.media_id, use, token)
        return dataclasses.replace(
            standing,
            media_id=item.media_id,
            rank=place.rank,
            compared=place.compared,
            score=place.score,
            cutoff=place.cutoff,
            best_score=place.best_score,
            filters=place.filters,
            effects=place.effects,
            beneath=beneath,
            is_listed=listed,
            captions=self._named_effects(searcher.caption_effects(prepared.query, item.media_id, use.encoder)),
        )

    def to_caption(
        self, shelf: CaptionShelf, limit: int = NEXT_AT_ONCE, *, cancel: CancelToken | None = None
    ) -> Listing:
        """Return what there is to caption: newest first, or the most telling first, at most `limit` of those."""
        if shelf is not CaptionShelf.NEXT:
            has_caption = {CaptionShelf.WITH: True, CaptionShelf.WITHOUT: False}.get(shelf)
            return self.listing(SearchRequest("", has_caption=has_caption), cancel=cancel)
        hits = self.worth_captioning(limit, cancel=cancel)
        ids = np.array([hit.media_id for hit in hits], np.int64)
        days = np.array([0 if hit.taken_at is None else hit.taken_at.toordinal() for hit in hits], np.int32)
        return dataclasses.replace(
            empty_listing("", ()), media_ids=ids, days=days, matches=len(hits), head=hits[:HEAD_ROWS]
        )

    def caption_effects(
        self, request: SearchRequest, media_id: MediaId, *, cancel: CancelToken | None = None
    ) -> tuple[CaptionEffect, ...]:
        """Say what the captions of a photo or clip do to its score, the strongest first."""
        use, token = self._use(), cancel or CancelToken()
        searcher = self._searcher(use)
        if searcher is None:
            return ()
        query = read_request(request, may_be_empty=True)
        token.check()
        return self._named_effects(searcher.caption_effects(query, media_id, use.encoder))

    def _named_effects(self, effects: list[tuple[int, float]]) -> tuple[CaptionEffect, ...]:
        records = dict(self._store.captions.numbered([number for number, _ in effects]))
        return tuple(
            CaptionEffect(records[number].text, records[number].time_s, records[number].end_s, gain)
            for number, gain in effects
            if number in records
        )

    def worth_captioning(self, limit: int, *, cancel: CancelToken | None = None) -> tuple[SearchHit, ...]:
        """Return photos and clips without a caption that stand for most of the library, the most telling first.

        Raises:
            BadQuery: The limit is below 1.
            Cancelled: A stop was asked for.
        """
        request = SearchRequest("", limit=limit)
        read_request(request, may_be_empty=True)
        use, token = self._use(), cancel or CancelToken()
        searcher = self._searcher(use)
        if searcher is None:
            return ()
        prepared = searcher.prepare(request, use.encoder, self._vectors(use, token), token)
        columns, captioned = prepared.columns, searcher.masks.captioned(prepared.columns)
        middle = (columns.starts + np.append(columns.starts[1:], len(columns.positions))) // 2
        vectors = prepared.vectors.matrix[columns.positions[middle]] if len(columns) else np.zeros((0, use.encoder.dim))
        token.check()
        free = np.flatnonzero(~captioned)
        doubts = use.encoder.picture_doubts(np.asarray(vectors[free]))
        telling = most_telling(np.asarray(vectors[free]), np.asarray(vectors[captioned]), limit, doubts=doubts)
        chosen = free[telling]
        return searcher.rows(request, columns.media.ids[chosen], use.encoder, cancel=token)

    def _listed(
        self, searcher: Searcher, request: SearchRequest, media_id: MediaId, use: ModelInUse, token: CancelToken
    ) -> tuple[bool, Path | None]:
        """Whether the listing shows it as a row of its own, and under what it is stacked otherwise."""
        found = searcher.listing(request, use.encoder, picture_vector=self._vectors(use, token), cancel=token)
        if media_id in found.media_ids:
            return True, None
        places = np.flatnonzero(found.stacks.media_ids == media_id)
        if not len(places):
            return False, None
        stack = int(np.searchsorted(found.stacks.offsets, places[0], side="right")) - 1
        top = MediaId(int(found.media_ids[found.stacks.rows[stack]]))
        item = self._store.media.get_many([top]).get(top)
        return True, None if item is None else item.path

    def _searcher(self, use: ModelInUse) -> Searcher | None:
        """Return the search over the space in use. The model is loaded only once something is looked for."""
        return None if use.space_id is None else use.searcher(use.space_id)

    def _vectors(self, use: ModelInUse, cancel: CancelToken) -> PictureVector:
        def vector(term: PictureTerm) -> Vector:
            return self._pictures.vector(term, use, self._desk(), cancel)

        return vector

    def _named(self, term: QueryTerm) -> QueryTerm:
        """Give a picture of the library the name and thumbnail of its file."""
        if term.picture is None or term.picture.image:
            return term
        media_id = term.picture.media_id
        if term.picture.path is not None:
            item = self._store.media.by_path(known_file(self._store, term.picture.path))
            media_id = item.media_id if item is not None else None
        if media_id is None:
            return term
        item = self._store.media.get_many([media_id]).get(media_id)
        frames = self._store.frames.of_media(media_id)
        if item is None or not frames:
            return term
        wanted_s = term.picture.time_s
        frame = frames[len(frames) // 2]
        if wanted_s is not None:
            frame = min(frames, key=lambda found: abs(found.time_s - wanted_s))
        thumbnail = self._thumbnails.path_of(frame.content_hash, frame.time_s)
        return dataclasses.replace(term, text=term.text or item.path.name, thumbnail_path=thumbnail)


def _without_filters(request: SearchRequest) -> SearchRequest:
    return SearchRequest(request.query, like=request.like, weights=request.weights, pictures=request.pictures)
