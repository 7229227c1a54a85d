"""Whatever a file stores becomes eight-bit sRGB without losing its tones."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageCms

from engine.media.pixel_modes import to_resizable, to_srgb
from tests.helpers.media import Pixels


def converted(image: Image.Image, profile: bytes | None = None) -> Pixels:
    return np.asarray(to_srgb(to_resizable(image), profile))


@pytest.mark.parametrize("mode", ["I;16", "I;16B", "I"])
def test_to_srgb_sixteen_bit_ramp_keeps_256_levels(mode: str) -> None:
    ramp = np.arange(65536, dtype=">u2" if mode == "I;16B" else np.uint16).reshape(256, 256)
    image = Image.fromarray(ramp.astype(np.int32)) if mode == "I" else Image.frombytes(mode, (256, 256), ramp.tobytes())
    grey = converted(image)[..., 0].ravel()
    assert len(np.unique(grey)) == 256
    assert (np.diff(grey.astype(int)) >= 0).all()


def test_to_srgb_twelve_bit_in_sixteen_is_not_black() -> None:
    ramp = np.linspace(0, 4095, 64).astype(np.uint16).reshape(8, 8)
    assert converted(Image.fromarray(ramp)).max() == 255


def test_to_srgb_float_picture_is_stretched_and_tolerates_nan() -> None:
    values = np.linspace(-5, 20, 64, dtype=np.float32).reshape(8, 8)
    values[0, 0] = np.nan
    pixels = converted(Image.fromarray(values))
    assert (pixels.min(), pixels.max()) == (0, 255)


def test_to_srgb_one_bit_is_black_and_white() -> None:
    image = Image.new("1", (4, 4), 0)
    image.putpixel((0, 0), 1)
    assert sorted(np.unique(converted(image))) == [0, 255]


def test_to_srgb_palette_with_transparency_lies_over_grey() -> None:
    image = Image.new("P", (4, 4), 1)
    image.putpalette([0, 0, 0, 250, 10, 10])
    image.putpixel((0, 0), 0)
    image.info["transparency"] = 0
    pixels = converted(image)
    assert pixels[0, 0].tolist() == [128, 128, 128]
    assert pixels[2, 2].tolist() == [250, 10, 10]


@pytest.mark.parametrize(
    ("mode", "colour", "expected"),
    [
        ("RGBA", (255, 0, 0, 0), (128, 128, 128)),
        ("RGBA", (255, 0, 0, 255), (255, 0, 0)),
        ("LA", (40, 255), (40, 40, 40)),
        ("LA", (40, 0), (128, 128, 128)),
        ("L", 40, (40, 40, 40)),
        ("CMYK", (0, 255, 255, 0), (255, 0, 0)),
        ("YCbCr", (76, 85, 255), (254, 0, 0)),
    ],
)
def test_to_srgb_mode_gives_the_colour(
    mode: str, colour: int | tuple[int, ...], expected: tuple[int, int, int]
) -> None:
    pixels = converted(Image.new(mode, (4, 4), colour))
    assert np.abs(pixels[1, 1].astype(int) - expected).max() <= 1


def test_to_srgb_lab_white_is_white() -> None:
    pixels = converted(Image.new("LAB", (4, 4), (255, 128, 128)))
    assert pixels[0, 0].min() > 245


def test_to_srgb_other_profile_is_applied() -> None:
    """A profile that calls blue what sRGB calls red."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"tmp_").replace(b"bXYZ", b"rXYZ").replace(b"tmp_", b"bXYZ")
    swapped = swapped.replace("sRGB".encode("utf-16-be"), "xRGB".encode("utf-16-be")).replace(b"sRGB", b"xRGB")
    image = Image.new("RGB", (4, 4), (200, 20, 20))
    assert converted(image, swapped)[0, 0].argmax() == 2
    assert converted(image, profile)[0, 0].tolist() == [200, 20, 20]


@pytest.mark.parametrize("profile", [b"garbage", b"", bytes(200)])
def test_to_srgb_damaged_profile_is_ignored(profile: bytes) -> None:
    assert converted(Image.new("RGB", (4, 4), (9, 8, 7)), profile)[0, 0].tolist() == [9, 8, 7]


def test_to_srgb_profile_for_other_channels_is_ignored() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert converted(Image.new("CMYK", (4, 4), (0, 0, 0, 0)), profile)[0, 0].tolist() == [255, 255, 255]
