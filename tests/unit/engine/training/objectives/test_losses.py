import math

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from engine.training.objectives.losses import (
    class_distillation_loss,
    info_nce,
    masked_prediction_loss,
    multi_caption_info_nce,
    ranking_loss,
    retrieval_kl,
    similarity_targets,
    soft_target_loss,
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


def slow_info_nce_over_ids(
    logits: Tensor, query_ids: list[int], key_ids: list[int], own: list[int], positives: str
) -> list[float]:
    """Query by query and key by key: what "own" and "all" mean for captions of the same picture."""
    losses = []
    for row, query_id, own_key in zip(logits.tolist(), query_ids, own, strict=True):
        weights = [math.exp(logit) for logit in row]
        friends = [j for j, key_id in enumerate(key_ids) if key_id == query_id and j != own_key]
        if positives == "own":
            total = sum(weight for j, weight in enumerate(weights) if j not in friends)
            losses.append(-math.log(weights[own_key] / total))
        else:
            chosen = [own_key, *friends]
            losses.append(-sum(math.log(weights[j] / sum(weights)) for j in chosen) / len(chosen))
    return losses


def roles(query_ids: list[int], key_ids: list[int], own: list[int], positives: str) -> tuple[Tensor, Tensor]:
    """Which keys are positives and which are excluded, (b, C) bool each."""
    is_own = functional.one_hot(torch.tensor(own), len(key_ids)).bool()
    is_same = torch.tensor(query_ids).unsqueeze(1) == torch.tensor(key_ids).unsqueeze(0)
    if positives == "own":
        return is_own, is_same & ~is_own
    return is_same | is_own, torch.zeros_like(is_same)


@pytest.mark.parametrize("positives", ["own", "all"])
def test_info_nce_equals_the_double_loop_over_ids(positives: str) -> None:
    logits = SCALE * unit(3, 8) @ unit(7, 8, seed=1).T
    ids = ([5, 9, 4], [4, 5, 9, 5, 1, 2, 5], [1, 2, 0])
    losses = info_nce(logits, *roles(*ids, positives))
    assert losses.shape == (3,)
    assert losses.tolist() == pytest.approx(slow_info_nce_over_ids(logits, *ids, positives), rel=1e-4)


@pytest.mark.parametrize("positives", ["own", "all"])
def test_info_nce_without_other_captions_is_cross_entropy(positives: str) -> None:
    logits, own = SCALE * unit(4, 8) @ unit(6, 8, seed=1).T, [2, 0, 5, 1]
    losses = info_nce(logits, *roles(own, list(range(6)), own, positives))
    torch.testing.assert_close(losses, functional.cross_entropy(logits, torch.tensor(own), reduction="none"))


def test_info_nce_equals_the_double_loop_over_roles() -> None:
    logits = torch.randn(3, 6, generator=torch.Generator().manual_seed(6))
    positives = torch.tensor([[1, 0, 0, 0, 0, 0], [0, 1, 0, 1, 0, 0], [1, 0, 1, 0, 0, 1]]).bool()
    excluded = torch.tensor([[0, 1, 1, 0, 0, 0], [0, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0]]).bool()
    slow = []
    for row, chosen, out in zip(logits.tolist(), positives.tolist(), excluded.tolist(), strict=True):
        total = sum(math.exp(x) for x, is_out in zip(row, out, strict=True) if not is_out)
        terms = [-math.log(math.exp(x) / total) for x, is_chosen in zip(row, chosen, strict=True) if is_chosen]
        slow.append(sum(terms) / len(terms))
    assert info_nce(logits, positives, excluded).tolist() == pytest.approx(slow, rel=1e-4)


def test_info_nce_excluded_keys_receive_no_gradient() -> None:
    logits = torch.randn(2, 4, requires_grad=True)
    positives = torch.tensor([[True, False, False, False], [False, True, True, False]])
    excluded = torch.tensor([[False, True, False, False], [False, False, False, True]])
    (gradient,) = torch.autograd.grad(info_nce(logits, positives, excluded).sum(), [logits])
    assert torch.isfinite(gradient).all()
    assert ((gradient == 0) == excluded).all()


def slow_kl(row: list[float], other: list[float], excluded: list[bool]) -> float:
    """KL(p, r) + KL(r, p) over what is not excluded."""
    counted = [j for j, out in enumerate(excluded) if not out]
    norm, other_norm = (sum(math.exp(x[j]) for j in counted) for x in (row, other))
    total = 0.0
    for j in counted:
        p, r = math.exp(row[j]) / norm, math.exp(other[j]) / other_norm
        total += p * math.log(p / r) + r * math.log(r / p)
    return total


@pytest.mark.parametrize("some_excluded", [False, True])
def test_retrieval_kl_equals_the_double_loop(some_excluded: bool) -> None:
    generator = torch.Generator().manual_seed(3)
    i2t, t2i = torch.randn(4, 6, generator=generator), torch.randn(4, 6, generator=generator)
    excluded = torch.zeros(4, 6, dtype=torch.bool)
    excluded[1, 2] = excluded[3, 0] = excluded[3, 5] = some_excluded
    slow = [slow_kl(*rows) for rows in zip(i2t.tolist(), t2i.tolist(), excluded.tolist(), strict=True)]
    assert retrieval_kl(i2t, t2i, excluded).tolist() == pytest.approx(slow, rel=1e-4)
    if not some_excluded:
        assert torch.equal(retrieval_kl(i2t, t2i, None), retrieval_kl(i2t, t2i, excluded))


def test_retrieval_kl_of_equal_logits_is_zero() -> None:
    logits = torch.randn(5, 9)
    assert retrieval_kl(logits, logits.clone(), None).abs().max() == 0


def test_retrieval_kl_is_invariant_under_one_permutation_of_both_queues_only() -> None:
    generator = torch.Generator().manual_seed(4)
    i2t = torch.randn(5, 9, generator=generator)
    t2i = i2t + 0.1 * torch.randn(5, 9, generator=generator)
    shuffled = torch.randperm(9, generator=generator)
    before = retrieval_kl(i2t, t2i, None)
    torch.testing.assert_close(retrieval_kl(i2t[:, shuffled], t2i[:, shuffled], None), before)
    assert (retrieval_kl(i2t, t2i[:, shuffled], None) > 2 * before).all()


def test_retrieval_kl_has_finite_gradients_into_both_sides() -> None:
    i2t, t2i = torch.randn(3, 5, requires_grad=True), torch.randn(3, 5, requires_grad=True)
    excluded = torch.zeros(3, 5, dtype=torch.bool)
    excluded[0, 1] = True
    for gradient in torch.autograd.grad(retrieval_kl(i2t, t2i, excluded).sum(), [i2t, t2i]):
        assert torch.isfinite(gradient).all()
        assert gradient[0, 1] == 0
        assert gradient[0, 0] != 0


def test_masked_prediction_loss_equals_the_double_loop() -> None:
    logits, targets, owners = torch.randn(6, 5), torch.tensor([0, 4, 2, 2, 1, 3]), torch.tensor([2, 0, 0, 2, 3, 2])
    slow = []
    for pair in range(4):
        terms = []
        for row, target, owner in zip(logits.tolist(), targets.tolist(), owners.tolist(), strict=True):
            if owner == pair:
                terms.append(math.log(sum(math.exp(x) for x in row)) - row[target])
        slow.append(sum(terms) / len(terms) if terms else 0.0)
    assert slow[1] == 0.0
    assert masked_prediction_loss(logits, targets, owners, 4).tolist() == pytest.approx(slow, rel=1e-4)


def test_masked_prediction_loss_of_nothing_hidden_is_zero_for_every_pair() -> None:
    nothing = torch.zeros(0, dtype=torch.long)
    losses = masked_prediction_loss(torch.zeros(0, 5, requires_grad=True), nothing, nothing, 3)
    assert losses.tolist() == [0.0, 0.0, 0.0]
    losses.sum().backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped


def test_ranking_loss_equals_the_double_loop() -> None:
    full, masked = torch.tensor([0.5, 0.3, 0.2]), torch.tensor([0.2, 0.25, 0.4])
    slow = [max(0.0, 0.1 - (f - m)) for f, m in zip(full.tolist(), masked.tolist(), strict=True)]
    assert ranking_loss(full, masked, 0.1).tolist() == pytest.approx(slow, abs=1e-6)
    assert slow[0] == 0.0
