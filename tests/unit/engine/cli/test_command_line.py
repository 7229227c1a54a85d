"""Exit codes: 0 done, 2 wrong usage, 3 the world's fault in one sentence, 130 cancelled."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.cli.command_line import main
from engine.errors import DiskFull, ModelMissing, StoreLocked
from engine.jobs import Cancelled
from tests.helpers.fake_library import FakeLibrary

COMMANDS = (
    ["index", "search", "explain", "watch", "verify", "doctor", "demo", "eval"]
    + [f"eval {name}" for name in ("retrieval", "zeroshot", "pointing", "moments")]
    + ["models", "models list"]
)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_command_line_help_of_every_command_is_zero(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command.split(), "--help"]) == 0
    assert "Usage: evoke" in capsys.readouterr().out


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in {"eval", "models"}])
def test_command_line_every_command_takes_the_common_options(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    main([*command.split(), "--help"])
    shown = capsys.readouterr().out
    assert all(option in shown for option in ("--library", "--model", "--json", "--set"))


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["fly"],
        ["index", "--fast"],
        ["search"],
        ["search", "a dog", "--limit", "0"],
        ["search", "a dog", "--limit", "many"],
        ["search", "a dog", "--type", "sound"],
        ["search", "a dog", "--after", "yesterday"],
        ["search", "a dog", "--before", "2024-13-01"],
        ["search", "a dog", "a cat"],
        ["search", "a dog", "--set", "search.limit"],
        ["search", "a dog", "--set", "search.colour=3"],
        ["search", "a dog", "--set", "search.limit=[3"],
        ["explain", "a dog"],
        ["explain", "a dog", "a.jpg", "--at", "-1"],
        ["eval", "retrieval", "--images", "x.tar"],
        ["eval", "beauty"],
        ["models", "paint"],
    ],
)
def test_command_line_wrong_usage_is_two(
    arguments: list[str], library: FakeLibrary, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.err if arguments else printed.out
    assert library.requests == []


def test_command_line_world_at_fault_is_three_and_one_sentence(
    library: FakeLibrary, capsys: pytest.CaptureFixture[str]
) -> None:
    library.failure = StoreLocked("The window is using this library.", hint="Close it first.")
    assert main(["index", "/photos", "--json"]) == 3
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "evoke: The window is using this library. Close it first.\n"
    assert library.is_closed


def test_command_line_markup_and_control_characters_in_a_message_are_harmless(
    library: FakeLibrary, capsys: pytest.CaptureFixture[str]
) -> None:
    library.failure = ModelMissing("There is no [red]model[/red] \x1b[31mx\udcff.")
    assert main(["search", "a dog"]) == 3
    assert capsys.readouterr().err == "evoke: There is no [red]model[/red] \\x1b[31mx\\xff.\n"


@pytest.mark.parametrize("failure", [Cancelled(), KeyboardInterrupt()])
def test_command_line_cancelled_is_130(
    failure: BaseException, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*arguments: object, **named: object) -> None:
        raise failure

    monkeypatch.setattr(FakeLibrary, "search", stop)
    assert main(["search", "a dog"]) == 130
    assert capsys.readouterr().out == ""


def test_command_line_bug_is_not_hidden(library: FakeLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeLibrary, "search", lambda *arguments, **named: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        main(["search", "a dog"])


def test_command_line_version_is_the_installed_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("evoke 0.")


def test_command_line_unusable_settings_file_is_three(
    library: FakeLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("[search]\nlimit = 'ten'\n")
    monkeypatch.setattr("engine.user_settings.user_settings_path", lambda: settings)
    assert main(["search", "a dog"]) == 3
    assert "search.limit" in capsys.readouterr().err


def test_command_line_disk_full_while_writing_is_three(
    library: FakeLibrary, capsys: pytest.CaptureFixture[str]
) -> None:
    library.failure = DiskFull("The disk is full.")
    assert main(["verify", "--repair"]) == 3
    assert capsys.readouterr().err == "evoke: The disk is full.\n"
