from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.index.exact import ExactIndex
from engine.index.hnsw import HnswIndex
from engine.inner_products import inner_products
from engine.jobs import Cancelled, CancelToken
from engine.search.media_columns import MediaColumns
from engine.search.ranking import Candidates, VectorRows, best_media, score_all, score_best
from engine.search.scoring import Probe
from engine.store.columns_reader import ContentColumns
from tests.helpers.library_rows import DIM, unit_vectors

Index = ExactIndex | HnswIndex


@dataclass
class Frames:
    """Frames in memory: which medium each belongs to, and its vector."""

    media_of: NDArray[np.int64]
    matrix: NDArray[np.float32]

    @property
    def columns(self) -> MediaColumns:
        order = np.argsort(self.media_of, kind="stable")
        media_ids, starts, counts = np.unique(self.media_of[order], return_index=True, return_counts=True)
        count = len(media_ids)
        media = ContentColumns(
            ids=media_ids,
            ties=np.array([f"hash-{media_id:04d}".encode() for media_id in media_ids], "S16"),
            is_clip=np.zeros(count, bool),
            taken_s=np.zeros(count, np.int64),
            durations_s=np.zeros(count, np.float32),
            cameras=np.zeros(count, np.int32),
            signatures=np.zeros((count, 2), np.uint64),
        )
        rows = np.repeat(np.arange(count, dtype=np.int32), counts)
        return MediaColumns(order, rows, order.astype(float), starts, media, ("",))

    def index(self, *, graph: bool = False) -> Index:
        ids = np.arange(len(self.matrix), dtype=np.int64)
        if not graph:
            return ExactIndex(DIM, ids, self.matrix)
        index = HnswIndex(DIM)
        index.add(ids, self.matrix)
        return index


def among(
    vectors: VectorRows,
    columns: MediaColumns,
    mask: NDArray[np.bool_] | None = None,
    bonus: NDArray[np.float32] | None = None,
) -> Candidates:
    passing = len(columns.positions) if mask is None else columns.frames_passing(mask)
    return Candidates(vectors, columns, mask, passing, bonus)


def _rank(
    frames: Frames,
    text: NDArray[np.float32],
    limit: int,
    mask: NDArray[np.bool_] | None = None,
    bonus: NDArray[np.float32] | None = None,
    *,
    graph: bool = False,
) -> list[tuple[int, float, float]]:
    """(media id, score, time of the best frame) of the best, by comparing all or by asking a graph."""
    index, columns, probe = frames.index(graph=graph), frames.columns, Probe(text)
    vectors = index.snapshot
    if graph:
        scored = score_best(index, among(vectors, columns, mask, bonus), probe, limit=limit, cancel=CancelToken())
    else:
        scored = score_all(among(vectors, columns, mask, bonus), probe, inner_products(vectors.matrix, probe.vector))
    ranked = best_media(scored, vectors, columns, probe, limit)
    media_ids = columns.media.ids[ranked.rows].tolist()
    return list(zip(media_ids, ranked.scores.tolist(), columns.times_s[ranked.frames].tolist(), strict=True))


def _expected(
    frames: Frames, text: NDArray[np.float32], limit: int, allowed: set[int] | None, bonus: NDArray[np.float32]
) -> list[tuple[int, float]]:
    """Every frame scored, the best of each medium, sorted: slow and obvious."""
    best: dict[int, float] = {}
    added = np.empty(len(bonus))
    added[frames.columns.positions] = bonus
    for media_id, vector, more in zip(frames.media_of.tolist(), frames.matrix, added, strict=True):
        if allowed is None or media_id in allowed:
            score = float(vector.astype(np.float16).astype(np.float32) @ text) + more
            best[media_id] = max(best.get(media_id, -9.0), score)
    return sorted(best.items(), key=lambda item: (-item[1], item[0]))[:limit]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 30), st.booleans(), st.booleans(), st.booleans())
def test_best_media_of_any_library_equals_scoring_everything(
    seed: int, limit: int, with_filter: bool, with_captions: bool, graph: bool
) -> None:
    rng = np.random.default_rng(seed)
    count = int(rng.integers(1, 900))
    frames = Frames(rng.integers(0, max(2, count // 8), count), unit_vectors(count, seed))
    text = unit_vectors(1, seed + 1)[0]
    ids = frames.columns.media.ids
    mask = rng.random(len(ids)) < 0.3 if with_filter else None

    bonus = np.where(rng.random(count) < 0.1, rng.normal(0, 0.5, count), 0).astype(np.float32)

    ranked = _rank(frames, text, limit, mask, bonus if with_captions else None, graph=graph)

    allowed = None if mask is None else set(ids[mask].tolist())
    expected = _expected(frames, text, limit, allowed, bonus * with_captions)
    np.testing.assert_allclose([score for _, score, _ in ranked], [score for _, score in expected], atol=3e-6)
    assert len({media_id for media_id, *_ in ranked}) == len(ranked)


@pytest.mark.parametrize("graph", [False, True])
def test_best_media_with_one_clip_of_many_matching_frames_leaves_room_for_the_others(graph: bool) -> None:
    text = unit_vectors(1, 1)[0]
    clip = np.tile(text, (2000, 1)) + unit_vectors(2000, 2) * 0.05
    matrix = np.concatenate([clip / np.linalg.norm(clip, axis=1, keepdims=True), unit_vectors(50, 3)])
    frames = Frames(np.where(np.arange(2050) < 2000, 0, np.arange(2050)), matrix.astype(np.float32))
    ranked = _rank(frames, text, 20, graph=graph)
    assert len(ranked) == 20
    assert ranked[0][0] == 0


def test_best_media_with_equal_scores_orders_by_content() -> None:
    text = unit_vectors(1, 1)[0]
    frames = Frames(np.array([30, 10, 20]), np.tile(text, (3, 1)))
    assert [media_id for media_id, *_ in _rank(frames, text, 10)] == [10, 20, 30]
    many = Frames(2000 - np.arange(1500), np.tile(text, (1500, 1)))
    assert [media_id for media_id, *_ in _rank(many, text, 3)] == [501, 502, 503]


def test_best_media_best_frame_of_a_clip_gives_its_time_and_of_equal_ones_the_first() -> None:
    text = unit_vectors(1, 1)[0]
    matrix = unit_vectors(6, 2)
    matrix[4] = text
    assert [time_s for *_, time_s in _rank(Frames(np.ones(6, np.int64), matrix), text, 10)] == [4.0]
    matrix[2] = text
    assert [time_s for *_, time_s in _rank(Frames(np.ones(6, np.int64), matrix), text, 10)] == [2.0]


@pytest.mark.parametrize("graph", [False, True])
def test_best_media_without_frames_is_empty(graph: bool) -> None:
    nothing = Frames(np.empty(0, np.int64), np.zeros((0, DIM), np.float32))
    assert _rank(nothing, unit_vectors(1)[0], 5, graph=graph) == []
    some = Frames(np.array([1]), unit_vectors(1))
    assert _rank(some, unit_vectors(1)[0], 5, np.zeros(1, bool), graph=graph) == []


def test_score_best_cancelled_stops() -> None:
    token = CancelToken()
    token.cancel()
    frames = Frames(np.array([1]), unit_vectors(1))
    index = frames.index()
    with pytest.raises(Cancelled):
        score_best(index, among(index.snapshot, frames.columns), Probe(unit_vectors(1)[0]), limit=5, cancel=token)


class CountedIndex:
    """An exact index that notes what it is asked for."""

    def __init__(self, frames: Frames) -> None:
        self._index = frames.index()
        self.snapshot = self._index.snapshot
        self.asked: list[int] = []

    def search(
        self, query: NDArray[np.float32], k: int, allowed: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        assert allowed is None
        self.asked.append(k)
        return self._index.search(query, k)


@pytest.mark.parametrize(
    ("share", "limit", "asked"),
    [(1.0, 20, [128]), (0.5, 20, [256]), (0.05, 20, []), (1.0, 1200, []), (0.5, 300, [1200]), (0.5, 600, [])],
)
def test_score_best_asks_the_graph_for_what_a_filter_throws_away_and_compares_where_that_is_too_much(
    share: float, limit: int, asked: list[int]
) -> None:
    frames = Frames(np.arange(10_000), unit_vectors(10_000, 3))
    text = unit_vectors(1, 4)[0]
    mask = np.arange(10_000) < share * 10_000
    index, columns = CountedIndex(frames), frames.columns
    candidates = among(index.snapshot, columns, None if share == 1.0 else mask)
    scored = score_best(index, candidates, Probe(text), limit=limit, cancel=CancelToken())
    assert index.asked == asked
    everything = score_all(candidates, Probe(text), inner_products(index.snapshot.matrix, text))
    ranked, expected = (
        best_media(found, index.snapshot, columns, Probe(text), limit) for found in (scored, everything)
    )
    assert ranked.rows.tolist() == expected.rows.tolist()
    assert scored.best_seen == pytest.approx(everything.best_seen, abs=1e-6)


def test_score_best_leaves_out_what_the_index_learnt_after_the_columns_were_read() -> None:
    frames, later = Frames(np.arange(300), unit_vectors(300, 3)), Frames(np.arange(310), unit_vectors(310, 3))
    text = unit_vectors(310, 3)[305]
    columns, before = frames.columns, frames.index().snapshot
    scored = score_best(later.index(), among(before, columns), Probe(text), limit=5, cancel=CancelToken())
    expected = score_all(among(before, columns), Probe(text), inner_products(before.matrix, text))
    assert scored.rows is not None
    assert scored.rows[scored.media.argmax()] == expected.media.argmax()
    assert scored.best_seen == pytest.approx(expected.best_seen, abs=1e-6)
