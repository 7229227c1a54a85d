import copy
import dataclasses
import platform

import pytest
import torch
from torch import Tensor, nn

from engine.cots import fused_text
from engine.cots.fused_convs import lay_out_linears
from engine.cots.fused_text import FusedTextTower, fuse_text_tower
from engine.cots.presets import TINY
from engine.cots.two_stream import TwoStream

pytestmark = pytest.mark.skipif(
    platform.machine().lower() not in ("x86_64", "amd64"), reason="text towers are fused on x86 alone"
)


def model(pooling: str = "mean", spread: float = 0.3) -> TwoStream:
    """A small model whose biases and norms are not those of the start, which would hide what is left out."""
    torch.manual_seed(3)
    text = dataclasses.replace(TINY.text, pooling=pooling, width=48, heads=4, mlp_width=96)
    made = TwoStream(dataclasses.replace(TINY, text=text)).eval()
    for parameter in made.text_tower.parameters():
        nn.init.normal_(parameter, std=spread)
    return made


def fused(original: TwoStream) -> TwoStream:
    twin = copy.deepcopy(original)
    lay_out_linears(twin)
    assert fuse_text_tower(twin)
    assert isinstance(twin.text_tower, FusedTextTower)
    return twin


def texts(lengths: list[int]) -> tuple[Tensor, Tensor]:
    drawn = torch.randint(1, 64, (len(lengths), max(lengths)), generator=torch.Generator().manual_seed(1))
    mask = (torch.arange(max(lengths))[None] < torch.tensor(lengths)[:, None]).long()
    return drawn * mask, mask


@pytest.mark.parametrize("pooling", ["mean", "cls"])
@pytest.mark.parametrize("lengths", [[7], [7, 7, 7], [12, 3, 9, 1], [2] * 40], ids=["one", "even", "padded", "many"])
@torch.inference_mode()
def test_fused_text_tower_reads_as_the_tower_it_stands_for(pooling: str, lengths: list[int]) -> None:
    original = model(pooling)
    token_ids, mask = texts(lengths)
    before = original.embed_texts(token_ids, mask)
    twin = fused(original)
    torch.testing.assert_close(twin.embed_texts(token_ids, mask), before, atol=2e-6, rtol=1e-5)
    torch.testing.assert_close(original.embed_texts(token_ids, mask), before)


@pytest.mark.parametrize("lengths", [[7, 7], [12, 3, 9, 1]], ids=["even", "padded"])
@torch.inference_mode()
def test_fused_text_tower_reads_scores_that_no_exponential_holds(
    lengths: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    original = model(spread=0.1)
    for name, parameter in original.text_tower.named_parameters():
        if ".query.weight" in name or ".key.weight" in name:
            parameter.mul_(200.0)
    token_ids, mask = texts(lengths)
    before = original.embed_texts(token_ids, mask)
    assert torch.isfinite(before).all()
    # scores of thousands: what is rounded in them moves a vector further than what is checked elsewhere
    torch.testing.assert_close(fused(original).embed_texts(token_ids, mask), before, atol=1e-3, rtol=1e-3)
    monkeypatch.setattr(fused_text, "_SAFE_SCORE", 1e9)
    assert not torch.isfinite(fused(original).embed_texts(token_ids, mask)).all()


@torch.inference_mode()
def test_padding_changes_nothing_in_the_fused_text_tower() -> None:
    twin = fused(model())
    token_ids, mask = texts([4, 9])
    alone = twin.embed_texts(token_ids[:1, :4], mask[:1, :4])
    torch.testing.assert_close(twin.embed_texts(token_ids, mask)[:1], alone, atol=1e-6, rtol=1e-5)


@torch.inference_mode()
def test_fused_text_tower_can_be_copied() -> None:
    twin = fused(model())
    token_ids, mask = texts([4, 9])
    before = twin.embed_texts(token_ids, mask)
    assert torch.equal(copy.deepcopy(twin).embed_texts(token_ids, mask), before)


def test_fuse_text_tower_leaves_other_machines_and_other_towers(monkeypatch: pytest.MonkeyPatch) -> None:
    clip = dataclasses.replace(TINY.text, kind="clip")
    assert not fuse_text_tower(TwoStream(dataclasses.replace(TINY, text=clip)))
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    assert not fuse_text_tower(model())
