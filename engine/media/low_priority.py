"""Step back behind whatever the person is doing."""

from __future__ import annotations

import contextlib
import os
import sys

import psutil

_NICE = 10


def lower_priority() -> None:
    """Let this process yield processor and disk to others; where the system does not allow that, nothing happens."""
    with contextlib.suppress(OSError, psutil.Error):
        if sys.platform == "win32":
            psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            os.nice(max(0, _NICE - os.nice(0)))
    with contextlib.suppress(OSError, psutil.Error):
        if sys.platform == "win32":
            psutil.Process().ionice(psutil.IOPRIO_LOW)
        elif sys.platform == "linux":
            psutil.Process().ionice(psutil.IOPRIO_CLASS_BE, 7)
