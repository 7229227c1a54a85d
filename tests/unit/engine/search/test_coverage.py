"""Which pictures stand for the others, on clusters in a few dimensions."""

import numpy as np
from numpy.typing import NDArray

from engine.search.coverage import most_telling

NOTHING = np.zeros((0, 8), np.float32)


def crowds(*sizes: int, spread: float = 0.05) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Unit vectors around one axis each, and which crowd each belongs to."""
    rng = np.random.default_rng(0)
    owners = np.repeat(np.arange(len(sizes)), sizes)
    vectors = np.eye(8, dtype=np.float32)[owners] + rng.normal(0, spread, (len(owners), 8)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True), owners


def test_each_crowd_gives_one_and_the_largest_comes_first() -> None:
    vectors, owners = crowds(5, 40, 15, 1)
    chosen = most_telling(vectors, NOTHING, 4)
    assert owners[chosen].tolist() == [1, 2, 0, 3]


def test_what_is_known_is_not_chosen_again() -> None:
    vectors, owners = crowds(5, 40, 15)
    known = vectors[owners == 1][:1]
    assert owners[most_telling(vectors, known, 2)].tolist() == [2, 0]


def test_each_choice_is_the_best_by_trying_all() -> None:
    vectors, _ = crowds(6, 5, 4, spread=0.4)

    def worth(rows: list[int]) -> float:
        return float(np.maximum(vectors @ vectors[rows].T, 0).max(axis=1).sum())

    chosen: list[int] = []
    for _ in range(4):
        chosen.append(max((row for row in range(15) if row not in chosen), key=lambda row: worth([*chosen, row])))
    assert most_telling(vectors, NOTHING, 4).tolist() == chosen


def test_copies_are_left_out_and_more_than_there_are_gives_all_others() -> None:
    vectors = np.eye(8, dtype=np.float32)[[0, 0, 0, 1]]
    assert most_telling(vectors, NOTHING, 10).tolist() == [0, 3]


def test_of_nothing_comes_nothing() -> None:
    assert most_telling(NOTHING, NOTHING, 3).tolist() == []
    assert most_telling(crowds(3)[0], crowds(3)[0], 3).tolist() == []


def test_of_very_many_an_even_sample_stands_for_all() -> None:
    vectors, owners = crowds(400, 100)
    chosen = most_telling(vectors, NOTHING, 2, compared=50)
    assert owners[chosen].tolist() == [0, 1]
    assert len(set(chosen.tolist())) == 2
