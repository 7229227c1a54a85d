from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.cots.protocol import Calibration
from engine.index.exact import ExactIndex
from engine.jobs import Cancelled, CancelToken
from engine.records import FrameId, MediaId, SpaceId
from engine.search.ranking import FrameStore, rank_media
from engine.search.scoring import QueryScorer, QueryVectors, unit_rows
from engine.store.frames_table import FrameRecord
from tests.helpers.library_rows import DIM, unit_vectors

CALIBRATION = Calibration(0.3, 0.0, 0.1, 0.4, 0.1, 1000)


@dataclass
class Frames:
    """Frames in memory: which medium each belongs to, and its vector."""

    media_of: dict[int, int]
    matrix: NDArray[np.float32]
    vectors_read: int = field(default=0)

    def lookup(self, frame_ids: Iterable[FrameId] | NDArray[np.int64]) -> dict[FrameId, FrameRecord]:
        return {
            FrameId(int(key)): FrameRecord(
                FrameId(int(key)), f"hash-{self.media_of[int(key)]:04d}", MediaId(self.media_of[int(key)]), float(key)
            )
            for key in frame_ids
            if int(key) in self.media_of
        }

    def get(
        self, space_id: SpaceId, frame_ids: Iterable[FrameId] | NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        ids = np.array(sorted(int(key) for key in frame_ids), np.int64)
        self.vectors_read += len(ids)
        return ids, self.matrix[ids].astype(np.float16)


def _store(frames: Frames) -> FrameStore:
    ids = np.arange(len(frames.matrix), dtype=np.int64)
    return FrameStore(SpaceId(1), ExactIndex(DIM, ids, frames.matrix), frames, frames)


def _scorer(text: NDArray[np.float32], negatives: NDArray[np.float32] | None = None) -> QueryScorer:
    none = np.zeros((0, DIM), np.float32)
    return QueryScorer(QueryVectors(text, None, none if negatives is None else negatives), none, CALIBRATION, 0.5)


def _expected(
    frames: Frames, scorer: QueryScorer, limit: int, allowed: NDArray[np.int64] | None
) -> list[tuple[int, float]]:
    """Every frame scored, the best of each medium, sorted: slow and obvious."""
    best: dict[int, float] = {}
    for key in range(len(frames.matrix)) if allowed is None else allowed.tolist():
        score = round(float(scorer.score(unit_rows(frames.matrix[[key]]))[0]), 6)
        best[frames.media_of[key]] = max(best.get(frames.media_of[key], -9.0), score)
    return sorted(best.items(), key=lambda item: (-item[1], item[0]))[:limit]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 30), st.booleans(), st.booleans())
def test_rank_media_of_any_library_equals_scoring_everything(
    seed: int, limit: int, with_negative: bool, with_filter: bool
) -> None:
    rng = np.random.default_rng(seed)
    count = int(rng.integers(1, 900))
    frames = Frames({key: int(rng.integers(0, max(2, count // 8))) for key in range(count)}, unit_vectors(count, seed))
    text, negatives = unit_vectors(1, seed + 1)[0], unit_vectors(2, seed + 2) if with_negative else None
    allowed = np.flatnonzero(rng.random(count) < 0.3).astype(np.int64) if with_filter else None
    scorer = _scorer(text, negatives)

    ranked = rank_media(_store(frames), scorer, limit=limit, allowed=allowed)

    expected = _expected(frames, scorer, limit, allowed)
    np.testing.assert_allclose([hit.score for hit in ranked], [score for _, score in expected], atol=3e-6)
    assert len({hit.media_id for hit in ranked}) == len(ranked)


def test_rank_media_with_one_clip_of_many_matching_frames_leaves_room_for_the_others() -> None:
    text = unit_vectors(1, 1)[0]
    clip = np.tile(text, (2000, 1)) + unit_vectors(2000, 2) * 0.05
    matrix = np.concatenate([clip / np.linalg.norm(clip, axis=1, keepdims=True), unit_vectors(50, 3)])
    frames = Frames({key: 0 if key < 2000 else key for key in range(2050)}, matrix.astype(np.float32))
    ranked = rank_media(_store(frames), _scorer(text), limit=20)
    assert len(ranked) == 20
    assert ranked[0].media_id == 0


def test_rank_media_what_is_pushed_away_makes_room_for_what_ranked_far_behind() -> None:
    text = np.eye(DIM, dtype=np.float32)[0]
    snow = np.eye(DIM, dtype=np.float32)[1]
    snowy = (0.6 * text + 0.8 * snow)[np.newaxis].repeat(600, axis=0)
    plain = (0.5 * text + 0.866 * np.eye(DIM, dtype=np.float32)[2])[np.newaxis]
    frames = Frames({key: key for key in range(601)}, np.concatenate([snowy, plain]).astype(np.float32))
    store = _store(frames)
    assert rank_media(store, _scorer(text), limit=1)[0].media_id != 600
    assert rank_media(store, _scorer(text, snow[np.newaxis]), limit=1)[0].media_id == 600


def test_rank_media_with_equal_scores_orders_by_content() -> None:
    text = unit_vectors(1, 1)[0]
    frames = Frames({0: 30, 1: 10, 2: 20}, np.tile(text, (3, 1)))
    ranked = rank_media(_store(frames), _scorer(text), limit=10)
    assert [hit.media_id for hit in ranked] == [10, 20, 30]


def test_rank_media_best_frame_of_a_clip_gives_its_time() -> None:
    text = unit_vectors(1, 1)[0]
    matrix = unit_vectors(6, 2)
    matrix[4] = text
    ranked = rank_media(_store(Frames(dict.fromkeys(range(6), 1), matrix)), _scorer(text), limit=10)
    assert [hit.time_s for hit in ranked] == [4.0]


def test_rank_media_of_a_large_library_reads_only_the_best_frames() -> None:
    frames = Frames({key: key for key in range(20_000)}, unit_vectors(20_000, 5))
    rank_media(_store(frames), _scorer(unit_vectors(1, 6)[0]), limit=20)
    assert frames.vectors_read < 500


def test_rank_media_without_frames_is_empty() -> None:
    frames = Frames({}, np.zeros((0, DIM), np.float32))
    assert rank_media(_store(frames), _scorer(unit_vectors(1)[0]), limit=5) == []
    some = Frames({0: 1}, unit_vectors(1))
    assert rank_media(_store(some), _scorer(unit_vectors(1)[0]), limit=5, allowed=np.empty(0, np.int64)) == []


def test_rank_media_frames_removed_meanwhile_are_left_out() -> None:
    frames = Frames({0: 1}, unit_vectors(3))  # the index knows two more
    assert [hit.media_id for hit in rank_media(_store(frames), _scorer(unit_vectors(1)[0]), limit=5)] == [1]


def test_rank_media_cancelled_stops() -> None:
    token = CancelToken()
    token.cancel()
    frames = Frames({0: 1}, unit_vectors(1))
    with pytest.raises(Cancelled):
        rank_media(_store(frames), _scorer(unit_vectors(1)[0]), limit=5, cancel=token)
