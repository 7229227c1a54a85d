"""`evoke verify`: sound, broken and repaired libraries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.cli import verify_command
from engine.cli.command_line import main
from engine.library_records import Finding
from tests.helpers.fake_library import FakeLibrary

BROKEN = Finding("index-damaged", "The index does not match.", Path("/library/index"))
REPAIRED = Finding("thumbnail-missing", "A thumbnail was missing.", None, is_repaired=True)


@pytest.mark.parametrize(("findings", "is_ok"), [((), True), ((REPAIRED,), True), ((REPAIRED, BROKEN), False)])
def test_verify_json_is_the_contract(
    library: FakeLibrary, capsys: pytest.CaptureFixture[str], findings: tuple[Finding, ...], is_ok: bool
) -> None:
    library.findings = findings
    assert main(["verify", "--json"]) == (0 if is_ok else 3)
    document = json.loads(capsys.readouterr().out)
    assert document["ok"] is is_ok
    assert [finding["code"] for finding in document["findings"]] == [finding.code for finding in findings]
    assert library.opened[0][1] is False


def test_verify_repair_opens_for_writing(library: FakeLibrary) -> None:
    assert main(["verify", "--repair"]) == 0
    assert library.opened[0][1] is True


def test_verify_broken_library_says_what_to_do(library: FakeLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    library.findings = (BROKEN, REPAIRED)
    assert main(["verify"]) == 3
    shown, told = capsys.readouterr()
    assert "broken\tThe index does not match.\t/library/index" in shown
    assert "repaired\tA thumbnail was missing.\t" in shown
    assert "1 of the library's promises is not kept. Run evoke verify --repair" in told


def test_verify_sound_library_says_so(library: FakeLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    main(["verify"])
    assert capsys.readouterr().out == "The library is sound.\n"


def test_verify_with_little_time_says_that_it_goes_on(
    library: FakeLibrary, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    yielded: list[bool] = []
    monkeypatch.setattr(verify_command, "lower_priority", lambda: yielded.append(True))
    assert main(["verify", "--minutes", "5"]) == 0
    assert "goes on from there" in capsys.readouterr().out
    assert main(["verify", "--minutes", "5", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "complete": False, "findings": []}
    assert yielded == [True, True]


def test_verify_repairs_without_a_limit_of_time(library: FakeLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--minutes", "5", "--repair"]) == 2
    assert "a repair takes the time it needs" in capsys.readouterr().err
