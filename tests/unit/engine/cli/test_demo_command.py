"""`evoke demo` with a fake library: what it prints, and when it opens the window."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.gui_options import parse_gui_options
from engine.cli import demo_command, demo_library
from engine.cli.command_line import main
from engine.cli.demo_library import QUERIES
from tests.helpers.fake_library import FakeLibrary


@pytest.fixture(autouse=True)
def windows(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Commands that would have opened a window."""
    opened: list[list[str]] = []
    monkeypatch.setattr(demo_library, "write_demo_media", lambda folder: (folder / "a.jpg",))
    monkeypatch.setattr(subprocess, "run", lambda command, check: opened.append(command))
    return opened


def test_demo_json_holds_hits_and_heat_maps_per_query(
    library: FakeLibrary, tmp_path: Path, windows: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--out", str(tmp_path), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [answer["query"] for answer in document["queries"]] == list(QUERIES)
    for answer in document["queries"]:
        assert [hit["path"] for hit in answer["hits"]] == ["/photos/a.jpg", "/clips/b.mp4"]
        assert all(Path(path).is_relative_to(tmp_path / "heat-maps") for path in answer["heat_maps"])
        assert all(Path(path).is_file() for path in answer["heat_maps"])
    assert document["index"]["embedded"] == 2
    assert library.opened[0][0].library_dir == tmp_path / "library"
    assert library.indexed == [(tmp_path / "photos",)]
    assert windows == []


def test_demo_for_a_person_shows_queries_and_doubt(
    library: FakeLibrary, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library.is_confident = False
    assert main(["demo", "--out", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert f'"{QUERIES[0]}"  (nothing really matches)' in shown
    assert "0.500\t/photos/a.jpg" in shown


def test_demo_query_without_hits_has_no_heat_map(
    library: FakeLibrary, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library.hits = ()
    assert main(["demo", "--out", str(tmp_path), "--json"]) == 0
    assert all(answer["heat_maps"] == [] for answer in json.loads(capsys.readouterr().out)["queries"])


@pytest.mark.parametrize(
    ("arguments", "is_terminal", "has_display", "expected"),
    [([], True, True, 1), (["--no-window"], True, True, 0), ([], False, True, 0), ([], True, False, 0)],
)
def test_demo_window_opens_only_where_it_is_seen(
    library: FakeLibrary,
    tmp_path: Path,
    windows: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    is_terminal: bool,
    has_display: bool,
    expected: int,
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: is_terminal, raising=False)
    monkeypatch.setattr(demo_command, "has_display", lambda: has_display)
    assert main(["demo", "--out", str(tmp_path), *arguments]) == 0
    assert len(windows) == expected
    if expected:
        assert windows[0][1:5] == ["-P", "-m", "app", "gui"]
        assert windows[0][5:] == ["--library", str(tmp_path / "library"), "--model", "auto", "--query", QUERIES[0]]
        assert library.is_closed


def test_demo_window_is_opened_with_the_model_that_indexed(
    library: FakeLibrary, tmp_path: Path, windows: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(demo_command, "has_display", lambda: True)
    assert main(["demo", "--out", str(tmp_path), "--model", "larger"]) == 0
    options = parse_gui_options(windows[0][windows[0].index("gui") + 1 :])
    assert (options.model, options.library_dir) == ("larger", tmp_path / "library")


@pytest.mark.parametrize(("name", "expected"), [("DISPLAY", True), ("WAYLAND_DISPLAY", True), ("TERM", False)])
def test_has_display_on_linux_is_told_by_the_environment(
    monkeypatch: pytest.MonkeyPatch, name: str, expected: bool
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv(name, ":0")
    assert demo_command.has_display() is expected


def test_demo_own_library_is_used_where_it_is_given(library: FakeLibrary, tmp_path: Path) -> None:
    main(["demo", "--out", str(tmp_path), "--library", str(tmp_path / "mine")])
    assert library.opened[0][0].library_dir == tmp_path / "mine"
