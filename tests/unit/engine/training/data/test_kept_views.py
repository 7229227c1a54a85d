import shutil
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from engine.cots.two_stream import TwoStream
from engine.errors import DiskFull
from engine.jobs import Cancelled, CancelToken
from engine.training.data.kept_views import StemFeed, ViewPlan, keep_views
from engine.training.data.picture_feed import MaskPlan, ViewFeed
from engine.training.recipe import ViewsConfig
from tests.helpers.tiny_cots import tiny_model
from tests.helpers.tiny_cots_run import BrightnessTokens
from tests.helpers.tiny_training import SMALL_HYBRID, drawn_pairs

MASKS = MaskPlan(0.5, BrightnessTokens())
ROWS = np.arange(4)


def _rngs(*seeds: int) -> list[np.random.Generator]:
    return [np.random.default_rng(seed) for seed in seeds]


@pytest.fixture(scope="module")
def hybrid() -> TwoStream:
    """A hybrid model whose stem is frozen."""
    return tiny_model(config=SMALL_HYBRID)


def test_stem_feed_gives_kept_views_as_the_stem_saw_them(hybrid: TwoStream, tmp_path: Path) -> None:
    feed = ViewFeed(hybrid, drawn_pairs(), ViewsConfig(), MASKS)
    kept = keep_views(feed, ViewPlan(3, 16, 9), tmp_path)
    drawn = StemFeed(kept).draw(ROWS, _rngs(0, 1, 2, 3))
    views = [int(rng.integers(3)) for rng in _rngs(0, 1, 2, 3)]
    expected = feed.draw(ROWS, [np.random.default_rng([9, view, row]) for row, view in enumerate(views)])
    assert drawn.is_lowered
    for name in ("clean", "masked", "cells", "codes"):
        got, wanted = getattr(drawn, name), getattr(expected, name)
        assert torch.allclose(got.float(), wanted.float(), atol=2e-2), name


def test_keep_views_second_time_reads_what_is_there(hybrid: TwoStream, tmp_path: Path) -> None:
    keep_views(ViewFeed(hybrid, drawn_pairs(), ViewsConfig(), None), ViewPlan(1, 16, 9), tmp_path)

    class Unused:
        def draw(self, *_: object) -> None:
            raise AssertionError("the views are there")

    kept = keep_views(Unused(), ViewPlan(1, 16, 9), tmp_path)  # type: ignore[arg-type]  # must not be asked
    assert kept.clean.shape[:2] == (1, 16)
    assert kept.masked is None


def test_keep_views_disk_full_is_told_and_nothing_counts_as_complete(
    hybrid: TwoStream, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np.lib.format, "open_memmap", full)
    with pytest.raises(DiskFull, match="No space left"):
        keep_views(ViewFeed(hybrid, drawn_pairs(), ViewsConfig(), None), ViewPlan(1, 16, 9), tmp_path)
    assert not (tmp_path / "complete").exists()


def test_keep_views_cancelled_leaves_nothing_that_counts(hybrid: TwoStream, tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        keep_views(ViewFeed(hybrid, drawn_pairs(), ViewsConfig(), None), ViewPlan(1, 16), tmp_path, cancel=cancel)
    assert not (tmp_path / "complete").exists()


def test_keep_views_on_a_disk_that_fills_up_is_told_before_a_map_is_written(
    hybrid: TwoStream, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=10))
    with pytest.raises(DiskFull, match="No space left"):
        keep_views(ViewFeed(hybrid, drawn_pairs(), ViewsConfig(), None), ViewPlan(1, 16, 9), tmp_path)
    assert not (tmp_path / "complete").exists()
