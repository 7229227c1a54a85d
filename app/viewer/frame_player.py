"""Plays a clip by showing its frames in time with its sound: a few are asked for ahead, late ones are skipped."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.operations import Operations
from app.tasks import LatestTask
from app.view_state import SoundChoice
from app.viewer.sound_player import SoundPlayer
from app.viewer.sound_sink import SoundOutlet
from engine.records import Picture

PLAYED_PX = 1024
_TICK_MS = 15
_AT_ONCE = 3
_STEP_S = 1 / 30  # frames that follow each other quicker cost more than they show
_USUAL_LEAD_S, _MOST_LEAD_S = 0.05, 1.5
_LEAD_SHARE = 0.3  # how much the last frame counts in what decoding is expected to take
_HELD_S = 3.0  # so long the clip waits for its first frame and its first sound
_ON_TIME_S = 0.005


class FramePlayer(QObject):
    """Keeps to what is heard, without sound to the clip's own time: where decoding is slow, fewer frames are seen."""

    frame_shown = Signal(object, object)  # Picture, float seconds
    state_changed = Signal(object)  # bool: playing
    failed = Signal(object)  # Exception

    def __init__(
        self,
        operations: Operations,
        outlet: SoundOutlet,
        parent: QObject | None = None,
        *,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._ticks = ticks
        self.sound = SoundPlayer(operations, outlet, ticks, self)
        self._choice = SoundChoice()
        self._path: Path | None = None
        self._duration_s = 0.0
        self._is_playing = False
        self._anchor_s = self._anchored_at = self._held_since = self._asked_s = 0.0
        self._lead_s = _USUAL_LEAD_S
        self._shown_s: float | None = None
        self._ready: deque[tuple[float, float, Picture]] = deque()  # when each is due, what was asked for, the picture
        self._tasks = [LatestTask(self) for _ in range(_AT_ONCE)]
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def is_playing(self) -> bool:
        """Whether it plays."""
        return self._is_playing

    @property
    def now_s(self) -> float:
        """Where in the clip one is. It never goes back: where sound is behind, the picture waits for it."""
        if not self._is_playing:
            return self._anchor_s
        heard_s, ticks = self.sound.now_s(), self._ticks()
        if heard_s is not None:
            now_s = max(self._anchor_s, heard_s)
        elif (self._shown_s is None or self.sound.is_awaited) and ticks - self._held_since < _HELD_S:
            now_s = self._anchor_s
        else:
            now_s = self._anchor_s + ticks - self._anchored_at
        self._anchor_s, self._anchored_at = now_s, ticks
        return now_s

    def choose_sound(self, choice: SoundChoice) -> None:
        """Play this loud, or muted; also while it plays."""
        was_muted, self._choice = self._choice.is_muted, choice
        self.sound.set_volume(choice.volume)
        if choice.is_muted:
            self.sound.stop()
        elif was_muted and self._is_playing and self._path is not None:
            self.sound.begin(self._path, self._duration_s, lambda: self.now_s)

    def play(self, path: Path, duration_s: float, from_s: float) -> None:
        """Play from a time on; from the beginning where that is the end."""
        self._path, self._duration_s = path, duration_s
        self._anchor_s = 0.0 if from_s >= duration_s - 0.1 else from_s
        self._anchored_at = self._held_since = self._ticks()
        self._shown_s, self._asked_s = None, -1.0
        self._timer.start()
        self._set_playing(is_playing=True)
        if not self._choice.is_muted:
            self.sound.begin(path, duration_s, lambda: self.now_s)
        self.tick()

    def stop(self) -> None:
        """Stay where it is."""
        self._timer.stop()
        for task in self._tasks:
            task.drop()
        self.sound.stop()
        self._ready.clear()
        self._set_playing(is_playing=False)

    def tick(self) -> None:
        """Show the frame whose time has come, and ask for those after it; called by a timer while it plays."""
        now_s = self.now_s
        if now_s >= self._duration_s:
            self.stop()
            return
        due = None
        while self._ready and now_s >= self._ready[0][0] - _ON_TIME_S:
            due = self._ready.popleft()
        if due is not None:
            _, asked_s, picture = due
            self._shown_s = asked_s
            self.frame_shown.emit(picture, asked_s)
        if self._is_playing:
            self._ask_ahead(now_s)

    def _ask_ahead(self, now_s: float) -> None:
        """Have several frames made at once: while one crosses to the window the next is decoded."""
        idle = [task for task in self._tasks if not task.is_busy]
        room = len(idle) - len(self._ready)
        if self._shown_s is None:  # the first one opens the clip, and says how it is
            room = 1 if len(idle) == len(self._tasks) and not self._ready else 0
        for task in idle[: max(0, room)]:
            if self._path is None or self._asked_s >= self._duration_s:
                return
            first = self._shown_s is None
            wish_s = now_s if first else min(max(self._asked_s + _STEP_S, now_s + self._lead_s), self._duration_s)
            self._asked_s = wish_s
            work = self._operations.play_frame(self._path, wish_s, max_px=PLAYED_PX)
            task.watch(work, partial(self._on_loaded, wish_s, None if first else self._ticks()), self._on_failed)

    def _set_playing(self, *, is_playing: bool) -> None:
        if is_playing != self._is_playing:
            self._is_playing = is_playing
            self.state_changed.emit(is_playing)

    def _on_loaded(self, wish_s: float, asked_at: float | None, picture: Picture) -> None:
        if asked_at is not None:  # opening the clip tells nothing of the frames that follow
            took_s = min(_MOST_LEAD_S, self._ticks() - asked_at)
            self._lead_s += (took_s - self._lead_s) * _LEAD_SHARE
        due_s = wish_s if picture.time_s is None else min(wish_s, picture.time_s)
        self._ready.append((due_s, wish_s, picture))
        self.tick()

    def _on_failed(self, error: Exception) -> None:
        self.stop()
        self.failed.emit(error)
