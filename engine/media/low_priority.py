"""Step back behind whatever the person is doing."""

from __future__ import annotations

import contextlib
import os
import sys
import threading

_NICE = {"normal": 0, "low": 10, "lowest": 19}
_BEHIND = 8  # a thread that is so much nicer gets a sixth of what another one gets that wants the same core


def lower_priority(level: str = "low") -> None:
    """Let this process yield processor and disk to others; where the system does not allow that, nothing happens.

    `level` is "normal", which changes nothing, "low" or "lowest".
    """
    if not _NICE[level]:
        return
    import psutil  # what only trains does without it until here

    with contextlib.suppress(OSError, psutil.Error):
        if sys.platform == "win32":
            is_lowest = level == "lowest"
            psutil.Process().nice(psutil.IDLE_PRIORITY_CLASS if is_lowest else psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            os.nice(max(0, _NICE[level] - os.nice(0)))
    with contextlib.suppress(OSError, psutil.Error):
        if sys.platform == "win32":
            psutil.Process().ionice(psutil.IOPRIO_LOW)
        elif sys.platform == "linux":
            psutil.Process().ionice(psutil.IOPRIO_CLASS_BE, 7)


def lower_this_thread(level: str) -> None:
    """Let this thread, and those it starts, yield the processor; Linux alone can do that without the whole process."""
    _lower_thread_to(_NICE[level])


def step_behind(level: str) -> None:
    """Let this thread, and those it starts, yield the processor even to what was lowered to that level; Linux alone."""
    _lower_thread_to(min(19, _NICE[level] + _BEHIND))


def _lower_thread_to(nice: int) -> None:
    if sys.platform == "linux" and nice:
        ident = threading.get_native_id()
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, ident, max(nice, os.getpriority(os.PRIO_PROCESS, ident)))
