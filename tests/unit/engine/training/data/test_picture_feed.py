import numpy as np
import pytest
import torch

from engine.cots.two_stream import TwoStream
from engine.training.data.picture_feed import MaskPlan, ViewFeed, visual_codes
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


def test_fed_pictures_move_to_a_device_with_all_their_parts() -> None:
    fed = ViewFeed(tiny_model(), tiny_pairs(), ViewsConfig(), MASKS).draw(ROWS, _rngs(0, 1, 2, 3))
    moved = fed.to(torch.device("meta"))
    assert not moved.is_lowered
    assert all(part is not None and part.is_meta for part in (moved.clean, moved.masked, moved.cells, moved.codes))
