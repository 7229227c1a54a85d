from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from app.operations import Operations
from app.tasks import Task
from app.view_state import SoundChoice
from app.viewer.frame_player import FramePlayer
from app.viewer.sound_sink import SoundTrouble
from engine.browse_records import SoundPiece
from engine.errors import EngineGone, MediaUnreadable
from engine.records import Picture
from tests.helpers.sound_stand_in import ManualTicks, RecordingOutlet

RATE_HZ = 1_000
CLIP = Path("clip.mp4")
DURATION_S = 20.0


def ramp(start_s: float, length_s: float) -> NDArray[np.int16]:
    """Samples that say which they are: sample n has the value n."""
    first = round(start_s * RATE_HZ)
    return np.repeat(np.arange(first, first + round(length_s * RATE_HZ), dtype=np.int16)[:, None], 2, axis=1)


@dataclass
class HandOperations:
    """Keeps what is asked for until a test answers it."""

    sound_s: float = DURATION_S
    asked: list[tuple[float, float, Task]] = field(default_factory=list)
    pictures: list[tuple[float, Task]] = field(default_factory=list)

    def load_sound(self, path: Path, start_s: float, length_s: float) -> Task:
        task = Task(on_cancel=lambda: task.stop())
        self.asked.append((start_s, length_s, task))
        return task

    def play_frame(self, path: Path, time_s: float, *, max_px: int) -> Task:
        task = Task(on_cancel=lambda: task.stop())
        self.pictures.append((time_s, task))
        return task

    def answer_sound(self) -> None:
        """Answer what was asked for last."""
        start_s, length_s, task = self.asked[-1]
        length_s = max(0.0, min(length_s, self.sound_s - start_s))
        is_last = start_s + length_s >= self.sound_s
        task.resolve(SoundPiece(start_s, RATE_HZ, ramp(start_s, length_s), is_last=is_last))

    def answer_picture(self) -> None:
        """Answer what was asked for first."""
        time_s, task = next((asked for asked in self.pictures if not asked[1].is_finished), (0.0, None))
        if task is not None:
            task.resolve(Picture(np.zeros((2, 2, 3), np.uint8), time_s))


@dataclass
class Stage:
    player: FramePlayer
    operations: HandOperations
    outlet: RecordingOutlet
    ticks: ManualTicks
    shown: list[float] = field(default_factory=list)
    ended: list[object] = field(default_factory=list)

    def play(self, from_s: float = 0.0) -> None:
        self.player.play(CLIP, DURATION_S, from_s)

    def go_on(self, seconds: float, *, heard: bool = True, step_s: float = 0.02) -> None:
        """Let time pass, everything asked for being answered at once."""
        for _ in range(round(seconds / step_s)):
            self.ticks.seconds += step_s
            if heard and self.outlet.sinks:
                self.outlet.sink.hear(step_s)
            self.player.sound.feed()
            if self.operations.asked and not self.operations.asked[-1][2].is_finished:
                self.operations.answer_sound()
            self.player.tick()
            self.operations.answer_picture()


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    operations, outlet, ticks = HandOperations(), RecordingOutlet(), ManualTicks()
    player = FramePlayer(cast("Operations", operations), outlet, ticks=ticks)
    made = Stage(player, operations, outlet, ticks)
    player.frame_shown.connect(lambda _picture, time_s: made.shown.append(time_s))
    player.sound.ended.connect(made.ended.append)
    yield made
    player.stop()


def test_play_sound_is_written_in_order_without_a_gap_and_frames_keep_to_it(stage: Stage) -> None:
    stage.play(3.0)
    stage.go_on(6.0)
    sink = stage.outlet.sink
    assert np.array_equal(sink.samples, ramp(3.0, len(sink.samples) / RATE_HZ))
    assert sink.heard_s == pytest.approx(6.0, abs=0.05)
    assert stage.player.now_s == pytest.approx(3.0 + sink.heard_s)
    assert stage.shown[-1] == pytest.approx(stage.player.now_s, abs=0.04)
    assert stage.shown == sorted(stage.shown)
    ahead_s = (stage.operations.asked[-1][0] + 2.0) - stage.player.now_s
    assert 2.0 < ahead_s <= 6.6  # two pieces, and what lies in the sink


def test_play_first_frame_waits_for_the_first_sound_but_not_for_ever(stage: Stage) -> None:
    stage.play(3.0)
    stage.ticks.seconds += 1.0
    assert stage.player.now_s == 3.0
    stage.operations.answer_sound()
    stage.ticks.seconds += 0.5
    assert stage.player.now_s == 3.0  # it lies in the sink and was not heard yet
    stage.outlet.sink.hear(0.1)
    assert stage.player.now_s == pytest.approx(3.1)


def test_play_without_an_answer_begins_silently_and_sound_joins_in_where_the_clip_is(stage: Stage) -> None:
    stage.play(3.0)
    for _ in range(40):
        stage.ticks.seconds += 0.1
        stage.player.tick()
    assert stage.player.now_s == pytest.approx(4.0, abs=0.11)  # three of the four seconds were waited
    stage.operations.answer_sound()  # half a second that is over by now
    assert not stage.outlet.sinks
    assert stage.operations.asked[-1][0] == pytest.approx(stage.player.now_s + 0.3)
    stage.ticks.seconds += 0.5
    stage.operations.answer_sound()
    assert int(stage.outlet.sink.samples[0, 0]) == pytest.approx(stage.player.now_s * RATE_HZ, abs=2)


def test_play_picture_waits_for_sound_that_falls_behind_and_never_goes_back(stage: Stage) -> None:
    stage.play()
    stage.go_on(1.0)
    at_s = stage.player.now_s
    stage.go_on(0.6, heard=False)
    assert stage.player.now_s == at_s
    stage.go_on(0.5)
    assert stage.player.now_s == pytest.approx(at_s + 0.5, abs=0.03)


def test_play_frames_are_asked_for_ahead_and_shown_when_they_are_due(stage: Stage) -> None:
    stage.player.choose_sound(SoundChoice(is_muted=True))
    stage.play()
    stage.ticks.seconds += 1.0
    stage.player.tick()
    assert len(stage.operations.pictures) == 1  # the clip is being opened, and begins only now
    stage.operations.answer_picture()
    assert stage.shown == [0.0]
    assert len(stage.operations.pictures) == 4
    for _ in range(60):
        stage.ticks.seconds += 0.1  # so long each of them takes
        stage.operations.answer_picture()
        stage.player.tick()
    assert stage.player.now_s == pytest.approx(6.0)
    assert np.diff(stage.shown)[-20:] == pytest.approx(0.1, abs=0.02)  # each is seen
    assert stage.shown[-1] == pytest.approx(6.0, abs=0.1)
    wishes = [time_s for time_s, task in stage.operations.pictures if not task.is_finished]
    assert wishes[-1] == pytest.approx(6.0 + 3 * 0.1, abs=0.05)
    stage.operations.answer_picture()
    before = list(stage.shown)
    stage.player.tick()
    assert stage.shown == before  # it is early and waits
    stage.ticks.seconds += 0.1
    stage.player.tick()
    assert stage.shown[-1] == pytest.approx(wishes[0])


def test_muted_asks_for_nothing_and_unmuted_joins_in(stage: Stage) -> None:
    stage.player.choose_sound(SoundChoice(0.5, is_muted=True))
    stage.play(2.0)
    stage.go_on(3.0)
    assert (stage.operations.asked, stage.outlet.looks) == ([], 0)
    assert stage.player.now_s == pytest.approx(5.0, abs=0.05)
    stage.player.choose_sound(SoundChoice(0.5))
    stage.go_on(2.0)
    sink = stage.outlet.sink
    assert sink.volume == 0.5
    assert sink.samples[0, 0] == pytest.approx(5_000, abs=60)
    assert stage.player.now_s == pytest.approx(7.0, abs=0.06)
    stage.player.choose_sound(SoundChoice(0.3))
    assert sink.volume == 0.3
    stage.player.choose_sound(SoundChoice(0.3, is_muted=True))
    assert sink.is_closed
    before_s = stage.player.now_s
    stage.go_on(1.0)
    assert stage.player.now_s == pytest.approx(before_s + 1.0, abs=0.05)
    assert stage.ended == []


def test_stop_is_silent_at_once_and_drops_what_was_asked(stage: Stage) -> None:
    stage.play()
    stage.go_on(0.5)
    stage.player.sound.feed()
    stage.player.stop()
    assert stage.outlet.sink.is_closed
    assert all(task.is_finished for _, _, task in stage.operations.asked)
    stage.play(9.0)  # a jump: from there on, in a sink of its own
    stage.go_on(0.5)
    assert len(stage.outlet.sinks) == 2
    assert int(stage.outlet.sink.samples[0, 0]) == 9_000


def test_play_sound_shorter_than_the_clip_goes_on_in_silence_to_its_end(stage: Stage) -> None:
    stage.operations.sound_s = 17.5
    stage.play(16.0)
    stage.go_on(3.9)
    assert stage.player.now_s == pytest.approx(19.9, abs=0.05)
    assert not stage.outlet.sink.samples[1_500:].any()
    stage.go_on(0.3)
    assert not stage.player.is_playing
    assert stage.outlet.sink.is_closed
    assert stage.ended == []


def test_play_from_behind_the_end_of_the_sound_plays_on_silently(stage: Stage) -> None:
    stage.operations.sound_s = 5.0
    stage.play(10.0)
    stage.go_on(1.0)
    assert (stage.outlet.sinks, stage.ended) == ([], [])
    assert stage.player.now_s == pytest.approx(11.0, abs=0.05)


@pytest.mark.parametrize("reason", [MediaUnreadable("The sound of clip.mp4 cannot be decoded."), EngineGone("gone")])
def test_play_sound_that_fails_is_told_once_and_the_clip_goes_on(stage: Stage, reason: Exception) -> None:
    stage.play()
    stage.operations.asked[-1][2].reject(reason)
    stage.go_on(1.0)
    assert stage.ended == [reason]
    assert len(stage.operations.asked) == 1
    assert stage.player.now_s == pytest.approx(1.0, abs=0.05)


def test_play_clip_without_sound_says_so_and_plays(stage: Stage) -> None:
    stage.play()
    stage.operations.asked[-1][2].resolve(
        SoundPiece(0.0, RATE_HZ, np.zeros((0, 2), np.int16), has_track=False, is_last=True)
    )
    stage.go_on(1.0)
    assert stage.ended == [None]
    assert stage.player.now_s == pytest.approx(1.0, abs=0.05)


def test_play_without_library_or_device_asks_the_engine_for_nothing(stage: Stage) -> None:
    for trouble in (SoundTrouble.NO_LIBRARY, SoundTrouble.NO_DEVICE):
        stage.outlet.trouble = trouble
        stage.play()
        stage.go_on(0.5)
        assert stage.player.now_s == pytest.approx(0.5, abs=0.05)
        stage.player.stop()
    assert stage.operations.asked == []
    assert stage.ended == [SoundTrouble.NO_LIBRARY, SoundTrouble.NO_DEVICE]


def test_play_device_that_breaks_or_stands_still_is_left_alone(stage: Stage) -> None:
    stage.play()
    stage.go_on(1.0)
    stage.outlet.sink.is_broken = True
    stage.go_on(1.0)
    assert stage.ended == [SoundTrouble.DEVICE_FAILED]
    assert stage.player.now_s == pytest.approx(2.0, abs=0.1)
    stage.player.stop()
    stage.play()
    stage.go_on(1.0)
    stage.go_on(4.0, heard=False)  # one and a half of it is waited
    assert stage.ended == [SoundTrouble.DEVICE_FAILED] * 2
    assert stage.player.now_s == pytest.approx(3.5, abs=0.1)


def test_play_engine_that_is_late_is_waited_for_and_joins_in_again(stage: Stage) -> None:
    stage.play()
    stage.go_on(1.0)
    asked = len(stage.operations.asked)
    sink = stage.outlet.sink
    for _ in range(600):  # pictures are answered, sound is not
        stage.ticks.seconds += 0.02
        sink.hear(0.02)
        stage.player.sound.feed()
        stage.player.tick()
        stage.operations.answer_picture()
    assert len(stage.operations.asked) - asked <= 1
    assert sink.is_closed
    assert stage.player.is_playing
    stage.go_on(2.0)
    assert stage.outlet.sink is not sink
    assert stage.ended == []
