"""A heat map laid over its picture: smooth, clear where the word is not seen, warm where it is."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.errors import DiskFull

# Heat and its colour, evenly rising in brightness up to yellow, so that it reads in grey too.
_STOPS = (0.0, 0.3, 0.55, 0.8, 1.0)
_COLOURS = ((40, 30, 120), (30, 120, 190), (90, 200, 120), (250, 210, 50), (225, 40, 30))
_CLEAR_BELOW = 0.15  # heat under this leaves the picture as it is
_DIMMED = 0.35  # how far the picture fades to grey where there is no heat, so that the colours are the map's


def render_overlay(pixels: NDArray[np.uint8], grid: NDArray[np.float32], opacity: float = 0.55) -> NDArray[np.uint8]:
    """Blend a heat map over a picture.

    Args:
        pixels: (H, W, 3) uint8 RGB, the whole upright picture.
        grid: (G, G) in [0, 1] over the whole picture.
        opacity: Share of the colour where the heat is full, 0 to 1.

    Returns:
        (H, W, 3) uint8 RGB.
    """
    heat = upscale(grid, pixels.shape[0], pixels.shape[1])[..., None]
    picture = pixels.astype(np.float32)
    grey = picture @ np.array([0.299, 0.587, 0.114], np.float32)
    picture += (grey[..., None] - picture) * (_DIMMED * (1 - heat))
    share = opacity * np.clip((heat - _CLEAR_BELOW) / (1 - _CLEAR_BELOW), 0, 1)
    blended = picture * (1 - share) + colour(heat[..., 0]) * share
    overlay: NDArray[np.uint8] = np.clip(np.rint(blended), 0, 255).astype(np.uint8)
    return overlay


def upscale(grid: NDArray[np.float32], height: int, width: int) -> NDArray[np.float32]:
    """Interpolate a (G, G) map smoothly to (H, W), within [0, 1]; what is not finite counts as no heat."""
    clean = np.nan_to_num(np.asarray(grid, np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    large = Image.fromarray(clean).resize((width, height), Image.Resampling.BICUBIC)
    return np.clip(np.asarray(large, np.float32), 0.0, 1.0)


def colour(heat: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the colour of each heat, (..., 3) RGB in 0 to 255."""
    channels = [np.interp(heat, _STOPS, [stop[channel] for stop in _COLOURS]) for channel in range(3)]
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
