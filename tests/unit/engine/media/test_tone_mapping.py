"""HDR light becomes what a standard screen shows: white paper nearly white, highlights not cut off, hues kept."""

from __future__ import annotations

import numpy as np
import pytest

from engine.media.tone_mapping import HLG, PQ, to_standard_range


def pq_code(nits: float) -> int:
    m1, m2, c1, c2, c3 = 0.1593017578125, 78.84375, 0.8359375, 18.8515625, 18.6875
    power: float = (nits / 10_000) ** m1
    share: float = ((c1 + c2 * power) / (1 + c3 * power)) ** m2
    return round(share * 65535)


def grey(code: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint16]]:
    return np.full((2, 2, 3), code, np.uint16)


@pytest.mark.parametrize(
    ("nits", "low", "high"), [(0.0, 0, 2), (26.0, 80, 110), (100.0, 170, 200), (203.0, 225, 250), (4000.0, 250, 255)]
)
def test_to_standard_range_pq_light_has_its_place(nits: float, low: int, high: int) -> None:
    pixels = to_standard_range(grey(pq_code(nits)), PQ)
    assert pixels.shape == (2, 2, 3)
    assert pixels.dtype == np.uint8
    assert low <= pixels.min() <= pixels.max() <= high


def test_to_standard_range_hlg_white_is_white_and_middle_is_middle() -> None:
    assert to_standard_range(grey(round(0.75 * 65535)), HLG).mean() == pytest.approx(235, abs=12)
    assert 70 < to_standard_range(grey(round(0.38 * 65535)), HLG).mean() < 140


@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_to_standard_range_ramp_never_falls(transfer: int) -> None:
    ramp = np.repeat(np.arange(0, 65536, 64, dtype=np.uint16)[None, :, None], 3, axis=2)
    assert (np.diff(to_standard_range(ramp, transfer)[0, :, 1].astype(int)) >= 0).all()


@pytest.mark.parametrize("nits", [100.0, 1000.0, 4000.0])
def test_to_standard_range_bright_red_stays_red(nits: float) -> None:
    red = np.zeros((1, 1, 3), np.uint16)
    red[..., 0] = pq_code(nits)
    pixels = to_standard_range(red, PQ)[0, 0]
    assert pixels[0] > 150
    assert pixels[1:].max() < 40
