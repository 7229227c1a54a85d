"""Shadows: shorter vectors that keep the order of what is compared."""

from __future__ import annotations

import numpy as np
import pytest

from engine.index.projection import Projection, sample_of, shadow_dim
from tests.helpers.library_rows import unit_vectors


@pytest.mark.parametrize(("dim", "shadow"), [(8, 8), (63, 63), (64, 32), (258, 128), (512, 256), (1152, 576)])
def test_shadows_are_half_as_long_where_that_pays(dim: int, shadow: int) -> None:
    assert shadow_dim(dim) == shadow
    vectors = unit_vectors(50, 1, dim)
    projection = Projection.of(vectors, dim)
    assert projection.shadow_dim == shadow
    assert projection.shadows(vectors).shape == (50, shadow)
    assert projection.of_query(vectors[0]).shape == (shadow,)


def test_short_vectors_are_their_own_shadows() -> None:
    vectors = unit_vectors(20, 1, 32)
    projection = Projection.of(vectors, 32)
    assert (projection.shadows(vectors) == vectors).all()
    assert (projection.of_query(vectors[0]) == vectors[0]).all()
    assert not projection.is_worn(unit_vectors(20, 2, 32))


def test_shadows_are_unit_vectors_and_a_query_sees_the_chosen_directions_only() -> None:
    vectors = unit_vectors(9000, 1, 64)
    projection = Projection.of(vectors, 64)
    shadows = projection.shadows(vectors)
    assert np.abs(np.linalg.norm(shadows, axis=1) - 1).max() < 1e-5
    part = projection.directions
    assert np.abs(part.T @ part - np.eye(31)).max() < 1e-5
    query = unit_vectors(1, 2, 64)[0] * 3
    assert np.allclose(shadows @ projection.of_query(query), (vectors @ part) @ (part.T @ query), atol=1e-5)


def test_vectors_of_few_directions_lose_nothing() -> None:
    few = unit_vectors(300, 1, 20) @ unit_vectors(20, 2, 64)
    few /= np.linalg.norm(few, axis=1, keepdims=True)
    projection = Projection.of(few, 64)
    assert np.allclose(projection.shadows(few)[:, -1], 0, atol=2e-3)
    query = unit_vectors(1, 3, 64)[0]
    assert np.allclose(projection.shadows(few) @ projection.of_query(query), few @ query, atol=1e-5)
    assert not projection.is_worn(few)
    assert projection.is_worn(unit_vectors(300, 4, 64))
    assert not projection.is_worn(few[:0])


def test_directions_of_other_vectors_are_not_taken_up() -> None:
    directions = Projection.of(unit_vectors(100, 1, 64), 64).directions
    assert (Projection.saved(directions, 64).directions == directions).all()
    assert Projection.saved(np.eye(64, dtype=np.float32), 64).is_whole  # where half of them would not do
    broken = directions.copy()
    broken[0, 0] = np.nan
    for wrong, dim in ((directions, 128), (directions[:, 1:], 64), (broken, 64), (np.eye(63, dtype=np.float32), 64)):
        with pytest.raises(ValueError, match="not of vectors"):
            Projection.saved(wrong, dim)


def test_a_sample_is_from_everywhere() -> None:
    rows = np.arange(100.0).reshape(-1, 1)
    drawn = sample_of(rows, 40)[:, 0]
    assert len(np.unique(drawn)) == 40
    assert (np.diff(drawn) > 0).all()
    assert (drawn == sample_of(rows, 40)[:, 0]).all()
    assert len(np.unique(drawn // 20)) == 5
    assert sample_of(rows, 100) is rows


def test_a_sample_of_what_comes_in_turns_is_of_all_of_it() -> None:
    """Frames of clips do: each fifth is the first of a clip."""
    kinds = np.arange(1000.0).reshape(-1, 1) % 5
    assert np.bincount(sample_of(kinds, 200)[:, 0].astype(int)).min() > 20
