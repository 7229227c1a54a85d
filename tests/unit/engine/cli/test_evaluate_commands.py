"""`evoke eval`: the documents of all four measures, on drawn data and a fake encoder or library."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from engine.cli.command_line import main
from engine.cli.common_options import CommonOptions
from engine.records import MediaId, MediaKind, Moment, SearchHit
from tests.helpers.fake_library import FakeLibrary
from tests.helpers.fakes import COLOURS, FakeEncoder


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> FakeEncoder:
    fake = FakeEncoder()
    monkeypatch.setattr(CommonOptions, "load_encoder", lambda self: fake)
    return fake


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in ("red", "green", "blue"):
        Image.new("RGB", (24, 24), COLOURS[name]).save(folder / f"{name}.png")
    return folder


def table(path: Path, *lines: str) -> str:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def run_json(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    assert main([*arguments, "--json"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    document: dict[str, object] = json.loads(printed.out)
    return document


def test_eval_retrieval_json_is_the_contract(
    encoder: FakeEncoder, pictures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    captions = table(tmp_path / "c.csv", "image,caption", "red.png,red", "green.png,green", "blue.png,blue red")
    document = run_json(["eval", "retrieval", "--images", str(pictures), "--captions", captions], capsys)
    assert set(document) == {"t2i", "i2t", "images", "captions", "model", "seconds"}
    assert set(document["t2i"]) == set(document["i2t"]) == {"R@1", "R@5", "R@10", "MedR"}  # type: ignore[call-overload]  # a JSON object
    assert (document["images"], document["captions"], document["model"]) == (3, 3, "fake")


def test_eval_zeroshot_json_is_the_contract(
    encoder: FakeEncoder, pictures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = table(tmp_path / "l.csv", "image,label", "red.png,red", "green.png,green", "blue.png,blue")
    document = run_json(["eval", "zeroshot", "--images", str(pictures), "--labels", labels], capsys)
    assert document["top1"] == document["top5"] == 100.0
    assert (document["labels"], document["images"]) == (3, 3)


def test_eval_moments_json_is_the_contract_and_asks_for_every_clip(
    library: FakeLibrary, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    videos = tmp_path / "clips"
    videos.mkdir()
    hits = []
    for number, name in enumerate(("a.mp4", "b.mp4")):
        (videos / name).touch()
        moments = (Moment(0.0, 2.0, 1.0, 0.5 - number / 10),)
        hits.append(SearchHit(MediaId(number), videos / name, MediaKind.VIDEO, 0.5 - number / 10, moments))
    library.hits = hits
    truth = table(tmp_path / "t.csv", "video,start_s,end_s,caption", "a.mp4,0,2,red", "b.mp4,0,2,blue")
    document = run_json(["eval", "moments", "--videos", str(videos), "--truth", truth], capsys)
    assert document["t2v"] == {"R@1": 50.0, "R@5": 100.0, "R@10": 100.0}
    assert (document["moment_hit@1"], document["R@1,IoU=0.5"]) == (50.0, 50.0)
    assert (document["clips"], document["queries"], document["model"]) == (2, 2, "fake")
    assert [request.query for request in library.requests] == ["red", "blue"]
    assert {(request.limit, request.kind, request.folder) for request in library.requests} == {
        (2, MediaKind.VIDEO, videos)
    }


def test_eval_moments_leaves_the_persons_library_alone(library: FakeLibrary, tmp_path: Path) -> None:
    (tmp_path / "a.mp4").touch()
    truth = table(tmp_path / "t.csv", "video,start_s,end_s,caption", "a.mp4,0,2,red")
    command = ["eval", "moments", "--videos", str(tmp_path), "--truth", truth, "--json"]
    assert main(command) == 0
    assert main([*command, "--library", str(tmp_path / "mine")]) == 0
    temporary, beside = (options.library_dir for options, _ in library.opened)
    assert not temporary.exists()
    assert beside == tmp_path / "mine-evaluation"


def test_eval_pointing_json_is_the_contract(
    encoder: FakeEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    explain = FakeLibrary().explain
    maps = SimpleNamespace(explain=lambda encoder, word, pixels: explain(word, Path()))
    monkeypatch.setitem(sys.modules, "engine.explain.word_maps", maps)  # the real one takes seconds to import
    (tmp_path / "images").mkdir()
    (tmp_path / "masks").mkdir()
    (tmp_path / "mask_classes.json").write_text('{"1": "person"}')
    ids = np.zeros((40, 40), np.uint8)
    ids[10:20, 20:30] = 1  # the cell that the fake library's maps point at
    Image.fromarray(ids).save(tmp_path / "masks" / "a.png")
    Image.fromarray(ids).convert("RGB").save(tmp_path / "images" / "a.jpg")
    document = run_json(["eval", "pointing", "--data", str(tmp_path)], capsys)
    assert (document["accuracy"], document["center_baseline"], document["chance"]) == (100.0, 0.0, 6.25)
    assert document["words"] == 1


@pytest.mark.parametrize(
    ("measure", "arguments"),
    [
        ("retrieval", ["--images", "nowhere.tar", "--captions", "nowhere.csv"]),
        ("zeroshot", ["--images", "nowhere.tar", "--labels", "nowhere.csv"]),
        ("pointing", ["--data", "nowhere.tar"]),
        ("moments", ["--videos", "nowhere", "--truth", "nowhere.csv"]),
    ],
)
def test_eval_missing_data_is_three(
    measure: str, arguments: list[str], encoder: FakeEncoder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", measure, *arguments]) == 3
    assert "nowhere" in capsys.readouterr().err


def test_eval_image_that_is_not_there_is_named_before_the_model_is_loaded(
    pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(CommonOptions, "load_encoder", lambda self: pytest.fail("too early"))
    captions = table(tmp_path / "c.csv", "image,caption", "lilac.png,lilac")
    assert main(["eval", "retrieval", "--images", str(pictures), "--captions", captions]) == 3
    assert "lilac.png" in capsys.readouterr().err


def test_eval_for_a_person_shows_both_directions(
    encoder: FakeEncoder, pictures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    captions = table(tmp_path / "c.csv", "image,caption", "red.png,red")
    assert main(["eval", "retrieval", "--images", str(pictures), "--captions", captions]) == 0
    shown = capsys.readouterr().out
    assert "t2i: R@1 100.0  R@5 100.0  R@10 100.0  MedR 1.0" in shown
    assert "images\t1" in shown
