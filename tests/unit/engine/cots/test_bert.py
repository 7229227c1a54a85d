"""Our BERT against the one of transformers."""

from __future__ import annotations

import dataclasses

import pytest
import torch
from torch import nn

from engine.cots.bert import Bert
from engine.cots.presets import TINY, TextTowerConfig
from engine.cots.text import TextTower

CONFIG = dataclasses.replace(TINY.text, dropout=0.1)


def theirs(config: TextTowerConfig) -> nn.Module:
    from transformers.models.bert.modeling_bert import BertConfig, BertModel

    made: nn.Module = BertModel(
        BertConfig(
            vocab_size=config.vocab_size,
            hidden_size=config.width,
            num_hidden_layers=config.depth,
            num_attention_heads=config.heads,
            intermediate_size=config.mlp_width,
            max_position_embeddings=config.max_positions,
            hidden_dropout_prob=config.dropout,
            attention_probs_dropout_prob=0.0,
        ),
        add_pooling_layer=False,
    )
    return made


def test_bert_has_the_parameters_of_public_checkpoints() -> None:
    ours, expected = Bert(CONFIG).state_dict(), theirs(CONFIG).state_dict()
    assert {name: tensor.shape for name, tensor in ours.items()} == {n: t.shape for n, t in expected.items()}


def test_bert_reads_what_transformers_reads() -> None:
    torch.manual_seed(0)
    tower, expected = TextTower(CONFIG).eval(), theirs(CONFIG).eval()
    weights = {name: torch.randn_like(tensor) * 0.3 for name, tensor in expected.state_dict().items()}
    expected.load_state_dict(weights)
    tower.bert.load_state_dict(weights)
    token_ids = torch.randint(1, CONFIG.vocab_size, (3, 7))
    mask = torch.tensor([[1] * 7, [1] * 4 + [0] * 3, [1] + [0] * 6])
    with torch.no_grad():
        hidden = tower.hidden(token_ids, mask)
        wanted = expected(input_ids=token_ids, attention_mask=mask).last_hidden_state
    real = mask.bool()
    torch.testing.assert_close(hidden[real], wanted[real], atol=2e-5, rtol=1e-4)


def test_bert_starts_as_bert_does() -> None:
    torch.manual_seed(0)
    bert = Bert(CONFIG)
    words = bert.embeddings.word_embeddings.weight.detach()
    assert not words[0].any()
    assert float(words[1:].std()) == pytest.approx(0.02, rel=0.1)
    for name, tensor in bert.named_parameters():
        if name.endswith("LayerNorm.weight"):
            assert (tensor == 1).all()
        elif name.endswith("bias"):
            assert not tensor.any()


def test_bert_drops_out_after_embeddings_and_twice_a_layer() -> None:
    drops = [module.p for module in Bert(CONFIG).modules() if isinstance(module, nn.Dropout)]
    assert drops == [0.1] * (1 + 2 * CONFIG.depth)
