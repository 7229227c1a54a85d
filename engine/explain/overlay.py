"""A heat map laid over its picture: smooth, clear where the word is not seen, warm where it is."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.errors import DiskFull

# The window's colours at even steps: violet, magenta, coral, amber, pale yellow; brighter is always stronger.
_COLOURS = (
    (63, 27, 125),
    (108, 37, 125),
    (155, 34, 124),
    (193, 61, 103),
    (234, 80, 68),
    (246, 127, 68),
    (254, 168, 65),
    (255, 207, 122),
    (253, 245, 172),
)
_FADE_FROM, _FADE_TO = 0.25, 0.8  # heat below leaves the picture as it is, above has the whole opacity


def render_overlay(pixels: NDArray[np.uint8], grid: NDArray[np.float32], opacity: float = 0.55) -> NDArray[np.uint8]:
    """Blend a heat map over a picture.

    Args:
        pixels: (H, W, 3) uint8 RGB, the whole upright picture.
        grid: (G, G) in [0, 1] over the whole picture.
        opacity: Share of the colour where the heat is full, 0 to 1.

    Returns:
        (H, W, 3) uint8 RGB.
    """
    heat = upscale(grid, pixels.shape[0], pixels.shape[1])
    rise = np.clip((heat - _FADE_FROM) / (_FADE_TO - _FADE_FROM), 0, 1)
    share = (opacity * rise * rise * (3 - 2 * rise))[..., None]  # (H, W, 1)
    blended = pixels * (1 - share) + colour(heat) * share
    overlay: NDArray[np.uint8] = np.clip(np.rint(blended), 0, 255).astype(np.uint8)
    return overlay


def upscale(grid: NDArray[np.float32], height: int, width: int) -> NDArray[np.float32]:
    """Interpolate a (G, G) map smoothly to (H, W), within [0, 1]; what is not finite counts as no heat."""
    clean = np.nan_to_num(np.asarray(grid, np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    large = Image.fromarray(clean).resize((width, height), Image.Resampling.BICUBIC)
    return np.clip(np.asarray(large, np.float32), 0.0, 1.0)


def colour(heat: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the colour of each heat, (..., 3) RGB in 0 to 255."""
    stops = np.linspace(0, 1, len(_COLOURS))
    channels = [np.interp(heat, stops, [anchor[channel] for anchor in _COLOURS]) for channel in range(3)]
    return np.stack(channels, axis=-1).astype(np.float32)


def write_overlay(path: Path, pixels: NDArray[np.uint8], grid: NDArray[np.float32], opacity: float = 0.55) -> None:
    """Write the blend as a PNG, whole or not at all.

    Raises:
        DiskFull: The folder cannot be made or written to.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
            temporary = Path(file.name)
            Image.fromarray(render_overlay(pixels, grid, opacity)).save(file, "PNG")
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise DiskFull(f"The heat map {path} cannot be written: {reason}.", path=path) from error
