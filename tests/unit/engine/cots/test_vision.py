import dataclasses

import pytest
import torch
from torch import Tensor

from engine.cots.presets import TINY, ImageTowerConfig, TwoStreamConfig
from engine.cots.vision import HybridTower, ImageFeatures, MaskedCells, VitTower
from tests.helpers.tiny_cots import tiny_model
from tests.helpers.tiny_training import SMALL_HYBRID

# Three by three cells, so that one can be hidden in the middle of visible ones.
HYBRID = dataclasses.replace(SMALL_HYBRID, image=dataclasses.replace(SMALL_HYBRID.image, input_px=96))
CONFIGS = {"vit": TINY, "hybrid": HYBRID}
both_towers = pytest.mark.parametrize("config", CONFIGS.values(), ids=CONFIGS.keys())


def tower_of(config: TwoStreamConfig) -> VitTower | HybridTower:
    tower = tiny_model(config=config).image_tower
    assert isinstance(tower, VitTower | HybridTower)
    return tower


def pictures_of(image: ImageTowerConfig, count: int = 2) -> Tensor:
    generator = torch.Generator().manual_seed(1)
    return torch.randn(count, 3, image.input_px, image.input_px, generator=generator)


def masked_cells(image: ImageTowerConfig, *hidden: int) -> MaskedCells:
    """The same cells hidden in two pictures."""
    cells = torch.zeros(2, image.grid**2, dtype=torch.bool)
    cells[:, list(hidden)] = True
    return MaskedCells(cells, torch.linspace(-1, 1, image.width))


def scribbled(pictures: Tensor, image: ImageTowerConfig, cell: int, value: float) -> Tensor:
    """The pictures with every pixel of one cell changed."""
    row, column = divmod(cell, image.grid)
    changed = pictures.clone()
    rows, columns = (slice(at * image.patch_px, (at + 1) * image.patch_px) for at in (row, column))
    changed[:, :, rows, columns] = value * torch.randn_like(changed[:, :, rows, columns])
    return changed


def everything(features: ImageFeatures) -> list[Tensor]:
    return [features.tokens, *features.maps]


@both_towers
@pytest.mark.parametrize("value", [0.1, 50.0, 1e6])
def test_tower_pixels_under_the_mask_change_no_output_at_all(config: TwoStreamConfig, value: float) -> None:
    tower, image = tower_of(config), config.image
    pictures, masked = pictures_of(image), masked_cells(image, 0, 4, 5)
    before = everything(tower(pictures, masked=masked))
    for cell in (0, 4, 5):
        after = everything(tower(scribbled(pictures, image, cell, value), masked=masked))
        assert all(torch.equal(one, other) for one, other in zip(before, after, strict=True))


@both_towers
def test_tower_pixels_beside_the_mask_do_change_every_token(config: TwoStreamConfig) -> None:
    tower, image = tower_of(config), config.image
    pictures, masked = pictures_of(image), masked_cells(image, 0, 4, 5)
    before = tower(pictures, masked=masked).tokens
    after = tower(scribbled(pictures, image, 1, 1.0), masked=masked).tokens
    assert ((before - after).abs().amax(dim=2) > 0).all()


@both_towers
def test_tower_unmasked_lets_every_pixel_through(config: TwoStreamConfig) -> None:
    tower, image = tower_of(config), config.image
    pictures = pictures_of(image)
    before = tower(pictures).tokens
    assert not torch.equal(before, tower(scribbled(pictures, image, 4, 0.1)).tokens)


def test_hybrid_tower_would_leak_if_only_tokens_were_replaced() -> None:
    tower, image = tower_of(HYBRID), HYBRID.image
    pictures, masked = pictures_of(image), masked_cells(image, 4)
    before = tower.upper(tower.lower(pictures), masked=masked).tokens
    after = tower.upper(tower.lower(scribbled(pictures, image, 4, 1.0)), masked=masked).tokens
    assert not torch.equal(before, after)


@both_towers
def test_tower_mask_token_is_seen_and_learns(config: TwoStreamConfig) -> None:
    tower, image = tower_of(config), config.image
    cells, token = masked_cells(image, 3, 4)
    token = token.requires_grad_()
    tokens = tower(pictures_of(image), masked=MaskedCells(cells, token)).tokens
    (gradient,) = torch.autograd.grad(tokens[:, 1 + 3].square().sum(), [token])
    assert gradient.abs().max() > 0
    other = tower(pictures_of(image), masked=MaskedCells(cells, -token.detach())).tokens
    assert not torch.allclose(tokens, other)


@both_towers
def test_tower_with_nothing_masked_equals_the_plain_pass(config: TwoStreamConfig) -> None:
    tower, image = tower_of(config), config.image
    plain = everything(tower(pictures_of(image)))
    masked = everything(tower(pictures_of(image), masked=masked_cells(image)))
    assert all(torch.equal(one, other) for one, other in zip(plain, masked, strict=True))


@both_towers
def test_tower_keep_drops_the_other_cells(config: TwoStreamConfig) -> None:
    tower, image = tower_of(config), config.image
    features = tower(pictures_of(image), keep=torch.tensor([[0, 2, 5], [1, 4, 8]]))
    assert features.tokens.shape == (2, 1 + 3, image.width)
    assert features.pooled.shape == (2, image.width)
    assert features.maps == ()


@both_towers
def test_tower_keep_of_all_cells_equals_the_plain_pass(config: TwoStreamConfig) -> None:
    tower, image = tower_of(config), config.image
    keep = torch.arange(image.grid**2).expand(2, -1)
    assert torch.equal(tower(pictures_of(image), keep=keep).tokens, tower(pictures_of(image)).tokens)


def test_vit_tower_pixels_of_dropped_cells_change_nothing() -> None:
    tower, image = tower_of(TINY), TINY.image
    pictures, keep = pictures_of(image), torch.tensor([[0, 2, 5, 9], [0, 2, 5, 9]])
    before = tower(pictures, keep=keep).tokens
    assert torch.equal(tower(scribbled(pictures, image, 7, 9.0), keep=keep).tokens, before)
    assert not torch.equal(tower(scribbled(pictures, image, 5, 9.0), keep=keep).tokens, before)


@both_towers
def test_tower_kept_cells_know_their_positions(config: TwoStreamConfig) -> None:
    tower, image = tower_of(config), config.image
    plain = torch.zeros_like(pictures_of(image))
    tokens = tower(plain, keep=torch.tensor([[0, 1], [7, 8]])).tokens
    assert not torch.allclose(tokens[0, 1:], tokens[1, 1:])


def test_vit_tower_equals_timms_own_forward() -> None:
    tower = tower_of(TINY)
    assert isinstance(tower, VitTower)
    pictures = pictures_of(TINY.image)
    assert torch.equal(tower.lower(pictures), pictures)
    assert torch.equal(tower(pictures).tokens, tower.vit.forward_features(pictures))


@both_towers
def test_tower_upper_after_lower_is_the_whole_tower(config: TwoStreamConfig) -> None:
    tower, pictures = tower_of(config), pictures_of(config.image)
    assert torch.equal(tower.upper(tower.lower(pictures)).tokens, tower(pictures).tokens)


@both_towers
def test_tower_checkpointing_gives_equal_output_and_gradients(config: TwoStreamConfig) -> None:
    results = []
    for checkpointing in (False, True):
        tower = tower_of(config).requires_grad_(True).train()
        tower.checkpointing = checkpointing
        torch.manual_seed(5)  # dropout draws the same masks
        tokens = tower(pictures_of(config.image), masked=masked_cells(config.image, 4)).tokens
        tokens[:, 0].square().sum().backward()
        results.append((tokens.detach(), *[p.grad for p in tower.parameters() if p.grad is not None]))
    assert len(results[0]) == len(results[1]) > 10
    assert all(torch.equal(one, other) for one, other in zip(*results, strict=True))


def test_tower_checkpointing_runs_blocks_again_in_training_only() -> None:
    tower, runs = tower_of(TINY).requires_grad_(True), [0]
    tower.checkpointing = True
    tower.blocks[0].register_forward_pre_hook(lambda module, inputs: runs.__setitem__(0, runs[0] + 1))
    tower.train()(pictures_of(TINY.image)).tokens.sum().backward()
    assert runs == [2]
    tower.eval()(pictures_of(TINY.image)).tokens.sum().backward()
    assert runs == [3]
