"""`evoke models`: what is listed, and what is said when a library changes its model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.cli.command_line import main
from engine.errors import ModelMissing
from engine.model_records import ModelInfo
from tests.helpers.fake_library import FakeLibrary
from tests.helpers.tiny_cots import save_tiny_checkpoint


@pytest.fixture
def models(monkeypatch: pytest.MonkeyPatch) -> list[ModelInfo]:
    infos = [
        ModelInfo("embedded", Path("/models/embedded"), "f1", 60_000_000, is_current=True, embedding_dim=256),
        ModelInfo("mine", Path("/models/mine"), "f2", 1_000_000, is_current=False, embedding_dim=64, summary="Own."),
    ]
    monkeypatch.setattr("engine.cots.catalogue.list_checkpoints", lambda folder: tuple(infos))
    monkeypatch.setattr("engine.cots.catalogue.find_checkpoint", lambda model, folder: Path("/models/mine"))
    return infos


def test_models_list_json_marks_what_would_be_used(models: list[ModelInfo], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "list", "--json", "--model", "mine"]) == 0
    listed = json.loads(capsys.readouterr().out)["models"]
    assert [(info["name"], info["current"], info["dim"]) for info in listed] == [
        ("embedded", False, 256),
        ("mine", True, 64),
    ]
    assert listed[1]["summary"] == "Own."


def test_models_list_for_a_person_is_one_line_each(models: list[ModelInfo], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "list"]) == 0
    assert capsys.readouterr().out == "\tembedded\t60 MB\t\t/models/embedded\n*\tmine\t1 MB\tOwn.\t/models/mine\n"


def test_models_list_none_at_all_says_so(models: list[ModelInfo], capsys: pytest.CaptureFixture[str]) -> None:
    models.clear()
    assert main(["models", "list"]) == 0
    assert "No model is installed" in capsys.readouterr().err


def test_models_list_shows_a_model_in_use_that_lies_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("engine.cli.models_command.user_models_dir", lambda: tmp_path / "models")
    folder = save_tiny_checkpoint(tmp_path / "own" / "checkpoint", 1)
    assert main(["models", "list", "--json", "--model", str(folder)]) == 0
    current = [info for info in json.loads(capsys.readouterr().out)["models"] if info["current"]]
    assert [(info["name"], info["path"]) for info in current] == [("own/checkpoint", str(folder))]


def test_models_list_folder_without_a_model_names_the_one_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = save_tiny_checkpoint(tmp_path / "own" / "checkpoint", 1)
    assert main(["models", "list", "--model", str(folder.parent)]) == 3
    shown = capsys.readouterr().err
    assert "holds no model" in shown
    assert str(folder) in shown


def test_models_list_unknown_model_is_three(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "list", "--model", "nonsense"]) == 3
    assert "nonsense" in capsys.readouterr().err


def test_models_use_says_what_was_embedded_and_what_is_lacking(
    library: FakeLibrary, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", "use", "mine"]) == 0
    out = capsys.readouterr().out
    assert "now uses mine.\n5 photos and clips were embedded" in out
    assert "1 cannot be found with it until evoke index" in out
    assert library.opened[0][1]
    assert library.is_closed


def test_models_use_json_is_one_document(library: FakeLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "use", "mine", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "model": "mine",
        "before": "embedded",
        "embedded": 5,
        "unread": 1,
        "lacking": 1,
        "swept": 0,
    }


def test_models_rollback_without_an_earlier_one_is_three(
    library: FakeLibrary, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", "rollback"]) == 0
    assert capsys.readouterr().out == "The library now uses embedded.\n"
    library.failure = ModelMissing("This library has used no other model before.")
    assert main(["models", "rollback"]) == 3
    assert "no other model" in capsys.readouterr().err
