"""Products are computed once for a query and a moment of the index."""

from __future__ import annotations

import numpy as np
import pytest

from engine.index.vector_rows import Snapshot
from engine.inner_products import inner_products
from engine.search import known_products
from engine.search.known_products import KnownProducts


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    calls: list[int] = []

    def counted(matrix: np.ndarray, query: np.ndarray) -> np.ndarray:
        calls.append(len(matrix))
        return inner_products(matrix, query)

    monkeypatch.setattr(known_products, "inner_products", counted)
    return calls


def _moment(count: int) -> Snapshot:
    rows = np.random.default_rng(count).normal(size=(count, 4)).astype(np.float32)
    return Snapshot(np.arange(count), rows)


def test_products_of_one_query_are_computed_once(computed: list[int]) -> None:
    known, moment, query = KnownProducts(), _moment(9), np.ones(4, np.float32)
    first = known.of(moment, query)
    assert known.of(moment, query.copy()) is first
    np.testing.assert_array_equal(first, moment.matrix @ query)
    assert computed == [9]


def test_products_are_computed_anew_for_another_moment_or_query(computed: list[int]) -> None:
    known, query = KnownProducts(), np.ones(4, np.float32)
    assert len(known.of(_moment(9), query)) == 9
    later = _moment(10)
    assert len(known.of(later, query)) == 10
    known.of(later, query * 2)
    assert computed == [9, 10, 10]


def test_products_of_few_queries_are_kept(computed: list[int]) -> None:
    known, moment = KnownProducts(), _moment(3)
    for number in range(6):
        known.of(moment, np.full(4, number, np.float32))
    known.of(moment, np.full(4, 5, np.float32))
    known.of(moment, np.full(4, 0, np.float32))  # long forgotten
    assert len(computed) == 7
