"""What shadows cannot tell apart: a kind of picture that a library holds little of, and vectors as long in all ways."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.index import beyond_shadows, hnsw
from engine.index.beyond_shadows import BeyondShadows, chosen, much_of
from engine.index.exact import ExactIndex
from engine.index.hnsw import GraphWorn, HnswIndex
from engine.index.projection import Projection

DIM = 96  # shadows of 48: 47 directions
KEPT = 47
MANY = 3000
FEW = 60
LOOKED_AT = 46  # of so few that it is a hard task, as 768 of 50,000 are
Rows = NDArray[np.float32]


def unit(rows: NDArray[np.floating]) -> Rows:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def usual(count: int, seed: int, fading: float = 0.92) -> Rows:
    return unit(np.random.default_rng(seed).standard_normal((count, DIM)) * fading ** np.arange(DIM))


def of_another_kind(count: int, seed: int, inside: Rows | None = None) -> Rows:
    """Four fifths of the length lie where the usual ones are hardly at all."""
    rng = np.random.default_rng(seed)
    inner = usual(count, seed) if inside is None else inside
    inner = np.where(np.arange(DIM) < KEPT, inner, 0)
    outer = np.where(np.arange(DIM) < KEPT, 0, rng.standard_normal((count, DIM)) * 0.8 ** np.arange(-KEPT, DIM - KEPT))
    return unit(0.6 * unit(inner) + 0.8 * unit(outer))


def recall(index: HnswIndex, queries: Rows, allowed: NDArray[np.int64] | None = None) -> float:
    index._graph.set_ef(400)  # whether a graph of so few is well linked is not asked here
    snapshot = index.snapshot
    exact = ExactIndex(DIM, snapshot.ids, snapshot.matrix)
    pairs = [(index.search(query, 10, allowed)[0], exact.search(query, 10, allowed)[0]) for query in queries]
    return float(np.mean([len(np.intersect1d(one, other)) / len(other) for one, other in pairs]))


@pytest.fixture
def hard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hnsw, "EF_SEARCH", LOOKED_AT)
    monkeypatch.setattr(hnsw, "_SPARE", 5)
    monkeypatch.setattr(hnsw, "_NARROW_COUNT", 100)


def filled(like: Rows, *more: Rows) -> HnswIndex:
    index = HnswIndex(DIM, like=like)
    rows = np.concatenate([like, *more])
    index.add(np.arange(len(rows)), rows)
    return index


@pytest.mark.usefixtures("hard")
def test_a_fiftieth_of_another_kind_is_found_whatever_the_directions_are_of(tmp_path: Path) -> None:
    index = filled(usual(MANY, 1), of_another_kind(FEW, 2))
    queries = of_another_kind(30, 3)
    assert not index.is_worn
    assert recall(index, queries) >= 0.98
    assert recall(index, usual(30, 4)) >= 0.98
    half = np.arange(0, MANY + FEW, 2)
    assert recall(index, queries, half) >= 0.98
    index.save(tmp_path, "space-1", "f")
    now = index.snapshot
    loaded = HnswIndex.load(tmp_path, "space-1", "f", now.ids, now.matrix)
    assert recall(loaded, queries) >= 0.98
    loaded.remove(np.arange(MANY, MANY + FEW, 2))
    assert recall(loaded, queries) >= 0.98
    loaded.add(np.arange(MANY + 100, MANY + 110), of_another_kind(10, 5))
    loaded.add(np.array([MANY + 1]), usual(1, 6))
    assert recall(loaded, queries) >= 0.98
    assert loaded._beyond.ids.tolist() == [*range(MANY + 3, MANY + FEW, 2), *range(MANY + 100, MANY + 110)]


@pytest.mark.usefixtures("hard")
def test_where_fresh_directions_do_not_help_whole_vectors_are_taken(tmp_path: Path) -> None:
    flat = usual(MANY, 1, fading=1.0)
    index = filled(flat, of_another_kind(FEW, 2, inside=flat[:FEW]))
    assert index._graph.dim == DIM
    assert not index.is_worn
    assert len(index._beyond.ids) == 0
    assert recall(index, of_another_kind(30, 3, inside=usual(30, 4, 1.0))) >= 0.98
    index.save(tmp_path, "space-1", "f")
    now = index.snapshot
    loaded = HnswIndex.load(tmp_path, "space-1", "f", now.ids, now.matrix)
    assert loaded._graph.dim == DIM
    assert not loaded.is_worn


@pytest.mark.usefixtures("hard")
def test_many_of_another_kind_wear_the_graph_out_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beyond_shadows, "_FEW", FEW)
    first, others = usual(MANY, 1), of_another_kind(2 * FEW, 2)
    worn = filled(first, others)
    assert worn.is_worn
    now = worn.snapshot
    worn.save(tmp_path, "space-1", "f")
    monkeypatch.setattr(Projection, "is_worn", lambda *_: False)  # a mean would not notice if they were fewer
    with pytest.raises(GraphWorn, match="changed"):
        HnswIndex.load(tmp_path, "space-1", "f", now.ids, now.matrix)
    assert recall(worn, of_another_kind(30, 3)) >= 0.98  # until it is built anew
    fresh = filled(worn.snapshot.matrix.astype(np.float32))
    assert not fresh.is_worn
    assert fresh._graph.dim == DIM // 2
    assert recall(fresh, of_another_kind(30, 3)) >= 0.98


def test_vectors_as_of_real_pictures_are_kept_short_and_none_is_beyond() -> None:
    rows = usual(MANY, 1)
    projection, much = chosen(rows, DIM, 768)
    assert not projection.is_whole
    assert much == pytest.approx(0.35)
    assert (projection.losses(rows) > much).sum() == 0


def test_an_empty_graph_of_long_vectors_is_saved_and_opened(tmp_path: Path) -> None:
    HnswIndex(DIM).save(tmp_path, "space-1", "f")
    loaded = HnswIndex.load(tmp_path, "space-1", "f", np.arange(0), usual(0, 1))
    loaded.add(np.arange(20), usual(20, 1))
    assert loaded.search(usual(20, 1)[3], 1)[0].tolist() == [3]


def test_what_is_much_depends_on_what_is_usual() -> None:
    groups = unit(np.random.default_rng(1).standard_normal((40, DIM)))
    rows = unit(np.repeat(groups, 50, axis=0) + np.random.default_rng(2).standard_normal((2000, DIM)) * 0.05)
    projection = Projection.of(rows, DIM)
    assert much_of(projection, rows) > 0.35
    assert (projection.losses(rows) > much_of(projection, rows)).mean() < 0.01
    assert much_of(projection, rows[:0]) == pytest.approx(0.35)
    assert much_of(Projection.whole(DIM), rows) > 1


def test_beyond_is_who_was_noted_last() -> None:
    beyond = BeyondShadows(0.5)
    beyond.note(np.array([7, 3, 5]), np.array([[0.1, 0.9], [0.9, 0.1], [0.1, 0.8]], np.float32))
    assert beyond.ids.tolist() == [5, 7]
    beyond.note(np.array([7]), np.array([[0.9, 0.1]], np.float32))
    beyond.forget(np.array([99]))
    assert beyond.ids.tolist() == [5]
    assert not beyond.are_too_many(100)
