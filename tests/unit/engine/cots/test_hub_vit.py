from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from engine.cots.hub_vit import timm_vit_weights
from engine.cots.presets import TINY
from engine.cots.two_stream import TwoStream
from engine.errors import CheckpointMismatch
from engine.training.runs.public_weights import load_image_weights


def save_vit(folder: Path, *, with_classifier: bool = False) -> Any:
    from transformers import ViTConfig, ViTForImageClassification, ViTModel

    image = TINY.image
    config = ViTConfig(
        hidden_size=image.width,
        num_hidden_layers=image.depth,
        num_attention_heads=image.heads,
        intermediate_size=4 * image.width,
        image_size=image.input_px,
        patch_size=image.patch_px,
    )
    torch.manual_seed(3)
    model: Any = ViTForImageClassification(config) if with_classifier else ViTModel(config)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.1)
    model.eval().save_pretrained(folder)
    return model.vit if with_classifier else model


@pytest.mark.parametrize("with_classifier", [False, True])
def test_vit_of_transformers_becomes_the_tower_that_sees_the_same(tmp_path: Path, with_classifier: bool) -> None:
    theirs = save_vit(tmp_path, with_classifier=with_classifier)
    ours = TwoStream(TINY).eval()
    load_image_weights(ours, tmp_path)
    pictures = torch.randn(2, 3, TINY.image.input_px, TINY.image.input_px)
    with torch.no_grad():
        expected = theirs(pixel_values=pictures).last_hidden_state
        assert (ours.image_tower(pictures).tokens - expected).abs().max() < 1e-3


def test_vit_from_the_file_alone_is_read_as_well(tmp_path: Path) -> None:
    save_vit(tmp_path)
    ours = TwoStream(TINY)
    load_image_weights(ours, tmp_path / "model.safetensors")
    stored = load_file(tmp_path / "model.safetensors")
    weights = ours.image_tower.state_dict()
    assert torch.equal(weights["vit.cls_token"], stored["embeddings.cls_token"])
    letters = [stored[f"encoder.layer.1.attention.attention.{letter}.bias"] for letter in ("query", "key", "value")]
    assert torch.equal(weights["vit.blocks.1.attn.qkv.bias"], torch.cat(letters))


def test_vit_without_its_keys_is_a_mismatch(tmp_path: Path) -> None:
    save_vit(tmp_path)
    stored = load_file(tmp_path / "model.safetensors")
    stored.pop("encoder.layer.0.attention.attention.key.weight")
    save_file(stored, tmp_path / "model.safetensors")
    with pytest.raises(CheckpointMismatch, match=r"lack blocks\.0\.attn\.qkv\.weight"):
        load_image_weights(TwoStream(TINY), tmp_path)


def test_weights_in_timms_layout_stay_as_they_are() -> None:
    stored = {"cls_token": torch.zeros(1), "head.weight": torch.zeros(2)}
    assert timm_vit_weights(stored) == stored
