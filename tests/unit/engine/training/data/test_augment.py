import numpy as np
import torch

from engine.training.data.augment import ViewConfig, draw_views_per_row, random_boxes, random_views
from engine.training.recipe import ViewsConfig
from tests.helpers.tiny_cots import drawn_pixels

UNCHANGED = ViewConfig(whole_share=1.0, brightness=0.0)


def test_random_boxes_lie_inside_the_picture_and_keep_the_area() -> None:
    boxes = random_boxes(1000, ViewConfig(min_area=0.3, whole_share=0.0), np.random.default_rng(0))
    x, y, width, height = boxes.T
    assert (x - width / 2 >= -1e-6).all()
    assert (x + width / 2 <= 1 + 1e-6).all()
    assert (y - height / 2 >= -1e-6).all()
    assert (y + height / 2 <= 1 + 1e-6).all()
    assert width.max() <= 1
    assert (width * height).min() > 0.2  # an aspect that does not fit costs a little area
    assert (width * height).std() > 0.1


def test_random_views_whole_is_the_picture_or_its_mirror() -> None:
    pixels = drawn_pixels(8)
    views = random_views(pixels, UNCHANGED, np.random.default_rng(0))
    pictures = torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 255
    kept = [torch.allclose(a, b, atol=1e-4) for a, b in zip(views, pictures, strict=True)]
    mirrored = [torch.allclose(a, b.flip(2), atol=1e-4) for a, b in zip(views, pictures, strict=True)]
    assert all(a or b for a, b in zip(kept, mirrored, strict=True))
    assert any(kept)
    assert any(mirrored)


def test_random_views_stay_in_range_and_repeat_with_the_seed() -> None:
    pixels = drawn_pixels(8)
    first, second = (random_views(pixels, ViewConfig(brightness=0.9), np.random.default_rng(3)) for _ in range(2))
    assert torch.equal(first, second)
    assert first.min() >= 0
    assert first.max() <= 1
    assert not torch.equal(first, random_views(pixels, ViewConfig(), np.random.default_rng(4)))


def test_draw_views_per_row_does_not_depend_on_the_other_rows() -> None:
    config = ViewsConfig()
    alone = draw_views_per_row([np.random.default_rng(5)], config)
    together = draw_views_per_row([np.random.default_rng(seed) for seed in (4, 5, 6)], config)
    assert np.array_equal(alone.boxes[0], together.boxes[1])
    assert alone.mirror[0] == together.mirror[1]
    assert alone.gain[0] == together.gain[1]
    assert alone.contrast[0] == together.contrast[1]


def test_draw_views_per_row_without_mirror_mirrors_nothing() -> None:
    draws = draw_views_per_row([np.random.default_rng(seed) for seed in range(50)], ViewsConfig(mirror=False))
    assert (draws.mirror == 1).all()
