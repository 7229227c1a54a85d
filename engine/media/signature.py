"""A picture's outline in 128 bits: whether it grows brighter to the right and downwards, in 8 x 8 places each.

Copies that were shrunk, compressed or brightened differ in a few bits, different pictures in dozens; see
docs/decisions/016-browsing.md for how many.
"""

from __future__ import annotations

import io
from typing import Final

import numpy as np
from PIL import Image

SIDE: Final = 8
_RISE: Final = 1  # brighter by more than this counts: in flat areas less is only the compression's noise


def signature(thumbnail: bytes) -> bytes | None:
    """Return the 16 bytes of a thumbnail of ours, None where that is damaged."""
    try:
        with Image.open(io.BytesIO(thumbnail), formats=["JPEG"]) as opened:
            opened.draft("L", (4 * SIDE, 4 * SIDE))  # the decoder's own eighths: enough for means of large blocks
            grey = opened.convert("L")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    right = np.asarray(grey.resize((SIDE + 1, SIDE), Image.Resampling.BOX), np.int16)
    down = np.asarray(grey.resize((SIDE, SIDE + 1), Image.Resampling.BOX), np.int16)
    rises = (np.diff(right, axis=1) > _RISE, np.diff(down, axis=0) > _RISE)
    bits = np.concatenate([rise.ravel() for rise in rises])
    return np.packbits(bits).tobytes()
