"""Step back behind whatever the person is doing."""

from __future__ import annotations

import contextlib
import os
import struct
import sys
import threading
from typing import Final

_NICE = {"normal": 0, "low": 10, "lowest": 19}
_BEHIND = 8  # a thread that is so much nicer gets a sixth of what another one gets that wants the same core
_LONG_TURN_NS: Final = 100_000_000  # the longest there is; other programs have some three milliseconds
_SCHED_ATTR: Final = "=IIQiIQQQ"  # size, policy, flags, niceness, priority, runtime, deadline, period
_SCHED_SETATTR: Final = {"x86_64": 314, "aarch64": 274}  # no C library before glibc 2.41 has it by name


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
    if sys.platform == "linux" and _NICE[level]:
        _lower_thread_to(_at_least(_NICE[level]))


def step_behind(level: str) -> None:
    """Let this thread, and those it starts, yield the processor even to what was lowered to that level; Linux alone.

    Its turns are long as well, where the system has such (Linux 6.12). That gives it no more of a core: whatever has
    shorter turns takes the core from it when it wakes up, instead of waiting until this one's turn is over.
    """
    if sys.platform != "linux":
        return
    nice = _at_least(min(19, _NICE[level] + _BEHIND))
    if not _set_attributes(nice, _LONG_TURN_NS):
        _lower_thread_to(nice)


def _at_least(nice: int) -> int:
    return max(nice, os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))


def _lower_thread_to(nice: int) -> None:
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), nice)


def _set_attributes(nice: int, turn_ns: int) -> bool:
    """Give this thread a niceness and a length of turns by sched_setattr(2); return whether the system did it."""
    number = _SCHED_SETATTR.get(os.uname().machine)
    if number is None:
        return False
    import ctypes  # not wanted by decoding processes

    size = struct.calcsize(_SCHED_ATTR)
    attributes = struct.pack(_SCHED_ATTR, size, os.SCHED_OTHER, 0, nice, 0, turn_ns, 0, 0)
    return int(ctypes.CDLL(None).syscall(number, 0, attributes, 0)) == 0
