"""`evoke explain`: overlays on disk, their paths and grids in the document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from engine.cli.command_line import main
from tests.helpers.fake_library import FakeLibrary


def test_explain_json_is_the_contract_and_overlays_are_written(
    library: FakeLibrary, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "dog grass", "/photos/a.jpg", "--out", str(tmp_path / "maps"), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert set(document) == {"words", "score", "took_ms"}
    assert [word["word"] for word in document["words"]] == ["dog", "grass"]
    for word in document["words"]:
        assert set(word) == {"word", "contribution", "overlay", "grid"}
        assert word["grid"][1] == [0.0, 0.0, 1.0, 0.0]
        with Image.open(word["overlay"]) as overlay:
            assert (overlay.format, overlay.size) == ("PNG", (40, 30))
    assert sorted(path.name for path in (tmp_path / "maps").iterdir()) == ["a-1-dog.png", "a-2-grass.png"]


def test_explain_without_out_writes_outside_the_working_folder(
    library: FakeLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    assert main(["explain", "dog", "/photos/a.jpg"]) == 0
    overlay = Path(capsys.readouterr().out.splitlines()[-1].split("\t")[-1])
    assert overlay.is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["temporary"]


@pytest.mark.parametrize("word", ["../../etc", "a/b", "été", "*?", "x" * 300, "\udcff"])
def test_explain_any_word_gives_a_file_in_the_folder(library: FakeLibrary, tmp_path: Path, word: str) -> None:
    assert main(["explain", word, "/photos/../a b.jpg", "--out", str(tmp_path)]) == 0
    (written,) = tmp_path.iterdir()
    assert written.suffix == ".png"
    assert len(written.name) < 140


def test_explain_folder_that_cannot_be_written_is_three(
    library: FakeLibrary, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert main(["explain", "dog", "/photos/a.jpg", "--out", str(tmp_path / "file" / "maps")]) == 3
    assert "cannot be written" in capsys.readouterr().err
