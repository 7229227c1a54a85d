import numpy as np
import pytest

from engine.training.data.held_out import recall_both_ways


def test_recall_both_ways_equals_sorting_every_row() -> None:
    rng = np.random.default_rng(0)
    images = rng.normal(size=(30, 4)).astype(np.float32)
    owners = np.repeat(np.arange(30), 2)
    texts = (images[owners] + rng.normal(size=(60, 4))).astype(np.float32)
    scores = texts @ images.T
    recall = recall_both_ways(images, texts, owners)
    for k in (1, 5, 10):
        t2i = np.mean([owner in np.argsort(-row)[:k] for row, owner in zip(scores, owners, strict=True)])
        i2t = np.mean([image in owners[np.argsort(-scores[:, image])[:k]] for image in range(30)])
        assert recall[f"t2i_R@{k}"] == pytest.approx(100 * t2i)
        assert recall[f"i2t_R@{k}"] == pytest.approx(100 * i2t)


def test_recall_ties_count_against_us() -> None:
    same = np.ones((12, 2), np.float32)
    recall = recall_both_ways(same, same, np.arange(12))
    assert set(recall.values()) == {0.0}
