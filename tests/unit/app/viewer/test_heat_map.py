from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from app.viewer.heat_map import alpha_of, color_table, render_heat, render_word, upsample
from engine.records import WordMap
from tests.helpers.fake_engine import bump


def lightness(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    cube_root: NDArray[np.float64] = np.cbrt(linear @ np.array([0.2126, 0.7152, 0.0722]))
    return cube_root


def cubic(distance: float) -> float:
    d = abs(distance)
    if d <= 1:
        return 1.5 * d**3 - 2.5 * d**2 + 1
    return -0.5 * d**3 + 2.5 * d**2 - 4 * d + 2 if d < 2 else 0.0


def test_upsample_matches_a_slow_obvious_interpolation() -> None:
    grid = np.random.default_rng(3).random((5, 5)).astype(np.float32)
    fast = upsample(grid, 12)
    for row in range(12):
        for column in range(12):
            y, x = (row + 0.5) * 5 / 12 - 0.5, (column + 0.5) * 5 / 12 - 0.5
            value = sum(
                cubic(y - i) * cubic(x - j) * grid[min(4, max(0, i)), min(4, max(0, j))]
                for i in range(-3, 8)
                for j in range(-3, 8)
            )
            assert fast[row, column] == pytest.approx(min(1.0, max(0.0, value)), abs=1e-5)


def test_upsample_peak_stays_where_its_cell_lies() -> None:
    grid = np.zeros((14, 14), np.float32)
    grid[3, 10] = 1.0
    row, column = np.unravel_index(upsample(grid, 280).argmax(), (280, 280))
    assert 3 * 20 <= row < 4 * 20
    assert 10 * 20 <= column < 11 * 20


def test_upsample_flat_stays_flat_to_the_edge() -> None:
    assert upsample(np.full((7, 7), 0.4, np.float32), 50) == pytest.approx(0.4, abs=1e-5)


def test_color_table_gets_lighter_all_the_way() -> None:
    steps = np.diff(lightness(color_table() / 255.0))
    assert (steps > -0.002).all()
    assert lightness(color_table()[[0, -1]] / 255.0) == pytest.approx([0.33, 0.95], abs=0.08)


def test_alpha_nothing_at_the_low_end_and_all_at_the_top() -> None:
    alpha = alpha_of(np.linspace(0, 1, 101))
    assert alpha[:25].max() == 0
    assert alpha[81:].min() == 1
    assert (np.diff(alpha) >= 0).all()


def test_render_heat_is_clear_far_from_the_hill_and_bright_on_it() -> None:
    image = render_heat(bump(0.25, 0.75), 100)
    assert image.pixelColor(95, 5).alpha() == 0
    peak = image.pixelColor(25, 75)
    assert peak.alpha() == 255
    assert peak.lightness() > QColor("#888").lightness()


def test_render_heat_with_nan_draws_nothing() -> None:
    image = render_heat(np.full((4, 4), np.nan, np.float32), 8)
    assert image.pixelColor(4, 4).alpha() == 0


def test_rendered_word_is_as_faint_as_the_query_counts_it() -> None:
    grid = bump(0.5, 0.5)
    peaks = []
    for weight in (0.0, 0.5, 1.0, 2.0):
        image = render_word(WordMap("dog", 0.1, grid, weight), 32)
        peaks.append(max(image.pixelColor(x, y).alpha() for x in range(32) for y in range(32)))
    assert peaks[0] == 0
    assert peaks[1] == pytest.approx(peaks[2] / 2, abs=2)
    assert peaks[2] == peaks[3] > 200
