from __future__ import annotations

import ctypes
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from engine.config import PolitenessConfig
from engine.library import surroundings
from engine.library.politeness import Surroundings, reason_to_wait, rest_share
from engine.library.surroundings import LookAround, battery, mac_idle_s, windows_idle_s, x11_idle_s
from engine.library_records import IndexHold

NOON = datetime(2024, 5, 1, 12, 30)


@pytest.mark.parametrize(
    ("config", "around", "expected"),
    [
        (PolitenessConfig(), Surroundings(), None),
        (PolitenessConfig(), Surroundings(on_battery=True, battery_percent=80), None),
        (PolitenessConfig(), Surroundings(on_battery=True, battery_percent=20), IndexHold.BATTERY),
        (PolitenessConfig(), Surroundings(on_battery=False, battery_percent=20), None),
        (PolitenessConfig(on_battery="wait"), Surroundings(on_battery=True, battery_percent=99), IndexHold.BATTERY),
        (PolitenessConfig(on_battery="work"), Surroundings(on_battery=True, battery_percent=2), None),
        (PolitenessConfig(when_active="wait"), Surroundings(idle_s=5), IndexHold.ACTIVE),
        (PolitenessConfig(when_active="wait"), Surroundings(idle_s=300, others_share=0.9), None),
        (PolitenessConfig(when_active="wait"), Surroundings(others_share=0.9), IndexHold.ACTIVE),
        (PolitenessConfig(when_active="wait"), Surroundings(), None),
        (PolitenessConfig(from_hour=22, until_hour=6), Surroundings(), IndexHold.HOURS),
        (PolitenessConfig(from_hour=12, until_hour=13), Surroundings(), None),
        (PolitenessConfig(from_hour=13, until_hour=12), Surroundings(), IndexHold.HOURS),
        (PolitenessConfig(from_hour=5, until_hour=5), Surroundings(), None),
    ],
)
def test_reason_to_wait_is_what_the_settings_say(
    config: PolitenessConfig, around: Surroundings, expected: IndexHold | None
) -> None:
    assert reason_to_wait(config, around, NOON) is expected


def test_hours_over_midnight_hold_at_night_however_the_clock_jumps() -> None:
    config = PolitenessConfig(from_hour=22, until_hour=6)
    held = [hour for hour in range(24) if reason_to_wait(config, Surroundings(), NOON.replace(hour=hour)) is not None]
    assert held == list(range(6, 22))


def test_rest_share_slows_down_only_while_somebody_is_there() -> None:
    slow = PolitenessConfig(when_active="slow")
    assert rest_share(slow, Surroundings(idle_s=1)) == 1.0
    assert rest_share(slow, Surroundings(idle_s=1000)) == 0.0
    assert rest_share(PolitenessConfig(), Surroundings(idle_s=1)) == 0.0


def test_battery_of_every_kind_of_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    for found, expected in (
        (None, (None, None)),
        (SimpleNamespace(power_plugged=True, percent=50), (False, 50.0)),
        (SimpleNamespace(power_plugged=False, percent=50), (True, 50.0)),
        (SimpleNamespace(power_plugged=None, percent=50), (None, 50.0)),
    ):
        monkeypatch.setattr(psutil, "sensors_battery", lambda found=found: found, raising=False)
        assert battery() == expected
    monkeypatch.delattr(psutil, "sensors_battery")
    assert battery() == (None, None)


def test_idle_time_on_windows_goes_on_when_its_count_begins_anew() -> None:
    def last_input(pointer: Any) -> int:
        pointer._obj.tick_ms = 0xFFFFF000
        return 1

    system = SimpleNamespace(
        user32=SimpleNamespace(GetLastInputInfo=last_input), kernel32=SimpleNamespace(GetTickCount=lambda: 0x1000)
    )
    assert windows_idle_s(system) == pytest.approx(0x2000 / 1000)
    system.user32.GetLastInputInfo = lambda _: 0
    assert windows_idle_s(system) is None


def test_idle_time_on_a_mac() -> None:
    class Ask:
        def __call__(self, state: int, event: int) -> float:
            return 42.5 if (state, event) == (1, 0xFFFFFFFF) else 0.0

    assert mac_idle_s(SimpleNamespace(CGEventSourceSecondsSinceLastEventType=Ask())) == 42.5


def test_idle_time_under_x11_closes_what_it_opened() -> None:
    closed: list[int | None] = []

    class Call:
        def __init__(self, answer: Any) -> None:
            self._answer = answer

        def __call__(self, *arguments: Any) -> Any:
            return self._answer(*arguments) if callable(self._answer) else self._answer

    def tell(_display: Any, _root: Any, pointer: Any) -> int:
        pointer._obj.idle_ms = 61_500
        return 1

    x11 = SimpleNamespace(
        XOpenDisplay=Call(7), XDefaultRootWindow=Call(1), XCloseDisplay=lambda display: closed.append(display.value)
    )
    assert x11_idle_s(x11, SimpleNamespace(XScreenSaverQueryInfo=Call(tell))) == 61.5
    assert closed == [7]
    x11.XOpenDisplay = Call(0)
    assert x11_idle_s(x11, SimpleNamespace(XScreenSaverQueryInfo=Call(tell))) is None


def test_look_around_asks_what_the_platform_has_and_never_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> float:
        raise OSError("no such library")

    monkeypatch.setattr(surroundings, "x11_idle_s", broken)
    monkeypatch.setattr(surroundings, "mac_idle_s", lambda: 3.0)
    monkeypatch.setattr(surroundings, "windows_idle_s", lambda: 4.0)
    assert LookAround("linux", {"DISPLAY": ":0"})().idle_s is None
    assert LookAround("linux", {"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"})().idle_s is None
    assert LookAround("darwin", {})().idle_s == 3.0
    assert LookAround("win32", {})().idle_s == 4.0
    assert LookAround("win32", {}, sees_people=False)().idle_s is None
    look = LookAround("linux", {})
    assert look().others_share is None
    assert sum(range(200_000))  # some work of our own
    assert 0 <= (look().others_share or 0.0) <= 1
    assert ctypes.sizeof(surroundings._ScreenSaverInfo) >= 32
