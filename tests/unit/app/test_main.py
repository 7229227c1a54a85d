from __future__ import annotations

import logging
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import app.__main__ as entry
from app.gui_options import GuiOptions
from app.main import engine_command, start_log

HEAVY = ("torch", "timm", "transformers", "sqlite3", "sqlite_utils", "av", "decord", "hnswlib", "PIL", "engine.library")


def test_importing_the_window_leaves_the_heavy_libraries_out() -> None:
    code = f"import sys, app.main; print([name for name in {HEAVY!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout.strip() == "[]"


def test_engine_command_runs_nothing_that_lies_in_the_current_folder(tmp_path: Path) -> None:
    for name in ("numpy.py", "engine.py", "argparse.py"):
        (tmp_path / name).write_text("raise SystemExit('a stranger')")
    command = engine_command(GuiOptions(tmp_path / "library"))
    asked = subprocess.run([*command, "--help"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert (asked.returncode, asked.stderr) == (0, "")
    assert "Serve one library" in asked.stdout


@pytest.mark.parametrize("argv", [[], ["gui"], ["gui", "--query", "a dog"]])
def test_entry_without_a_command_opens_the_window(argv: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[list[str]] = []

    def run_gui(args: list[str]) -> int:
        opened.append(args)
        return 0

    monkeypatch.setattr("app.main.run_gui", run_gui)
    assert entry.main(argv) == 0
    assert opened == [argv[1:]]


def test_entry_with_another_command_hands_over(monkeypatch: pytest.MonkeyPatch) -> None:
    class CommandLine:
        @staticmethod
        def main(argv: list[str]) -> int:
            return 40 + len(argv)

    monkeypatch.setitem(sys.modules, "engine.cli.command_line", CommandLine)
    assert entry.main(["search", "a dog"]) == 42


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a user's folders private by other means")
def test_window_log_makes_a_library_only_its_owner_can_enter(tmp_path: Path) -> None:
    library_dir = tmp_path / "new" / "library"
    handler = start_log(library_dir)
    logging.getLogger("app").removeHandler(handler)
    handler.close()
    assert stat.S_IMODE(library_dir.stat().st_mode) == 0o700
    assert (library_dir / "logs" / "window.log").is_file()


def test_window_without_a_display_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from app.main import run_gui

    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert run_gui([]) == 3
    assert "display" in capsys.readouterr().err
