"""Heat maps by attention for the towers of public models."""

from pathlib import Path

import numpy as np
import pytest
import torch

from engine.config import ComputeConfig
from engine.cots.encoder import CotsEncoder
from engine.cots.hub_image_tower import HubImageTower
from engine.cots.hub_import import import_hub_model
from engine.explain.capture import captured_attention
from engine.explain.word_maps import MapMethod, explain
from tests.helpers.hub_models import SIDE, save_hub_model
from tests.helpers.tiny_cots import drawn_pixels

KINDS = ("clip", "siglip")


def encoder_of(folder: Path, kind: str) -> CotsEncoder:
    save_hub_model(folder / "hub", kind)
    import_hub_model(folder / "hub", folder / "ours", name="tiny", summary="")
    return CotsEncoder.load(folder / "ours", ComputeConfig(device="cpu", threads=1))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", MapMethod)
def test_explain_maps_of_a_public_model_have_its_grid_and_differ_by_word(
    tmp_path: Path, kind: str, method: MapMethod
) -> None:
    encoder = encoder_of(tmp_path, kind)
    red, dog = explain(encoder, "a red dog", drawn_pixels(1, SIDE)[0], method=method).words
    assert red.grid.shape == dog.grid.shape == (4, 4)
    assert red.grid.min() >= 0.0
    assert red.grid.max() == 1.0
    assert not np.allclose(red.grid, dog.grid)


def test_captured_probe_is_one_row_that_sums_to_one_and_changes_nothing(tmp_path: Path) -> None:
    encoder = encoder_of(tmp_path, "siglip")
    tower = encoder.model.image_tower
    assert isinstance(tower, HubImageTower)
    pictures = encoder.normalise(drawn_pixels(2, SIDE))
    with captured_attention(tower.attending) as capture:
        captured = encoder.model.embed_images(pictures)
    assert [tuple(part.shape) for part in capture.maps] == [(2, 2, 16, 16), (2, 2, 16, 16), (2, 2, 1, 16)]
    torch.testing.assert_close(capture.maps[-1].sum(dim=-1), torch.ones(2, 2, 1))
    torch.testing.assert_close(captured.detach(), encoder.model.embed_images(pictures), atol=1e-5, rtol=0)
