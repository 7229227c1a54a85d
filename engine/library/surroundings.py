"""What the computer tells of itself: battery, keyboard and mouse, and how busy others keep it."""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any, Final

import psutil

from engine.library.politeness import Surroundings

_HID_STATE: Final = 1  # kCGEventSourceStateHIDSystemState
_ANY_EVENT: Final = 0xFFFFFFFF


class LookAround:
    """Looks at the computer now; `others_share` is the mean since the last look."""

    def __init__(
        self, platform: str = sys.platform, environment: Mapping[str, str] = os.environ, *, sees_people: bool = True
    ) -> None:
        """Look at the battery alone without `sees_people`, where nothing depends on the rest."""
        self._sees_people = sees_people
        self._idle: Callable[[], float | None] = _idle_by_platform(platform, environment)
        self._before: tuple[float, float, float] | None = None

    def __call__(self) -> Surroundings:
        """Return what can be found out; nothing here ever fails."""
        on_battery, percent = battery()
        if not self._sees_people:
            return Surroundings(on_battery, percent)
        idle_s: float | None = None
        with contextlib.suppress(Exception):  # a library of the system, in whatever state
            idle_s = self._idle()
        return Surroundings(on_battery, percent, idle_s, self._others())

    def _others(self) -> float | None:
        try:
            times = psutil.cpu_times()
            idle = times.idle + getattr(times, "iowait", 0.0)
            now = (sum(times[:8]), idle, _own_seconds())
        except (OSError, psutil.Error):
            return None
        before, self._before = self._before, now
        if before is None or now[0] - before[0] <= 0:
            return None
        total, idle, own = (new - old for new, old in zip(now, before, strict=True))
        return float(min(1.0, max(0.0, (total - idle - own) / total)))


def battery() -> tuple[bool | None, float | None]:
    """Return whether the computer runs on battery, and how full it is; None for what is not known."""
    try:
        found = psutil.sensors_battery()
    except (AttributeError, OSError, RuntimeError, psutil.Error):  # not on every platform, not in every container
        return None, None
    if found is None:
        return None, None
    return (None if found.power_plugged is None else not found.power_plugged), float(found.percent)


def _own_seconds() -> float:
    """Return the processor time of this process and those it started."""
    process = psutil.Process()
    total = 0.0
    for one in (process, *process.children(recursive=True)):
        with contextlib.suppress(psutil.Error):
            used = one.cpu_times()
            total += used.user + used.system
    return total


def _idle_by_platform(platform: str, environment: Mapping[str, str]) -> Callable[[], float | None]:
    if platform == "win32":
        return windows_idle_s
    if platform == "darwin":
        return mac_idle_s
    # Under Wayland the X server of old programs sees only what they are told: it would call everybody absent.
    if environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        return x11_idle_s
    return _unknown


def _unknown() -> float | None:
    return None


def windows_idle_s(library: Any = None) -> float | None:
    """Ask Windows how long ago the last key or mouse event was."""
    system = library or ctypes.windll  # type: ignore[attr-defined]  # there on Windows alone

    class LastInput(ctypes.Structure):
        _fields_ = (("size", ctypes.c_uint), ("tick_ms", ctypes.c_uint))

    last = LastInput(ctypes.sizeof(LastInput), 0)
    if not system.user32.GetLastInputInfo(ctypes.byref(last)):
        return None
    now_ms = system.kernel32.GetTickCount() & 0xFFFFFFFF
    return float((now_ms - last.tick_ms) & 0xFFFFFFFF) / 1000  # the count begins anew every 49 days


def mac_idle_s(library: Any = None) -> float | None:
    """Ask macOS how long ago the last event was."""
    graphics = library or ctypes.CDLL("/System/Library/Frameworks/CoreGraphics.framework/CoreGraphics")
    ask = graphics.CGEventSourceSecondsSinceLastEventType
    ask.restype = ctypes.c_double
    ask.argtypes = (ctypes.c_int32, ctypes.c_uint32)
    seconds = float(ask(_HID_STATE, _ANY_EVENT))
    return seconds if seconds >= 0 else None


class _ScreenSaverInfo(ctypes.Structure):
    _fields_ = (
        ("window", ctypes.c_ulong),
        ("state", ctypes.c_int),
        ("kind", ctypes.c_int),
        ("til_or_since", ctypes.c_ulong),
        ("idle_ms", ctypes.c_ulong),
        ("event_mask", ctypes.c_ulong),
    )


def x11_idle_s(x11: Any = None, saver: Any = None) -> float | None:
    """Ask the X server how long ago the last event was."""
    x11 = x11 or _loaded("X11")
    saver = saver or _loaded("Xss")
    if x11 is None or saver is None:
        return None
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    display = x11.XOpenDisplay(None)
    if not display:
        return None
    handle = ctypes.c_void_p(display)
    try:
        info = _ScreenSaverInfo()
        root = ctypes.c_ulong(x11.XDefaultRootWindow(handle))
        is_told = saver.XScreenSaverQueryInfo(handle, root, ctypes.byref(info))
        return float(info.idle_ms) / 1000 if is_told else None
    finally:
        x11.XCloseDisplay(handle)


def _loaded(name: str) -> Any:
    found = ctypes.util.find_library(name)
    return None if found is None else ctypes.CDLL(found)
