import math

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn import functional

from engine.training.finetuning.finetune_losses import caption_contrast, ranking_anchor, vector_anchor, weight_anchor


def unit(rows: int, seed: int) -> Tensor:
    return functional.normalize(torch.randn(rows, 5, generator=torch.Generator().manual_seed(seed)), dim=1)


def slow_contrast(images: Tensor, texts: Tensor, is_same: Tensor, scale: float) -> float:
    total = 0.0
    for queries, keys in ((images, texts), (texts, images)):
        for i in range(len(queries)):
            terms = [
                math.exp(scale * float(queries[i] @ keys[j]))
                for j in range(len(keys))
                if j == i or not bool(is_same[i, j])
            ]
            total -= math.log(math.exp(scale * float(queries[i] @ keys[i])) / sum(terms))
    return total / (2 * len(images))


def test_caption_contrast_matches_the_double_loop_and_leaves_the_same_out() -> None:
    images, texts = unit(4, 0), unit(4, 1)
    is_same = torch.eye(4, dtype=torch.bool)
    is_same[0, 2] = is_same[2, 0] = True
    expected = slow_contrast(images, texts, is_same, 3.0)
    assert float(caption_contrast(images, texts, is_same, 3.0)) == pytest.approx(expected, abs=1e-5)


def test_caption_contrast_of_pictures_that_are_all_the_same_is_zero() -> None:
    everything = torch.ones(3, 3, dtype=torch.bool)
    assert float(caption_contrast(unit(3, 0), unit(3, 1), everything, 10.0)) == pytest.approx(0.0, abs=1e-6)


def test_ranking_anchor_has_no_gradient_where_nothing_moved() -> None:
    images, texts = unit(4, 0), unit(3, 1)
    moving = images.clone().requires_grad_()
    loss = ranking_anchor(moving, texts, images, texts, 5.0)
    (gradient,) = torch.autograd.grad(loss, moving)
    assert gradient.abs().max() < 1e-6
    assert float(ranking_anchor(unit(4, 7), texts, images, texts, 5.0)) > float(loss.detach())


def test_ranking_anchor_matches_the_double_loop() -> None:
    images, texts, images_0, texts_0 = unit(3, 0), unit(4, 1), unit(3, 2), unit(4, 3)

    def one_way(now: np.ndarray, then: np.ndarray) -> float:
        total = 0.0
        for a, b in zip(now, then, strict=True):
            p, q = np.exp(b) / np.exp(b).sum(), np.exp(a) / np.exp(a).sum()
            total -= float((p * np.log(q)).sum())
        return total / len(now)

    now, then = (2 * images @ texts.T).numpy(), (2 * images_0 @ texts_0.T).numpy()
    expected = (one_way(now, then) + one_way(now.T, then.T)) / 2
    assert float(ranking_anchor(images, texts, images_0, texts_0, 2.0)) == pytest.approx(expected, abs=1e-5)


def test_anchors_are_zero_at_the_start_and_grow_with_the_distance() -> None:
    start = unit(3, 0)
    assert float(vector_anchor(start, start)) == pytest.approx(0.0, abs=1e-6)
    assert float(vector_anchor(-start, start)) == pytest.approx(2.0, abs=1e-6)
    assert float(weight_anchor([start + 1], [start])) == pytest.approx(15.0, abs=1e-4)
