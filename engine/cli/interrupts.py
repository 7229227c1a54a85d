"""Ctrl-C: the first asks the job to stop after its current step, the second leaves at once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from engine.jobs import CancelToken

EXIT_CANCELLED = 130

_STOPPING = b"\nStopping; what is done is kept. Press Ctrl-C again to leave at once.\n"


@contextmanager
def cancel_on_interrupt() -> Iterator[CancelToken]:
    """Give a token that Ctrl-C (or a request to terminate) sets; the handlers before are put back afterwards.

    Outside the main thread, where Python delivers no signals, the token is simply never set.
    """
    token = CancelToken()

    def on_signal(number: int, frame: FrameType | None) -> None:
        if token.is_cancelled:
            os._exit(EXIT_CANCELLED)  # no clean-up: the library survives a kill at any moment
        token.cancel()
        os.write(2, _STOPPING)  # print may be in use by the interrupted code; a write may not

    if threading.current_thread() is not threading.main_thread():
        yield token
        return
    previous = {number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield token
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
