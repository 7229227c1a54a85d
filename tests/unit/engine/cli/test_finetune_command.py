"""`evoke finetune`: what is asked, relayed and said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.cli.command_line import main
from engine.errors import BadData
from engine.jobs import Cancelled
from engine.model_records import FinetuneReport, FinetuneRequest, ModelSwitch
from tests.helpers.fake_library import FakeLibrary

BEFORE, AFTER = {"own_r1": 10.0, "guard_r1": 50.0}, {"own_r1": 25.5, "guard_r1": None}
SWITCH = ModelSwitch("own-1", "embedded", embedded=5, unread=2, lacking=2, swept=0)


def _report(*, accepted: bool, switched: ModelSwitch | None = None) -> FinetuneReport:
    model = "own-1" if accepted else "embedded"
    return FinetuneReport(accepted, "Said why.", BEFORE, AFTER, model, Path("/runs/1"), switched)


def test_finetune_json_relays_events_and_ends_with_the_outcome(
    library: FakeLibrary, capsys: pytest.CaptureFixture[str]
) -> None:
    library.finetuned = _report(accepted=True, switched=SWITCH)
    options = ["--recipe", "mine.toml", "--minutes", "2.5", "--guard-images", "g", "--guard-captions", "g.csv"]
    assert main(["finetune", "--json", "--no-switch", *options]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == {"event": "note", "text": "Only the projections learn."}
    assert lines[-1].items() >= {"before": BEFORE, "after": AFTER, "accepted": True, "model": "own-1"}.items()
    assert library.finetune_requests == [FinetuneRequest("mine.toml", 2.5, Path("g"), Path("g.csv"), switch=False)]


def test_finetune_for_a_person_shows_figures_and_how_to_go_back(
    library: FakeLibrary, capsys: pytest.CaptureFixture[str]
) -> None:
    library.finetuned = _report(accepted=True, switched=SWITCH)
    assert main(["finetune"]) == 0
    shown = capsys.readouterr()
    assert "own_r1\t10\t25.5\nguard_r1\t50\t\nSaid why.\n" in shown.out
    assert "now uses own-1; evoke models rollback goes back" in shown.out
    assert "2 photos and clips cannot be found" in shown.out
    assert "Only the projections learn." in shown.err


def test_finetune_not_accepted_is_no_failure(library: FakeLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    library.finetuned = _report(accepted=False)
    assert main(["finetune"]) == 0
    assert "Nothing was changed; embedded stays in use." in capsys.readouterr().out


def test_finetune_stored_but_not_used_says_how_to_use_it(
    library: FakeLibrary, capsys: pytest.CaptureFixture[str]
) -> None:
    library.finetuned = _report(accepted=True)
    assert main(["finetune", "--no-switch"]) == 0
    assert "evoke models use own-1 takes it into use" in capsys.readouterr().out


@pytest.mark.parametrize(("failure", "code"), [(BadData("Too few captions."), 3), (Cancelled(), 130)])
def test_finetune_failure_is_an_exit_code(library: FakeLibrary, failure: Exception, code: int) -> None:
    library.failure = failure
    assert main(["finetune"]) == code
    assert library.is_closed
