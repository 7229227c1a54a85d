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


def test_of_pictures_that_stand_for_as_many_the_model_is_unsure_of_come_first() -> None:
    vectors, owners = crowds(20, 20, 20, 20)
    doubts = np.array([0.1, 0.9, 0.3, 0.5], np.float32)[owners]
    chosen = most_telling(vectors, NOTHING, 4, doubts=doubts)
    assert owners[chosen].tolist()[0] == 1
    assert sorted(owners[chosen].tolist()) == [0, 1, 2, 3]
    crowd, its = crowds(60, 5)
    assert its[most_telling(crowd, NOTHING, 1, doubts=(its == 1).astype(np.float32))].tolist() == [0]
    even = np.zeros(len(vectors), np.float32)
    assert most_telling(vectors, NOTHING, 4, doubts=even).tolist() == most_telling(vectors, NOTHING, 4).tolist()


def test_choosing_with_doubts_is_as_good_as_looking_at_all_each_time() -> None:
    vectors, _ = crowds(30, 25, 20, 5, spread=0.4)
    doubts = np.random.default_rng(1).normal(size=80).astype(np.float32)
    places = np.argsort(np.argsort(doubts))
    likeness, best = np.maximum(vectors @ vectors.T, 0), np.zeros(80, np.float32)
    chosen: list[int] = []
    for _ in range(10):
        gains = np.maximum(likeness - best[:, None], 0).sum(axis=0) * (1 + 2 * places / 79)
        gains[chosen] = -1
        chosen.append(int(gains.argmax()))
        best = np.maximum(best, likeness[:, chosen[-1]])
    assert most_telling(vectors, NOTHING, 10, doubts=doubts).tolist() == chosen
