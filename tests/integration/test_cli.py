"""The command line from end to end: real files, real processes, a tiny model; and everything people get wrong."""

from __future__ import annotations

import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from engine.cli.command_line import main
from tests.helpers.media import draw_photo, make_clip, truncate
from tests.helpers.tiny_cots import save_tiny_checkpoint

ROOT = Path(__file__).resolve().parents[2]
WORKERS = ["--set", "decoding.workers=1"]

Run = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny_checkpoint(tmp_path_factory.mktemp("model") / "tiny")


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three photos, a clip, a text called .jpg, half a JPEG and a bomb."""
    folder = tmp_path_factory.mktemp("photos")
    for colour, day in (
        ("red", "2020:01:02 03:04:05"),
        ("green", "2022:05:06 07:08:09"),
        ("blue", "2024:01:01 00:00:00"),
    ):
        draw_photo(folder / f"{colour}.jpg", colour, taken=day)
    make_clip(folder / "sub" / "clip.mp4", ["green", "red", "blue"], hold=8)
    (folder / "text.jpg").write_text("this is no picture")
    truncate(draw_photo(folder / "half.jpg", "white", size=(640, 480)), 0.02)
    write_bomb(folder / "bomb.png")
    return folder


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory, model: Path, photos: Path) -> Path:
    """A library over the photos; tests that damage it take a copy."""
    library_dir = tmp_path_factory.mktemp("indexed") / "library"
    assert main(["index", str(photos), "--library", str(library_dir), "--model", str(model), *WORKERS]) == 0
    return library_dir


@pytest.fixture
def library_dir(indexed: Path, tmp_path: Path) -> Path:
    shutil.copytree(indexed, tmp_path / "library")
    return tmp_path / "library"


@pytest.fixture
def run(library_dir: Path, model: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on the library and return its JSON document, or what went wrong."""

    def run(*arguments: str, expected: int = 0) -> dict[str, Any]:
        capsys.readouterr()
        command = [*arguments, "--library", str(library_dir), "--model", str(model), "--json", *WORKERS]
        assert main(command) == expected
        printed = capsys.readouterr()
        if expected:
            assert printed.out == ""
            assert printed.err.startswith("evoke: ")
            assert printed.err.count("\n") == 1
            return {"error": printed.err}
        document: dict[str, Any] = json.loads(printed.out)
        return document

    return run


def write_bomb(path: Path) -> None:
    """A PNG of a few hundred bytes that claims 60,000 x 60,000 pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))


def test_cli_index_bad_files_are_named_and_everything_else_is_there(run: Run, photos: Path) -> None:
    report = run("index", str(photos))
    assert (report["seen"], report["embedded"], report["photos"], report["clips"]) == (7, 0, 3, 1)
    codes = {Path(problem["path"]).name: problem["code"] for problem in report["problems"]}
    assert codes == {"text.jpg": "unreadable", "half.jpg": "unreadable", "bomb.png": "too-large"}
    assert all(Path(problem["path"]).name in problem["text"] for problem in report["problems"])


def test_cli_index_copied_file_is_known_and_deleted_file_is_gone(run: Run, photos: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    shutil.copytree(photos, copies)
    assert run("index", str(copies))["embedded"] == 0
    (copies / "red.jpg").unlink()
    assert run("index", str(copies))["removed"] == 1


def test_cli_search_filters_and_types_hold(run: Run, photos: Path) -> None:
    everything = run("search", "a red square")
    assert {Path(hit["path"]).name for hit in everything["hits"]} == {"red.jpg", "green.jpg", "blue.jpg", "clip.mp4"}
    scores = [hit["score"] for hit in everything["hits"]]
    assert scores == sorted(scores, reverse=True)
    clips = run("search", "a red square", "--type", "video")["hits"]
    assert [Path(hit["path"]).name for hit in clips] == ["clip.mp4"]
    assert 0 <= clips[0]["moment"]["start_s"] <= clips[0]["moment"]["best_s"] <= clips[0]["moment"]["end_s"] <= 3
    dated = run("search", "a red square", "--after", "2022", "--before", "2023", "--type", "photo")["hits"]
    assert [Path(hit["path"]).name for hit in dated] == ["green.jpg"]
    assert run("search", "a red square", "--folder", str(photos / "sub"))["hits"] == clips
    assert len(run("search", "a red square", "--limit", "2")["hits"]) == 2


def test_cli_search_like_finds_the_picture_itself_first(run: Run, photos: Path) -> None:
    hits = run("search", "--like", str(photos / "blue.jpg"))["hits"]
    assert Path(hits[0]["path"]).name == "blue.jpg"
    assert hits[0]["score"] == pytest.approx(1, abs=0.01)


def test_cli_explain_writes_one_overlay_per_word(run: Run, photos: Path, tmp_path: Path) -> None:
    explained = run("explain", "a red dog", str(photos / "red.jpg"), "--out", str(tmp_path / "maps"))
    assert [word["word"] for word in explained["words"]] == ["red", "dog"]
    for word in explained["words"]:
        assert max(max(row) for row in word["grid"]) == pytest.approx(1)
        with Image.open(word["overlay"]) as overlay:
            assert overlay.size == (96, 64)


def test_cli_explain_clip_at_a_second_or_at_its_best(run: Run, photos: Path, tmp_path: Path) -> None:
    clip = str(photos / "sub" / "clip.mp4")
    at_two = run("explain", "red", clip, "--at", "2.5", "--out", str(tmp_path))
    with Image.open(at_two["words"][0]["overlay"]) as overlay:
        red, _, blue = overlay.convert("RGB").resize((1, 1)).getpixel((0, 0))  # type: ignore[misc]  # an RGB pixel
        assert blue > red
    assert run("explain", "red", clip, "--out", str(tmp_path))["words"]


def test_cli_verify_sound_library_is_ok(run: Run) -> None:
    assert run("verify") == {"ok": True, "findings": []}


def test_cli_damaged_index_is_no_trouble(run: Run, library_dir: Path) -> None:
    before = run("search", "a red square")["hits"]
    files = [path for path in (library_dir / "index").rglob("*") if path.is_file()]
    for path in files:
        path.write_bytes(b"damaged" * 100)
    assert run("search", "a red square")["hits"] == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["index", "/nowhere/at/all"], "/nowhere/at/all"),
        (["search", "   "], ""),
        (["search", "x" * 10_000], ""),
        (["search", "red", "--like", "/nowhere.jpg"], "/nowhere.jpg"),
        (["explain", "red", "/nowhere.jpg"], "/nowhere.jpg"),
        (["explain", "  ", "RED"], ""),
        (["explain", "red", "TEXT"], "text.jpg"),
        (["search", "red", "--like", "TEXT"], "text.jpg"),
    ],
)
def test_cli_what_cannot_be_done_is_one_sentence(run: Run, photos: Path, arguments: list[str], said: str) -> None:
    named = {"RED": str(photos / "red.jpg"), "TEXT": str(photos / "text.jpg")}
    assert said in run(*(named.get(argument, argument) for argument in arguments), expected=3)["error"]


def test_cli_unknown_model_is_one_sentence(library_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "red", "--library", str(library_dir), "--model", "nonsense"]) == 3
    assert "nonsense" in capsys.readouterr().err


def test_cli_search_without_a_library_is_one_sentence_and_makes_none(
    tmp_path: Path, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["search", "red", "--library", str(tmp_path / "none"), "--model", str(model)]) == 3
    assert capsys.readouterr().err.startswith("evoke: ")
    assert not (tmp_path / "none").exists()


def test_cli_library_of_a_newer_version_is_left_alone(run: Run, library_dir: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(library_dir / "evoke.db")
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    assert "newer" in run("search", "red", expected=3)["error"]
    assert "newer" in run("index", expected=3)["error"]


def test_cli_database_that_is_none_is_said(run: Run, library_dir: Path) -> None:
    for path in library_dir.glob("evoke.db*"):
        path.write_bytes(b"this is no database" * 500)
    run("search", "red", expected=3)


@pytest.mark.usefixtures("ordinary_user")
def test_cli_folder_without_permission_is_one_sentence(run: Run, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o000)
    try:
        assert "closed" in run("index", str(closed), expected=3)["error"]
    finally:
        closed.chmod(0o700)


def test_cli_originals_are_never_touched(run: Run, photos: Path) -> None:
    def state() -> dict[str, tuple[bytes, int]]:
        files = (path for path in photos.rglob("*") if path.is_file())
        return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}

    before = state()
    run("index", str(photos))
    run("search", "red", "--like", str(photos / "red.jpg"))
    run("verify", "--repair")
    assert state() == before


def test_cli_models_list_and_version_need_no_library(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "list", "--json"]) == 0
    assert "models" in json.loads(capsys.readouterr().out)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    for number in range(300):
        draw_photo(folder / f"{number:03}.jpg", "red", size=(40 + number, 48))
    return folder


@pytest.fixture
def indexing(many: Path, tmp_path: Path, model: Path) -> Iterator[subprocess.Popen[str]]:
    """`evoke index` in a process of its own, small batches, as a person would start it."""
    command = [sys.executable, "-m", "engine", "index", str(many), "--library", str(tmp_path / "stopped")]
    command += ["--model", str(model), "--json", "--set", "indexing.batch_size=1", *WORKERS]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.timeout(240)  # a stop waits for the model's libraries to be imported: long on a busy machine
@pytest.mark.skipif(sys.platform == "win32", reason="sends Ctrl-C to a process group")
def test_cli_interrupted_index_leaves_a_valid_library(
    indexing: subprocess.Popen[str],
    many: Path,
    tmp_path: Path,
    model: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    wait_for(lambda: (tmp_path / "stopped" / "evoke.db").exists() or indexing.poll() is not None)
    os.killpg(indexing.pid, signal.SIGINT)  # the whole group, as a terminal does
    out, err = indexing.communicate(timeout=120)
    assert indexing.returncode == 130, err
    assert out == ""
    assert "Traceback" not in err

    options = ["--library", str(tmp_path / "stopped"), "--model", str(model), "--json", *WORKERS]
    assert main(["verify", *options]) == 0
    assert json.loads(capsys.readouterr().out)["ok"]
    assert main(["index", *options]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["photos"], report["problems"]) == (300, [])
    assert report["embedded"] + report["reused"] == 300


def wait_for(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)
