"""From photos and a table of captions to a model of one's own, and back, over the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.cli.command_line import main
from engine.library import fine_tuning, training_process
from tests.helpers.fake_training import fake_training_command
from tests.helpers.media import draw_photo
from tests.helpers.tiny_cots import save_tiny_checkpoint

_COUNT = 22


@pytest.fixture
def options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A library of captioned photos, and a model that a training which is a fake comes up with."""
    monkeypatch.setattr("engine.user_settings.user_models_dir", lambda: tmp_path / "models")
    monkeypatch.setattr("engine.library.facade.user_models_dir", lambda: tmp_path / "models")
    monkeypatch.setattr("engine.cli.models_command.user_models_dir", lambda: tmp_path / "models")
    save_tiny_checkpoint(tmp_path / "models" / "first", seed=1)
    save_tiny_checkpoint(tmp_path / "made", seed=3)
    monkeypatch.setattr(fine_tuning, "TRAINING_COMMAND", fake_training_command("accept", tmp_path / "made"))
    rows = ["path,caption"]
    for number in range(_COUNT):
        path = draw_photo(tmp_path / "photos" / f"{number}.png", (10 * number, 120, 60))
        rows.append(f"photos/{path.name},picture number {number}")
    (tmp_path / "captions.csv").write_text("\n".join(rows))
    options = ["--library", str(tmp_path / "library"), "--json", "--set", "decoding.workers=1"]
    assert main(["index", str(tmp_path / "photos"), *options]) == 0
    assert main(["captions", "import", str(tmp_path / "captions.csv"), *options]) == 0
    return options


def _current(options: list[str], capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert main(["models", "list", *options]) == 0
    return [info["name"] for info in json.loads(capsys.readouterr().out)["models"] if info["current"]]


def test_finetune_then_search_then_rollback(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["finetune", *options]) == 0
    outcome = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert outcome["accepted"] is True
    assert outcome["before"] == {"own_r1": 10.0, "guard_r1": 50.0}
    assert _current(options, capsys) == [outcome["model"]]
    assert main(["search", "a red dog", *options]) == 0
    assert len(json.loads(capsys.readouterr().out)["hits"]) == _COUNT
    assert main(["models", "rollback", *options]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "model": "first",
        "before": outcome["model"],
        "embedded": 0,
        "unread": 0,
        "lacking": 0,
        "swept": 0,
    }
    assert _current(options, capsys) == ["first"]


def test_finetune_with_the_real_training_ends_with_a_verdict(
    options: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fine_tuning, "TRAINING_COMMAND", training_process.TRAINING_COMMAND)
    capsys.readouterr()
    assert main(["finetune", "--minutes", "0.2", "--set", "compute.device=cpu", *options]) == 0
    outcome = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert outcome["reason"].endswith(".")
    assert outcome["before"].keys() == outcome["after"].keys() != set()
    in_force = _current(options, capsys)
    assert in_force == [outcome["model"]]
    assert outcome["accepted"] == (in_force != ["first"])
