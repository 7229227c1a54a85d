from __future__ import annotations

import numpy as np

from engine.training.finetuning.finetune_examples import SHOWN, Answers, answered, general_examples, own_examples


def _answers(places: list[int]) -> Answers:
    return Answers(np.tile(np.arange(SHOWN), (len(places), 1)), np.array(places))


def test_answered_lists_the_best_and_the_place_of_the_right_one() -> None:
    gallery = np.eye(4, dtype=np.float32)
    found = answered(np.array([[0.1, 0.9, 0.5, 0.0]], np.float32), gallery, np.array([0]))
    assert found.best[0].tolist() == [1, 2, 0, 3]
    assert found.places.tolist() == [3]


def test_own_examples_show_gains_losses_and_what_lies_between() -> None:
    texts = [str(number) for number in range(30)]
    before = [10] * 20 + [1] * 10
    after = [1] * 10 + [10] * 10 + [4] * 10
    chosen = own_examples(texts, np.arange(30), _answers(before), _answers(after))
    steps = [(query.place_before, query.place_after) for query in chosen]
    assert steps[:5] == [(10, 1)] * 5
    assert steps[5:8] == [(1, 4)] * 3
    assert len({query.text for query in chosen}) == len(chosen) == 12


def test_own_examples_of_few_captions_are_all_of_them() -> None:
    chosen = own_examples(["a", "b"], np.array([5, 6]), _answers([2, 1]), _answers([1, 1]))
    assert [query.text for query in chosen] == ["a", "b"]
    assert chosen[0].right == 5


def test_general_examples_begin_with_what_changed_most() -> None:
    before = Answers(np.tile(np.arange(SHOWN), (10, 1)), np.zeros(10, np.int64))
    moved = before.best.copy()
    moved[7] += 100
    chosen = general_examples([str(number) for number in range(10)], before, Answers(moved, before.places))
    assert (chosen[0].text, chosen[0].place_after, chosen[0].place_before) == ("7", 0, SHOWN)
    assert all(query.right is None for query in chosen)
