"""Products of many vectors: the same numbers whatever precision they are kept in and whoever computes them."""

from __future__ import annotations

import sys

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from engine.inner_products import chosen_products, inner_products, widened

ROWS = 2 * 1024 + 77  # pieces that are full, and a last one that is not


@pytest.fixture
def halves() -> NDArray[np.float16]:
    return np.random.default_rng(5).normal(size=(ROWS, 33)).astype(np.float16)


@pytest.mark.parametrize("queries", [None, 1, 3])
@pytest.mark.parametrize("precision", [np.float16, np.float32])
def test_products_are_those_of_the_wide_vectors(
    halves: NDArray[np.float16], precision: type[np.float16], queries: int | None
) -> None:
    shape = (33,) if queries is None else (33, queries)
    query = np.random.default_rng(6).normal(size=shape).astype(np.float32)
    found = inner_products(halves.astype(precision), query)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, halves.astype(np.float64) @ query, atol=2e-5)


def test_products_without_torch_are_the_same(halves: NDArray[np.float16], monkeypatch: pytest.MonkeyPatch) -> None:
    query = np.ones(33, np.float32)
    expected = inner_products(halves, query)
    monkeypatch.delitem(sys.modules, "torch")
    monkeypatch.setattr(torch, "matmul", None)
    np.testing.assert_allclose(inner_products(halves, query), expected, atol=2e-5)


@pytest.mark.parametrize("change", ["read-only", "every other row", "columns first"])
def test_products_of_any_layout_are_right(halves: NDArray[np.float16], change: str) -> None:
    matrix = {"read-only": halves.copy(), "every other row": halves[::2], "columns first": np.asfortranarray(halves)}[
        change
    ]
    if change == "read-only":
        matrix.flags.writeable = False
    query = np.linspace(-1, 1, 33, dtype=np.float32)
    query.flags.writeable = False
    np.testing.assert_allclose(inner_products(matrix, query), matrix.astype(np.float64) @ query, atol=2e-5)


def test_products_of_nothing_are_none() -> None:
    assert inner_products(np.empty((0, 8), np.float16), np.ones(8, np.float32)).shape == (0,)
    assert inner_products(np.empty((0, 8), np.float16), np.ones((8, 2), np.float32)).shape == (0, 2)


@pytest.mark.parametrize("count", [0, 1, 40, 500, ROWS])
@pytest.mark.parametrize("precision", [np.float16, np.float32])
def test_chosen_products_are_those_of_the_rows_in_their_order(
    halves: NDArray[np.float16], precision: type[np.float16], count: int
) -> None:
    query = np.random.default_rng(6).normal(size=33).astype(np.float32)
    rows = np.random.default_rng(7).permutation(ROWS)[:count]
    found = chosen_products(halves.astype(precision), rows, query)
    np.testing.assert_allclose(found, (halves.astype(np.float64) @ query)[rows], atol=2e-5)


@pytest.mark.parametrize("writeable", [True, False])
def test_widened_vectors_are_the_same_numbers(halves: NDArray[np.float16], writeable: bool) -> None:
    halves.flags.writeable = writeable
    wide = widened(halves)
    assert wide.dtype == np.float32
    assert (wide == halves.astype(np.float32)).all()
    assert (widened(wide) == wide).all()
    assert (widened(halves[:, ::2]) == halves[:, ::2]).all()
