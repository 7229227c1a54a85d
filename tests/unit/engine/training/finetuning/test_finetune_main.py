import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.cots.checkpoint import load_checkpoint
from engine.training.finetuning import finetune_main
from engine.training.finetuning.finetune_features import TunedTops
from engine.training.finetuning.finetune_main import main
from tests.helpers.tiny_cots import drawn_pixels, save_tiny_checkpoint
from tests.helpers.tiny_training import drawn_pairs

RECIPE = (
    "[finetune]\nsteps = 40\nrate = 2e-2\nkeep_weights = 0.0\nkeep_vectors = 0.1\nfolds = 4\nviews = 2\nanchors = 8\n"
)
LENIENT = RECIPE + "guard_drop = 100.0\nguard_bound = 100.0\n"


def prepare(folder: Path, recipe: str = LENIENT, **changes: object) -> Path:
    """Write what the library hands over: sixteen captioned squares and thirty others."""
    folder.mkdir(exist_ok=True)
    pairs = drawn_pairs()
    pixels = np.concatenate([pairs.pixels[:, ::2, ::2], drawn_pixels(44)])
    np.save(folder / "pictures.npy", pixels)
    captions = [*pairs.captions, *[()] * 44]
    rows = [{"name": f"{i}.png", "content": str(i), "captions": list(texts)} for i, texts in enumerate(captions)]
    (folder / "pictures.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (folder / "own.toml").write_text(recipe, encoding="utf-8")
    request = {
        "format": 1,
        "base": str(save_tiny_checkpoint(folder / "base")),
        "name": "own-2026",
        "recipe": str(folder / "own.toml"),
        "minutes": None,
        "compute": {"device": "cpu", "threads": 1},
        "input_px": 32,
        "guard": None,
    }
    (folder / "request.json").write_text(json.dumps(request | changes), encoding="utf-8")
    return folder


def events(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_main_leaves_a_named_checkpoint_and_a_result(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_dir = prepare(tmp_path / "run")
    assert main([str(run_dir)]) == 0
    told = events(capsys.readouterr().out)
    assert told[-1] == {"event": "finished"}
    result = json.loads((run_dir / "result.json").read_text())
    assert result["accepted"] is True
    assert result["before"].keys() == result["after"].keys()
    assert [event["values"] for event in told if event["event"] == "measured"] == [result["before"], result["after"]]
    tuned, base = load_checkpoint(run_dir / "checkpoint"), load_checkpoint(run_dir / "base")
    assert tuned.model.config.name == "own-2026"
    assert tuned.fingerprint != base.fingerprint
    assert tuned.calibration != base.calibration


def test_main_that_is_not_accepted_leaves_a_result_alone(tmp_path: Path) -> None:
    run_dir = prepare(tmp_path / "run", minutes=0.0)
    assert main([str(run_dir)]) == 0
    assert json.loads((run_dir / "result.json").read_text())["accepted"] is False
    assert not (run_dir / "checkpoint").exists()


def test_main_with_a_guard_of_real_captions_measures_that(tmp_path: Path) -> None:
    from PIL import Image

    images = tmp_path / "guard"
    images.mkdir()
    for number, pixels in enumerate(drawn_pixels(5, seed=4)):
        Image.fromarray(pixels).save(images / f"{number}.png")
    lines = [f"{number}.png,a {number} dog" for number in range(5)]
    (tmp_path / "guard.csv").write_text("\n".join(["image,caption", *lines]) + "\n", encoding="utf-8")
    guard = {"images": str(images), "captions": str(tmp_path / "guard.csv")}
    run_dir = prepare(tmp_path / "run", guard=guard, minutes=0.0)
    assert main([str(run_dir)]) == 0
    assert json.loads((run_dir / "result.json").read_text())["verdict"]["guard_queries"] == 5


def damage_pictures(run_dir: Path) -> None:
    (run_dir / "pictures.npy").write_bytes(b"\x93NUMPY")


def damage_request(run_dir: Path) -> None:
    (run_dir / "request.json").write_text('{"format": 1}', encoding="utf-8")


def damage_rows(run_dir: Path) -> None:
    (run_dir / "pictures.jsonl").write_text('{"name": "a"}\n', encoding="utf-8")


def drop_a_row(run_dir: Path) -> None:
    lines = (run_dir / "pictures.jsonl").read_text().splitlines()
    (run_dir / "pictures.jsonl").write_text("\n".join(lines[1:]), encoding="utf-8")


def misspell_the_recipe(run_dir: Path) -> None:
    (run_dir / "own.toml").write_text("[finetune]\nstep = 3\n", encoding="utf-8")


def shrink_the_pictures(run_dir: Path) -> None:
    np.save(run_dir / "pictures.npy", np.load(run_dir / "pictures.npy")[:, ::2, ::2])


@pytest.mark.parametrize(
    "damage", [damage_pictures, damage_request, damage_rows, drop_a_row, misspell_the_recipe, shrink_the_pictures]
)
def test_main_given_a_damaged_folder_fails_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], damage: Any
) -> None:
    run_dir = prepare(tmp_path / "run")
    damage(run_dir)
    assert main([str(run_dir)]) == 3
    (failed,) = events(capsys.readouterr().out)
    assert failed["event"] == "failed"
    assert failed["code"] in {"bad-data", "bad-config"}
    assert failed["text"].endswith((".", "?"))
    assert not (run_dir / "result.json").exists()


def test_main_on_a_full_disk_fails_in_a_sentence_and_leaves_no_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    run_dir = prepare(tmp_path / "run", minutes=0.0)
    monkeypatch.setattr(finetune_main, "write_atomically", refuse)
    assert main([str(run_dir)]) == 3
    failed = events(capsys.readouterr().out)[-1]
    assert (failed["code"], failed["text"]) == (
        "disk-full",
        "The result could not be written: No space left on device.",
    )


def test_main_out_of_memory_fails_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhaust(*args: object, **kwargs: object) -> None:
        raise MemoryError

    monkeypatch.setattr(TunedTops, "below", exhaust)
    assert main([str(prepare(tmp_path / "run"))]) == 3
    assert events(capsys.readouterr().out)[-1]["code"] == "out-of-memory"


@pytest.mark.parametrize("how", ["interrupt", "parent gone"])
def test_process_asked_to_stop_leaves_with_130_and_nothing_half_written(tmp_path: Path, how: str) -> None:
    run_dir = prepare(tmp_path / "run", minutes=5.0)
    (run_dir / "own.toml").write_text("[finetune]\nsteps = 100000\nfolds = 4\n", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "engine.training.finetuning.finetune_main", str(run_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    assert process.stdout is not None
    assert process.stdin is not None
    assert any(b'"Training"' in line for line in iter(process.stdout.readline, b""))
    if how == "parent gone":
        process.stdin.close()
    else:
        process.send_signal(signal.SIGINT)
    assert process.wait(10) == 130
    process.stdout.close()
    process.stdin.close()
    assert not (run_dir / "result.json").exists()
    assert not (run_dir / "checkpoint").exists()
