"""Step back behind whatever the person is doing."""

from __future__ import annotations

import contextlib
import os
import re
import struct
import sys
import threading
from typing import Final

_NICE = {"normal": 0, "low": 10, "lowest": 19}
_BEHIND = 8  # a thread that is so much nicer gets a sixth of what another one gets that wants the same core
_LONG_TURN_NS: Final = 100_000_000  # the longest there is; other programs have some three milliseconds
_SCHED_ATTR: Final = "=IIQiIQQQ"  # size, policy, flags, niceness, priority, runtime, deadline, period
_KEEP_POLICY: Final = 0x08
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
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _at_least(_NICE[level]))


def step_behind(level: str) -> None:
    """Let this thread, and those it starts, yield the processor even to what was lowered to that level; Linux alone.

    From Linux 6.17 on its turns are long as well. It has no more of a core by that. But what has shorter turns, as
    nearly everything, usually takes the core from it on waking up, and need not wait until a turn is over.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            nice = _at_least(min(19, _NICE[level] + _BEHIND))
            if not _set_nice_and_turn(nice, _LONG_TURN_NS):
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), nice)


if sys.platform == "linux":

    def _at_least(nice: int) -> int:
        return max(nice, os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    def _set_nice_and_turn(nice: int, turn_ns: int) -> bool:
        """Call sched_setattr(2) for this thread; return whether the system is one of those it is meant for, and did."""
        number = _SCHED_SETATTR.get(os.uname().machine)
        if number is None or sys.maxsize < 1 << 32 or not _breaks_long_turns(os.uname().release):
            return False
        try:
            import ctypes  # not wanted by decoding processes

            size = struct.calcsize(_SCHED_ATTR)
            attributes = struct.pack(_SCHED_ATTR, size, 0, _KEEP_POLICY, nice, 0, turn_ns, 0, 0)
            return int(ctypes.CDLL(None).syscall(number, 0, attributes, 0)) == 0
        except (ImportError, OSError, AttributeError):
            return False

    def _breaks_long_turns(release: str) -> bool:
        """Whether a turn ends early where somebody with shorter ones waits: without that, all would be lumps."""
        version = re.match(r"(\d+)\.(\d+)", release)
        return version is not None and (int(version[1]), int(version[2])) >= (6, 17)
