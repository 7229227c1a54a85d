from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from engine.media.signature import signature
from engine.search.stacks import COPY_BITS
from tests.helpers.drawn_scenes import drawn_scene

SIDE = 240
ALTER: dict[str, Callable[[Image.Image], Image.Image]] = {
    "smaller": lambda picture: picture.resize((90, 90)),
    "brighter": lambda picture: ImageEnhance.Brightness(picture).enhance(1.15),
    "grey": lambda picture: picture.convert("L").convert("RGB"),
    "cropped": lambda picture: picture.crop((3, 3, SIDE - 3, SIDE - 3)),
}


def _scene(number: int) -> Image.Image:
    """A drawn scene with the unevenness of a photograph."""
    pixels = drawn_scene(number, SIDE).astype(float)
    ys, xs = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    light = 25 * np.sin(5 * xs + number) + 25 * np.cos(7 * ys - number)
    return Image.fromarray(np.clip(pixels + light[..., None], 0, 255).astype(np.uint8))


def _jpeg(picture: Image.Image, quality: int = 85) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def _distance(one: bytes | None, other: bytes | None) -> int:
    assert one is not None
    assert other is not None
    return int(np.bitwise_count(np.frombuffer(one, np.uint8) ^ np.frombuffer(other, np.uint8)).sum())


@pytest.mark.parametrize("change", ALTER)
@pytest.mark.parametrize("number", range(4))
def test_signature_of_an_altered_copy_is_nearly_the_same(number: int, change: str) -> None:
    original = _scene(number)
    assert _distance(signature(_jpeg(original)), signature(_jpeg(ALTER[change](original), 50))) <= COPY_BITS


def test_signature_of_different_pictures_differs_by_far_more() -> None:
    found = [signature(_jpeg(_scene(number))) for number in range(4)]
    distances = [_distance(found[i], found[j]) for i in range(4) for j in range(i)]
    assert min(distances) > COPY_BITS + 8


def test_signature_of_a_flat_picture_says_nothing() -> None:
    assert signature(_jpeg(Image.new("RGB", (100, 80), (90, 120, 60)), 20)) == bytes(16)


@pytest.mark.parametrize("damaged", [b"", b"not a jpeg", _jpeg(Image.new("RGB", (64, 64)))[:200]])
def test_signature_of_a_damaged_thumbnail_is_none(damaged: bytes) -> None:
    assert signature(damaged) is None
