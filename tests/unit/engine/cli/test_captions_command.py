"""`evoke captions` over a real library of a photo and a clip."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.cli.command_line import main
from engine.cli.common_options import CommonOptions
from engine.config import Config
from engine.library import Library
from engine.setting_fields import override
from engine.training.data.pair_manifest import read_manifest
from tests.helpers.fakes import FakeEncoder
from tests.helpers.media import draw_photo


@pytest.fixture
def photo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    config = override(Config(), {"decoding": {"workers": 1}})

    def open_library(self: CommonOptions, *, writes: bool) -> Library:
        return Library.open(tmp_path / "library", config, encoder=FakeEncoder(), writes=writes)

    monkeypatch.setattr(CommonOptions, "open_library", open_library)
    path = draw_photo(tmp_path / "photos" / "a.jpg")
    with open_library(CommonOptions(), writes=True) as library:
        library.index([path.parent])
    return path


def test_captions_add_list_and_remove(photo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["captions", "add", str(photo), "my dog", "--json"]) == 0
    added = json.loads(capsys.readouterr().out)
    assert added == {"added": 1, "known": 0, "removed": 0, "captions": 1, "pictures": 1, "without_file": 0}
    assert main(["captions", "list", "--json"]) == 0
    (listed,) = json.loads(capsys.readouterr().out)["captions"]
    assert (listed["path"], listed["text"], listed["time_s"]) == (str(photo), "my dog", None)
    assert main(["captions", "list"]) == 0
    assert capsys.readouterr().out == f"{photo}\t\tmy dog\n"
    assert main(["captions", "remove", str(photo)]) == 0
    assert capsys.readouterr().out == "1 removed; now 0 captions of 0 photos and clips.\n"


def test_captions_export_to_standard_output_and_import(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["captions", "add", str(photo), "=my dog"]) == 0
    capsys.readouterr()
    assert main(["captions", "export", "-"]) == 0
    page = capsys.readouterr().out
    assert page == f"path,caption,at_s,until_s\n{photo},'=my dog,,\n"
    table = tmp_path / "t.csv"
    table.write_text(page)
    assert main(["captions", "import", str(table), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["known"] == 1
    assert main(["captions", "export", str(tmp_path / "u.csv")]) == 0
    assert (tmp_path / "u.csv").read_text() == page


def test_captions_import_of_a_bad_row_is_three_and_imports_nothing(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f"path,caption\n{photo},a dog\n{photo}x.jpg,a dog\n")
    assert main(["captions", "import", str(table)]) == 3
    assert "Row 3: There is no file" in capsys.readouterr().err
    assert main(["captions", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"captions": []}


def test_captions_export_pictures_counts_and_names(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = tmp_path / "pairs"
    assert main(["captions", "export-pictures", str(pairs)]) == 3
    assert "No captioned photo or clip can be read now." in capsys.readouterr().err
    assert main(["captions", "add", str(photo), "my dog"]) == 0
    capsys.readouterr()
    assert main(["captions", "export-pictures", str(pairs), "--size", "24"]) == 0
    assert capsys.readouterr().out == f"Wrote 1 pictures of 24 px with 1 captions to {pairs}.\n"
    assert main(["captions", "export-pictures", str(pairs), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["pictures"], document["captions"], document["unread"]) == (1, 1, [])
    assert document["folder"] == str(pairs)
    assert read_manifest(pairs).data.names == (str(photo),)
    assert main(["captions", "export-pictures", str(photo.parent / "pairs")]) == 3
    assert "where nothing is written" in capsys.readouterr().err


def test_captions_suggest_lists_what_has_none(photo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["captions", "suggest", "--json"]) == 0
    suggested = json.loads(capsys.readouterr().out)["paths"]
    assert str(photo) in suggested
    for path in suggested:
        assert main(["captions", "add", path, "seen"]) == 0
    capsys.readouterr()
    assert main(["captions", "suggest"]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "nothing without a caption" in printed.err
    assert main(["captions", "suggest", "--limit", "0"]) == 3


def test_captions_collect_from_a_table_of_another_program(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "other.csv"
    table.write_bytes("File Name;Description\na.jpg;Gro\u00dfmutter\ngone.jpg;x\n".encode("cp1252"))
    assert main(["captions", "collect", str(table), "--dry-run"]) == 0
    told = capsys.readouterr()
    assert told.out == "1 would be added, for 1 photos and clips; 0 there already, 1 left out.\n"
    assert "Row 3: gone.jpg is not in the library." in told.err
    assert main(["captions", "collect", str(table), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["added"], figures["missing"], figures["problems"][0]["place"]) == (1, 1, "Row 3")
    assert main(["captions", "list"]) == 0
    assert "Gro\u00dfmutter" in capsys.readouterr().out
    table.write_text("was;wo\nx;y\n")
    assert main(["captions", "collect", str(table)]) == 0
    assert "Call them path and caption" in capsys.readouterr().err


def test_captions_collect_and_write_texts_beside_pictures(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo.with_suffix(".txt").write_text("my dog\nat the lake\n", encoding="utf-8")
    assert main(["captions", "collect", "--texts"]) == 0
    assert capsys.readouterr().out.startswith("2 added, for 1 photos and clips")
    assert main(["captions", "export-sidecars", "--beside", "--kind", "xmp", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["written"] == 1
    assert "my dog" in photo.with_name("a.jpg.xmp").read_text(encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    assert main(["captions", "export-sidecars", str(out)]) == 0
    assert capsys.readouterr().out == "Wrote 1 files; 0 were there already and stayed as they were.\n"


@pytest.mark.parametrize("words", [["collect"], ["collect", "--texts", "--descriptions"], ["export-sidecars"]])
def test_captions_exchange_without_a_source_or_target_is_wrong_usage(
    photo: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["captions", *words]) == 2
    assert "Give a" in capsys.readouterr().err
