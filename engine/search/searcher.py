"""From a request to ranked media: reads the query, embeds it, compares, and decides what really matches."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.browse_records import Listing
from engine.config import SearchConfig
from engine.cots.protocol import Encoder
from engine.jobs import CancelToken
from engine.records import MediaId, PictureTerm, SearchHit, SearchRequest, SearchResult, SpaceId
from engine.search.caption_meanings import CaptionMeanings
from engine.search.caption_words import Bonus, CaptionIndex, caption_bonus, caption_effects
from engine.search.cutoff import Cutoff, find_cutoff
from engine.search.hits import HitMaker, ThumbnailPath
from engine.search.known_products import KnownProducts
from engine.search.listing import MAX_MATCHES, MAX_WEAKER, Arranged, arrange, browse
from engine.search.media_columns import ColumnsCache, MediaColumns, Rows
from engine.search.media_mask import Mask, MaskMaker, all_of
from engine.search.ranking import (
    Candidates,
    FrameIndex,
    Ranked,
    Scored,
    VectorRows,
    asks_graph,
    best_media,
    exactly,
    score_all,
    score_best,
)
from engine.search.scoring import Probe, Vector, make_probe
from engine.search.text_vectors import TextVectors
from engine.search.weighed_query import WeighedQuery, read_request
from engine.store import Store

BACKGROUND_FRAMES: Final = 2000
HEAD_ROWS: Final = 60

PictureVector = Callable[[PictureTerm], Vector]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request made ready against one moment of the library.

    Attributes:
        request: As given.
        query: What it looks for.
        vectors: All vectors of the moment.
        columns: All facts of the moment.
        masks: What each filter lets through.
        probe: What frames are compared with; None where nothing is looked for.
        bonus: (F,) what own captions add to the scores; None where they add nothing.
    """

    request: SearchRequest
    query: WeighedQuery
    vectors: VectorRows
    columns: MediaColumns
    masks: dict[str, Mask]
    probe: Probe | None
    bonus: Bonus | None = None

    _known: dict[str, Any] = dataclasses.field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def mask(self) -> Mask | None:
        """What all filters let through; None where there are none."""
        if "mask" not in self._known:
            self._known["mask"] = all_of(self.masks)
        mask: Mask | None = self._known["mask"]
        return mask

    @property
    def passing(self) -> int:
        """How many frames they let through."""
        if "passing" not in self._known:
            mask, columns = self.mask, self.columns
            self._known["passing"] = len(columns.positions) if mask is None else columns.frames_passing(mask)
        return int(self._known["passing"])

    @property
    def candidates(self) -> Candidates:
        """What a probe is compared with."""
        return Candidates(self.vectors, self.columns, self.mask, self.passing, self.bonus)

    @property
    def compared(self) -> int:
        """How many media pass the filters."""
        mask = self.mask
        return len(self.columns) if mask is None else int(np.count_nonzero(mask))


class Searcher:
    """Answers requests over one space of a library. May be asked by several threads."""

    def __init__(
        self,
        store: Store,
        index: FrameIndex,
        thumbnail_path: ThumbnailPath,
        config: SearchConfig,
        space_id: SpaceId | None = None,
    ) -> None:
        """Take the index of a space; with its number captions are compared by meaning too."""
        self._store = store
        self._meanings = CaptionMeanings(store, space_id)
        self._index = index
        self._thumbnail_path = thumbnail_path
        self._config = config
        self._columns = ColumnsCache(store)
        self.masks = MaskMaker(store)
        self._texts = TextVectors()
        self._products = KnownProducts()
        self._background_lock = threading.Lock()
        self._background = np.zeros((0, 0), np.float32)
        self._background_count = -1

    def warm_up(self) -> None:
        """Read the columns before they are first needed."""
        self._columns.of(self._index.snapshot.ids)

    def forget_facts(self) -> None:
        """Read dates, cameras and outlines anew when they are next needed."""
        self._columns.forget_facts()

    def forget_answers(self) -> None:
        """Let go of what was remembered of the last queries."""
        self._products = KnownProducts()

    def search(
        self,
        request: SearchRequest,
        encoder: Encoder,
        *,
        picture_vector: PictureVector | None = None,
        cancel: CancelToken | None = None,
    ) -> SearchResult:
        """Return the best hits of a request, whether they match or not.

        Args:
            request: What to look for.
            encoder: Of this space.
            picture_vector: Gives the unit vector (D,) of one of its pictures.
            cancel: Asked between the steps.

        Raises:
            BadQuery: Nothing to look for, absurdly long, or a limit below 1.
            FolderMissing: The folder to search in is neither on disk nor in the library.
            Cancelled: A stop was asked for.
        """
        started, cancel = time.perf_counter(), cancel or CancelToken()
        read_request(request)
        prepared = self.prepare(request, encoder, picture_vector, cancel)
        if prepared.probe is None:
            return SearchResult(request.query, (), is_confident=False, took_ms=(time.perf_counter() - started) * 1000)
        scored = self.score(prepared, prepared.probe, limit=request.limit, cancel=cancel)
        cancel.check()
        ranked = best_media(scored, prepared.vectors, prepared.columns, prepared.probe, request.limit)
        cutoff = self.cutoff(prepared, prepared.probe, scored, encoder)
        hits = self._hit_maker(prepared, encoder).make(ranked, prepared.probe, request.folder)
        return SearchResult(request.query, hits, cutoff.is_confident, (time.perf_counter() - started) * 1000)

    def listing(
        self,
        request: SearchRequest,
        encoder: Encoder,
        *,
        picture_vector: PictureVector | None = None,
        cancel: CancelToken | None = None,
    ) -> Listing:
        """Return everything a request finds; without a query, everything its filters let through.

        Raises as `search` does, except that there need be nothing to look for.
        """
        started, cancel = time.perf_counter(), cancel or CancelToken()
        prepared = self.prepare(request, encoder, picture_vector, cancel)
        arranged = self._arranged(prepared, encoder, cancel)
        cancel.check()
        columns = prepared.columns
        head = self._fill(prepared, arranged.rows[:HEAD_ROWS], encoder)
        return Listing(
            query=request.query,
            terms=prepared.query.terms(),
            media_ids=columns.media.ids[arranged.rows],
            days=columns.days[arranged.rows],
            stacks=arranged.stacks,
            matches=arranged.matches,
            weaker=arranged.weaker,
            is_capped=arranged.is_capped,
            has_query=prepared.probe is not None,
            head=head,
            took_ms=(time.perf_counter() - started) * 1000,
        )

    def rows(
        self,
        request: SearchRequest,
        media_ids: NDArray[np.int64],
        encoder: Encoder,
        *,
        picture_vector: PictureVector | None = None,
        cancel: CancelToken | None = None,
    ) -> tuple[SearchHit, ...]:
        """Fill in some rows of a listing of this request; what was removed meanwhile is left out."""
        prepared = self.prepare(
            dataclasses.replace(request, after=None, before=None, kind=None, has_caption=None, is_favourite=None),
            encoder,
            picture_vector,
            cancel or CancelToken(),
        )
        return self._fill(prepared, prepared.columns.rows_of(media_ids), encoder)

    def prepare(
        self,
        request: SearchRequest,
        encoder: Encoder,
        picture_vector: PictureVector | None,
        cancel: CancelToken,
    ) -> Prepared:
        """Read and embed a request, and take this moment of the library."""
        query = read_request(request, may_be_empty=True)
        vectors = self._index.snapshot
        columns = self._columns.of(vectors.ids)
        masks = self.masks.masks(request, columns)
        cancel.check()
        probe = self.probe(query, encoder, picture_vector)
        return Prepared(request, query, vectors, columns, masks, probe, self.bonus(query, columns, encoder))

    def probe(self, query: WeighedQuery, encoder: Encoder, picture_vector: PictureVector | None) -> Probe | None:
        """Embed a query and combine its parts; None where nothing is looked for."""
        if query.is_empty:
            return None
        parts = query.embedded(lambda texts: self._texts.embed(encoder, texts), picture_vector or _no_pictures)
        return make_probe(
            parts, lambda: self.ordinary_frames(encoder.dim), encoder.calibration, self._config.minus_weight
        )

    def bonus(self, query: WeighedQuery, columns: MediaColumns, encoder: Encoder) -> Bonus | None:
        """Return what own captions add to the score of each frame (F,); None where they add nothing."""
        captions = self.masks.captions()
        if not len(captions):
            return None
        return caption_bonus(captions, columns, query, _match(encoder), self._meant(captions, query, encoder))

    def caption_effects(self, query: WeighedQuery, media_id: MediaId, encoder: Encoder) -> list[tuple[int, float]]:
        """Return the captions of one content that do something to its score: number and what it adds, most first."""
        captions = self.masks.captions()
        if query.is_empty or not len(captions):
            return []
        return caption_effects(captions, media_id, query, _match(encoder), self._meant(captions, query, encoder))

    def _meant(self, captions: CaptionIndex, query: WeighedQuery, encoder: Encoder) -> NDArray[np.float32]:
        wanted = query.wanted_text(lambda texts: self._texts.embed(encoder, texts))
        return self._meanings.worth(captions.ids, wanted, encoder)

    def embed(self, encoder: Encoder, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the unit vectors (B, D) of texts, which are remembered."""
        return self._texts.embed(encoder, texts)

    def score(
        self, prepared: Prepared, probe: Probe, *, limit: int, cancel: CancelToken, everything: bool = False
    ) -> Scored:
        """Compare all that passes the filters, or of a large library only the best, unless very many are needed."""
        if everything or not asks_graph(len(prepared.vectors.ids), limit):
            return score_all(prepared.candidates, probe, self._products.of(prepared.vectors, probe.vector))
        return score_best(self._index, prepared.candidates, probe, limit=limit, cancel=cancel)

    def cutoff(self, prepared: Prepared, probe: Probe, scored: Scored, encoder: Encoder) -> Cutoff:
        """Decide from which score on something matches."""
        best = float(scored.media.max()) if len(scored.media) else -np.inf

        def best_in_a_sentence() -> float:
            texts = self._texts.embed(
                encoder, [prompt.format(prepared.query.text) for prompt in encoder.calibration.prompts]
            )
            mean = texts.mean(axis=0)
            probe = Probe((mean / max(float(np.linalg.norm(mean)), 1e-6)).astype(np.float32))
            seen = dataclasses.replace(prepared, bonus=None)
            return self.score(seen, probe, limit=1, cancel=CancelToken()).best_seen

        otherwise = best_in_a_sentence if prepared.query.is_one_word else None
        return find_cutoff(
            best, prepared.passing, probe, encoder.calibration, best_seen=scored.best_seen, best_otherwise=otherwise
        )

    def cutoff_of_all(self, prepared: Prepared, encoder: Encoder, cancel: CancelToken) -> Cutoff:
        """Compare everything and decide from which score on something matches; nothing does without a query."""
        if prepared.probe is None:
            return Cutoff(float("inf"), is_confident=False)
        scored = self.score(prepared, prepared.probe, limit=1, cancel=cancel)
        return self.cutoff(prepared, prepared.probe, scored, encoder)

    def ordinary_frames(self, dim: int) -> NDArray[np.float32]:
        """Return (B, D) frames from all over the library; chosen anew when it has grown or shrunk by a quarter."""
        with self._background_lock:
            vectors = self._index.snapshot
            count = len(vectors.ids)
            if abs(count - self._background_count) > self._background_count / 4:
                rows = np.unique(np.linspace(0, max(count - 1, 0), BACKGROUND_FRAMES).astype(np.int64))
                chosen = np.asarray(vectors.matrix[rows[rows < count]], np.float32)
                self._background, self._background_count = chosen.reshape(-1, dim), count
            return self._background

    def _arranged(self, prepared: Prepared, encoder: Encoder, cancel: CancelToken) -> Arranged:
        columns, probe = prepared.columns, prepared.probe
        if probe is None:
            mask = prepared.mask
            return browse(np.arange(len(columns)) if mask is None else np.flatnonzero(mask), columns, prepared.request)
        limit = MAX_MATCHES + MAX_WEAKER
        scored = self.score(prepared, probe, limit=limit, cancel=cancel)
        cancel.check()
        ranked = best_media(scored, prepared.vectors, columns, probe, limit)
        return arrange(
            ranked, self.cutoff(prepared, probe, scored, encoder), prepared.compared, columns, prepared.request
        )

    def _fill(self, prepared: Prepared, rows: Rows, encoder: Encoder) -> tuple[SearchHit, ...]:
        columns, probe = prepared.columns, prepared.probe
        if probe is not None:
            nothing, nowhere = np.empty(0, np.float32), np.empty(0, np.intp)
            scored = Scored(nothing, nothing, -np.inf, prepared.bonus, nowhere, nowhere)
            ranked = exactly(rows, scored, prepared.vectors, columns, probe)
        else:
            middles = columns.starts[rows] + columns.frame_counts[rows] // 2
            ranked = Ranked(rows, np.zeros(len(rows)), middles)
        return self._hit_maker(prepared, encoder).make(ranked, probe, prepared.request.folder)

    def _hit_maker(self, prepared: Prepared, encoder: Encoder) -> HitMaker:
        probe = prepared.probe
        return HitMaker(
            self._store,
            self.masks,
            prepared.vectors,
            prepared.columns,
            prepared.bonus,
            self._thumbnail_path,
            self._config.moments_per_clip,
            0.0 if probe is None else probe.moment_margin(encoder.calibration),
        )


def _match(encoder: Encoder) -> float:
    """Return what a picture scores above an unrelated one when it shows what is looked for."""
    return encoder.calibration.match_mean - encoder.calibration.mismatch_mean


def _no_pictures(term: PictureTerm) -> Vector:
    raise AssertionError(f"nobody gave a vector for {term}")
