import platform

import pytest
import torch
from torch import Tensor

from engine.cots.fused_copies import FusedStem, FusedTower
from engine.cots.vision import HybridTower
from engine.training.loop.optim import RateRule, build_optimizer
from tests.unit.engine.cots.test_folding import pictures, seasoned

has_bfloat16 = torch._C._has_mkldnn and torch.ops.mkldnn._is_mkldnn_bf16_supported()


def tower_over(timm_name: str) -> HybridTower:
    tower = seasoned(timm_name).image_tower
    assert isinstance(tower, HybridTower)
    return tower.train()


@pytest.fixture
def tower() -> HybridTower:
    return tower_over("tf_efficientnet_lite0")


def many(count: int) -> Tensor:
    return torch.cat([pictures()] * count)[:count]


@pytest.mark.parametrize(("timm_name", "count"), [("mobilenetv2_100", 1), ("tf_efficientnet_lite0", 11)])
def test_fused_stem_sees_what_the_tower_sees(timm_name: str, count: int) -> None:
    tower = tower_over(timm_name)
    seen = FusedStem(tower)(many(count))
    assert not seen.requires_grad
    torch.testing.assert_close(seen, tower.lower(many(count)), atol=1e-4, rtol=1e-4)


@pytest.mark.skipif(not has_bfloat16, reason="this torch has no convolutions in bfloat16")
def test_fused_stem_in_half_precision_is_no_further_off_than_the_tower(tower: HybridTower) -> None:
    with torch.no_grad():
        exact = tower.lower(pictures())
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        fused, plain = FusedStem(tower)(pictures()), tower.lower(pictures())
    assert fused.dtype == plain.dtype
    off, plainly_off = ((seen.float() - exact).pow(2).mean().sqrt() for seen in (fused, plain))
    assert 0 < float(off) < 1.1 * float(plainly_off)


@torch.no_grad()
def test_fused_stem_follows_weights_that_are_written_to_or_replaced(tower: HybridTower) -> None:
    stem = FusedStem(tower)
    before = stem(pictures())
    norm = tower.backbone.bn1
    norm.running_mean += 0.5
    after = stem(pictures())
    assert not torch.allclose(after, before, atol=1e-2)
    torch.testing.assert_close(after, tower.lower(pictures()), atol=1e-3, rtol=1e-3)
    norm.bias.data = norm.bias.data - 0.25
    torch.testing.assert_close(stem(pictures()), tower.lower(pictures()), atol=1e-3, rtol=1e-3)


def test_fused_stem_follows_what_a_training_learns(tower: HybridTower) -> None:
    stem = FusedStem(tower)
    optimizer = build_optimizer(tower, [RateRule("backbone.", 0.05), RateRule("", 0.0)], weight_decay=0.0)
    before = stem(pictures())
    tower.lower(pictures()).pow(2).mean().backward()  # type: ignore[no-untyped-call]
    optimizer.step()
    after = stem(pictures())
    assert not torch.allclose(after, before, atol=1e-2)
    torch.testing.assert_close(after, tower.lower(pictures()), atol=1e-3, rtol=1e-3)


def test_fused_stem_folds_once_while_nothing_changes(tower: HybridTower, monkeypatch: pytest.MonkeyPatch) -> None:
    stem = FusedStem(tower)
    before = stem(pictures())
    monkeypatch.setattr("engine.cots.fused_copies.fold_batch_norms", lambda _: pytest.fail("it was folded already"))
    assert torch.equal(stem(pictures()), before)


def test_fused_stem_lets_the_tower_look_in_an_arithmetic_it_has_none_for(tower: HybridTower) -> None:
    with torch.no_grad():
        expected = tower.double().lower(pictures().double())
    assert torch.equal(FusedStem(tower)(pictures().double()), expected)


@pytest.mark.skipif(platform.machine().lower() not in ("x86_64", "amd64"), reason="fused on x86 alone")
def test_fused_stem_leaves_no_convolution_as_it_was(tower: HybridTower) -> None:
    stem = FusedStem(tower)
    stem(pictures())
    (copied,) = stem._copies._made.values()
    assert not [module for module in copied.modules() if isinstance(module, torch.nn.Conv2d)]


@torch.no_grad()
def test_fused_tower_pools_what_the_tower_pools(tower: HybridTower) -> None:
    tower.eval()
    quick = FusedTower(tower)
    pooled = quick(many(11), HybridTower.pooled)
    torch.testing.assert_close(pooled, tower(many(11)).pooled, atol=1e-4, rtol=1e-3)
    tokens = quick(many(2), lambda copied, part: copied(part).tokens)
    torch.testing.assert_close(tokens, tower(many(2)).tokens, atol=1e-4, rtol=1e-3)
    tower.norm.bias.add_(1.0)
    torch.testing.assert_close(quick(many(2), HybridTower.pooled), tower(many(2)).pooled, atol=1e-4, rtol=1e-3)


@torch.no_grad()
def test_fused_tower_copies_its_convolutions_alone(tower: HybridTower, monkeypatch: pytest.MonkeyPatch) -> None:
    tower.eval()
    quick = FusedTower(tower)
    quick(many(1), HybridTower.pooled)
    (copied,) = quick._copies._made.values()
    own = {id(part) for part in tower.parameters()}
    outside = [part for name, part in copied.named_parameters() if not name.startswith("backbone.")]
    assert outside
    assert {id(part) for part in outside} <= own
    assert not {id(part) for part in (*copied.backbone.parameters(), *copied.backbone.buffers())} & own
    assert all(part.requires_grad for part in tower.parameters())
    tower.norm.bias = torch.nn.Parameter(tower.norm.bias + 1.0)
    torch.testing.assert_close(quick(many(2), HybridTower.pooled), tower(many(2)).pooled, atol=1e-4, rtol=1e-3)
    monkeypatch.setattr("engine.cots.fused_copies.fold_batch_norms", lambda _: pytest.fail("it was folded already"))
    tower.norm.bias.add_(1.0)
    torch.testing.assert_close(quick(many(2), HybridTower.pooled), tower(many(2)).pooled, atol=1e-4, rtol=1e-3)


@pytest.mark.skipif(not has_bfloat16, reason="this torch has no convolutions in bfloat16")
@torch.no_grad()
def test_fused_tower_in_half_precision_is_no_further_off_than_the_tower(tower: HybridTower) -> None:
    tower.eval()
    exact = tower(pictures()).pooled
    with torch.autocast("cpu", torch.bfloat16):
        fused, plain = FusedTower(tower)(pictures(), HybridTower.pooled), tower(pictures()).pooled
    off, plainly_off = ((seen.float() - exact).pow(2).mean().sqrt() for seen in (fused, plain))
    assert 0 < float(off) < 1.2 * float(plainly_off)


def test_fused_tower_lets_the_tower_look_in_an_arithmetic_it_has_none_for(tower: HybridTower) -> None:
    seen = FusedTower(tower)(pictures().double(), lambda asked, part: part.new_tensor([asked is tower]))
    assert seen.tolist() == [True]
