"""`evoke models fetch` as a person meets it, against a hub of our own on 127.0.0.1."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from huggingface_hub.utils import close_session

from engine.cli.command_line import main
from engine.cots.hub_catalogue import CATALOGUE
from tests.helpers.hub_models import save_hub_model
from tests.helpers.hub_server import REVISION, HubServer, running_hub

pytestmark = pytest.mark.loopback

REPO = "somebody/tiny-siglip"


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    save_hub_model(tmp_path / "repo", "siglip")
    monkeypatch.setattr("engine.cli.fetch_command.user_models_dir", lambda: tmp_path / "models")
    monkeypatch.setattr("engine.cli.models_command.user_models_dir", lambda: tmp_path / "models")
    with running_hub(HubServer({REPO: tmp_path / "repo"})) as running:
        monkeypatch.setenv("HF_ENDPOINT", running.url)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
        close_session()
        yield running
        close_session()


def answered(monkeypatch: pytest.MonkeyPatch, answer: bool) -> list[str]:
    asked: list[str] = []

    def confirm(text: str, *, err: bool) -> bool:
        asked.append(text)
        return answer

    monkeypatch.setattr("engine.cli.fetch_command.sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("engine.cli.fetch_command.typer.confirm", confirm)
    return asked


def test_fetch_shows_size_and_licence_asks_and_lists_the_model(
    hub: HubServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.licence = "cc-by-4.0"
    asked = answered(monkeypatch, True)
    assert main(["models", "fetch", REPO]) == 0
    shown = capsys.readouterr()
    assert len(asked) == 1
    assert f"{REPO} at {REVISION[:12]}: 0 MB." in shown.err
    assert "Licence: cc-by-4.0." in shown.err
    assert "tiny-siglip is now in" in shown.out
    assert main(["models", "list", "--json"]) == 0
    listed = {info["name"]: info for info in json.loads(capsys.readouterr().out)["models"]}
    assert listed["tiny-siglip"]["summary"] == f"{REPO} from the hub"


def test_fetch_declined_fetches_nothing(hub: HubServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answered(monkeypatch, False)
    assert main(["models", "fetch", REPO]) == 130
    assert not any("/resolve/" in path for path, _ in hub.asked)
    assert not (tmp_path / "models").exists()


def test_fetch_with_nobody_to_ask_is_wrong_usage(
    hub: HubServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("engine.cli.fetch_command.sys.stdin.isatty", lambda: False, raising=False)
    assert main(["models", "fetch", REPO]) == 2
    assert "--yes" in capsys.readouterr().err
    assert not any("/resolve/" in path for path, _ in hub.asked)


def test_fetch_json_says_what_was_fetched_and_the_second_time_that_it_was_there(
    hub: HubServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", "fetch", REPO, "--revision", REVISION, "--yes", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)
    assert (first["name"], first["repo"], first["revision"]) == ("tiny-siglip", REPO, REVISION)
    assert (first["fetched"], first["path"]) == (True, str(tmp_path / "models" / "tiny-siglip"))
    assert main(["models", "fetch", REPO, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == first | {"fetched": False}


def test_fetch_offline_is_three_with_one_sentence(
    hub: HubServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    assert main(["models", "fetch", "siglip-b-16", "--yes"]) == 3
    assert capsys.readouterr().err == "evoke: No model can be fetched while HF_HUB_OFFLINE is set.\n"
    assert hub.asked == []


def test_fetch_of_a_folder_imports_it_without_the_network(
    hub: HubServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "My Tiny CLIP"
    save_hub_model(folder, "clip")
    assert main(["models", "fetch", str(folder)]) == 0
    assert "my-tiny-clip is now in" in capsys.readouterr().out
    assert hub.asked == []
    assert main(["models", "list", "--json"]) == 0
    assert "my-tiny-clip" in [info["name"] for info in json.loads(capsys.readouterr().out)["models"]]
    assert main(["models", "fetch", str(folder)]) == 3
    assert "another model called my-tiny-clip" in capsys.readouterr().err


def test_fetch_of_a_folder_that_will_not_do_leaves_nothing_behind(
    hub: HubServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save_hub_model(tmp_path / "bad", "clip")
    (tmp_path / "bad" / "tokenizer.json").write_text("{}")
    assert main(["models", "fetch", str(tmp_path / "bad"), "--json"]) == 3
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("tokenizer is damaged")) == ("", 1)
    assert not [path for path in (tmp_path / "models").rglob("*") if path.is_file() and path.suffix != ".lock"]


def test_fetch_of_a_folder_with_a_link_to_nowhere_is_a_sentence(
    hub: HubServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "config.json").write_text('{"model_type": "clip"}')
    (tmp_path / "m" / "model.safetensors").symlink_to(tmp_path / "blob that was deleted")
    assert main(["models", "fetch", str(tmp_path / "m")]) == 3
    assert "There is no" in capsys.readouterr().err


def test_fetch_unknown_name_is_three(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "fetch", "nonsense", "--yes"]) == 3
    assert 'no public model "nonsense"' in capsys.readouterr().err


def test_fetch_of_nothing_lists_the_public_models_without_the_network(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "fetch"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in lines] == [model.name for model in CATALOGUE]
    assert main(["models", "fetch", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["public_models"]
    assert [model["repo"] for model in listed] == [model.repo for model in CATALOGUE]
