"""Ctrl-C: the first asks the job to stop after its current step, the second leaves at once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from engine.jobs import CancelToken, is_loading

EXIT_CANCELLED = 130  # what a shell also shows for a process that the second Ctrl-C ended

_SHOW_CURSOR = b"\x1b[?25h"  # a progress bar hides it, and a second Ctrl-C leaves no time to show it again
_STOPPING = b"\nStopping; what is done is kept. Press Ctrl-C again to leave at once.\n"
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def cancel_on_interrupt() -> Iterator[CancelToken]:
    """Give a token that Ctrl-C (or a request to terminate) sets; the handlers before are put back afterwards.

    Outside the main thread, where Python delivers no signals, the token is simply never set.
    """
    token = CancelToken()

    def on_signal(number: int, frame: FrameType | None) -> None:
        token.cancel()
        for each in _SIGNALS:
            signal.signal(each, signal.SIG_DFL)  # ends the process even inside a long computation; the library bears it
        os.write(2, (_SHOW_CURSOR if os.isatty(2) else b"") + _STOPPING)  # print may be in use by the interrupted code
        if is_loading():
            raise KeyboardInterrupt  # nobody looks at the token before the model's libraries are there, seconds later

    if threading.current_thread() is not threading.main_thread():
        yield token
        return
    previous = {number: signal.signal(number, on_signal) for number in _SIGNALS}
    try:
        yield token
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
