"""`evoke train-tokenizer`: what it asks for and what it prints, without training."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.cli.command_line import main
from engine.errors import BadData
from engine.jobs import Cancelled, CancelToken
from engine.training.loop.run_events import TrainEvent
from engine.training.tokens.tokenizer_training import TokenizerOptions, TokenizerReport

FIGURES = {"used_56": 0.5, "perplexity_56": 300.25, "psnr_db_56": 20.5}
REPORT = TokenizerReport(90, 10, ("a.txt is no picture.",), 700_000, 1024, 30, 12.5, FIGURES)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[TokenizerOptions]:
    """The options that training was asked for with; training itself is left out."""
    options_asked: list[TokenizerOptions] = []

    def train(options: TokenizerOptions, *, cancel: CancelToken, listen: object, **rest: object) -> TokenizerReport:
        assert callable(listen)
        assert not cancel.is_cancelled
        listen(TrainEvent("step", 0, 1, {"pixels": 1.0}, 1.0, 2.0))
        listen(TrainEvent("finished", 1, 30, {}, 1.0, 0.0))
        options_asked.append(options)
        return REPORT

    monkeypatch.setattr("engine.training.tokens.tokenizer_training.train_visual_tokens", train)
    return options_asked


def test_train_tokenizer_json_is_one_document_with_usage_and_error(
    asked: list[TokenizerOptions], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["train-tokenizer", "--images", "a.tar", "--images", "b", "--out", str(tmp_path), "--steps", "30"]
    assert main([*arguments, "--json"]) == 0
    printed = capsys.readouterr()
    document = json.loads(printed.out)
    assert printed.err == ""
    assert document["figures"] == FIGURES
    assert (document["seconds"], document["steps"], document["pictures"]) == (12.5, 30, 90)
    assert document["picture"] == str(tmp_path / "report.png")
    (options,) = asked
    assert (options.images, options.held_out_images, options.resume) == ("a.tar,b", "", False)
    assert (options.plan.steps, options.out) == (30, tmp_path)


def test_train_tokenizer_for_a_person_names_figures_and_what_was_left_out(
    asked: list[TokenizerOptions], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["train-tokenizer", "--images", "a", "--held-out", "c", "--out", str(tmp_path), "--resume"]
    assert main(arguments) == 0
    printed = capsys.readouterr()
    assert "codes used at 56 px\t50.0 %" in printed.out
    assert "used_56" not in printed.out
    assert "Trained on 90 pictures in 12 s, measured on 10 others." in printed.out
    assert "Left out: a.txt is no picture." in printed.err
    assert (asked[0].held_out_images, asked[0].resume, asked[0].plan.steps) == ("c", True, 2000)


def test_train_tokenizer_without_pictures_says_so_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def train(options: TokenizerOptions, **rest: object) -> TokenizerReport:
        raise BadData("There is no picture.")

    monkeypatch.setattr("engine.training.tokens.tokenizer_training.train_visual_tokens", train)
    assert main(["train-tokenizer", "--images", "a", "--out", str(tmp_path)]) == 3
    assert capsys.readouterr().err == "evoke: There is no picture.\n"


@pytest.mark.parametrize("arguments", [[], ["--images", "a"], ["--images", "a", "--out", "b", "--steps", "0"]])
def test_train_tokenizer_used_wrongly_is_exit_code_two(arguments: list[str]) -> None:
    assert main(["train-tokenizer", *arguments]) == 2


def test_train_tokenizer_into_a_folder_with_a_run_is_refused(
    asked: list[TokenizerOptions], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "state.safetensors").write_bytes(b"")
    arguments = ["train-tokenizer", "--images", "a", "--out", str(tmp_path)]
    assert main(arguments) == 3
    assert "--resume" in capsys.readouterr().err
    assert asked == []
    assert main([*arguments, "--resume"]) == 0


def test_train_tokenizer_interrupted_says_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def train(options: TokenizerOptions, **rest: object) -> TokenizerReport:
        (options.out / "run").mkdir()
        (options.out / "run" / "state.safetensors").write_bytes(b"")
        raise Cancelled

    monkeypatch.setattr("engine.training.tokens.tokenizer_training.train_visual_tokens", train)
    assert main(["train-tokenizer", "--images", "a", "--out", str(tmp_path), "--steps", "50"]) == 130
    assert "--steps 50 and --resume" in capsys.readouterr().err
