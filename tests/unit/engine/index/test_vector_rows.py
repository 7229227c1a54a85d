"""The rows both indexes share."""

from __future__ import annotations

import numpy as np
import pytest

from engine.index.vector_rows import VectorRows, checked, normalised, positions
from tests.helpers.library_rows import DIM, unit_vectors


def test_normalised_leaves_stored_vectors_as_they_are() -> None:
    stored = unit_vectors(50, 1).astype(np.float16)
    unit, usable = normalised(stored, DIM)
    assert usable.all()
    assert np.array_equal(unit, stored)


def test_normalised_marks_what_cannot_be_compared_and_mends_lengths() -> None:
    vectors = unit_vectors(4, 1)
    vectors[0], vectors[1], vectors[2] = np.nan, 0.0, vectors[2] * 7
    unit, usable = normalised(vectors, DIM)
    assert usable.tolist() == [False, False, True, True]
    assert np.linalg.norm(unit[2].astype(np.float32)) == pytest.approx(1.0, abs=2e-3)


def test_normalised_in_chunks_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = unit_vectors(100, 3) * np.linspace(0.5, 2, 100, dtype=np.float32)[:, np.newaxis]
    whole = normalised(vectors, DIM)[0]
    monkeypatch.setattr("engine.index.vector_rows._ROWS_AT_ONCE", 7)
    assert np.array_equal(normalised(vectors, DIM)[0], whole)


@pytest.mark.parametrize("shape", [(3, DIM + 1), (DIM,), (2, 2, DIM)])
def test_checked_refuses_another_shape(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        checked(np.ones(shape, np.float32), DIM)


def test_positions_are_of_the_known_ones_only_each_once() -> None:
    known = np.array([2, 4, 6, 8])
    assert positions(known, np.array([8, 4, 4, 5, 99, -1])).tolist() == [1, 3]
    assert positions(known, np.array([], np.int64)).tolist() == []
    assert positions(known[:0], np.array([1])).tolist() == []


def test_a_snapshot_does_not_change_while_rows_come_and_go() -> None:
    rows = VectorRows(DIM)
    rows.add(np.arange(10), checked(unit_vectors(10), DIM))
    before = rows.now
    ids, matrix = before.ids.copy(), before.matrix.copy()
    rows.add(np.arange(10, 3000), checked(unit_vectors(2990, 2), DIM))
    rows.add(np.array([3]), checked(unit_vectors(1, 9), DIM))
    rows.remove(np.arange(5))
    assert np.array_equal(before.ids, ids)
    assert np.array_equal(before.matrix, matrix)
    assert len(rows) == 2995


def test_the_last_of_several_rows_with_one_id_stays() -> None:
    rows = VectorRows(DIM)
    vectors = checked(unit_vectors(3), DIM)
    rows.add(np.array([7, 5, 7]), vectors)
    assert rows.now.ids.tolist() == [5, 7]
    assert np.array_equal(rows.now.matrix, vectors[[1, 2]].astype(np.float32))


def test_random_changes_agree_with_a_dictionary() -> None:
    random = np.random.default_rng(4)
    rows, slow = VectorRows(DIM), dict[int, list[float]]()
    for turn in range(200):
        ids = random.choice(300, size=random.integers(1, 20), replace=False).astype(np.int64) + turn
        if random.random() < 0.3:
            rows.remove(ids)
            for number in ids.tolist():
                slow.pop(number, None)
        else:
            vectors = checked(random.normal(size=(len(ids), DIM)), DIM)
            rows.add(ids, vectors)
            slow.update(zip(ids.tolist(), vectors.astype(np.float32).tolist(), strict=True))
    assert rows.now.ids.tolist() == sorted(slow)
    assert rows.now.matrix.tolist() == [slow[number] for number in sorted(slow)]
