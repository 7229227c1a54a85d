"""The engine's process: streams, log, and a clean way out. `python -m engine.host --library DIR [--model NAME]`."""

from __future__ import annotations

import argparse
import faulthandler
import logging
import logging.handlers
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from engine import user_settings
from engine.collecting import keep_what_is_there, leave_without_collecting
from engine.errors import EngineError
from engine.freed_memory import give_back_freed_memory, share_one_heap
from engine.host.outbox import Outbox
from engine.host.resting import REST_AFTER_S
from engine.host.server import CLOSE_TIMEOUT_S, Host, described
from engine.library import Library
from engine.library.pending_restore import restore_as_noted
from engine.library.upkeep import Upkeep
from engine.store.moved import followed

EXIT_FAILED = 3
_LOG_BYTES = 1_000_000
_LOG_FILES = 3

_log = logging.getLogger(__name__)


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until the window leaves; 0, or 3 when the library could not be opened or read."""
    options = _parser().parse_args(argv)
    share_one_heap()
    requests, answers = _claim_standard_streams()
    faulthandler.enable()
    leave_without_collecting()
    _start_log(options.library)
    outbox = Outbox(answers)
    try:
        settings, mistakes = user_settings.load_leniently_for_user()
        for mistake in mistakes:  # the window tells them
            _log.info("%s", mistake.user_text)
        restore_as_noted(followed(options.library))
        library = Library.open(options.library, settings, model=options.model)
        host = _greeting_host(library, outbox, options.rest_after)
    except EngineError as error:
        _log.info("The library could not be opened: %s", error.user_text)
        outbox.send({"failed": described(error)})
        outbox.close(CLOSE_TIMEOUT_S)
        return EXIT_FAILED
    upkeep = Upkeep(library, settings.watching, waits=True)
    warm_up = threading.Thread(target=_warm_up, args=(library, upkeep), name="warm-up", daemon=True)
    warm_up.start()
    host.mind_manners()
    host.keep_up(upkeep)
    host.serve(requests)
    has_ended = host.close()
    outbox.close(CLOSE_TIMEOUT_S)
    if has_ended and not warm_up.is_alive():
        library.close()
        return 0
    # Something is busy in native code. What is stored is stored; waiting, or tearing down under it, could only hurt.
    _log.warning("Left without waiting for what was still running.")
    logging.shutdown()
    os._exit(0)


def _greeting_host(library: Library, outbox: Outbox, rest_after_s: float) -> Host:
    """Greet the window; damage is often met only when the library is first read, and then it is closed again."""
    host = Host(library, outbox, rest_after_s=rest_after_s)
    try:
        host.greet()
    except EngineError:
        library.close()
        raise
    return host


def _warm_up(library: Library, upkeep: Upkeep) -> None:
    """Load what lists and the model before they are asked for, and only then look for changes.

    What goes wrong is told when it is asked for.
    """
    try:
        library.warm_up()
    except EngineError as error:
        _log.info("The model could not be loaded: %s", error.user_text)
    finally:
        give_back_freed_memory(with_cycles=False)  # rows were read as objects before they became arrays
        keep_what_is_there()
        upkeep.begin()


def _claim_standard_streams() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes for frames: what anything prints goes to the error stream, and nothing else reads our input."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, answers


def _start_log(library_dir: Path) -> None:
    logs_dir = library_dir / "logs"
    handlers: list[logging.Handler] = [logging.StreamHandler()]
    handlers[0].setLevel(logging.WARNING)
    try:
        library_dir.mkdir(mode=0o700, parents=True, exist_ok=True)  # before the store, which makes it so too
        logs_dir.mkdir(mode=0o700, exist_ok=True)
        handlers.append(
            logging.handlers.RotatingFileHandler(
                logs_dir / "engine.log", maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8"
            )
        )
    except OSError:  # a full or read-only disk: opening the library says so in better words
        pass
    logging.basicConfig(
        level=logging.INFO, handlers=handlers, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m engine.host", description="Serve one library over a pipe.")
    parser.add_argument("--library", type=Path, required=True, help="The library's folder.")
    parser.add_argument("--model", default="auto", help="Name or folder of a model.")
    parser.add_argument(
        "--rest-after",
        type=float,
        default=REST_AFTER_S,
        metavar="S",
        help="Seconds of quiet until memory is given back.",
    )
    return parser
