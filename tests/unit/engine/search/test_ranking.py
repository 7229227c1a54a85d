from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.index.exact import ExactIndex
from engine.jobs import Cancelled, CancelToken
from engine.records import FrameId, MediaId
from engine.search.ranking import RankedMedia, rank_media
from engine.search.scoring import Probe
from engine.store.frames_table import FrameRecord
from tests.helpers.library_rows import DIM, unit_vectors


@dataclass
class Frames:
    """Frames in memory: which medium each belongs to, and its vector."""

    media_of: dict[int, int]
    matrix: NDArray[np.float32]
    looked_up: int = field(default=0)

    def lookup(self, frame_ids: Iterable[FrameId] | NDArray[np.int64]) -> dict[FrameId, FrameRecord]:
        keys = [int(key) for key in frame_ids]
        self.looked_up += len(keys)
        return {
            FrameId(key): FrameRecord(
                FrameId(key), f"hash-{self.media_of[key]:04d}", MediaId(self.media_of[key]), float(key)
            )
            for key in keys
            if key in self.media_of
        }


def _rank(
    frames: Frames, text: NDArray[np.float32], limit: int, allowed: NDArray[np.int64] | None = None
) -> list[RankedMedia]:
    index = ExactIndex(DIM, np.arange(len(frames.matrix), dtype=np.int64), frames.matrix)
    return rank_media(index, frames, Probe(text), limit=limit, allowed=allowed)


def _expected(
    frames: Frames, text: NDArray[np.float32], limit: int, allowed: NDArray[np.int64] | None
) -> list[tuple[int, float]]:
    """Every frame scored, the best of each medium, sorted: slow and obvious."""
    best: dict[int, float] = {}
    for key in range(len(frames.matrix)) if allowed is None else allowed.tolist():
        score = float(frames.matrix[key].astype(np.float16).astype(np.float32) @ text)
        best[frames.media_of[key]] = max(best.get(frames.media_of[key], -9.0), score)
    return sorted(best.items(), key=lambda item: (-item[1], item[0]))[:limit]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 30), st.booleans())
def test_rank_media_of_any_library_equals_scoring_everything(seed: int, limit: int, with_filter: bool) -> None:
    rng = np.random.default_rng(seed)
    count = int(rng.integers(1, 900))
    frames = Frames({key: int(rng.integers(0, max(2, count // 8))) for key in range(count)}, unit_vectors(count, seed))
    text = unit_vectors(1, seed + 1)[0]
    allowed = np.flatnonzero(rng.random(count) < 0.3).astype(np.int64) if with_filter else None

    ranked = _rank(frames, text, limit, allowed)

    expected = _expected(frames, text, limit, allowed)
    np.testing.assert_allclose([hit.score for hit in ranked], [score for _, score in expected], atol=3e-6)
    assert len({hit.media_id for hit in ranked}) == len(ranked)


def test_rank_media_with_one_clip_of_many_matching_frames_leaves_room_for_the_others() -> None:
    text = unit_vectors(1, 1)[0]
    clip = np.tile(text, (2000, 1)) + unit_vectors(2000, 2) * 0.05
    matrix = np.concatenate([clip / np.linalg.norm(clip, axis=1, keepdims=True), unit_vectors(50, 3)])
    frames = Frames({key: 0 if key < 2000 else key for key in range(2050)}, matrix.astype(np.float32))
    ranked = _rank(frames, text, 20)
    assert len(ranked) == 20
    assert ranked[0].media_id == 0


def test_rank_media_with_equal_scores_orders_by_content() -> None:
    text = unit_vectors(1, 1)[0]
    frames = Frames({0: 30, 1: 10, 2: 20}, np.tile(text, (3, 1)))
    assert [hit.media_id for hit in _rank(frames, text, 10)] == [10, 20, 30]
    many = Frames({key: 2000 - key for key in range(1500)}, np.tile(text, (1500, 1)))
    assert [hit.media_id for hit in _rank(many, text, 3)] == [501, 502, 503]


def test_rank_media_best_frame_of_a_clip_gives_its_time() -> None:
    text = unit_vectors(1, 1)[0]
    matrix = unit_vectors(6, 2)
    matrix[4] = text
    ranked = _rank(Frames(dict.fromkeys(range(6), 1), matrix), text, 10)
    assert [hit.time_s for hit in ranked] == [4.0]


def test_rank_media_of_a_large_library_reads_only_the_best_frames() -> None:
    frames = Frames({key: key for key in range(20_000)}, unit_vectors(20_000, 5))
    _rank(frames, unit_vectors(1, 6)[0], 20)
    assert frames.looked_up < 500


def test_rank_media_without_frames_is_empty() -> None:
    frames = Frames({}, np.zeros((0, DIM), np.float32))
    assert _rank(frames, unit_vectors(1)[0], 5) == []
    some = Frames({0: 1}, unit_vectors(1))
    assert _rank(some, unit_vectors(1)[0], 5, np.empty(0, np.int64)) == []


def test_rank_media_frames_removed_meanwhile_are_left_out() -> None:
    frames = Frames({0: 1}, unit_vectors(3))  # the index knows two more
    assert [hit.media_id for hit in _rank(frames, unit_vectors(1)[0], 5)] == [1]


def test_rank_media_cancelled_stops() -> None:
    token = CancelToken()
    token.cancel()
    frames = Frames({0: 1}, unit_vectors(1))
    with pytest.raises(Cancelled):
        rank_media(ExactIndex(DIM), frames, Probe(unit_vectors(1)[0]), limit=5, cancel=token)
