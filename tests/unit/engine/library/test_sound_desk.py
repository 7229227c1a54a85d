from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.config import Config
from engine.errors import BadData, FolderMissing, MediaUnreadable
from engine.library.sound_desk import SoundDesk
from tests.helpers.sounding import make_sounding_clip, pitch_of, tones


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sounding_clip(
        tmp_path_factory.mktemp("sound") / "clip.mp4", tones((300, 500, 700), 44_100), rate_hz=44_100
    )


@pytest.fixture
def desk() -> Iterator[SoundDesk]:
    desk = SoundDesk(Config(), rest_after_s=0.2)
    yield desk
    desk.close()


def test_sound_comes_from_the_worker_piece_by_piece_and_the_worker_rests_after(desk: SoundDesk, clip: Path) -> None:
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
    desk: SoundDesk, clip: Path, tmp_path: Path
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
