from __future__ import annotations

import plistlib
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from app.autostart import LinuxAutostart, MacAutostart, WindowsAutostart, autostart_for
from app.launching import launch_command
from engine.errors import DiskFull

COMMAND = ["/opt/my python/bin/python", "-m", "app", 'say "$5" 100%\\']


def test_linux_entry_is_made_read_and_taken_away(tmp_path: Path) -> None:
    entry = LinuxAutostart(tmp_path / "autostart", COMMAND)
    assert not entry.is_on()
    entry.set_on(is_on=True)
    assert entry.is_on()
    text = (tmp_path / "autostart" / "org.evoke.Evoke.desktop").read_text(encoding="utf-8")
    assert 'Exec="/opt/my python/bin/python" "-m" "app" "say \\\\"\\\\$5\\\\" 100%%\\\\\\\\"\n' in text
    entry.set_on(is_on=False)
    entry.set_on(is_on=False)
    assert not entry.is_on()


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false", "Hidden = True"])
def test_linux_entry_switched_off_by_the_desktop_is_off(tmp_path: Path, line: str) -> None:
    entry = LinuxAutostart(tmp_path, COMMAND)
    entry.set_on(is_on=True)
    path = tmp_path / "org.evoke.Evoke.desktop"
    path.write_text(path.read_text() + line + "\n")
    assert not entry.is_on()
    entry.set_on(is_on=True)
    assert entry.is_on()


def test_linux_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("")
    with pytest.raises(DiskFull):
        LinuxAutostart(tmp_path / "blocked" / "autostart", COMMAND).set_on(is_on=True)


def test_mac_agent_is_made_read_and_taken_away(tmp_path: Path) -> None:
    agent = MacAutostart(tmp_path, COMMAND)
    agent.set_on(is_on=True)
    assert agent.is_on()
    assert plistlib.loads((tmp_path / "org.evoke.Evoke.plist").read_bytes())["ProgramArguments"] == COMMAND
    (tmp_path / "org.evoke.Evoke.plist").write_bytes(b"<plist>")
    assert not agent.is_on()
    agent.set_on(is_on=False)
    assert not (tmp_path / "org.evoke.Evoke.plist").exists()


def test_windows_value_is_set_read_and_removed(tmp_path: Path) -> None:
    run = QSettings(str(tmp_path / "run.ini"), QSettings.Format.IniFormat)
    approved = QSettings(str(tmp_path / "approved.ini"), QSettings.Format.IniFormat)
    entry = WindowsAutostart(run, approved, [r"C:\Program Files\Evoke\evoke.exe", "gui", "--hidden"])
    assert not entry.is_on()
    entry.set_on(is_on=True)
    assert run.value("Evoke") == r'"C:\Program Files\Evoke\evoke.exe" gui --hidden'
    assert entry.is_on()
    approved.setValue("Evoke", QByteArray(b"\x03\x00\x00\x00"))
    assert not entry.is_on()
    entry.set_on(is_on=True)
    assert entry.is_on()
    entry.set_on(is_on=False)
    assert run.value("Evoke") is None


def test_autostart_for_each_platform_has_its_own(tmp_path: Path) -> None:
    assert isinstance(autostart_for("linux", COMMAND, tmp_path), LinuxAutostart)
    assert isinstance(autostart_for("darwin", COMMAND, tmp_path), MacAutostart)
    assert isinstance(autostart_for("win32", COMMAND, tmp_path), WindowsAutostart)


def test_launch_command_opens_the_window_of_a_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/usr/bin/python")
    wanted = ["/usr/bin/python", "-P", "-m", "app", "gui", "--library", "/a b", "--hidden"]
    assert launch_command(Path("/a b"), "--hidden") == wanted
    monkeypatch.setattr("sys.frozen", True, raising=False)
    assert launch_command(Path("/a b")) == ["/usr/bin/python", "gui", "--library", "/a b"]
