"""`evoke doctor`: all rounds in one document or table."""

from __future__ import annotations

import json

import pytest

from engine.cli import decoder_checks, machine_checks
from engine.cli.command_line import main
from engine.library_records import Check

ROUNDS = ("python", "qt", "sqlite", "hnswlib", "device", "model", "library", "disk", "watching")


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> dict[str, Check]:
    """What each round finds; change it before the command runs."""
    checks = {name: Check(name.title(), True, "works") for name in (*ROUNDS, "decoders")}
    for name in ROUNDS:
        monkeypatch.setattr(machine_checks, f"check_{name}", lambda *given, name=name: (checks[name],))
    monkeypatch.setattr(decoder_checks, "check_decoders", lambda config: (checks["decoders"],))
    return checks


def test_doctor_all_well_says_so(found: dict[str, Check], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "Everything works."
    assert len(lines) == len(found) + 1


def test_doctor_json_is_one_document(found: dict[str, Check], capsys: pytest.CaptureFixture[str]) -> None:
    found["disk"] = Check("Disk", False, "full", "Make room.")
    assert main(["doctor", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["ok"] is False
    assert {"name": "Disk", "ok": False, "detail": "full", "hint": "Make room."} in document["checks"]
    assert len(document["checks"]) == len(found)


def test_doctor_failure_is_counted(found: dict[str, Check], capsys: pytest.CaptureFixture[str]) -> None:
    found["model"] = Check("Model", False, "none", "Get one.")
    main(["doctor"])
    shown = capsys.readouterr().out
    assert "FAILS\tModel\tnone\tGet one." in shown
    assert f"1 of {len(found)} checks fail." in shown
