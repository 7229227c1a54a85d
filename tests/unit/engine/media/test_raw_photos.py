"""RAW photos are seen through their preview; without a useful one the sensor's data are developed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.config import DecodingConfig
from engine.errors import MediaTooLarge, MediaUnreadable
from engine.media.images import read_photo, read_picture
from tests.helpers.media import Pixels, shade, truncate
from tests.helpers.raw_media import draw_dng

CONFIG = DecodingConfig(thumbnail_px=64)


@pytest.fixture
def scene() -> Pixels:
    """Red above, blue below, 300 x 200."""
    pixels = np.zeros((200, 300, 3), np.uint8)
    pixels[:100] = (220, 40, 40)
    pixels[100:] = (40, 60, 200)
    pixels[::16] //= 2
    return pixels


def test_read_photo_raw_with_preview_shows_the_preview(tmp_path: Path, scene: Pixels) -> None:
    path = draw_dng(tmp_path / "a.dng", scene, preview=shade("green", (240, 160)))
    media = read_photo(path, 32, CONFIG)
    assert media.frames[0].pixels.mean(axis=(0, 1)).argmax() == 1
    facts = media.facts
    assert (facts.width_px, facts.height_px, facts.reader) == (300, 200, "rawpy")
    assert (facts.taken_at.isoformat(), facts.camera) == ("2021-02-03T04:05:06", "Evoke Testcam One")


@pytest.mark.parametrize("preview", [None, (30, 20)], ids=["none", "tiny"])
def test_read_photo_raw_without_useful_preview_is_developed(
    tmp_path: Path, scene: Pixels, preview: tuple[int, int] | None
) -> None:
    path = draw_dng(tmp_path / "a.dng", scene, preview=preview and shade("green", preview))
    media = read_photo(path, 32, CONFIG)
    pixels = media.frames[0].pixels
    assert pixels[4:12].mean(axis=(0, 1)).argmax() == 0
    assert pixels[20:28].mean(axis=(0, 1)).argmax() == 2
    assert (media.facts.camera, media.facts.taken_from_file) == ("Evoke Testcam One", False)


@pytest.mark.parametrize(("orientation", "red_side"), [(1, "top"), (3, "bottom"), (6, "right"), (8, "left")])
@pytest.mark.parametrize("has_preview", [True, False], ids=["preview", "developed"])
def test_read_photo_raw_turned_comes_out_upright(
    tmp_path: Path, scene: Pixels, orientation: int, red_side: str, has_preview: bool
) -> None:
    path = draw_dng(tmp_path / "a.dng", scene, preview=scene if has_preview else None, orientation=orientation)
    media = read_photo(path, 32, CONFIG)
    pixels = media.frames[0].pixels.astype(int)
    redness = pixels[..., 0] - pixels[..., 2]
    sides = {"top": redness[4:10], "bottom": redness[-10:-4], "left": redness[:, 4:10], "right": redness[:, -10:-4]}
    assert max(sides, key=lambda side: sides[side].mean()) == red_side
    upright = (200, 300) if orientation in (6, 8) else (300, 200)
    assert (media.facts.width_px, media.facts.height_px) == upright


def test_read_picture_raw_large_view_is_developed_when_the_preview_is_small(tmp_path: Path, scene: Pixels) -> None:
    path = draw_dng(tmp_path / "a.dng", scene, preview=shade("green", (90, 60)))
    assert read_picture(path, 64, CONFIG).pixels.mean(axis=(0, 1)).argmax() == 1
    assert read_picture(path, 300, CONFIG).pixels[20:60].mean(axis=(0, 1)).argmax() == 0


def test_read_photo_raw_above_the_limit_is_refused(tmp_path: Path) -> None:
    path = draw_dng(tmp_path / "a.dng", shade("red", (1200, 1000)))
    with pytest.raises(MediaTooLarge):
        read_photo(path, 32, DecodingConfig(max_megapixels=1))


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5])
def test_read_photo_raw_cut_off_is_one_sentence(tmp_path: Path, scene: Pixels, share: float) -> None:
    path = truncate(draw_dng(tmp_path / "a.dng", scene), share)
    with pytest.raises(MediaUnreadable, match=r"^a\.dng "):
        read_photo(path, 32, CONFIG)


def test_read_photo_other_file_named_raw_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.nef").write_bytes(b"certainly no raw photo" * 100)
    with pytest.raises(MediaUnreadable, match=r"^a\.nef "):
        read_photo(tmp_path / "a.nef", 32, CONFIG)
