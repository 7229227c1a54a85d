from pathlib import Path
from typing import Any

import pytest
import torch

from engine.cots.encoder import CotsEncoder
from engine.explain.capture import captured_attention
from tests.helpers.tiny_cots import drawn_pixels, tiny_encoder


@pytest.fixture
def encoder(tmp_path: Path) -> CotsEncoder:
    return tiny_encoder(tmp_path / "tiny")


def blocks_of(encoder: CotsEncoder) -> list[Any]:
    return list(encoder.model.image_tower.blocks)


def test_captured_attention_rows_sum_to_one_for_every_block_and_head(encoder: CotsEncoder) -> None:
    with captured_attention(blocks_of(encoder)) as capture:
        encoder.model.embed_images(encoder.normalise(drawn_pixels(2)))
    assert [tuple(part.shape) for part in capture.maps] == [(2, 2, 17, 17)] * 2
    for part in capture.maps:
        torch.testing.assert_close(part.sum(dim=-1), torch.ones(2, 2, 17))


def test_captured_attention_changes_no_embedding(encoder: CotsEncoder) -> None:
    pictures = encoder.normalise(drawn_pixels(2))
    with captured_attention(blocks_of(encoder)):
        captured = encoder.model.embed_images(pictures)
    torch.testing.assert_close(captured.detach(), encoder.model.embed_images(pictures), atol=1e-5, rtol=0)


def test_gradients_agree_with_a_finite_difference(encoder: CotsEncoder) -> None:
    direction = torch.randn(encoder.dim, generator=torch.Generator().manual_seed(0))
    pictures, blocks = encoder.normalise(drawn_pixels(1)), blocks_of(encoder)
    with captured_attention(blocks) as capture:
        gradients = capture.gradients(encoder.model.embed_images(pictures)[0] @ direction)
    step = 1e-3
    shifted = []
    for sign in (1, -1):

        def nudge(module: object, inputs: object, output: torch.Tensor, sign: int = sign) -> torch.Tensor:
            moved = output.clone()
            moved[0, 1, 0, 5] += sign * step
            return moved

        with captured_attention(blocks):
            handle = blocks[1].attn.attn_drop.register_forward_hook(nudge)
            shifted.append(float((encoder.model.embed_images(pictures)[0] @ direction).detach()))
            handle.remove()
    assert float(gradients[1][0, 1, 0, 5]) == pytest.approx((shifted[0] - shifted[1]) / (2 * step), abs=2e-3)


@pytest.mark.parametrize("fails", [False, True])
def test_captured_attention_restores_flags_and_hooks(encoder: CotsEncoder, fails: bool) -> None:
    blocks = blocks_of(encoder)
    blocks[0].attn.fused_attn, blocks[1].attn.fused_attn = True, False

    def capture() -> None:
        with captured_attention(blocks):
            assert not any(block.attn.fused_attn for block in blocks)
            if fails:
                raise KeyboardInterrupt

    if fails:
        with pytest.raises(KeyboardInterrupt):
            capture()
    else:
        capture()
    assert [block.attn.fused_attn for block in blocks] == [True, False]
    assert not any(block._forward_pre_hooks or block.attn.attn_drop._forward_hooks for block in blocks)
    assert torch.is_grad_enabled()


def test_captured_attention_of_the_upper_block_alone_starts_there(encoder: CotsEncoder) -> None:
    with captured_attention(blocks_of(encoder)[1:]) as capture:
        image_emb = encoder.model.embed_images(encoder.normalise(drawn_pixels(1)))
    assert len(capture.maps) == 1
    assert len(capture.gradients(image_emb.sum())) == 1
