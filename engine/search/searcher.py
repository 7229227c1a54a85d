"""From a request to ranked hits: reads the query, embeds it, ranks, and finds the moments of clips."""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray

from engine.config import SearchConfig
from engine.cots.protocol import Encoder
from engine.errors import BadQuery, FolderMissing
from engine.jobs import CancelToken
from engine.records import SearchRequest, SearchResult, SpaceId
from engine.search.calibration import is_confident
from engine.search.hits import ThumbnailPath, make_hits
from engine.search.query import ParsedQuery, parse_query
from engine.search.ranking import FrameIndex, rank_media
from engine.search.scoring import QueryVectors, make_probe
from engine.store import Store
from engine.store.media_filter import MediaFilter

BACKGROUND_FRAMES = 2000


class Searcher:
    """Answers requests over one space of a library, on any thread but one request at a time."""

    def __init__(
        self, store: Store, space_id: SpaceId, index: FrameIndex, thumbnail_path: ThumbnailPath, config: SearchConfig
    ) -> None:
        self._store = store
        self._space_id = space_id
        self._index = index
        self._thumbnail_path = thumbnail_path
        self._config = config
        self._background = np.zeros((0, 0), np.float32)
        self._background_count = -1

    def search(
        self,
        request: SearchRequest,
        encoder: Encoder,
        *,
        picture: NDArray[np.float32] | None = None,
        cancel: CancelToken | None = None,
    ) -> SearchResult:
        """Return the best hits of a request.

        Args:
            request: What to look for; its `like` is not read here.
            encoder: Of this space.
            picture: (D,) unit vector of what `like` shows, where it is given.
            cancel: Asked between the steps.

        Raises:
            BadQuery: Nothing to look for, absurdly long, or a limit below 1.
            FolderMissing: The folder to search in is neither on disk nor in the library.
            Cancelled: A stop was asked for.
        """
        started = time.perf_counter()
        cancel = cancel or CancelToken()
        parsed = read_request(request)
        folder = None if request.folder is None else request.folder.expanduser().absolute()
        allowed = self._allowed(MediaFilter(request.kind, request.after, request.before, folder))
        cancel.check()
        query = _embedded(parsed, encoder, picture)
        cancel.check()
        probe = make_probe(
            query, lambda: self._ordinary_frames(encoder.dim), encoder.calibration, self._config.minus_weight
        )
        ranked = rank_media(self._index, self._store.frames, probe, limit=request.limit, allowed=allowed, cancel=cancel)
        cancel.check()
        hits = make_hits(
            self._store,
            self._space_id,
            ranked,
            probe,
            folder=folder,
            moments_per_clip=self._config.moments_per_clip,
            thumbnail_path=self._thumbnail_path,
        )
        searched = len(self._index) if allowed is None else len(allowed)
        best = probe.as_text_score(hits[0].score, encoder.calibration) if hits else -1.0
        confident = is_confident(best, searched, encoder.calibration)
        return SearchResult(request.query, hits, confident, (time.perf_counter() - started) * 1000)

    def _allowed(self, keep: MediaFilter) -> NDArray[np.int64] | None:
        """Return the ids of the frames that pass the filter, None when all do."""
        if keep.is_empty:
            return None
        allowed = self._store.frames.select(self._space_id, keep)
        if not len(allowed) and keep.folder is not None and not keep.folder.exists():
            raise FolderMissing(f"There is no folder {keep.folder}.", path=keep.folder)
        return allowed

    def _ordinary_frames(self, dim: int) -> NDArray[np.float32]:
        """Return (B, D) frames from all over the library; chosen anew when it has grown or shrunk by a quarter."""
        count = len(self._index)
        if abs(count - self._background_count) > self._background_count / 4:
            ids = self._store.frames.select(self._space_id, MediaFilter())
            rows = np.unique(np.linspace(0, max(len(ids) - 1, 0), BACKGROUND_FRAMES).astype(np.int64))
            _, vectors = self._store.vectors.get(self._space_id, ids[rows[rows < len(ids)]])
            self._background = vectors.astype(np.float32).reshape(-1, dim)
            self._background_count = count
        return self._background


def read_request(request: SearchRequest) -> ParsedQuery:
    """Read what a request looks for, without a model.

    Raises:
        BadQuery: Nothing to look for, absurdly long, or a limit below 1.
    """
    if request.limit < 1:
        raise BadQuery(f"The number of hits is {request.limit} but must be at least 1.")
    if request.like is not None and not request.query.strip():
        return ParsedQuery((), "")
    return parse_query(request.query)


def _embedded(parsed: ParsedQuery, encoder: Encoder, picture: NDArray[np.float32] | None) -> QueryVectors:
    """Embed all texts of a query at once."""
    texts = [parsed.positive] if parsed.positive else []
    vectors = encoder.encode_texts([*texts, *parsed.negatives])
    return QueryVectors(vectors[0] if texts else None, picture, vectors[len(texts) :])
