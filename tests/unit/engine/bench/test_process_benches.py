"""The benches `start`, `memory` and `rescan`: what they take from other processes."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

from engine.bench import memory_bench, rescan_bench, start_bench
from engine.bench.bench_run import BenchRun
from engine.bench.drawn_rows import RowPlan, make_rows
from engine.bench.engine_link import StartFailed, engine_link
from engine.bench.process_memory import folder_bytes, resident_bytes, watched_peak
from tests.helpers.tiny_cots import save_tiny_checkpoint

MB = 1_000_000


@pytest.fixture
def run(tmp_path: Path) -> BenchRun:
    return BenchRun(tmp_path, save_tiny_checkpoint(tmp_path / "tiny"), scale=0.002, repeats=2)


def test_start_bench_leaves_the_first_round_out(run: BenchRun, monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[int] = []

    def start_all(of: BenchRun, library_dir: Path) -> dict[str, float]:
        assert (library_dir / "evoke.db").is_file()
        rounds.append(len(rounds))
        return {"torch": 2.0, "window: open": 1.0 + rounds[-1], "engine: first result": 5.0}

    monkeypatch.setattr(start_bench, "_start_all", start_all)
    result = start_bench.measure(run)
    assert rounds == [0, 1, 2]
    window, engine = result.figures
    assert (window.value.low, window.value.high, window.ratio) == (2.0, 3.0, 1.25)
    assert (window.is_met, engine.is_met) == (False, False)


def test_engine_link_asks_a_real_engine(run: BenchRun, tmp_path: Path) -> None:
    make_rows(tmp_path / "l", run.model, RowPlan(10, 0), tmp_path / "P")
    with engine_link(tmp_path / "l", run.model) as engine:
        status = engine.ask("status")
        assert status.photos == 10
        assert 0 < engine.ready_s < time.perf_counter() - engine.began
        assert engine.memory_bytes > 10 * MB
        engine.leave()
    start_bench._wait_for_lock(tmp_path / "l")


def test_engine_link_to_no_library_is_a_sentence(tmp_path: Path) -> None:
    with engine_link(tmp_path / "l", tmp_path / "no-model") as engine, pytest.raises(StartFailed):
        engine.ask("status")


def test_window_log_is_followed_until_it_says_so(tmp_path: Path) -> None:
    log = tmp_path / "window.log"
    wait = "import time; time.sleep(0.2); open({!r}, 'w').write('... The window is open.'); time.sleep(30)"
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", wait.format(str(log))])
    try:
        assert 0.2 <= start_bench._when(log, process, began, "The window is open.") < 20
    finally:
        process.kill()
        process.wait()
    with pytest.raises(StartFailed, match="ended before"):
        start_bench._when(log, process, time.perf_counter(), "something else")


class FakeEngine:
    def __init__(self, library_dir: Path) -> None:
        self._photos = int(library_dir.parent.name.partition("-")[2])
        self._looked_at = 0

    @property
    def memory_bytes(self) -> int:
        self._looked_at += 1
        return 300 * MB + self._photos * 100 - (100 * MB if self._looked_at > 1 else 0)

    def ask(self, op: str, **arguments: Any) -> None:
        pass

    def leave(self) -> None:
        pass


def test_memory_bench_takes_an_engine_without_photos_off(run: BenchRun, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def link(library_dir: Path, model: Path, *more: str) -> Iterator[FakeEngine]:
        assert more[0] == "--rest-after"
        yield FakeEngine(library_dir)

    monkeypatch.setattr(memory_bench, "engine_link", link)
    monkeypatch.setattr(memory_bench, "_indexing", lambda run: ([1.0, 2.0], [3.0, 4.0]))
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    result = memory_bench.measure(run)
    graph = result.figures[0]
    assert graph.value.median == pytest.approx((200 - 100) * 100 / MB)
    assert graph.baseline is not None
    assert graph.baseline.cost.median == pytest.approx(200 * 16 * 4 / MB)
    assert result.figures[1].value.median > 0
    (rest,) = (figure for figure in result.figures if figure.name.endswith("at rest"))
    assert rest.ratio == pytest.approx(2 / 3, abs=0.01)
    assert [figure.value.high for figure in result.figures[-2:]] == [2.0, 4.0]


def test_peak_sees_memory_that_is_gone_again(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    script = (
        "import time; block = bytearray(80_000_000); "
        f"open({str(ready)!r}, 'w'); time.sleep(0.3); del block; time.sleep(9)"
    )
    process = subprocess.Popen([sys.executable, "-c", script])
    try:
        with watched_peak(process.pid) as peak:
            while not ready.exists():
                time.sleep(0.01)
            time.sleep(0.6)
            now = resident_bytes(psutil.Process(process.pid))
    finally:
        process.kill()
        process.wait()
    assert peak.own >= 80 * MB > now
    assert peak.together >= peak.own


def test_folder_bytes_leave_caches_out(tmp_path: Path) -> None:
    for name, size in (("a", 10), ("index/b", 20), ("thumbnails/c/d", 40)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * size)
    assert folder_bytes(tmp_path, "thumbnails") == 30


def test_rescan_bench_sees_every_file_and_embeds_none(run: BenchRun) -> None:
    if not rescan_bench._prints_facts(run.folder):
        pytest.skip("there is no GNU find here")
    result = rescan_bench.measure(run)
    assert [figure.name for figure in result.figures] == [f"{count:,} unchanged files" for count in (20, 200, 2000)]
    assert [figure.goal is not None for figure in result.figures] == [False, True, True]
    assert all(figure.baseline is not None and figure.baseline.cost.low > 0 for figure in result.figures)


def test_rescan_bench_fails_where_a_file_was_changed(run: BenchRun, monkeypatch: pytest.MonkeyPatch) -> None:
    if not rescan_bench._prints_facts(run.folder):
        pytest.skip("there is no GNU find here")
    monkeypatch.setattr(rescan_bench, "FILES", (10_000,))
    rescan_bench.measure(run)
    next((run.folder / "files-20").rglob("IMG_0000003.jpg")).unlink()
    with pytest.raises(AssertionError, match="19 of 20"):
        rescan_bench.measure(run)
