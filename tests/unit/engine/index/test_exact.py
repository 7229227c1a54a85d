"""The exact index, held against a sort of all products."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.index.exact import ExactIndex
from tests.helpers.library_rows import unit_vectors

DIM = 16


def slow_search(ids: NDArray[np.int64], vectors: NDArray[np.float32], query: NDArray[np.float32], k: int) -> list[int]:
    scores = [
        (-float(np.float32(sum(a * b for a, b in zip(row.tolist(), query.tolist(), strict=True)))), int(i))
        for i, row in zip(ids, vectors, strict=True)
    ]
    return [i for _, i in sorted(scores)[:k]]


def filled(count: int, seed: int = 0) -> tuple[ExactIndex, NDArray[np.int64], NDArray[np.float32]]:
    ids = np.arange(count, dtype=np.int64) * 3 + 5
    index = ExactIndex(DIM, ids, unit_vectors(count, seed, DIM))
    return index, ids, index.get(ids)[1]


@pytest.mark.parametrize("k", [1, 7, 300, 1000])
def test_search_agrees_with_sorting_everything(k: int) -> None:
    index, ids, vectors = filled(300)
    query = unit_vectors(1, 99, DIM)[0]
    found, scores = index.search(query, k)
    assert found.tolist() == slow_search(ids, vectors, query, k)
    assert scores.dtype == np.float32
    assert (np.diff(scores) <= 0).all()
    assert scores[0] == pytest.approx(float(vectors[np.searchsorted(ids, found[0])] @ query), abs=1e-6)


def test_search_of_allowed_is_the_search_without_the_others() -> None:
    index, ids, vectors = filled(300)
    query = unit_vectors(1, 98, DIM)[0]
    allowed = np.concatenate([ids[::7][::-1], [1, 2, 10_000]])
    found, _ = index.search(query, 5, allowed)
    assert found.tolist() == slow_search(ids[::7], vectors[::7], query, 5)
    assert index.search(query, 5, np.array([], np.int64))[0].tolist() == []


@pytest.mark.parametrize("step", [1, 2, 20])
def test_search_of_allowed_is_the_same_picked_out_in_chunks_or_compared_in_place(
    monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    index, ids, _ = filled(300)
    query = unit_vectors(1, 97, DIM)[0]
    answers = []
    for copy_cost in (0, 1000):
        monkeypatch.setattr("engine.inner_products._COPY_COST", copy_cost)
        monkeypatch.setattr("engine.inner_products._COPIED_ROWS", 16)
        answers.append([part.tolist() for part in index.search(query, 10, ids[10::step])])
    assert answers[0] == answers[1]


def test_search_breaks_ties_by_id_wherever_the_rows_stand() -> None:
    same = unit_vectors(1, 5, DIM)
    others = unit_vectors(1000, 6, DIM)
    vectors = np.concatenate([others, np.repeat(same, 50, axis=0)])
    ids = np.random.default_rng(0).permutation(len(vectors)).astype(np.int64)
    index = ExactIndex(DIM, ids, vectors)
    found, scores = index.search(same[0], 20)
    assert found.tolist() == sorted(ids[1000:].tolist())[:20]
    assert len(set(scores.tolist())) == 1


@pytest.mark.parametrize("k", [0, -1])
def test_search_for_nothing_or_in_nothing_is_empty(k: int) -> None:
    query = unit_vectors(1, 1, DIM)[0]
    assert ExactIndex(DIM).search(query, 10)[0].tolist() == []
    index, ids, _ = filled(3)
    assert index.search(query, k)[0].tolist() == []
    assert index.search(query, k, ids)[0].tolist() == []


def test_add_in_any_order_equals_making_it_at_once() -> None:
    vectors = unit_vectors(40, 3, DIM)
    ids = np.random.default_rng(1).permutation(40).astype(np.int64)
    index = ExactIndex(DIM)
    for start in range(0, 40, 7):
        index.add(ids[start : start + 7], vectors[start : start + 7])
    whole = ExactIndex(DIM, ids, vectors)
    query = unit_vectors(1, 2, DIM)[0]
    assert len(index) == 40
    assert index.search(query, 40)[0].tolist() == whole.search(query, 40)[0].tolist()


def test_add_of_a_known_id_replaces_its_vector() -> None:
    index, ids, _ = filled(10)
    new = unit_vectors(1, 77, DIM)
    index.add(ids[4:5], new)
    assert len(index) == 10
    assert index.search(new[0], 1)[0].tolist() == [ids[4]]


def test_remove_takes_out_and_ignores_the_unknown() -> None:
    index, ids, vectors = filled(10)
    index.remove(np.array([ids[3], 9999]))
    assert len(index) == 9
    assert ids[3] not in index.search(vectors[3], 10)[0]
    index.add(ids[3:4], vectors[3:4])
    assert index.search(vectors[3], 1)[0].tolist() == [ids[3]]


@pytest.mark.parametrize("bad", [np.nan, np.inf, 0.0])
def test_add_refuses_what_cannot_be_compared_and_adds_nothing(bad: float) -> None:
    index, _, _ = filled(3)
    vectors = unit_vectors(2, 1, DIM)
    vectors[1] = bad
    with pytest.raises(ValueError, match="1 of 2 vectors"):
        index.add(np.array([100, 101]), vectors)
    assert len(index) == 3


def test_made_from_damaged_rows_leaves_them_out() -> None:
    vectors = unit_vectors(3, 1, DIM)
    vectors[1, 0] = np.nan
    assert ExactIndex(DIM, np.array([1, 2, 3]), vectors).ids.tolist() == [1, 3]


@pytest.mark.parametrize("length", [0.01, 1.0, 40.0, 1e6])
def test_vectors_are_brought_to_unit_length(length: float) -> None:
    vectors = unit_vectors(1, 1, DIM)
    index = ExactIndex(DIM, np.array([1]), vectors * np.float32(length))
    assert index.search(vectors[0], 1)[1][0] == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize("query", [np.zeros(DIM + 1, np.float32), np.full(DIM, np.nan, np.float32)])
def test_search_refuses_a_query_that_does_not_fit(query: NDArray[np.float32]) -> None:
    with pytest.raises(ValueError, match="query"):
        filled(3)[0].search(query, 1)


def test_search_while_adding_always_sees_whole_rows() -> None:
    index = ExactIndex(DIM)
    vectors = unit_vectors(2000, 1, DIM)
    done = threading.Event()
    wrong: list[int] = []

    def look() -> None:
        while not done.is_set():
            found, scores = index.search(vectors[0], 3)
            if len(found) and (found[0] != 0 or abs(scores[0] - 1) > 1e-3):
                wrong.append(int(found[0]))

    looker = threading.Thread(target=look)
    looker.start()
    for start in range(0, 2000, 16):
        index.add(np.arange(start, start + 16), vectors[start : start + 16])
    done.set()
    looker.join()
    assert not wrong
    assert len(index) == 2000
