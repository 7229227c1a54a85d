"""Where sound goes: QtMultimedia's sink for plain samples, where that part of Qt is installed. It never sees a file."""

from __future__ import annotations

import importlib.util
from enum import Enum
from typing import Any, Protocol

from PySide6.QtCore import QObject

CHANNELS = 2
BYTES_PER_FRAME = 2 * CHANNELS  # 16 bits for left and right
_BUFFER_S = 0.5  # outlasts what may hold the event loop up


class SoundTrouble(Enum):
    """Why a clip plays without sound."""

    NO_LIBRARY = "library"
    NO_DEVICE = "device"
    DEVICE_FAILED = "failed"


class SoundSink(Protocol):
    """An open way to the loudspeakers."""

    @property
    def room_bytes(self) -> int:
        """How much it takes now."""

    @property
    def heard_s(self) -> float:
        """How much of what was written has gone to the device."""

    @property
    def is_broken(self) -> bool:
        """Whether nothing will be heard any more."""

    def write(self, samples: bytes) -> int:
        """Take samples; return how many bytes were taken."""

    def set_volume(self, volume: float) -> None:
        """Play as loud as this, 0 to 1 as it is felt."""

    def close(self) -> None:
        """Be silent at once and drop what was not heard yet."""


class SoundOutlet(Protocol):
    """Opens sinks."""

    @property
    def trouble(self) -> SoundTrouble | None:
        """What is known to be in the way."""

    def look(self) -> SoundTrouble | None:
        """Find out whether there is a device to hear with, and return what is in the way."""

    def open(self, rate_hz: int) -> SoundSink | None:
        """Open a sink; None where that fails, and `trouble` says why."""


class QtOutlet:
    """QtMultimedia, imported when first a clip is played; whether it can be is decided once."""

    def __init__(self, parent: QObject) -> None:
        self._parent = parent
        self._multimedia: Any = None
        self._trouble = None if _is_installed() else SoundTrouble.NO_LIBRARY

    @property
    def trouble(self) -> SoundTrouble | None:
        """What is known to be in the way; nothing is imported for it."""
        return self._trouble

    def look(self) -> SoundTrouble | None:
        """See `SoundOutlet`. A device may come and go; a library that cannot be loaded stays so."""
        if self._trouble is SoundTrouble.NO_LIBRARY:
            return self._trouble
        if self._multimedia is None:
            try:
                from PySide6 import QtMultimedia
            except ImportError:  # a library of the system that it needs is missing
                self._trouble = SoundTrouble.NO_LIBRARY
                return self._trouble
            self._multimedia = QtMultimedia
        is_there = not self._multimedia.QMediaDevices.defaultAudioOutput().isNull()
        self._trouble = None if is_there else SoundTrouble.NO_DEVICE
        return self._trouble

    def open(self, rate_hz: int) -> SoundSink | None:
        """See `SoundOutlet`."""
        if self.look() is not None:
            return None
        sink = QtSink(self._multimedia, rate_hz, self._parent)
        if sink.is_broken:
            sink.close()
            self._trouble = SoundTrouble.DEVICE_FAILED
            return None
        return sink


class QtSink:
    """A `QAudioSink` that is fed; its state is looked at, never told (PySide cannot hand that signal over)."""

    def __init__(self, multimedia: Any, rate_hz: int, parent: QObject) -> None:
        wanted = multimedia.QAudioFormat()
        wanted.setSampleRate(rate_hz)
        wanted.setChannelCount(CHANNELS)
        wanted.setSampleFormat(multimedia.QAudioFormat.SampleFormat.Int16)
        self._stopped = multimedia.QAudio.State.StoppedState
        self._sink = multimedia.QAudioSink(multimedia.QMediaDevices.defaultAudioOutput(), wanted, parent)
        self._sink.setBufferSize(round(_BUFFER_S * rate_hz) * BYTES_PER_FRAME)
        self._device = self._sink.start()

    @property
    def room_bytes(self) -> int:
        """See `SoundSink`."""
        return 0 if self.is_broken else int(self._sink.bytesFree())

    @property
    def heard_s(self) -> float:
        """See `SoundSink`. What waits in the sink's own buffer is not counted."""
        return float(self._sink.processedUSecs()) / 1_000_000

    @property
    def is_broken(self) -> bool:
        """See `SoundSink`."""
        return self._device is None or self._sink.state() == self._stopped

    def write(self, samples: bytes) -> int:
        """See `SoundSink`."""
        return max(0, int(self._device.write(samples)))

    def set_volume(self, volume: float) -> None:
        """See `SoundSink`. Half the way of the slider sounds half as loud: ten decibels less."""
        self._sink.setVolume(volume**1.7)

    def close(self) -> None:
        """See `SoundSink`."""
        self._sink.reset()
        self._sink.deleteLater()
        self._device = None


def _is_installed() -> bool:
    return importlib.util.find_spec("PySide6.QtMultimedia") is not None
