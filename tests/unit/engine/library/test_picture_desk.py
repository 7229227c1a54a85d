from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.config import Config
from engine.errors import MediaUnreadable
from engine.library.picture_desk import PictureDesk
from engine.records import MediaKind
from tests.helpers.media import draw_photo, make_clip, number_frame, read_number


@pytest.fixture
def desk() -> Iterator[PictureDesk]:
    desk = PictureDesk(Config(), 32)
    yield desk
    desk.close()


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return make_clip(tmp_path / "clip.mp4", [number_frame(number) for number in range(24)], fps=8)


def test_frame_is_the_whole_picture_at_that_time_as_the_encoder_takes_it(desk: PictureDesk, clip: Path) -> None:
    pixels = desk.frame(clip, 10 / 8 + 0.01)
    assert pixels.shape == (32, 32, 3)
    assert pixels.dtype == np.uint8
    assert read_number(pixels) == 10


def test_frames_of_a_photo_and_of_a_clip_are_those_indexing_keeps(
    desk: PictureDesk, clip: Path, tmp_path: Path
) -> None:
    kind, frames = desk.frames(draw_photo(tmp_path / "red.jpg", "red"))
    assert (kind, [frame.time_s for frame in frames]) == (MediaKind.PHOTO, [0.0])
    kind, frames = desk.frames(clip)
    assert kind is MediaKind.VIDEO
    assert len(frames) > 1
    assert all(frame.pixels.shape == (32, 32, 3) for frame in frames)


def test_frames_of_something_else_say_what_is_wrong(desk: PictureDesk, tmp_path: Path) -> None:
    (tmp_path / "text.jpg").write_text("no picture")
    with pytest.raises(MediaUnreadable):
        desk.frames(tmp_path / "text.jpg")


def test_close_ends_the_worker_and_a_later_picture_starts_another(desk: PictureDesk, clip: Path) -> None:
    assert desk.picture(clip, 0.0, 48).pixels.shape[1] == 48
    desk.close()
    desk.close()
    assert desk.picture(clip, 0.0, 48).pixels.shape[1] == 48
