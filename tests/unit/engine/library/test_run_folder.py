"""A run's folder: readable by whoever trains, and small afterwards."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from engine.errors import DiskFull, TrainingFailed
from engine.library.run_folder import RUNS_KEPT, RunFolder
from tests.helpers.tiny_cots import drawn_pixels

NOW = datetime(2026, 11, 21, 9, 30, 5)


@pytest.mark.parametrize("count", [0, 1, 11])
def test_picture_writer_writes_what_numpy_reads(tmp_path: Path, count: int) -> None:
    run, pixels = RunFolder.make(tmp_path / "runs", NOW), drawn_pixels(count)
    with run.picture_writer(32) as writer:
        for number, picture in enumerate(pixels):
            writer.add(picture, f"{number}.jpg", "h", ["a dog"] if number % 2 else [])
    stored = np.load(run.path / "pictures.npy", mmap_mode="r", allow_pickle=False)
    assert np.array_equal(stored, pixels)
    lines = [json.loads(line) for line in (run.path / "pictures.jsonl").read_text().splitlines()]
    assert len(lines) == count
    if count > 1:
        assert lines[1] == {"name": "1.jpg", "content": "h", "captions": ["a dog"], "time_s": None}


def test_picture_writer_refuses_another_size(tmp_path: Path) -> None:
    run = RunFolder.make(tmp_path / "runs", NOW)
    with pytest.raises(ValueError, match="picture of"), run.picture_writer(16) as writer:
        writer.add(drawn_pixels(1)[0], "a", "h", [])
    assert not (run.path / "pictures.jsonl").exists()


def test_make_twice_in_a_second_gives_two_folders_and_clears_the_first(tmp_path: Path) -> None:
    first = RunFolder.make(tmp_path / "runs", NOW)
    first.checkpoint.mkdir()
    (first.path / "pictures.npy").write_bytes(b"x")
    first.write_json("run.json", {"a": 1})
    second = RunFolder.make(tmp_path / "runs", NOW)
    assert (first.path.name, second.path.name) == ("2026-11-21-093005", "2026-11-21-093005-2")
    assert [path.name for path in first.path.iterdir()] == ["run.json"]


def test_make_keeps_the_last_reports_only(tmp_path: Path) -> None:
    for number in range(RUNS_KEPT + 3):
        RunFolder.make(tmp_path / "runs", NOW.replace(second=number))
    kept = sorted(path.name for path in (tmp_path / "runs").iterdir())
    assert len(kept) == RUNS_KEPT
    assert kept[0] == "2026-11-21-093003"


def test_make_leaves_runs_of_others_alone(tmp_path: Path) -> None:
    for number in range(RUNS_KEPT + 3):
        other = tmp_path / "runs" / f"2025-model-{number}"
        (other / "checkpoint").mkdir(parents=True)
    stamp = tmp_path / "runs" / "2026-11-20-093005"
    stamp.symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "checkpoint").mkdir(parents=True)
    RunFolder.make(tmp_path / "runs", NOW)
    assert len(list((tmp_path / "runs").glob("*/checkpoint"))) == RUNS_KEPT + 4


def test_make_where_nothing_can_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("a file")
    with pytest.raises(DiskFull, match="cannot be written"):
        RunFolder.make(tmp_path / "runs", NOW)


def test_result_is_read_with_more_than_is_known(tmp_path: Path) -> None:
    run = RunFolder.make(tmp_path / "runs", NOW)
    values = {"accepted": True, "reason": "Better.", "before": {"a": 1}, "after": {"a": None}, "steps": 3}
    (run.path / "result.json").write_text(json.dumps(values))
    result = run.result()
    assert (result.accepted, result.before, result.after) == (True, {"a": 1.0}, {"a": None})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"accepted": 1, "reason": "", "before": {}, "after": {}}',
        '{"accepted": true, "reason": "", "before": {"a": NaN}, "after": {}}',
        '{"accepted": true, "reason": "", "before": {"a": "high"}, "after": {}}',
        '{"accepted": true, "reason": "", "before": []}',
    ],
)
def test_result_that_is_none_says_so(tmp_path: Path, text: str) -> None:
    run = RunFolder.make(tmp_path / "runs", NOW)
    (run.path / "result.json").write_text(text)
    with pytest.raises(TrainingFailed, match="without a result"):
        run.result()
