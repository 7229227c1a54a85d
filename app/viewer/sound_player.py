"""The sound of the clip that plays: pieces come from the engine ahead of time, and what is heard is the clock."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.operations import Operations
from app.tasks import LatestTask
from app.viewer.sound_sink import BYTES_PER_FRAME, SoundOutlet, SoundSink, SoundTrouble
from engine.browse_records import SoundPiece

_FIRST_PIECE_S = 0.5  # soon there
_PIECE_S = 2.0
_AHEAD_S = 2 * _PIECE_S
_FEED_MS = 40
_BEHIND_END_S = 1.0  # of silence, so that the clock comes to the clip's end
_CATCH_UP_S = 0.3
_STALLED_S = 1.5
_NEVER_HEARD_S = 5.0  # some devices take their time to begin


class SoundPlayer(QObject):
    """Feeds a sink. Where there is no sound, or no longer any, it says so once and has no time to tell."""

    ended = Signal(object)  # SoundTrouble, Exception or None: a clip without sound

    def __init__(
        self,
        operations: Operations,
        outlet: SoundOutlet,
        ticks: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        """Make a player of sound.

        Args:
            operations: Where pieces come from.
            outlet: Where they go.
            ticks: A clock in seconds that never goes back.
            parent: Of this object.
        """
        super().__init__(parent)
        self._operations = operations
        self._outlet = outlet
        self._ticks = ticks
        self._volume = 1.0
        self._sink: SoundSink | None = None
        self._path: Path | None = None
        self._position_s: Callable[[], float] = _nowhere
        self._duration_s = self._start_s = self._next_s = self._heard_s = self._moved_at = 0.0
        self._chunks: deque[memoryview] = deque()
        self._queued_bytes = self._bytes_per_s = self._silence_bytes = 0
        self._is_complete = False
        self._task = LatestTask(self)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_FEED_MS)
        self._timer.timeout.connect(self.feed)

    @property
    def is_awaited(self) -> bool:
        """Whether sound is on its way and nothing of it was heard yet."""
        return self._path is not None and not self._heard_s

    def now_s(self) -> float | None:
        """Where in the clip one hears it now; None before the first sound, and where there is none."""
        if self._sink is None:
            return None
        heard_s = self._sink.heard_s
        if heard_s > self._heard_s:
            self._heard_s, self._moved_at = heard_s, self._ticks()
        elif self._ticks() - self._moved_at > (_STALLED_S if self._heard_s else _NEVER_HEARD_S):
            if self._task.is_busy and not self._queued_bytes:
                self._close_sink()  # it is the engine that is late: sound joins in again when it is there
            else:
                self._give_up(SoundTrouble.DEVICE_FAILED)
            return None
        return self._start_s + self._heard_s if self._heard_s else None

    def begin(self, path: Path, duration_s: float, position_s: Callable[[], float]) -> None:
        """Make a clip heard.

        Args:
            path: The clip.
            duration_s: Its length: so long the clock runs on, though the sound may be shorter.
            position_s: Says where the clip is while nothing is heard yet.
        """
        self.stop()
        trouble = self._outlet.look()
        if trouble is not None:
            self.ended.emit(trouble)
            return
        self._path, self._duration_s, self._position_s = path, duration_s, position_s
        self._ask(position_s(), _FIRST_PIECE_S)

    def stop(self) -> None:
        """Be silent."""
        self._task.drop()
        self._close_sink()
        self._forget()

    def set_volume(self, volume: float) -> None:
        """Play as loud as this, 0 to 1."""
        self._volume = volume
        if self._sink is not None:
            self._sink.set_volume(volume)

    def feed(self) -> None:
        """Give the sink what it takes and have the next piece made; called by a timer while there is a sink."""
        sink = self._sink
        if sink is None:
            return
        if sink.is_broken:
            self._give_up(SoundTrouble.DEVICE_FAILED)
            return
        room = sink.room_bytes // BYTES_PER_FRAME * BYTES_PER_FRAME
        while room and (chunk := self._next_chunk(room)):
            written = sink.write(chunk)
            if written < len(chunk):
                self._chunks.appendleft(memoryview(chunk)[written:])
                self._queued_bytes += len(chunk) - written
                break
            room -= written
        if not self._is_complete and not self._task.is_busy and self._queued_bytes < _AHEAD_S * self._bytes_per_s:
            self._ask(self._next_s, _PIECE_S)

    def _forget(self) -> None:
        self._path = None
        self._duration_s = self._start_s = self._next_s = self._heard_s = self._moved_at = 0.0
        self._position_s = _nowhere
        self._chunks.clear()
        self._queued_bytes = self._bytes_per_s = self._silence_bytes = 0
        self._is_complete = False

    def _close_sink(self) -> None:
        self._timer.stop()
        sink, self._sink = self._sink, None
        if sink is not None:
            sink.close()
        self._heard_s = 0.0

    def _give_up(self, reason: SoundTrouble | Exception | None) -> None:
        self.stop()
        self.ended.emit(reason)

    def _ask(self, start_s: float, length_s: float) -> None:
        assert self._path is not None
        task = self._operations.load_sound(self._path, start_s, length_s)
        self._task.watch(task, self._on_piece, self._give_up)

    def _on_piece(self, piece: SoundPiece) -> None:
        if not piece.has_track:
            self._give_up(None)
            return
        samples = piece.samples
        self._next_s = piece.end_s
        if self._sink is None:
            late = max(0, round((self._position_s() - piece.start_s) * piece.rate_hz))
            if late >= len(samples):
                if piece.is_last:
                    self.stop()  # nothing is to be heard any more
                else:
                    self._ask(self._position_s() + _CATCH_UP_S, _FIRST_PIECE_S)
                return
            samples = samples[late:]
            if not self._open(piece.start_s + late / piece.rate_hz, piece.rate_hz):
                return
        data = memoryview(samples.tobytes())
        self._chunks.append(data)
        self._queued_bytes += len(data)
        if piece.is_last:
            self._is_complete = True
            silence_s = max(0.0, self._duration_s + _BEHIND_END_S - piece.end_s)
            self._silence_bytes = round(silence_s * piece.rate_hz) * BYTES_PER_FRAME
        self.feed()

    def _open(self, start_s: float, rate_hz: int) -> bool:
        self._sink = self._outlet.open(rate_hz)
        if self._sink is None:
            self._give_up(self._outlet.trouble or SoundTrouble.DEVICE_FAILED)
            return False
        self._sink.set_volume(self._volume)
        self._start_s, self._bytes_per_s, self._moved_at = start_s, rate_hz * BYTES_PER_FRAME, self._ticks()
        self._timer.start()
        return True

    def _next_chunk(self, room: int) -> bytes:
        """Take what comes next and there is room for; when the sound is over, silence up to the clip's end."""
        if self._chunks:
            chunk = self._chunks.popleft()
            if len(chunk) > room:
                self._chunks.appendleft(chunk[room:])
                chunk = chunk[:room]
            self._queued_bytes -= len(chunk)
            return bytes(chunk)
        if not self._is_complete:
            return b""
        count = min(room, self._silence_bytes)
        self._silence_bytes -= count
        return bytes(count)


def _nowhere() -> float:
    """Nothing plays."""
    return 0.0
