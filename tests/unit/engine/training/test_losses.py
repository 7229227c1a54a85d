import math

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from engine.training.losses import (
    class_distillation_loss,
    late_interaction_scores,
    multi_caption_info_nce,
    patch_class_loss,
    similarity_targets,
    soft_target_loss,
    word_region_loss,
)

SCALE = torch.tensor(7.0)


def unit(*shape: int, seed: int = 0) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return functional.normalize(torch.randn(*shape, generator=generator), dim=-1)


def slow_info_nce(image_emb: Tensor, text_emb: Tensor, owners: list[int], scale: float) -> float:
    """Pair by pair: every caption of another image is a negative, every caption of the same image is left out."""
    total = 0.0
    for i, image in enumerate(image_emb):
        own = [j for j, owner in enumerate(owners) if owner == i]
        for j in own:
            positive = math.exp(scale * float(image @ text_emb[j]))
            texts = sum(math.exp(scale * float(image @ text_emb[k])) for k, o in enumerate(owners) if o != i)
            images = sum(math.exp(scale * float(image_emb[k] @ text_emb[j])) for k in range(len(image_emb)) if k != i)
            terms = -math.log(positive / (positive + texts)) - math.log(positive / (positive + images))
            total += terms / len(own)
    return total / (2 * len(image_emb))


@pytest.mark.parametrize("owners", [[0, 1, 2, 3], [0, 0, 1, 2, 2, 2, 3], [3, 1, 0, 2, 0]])
def test_multi_caption_info_nce_equals_the_double_loop(owners: list[int]) -> None:
    image_emb, text_emb = unit(4, 8), unit(len(owners), 8, seed=1)
    loss = multi_caption_info_nce(image_emb, text_emb, torch.tensor(owners), SCALE)
    assert float(loss) == pytest.approx(slow_info_nce(image_emb, text_emb, owners, 7.0), rel=1e-4)


def test_multi_caption_info_nce_with_one_caption_is_plain_symmetric_info_nce() -> None:
    image_emb, text_emb = unit(6, 8), unit(6, 8, seed=1)
    logits, labels = SCALE * image_emb @ text_emb.T, torch.arange(6)
    plain = (functional.cross_entropy(logits, labels) + functional.cross_entropy(logits.T, labels)) / 2
    torch.testing.assert_close(multi_caption_info_nce(image_emb, text_emb, labels, SCALE), plain)


def test_multi_caption_info_nce_second_caption_of_an_image_is_no_negative() -> None:
    image_emb, text_emb = unit(3, 8), unit(3, 8, seed=1)
    plain = multi_caption_info_nce(image_emb, text_emb, torch.arange(3), SCALE)
    doubled = torch.cat([text_emb, text_emb[:1]])  # the same caption once more
    more = multi_caption_info_nce(image_emb, doubled, torch.tensor([0, 1, 2, 0]), SCALE)
    first_i2t_unchanged = slow_info_nce(image_emb, doubled, [0, 1, 2, 0], 7.0)
    assert float(more) == pytest.approx(first_i2t_unchanged, rel=1e-4)
    assert float(more) > float(plain)  # it is one negative more for the other two images, and none for its own


def test_multi_caption_info_nce_has_finite_gradients() -> None:
    image_emb, text_emb = unit(3, 8).requires_grad_(), unit(5, 8, seed=1).requires_grad_()
    loss = multi_caption_info_nce(image_emb, text_emb, torch.tensor([0, 0, 1, 2, 2]), torch.tensor(100.0))
    gradients = torch.autograd.grad(loss, [image_emb, text_emb])
    assert all(torch.isfinite(gradient).all() for gradient in gradients)


def test_soft_target_loss_equals_the_double_loop_and_is_cross_entropy_for_one_hot() -> None:
    logits = torch.randn(4, 6)
    targets = torch.rand(4, 6)
    targets = targets / targets.sum(dim=1, keepdim=True)
    slow = 0.0
    for row, target in zip(logits.tolist(), targets.tolist(), strict=True):
        norm = math.log(sum(math.exp(x) for x in row))
        slow -= sum(t * (x - norm) for x, t in zip(row, target, strict=True))
    assert float(soft_target_loss(logits, targets)) == pytest.approx(slow / 4, rel=1e-4)
    labels = torch.tensor([0, 5, 2, 2])
    torch.testing.assert_close(
        soft_target_loss(logits, functional.one_hot(labels, 6).float()), functional.cross_entropy(logits, labels)
    )


def test_similarity_targets_rows_sum_to_one_and_the_nearest_gets_most() -> None:
    vectors = unit(5, 8)
    targets = similarity_targets(vectors, vectors, 0.05)
    torch.testing.assert_close(targets.sum(dim=1), torch.ones(5))
    assert targets.argmax(dim=1).tolist() == [0, 1, 2, 3, 4]


def test_class_distillation_loss_equals_the_double_loop() -> None:
    image_emb, name_emb, teacher = unit(3, 8), unit(4, 8, seed=1), torch.rand(3, 4) / 4
    slow = covered = 0.0
    for image, probabilities in zip(image_emb, teacher.tolist(), strict=True):
        logits = [7.0 * float(image @ name) for name in name_emb]
        norm = math.log(sum(math.exp(x) for x in logits))
        slow -= sum(p * (x - norm) for p, x in zip(probabilities, logits, strict=True))
        covered += sum(probabilities)
    loss = class_distillation_loss(image_emb, name_emb, teacher, SCALE)
    assert float(loss) == pytest.approx(slow / covered, rel=1e-4)


def test_class_distillation_loss_picture_of_no_class_is_silent() -> None:
    image_emb = unit(2, 8).requires_grad_()
    teacher = torch.tensor([[0.0, 0.0], [0.3, 0.7]])
    (gradient,) = torch.autograd.grad(
        class_distillation_loss(image_emb, unit(2, 8, seed=1), teacher, SCALE), [image_emb]
    )
    assert gradient[0].abs().max() == 0
    assert gradient[1].abs().max() > 0


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
