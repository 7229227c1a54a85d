"""Starting with the desktop: an entry where each platform looks for one, made, read and taken away."""

from __future__ import annotations

import contextlib
import plistlib
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol
from xml.parsers.expat import ExpatError

from PySide6.QtCore import QIODevice, QSaveFile, QSettings, QStandardPaths

from app.translation import translate
from engine.errors import DiskFull

_NAME = "Evoke"  # not shown
_WINDOWS = r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion"
_DISABLED_BIT = 1
_MUST_ESCAPE = re.compile(r'(["`$\\])')


class Autostart(Protocol):
    """One entry of the desktop: there, or not."""

    def is_on(self) -> bool:
        """Whether Evoke starts when the person signs in."""

    def set_on(self, *, is_on: bool) -> None:
        """Make the entry, or take it away.

        Raises:
            DiskFull: The entry cannot be written.
        """


class LinuxAutostart:
    """A desktop entry in the person's autostart folder, as the freedesktop.org specification has it."""

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self._path = folder / "org.evoke.Evoke.desktop"
        self._command = command

    def is_on(self) -> bool:
        """Whether the entry is there, and no program of the desktop has switched it off."""
        try:
            lines = {line.replace(" ", "").lower() for line in self._path.read_text(encoding="utf-8").splitlines()}
        except (OSError, UnicodeDecodeError):
            return False
        return not lines & {"hidden=true", "x-gnome-autostart-enabled=false"}

    def set_on(self, *, is_on: bool) -> None:
        """Make the entry, or take it away."""
        words = " ".join(_quoted(word) for word in self._command)
        # not shown: the words of a desktop entry
        text = f"[Desktop Entry]\nType=Application\nName={_NAME}\nExec={words}\nIcon=org.evoke.Evoke\nTerminal=false\n"
        _put(self._path, text.encode("utf-8") if is_on else None)


class MacAutostart:
    """A launch agent of the person."""

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self._path = folder / "org.evoke.Evoke.plist"
        self._command = command

    def is_on(self) -> bool:
        """Whether the agent is there and starts with the session."""
        try:
            agent = plistlib.loads(self._path.read_bytes())
        except (OSError, plistlib.InvalidFileException, ExpatError, ValueError):
            return False
        return bool(isinstance(agent, dict) and agent.get("RunAtLoad") and not agent.get("Disabled"))

    def set_on(self, *, is_on: bool) -> None:
        """Make the agent, or take it away."""
        # not shown: the words of a launch agent
        agent = {
            "Label": "org.evoke.Evoke",
            "ProgramArguments": list(self._command),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
        }
        _put(self._path, plistlib.dumps(agent) if is_on else None)


class WindowsAutostart:
    """A value of the registry's Run key; the task manager keeps beside it whether a person has switched it off."""

    def __init__(self, run: QSettings, approved: QSettings, command: Sequence[str]) -> None:
        self._run, self._approved, self._command = run, approved, command

    def is_on(self) -> bool:
        """Whether the value is there, and not switched off in the task manager."""
        if not self._run.value(_NAME):
            return False
        approved = self._approved.value(_NAME)
        first = bytes(approved.data())[:1] if hasattr(approved, "data") else b""
        return not (first and first[0] & _DISABLED_BIT)

    def set_on(self, *, is_on: bool) -> None:
        """Set the value, or take it away."""
        if is_on:
            self._run.setValue(_NAME, subprocess.list2cmdline(self._command))
        else:
            self._run.remove(_NAME)
        self._approved.remove(_NAME)
        self._run.sync()
        if self._run.status() is not QSettings.Status.NoError:
            raise _unwritable(Path(self._run.fileName()))


def autostart_for(platform: str, command: Sequence[str], home: Path) -> Autostart:
    """Return what a platform has; `home` is the person's own folder."""
    if platform == "win32":
        native = QSettings.Format.NativeFormat
        run = QSettings(rf"{_WINDOWS}\Run", native)
        return WindowsAutostart(run, QSettings(rf"{_WINDOWS}\Explorer\StartupApproved\Run", native), command)
    if platform == "darwin":
        return MacAutostart(home.joinpath("Library", "LaunchAgents"), command)  # not shown
    config = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return LinuxAutostart(Path(config, "autostart"), command)


def own_autostart(command: Sequence[str]) -> Autostart:
    """Return what this platform has."""
    return autostart_for(sys.platform, command, Path.home())


def _quoted(word: str) -> str:
    """Return an argument as desktop entries want it: quoted, and a backslash doubled once more as in any value."""
    escaped = _MUST_ESCAPE.sub(r"\\\1", word).replace("\\", "\\\\").replace("%", "%%")
    return f'"{escaped}"'


def _put(path: Path, content: bytes | None) -> None:
    """Write a file whole or not at all; None takes it away."""
    try:
        if content is None:
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
            return
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(path) from error
    target = QSaveFile(str(path))
    is_open = target.open(QIODevice.OpenModeFlag.WriteOnly)
    if not is_open or target.write(content) != len(content) or not target.commit():
        raise _unwritable(path)


def _unwritable(path: Path) -> DiskFull:
    text = translate("Autostart", "The desktop's entry for Evoke could not be changed.")
    return DiskFull(text, hint=translate("Autostart", "Is the disk full or read-only?"), path=path)
