"""Whether the desktop asks for less motion: asked once without waiting, and listened to from then on.

Qt does not tell it. Linux desktops tell through their portal (D-Bus), Windows and macOS by a setting that is read
again whenever the window becomes active. Where nothing can be read, nothing is asked for.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QObject, QSettings, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

_PLATFORM = str(sys.platform)
_SERVICE, _PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
_INTERFACE = "org.freedesktop.portal.Settings"
_PATIENCE_MS = 2000
# Namespace and key of the portal's settings, and which of their values ask for less motion.
_WISHES = {
    ("org.freedesktop.appearance", "reduced-motion"): ("1",),
    ("org.gnome.desktop.interface", "enable-animations"): ("false",),
    ("org.kde.kdeglobals.KDE", "AnimationDurationFactor"): ("0", "0.0"),
}
_GET_CLIENT_AREA_ANIMATION = 0x1042  # of SystemParametersInfoW


class DesktopMotion(QObject):
    """Lives as long as the application; `start` once there is an event loop or soon will be."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wishes: dict[tuple[str, str], bool] = {}

    @property
    def is_reduced(self) -> bool:
        """Whether the desktop is known to ask for less motion."""
        return any(self._wishes.values())

    def start(self) -> None:
        """Ask the desktop, and listen."""
        if _PLATFORM not in ("win32", "darwin"):
            self.ask_portal()
            return
        self._read_setting()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_application_state_changed)

    def ask_portal(self, bus: QDBusConnection | None = None) -> None:
        """Ask the portal on this bus, otherwise on the session's; without a bus nothing is asked for."""
        try:
            from PySide6 import QtDBus  # some builds of Qt have none
        except ImportError:
            return
        bus = bus or QtDBus.QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        # not shown
        bus.connect(_SERVICE, _PATH, _INTERFACE, "SettingChanged", self, SLOT("on_told(QDBusMessage)"))  # type: ignore[call-overload]  # the stubs want bytes
        for namespace, key in _WISHES:
            call = QtDBus.QDBusMessage.createMethodCall(_SERVICE, _PATH, _INTERFACE, "Read")  # not shown
            call.setArguments([namespace, key])
            watcher = QtDBus.QDBusPendingCallWatcher(bus.asyncCall(call, _PATIENCE_MS), self)
            watcher.setProperty("wish", [namespace, key])
            watcher.finished.connect(self._on_answered)

    def learn(self, namespace: str, key: str, value: object) -> None:
        """Take over what a setting says; settings that are none of ours are passed over."""
        if (namespace, key) not in _WISHES:
            return
        before = self.is_reduced
        self._wishes[namespace, key] = str(value).lower() in _WISHES[namespace, key]
        if self.is_reduced != before:
            self.changed.emit()

    @Slot("QDBusMessage")
    def on_told(self, message: QDBusMessage) -> None:
        """A setting of the desktop changed."""
        arguments = message.arguments()
        if len(arguments) == 3:
            self.learn(str(arguments[0]), str(arguments[1]), _bare(arguments[2]))

    def _on_answered(self) -> None:
        watcher: Any = self.sender()
        namespace, key = watcher.property("wish")
        reply = watcher.reply()
        watcher.deleteLater()
        if not watcher.isError() and reply.arguments():
            self.learn(namespace, key, _bare(reply.arguments()[0]))

    def _on_application_state_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._read_setting()

    def _read_setting(self) -> None:
        reduces = _windows_reduces() if _PLATFORM == "win32" else _macos_reduces()
        self.learn("org.freedesktop.appearance", "reduced-motion", int(reduces))


def _bare(value: object) -> object:
    """Take a value out of the variants it is wrapped in; the portal's older call wraps twice."""
    while hasattr(value, "variant"):
        value = value.variant()
    return value


def _windows_reduces() -> bool:
    import ctypes

    wanted = ctypes.c_int(1)
    windows: Any = getattr(ctypes, "windll", None)
    if windows is None or not windows.user32.SystemParametersInfoW(
        _GET_CLIENT_AREA_ANIMATION, 0, ctypes.byref(wanted), 0
    ):
        return False
    return not wanted.value


def _macos_reduces() -> bool:
    path = Path.home() / "Library" / "Preferences" / "com.apple.universalaccess.plist"  # not shown
    return str(QSettings(str(path), QSettings.Format.NativeFormat).value("reduceMotion", 0)).lower() in ("1", "true")
