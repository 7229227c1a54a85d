"""Overlays against a pixel-by-pixel version; heat must lie where the grid says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.errors import DiskFull
from engine.explain.overlay import colour, render_overlay, upscale, write_overlay


def hot(row: int, column: int, cells: int = 7) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    grid = np.zeros((cells, cells), np.float32)
    grid[row, column] = 1
    return grid


def slow_overlay(
    pixels: np.ndarray[tuple[int, int, int], np.dtype[np.uint8]],
    heat: np.ndarray[tuple[int, int], np.dtype[np.float32]],
    opacity: float,
) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    out = np.zeros_like(pixels)
    for y in range(pixels.shape[0]):
        for x in range(pixels.shape[1]):
            level = float(heat[y, x])
            rise = min(1.0, max(0.0, (level - 0.25) / 0.55))
            share = opacity * (3 * rise**2 - 2 * rise**3)
            paint = colour(np.array(level, np.float32))
            for channel in range(3):
                out[y, x, channel] = round(float(pixels[y, x, channel]) * (1 - share) + float(paint[channel]) * share)
    return out


def test_render_overlay_random_picture_equals_slow_version() -> None:
    rng = np.random.default_rng(1)
    pixels = rng.integers(0, 256, (11, 17, 3), dtype=np.uint8)
    grid = rng.random((5, 5), np.float32)
    expected = slow_overlay(pixels, upscale(grid, 11, 17), 0.6)
    found = render_overlay(pixels, grid, 0.6)
    assert found.dtype == np.uint8
    assert np.abs(found.astype(int) - expected.astype(int)).max() <= 1


@pytest.mark.parametrize(("row", "column"), [(0, 0), (0, 6), (6, 0), (3, 3), (5, 1)])
def test_upscale_hot_cell_stays_in_its_place(row: int, column: int) -> None:
    large = upscale(hot(row, column), 140, 210)
    y, x = np.unravel_index(int(large.argmax()), large.shape)
    assert (int(y) // 20, int(x) // 30) == (row, column)
    assert large.min() >= 0
    assert large.max() <= 1


def test_upscale_not_finite_is_no_heat() -> None:
    grid = np.full((3, 3), np.nan, np.float32)
    assert not upscale(grid, 9, 9).any()
    assert not upscale(np.full((3, 3), np.inf, np.float32), 9, 9).any()


def test_render_overlay_hot_side_is_painted_and_cold_side_is_not() -> None:
    pixels = np.full((40, 40, 3), 90, np.uint8)
    overlay = render_overlay(pixels, hot(3, 0), 0.8)
    left, right = overlay[20, 2].astype(int), overlay[20, 38].astype(int)
    assert left[0] > 180
    assert left[0] - left[2] > 30  # warm
    np.testing.assert_array_equal(right, 90)


def test_colour_stronger_heat_is_brighter() -> None:
    shades = colour(np.linspace(0, 1, 65, dtype=np.float32)) @ np.array([0.2126, 0.7152, 0.0722])
    assert (np.diff(shades) > 0).all()


def test_colour_is_the_windows() -> None:
    heat_map = pytest.importorskip("app.viewer.heat_map")
    mine = colour(np.linspace(0, 1, 256, dtype=np.float32))
    assert np.abs(mine - heat_map.color_table()).max() < 8


def test_write_overlay_new_folder_holds_one_whole_png(tmp_path: Path) -> None:
    pixels = np.full((30, 50, 3), 90, np.uint8)
    path = tmp_path / "new" / "folder" / "dog.png"
    write_overlay(path, pixels, hot(1, 1))
    with Image.open(path) as written:
        assert written.size == (50, 30)
        np.testing.assert_array_equal(np.asarray(written), render_overlay(pixels, hot(1, 1)))
    assert [entry.name for entry in path.parent.iterdir()] == ["dog.png"]


def test_write_overlay_folder_that_is_a_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    with pytest.raises(DiskFull, match="cannot be written"):
        write_overlay(tmp_path / "taken" / "dog.png", np.zeros((4, 4, 3), np.uint8), hot(0, 0))


def test_write_overlay_failing_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Image.Image, *args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Image.Image, "save", fail)
    with pytest.raises(DiskFull, match="No space left"):
        write_overlay(tmp_path / "dog.png", np.zeros((4, 4, 3), np.uint8), hot(0, 0))
    assert list(tmp_path.iterdir()) == []
