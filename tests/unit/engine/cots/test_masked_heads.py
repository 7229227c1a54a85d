import pytest
import torch
from torch import nn
from torch.nn import functional

from engine.cots.masked_heads import MaskedHeads
from engine.cots.presets import TINY
from tests.helpers.tiny_cots import tiny_model

CODES = 11
OPERATORS = ("add", "concat")


def heads(operator: str) -> MaskedHeads:
    torch.manual_seed(0)
    return MaskedHeads(TINY, CODES, operator)


@pytest.mark.parametrize("operator", OPERATORS)
def test_masked_heads_predict_codes_and_words(operator: str) -> None:
    model = heads(operator)
    assert model.mask_token.shape == (TINY.image.width,)
    assert model.image_logits(torch.randn(5, 32), torch.randn(5, 32)).shape == (5, CODES)
    words = torch.randn(TINY.text.vocab_size, 32)
    assert model.text_logits(torch.randn(4, 32), torch.randn(4, 32), words).shape == (4, TINY.text.vocab_size)
    assert model.image_logits(torch.zeros(0, 32), torch.zeros(0, 32)).shape == (0, CODES)


@pytest.mark.parametrize("operator", OPERATORS)
def test_masked_heads_equal_the_formula_row_by_row(operator: str) -> None:
    model = heads(operator)
    hidden, other = torch.randn(3, 32), torch.randn(3, 32)
    logits = model.image_logits(hidden, other)
    head = model.image_head
    for row in range(3):
        if head.bridge is not None:
            joined = hidden[row] + head.bridge.weight @ other[row]
        else:
            joined = torch.cat([hidden[row], other[row]])
        x = functional.gelu(head.dense.weight @ joined + head.dense.bias)
        x = (x - x.mean()) / (x.var(correction=0) + 1e-5).sqrt()  # the norm starts with gain 1 and shift 0
        expected = model.image_classifier.weight @ x + model.image_classifier.bias
        torch.testing.assert_close(logits[row], expected, atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize("operator", OPERATORS)
def test_masked_heads_let_the_other_modality_in_and_its_gradient_out(operator: str) -> None:
    model = heads(operator)
    hidden, other = torch.randn(3, 32), torch.randn(3, 32, requires_grad=True)
    logits = model.image_logits(hidden, other)
    assert not torch.allclose(logits, model.image_logits(hidden, -other))
    (gradient,) = torch.autograd.grad(logits.square().sum(), [other])
    assert (gradient.abs().sum(dim=1) > 0).all()


@pytest.mark.parametrize("operator", OPERATORS)
def test_masked_heads_tied_word_embedding_receives_gradient_from_the_output(operator: str) -> None:
    towers = tiny_model().requires_grad_(True)
    words = towers.text_tower.word_embedding
    logits = heads(operator).text_logits(torch.randn(2, 32), torch.randn(2, 32), words)
    (gradient,) = torch.autograd.grad(functional.cross_entropy(logits, torch.tensor([7, 9])), [words])
    # Every word competes, so every row learns, though no text was read here.
    assert (gradient.abs().sum(dim=1) > 0).all()


def test_masked_heads_of_an_unknown_operator_are_refused() -> None:
    with pytest.raises(ValueError, match="multiply"):
        MaskedHeads(TINY, CODES, "multiply")


@pytest.mark.parametrize("operator", OPERATORS)
def test_embeddings_when_masked_heads_are_deleted_are_the_same(operator: str) -> None:
    towers = tiny_model()
    training = nn.ModuleDict({"model": towers, "heads": heads(operator)})
    names = set(towers.state_dict())
    pictures, ids = torch.randn(2, 3, 32, 32), torch.tensor([[2, 5, 6, 3]])
    before = (towers.embed_images(pictures), towers.embed_texts(ids, torch.ones_like(ids)))
    del training["heads"]
    after = (towers.embed_images(pictures), towers.embed_texts(ids, torch.ones_like(ids)))
    assert all(torch.equal(one, other) for one, other in zip(before, after, strict=True))
    # The model that is kept has no trace of them.
    assert {name.removeprefix("model.") for name in training.state_dict()} == names
    assert not any("mask" in name for name in names)
