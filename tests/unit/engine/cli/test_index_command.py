"""`evoke index`: paths, the report in both forms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.cli.command_line import main
from engine.library_records import FileProblem
from tests.helpers.fake_library import FakeLibrary

PROBLEM = FileProblem(Path("/photos/bad.jpg"), "unreadable", "bad.jpg is not a picture of a known format.")


def test_index_json_is_the_contract(library: FakeLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    library.problems = (PROBLEM,)
    assert main(["index", "/photos", "/clips/b.mp4", "--json"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert json.loads(printed.out) == {
        "seen": 3,
        "embedded": 2,
        "reused": 1,
        "removed": 0,
        "problems": [{"path": "/photos/bad.jpg", "code": "unreadable", "text": PROBLEM.text}],
        "photos": 2,
        "clips": 1,
        "frames": 9,
        "seconds": 0.25,
    }
    assert library.indexed == [(Path("/photos"), Path("/clips/b.mp4"))]
    assert library.opened[0][1] is True
    assert library.is_closed


def test_index_relative_path_is_made_absolute(
    library: FakeLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    main(["index", "holiday"])
    assert library.indexed == [(tmp_path / "holiday",)]


def test_index_forgets_missing_files_only_when_told(library: FakeLibrary) -> None:
    assert main(["index"]) == 0
    assert not library.forgot_missing
    assert main(["index", "--forget-missing"]) == 0
    assert library.forgot_missing


def test_index_no_path_means_every_folder(library: FakeLibrary) -> None:
    assert main(["index"]) == 0
    assert library.indexed == [()]


def test_index_for_a_person_counts_and_names_problems(library: FakeLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    library.problems = (PROBLEM,)
    assert main(["index", "/photos"]) == 0
    shown = capsys.readouterr().out
    assert "2 embedded, 1 known, 0 gone" in shown
    assert "2 photos, 1 clips, 9 pictures" in shown
    assert "/photos/bad.jpg\tbad.jpg is not a picture of a known format." in shown
