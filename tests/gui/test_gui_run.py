"""The window's whole life: start, work, leave, with the exit code and nothing on the error stream."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

FAKE = Path(__file__).parents[1] / "helpers" / "fake_engine.py"
RUN = """
import sys
from functools import partial
from pathlib import Path
from app.engine_process import EngineProcess
from app.gui_options import parse_gui_options
from app import main
options = parse_gui_options(sys.argv[2:])
command = [sys.executable, {fake!r}, "--library", str(options.library_dir), *sys.argv[1].split()]
if options.screenshot is None:
    from PySide6.QtCore import QTimer
    from app.main_window import MainWindow
    shown = MainWindow.show_at_start
    def show_and_close(self, **kinds):
        shown(self, **kinds)
        self.engine.status_changed.connect(lambda status: QTimer.singleShot(0, self.close))
    MainWindow.show_at_start = show_and_close
sys.exit(main.run(options, start_pipe=partial(EngineProcess, command)).code)
"""


TWICE = """
import sys
from functools import partial
from app import main
from app.engine_process import EngineProcess
from app.main_window import MainWindow
from PySide6.QtCore import QTimer
main.engine_starter = lambda options: partial(
    EngineProcess, [sys.executable, {fake!r}, "--library", str(options.library_dir)]
)
shown = MainWindow.show_at_start
def show_and_wait(self, **kinds):
    shown(self, **kinds)
    self.search_page.session.answered.connect(lambda found: found.query and QTimer.singleShot(0, self.close))
MainWindow.show_at_start = show_and_wait
sys.exit(main.run_gui(sys.argv[1:]))
"""


def run(tmp_path: Path, *args: str, flags: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "EVOKE_LIBRARY": str(tmp_path / "library")}
    command = [sys.executable, "-W", "error", "-c", RUN.format(fake=str(FAKE)), flags, *args]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment, check=False)


def test_run_opened_and_closed_leaves_with_zero_and_silence(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "")
    assert (tmp_path / "library" / "logs" / "window.log").exists()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_run_screenshot_shows_results_and_heat(tmp_path: Path, theme: str) -> None:
    target = tmp_path / "window.png"
    done = run(tmp_path, "--query", "dog grass", "--screenshot", str(target), "--theme", theme)
    assert (done.returncode, done.stderr) == (0, "")
    image = QImage(str(target))
    assert (image.width(), image.height()) == (1480, 920)
    colors = {image.pixelColor(x, y).rgb() for x in range(0, 1480, 10) for y in range(0, 920, 10)}
    assert len(colors) > 200
    assert (image.pixelColor(700, 910).lightness() > 128) is (theme == "light")


def test_run_screenshot_of_an_empty_library_is_taken_too(tmp_path: Path) -> None:
    done = run(tmp_path, "--query", "dog", "--screenshot", str(tmp_path / "w.png"), flags="--empty")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "w.png").exists()


def test_run_screenshot_of_a_refused_library_says_why_and_leaves_with_three(tmp_path: Path) -> None:
    done = run(tmp_path, "--query", "dog", "--screenshot", str(tmp_path / "w.png"), flags="--refuse")
    assert (done.returncode, done.stderr) == (3, "Another Evoke is open. Close it.\n")
    assert not (tmp_path / "w.png").exists()


def test_run_screenshot_that_crashes_the_engine_leaves_with_three(tmp_path: Path) -> None:
    done = run(tmp_path, "--query", "crash", "--screenshot", str(tmp_path / "w.png"))
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1


def test_run_screenshot_into_a_missing_folder_leaves_with_three(tmp_path: Path) -> None:
    done = run(tmp_path, "--query", "dog", "--screenshot", str(tmp_path / "no" / "w.png"))
    assert done.returncode == 3
    assert "could not be written" in done.stderr


def test_second_start(tmp_path: Path) -> None:
    """It hands over what it was asked to search for, and leaves; the first searches."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "EVOKE_LIBRARY": str(tmp_path / "library")}
    command = [sys.executable, "-W", "error", "-c", TWICE.format(fake=str(FAKE))]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as first:
        log = tmp_path / "library" / "logs" / "window.log"
        deadline = time.monotonic() + 30
        while "The window is open." not in (log.read_text() if log.exists() else ""):
            assert time.monotonic() < deadline
            assert first.poll() is None
            time.sleep(0.05)
        second = subprocess.run([*command, "--query", "a dog"], env=environment, timeout=30, check=False)
        said, _ = first.communicate(timeout=30)
    assert (second.returncode, first.returncode, said) == (0, 0, b"")
    assert "The first answer has" in log.read_text()
