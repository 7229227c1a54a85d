from __future__ import annotations

import sys
from importlib.util import find_spec

import numpy as np
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.viewer import sound_sink
from app.viewer.sound_sink import QtOutlet, SoundTrouble


def test_outlet_without_the_library_says_so_and_imports_nothing(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound_sink, "_is_installed", lambda: False)
    owner = QObject()
    outlet = QtOutlet(owner)
    assert outlet.trouble is SoundTrouble.NO_LIBRARY
    assert outlet.look() is SoundTrouble.NO_LIBRARY
    assert outlet.open(48_000) is None


def test_outlet_library_that_cannot_be_loaded_is_tried_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound_sink, "_is_installed", lambda: True)
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)  # what an import of a missing libpulse comes to
    owner = QObject()
    outlet = QtOutlet(owner)
    assert outlet.trouble is None
    assert outlet.look() is SoundTrouble.NO_LIBRARY
    monkeypatch.delitem(sys.modules, "PySide6.QtMultimedia")
    assert outlet.look() is SoundTrouble.NO_LIBRARY


@pytest.mark.qt_log_ignore("Couldn't", "No QtMultimedia backends", "PulseAudioService")
@pytest.mark.skipif(find_spec("PySide6.QtMultimedia") is None, reason="QtMultimedia is not installed: evoke[sound]")
def test_sink_real_device_hears_what_is_written(qtbot: QtBot) -> None:
    owner = QObject()
    outlet = QtOutlet(owner)
    if outlet.look() is not None:
        pytest.skip(f"no sound here: {outlet.trouble}")
    sink = outlet.open(48_000)
    assert sink is not None
    sink.set_volume(0.0)  # whoever runs this need not hear it
    silence = np.zeros((4_800, 2), np.int16).tobytes()
    written = 0
    try:
        while sink.room_bytes >= len(silence):
            written += sink.write(silence)
        assert written
        qtbot.waitUntil(lambda: sink.heard_s > 0.1 and not sink.is_broken, timeout=10_000)
        assert sink.heard_s <= written / 4 / 48_000
    finally:
        sink.close()
    assert sink.is_broken
    assert sink.room_bytes == 0
