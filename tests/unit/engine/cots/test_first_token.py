import dataclasses

import pytest
import torch
from torch import nn

from engine.cots.first_token import first_token_of
from engine.cots.presets import TINY
from engine.cots.timm_parts import Block
from engine.cots.two_stream import TwoStream
from tests.helpers.tiny_training import SIDE, SMALL_HYBRID


def block(**options: object) -> Block:
    torch.manual_seed(5)
    made = Block(24, 3, **options).eval()
    for parameter in made.parameters():
        nn.init.normal_(parameter, std=0.3)
    return made


@pytest.mark.parametrize(
    "options",
    [
        {"qkv_bias": True},
        {"qkv_bias": False},
        {"qkv_bias": True, "init_values": 0.5},
        {"qkv_bias": True, "qk_norm": True},
    ],
    ids=["bias", "no bias", "scaled", "normed queries"],
)
@torch.inference_mode()
def test_first_token_of_a_block_is_what_the_whole_block_gives(options: dict[str, object]) -> None:
    made = block(**options)
    tokens = torch.randn(4, 17, 24)
    torch.testing.assert_close(first_token_of(made, tokens), made(tokens)[:, 0], atol=1e-5, rtol=1e-5)


@torch.inference_mode()
def test_first_token_of_a_plain_block_computes_nothing_for_the_others() -> None:
    made = block(qkv_bias=True)
    rows: list[int] = []
    made.mlp.register_forward_pre_hook(lambda _, given: rows.append(given[0].shape[0]))
    assert first_token_of(made, torch.randn(4, 17, 24)).shape == (4, 24)
    assert rows == [4]


@torch.inference_mode()
def test_first_token_of_a_block_of_an_older_timm() -> None:
    made = block(qkv_bias=True)
    tokens = torch.randn(4, 17, 24)
    expected = made(tokens)[:, 0]
    for name in {"gate", "attn_dim", "norm"} & {*vars(made.attn), *made.attn._modules}:
        delattr(made.attn, name)
    rows: list[int] = []
    made.mlp.register_forward_pre_hook(lambda _, given: rows.append(given[0].shape[0]))
    torch.testing.assert_close(first_token_of(made, tokens), expected, atol=1e-5, rtol=1e-5)
    assert rows == [4]


@pytest.mark.parametrize("options", [{"proj_drop": 0.4}, {"attn_drop": 0.4}, {"drop_path": 0.4}])
@torch.inference_mode()
def test_first_token_of_a_block_that_trains_is_the_whole_block_s(options: dict[str, float]) -> None:
    made = block(qkv_bias=True, **options).train()
    tokens = torch.randn(40, 17, 24)
    torch.manual_seed(7)
    expected = made(tokens)[:, 0]
    torch.manual_seed(7)
    assert torch.equal(first_token_of(made, tokens), expected)


@torch.inference_mode()
def test_embed_wholes_gives_what_embed_images_gives() -> None:
    clip = dataclasses.replace(TINY.image, kind="clip", timm_name="", mlp_width=64)
    siglip = dataclasses.replace(clip, kind="siglip")
    plain = dataclasses.replace(TINY, dense=None)
    for config in (TINY, SMALL_HYBRID, *(dataclasses.replace(plain, image=image) for image in (clip, siglip))):
        torch.manual_seed(6)
        model = TwoStream(config).eval()
        side = SIDE if config is SMALL_HYBRID else 32
        pictures = torch.randn(3, 3, side, side)
        torch.testing.assert_close(model.embed_wholes(pictures), model.embed_images(pictures), atol=1e-6, rtol=1e-5)
