"""The bench `two-stream` on the tiny model."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from engine.bench.bench_run import BenchRun
from engine.bench.drawn_pictures import draw_caption, draw_scene
from engine.bench.single_stream import PairScorer, SingleStream, single_stream_size
from engine.bench.two_stream_bench import PHOTOS, TEXTS, measure
from engine.cots.encoder import CotsEncoder
from engine.cots.first_token import first_token_after
from engine.cots.presets import TINY
from tests.helpers.tiny_cots import save_tiny_checkpoint


@pytest.fixture
def run(tmp_path: Path) -> BenchRun:
    return BenchRun(tmp_path, save_tiny_checkpoint(tmp_path / "tiny"), scale=0.001)


def test_bench_multiplies_unit_costs_out(run: BenchRun, monkeypatch: pytest.MonkeyPatch) -> None:
    real = CotsEncoder.encode_pictures

    def slow(self: CotsEncoder, pixels: Any) -> Any:
        time.sleep(0.01 * len(pixels))
        return real(self, pixels)

    monkeypatch.setattr(CotsEncoder, "encode_pictures", slow)
    result = measure(run)
    total, beside_cls, photo, text, pair, cls_pair, product = result.figures
    assert photo.value.low >= 10.0
    expected = PHOTOS * photo.value.low / 1000
    assert total.value.median >= expected
    assert total.value.low == pytest.approx(expected + TEXTS * text.value.low / 1000 + product.value.median)
    assert total.baseline is not None
    assert total.baseline.cost.median == pytest.approx(PHOTOS * TEXTS * pair.value.median / 1000)
    assert beside_cls.value == total.value
    assert beside_cls.goal is None
    assert beside_cls.baseline is not None
    assert beside_cls.baseline.cost.median == pytest.approx(PHOTOS * TEXTS * cls_pair.value.median / 1000)
    assert cls_pair.value.repeats == pair.value.repeats
    ours, theirs = result.curves[0].series
    assert ours.exponent == pytest.approx(1.0)
    assert theirs.exponent == pytest.approx(2.0)


@torch.inference_mode()
def test_single_stream_whose_last_layer_is_for_cls_alone_scores_the_same() -> None:
    torch.manual_seed(3)
    whole, cls_alone = SingleStream(TINY).eval(), SingleStream(TINY, reads_cls_alone=True).eval()
    for parameter in whole.parameters():
        nn.init.normal_(parameter, std=0.2)
    cls_alone.load_state_dict(whole.state_dict())
    rows: list[int] = []
    cls_alone.blocks.get_submodule(f"{len(cls_alone.blocks) - 1}.mlp").register_forward_pre_hook(
        lambda _, given: rows.append(given[0].dim())
    )
    width, _ = single_stream_size(TINY)
    cells, words = torch.randn(3, 5, width), torch.randn(3, 4, width)
    scored = whole(cells, words)
    assert float(scored.std()) > 0.01
    torch.testing.assert_close(cls_alone(cells, words), scored, atol=1e-5, rtol=1e-4)
    assert rows == [2]  # (B, W): of one token


def test_pair_scorers_run_their_last_layer_as_they_were_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    alone: list[int] = []

    def spy(blocks: nn.Sequential, norm: nn.Module, tokens: Tensor) -> Tensor:
        alone.append(len(tokens))
        return first_token_after(blocks, norm, tokens)

    monkeypatch.setattr("engine.bench.single_stream.first_token_after", spy)
    device = torch.device("cpu")
    PairScorer(TINY, 4, device).score()
    assert not alone
    PairScorer(TINY, 4, device, reads_cls_alone=True).score()
    assert alone


def test_drawn_things_are_the_same_again_and_differ_from_others() -> None:
    assert (draw_scene(3, 40, 30) == draw_scene(3, 40, 30)).all()
    assert (draw_scene(3, 40, 30) != draw_scene(4, 40, 30)).mean() > 0.5
    assert draw_scene(3, 40, 30).shape == (30, 40, 3)
    assert draw_caption(5) == draw_caption(5)
    assert len({draw_caption(number) for number in range(100)}) > 95
    assert 8 <= len(draw_caption(1).split()) <= 22
