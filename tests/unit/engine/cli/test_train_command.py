"""`evoke train` on drawn pictures and a tiny model, through the command line in this process."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from typing import Any

import pytest

from engine.cli.command_line import main
from engine.cots.checkpoint import load_checkpoint
from engine.training.loop.run_state import STATE_NAME
from engine.training.loop.trainer import Trainer
from engine.training.runs.recipe_files import recipe_text
from tests.helpers.drawn_files import tiny_recipe

CPU = ("--set", "compute.device=cpu", "--set", "compute.threads=1")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    recipe = tiny_recipe(tmp_path)
    (tmp_path / "mine.toml").write_text("# Mine.\n" + recipe_text(recipe))
    (tmp_path / "bare.toml").write_text("[run]\nbatch_size = 8\nepochs = 1\n[objectives]\nmasked_images = 0.0\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> int:
    return main(["train", *arguments, *CPU])


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_train_list_names_the_recipes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "--list"]) == 0
    assert "small-gpu\tOne GPU" in capsys.readouterr().out
    assert main(["train", "--list", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert {"cpu", "own-captions", "paper", "small-gpu"} <= {entry["name"] for entry in document["recipes"]}


def test_train_for_a_person_tells_epochs_and_where_the_model_is(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "data" / "images" / "red-on-red.png").write_bytes(b"no picture")
    (folder / "data" / "held-out" / "red-on-red.png").write_bytes(b"no picture")
    assert run("mine.toml", "--out", "model") == 0
    printed = capsys.readouterr()
    assert "15 pictures to train on, 3 to measure on." in printed.out
    assert "epoch 2: captions that find their picture first: " in printed.out
    assert printed.out.rstrip().endswith("/model.")
    assert "Left out: red-on-red.png is not a picture of a known format." in printed.err
    assert load_checkpoint(folder / "model").summary == "Trained by the recipe mine."
    assert (folder / "runs" / "mine" / "events.jsonl").is_file()


def test_train_json_is_one_document_a_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("mine.toml", "--json", "--run", "here", "--set", "run.epochs=1") == 0
    events = lines(capsys)
    assert [event["event"] for event in events] == ["data", "step", "step", "saved", "finished", "checkpoint"]
    assert events[0] == {"event": "data", "train": 16, "held_out": 4, "skipped": []}
    assert {"loss", "contrast", "alignment", "temperature", "dropped"} <= set(events[1]["values"])
    assert events[-1]["checkpoint"] == str(folder / "here" / "checkpoint")
    assert events[-1]["measures"]["t2i_R@10"] == 100.0


def test_train_takes_its_data_and_start_from_the_options(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("bare.toml", "--json", "--data", "data", "--model", "start", "--set", "objectives.masked_texts=0") == 0
    assert lines(capsys)[-1]["event"] == "checkpoint"


def test_train_interrupted_keeps_what_was_learned_and_goes_on(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("mine.toml", "--json", "--run", "whole") == 0
    whole = lines(capsys)[-1]
    original = Trainer._one_step
    taken: list[int] = []

    def step_then_interrupt(self: Trainer, *arguments: Any) -> Any:
        report = original(self, *arguments)
        taken.append(1)
        if len(taken) == 3:
            signal.raise_signal(signal.SIGINT)
        return report

    monkeypatch.setattr(Trainer, "_one_step", step_then_interrupt)
    assert run("mine.toml", "--json", "--run", "cut") == 130
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    assert "go on with --resume" in capsys.readouterr().err
    assert (folder / "cut" / STATE_NAME).is_file()
    assert not (folder / "cut" / "checkpoint").exists()
    assert run("mine.toml", "--run", "cut") == 3
    assert "was begun before" in capsys.readouterr().err
    assert run("--resume", "--run", "cut", "--json") == 0
    resumed = lines(capsys)
    assert "resumed" in [event["event"] for event in resumed]
    assert resumed[-1]["fingerprint"] == whole["fingerprint"]


def test_train_ablation_writes_its_table_and_repeats_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "rows.toml").write_text('[[rows]]\nname = "CL"\n[[rows]]\nname = "short"\nrun = { epochs = 1 }\n')
    command = ("mine.toml", "--ablate", "rows.toml", "--seeds", "2", "--out", "docs/page.md", "--json")
    assert run(*command) == 0
    events = lines(capsys)
    assert {event["run"] for event in events[:-1]} == {
        f"{row}, seed {n}" for row in ("CL", "short") for n in (2022, 2023)
    }
    assert set(events[-1]["rows"]) == {"CL", "short"}
    page = (folder / "docs" / "page.md").read_text()
    assert "| short | " in page
    assert "`evoke train mine --ablate rows.toml --seeds 2`; seeds 2022, 2023" in page
    assert run(*command) == 0
    assert [event["event"] for event in lines(capsys)] == ["ablation"]


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        ((), 2, "RECIPE"),
        (("--resume",), 2, "--resume --run DIR"),
        (("nonsense",), 3, 'There is no recipe "nonsense"'),
        (("mine.toml", "--set", "run.epoch=3"), 2, "did you mean run.epochs?"),
        (("mine.toml", "--set", "run.epochs=0"), 3, "run.epochs is 0 but must be 1 to 10,000"),
        (("mine.toml", "--set", "run.batch_size=64"), 3, "name 16 pictures; a batch needs 64"),
        (("bare.toml", "--model", "start"), 3, "The recipe names no data."),
        (("bare.toml", "--data", "data"), 3, "random convolutions of embedded would never learn"),
        (("bare.toml", "--data", "nowhere"), 3, "no data folder"),
        (("bare.toml", "--data", "start"), 3, "holds no training data"),
        (("mine.toml", "--model", "nowhere"), 3, 'There is no model "nowhere"'),
        (("--resume", "--run", "nowhere"), 3, "There is no run in"),
        (("mine.toml", "--ablate", "none.toml"), 3, "There is no file of rows"),
    ],
)
def test_train_with_something_wrong_says_so_in_a_sentence(
    folder: Path, arguments: tuple[str, ...], code: int, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == code
    shown = " ".join(capsys.readouterr().err.replace("│", " ").split())
    assert sentence in shown
    assert not (folder / "runs" / "mine" / STATE_NAME).exists()
