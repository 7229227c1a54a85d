"""`evoke bench`: what it prints, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine.bench import bench_supervisor
from engine.bench.bench_list import BENCHES, BenchInfo
from engine.bench.bench_supervisor import BenchFailed, BenchOrder
from engine.bench.figures import Baseline, BenchResult, Figure, Spread
from engine.cli.command_line import main

ORDERS: list[BenchOrder] = []
FIRST = BENCHES[0].name


@pytest.fixture(autouse=True)
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(info: BenchInfo, order: BenchOrder, **_: Any) -> BenchResult:
        ORDERS.append(order)
        baseline = Baseline("the others", Spread.exactly(8.0))
        return BenchResult(
            info.name, (Figure(info.name, "all", Spread.exactly(2.0), "s", baseline),), facts=("Small.",)
        )

    ORDERS.clear()
    monkeypatch.setattr(bench_supervisor, "run_bench", run)


def test_bench_prints_one_json_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", FIRST, "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["name"], row["value"], row["baseline"], row["ratio"]) == (f"{FIRST}: all", 2.0, "the others", 0.25)


def test_bench_prints_lines_and_facts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", FIRST]) == 0
    out, err = capsys.readouterr()
    assert out.split("\t")[:2] == [f"{FIRST}: all", "2.00 s"]
    assert "Small." in err


def test_bench_passes_on_what_was_typed_and_no_setting_of_the_person(tmp_path: Path) -> None:
    typed = [
        "--scale",
        "0.5",
        "--repeats",
        "2",
        "--minutes",
        "3",
        "--keep",
        str(tmp_path),
        "--set",
        "compute.threads=2",
    ]
    assert main(["bench", FIRST, *typed]) == 0
    (order,) = ORDERS
    assert (order.scale, order.repeats, order.minutes, order.kept) == (0.5, 2, 3.0, tmp_path)
    assert order.settings == {"compute": {"threads": 2}}
    assert order.model.name == "embedded"


def test_bench_writes_a_page_that_says_how_it_was_made(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    assert main(["bench", FIRST, "--page", str(page), "--scale", "0.5", "--keep", str(tmp_path / "kept")]) == 0
    text = page.read_text(encoding="utf-8")
    assert f"`evoke bench {FIRST} --scale 0.5`" in text
    assert str(tmp_path) not in text


def test_bench_of_an_unknown_name_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "speed"]) == 3
    assert FIRST in capsys.readouterr().err


def test_bench_that_fails_prints_one_sentence_and_no_document(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*_: Any, **__: Any) -> BenchResult:
        raise BenchFailed("The disk is full.")

    monkeypatch.setattr(bench_supervisor, "run_bench", run)
    assert main(["bench", FIRST, "--json"]) == 3
    out, err = capsys.readouterr()
    assert (out, err) == ("", "evoke: The disk is full.\n")


def test_bench_list_names_every_bench(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--list", "--json"]) == 0
    assert [row["name"] for row in json.loads(capsys.readouterr().out)] == [info.name for info in BENCHES]
