"""How a clip plays: `python -m tests.measure.playing [--size 1280x720] [--seconds 12] [--muted] [--monitor SOURCE]`.

A clip with a beep every second is drawn (key frames ten seconds apart), played by the window's own player from the real
engine, and one JSON document printed: time to the first frame, frames a second, how late frames are by the player's
clock. With QtMultimedia and a PulseAudio server `--monitor null.monitor` records what is really heard and says how far
pictures are ahead of it.
"""

from __future__ import annotations

import argparse
import itertools
import json
import subprocess
import sys
import tempfile
import threading
import time
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PySide6.QtWidgets import QApplication

from app.engine_client import EngineClient, EngineState
from app.gui_options import GuiOptions
from app.main import engine_starter
from app.operations import Operations
from app.view_state import SoundChoice
from app.viewer.frame_player import FramePlayer
from app.viewer.sound_sink import QtOutlet
from engine.records import Picture
from tests.measure.opened_window import Figures, share, summary, wait

_FPS, _RATE_HZ, _CHUNK = 25, 48_000, 960
_BEEP_S, _LOUD = 0.06, 3_000


def draw_clip(path: Path, size: tuple[int, int], seconds: int) -> None:
    """Write a clip with a picture that moves and a beep at every full second."""
    width, height = size
    ground = np.random.default_rng(0).integers(0, 64, (height, width, 3), np.uint8) + 60
    times_s = np.arange(_RATE_HZ) / _RATE_HZ
    beep = np.where(times_s < _BEEP_S, 0.5 * np.sin(2 * np.pi * 1000 * times_s), 0).astype(np.float32)
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", rate=_FPS, options={"preset": "veryfast"})
        video.width, video.height, video.pix_fmt, video.gop_size = width, height, "yuv420p", 10 * _FPS
        audio = container.add_stream("aac", rate=_RATE_HZ, layout="stereo")
        for number in range(seconds * _FPS):
            frame = av.VideoFrame.from_ndarray(np.roll(ground, number * 8, 1).astype(np.uint8), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, _FPS)
            container.mux(video.encode(frame))
            for offset in range(0, _RATE_HZ // _FPS, _CHUNK):
                begin = number * _RATE_HZ // _FPS + offset
                part = np.repeat(beep[None, begin % _RATE_HZ :][:, :_CHUNK], 2, 0)
                sound = av.AudioFrame.from_ndarray(np.ascontiguousarray(part), format="fltp", layout="stereo")
                sound.sample_rate, sound.pts, sound.time_base = _RATE_HZ, begin, Fraction(1, _RATE_HZ)
                container.mux(audio.encode(sound))
        container.mux(video.encode(None))
        container.mux(audio.encode(None))


class Listener:
    """Records what a source of PulseAudio hears, with the time it was heard."""

    def __init__(self, source: str) -> None:
        command = ["parec", "-d", source, "--latency-msec=10", f"--rate={_RATE_HZ}", "--channels=1", "--format=s16le"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, bufsize=0)
        self._heard: list[tuple[float, bytes]] = []
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def beeps(self) -> list[float]:
        """Stop, and return when beeps began."""
        self._process.terminate()
        self._thread.join()
        samples = np.frombuffer(b"".join(block for _, block in self._heard), np.int16)
        ends = np.cumsum([len(block) // 2 for _, block in self._heard])
        zero = min(at - end / _RATE_HZ for (at, _), end in zip(self._heard, ends, strict=True))
        loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > _LOUD)
        begins = loud[np.diff(loud, prepend=-_RATE_HZ) > _RATE_HZ // 2]
        return [float(zero + begin / _RATE_HZ) for begin in begins]

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while block := self._process.stdout.read(4096):
            self._heard.append((time.monotonic(), block))


def measure(size: tuple[int, int], seconds: int, *, is_muted: bool, monitor: str) -> Figures:
    """Play a clip and watch."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        clip = Path(folder) / "clip.mp4"
        draw_clip(clip, size, seconds)
        engine = EngineClient(engine_starter(GuiOptions(Path(folder) / "library")))
        engine.start()
        wait(lambda: engine.state is EngineState.READY, "the engine")
        player = FramePlayer(Operations(engine), QtOutlet(application))
        player.choose_sound(SoundChoice(is_muted=is_muted))
        shown: list[tuple[float, float, float]] = []
        silences: list[str] = []

        def note(picture: Picture, _time_s: float) -> None:
            shown.append((time.monotonic(), picture.time_s or 0.0, player.now_s))

        player.frame_shown.connect(note)
        player.sound.ended.connect(lambda reason: silences.append(str(reason)))
        listener = Listener(monitor) if monitor else None
        began = time.monotonic()
        player.state_changed.connect(lambda is_playing: None if is_playing else application.quit())
        player.play(clip, float(seconds), 0.0)
        application.exec()  # waiting in a test's way takes processor time and half of the frames
        beeps = listener.beeps() if listener is not None else []
        engine.close()
    gaps_ms = [(later[0] - earlier[0]) * 1000 for earlier, later in itertools.pairwise(shown)]
    return {
        "size": size,
        "seconds": seconds,
        "first_frame_s": round(shown[0][0] - began, 2),
        "frames_a_second": round(len(gaps_ms) / (shown[-1][0] - shown[0][0]), 1),
        "between_frames": summary(gaps_ms),
        "late_by_the_clock": summary([(now_s - frame_s) * 1000 for _, frame_s, now_s in shown]),
        "without_sound": silences,
        "pictures_ahead_of_what_is_heard_ms": _ahead_ms(shown, beeps),
    }


def _ahead_ms(shown: list[tuple[float, float, float]], beeps: list[float]) -> dict[str, float]:
    """Compare pictures with the last beep before them: beeps come at full seconds of the clip."""
    ahead = []
    for at, _, now_s in shown:
        before = [beep for beep in beeps if beep <= at]
        if before and at - before[-1] < 1.2:
            off_s = (now_s - (at - before[-1])) % 1.0
            ahead.append((off_s - 1.0 if off_s > 0.5 else off_s) * 1000)
    return {name: share(ahead, part) for name, part in (("p5", 5), ("p50", 50), ("p95", 95))} if ahead else {}


def main() -> None:
    """Measure as told."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", default="1280x720")
    parser.add_argument("--seconds", type=int, default=12)
    parser.add_argument("--muted", action="store_true")
    parser.add_argument("--monitor", default="")
    args = parser.parse_args()
    width, height = (int(side) for side in args.size.split("x"))
    figures = measure((width, height), args.seconds, is_muted=args.muted, monitor=args.monitor)
    print(json.dumps(figures, indent=2))  # noqa: T201  # what it is for


if __name__ == "__main__":
    main()
