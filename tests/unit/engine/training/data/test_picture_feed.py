import shutil
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from engine.cots.two_stream import TwoStream
from engine.errors import DiskFull
from engine.jobs import Cancelled, CancelToken
from engine.training.data.picture_feed import MaskPlan, StemFeed, ViewFeed, ViewPlan, keep_views, visual_codes
from engine.training.recipe import ViewsConfig
from tests.helpers.tiny_cots import tiny_model
from tests.helpers.tiny_cots_run import BrightnessTokens, tiny_pairs
from tests.helpers.tiny_training import SMALL_HYBRID, drawn_pairs

MASKS = MaskPlan(0.5, BrightnessTokens())
ROWS = np.arange(4)


def _rngs(*seeds: int) -> list[np.random.Generator]:
    return [np.random.default_rng(seed) for seed in seeds]


@pytest.fixture(scope="module")
def hybrid() -> TwoStream:
    """A hybrid model whose stem is frozen."""
    return tiny_model(config=SMALL_HYBRID)


def test_view_feed_row_does_not_depend_on_its_neighbours() -> None:
    feed = ViewFeed(tiny_model(), tiny_pairs(), ViewsConfig(), MASKS)
    alone, together = feed.draw(ROWS[2:3], _rngs(5)), feed.draw(ROWS, _rngs(3, 4, 5, 6))
    assert together.cells is not None
    assert together.codes is not None
    assert alone.cells is not None
    assert alone.codes is not None
    assert torch.equal(alone.clean[0], together.clean[2])
    assert torch.equal(alone.cells[0], together.cells[2])
    assert torch.equal(alone.codes[0], together.codes[2])


def test_view_feed_frozen_stem_is_run_once_and_masked_pixels_do_not_reach_it(hybrid: TwoStream) -> None:
    pairs = drawn_pairs()
    views = ViewsConfig(whole_share=1.0, brightness=0.0, mirror=False)
    fed = ViewFeed(hybrid, pairs, views, MASKS).draw(ROWS, _rngs(0, 1, 2, 3))
    assert fed.is_lowered
    assert fed.masked is not None
    assert fed.cells is not None
    assert fed.cells.sum(dim=1).tolist() == [2] * 4  # half of a 2 x 2 grid
    grid, cell = 2, pairs.pixels.shape[1] // 2
    pixels = pairs.pixels[ROWS].copy()
    hidden = fed.cells.view(-1, grid, grid).numpy()
    for row, column in ((0, 0), (0, 1), (1, 0), (1, 1)):
        pixels[hidden[:, row, column], row * cell : (row + 1) * cell, column * cell : (column + 1) * cell] ^= 255
    changed = type(pairs)(pairs.names[:4], pixels, pairs.captions[:4])
    again = ViewFeed(hybrid, changed, views, MASKS).draw(ROWS, _rngs(0, 1, 2, 3))
    assert again.masked is not None
    # Drawing a view interpolates, so a visible pixel at a border may hold a millionth of a hidden neighbour.
    assert torch.allclose(again.masked, fed.masked, atol=1e-3)
    assert not torch.allclose(again.clean, fed.clean, atol=1.0)


def test_view_feed_learning_stem_gets_the_pictures_themselves() -> None:
    model = tiny_model(config=SMALL_HYBRID).requires_grad_(True)
    fed = ViewFeed(model, drawn_pairs(), ViewsConfig(), None).draw(ROWS, _rngs(0, 1, 2, 3))
    assert not fed.is_lowered
    assert fed.clean.shape == (4, 3, 64, 64)
    assert fed.masked is None


def test_visual_codes_stand_for_the_cells_of_the_grid() -> None:
    views = torch.zeros(1, 3, 32, 32)
    views[:, :, :16, 16:] = 1.0
    assert visual_codes(views, 2, BrightnessTokens()).tolist() == [[0, 7, 0, 0]]


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


def test_fed_pictures_move_to_a_device_with_all_their_parts() -> None:
    fed = ViewFeed(tiny_model(), tiny_pairs(), ViewsConfig(), MASKS).draw(ROWS, _rngs(0, 1, 2, 3))
    moved = fed.to(torch.device("meta"))
    assert not moved.is_lowered
    assert all(part is not None and part.is_meta for part in (moved.clean, moved.masked, moved.cells, moved.codes))


def test_keep_views_on_a_disk_that_fills_up_is_told_before_a_map_is_written(
    hybrid: TwoStream, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=10))
    with pytest.raises(DiskFull, match="No space left"):
        keep_views(ViewFeed(hybrid, drawn_pairs(), ViewsConfig(), None), ViewPlan(1, 16, 9), tmp_path)
    assert not (tmp_path / "complete").exists()
