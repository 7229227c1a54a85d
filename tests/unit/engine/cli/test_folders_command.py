"""`evoke folders`: what is watched, and taking it out."""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from engine.cli.command_line import main
from engine.cli.folders_command import state_of
from engine.config import Config
from engine.library import Library
from engine.library_records import FolderState
from engine.records import FolderId
from tests.helpers.fake_library import FakeLibrary
from tests.helpers.fakes import FakeEncoder
from tests.helpers.media import draw_photo

FOLDER = FolderState(FolderId(1), Path("/photos"), 3, 1, 0, is_online=True, indexed_at=datetime(2024, 5, 6))


def test_folders_list_json_names_each_with_its_state(library: FakeLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    library.folders = (Path("/photos"),)
    assert main(["folders", "list", "--json"]) == 0
    (folder,) = json.loads(capsys.readouterr().out)
    assert folder == {
        "path": "/photos",
        "photos": 1,
        "clips": 0,
        "problems": 0,
        "online": True,
        "held": 0,
        "paused": False,
        "patterns": [],
        "left_out": 0,
        "indexed_at": None,
    }
    assert library.opened[0][1] is False


def test_folders_list_for_a_person_says_how_each_is(library: FakeLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    library.folders = (Path("/photos"),)
    assert main(["folders", "list"]) == 0
    assert capsys.readouterr().out == "/photos\t1\t0\tnot indexed yet\n"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "there"),
        ({"is_online": False, "held": 3}, "away; what is known of it is kept"),
        ({"held": 1}, "1 file gone all at once and kept; evoke index --forget-missing forgets them"),
        ({"indexed_at": None}, "not indexed yet"),
        ({"is_paused": True}, "at rest"),
    ],
)
def test_state_of_a_folder_in_words(changes: dict[str, bool | int | None], expected: str) -> None:
    assert state_of(dataclasses.replace(FOLDER, **changes)) == expected  # type: ignore[arg-type]  # of a table


def test_folders_remove_takes_out_each_once(library: FakeLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    library.folders = (Path("/photos"), Path("/clips"))
    assert main(["folders", "remove", "/clips", "/clips", "--json"]) == 0
    assert library.removed_folders == [FolderId(1)]
    assert json.loads(capsys.readouterr().out) == {"removed": ["/clips"]}


def test_folders_remove_unknown_removes_nothing(library: FakeLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    library.folders = (Path("/photos"),)
    assert main(["folders", "remove", "/photos", "/nowhere"]) == 3
    assert library.removed_folders == []
    assert "/nowhere is no folder of the library" in capsys.readouterr().err


def test_folders_pause_leave_out_and_resume_one_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    photos = draw_photo(tmp_path / "photos" / "red.jpg", "red").parent
    real_open = Library.open
    monkeypatch.setattr(
        Library,
        "open",
        lambda folder, config, **given: real_open(
            folder, config, **(given | {"encoder": FakeEncoder(), "model": "auto"})
        ),
    )
    common = ["--library", str(tmp_path / "library"), "--json"]

    def run(*arguments: str) -> Any:
        assert main([*arguments, *common]) == 0
        return json.loads(capsys.readouterr().out)

    with real_open(tmp_path / "library", Config(), encoder=FakeEncoder()) as library:
        library.add_folder(photos)
    assert run("folders", "pause", str(photos)) == {"paused": [str(photos)]}
    assert run("folders", "list")[0]["paused"]
    assert run("folders", "resume", str(photos)) == {"resumed": [str(photos)]}
    assert run("folders", "leave-out", "*.jpg", "--folder", str(photos)) == {"hidden": 0, "shown": 0}
    assert run("folders", "leave-out", "--folder", str(photos)) == {"patterns": ["*.jpg"]}
    assert run("folders", "leave-out") == {"patterns": []}
    assert main(["folders", "leave-out", "[x", *common]) == 3
    assert "a [ has no ]" in capsys.readouterr().err
