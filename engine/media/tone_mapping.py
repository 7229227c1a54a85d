"""From HDR (PQ or HLG in BT.2020) to the standard range that screens and encoders expect."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

PQ, HLG = 16, 18  # transfer characteristics as H.273 numbers them

_STEPS = 4096
_WHITE_NITS = 203.0  # a sheet of white paper in HDR (BT.2408), which becomes nearly full white here
_HLG_PEAK_NITS = 1000.0
_LINEAR_BELOW = 0.6  # brightness kept as it is; the rest rolls off towards 1
_BT2020_TO_BT709 = np.array(
    [[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]], np.float32
)


def to_standard_range(pixels: NDArray[np.uint16], transfer: int) -> NDArray[np.uint8]:
    """Map (H, W, 3) 16-bit BT.2020 RGB of transfer `PQ` or `HLG` to 8-bit BT.709.

    The largest of the three channels decides how much a pixel is dimmed, so that hues stay.
    """
    light = _light_table(transfer)[pixels >> 4]
    if transfer == HLG:
        luminance = light @ np.array([0.2627, 0.678, 0.0593], np.float32)
        light = light * luminance[..., None] ** 0.2 * (_HLG_PEAK_NITS / _WHITE_NITS)
    peak = light.max(axis=-1, keepdims=True)
    over = np.maximum(peak - _LINEAR_BELOW, 0.0) / (1 - _LINEAR_BELOW)
    rolled = np.where(peak > _LINEAR_BELOW, _LINEAR_BELOW + (1 - _LINEAR_BELOW) * np.tanh(over), peak)
    mapped = light * (rolled / np.maximum(peak, 1e-6))
    standard = (mapped @ _BT2020_TO_BT709.T).clip(0.0, 1.0)
    result: NDArray[np.uint8] = _gamma_table()[(standard * (_STEPS - 1)).astype(np.uint16)]
    return result


@cache
def _light_table(transfer: int) -> NDArray[np.float32]:
    """Tabulate the code's light: for PQ relative to paper white, for HLG the scene's in 0..1."""
    code = np.arange(_STEPS) / (_STEPS - 1)
    if transfer == HLG:
        a, b, c = 0.17883277, 0.28466892, 0.55991073
        light = np.where(code <= 0.5, code**2 / 3, (np.exp((code - c) / a) + b) / 12)
    else:
        m1, m2, c1, c2, c3 = 0.1593017578125, 78.84375, 0.8359375, 18.8515625, 18.6875
        root = code ** (1 / m2)
        light = (np.maximum(root - c1, 0) / (c2 - c3 * root)) ** (1 / m1) * (10_000.0 / _WHITE_NITS)
    return light.astype(np.float32)


@cache
def _gamma_table() -> NDArray[np.uint8]:
    """Tabulate the 8-bit codes of linear light by the BT.709 curve."""
    light = np.arange(_STEPS) / (_STEPS - 1)
    code = np.where(light < 0.018, 4.5 * light, 1.099 * light**0.45 - 0.099)
    return np.round(code * 255).astype(np.uint8)
