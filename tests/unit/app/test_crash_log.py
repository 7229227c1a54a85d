from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from app.crash_log import CrashLog

CRASH = "import sys, ctypes; from pathlib import Path; from app.crash_log import CrashLog; \
CrashLog(Path(sys.argv[1])).start(); ctypes.string_at(0)"


def test_crash_that_no_code_can_catch_is_told_at_the_next_start_once(tmp_path: Path) -> None:
    path = tmp_path / "window-crash.log"
    done = subprocess.run([sys.executable, "-c", CRASH, str(path)], check=False, capture_output=True)
    assert done.returncode != 0
    log = CrashLog(path)
    report = log.start()
    assert "Current thread" in report
    assert log.kept_path.read_text().strip() == report
    log.stop()
    second = CrashLog(path)
    assert second.start() == ""
    second.stop()


def test_crash_log_run_that_ends_in_order_leaves_nothing(tmp_path: Path) -> None:
    log = CrashLog(tmp_path / "window-crash.log")
    assert log.start() == ""
    log.stop()
    assert list(tmp_path.glob("*.log")) == []


def test_crash_log_where_nothing_can_be_written_is_quiet(tmp_path: Path) -> None:
    log = CrashLog(tmp_path / "no" / "window-crash.log")
    assert log.start() == ""
    log.stop()
