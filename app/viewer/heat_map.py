"""A word's relevance grid as a picture: smooth upscaling and a perceptual colour map that fades to nothing."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from engine.records import WordMap

RENDERED_PX = 256
_CATMULL_ROM = -0.5
# Anchors in OKLab (lightness, a, b): lightness rises steadily, so that stronger always looks stronger.
_ANCHORS = np.array(
    [
        (0.34, 0.06, -0.14),  # violet
        (0.48, 0.17, -0.06),  # magenta
        (0.64, 0.17, 0.09),  # coral
        (0.80, 0.06, 0.14),  # amber
        (0.96, -0.02, 0.09),  # pale yellow
    ]
)
_OKLAB_TO_LMS = np.array(
    [[1.0, 0.3963377774, 0.2158037573], [1.0, -0.1055613458, -0.0638541728], [1.0, -0.0894841775, -1.2914855480]]
)
_LMS_TO_RGB = np.array(
    [
        [4.0767416621, -3.3077115913, 0.2309699292],
        [-1.2684380046, 2.6097574011, -0.3413193965],
        [-0.0041960863, -0.7034186147, 1.7076147010],
    ]
)
_FADE_FROM, _FADE_TO = 0.25, 0.8


def render_word(word: WordMap, size_px: int = RENDERED_PX) -> QImage:
    """Draw where a word is seen; the less the query counts it the fainter, and not at all where it is off."""
    return render_heat(word.grid, size_px, strength=min(1.0, word.weight))


def render_heat(grid: NDArray[np.float32], size_px: int = RENDERED_PX, *, strength: float = 1.0) -> QImage:
    """Draw a (G, G) grid of values in [0, 1] as a square premultiplied ARGB image, to be stretched over the picture."""
    values = upsample(np.nan_to_num(grid.astype(np.float32)), size_px)
    colors = (values * 255 + 0.5).astype(np.uint8)
    table = (_premultiplied_table() * strength + 0.5).astype(np.uint8)
    pixels = np.ascontiguousarray(table[colors])  # (size, size, 4) in B, G, R, A order
    image = QImage(pixels.data, size_px, size_px, 4 * size_px, QImage.Format.Format_ARGB32_Premultiplied)
    return image.copy()  # the copy owns its bytes


def upsample(grid: NDArray[np.float32], size_px: int) -> NDArray[np.float32]:
    """Enlarge (G, G) to (size_px, size_px) by bicubic interpolation, clipped to [0, 1]; cells are areas, not points."""
    rows = _weights(grid.shape[0], size_px)
    columns = _weights(grid.shape[1], size_px)
    enlarged: NDArray[np.float32] = np.clip(rows @ grid @ columns.T, 0.0, 1.0)
    return enlarged


def alpha_of(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how opaque each value is drawn: nothing at the low end, a smooth step, full from the middle on."""
    share = np.clip((values - _FADE_FROM) / (_FADE_TO - _FADE_FROM), 0.0, 1.0)
    alpha: NDArray[np.float64] = share * share * (3 - 2 * share)
    return alpha


@cache
def color_table() -> NDArray[np.uint8]:
    """Return the colour map, (256, 3) sRGB."""
    positions = np.linspace(0, 1, 256)
    stops = np.linspace(0, 1, len(_ANCHORS))
    lab = np.stack([np.interp(positions, stops, channel) for channel in _ANCHORS.T], axis=1)
    linear = np.clip((lab @ _OKLAB_TO_LMS.T) ** 3 @ _LMS_TO_RGB.T, 0, 1)
    srgb = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * np.power(linear, 1 / 2.4) - 0.055)
    table: NDArray[np.uint8] = (srgb * 255 + 0.5).astype(np.uint8)
    return table


@cache
def _premultiplied_table() -> NDArray[np.uint8]:
    """The colour map with its alpha, (256, 4) in the byte order of QImage on little-endian machines."""
    alpha = alpha_of(np.linspace(0, 1, 256))[:, None]
    rgb = color_table().astype(np.float64) * alpha
    bgra = np.concatenate([rgb[:, ::-1], alpha * 255], axis=1)
    table: NDArray[np.uint8] = (bgra + 0.5).astype(np.uint8)
    return table


@cache
def _weights(cells: int, size_px: int) -> NDArray[np.float32]:
    """Bicubic weights (size_px, cells); beyond the edge the outermost cell goes on."""
    centers = (np.arange(size_px) + 0.5) * cells / size_px - 0.5
    first = np.floor(centers).astype(int) - 1
    weights = np.zeros((size_px, cells), np.float32)
    for offset in range(4):
        column = np.clip(first + offset, 0, cells - 1)
        np.add.at(weights, (np.arange(size_px), column), _cubic(np.abs(centers - (first + offset))))
    return weights


def _cubic(distance: NDArray[np.float64]) -> NDArray[np.float32]:
    a = _CATMULL_ROM
    near = (a + 2) * distance**3 - (a + 3) * distance**2 + 1
    far = a * distance**3 - 5 * a * distance**2 + 8 * a * distance - 4 * a
    result: NDArray[np.float32] = np.where(distance <= 1, near, np.where(distance < 2, far, 0.0)).astype(np.float32)
    return result
