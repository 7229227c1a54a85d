from pathlib import Path

import pytest
import torch

from engine.cots.hub_import import read_hub_model
from engine.cots.hub_text_tower import HubTextTower
from engine.cots.text import TextTokenizer
from tests.helpers.hub_models import KNOWN_TEXTS, PAD, POSITIONS, WIDTH, save_hub_model

KINDS = ("clip", "siglip")


def tower_and_tokens(folder: Path, kind: str) -> tuple[HubTextTower, torch.Tensor, torch.Tensor]:
    save_hub_model(folder, kind)
    read = read_hub_model(folder, "tiny")
    tower = read.model.text_tower
    assert isinstance(tower, HubTextTower)
    return tower, *TextTokenizer.for_tower(read.tokenizer_json, read.model.config.text)(KNOWN_TEXTS)


@pytest.mark.parametrize("kind", KINDS)
def test_layers_in_two_runs_equal_one(tmp_path: Path, kind: str) -> None:
    tower, ids, mask = tower_and_tokens(tmp_path, kind)
    lower = tower.run_layers(tower.embed(ids), mask, 0, 1)
    upper = tower.run_layers(lower, mask, 1, tower.depth)
    assert torch.equal(upper, tower.hidden(ids, mask))
    assert torch.equal(tower.pool(upper, mask), tower(ids, mask))
    assert upper.shape == (len(KNOWN_TEXTS), ids.shape[1], WIDTH)


def test_clip_reads_nothing_behind_the_end_of_a_text(tmp_path: Path) -> None:
    tower, ids, mask = tower_and_tokens(tmp_path, "clip")
    other = torch.where(mask == 0, torch.full_like(ids, 9), ids)
    assert not torch.equal(other, ids)
    assert torch.equal(tower(other, mask), tower(ids, mask))


def test_siglip_texts_are_padded_to_the_last_position_and_all_of_it_counts(tmp_path: Path) -> None:
    _, ids, mask = tower_and_tokens(tmp_path, "siglip")
    assert ids.shape == (len(KNOWN_TEXTS), POSITIONS)
    assert ids[0, -1] == PAD
    assert mask.all()


def test_siglip_text_alone_and_in_a_batch_embed_the_same(tmp_path: Path) -> None:
    save_hub_model(tmp_path, "siglip")
    read = read_hub_model(tmp_path, "tiny")
    tokenizer = TextTokenizer.for_tower(read.tokenizer_json, read.model.config.text)
    together = read.model.embed_texts(*tokenizer(KNOWN_TEXTS))
    alone = torch.cat([read.model.embed_texts(*tokenizer([text])) for text in KNOWN_TEXTS])
    assert torch.allclose(together, alone, atol=1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_recomputed_activations_give_the_same_gradients(tmp_path: Path, kind: str) -> None:
    tower, ids, mask = tower_and_tokens(tmp_path, kind)
    tower.train().requires_grad_(True)
    gradients = []
    for tower.checkpointing in (False, True):
        tower.zero_grad()
        tower(ids, mask).square().sum().backward()
        gradient = tower.token_embedding.weight.grad
        assert gradient is not None
        gradients.append(gradient.clone())
    assert torch.allclose(gradients[0], gradients[1], atol=1e-5)
