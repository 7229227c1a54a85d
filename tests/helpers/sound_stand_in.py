"""A loudspeaker that keeps what it is given and hears as fast as a test lets it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.viewer.sound_sink import BYTES_PER_FRAME, SoundSink, SoundTrouble

BUFFER_S = 0.5


@dataclass
class ManualTicks:
    """A clock that stands until it is moved."""

    seconds: float = 100.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class RecordingSink:
    """Takes samples into a buffer, and hears of it what `hear` says."""

    rate_hz: int
    written: bytearray = field(default_factory=bytearray)
    heard_bytes: int = 0
    volume: float | None = None
    is_broken: bool = False
    is_closed: bool = False

    @property
    def room_bytes(self) -> int:
        waiting = len(self.written) - self.heard_bytes
        return round(BUFFER_S * self.rate_hz) * BYTES_PER_FRAME - waiting

    @property
    def heard_s(self) -> float:
        return self.heard_bytes / BYTES_PER_FRAME / self.rate_hz

    @property
    def samples(self) -> NDArray[np.int16]:
        """Everything written so far, (N, 2)."""
        return np.frombuffer(bytes(self.written), np.int16).reshape(-1, 2)

    def write(self, samples: bytes) -> int:
        assert not self.is_closed
        taken = samples[: self.room_bytes]
        self.written += taken
        return len(taken)

    def hear(self, seconds: float) -> None:
        """Let this much be heard, or as much as there is."""
        wanted = round(seconds * self.rate_hz) * BYTES_PER_FRAME
        self.heard_bytes = min(len(self.written), self.heard_bytes + wanted)

    def set_volume(self, volume: float) -> None:
        self.volume = volume

    def close(self) -> None:
        self.is_closed = True


@dataclass
class RecordingOutlet:
    """Opens sinks, and keeps them."""

    trouble: SoundTrouble | None = None
    sinks: list[RecordingSink] = field(default_factory=list)
    looks: int = 0

    @property
    def sink(self) -> RecordingSink:
        """The one opened last."""
        return self.sinks[-1]

    def look(self) -> SoundTrouble | None:
        self.looks += 1
        return self.trouble

    def open(self, rate_hz: int) -> SoundSink | None:
        if self.trouble is not None:
            return None
        self.sinks.append(RecordingSink(rate_hz))
        return self.sinks[-1]
