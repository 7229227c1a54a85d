"""A bar on a terminal, silence anywhere else."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from engine.cli import progress_bar as bars
from engine.cli.progress_bar import progress_bar, time_left
from engine.jobs import Progress


def test_progress_bar_not_a_terminal_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar() as report:
        report(Progress(1, 2, "Working"))
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "")


def test_progress_bar_terminal_shows_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    console = Console(file=terminal, force_terminal=True, width=100, legacy_windows=False)
    monkeypatch.setattr(bars, "note_console", lambda: console)
    with progress_bar() as report:
        report(Progress(3, 9, "Embedding [b]x[/b]\n", eta_s=100.0))
    shown = terminal.getvalue()
    assert "Embedding [b]x[/b]\\n" in shown
    assert "3/9" in shown
    assert "2 min left" in shown


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(None, ""), (0.2, "1 s left"), (89, "89 s left"), (600, "10 min left"), (9000, "2.5 h left")],
)
def test_time_left_is_said_as_a_person_would(seconds: float | None, expected: str) -> None:
    assert time_left(seconds) == expected
