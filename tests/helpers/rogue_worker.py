"""A decode worker that misbehaves on files by their names, otherwise the real one."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from engine.config import DecodingConfig
from engine.media import decode_worker, images, video
from engine.records import DecodedMedia, MediaFacts, Sampled

ROGUE_COMMAND = (sys.executable, "-P", "-m", "tests.helpers.rogue_worker")


def _crash(_: Path) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _crash_once(path: Path) -> None:
    """Die on the first try only: the file was not to blame."""
    marker = path.with_suffix(".tried")
    if not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGSEGV)


def _hang(_: Path) -> None:
    """Spin in C without ever letting go of the interpreter, as a native decoder may."""
    sum(range(10**18))


def _stop(_: Path) -> None:
    """Stop as a debugger stops a process: no watchdog of its own can help."""
    os.kill(os.getpid(), signal.SIGSTOP)


def _burn(_: Path) -> None:
    """Use processor time in a way that no watchdog ends."""
    faulthandler.cancel_dump_traceback_later()
    _hang(Path())


def _hog(_: Path) -> None:
    hoard = [bytearray(64 * 1024 * 1024) for _ in range(10_000)]
    hoard.clear()


def _fault(_: Path) -> None:
    raise ZeroDivisionError("a fault of ours")


def _pid(path: Path) -> None:
    path.with_suffix(".pid").write_text(str(os.getpid()))


def _modules(path: Path) -> None:
    path.with_suffix(".modules").write_text("\n".join(sys.modules))


def _shout(_: Path) -> None:
    os.write(1, b"noise on the standard output")
    sys.stdout.write("more noise")
    sys.stdout.flush()


def _stalling(emit: Callable[[Sampled], None]) -> Callable[[Sampled], None]:
    """Hang right after a frame that came some while after the last other sign of life."""

    def stall(sampled: Sampled) -> None:
        time.sleep(0.3)
        emit(sampled)
        _hang(Path())

    return stall


_ROGUES: dict[str, Callable[[Path], None]] = {
    "crash": _crash,
    "crashonce": _crash_once,
    "hang": _hang,
    "stop": _stop,
    "burn": _burn,
    "hog": _hog,
    "fault": _fault,
    "pid": _pid,
    "modules": _modules,
    "shout": _shout,
}


def main() -> None:
    """Serve as the real worker does, with a word beforehand."""
    real_read_photo = images.read_photo

    def read_photo(path: Path, input_px: int, decoding: DecodingConfig) -> DecodedMedia:
        rogue = _ROGUES.get(path.stem.split("-")[0])
        if rogue is not None:
            rogue(path)
        return real_read_photo(path, input_px, decoding)

    real_read_clip = video.read_clip

    def read_clip(
        path: Path,
        reading: video.ClipReading,
        emit: Callable[[Sampled], None],
        on_frame: Callable[[], None],
    ) -> MediaFacts:
        return real_read_clip(path, reading, _stalling(emit) if path.stem == "stall" else emit, on_frame)

    images.read_photo = read_photo
    video.read_clip = read_clip
    decode_worker.main()


if __name__ == "__main__":
    main()
