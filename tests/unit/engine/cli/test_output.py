"""Printing: nothing a file is called can break a line, a document or a terminal."""

from __future__ import annotations

import base64
import io
import json
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from engine.cli import output
from engine.cli.output import clock, print_json, print_json_line, print_line, print_table, printable


@given(st.text(alphabet=st.characters(codec=None), max_size=30))
def test_printable_any_text_is_one_harmless_line(text: str) -> None:
    shown = printable(text)
    assert all(char.isprintable() for char in shown)
    assert all(char in shown for char in text if char.isprintable())


def test_printable_bytes_that_are_no_text_are_shown_as_bytes() -> None:
    assert printable(Path("a\udcff\udc80.jpg")) == "a\\xff\\x80.jpg"
    assert printable("\ud800") == "\\ud800"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, "0:00.0"), (61.25, "1:01.2"), (59.96, "1:00.0"), (3599.99, "1:00:00.0"), (3723.4, "1:02:03.4")],
)
def test_clock_times_are_minutes_and_tenths(seconds: float, expected: str) -> None:
    assert clock(seconds) == expected


@dataclass
class Record:
    name: str
    values: object


def test_print_json_records_arrays_and_any_path_are_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    path = Path("/ü/\n.jpg")
    print_json({"record": Record("x", np.arange(3)), "number": np.float32(0.5), "path": path})
    printed = capsys.readouterr().out
    assert printed.isascii()
    assert json.loads(printed) == {"record": {"name": "x", "values": [0, 1, 2]}, "number": 0.5, "path": str(path)}


@pytest.mark.skipif(os.name == "nt", reason="names are always text there")
def test_print_json_path_that_is_no_text_is_valid_unicode_and_complete(capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(os.fsdecode(b"/caf\xe9.jpg"))
    print_json([{"path": path, "text": f"{path} is gone."}])
    (document,) = json.loads(capsys.readouterr().out)
    document["path"].encode("utf-8")  # no half characters
    assert document["path"] == "/caf\ufffd.jpg"
    assert document["text"] == "/caf\ufffd.jpg is gone."
    assert base64.b64decode(document["path_bytes"]) == os.fsencode(path)


def test_print_json_not_a_number_is_a_bug_and_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="JSON"):
        print_json({"score": float("nan")})
    with pytest.raises(TypeError, match="object has no JSON form"):
        print_json({"thing": object()})
    assert capsys.readouterr().out == ""


def test_print_json_line_is_one_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    print_json_line({"a": "x\ny"})
    print_json_line({"a": 2})
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [{"a": "x\ny"}, {"a": 2}]


def test_print_line_markup_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    print_line("[bold]not bold[/bold] [/]" + "x" * 200)
    assert capsys.readouterr().out == "[bold]not bold[/bold] [/]" + "x" * 200 + "\n"


def test_print_table_on_a_terminal_shows_links_and_wraps(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    console = Console(file=terminal, force_terminal=True, width=40, legacy_windows=False)
    monkeypatch.setattr(output, "_console", lambda: console)
    print_table(("score", "file"), [("0.5", Path("/photos/[red]" + "x" * 60)), ("0.4", Text("plain"))])
    shown = terminal.getvalue()
    assert "\x1b]8;" in shown  # a link
    assert "file:///photos/%5Bred%5D" in shown
    assert shown.count("x") >= 120  # the link and every part of the folded name
    assert "score" in shown
