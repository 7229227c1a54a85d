"""The process that watches a library's folders: `python -m engine.media.watch_process`, started by `watch_link`.

It speaks frames of `engine.wire`: first its settings, then `{"watch": paths, "number": n}` and `{"look_at": paths}`;
the end of input ends it. It answers with `{"watching": n}` once it watches what it was told to, with News, with
`{"beat": True}` every second, and with `{"failed": reason, "limited": paths}` before it ends by itself.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
import time
import warnings
from collections.abc import Mapping
from typing import Any, BinaryIO

from engine import wire
from engine.media.watcher import Watcher

BEAT_S = 1.0
_TICK_S = 0.25


def main() -> None:
    """Watch until the input ends, or until watching fails."""
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what anything prints must not spoil a frame
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal reaches us too; our owner decides
    warnings.simplefilter("ignore")
    settings = wire.read_frame(requests)
    watcher = Watcher(quiet_s=settings["quiet_s"], cap_s=settings["cap_s"], skip=settings["skip"])
    commands: queue.SimpleQueue[Mapping[str, Any] | None] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(requests, commands), name="commands", daemon=True).start()
    try:
        _serve(watcher, commands, replies)
    except OSError:
        pass  # nobody listens any more
    finally:
        os._exit(0)  # whatever is still busy below us: there is nothing to save


def _serve(watcher: Watcher, commands: queue.SimpleQueue[Mapping[str, Any] | None], replies: BinaryIO) -> None:
    beat_s = float("-inf")
    while True:
        try:
            command = commands.get(timeout=_TICK_S)
            if command is None:
                return
            if "watch" in command:
                watcher.watch(command["watch"])
                wire.write_frame(replies, {"watching": command["number"]})
            if "look_at" in command:
                watcher.look_at(command["look_at"])
        except queue.Empty:
            pass
        news = watcher.tick()
        if news is not None:
            fields = {"paths": tuple(news.paths), "rescan": news.rescan, "unwatched": news.unwatched}
            wire.write_frame(replies, fields)
        if watcher.failure or watcher.limited:
            wire.write_frame(replies, {"failed": watcher.failure, "limited": tuple(watcher.limited)})
            return
        if time.monotonic() - beat_s >= BEAT_S:
            beat_s = time.monotonic()
            wire.write_frame(replies, {"beat": True})


def _read(requests: BinaryIO, commands: queue.SimpleQueue[Mapping[str, Any] | None]) -> None:
    try:
        while True:
            commands.put(wire.read_frame(requests))
    except (EOFError, OSError, wire.WireError):
        commands.put(None)


if __name__ == "__main__":
    main()
