import numpy as np
import pytest
from numpy.typing import NDArray

from engine.training.finetuning.finetune_scores import CaptionBook, Scores, ranks_of_best, score_pictures

CAPTIONS = (("a red ball", "the ball"), ("A red ball",), ("a cat",), ("a dog", "two dogs"))
GROUPS = np.array([0, 1, 2, 2])


def unit(rows: int, seed: int) -> NDArray[np.float32]:
    values = np.random.default_rng(seed).normal(size=(rows, 4)).astype(np.float32)
    return np.asarray(values / np.linalg.norm(values, axis=1, keepdims=True), np.float32)


def test_caption_book_knows_which_pictures_are_no_wrong_answers() -> None:
    book = CaptionBook.of(CAPTIONS, GROUPS)
    assert [alike.tolist() for alike in book.alike] == [[0, 1], [0, 1], [2, 3], [2, 3]]
    assert book.owners.tolist() == [0, 0, 1, 2, 3, 3]
    assert book.rows_of(np.array([0, 3])).tolist() == [0, 1, 4, 5]


def test_ranks_of_best_count_ties_and_nan_against_us() -> None:
    gallery = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [np.nan, 0.0]], np.float32)
    query = np.array([[1.0, 0.0]], np.float32)
    nothing = np.zeros(0, np.int64)
    assert ranks_of_best(query, gallery, [np.array([0])], [nothing]).tolist() == [3]
    assert ranks_of_best(query, gallery, [np.array([0])], [np.array([1, 3])]).tolist() == [1]


def test_score_pictures_matches_the_slow_count() -> None:
    book = CaptionBook.of(CAPTIONS, GROUPS)
    images, others, texts = unit(4, 0), unit(6, 1), unit(6, 2)
    rows = np.array([1, 3])
    t2i, i2t = score_pictures(book, rows, images, others, texts)
    for place, row in enumerate(rows):
        reciprocals = []
        for text in np.flatnonzero(book.owners == row):
            own = texts[text] @ images[row]
            wrong = [j for j in range(4) if j not in book.alike[row]]
            rank = 1 + sum(texts[text] @ images[j] >= own for j in wrong) + sum(texts[text] @ o >= own for o in others)
            reciprocals.append(1 / rank)
        assert t2i.reciprocal[place] == pytest.approx(np.mean(reciprocals))
        best = max(texts[text] @ images[row] for text in np.flatnonzero(book.owners == row))
        wrong_texts = [text for text in range(6) if book.owners[text] not in book.alike[row]]
        rank = 1 + sum(texts[text] @ images[row] >= best for text in wrong_texts)
        assert i2t.reciprocal[place] == pytest.approx(1 / rank)
        assert i2t.at_1[place] == float(rank == 1)


def test_scores_of_ranks_average_per_owner_and_sum_up_in_percent() -> None:
    scores = Scores.of_ranks(np.array([1, 2, 20]))
    assert scores.averaged(np.array([0, 0, 1]), 2).reciprocal.tolist() == pytest.approx([0.75, 0.05])
    assert scores.recall.tolist() == [1.0, 0.5, 0.0]
    assert scores.summary("own") == {"own_r1": 33.33, "own_r10": 66.67, "own_mrr": 51.67}
    assert scores.joined(scores).take(np.array([3, 5])).at_10.tolist() == [1.0, 0.0]
