from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusVariant,
    QDBusVirtualObject,
)
from pytestqt.qtbot import QtBot

from app import desktop_motion
from app.desktop_motion import DesktopMotion

GNOME = ("org.gnome.desktop.interface", "enable-animations")
KDE = ("org.kde.kdeglobals.KDE", "AnimationDurationFactor")
FREEDESKTOP = ("org.freedesktop.appearance", "reduced-motion")
PATH = "/org/freedesktop/portal/desktop"
INTERFACE = "org.freedesktop.portal.Settings"


class Portal(QDBusVirtualObject):
    """The settings of a desktop, answered as its portal does: wrapped twice, and an error for what it lacks."""

    def __init__(self, values: dict[tuple[str, str], object]) -> None:
        super().__init__()
        self.values = values

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:  # noqa: N802  # Qt's own name
        namespace, key = message.arguments()
        if (namespace, key) in self.values:
            inner, outer = QDBusVariant(), QDBusVariant()
            inner.setVariant(self.values[namespace, key])
            outer.setVariant(inner)
            reply = message.createReply()
            reply.setArguments([outer])
        else:
            reply = message.createErrorReply("org.freedesktop.portal.Error.NotFound", "no such setting")
        return connection.send(reply)

    def introspect(self, path: str) -> str:
        return ""


@pytest.fixture
def address() -> Iterator[str]:
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("there is no dbus-daemon")
    command = [daemon, "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()
        process.wait()


@pytest.fixture
def buses(address: str) -> Iterator[tuple[QDBusConnection, QDBusConnection]]:
    """The bus as the desktop sees it, and as the window does."""
    names = ("evoke-test-desktop", "evoke-test-window")
    desktop, window = (QDBusConnection.connectToBus(address, name) for name in names)
    assert desktop.registerService("org.freedesktop.portal.Desktop")
    yield desktop, window
    for name in names:
        QDBusConnection.disconnectFromBus(name)


@pytest.mark.parametrize(
    ("setting", "value", "reduces"),
    [
        (GNOME, False, True),
        (GNOME, True, False),
        (KDE, "0", True),
        (KDE, "1.5", False),
        (FREEDESKTOP, 1, True),
        (FREEDESKTOP, 0, False),
        (("org.gnome.desktop.interface", "clock-show-seconds"), False, False),
    ],
)
def test_motion_learns_what_each_desktop_says(setting: tuple[str, str], value: object, *, reduces: bool) -> None:
    motion = DesktopMotion()
    motion.learn(*setting, value)
    assert motion.is_reduced is reduces


def test_motion_tells_only_what_changes(qtbot: QtBot) -> None:
    motion, told = DesktopMotion(), []
    motion.changed.connect(lambda: told.append(motion.is_reduced))
    for value in (True, False, False, True):
        motion.learn(*GNOME, value)
    assert told == [True, False]


def test_motion_is_asked_of_the_portal_and_followed(
    qtbot: QtBot, buses: tuple[QDBusConnection, QDBusConnection]
) -> None:
    desktop, window = buses
    portal = Portal({GNOME: False})
    assert desktop.registerVirtualObject(PATH, portal)
    motion, told = DesktopMotion(), []
    motion.changed.connect(lambda: told.append(motion.is_reduced))
    with qtbot.waitSignal(motion.changed):
        motion.ask_portal(window)
    message = QDBusMessage.createSignal(PATH, INTERFACE, "SettingChanged")
    message.setArguments([*GNOME, QDBusVariant(True)])
    with qtbot.waitSignal(motion.changed):
        assert desktop.send(message)
    assert told == [True, False]
    desktop.unregisterObject(PATH)


def test_motion_without_a_portal_asks_for_nothing(qtbot: QtBot, buses: tuple[QDBusConnection, QDBusConnection]) -> None:
    motion = DesktopMotion()
    motion.ask_portal(buses[1])
    qtbot.waitUntil(lambda: not motion.findChildren(QObject, options=Qt.FindChildOption.FindDirectChildrenOnly))
    assert not motion.is_reduced


def test_motion_without_a_bus_asks_for_nothing() -> None:
    motion = DesktopMotion()
    motion.ask_portal(QDBusConnection("evoke-test-nowhere"))
    assert motion.findChildren(QObject) == []
    assert not motion.is_reduced


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_motion_is_read_again_when_the_window_becomes_active(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    answers = {"win32": "_windows_reduces", "darwin": "_macos_reduces"}
    monkeypatch.setattr(desktop_motion, "_PLATFORM", platform)
    monkeypatch.setattr(desktop_motion, answers[platform], lambda: True)
    motion = DesktopMotion()
    motion.start()
    found = [motion.is_reduced]
    monkeypatch.setattr(desktop_motion, answers[platform], lambda: False)
    motion._on_application_state_changed(Qt.ApplicationState.ApplicationActive)
    assert [*found, motion.is_reduced] == [True, False]


def test_motion_of_other_systems_is_none_here() -> None:
    assert not desktop_motion._windows_reduces()
    assert not desktop_motion._macos_reduces()
