"""The disposable process that opens hostile files: reads requests, decodes within limits, writes records back.

`python -m engine.media.decode_worker` is started by `workers.DecodePool` and speaks frames of `engine.wire`: first its
settings, answered by `ready`, then one request at a time. It imports no torch and ends itself when a file hangs or its
owner is gone.
"""

from __future__ import annotations

import contextlib
import faulthandler
import math
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from engine import wire
from engine.browse_records import MediaDetails, SoundPiece
from engine.config import DecodingConfig, SamplingConfig
from engine.errors import EngineError, FolderMissing, MediaCrashed, MediaInaccessible, MediaUnreadable
from engine.library_records import ClipTrial
from engine.media import clip_streams, clip_trial, file_details, images, video, written_texts
from engine.media.clip_sound import SoundReader
from engine.media.file_kinds import kind_of
from engine.media.frame_source import FrameSource
from engine.media.low_priority import lower_priority
from engine.media.open_clip import OpenClip
from engine.records import DecodedMedia, MediaFacts, MediaKind, Picture, Sampled

_SIGN_OF_LIFE_S = 1.0


def main() -> None:
    """Serve requests from standard input until it ends."""
    requests = sys.stdin.buffer
    replies, last_words = _take_over_output()
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal reaches us too; our owner decides
    settings = wire.read_frame(requests)
    reading = video.ClipReading(
        DecodingConfig(**settings["decoding"]),
        SamplingConfig(**settings["sampling"]),
        settings["input_px"],
        settings["threads"],
    )
    lower_priority(settings.get("priority", "normal"))
    _limit_memory(reading.decoding.memory_mb * 1024 * 1024)
    _be_the_first_to_go()
    desk = _Desk(replies, last_words, reading)
    wire.write_frame(replies, {"ready": True})
    while True:
        try:
            request = wire.read_frame(requests)
        except EOFError:
            return
        desk.serve(request)


class _Desk:
    """Answers one request after the other, with signs of life in between."""

    def __init__(self, replies: BinaryIO, last_words: int, reading: video.ClipReading) -> None:
        self._replies = replies
        self._last_words = last_words
        self._reading = reading
        self._last_sign = 0.0
        self._operations: dict[str, Callable[[Path, Mapping[str, Any]], object]] = {
            "decode": self._decode,
            "probe": self._probe,
            "picture": self._picture,
            "details": self._details,
            "cut": self._cut,
            "played_frame": self._played_frame,
            "sound": self._sound,
            "texts": self._texts,
            "trial": self._trial,
        }
        self._seen: OpenClip[FrameSource] = OpenClip()
        self._heard: OpenClip[SoundReader] = OpenClip()

    def serve(self, request: Mapping[str, Any]) -> None:
        """Carry out a request and write `done`, `failed` or `bug`."""
        path: Path = request["path"]
        self._arm()
        try:
            _check_readable(path)
            reply = {"done": self._operations[request["op"]](path, request)}
        except EngineError as error:
            reply = {"failed": {"code": error.code, "text": error.user_text, "hint": error.hint}}
        except MemoryError:
            limit = self._reading.decoding.memory_mb
            text = f"{path.name} needs more than {limit} MB of memory to decode."
            reply = {"failed": {"code": MediaCrashed.code, "text": text, "hint": "", "is_worn_out": True}}
        except Exception:  # noqa: BLE001  # the task boundary: reported as a bug, the next file is served
            reply = {"bug": traceback.format_exc()}
        wire.write_frame(self._replies, reply)
        faulthandler.cancel_dump_traceback_later()

    def _decode(self, path: Path, _request: Mapping[str, Any]) -> DecodedMedia | MediaFacts:
        """Decode a photo at once; of a clip the frames are written one by one, and the facts returned."""
        if kind_of(path) is MediaKind.VIDEO:
            return video.read_clip(path, self._reading, self._send_frame, self._show_life)
        return images.read_photo(path, self._reading.input_px, self._reading.decoding)

    def _probe(self, path: Path, _request: Mapping[str, Any]) -> MediaFacts:
        if kind_of(path) is MediaKind.VIDEO:
            return video.probe_clip(path, self._reading.decoding)
        return images.read_photo(path, self._reading.input_px, self._reading.decoding).facts

    def _picture(self, path: Path, request: Mapping[str, Any]) -> Picture:
        if kind_of(path) is MediaKind.VIDEO:
            return video.read_still(path, request["time_s"] or 0.0, request["max_px"], self._reading.decoding)
        return images.read_picture(path, request["max_px"], self._reading.decoding)

    def _details(self, path: Path, _request: Mapping[str, Any]) -> MediaDetails:
        if kind_of(path) is MediaKind.VIDEO:
            return file_details.clip_details(path, clip_streams.describe_streams)
        return file_details.photo_details(path)

    def _texts(self, path: Path, _request: Mapping[str, Any]) -> tuple[str, ...]:
        return written_texts.written_texts(path)

    def _cut(self, path: Path, request: Mapping[str, Any]) -> Path:
        target: Path = request["target"]
        clip_streams.cut_clip(path, request["start_s"], request["end_s"], target)
        return target

    def _played_frame(self, path: Path, request: Mapping[str, Any]) -> Picture:
        """Decode on to the frame shown at a time."""
        with self._seen.kept(path, lambda: video.open_for_playing(path, self._reading.decoding)) as source:
            return video.frame_at(path, source, request["time_s"], request["max_px"])

    def _sound(self, path: Path, request: Mapping[str, Any]) -> SoundPiece:
        """Decode on to a piece of a clip's sound."""
        with self._heard.kept(path, lambda: SoundReader(path)) as reader:
            return reader.read(request["start_s"], request["length_s"], self._show_life)

    def _trial(self, path: Path, request: Mapping[str, Any]) -> ClipTrial:
        """Try how long looking at a clip takes, for each of some densities."""
        densities = [SamplingConfig(**values) for values in request["densities"]]
        reading = self._reading
        return clip_trial.try_clip(
            path,
            reading.decoding,
            densities,
            input_px=reading.input_px,
            threads=reading.threads,
            limit_s=request["limit_s"],
        )

    def _send_frame(self, sampled: Sampled) -> None:
        wire.write_frame(self._replies, {"frame": sampled})

    def _show_life(self) -> None:
        if time.monotonic() - self._last_sign >= _SIGN_OF_LIFE_S:
            self._arm()
            wire.write_frame(self._replies, {"alive": True})

    def _arm(self) -> None:
        """Die in `timeout_s` unless armed again: a thread outside the interpreter ends even a decoder that hangs.

        What it writes tells the owner a hang from a crash.
        """
        self._last_sign = time.monotonic()
        _limit_processor_time(self._reading.decoding.timeout_s * max(1, self._reading.threads))
        faulthandler.dump_traceback_later(self._reading.decoding.timeout_s, exit=True, file=self._last_words)


def _check_readable(path: Path) -> None:
    try:
        if path.stat().st_size == 0:
            raise MediaUnreadable(f"{path.name} is empty.", path=path)
        with path.open("rb") as file:
            file.read(1)  # a failing disk or network may well open it
    except FileNotFoundError as error:
        raise FolderMissing(f"{path} is gone.", path=path) from error
    except OSError as error:
        raise MediaInaccessible(f"{path.name} cannot be read: {error.strerror or error}.", path=path) from error


def _take_over_output() -> tuple[BinaryIO, int]:
    """Keep the pipes for replies and last words (as a descriptor), and send what native libraries print to nowhere."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    last_words = os.dup(sys.stderr.fileno())
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.dup2(nowhere, sys.stderr.fileno())
    return replies, last_words


def _limit_processor_time(allowance_s: float) -> None:
    """Let the system end this process once it has used so much more processor time, on all threads together."""
    try:
        import resource
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    limit_s = math.ceil(usage.ru_utime + usage.ru_stime + allowance_s) + 1
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard != resource.RLIM_INFINITY:
        limit_s = min(limit_s, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (limit_s, hard))


def _be_the_first_to_go() -> None:
    """When memory runs out Linux should end a decoder rather than the engine or what the person is doing."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")


def _limit_memory(limit_bytes: int) -> None:
    """Cap the address space where the system can (not Windows; macOS ignores it) and write no core files."""
    try:
        import resource
    except ImportError:
        return
    for kind, limit in ((resource.RLIMIT_AS, limit_bytes), (resource.RLIMIT_CORE, 0)):
        _soft, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
        try:
            resource.setrlimit(kind, (limit, hard))
        except (OSError, ValueError):
            continue  # some systems refuse; the time limit still holds


if __name__ == "__main__":
    main()
