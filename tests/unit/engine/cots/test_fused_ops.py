import dataclasses
import platform
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine.config import ComputeConfig
from engine.cots import fused_ops
from engine.cots.checkpoint import save_checkpoint
from engine.cots.encoder import CotsEncoder
from engine.cots.fused_convs import FusedConv
from engine.cots.fused_copies import FusedStem
from engine.cots.fused_ops import can_fuse
from engine.cots.fused_text import FusedTextTower
from engine.cots.vision import HybridTower
from tests.helpers.tiny_cots import TINY_CALIBRATION, drawn_pixels, tiny_model, tiny_tokenizer_json
from tests.helpers.tiny_training import SIDE, SMALL_HYBRID
from tests.unit.engine.cots.test_folding import pictures, seasoned

pytestmark = pytest.mark.skipif(
    platform.machine().lower() not in ("x86_64", "amd64"), reason="layers are fused on x86 alone"
)

OPERATIONS = [
    "_convolution_pointwise",
    "_convolution_pointwise_",
    "_reorder_convolution_weight",
    "_reorder_linear_weight",
    "_linear_pointwise",
]
TEXTS = ["a red square", "the big blue circle on the left of two small white cat"]


@pytest.fixture(autouse=True)
def untried() -> Iterator[None]:
    fused_ops._is_right.cache_clear()
    yield
    fused_ops._is_right.cache_clear()


def refuse(*_: object) -> Any:
    raise RuntimeError("expected at most 9 argument(s) but received 10 argument(s)")


def doubled(operation: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *given: operation(*given) * 2


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hybrid")
    image = dataclasses.replace(SMALL_HYBRID.image, timm_name="tf_efficientnet_lite0")
    model = tiny_model(config=dataclasses.replace(SMALL_HYBRID, image=image))
    save_checkpoint(folder, model, tiny_tokenizer_json(), TINY_CALIBRATION, summary="for tests")
    return folder


def loaded(folder: Path) -> CotsEncoder:
    return CotsEncoder.load(folder, ComputeConfig(device="cpu", threads=1))


def test_layers_are_fused_by_a_torch_that_is_right_and_it_is_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    threads, chance = torch.get_num_threads(), torch.random.get_rng_state()
    assert can_fuse()
    assert torch.get_num_threads() == threads
    assert torch.equal(torch.random.get_rng_state(), chance)
    monkeypatch.setattr(torch.ops.mkldnn, "_linear_pointwise", refuse)
    assert can_fuse()


def test_layers_are_fused_whatever_is_computed_around() -> None:
    with torch.autocast("cpu", torch.bfloat16), torch.inference_mode():
        assert can_fuse()


@pytest.mark.parametrize("name", OPERATIONS)
def test_encoder_embeds_the_same_where_torch_refuses_an_operation(
    checkpoint: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fused = loaded(checkpoint)
    assert isinstance(fused.model.text_tower, FusedTextTower)
    pixels = drawn_pixels(3, SIDE)
    pictures_before, texts_before = fused.encode_pictures(pixels), fused.encode_texts(TEXTS)
    fused_ops._is_right.cache_clear()
    monkeypatch.setattr(torch.ops.mkldnn, name, refuse)
    plain = loaded(checkpoint)
    assert not [part for part in plain.model.modules() if isinstance(part, FusedConv | FusedTextTower)]
    np.testing.assert_allclose(plain.encode_pictures(pixels), pictures_before, atol=1e-5)
    np.testing.assert_allclose(plain.encode_texts(TEXTS), texts_before, atol=1e-5)


@pytest.mark.parametrize("name", ["_convolution_pointwise", "_linear_pointwise"])
def test_nothing_is_fused_where_an_operation_means_something_else(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.ops.mkldnn, name, doubled(getattr(torch.ops.mkldnn, name)))
    assert not can_fuse()


@pytest.mark.parametrize("name", ["_convolution_pointwise", "_is_mkldnn_bf16_supported"])
@torch.no_grad()
def test_fused_stem_lets_the_tower_look_where_torch_refuses(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tower = seasoned("mobilenetv2_100").image_tower
    assert isinstance(tower, HybridTower)
    monkeypatch.setattr(torch.ops.mkldnn, name, refuse)
    with torch.autocast("cpu", torch.bfloat16):
        assert torch.equal(FusedStem(tower)(pictures()), tower.lower(pictures()))
