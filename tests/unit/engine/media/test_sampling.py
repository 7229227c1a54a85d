"""Frames are chosen evenly by time, repeats and flat ones dropped, and the cost is known beforehand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.config import SamplingConfig
from engine.media import sampling
from engine.media.sampling import frame_count, frame_times, keep_frames
from tests.helpers.media import Pixels, number_frame, shade

CONFIG = SamplingConfig(interval_s=0.5, max_frames=100)


@pytest.mark.parametrize(
    ("duration_s", "count"),
    [(0.0, 1), (0.04, 1), (0.5, 1), (0.51, 2), (10.0, 20), (50.0, 100), (7200.0, 100), (float("nan"), 1), (-3.0, 1)],
)
def test_frame_count_by_length_is_bounded(duration_s: float, count: int) -> None:
    assert frame_count(duration_s, CONFIG) == count


@given(st.floats(0, 1e6), st.floats(0.04, 60), st.integers(1, 500))
def test_frame_times_any_clip_are_even_inside_and_as_many_as_promised(
    duration_s: float, interval_s: float, most: int
) -> None:
    config = SamplingConfig(interval_s=interval_s, max_frames=most)
    times = np.array(frame_times(duration_s, config))
    assert len(times) == frame_count(duration_s, config)
    assert (times >= 0).all()
    assert (times <= duration_s).all()
    gaps = np.diff(times)
    assert np.allclose(gaps, gaps[:1].sum(), rtol=1e-6)
    if len(times) < most:
        assert (gaps <= interval_s * 1.0001).all()


def test_estimate_many_clips_sums_up() -> None:
    cost = sampling.estimate([10.0, 0.2, 7200.0], CONFIG)
    assert (cost.clips, cost.frames) == (3, 20 + 1 + 100)
    assert cost.clip_seconds == pytest.approx(7210.2)


def kept(frames: list[Pixels], config: SamplingConfig = CONFIG) -> list[int]:
    return [number for number, _ in keep_frames(enumerate(frames), config)]


def test_keep_frames_repeats_are_dropped_until_something_changes() -> None:
    red, blue = shade("red"), shade("blue")
    noisy = np.clip(red.astype(int) + np.random.default_rng(0).integers(-3, 4, red.shape), 0, 255).astype(np.uint8)
    assert kept([red, noisy, red, blue, blue, red]) == [0, 3, 5]


def test_keep_frames_slow_drift_is_compared_with_the_last_kept() -> None:
    drift = [shade((100 + step, 100, 100)) for step in range(0, 60, 2)]
    numbers = kept(drift)
    assert 2 <= len(numbers) < len(drift)


def test_keep_frames_equal_brightness_other_colour_is_kept() -> None:
    green, magenta = shade((0, 100, 0)), shade((196, 0, 1))  # the same luma
    assert kept([green, magenta]) == [0, 1]


def test_keep_frames_black_and_flat_are_dropped() -> None:
    black, grey = np.zeros((64, 96, 3), np.uint8), np.full((64, 96, 3), 130, np.uint8)
    assert kept([black, grey, shade("red"), black]) == [2]


def test_keep_frames_only_flat_keeps_the_one_with_most_detail() -> None:
    flat = [np.full((64, 96, 3), 90, np.uint8) for _ in range(3)]
    flat[1][:8, :8] = 110
    assert kept(flat) == [1]


def test_keep_frames_nothing_in_nothing_out() -> None:
    assert kept([]) == []


def test_keep_frames_zero_limits_keep_everything() -> None:
    config = SamplingConfig(duplicate_distance=0, flat_deviation=0)
    assert kept([np.zeros((8, 8, 3), np.uint8)] * 3, config) == [0, 1, 2]


@given(st.integers(1, 90), st.integers(1, 90))
def test_signature_any_size_is_the_mean_of_each_block(width: int, height: int) -> None:
    pixels = np.random.default_rng(width * 100 + height).integers(0, 256, (height, width, 3)).astype(np.uint8)
    cells = sampling.signature(pixels)
    assert cells.shape == (32, 32, 3)
    for row, column in ((0, 0), (13, 7), (31, 31)):
        top, left = row * height // 32, column * width // 32
        bottom = height if row == 31 else max(top + 1, (row + 1) * height // 32)
        right = width if column == 31 else max(left + 1, (column + 1) * width // 32)
        block = pixels[top:bottom, left:right].reshape(-1, 3)
        assert np.allclose(cells[row, column], block.mean(axis=0) / 255, atol=1e-4)


def test_distance_of_numbered_frames_tells_them_apart() -> None:
    first, second = sampling.signature(number_frame(0b1010)), sampling.signature(number_frame(0b1011))
    assert sampling.distance(first, first) == 0.0
    assert sampling.distance(first, second) > CONFIG.duplicate_distance
