"""The bench `two-stream` on the tiny model."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from engine.bench.bench_run import BenchRun
from engine.bench.drawn_pictures import draw_caption, draw_scene
from engine.bench.two_stream_bench import PHOTOS, TEXTS, measure
from engine.cots.encoder import CotsEncoder
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
    total, photo, text, pair, product = result.figures
    assert photo.value.low >= 10.0
    expected = PHOTOS * photo.value.low / 1000
    assert total.value.median >= expected
    assert total.value.low == pytest.approx(expected + TEXTS * text.value.low / 1000 + product.value.median)
    assert total.baseline is not None
    assert total.baseline.cost.median == pytest.approx(PHOTOS * TEXTS * pair.value.median / 1000)
    ours, theirs = result.curves[0].series
    assert ours.exponent == pytest.approx(1.0)
    assert theirs.exponent == pytest.approx(2.0)


def test_drawn_things_are_the_same_again_and_differ_from_others() -> None:
    assert (draw_scene(3, 40, 30) == draw_scene(3, 40, 30)).all()
    assert (draw_scene(3, 40, 30) != draw_scene(4, 40, 30)).mean() > 0.5
    assert draw_scene(3, 40, 30).shape == (30, 40, 3)
    assert draw_caption(5) == draw_caption(5)
    assert len({draw_caption(number) for number in range(100)}) > 95
    assert 8 <= len(draw_caption(1).split()) <= 22
