import math

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn import functional

from engine.training.embedded.dense_losses import (
    late_interaction_scores,
    patch_class_loss,
    place_loss,
    word_region_loss,
)

SCALE = torch.tensor(7.0)


def unit(*shape: int, seed: int = 0) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return functional.normalize(torch.randn(*shape, generator=generator), dim=-1)


def test_patch_class_loss_equals_the_double_loop_with_none_as_logit_zero() -> None:
    patches, names = unit(2, 3, 3, 8), unit(4, 8, seed=1)
    labels = torch.tensor([[[0, 1, -1], [2, 3, -2], [-2, 0, 0]], [[-1, -1, -1], [3, 2, 1], [-2, -2, 0]]])
    losses = []
    for cell, label in zip(patches.reshape(-1, 8), labels.flatten().tolist(), strict=True):
        if label != -2:
            logits = [0.0] + [7.0 * float(cell @ name) for name in names]
            losses.append(math.log(sum(math.exp(x) for x in logits)) - logits[label + 1])
    loss = patch_class_loss(patches, names, labels, SCALE)
    assert float(loss) == pytest.approx(sum(losses) / len(losses), rel=1e-4)


def test_late_interaction_scores_equal_the_double_loop() -> None:
    patches, words = unit(2, 3, 3, 8), unit(4, 8, seed=1)
    scores = late_interaction_scores(patches, words, sharpness=5.0)
    for b in range(2):
        for w in range(4):
            cosines = [float(cell @ words[w]) for cell in patches[b].reshape(-1, 8)]
            weights = [math.exp(5.0 * cosine) for cosine in cosines]
            expected = sum(c * x for c, x in zip(cosines, weights, strict=True)) / sum(weights)
            assert float(scores[b, w]) == pytest.approx(expected, abs=1e-5)


def test_late_interaction_scores_very_sharp_are_filips_maximum() -> None:
    patches, words = unit(2, 3, 3, 8), unit(4, 8, seed=1)
    hard = torch.einsum("bijd,wd->bwij", patches, words).flatten(2).amax(dim=2)
    torch.testing.assert_close(late_interaction_scores(patches, words, 1e6), hard, atol=1e-4, rtol=0)


def test_word_region_loss_equals_the_double_loop() -> None:
    scores = torch.randn(5, 3) / 4
    present = torch.tensor([[1, 0, 0], [1, 1, 0], [0, 0, 1], [0, 0, 0], [0, 1, 1]]).bool()
    words = []
    for w in range(3):
        negatives = sum(math.exp(7.0 * float(scores[r, w])) for r in range(5) if not present[r, w])
        positives = [math.exp(7.0 * float(scores[r, w])) for r in range(5) if present[r, w]]
        words.append(sum(-math.log(p / (p + negatives)) for p in positives) / len(positives))
    assert float(word_region_loss(scores, present, SCALE)) == pytest.approx(sum(words) / 3, rel=1e-4)


def test_place_loss_is_the_cross_entropy_over_cells_of_a_slow_loop() -> None:
    rng = np.random.default_rng(3)
    cells = functional.normalize(torch.from_numpy(rng.normal(size=(2, 3, 3, 4)).astype(np.float32)), dim=-1)
    names = functional.normalize(torch.from_numpy(rng.normal(size=(2, 2, 4)).astype(np.float32)), dim=-1)
    places = torch.from_numpy(rng.random((2, 2, 3, 3)).astype(np.float32))
    places[1, 1] = 0.0  # no name
    total, mass = 0.0, 0.0
    for picture in range(2):
        for name in range(2):
            place = places[picture, name].flatten()
            if place.sum() == 0:
                continue
            chances = torch.softmax(5.0 * cells[picture].reshape(9, 4) @ names[picture, name], dim=0)
            term = -sum(float(share / place.sum() * chance.log()) for share, chance in zip(place, chances, strict=True))
            total, mass = total + float(place.max()) * term, mass + float(place.max())
    assert float(place_loss(cells, names, places, torch.tensor(5.0))) == pytest.approx(total / mass, rel=1e-4)


def test_place_loss_without_any_name_is_zero() -> None:
    cells = functional.normalize(torch.ones(1, 2, 2, 4), dim=-1)
    assert float(place_loss(cells, cells[:, 0], torch.zeros(1, 2, 2, 2), torch.tensor(5.0))) == 0.0
