from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.config import Config
from engine.errors import BadData, FolderMissing, MediaUnreadable
from engine.library.play_desk import PlayDesk
from tests.helpers.media import make_clip, number_frame, read_number
from tests.helpers.sounding import make_sounding_clip, pitch_of, tones


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sounding_clip(
        tmp_path_factory.mktemp("sound") / "clip.mp4", tones((300, 500, 700), 44_100), rate_hz=44_100
    )


@pytest.fixture
def desk() -> Iterator[PlayDesk]:
    desk = PlayDesk(Config(), rest_after_s=0.2)
    yield desk
    desk.close()


def test_sound_comes_from_the_worker_piece_by_piece_and_the_worker_rests_after(desk: PlayDesk, clip: Path) -> None:
    first = desk.sound(clip, 0.0, 1.0)
    second = desk.sound(clip, first.end_s, 1.0)
    assert first.has_track
    assert not first.is_last
    assert first.samples.dtype == np.dtype(np.int16)
    assert pitch_of(first.samples) == pytest.approx(300, abs=2)
    assert pitch_of(second.samples) == pytest.approx(500, abs=2)
    deadline = time.monotonic() + 20
    while not desk.is_at_rest:
        assert time.monotonic() < deadline
        threading.Event().wait(0.05)
    assert pitch_of(desk.sound(clip, 2.0, 1.0).samples) == pytest.approx(700, abs=2)


def test_sound_bad_files_and_lengths_are_told_and_the_next_piece_is_served(
    desk: PlayDesk, clip: Path, tmp_path: Path
) -> None:
    text = tmp_path / "text.mp4"
    text.write_text("no clip at all")
    for length_s in (0.0, -1.0, 11.0, float("nan")):
        with pytest.raises(BadData):
            desk.sound(clip, 0.0, length_s)
    with pytest.raises(BadData):
        desk.sound(clip, float("nan"), 1.0)
    with pytest.raises(MediaUnreadable):
        desk.sound(text, 0.0, 1.0)
    with pytest.raises(FolderMissing):
        desk.sound(tmp_path / "gone.mp4", 0.0, 1.0)
    assert len(desk.sound(clip, 0.0, 1.0).samples) == 48_000


def test_played_frames_follow_on_jump_and_notice_another_file(desk: PlayDesk, tmp_path: Path) -> None:
    path = make_clip(tmp_path / "numbers.mp4", [number_frame(number) for number in range(40)], fps=8, gop=40)
    wishes = (0.0, 0.13, 0.26, 2.0, 4.9, 1.0, 1.0, 4.99, 60.0)
    played = [desk.played_frame(path, wish_s, 96) for wish_s in wishes]
    assert [read_number(picture.pixels) for picture in played] == [0, 1, 2, 16, 39, 8, 8, 39, 39]
    assert [picture.time_s for picture in played[:4]] == [0.0, 0.125, 0.25, 2.0]
    path.unlink()
    with pytest.raises(FolderMissing):
        desk.played_frame(path, 1.0, 96)
    make_clip(path, [number_frame(number) for number in range(100, 120)], fps=8)
    assert read_number(desk.played_frame(path, 1.0, 96).pixels) == 108
    path.write_bytes(b"no clip at all")
    with pytest.raises(MediaUnreadable):
        desk.played_frame(path, 1.0, 96)
