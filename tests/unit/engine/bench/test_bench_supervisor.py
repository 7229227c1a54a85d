"""Benches in processes of their own: held to their time, ended with all they started, cleared up behind."""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil
import pytest

from engine.bench.bench_list import BenchInfo
from engine.bench.bench_supervisor import BenchFailed, BenchOrder, run_bench
from engine.bench.figures import BenchResult
from engine.jobs import Cancelled, CancelToken, Progress, ignore_progress

INFO = BenchInfo("query", "nowhere", "For tests.", disk_mb=1)
READ = "import json, sys, os, time, subprocess; order = json.loads(sys.stdin.readline())\n"
SAY = "def say(**line): print(json.dumps(line), flush=True)\n"
RESULT = "say(result={'bench': 'query', 'figures': [], 'curves': [], 'facts': [order['folder']]})\n"


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def order(script: str, **more: float) -> BenchOrder:
    return BenchOrder(Path("model"), command=(sys.executable, "-c", READ + SAY + script), **more)  # type: ignore[arg-type]


def run(script: str, **more: float) -> BenchResult:
    return run_bench(INFO, order(script, **more), cancel=CancelToken())


def test_run_gives_the_result_and_removes_the_folder(temporary: Path) -> None:
    result = run("open(order['folder'] + '/photo.jpg', 'w').write('x')\n" + RESULT)
    assert result.bench == "query"
    assert Path(result.facts[0]).is_relative_to(temporary)
    assert list(temporary.iterdir()) == []


def test_run_hears_of_progress() -> None:
    heard: list[Progress] = []
    script = "say(progress={'done': 1, 'total': 2, 'text': 'drawing'})\n" + RESULT
    run_bench(INFO, order(script), cancel=CancelToken(), report=heard.append)
    assert heard == [Progress(1, 2, "query: drawing")]


def test_run_that_fails_is_a_sentence(temporary: Path) -> None:
    with pytest.raises(BenchFailed, match="No room"):
        run("say(failed={'text': 'No room.', 'hint': ''})")
    assert list(temporary.iterdir()) == []


def test_run_with_a_fault_is_a_bug_of_ours() -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        run("say(bug='ZeroDivisionError')")


def test_run_that_dies_says_how(temporary: Path) -> None:
    with pytest.raises(BenchFailed, match="without a result"):
        run("os._exit(7)")
    assert list(temporary.iterdir()) == []


def test_run_sees_no_setting_of_the_person() -> None:
    script = "order['folder'] = os.environ['XDG_CONFIG_HOME'] + '|' + os.environ['EVOKE_LIBRARY']\n" + RESULT
    assert "evoke-bench" in run(script).facts[0].split("|")[0]
    assert "evoke-bench" in run(script).facts[0].split("|")[1]


def test_run_that_takes_too_long_is_stopped(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.bench.bench_supervisor._GRACE_S", 0.3)
    with pytest.raises(BenchFailed, match="was stopped after"):
        run("time.sleep(60)", minutes=0.001)
    assert list(temporary.iterdir()) == []


def test_run_that_is_cancelled_ends_its_children_and_removes_the_folder(temporary: Path) -> None:
    cancel, child = CancelToken(), []

    def heard(progress: Progress, /) -> None:
        child.append(progress.done)
        cancel.cancel()

    script = (
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "say(progress={'done': child.pid, 'total': None, 'text': ''})\ntime.sleep(60)"
    )
    began = time.monotonic()
    with pytest.raises(Cancelled):
        run_bench(INFO, order(script), cancel=cancel, report=heard)
    assert time.monotonic() - began < 10
    assert not psutil.pid_exists(child[0])
    assert list(temporary.iterdir()) == []


def test_run_leaves_no_thread() -> None:
    run(RESULT)
    assert not [thread for thread in threading.enumerate() if thread.name == "bench-reader"]
    ignore_progress(Progress(0))
