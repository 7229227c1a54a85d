"""How another Evoke is started: the command, and leaving it to itself."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QProcess

from app.translation import translate
from engine.errors import EngineError


class CannotStart(EngineError):
    """The system refuses to start another program."""

    code = "cannot-start"


def launch_command(library_dir: Path, *options: str) -> list[str]:
    """Return the command line that opens a library's window."""
    arguments = ["gui", "--library", str(library_dir), *options]
    if getattr(sys, "frozen", False):  # an installer's build is a program of its own
        return [sys.executable, *arguments]
    # Without -P a module in the folder where it is started would be taken for one of ours.
    return [sys.executable, "-P", "-m", "app", *arguments]


def launch(command: Sequence[str]) -> None:
    """Start a program that goes on when this one ends.

    Raises:
        CannotStart: It could not be started.
    """
    process = QProcess()
    process.setProgram(command[0])
    process.setArguments(list(command[1:]))
    if not process.startDetached()[0]:
        raise CannotStart(
            translate("Launching", "Evoke could not be started again: {program}.").format(program=command[0])
        )
