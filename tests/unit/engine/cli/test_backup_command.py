"""`evoke backup` and `evoke restore`, on a real database and without any model."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from engine.cli.command_line import main
from engine.store import Store
from engine.store.captions_table import CaptionRecord

CAPTION = CaptionRecord("hash", None, "Rex", datetime(2024, 5, 6))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "library") as store, store.write() as tx:
        store.captions.add(tx, [CAPTION])
    return tmp_path / "library"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert main([*arguments, "--json"]) == 0
    return dict(json.loads(capsys.readouterr().out))


def test_backup_then_restore_elsewhere(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, other = tmp_path / "backup", tmp_path / "other"
    written = run(capsys, "backup", str(folder), "--library", str(library), "--model", "one-that-is-gone")
    assert written["folder"] == str(folder)
    assert {"captions.csv", "evoke.db"} <= {path.name for path in folder.iterdir()}
    restored = run(capsys, "restore", str(folder), "--library", str(other))
    assert restored == {"library": str(other), "replaced": None, "own_rows": 0}
    with Store.open(other, read_only=True) as store:
        assert store.captions.all() == (CAPTION,)


def test_backup_of_own_data_is_merged(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "backup", str(tmp_path / "own"), "--own", "--library", str(library))
    merged = run(capsys, "restore", str(tmp_path / "own"), "--own", "--library", str(tmp_path / "other"))
    assert merged["own_rows"] == 1


def test_backup_and_restore_for_a_person(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", str(tmp_path / "backup"), "--library", str(library)]) == 0
    assert f"in {tmp_path / 'backup'}." in capsys.readouterr().out
    assert main(["restore", str(tmp_path / "backup"), "--library", str(library)]) == 0
    assert "is kept as evoke-before-" in capsys.readouterr().out
    assert main(["restore", str(tmp_path / "backup"), "--own", "--library", str(library)]) == 0
    assert "0 rows of your own data" in capsys.readouterr().out


def test_restore_of_nothing_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restore", str(tmp_path), "--library", str(tmp_path / "library")]) == 3
    assert "is no backup" in capsys.readouterr().err


def test_move_leaves_a_note_that_every_command_follows(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "disk" / "Evoke"
    moved = run(capsys, "move", str(target), "--library", str(library))
    assert (moved["library"], moved["old_copy"]) == (str(target), str(library))
    written = run(capsys, "backup", str(tmp_path / "backup"), "--library", str(library))
    assert written["folder"] == str(tmp_path / "backup")
    with Store.open(target, read_only=True) as store:
        assert store.captions.all() == (CAPTION,)
    assert main(["move", str(target), "--library", str(library)]) == 3
    assert "one lies in the other" in capsys.readouterr().err
