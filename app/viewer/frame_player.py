"""Plays a clip by showing its frames, without sound: one frame is asked for at a time, and late ones are skipped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from app.operations import Operations
from app.tasks import LatestTask
from engine.records import Picture

PLAYED_PX = 1024
_TICK_MS = 40


class FramePlayer(QObject):
    """Keeps to the clip's own time: where decoding is slow, fewer frames are seen."""

    frame_shown = Signal(object, object)  # Picture, float seconds
    state_changed = Signal(object)  # bool: playing
    failed = Signal(object)  # Exception

    def __init__(self, operations: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._operations = operations
        self._path: Path | None = None
        self._duration_s = 0.0
        self._from_s = 0.0
        self._asked_s = -1.0
        self._is_playing = False
        self._clock = QElapsedTimer()
        self._task = LatestTask(self)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._show_next)

    @property
    def is_playing(self) -> bool:
        """Whether it plays."""
        return self._is_playing

    def play(self, path: Path, duration_s: float, from_s: float) -> None:
        """Play from a time on; from the beginning where that is the end."""
        self._path, self._duration_s = path, duration_s
        self._from_s = 0.0 if from_s >= duration_s - 0.1 else from_s
        self._asked_s = -1.0
        self._clock.start()
        self._tick.start()
        self._set_playing(is_playing=True)
        self._show_next()

    def stop(self) -> None:
        """Stay where it is."""
        self._tick.stop()
        self._task.drop()
        self._set_playing(is_playing=False)

    def _set_playing(self, *, is_playing: bool) -> None:
        if is_playing != self._is_playing:
            self._is_playing = is_playing
            self.state_changed.emit(is_playing)

    def _show_next(self) -> None:
        if self._path is None or self._task.is_busy:
            return
        now_s = self._from_s + self._clock.elapsed() / 1000
        if now_s >= self._duration_s:
            self.stop()
            return
        self._asked_s = now_s
        task = self._operations.load_picture(self._path, now_s, max_px=PLAYED_PX)
        self._task.watch(task, self._on_loaded, self._on_failed)

    def _on_loaded(self, picture: Picture) -> None:
        self.frame_shown.emit(picture, self._asked_s)

    def _on_failed(self, error: Exception) -> None:
        self.stop()
        self.failed.emit(error)
