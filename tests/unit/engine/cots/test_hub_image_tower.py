import dataclasses
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from engine.cots.hub_image_tower import HubImageTower
from engine.cots.hub_import import read_hub_model
from engine.cots.presets import ImageTowerConfig
from engine.cots.vision import MaskedCells
from tests.helpers.hub_models import SIDE, WIDTH, save_hub_model

KINDS = ("clip", "siglip")
CELLS = 16


def tower_of(folder: Path, kind: str) -> HubImageTower:
    save_hub_model(folder, kind)
    tower = read_hub_model(folder, "tiny").model.image_tower
    assert isinstance(tower, HubImageTower)
    return tower


def pictures() -> Tensor:
    return torch.randn(2, 3, SIDE, SIDE, generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize("kind", KINDS)
def test_masked_cells_leave_no_trace_of_their_pixels(tmp_path: Path, kind: str) -> None:
    tower = tower_of(tmp_path, kind)
    masked = MaskedCells(torch.zeros(2, CELLS, dtype=torch.bool), torch.randn(WIDTH))
    masked.cells[:, :2] = True
    seen = pictures()
    changed = seen.clone()
    changed[:, :, :8, :16] = 9.0
    one, other = tower(seen, masked=masked), tower(changed, masked=masked)
    assert torch.equal(one.tokens, other.tokens)
    assert not torch.allclose(one.tokens, tower(seen).tokens, atol=1e-3)


@pytest.mark.parametrize("kind", KINDS)
def test_kept_cells_are_all_that_is_seen(tmp_path: Path, kind: str) -> None:
    tower = tower_of(tmp_path, kind)
    seen = pictures()
    changed = seen.clone()
    changed[:, :, :8, :8] = 9.0
    keep = torch.arange(1, CELLS).expand(2, -1)
    one, other = tower(seen, keep=keep), tower(changed, keep=keep)
    assert one.tokens.shape == (2, CELLS, WIDTH)
    assert one.maps == ()
    assert torch.equal(one.tokens, other.tokens)


@pytest.mark.parametrize("kind", KINDS)
def test_all_cells_kept_in_order_change_nothing(tmp_path: Path, kind: str) -> None:
    tower = tower_of(tmp_path, kind)
    seen = pictures()
    kept = tower(seen, keep=torch.arange(CELLS).expand(2, -1))
    assert torch.allclose(kept.tokens, tower(seen).tokens, atol=1e-5)
    assert tower(seen).maps[0].shape == (2, WIDTH, 4, 4)


@pytest.mark.parametrize("kind", KINDS)
def test_recomputed_activations_give_the_same_gradients(tmp_path: Path, kind: str) -> None:
    tower = tower_of(tmp_path, kind).train().requires_grad_(True)
    seen, gradients = pictures(), []
    for tower.checkpointing in (False, True):
        tower.zero_grad()
        tower(seen).pooled.square().sum().backward()
        gradients.append(tower.vit.blocks[0].attn.qkv.weight.grad.clone())
    assert torch.allclose(gradients[0], gradients[1], atol=1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_see_cells_keeps_the_global_features(tmp_path: Path, kind: str) -> None:
    tower = tower_of(tmp_path, kind)
    features, cells = tower.see_cells(pictures())
    assert torch.allclose(features.tokens, tower(pictures()).tokens, atol=1e-5)
    assert cells.shape == (2, CELLS, WIDTH)


def test_see_cells_of_clip_is_a_last_block_in_which_nothing_is_mixed(tmp_path: Path) -> None:
    tower = tower_of(tmp_path, "clip")
    entering: list[Tensor] = []

    def keep(module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        entering.append(inputs[0])

    handle = tower.blocks[-1].register_forward_pre_hook(keep)
    tower(pictures())
    handle.remove()
    _, cells = tower.see_cells(pictures())
    for picture in range(2):
        for cell in range(CELLS):
            alone = tower.vit.norm(tower.blocks[-1](entering[0][picture, 1 + cell][None, None]))[0, 0]
            assert torch.allclose(cells[picture, cell], alone, atol=1e-5)


def test_see_cells_of_siglip_asks_the_probe_about_each_cell(tmp_path: Path) -> None:
    tower = tower_of(tmp_path, "siglip")
    features, cells = tower.see_cells(pictures())
    for cell in range(CELLS):
        alone = tower.probe(features.tokens[:, 1 + cell : 2 + cell])
        assert torch.allclose(cells[:, cell], alone, atol=1e-5)


def test_tower_with_an_mlp_of_any_width_has_that_width(tmp_path: Path) -> None:
    config = read_config(tmp_path)
    for width in (1, 33, 70, 4304):
        tower = HubImageTower(dataclasses.replace(config, mlp_width=width))
        assert tower.vit.blocks[0].mlp.fc1.out_features == width
        assert tower.probe.mlp.fc1.out_features == width


def read_config(folder: Path) -> ImageTowerConfig:
    save_hub_model(folder, "siglip")
    return read_hub_model(folder, "tiny").model.config.image
