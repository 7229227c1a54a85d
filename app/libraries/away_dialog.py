"""Asked at the start when a library that was open before is not there: a new one in its place would hide the loss."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QMessageBox

from app import human_text
from app.libraries.recent_libraries import RecentLibraries, holds_library, library_name
from app.translation import translate


class Answer(Enum):
    """What is to be done about a library that is away."""

    AGAIN = auto()
    ANEW = auto()
    QUIT = auto()


def is_away(library_dir: Path, recent: RecentLibraries) -> bool:
    """Whether a library that was open before is gone with all it had, as when its disk is not plugged in."""
    if library_dir not in recent.list_all() or holds_library(library_dir):
        return False
    try:
        return not any(library_dir.iterdir())
    except OSError:
        return True


def wait_for_library(library_dir: Path, recent: RecentLibraries, ask: Callable[[Path], Answer]) -> bool:
    """Ask until the library is there, or may be made anew; False where the person would rather leave."""
    while is_away(library_dir, recent):
        answer = ask(library_dir)
        if answer is not Answer.AGAIN:
            return answer is Answer.ANEW
    return True


def ask_about(library_dir: Path) -> Answer:
    """Show the question and wait for the answer; there is no window yet that this could hold up."""
    box = make_question(library_dir)
    box.exec()
    return answer_of(box)


def make_question(library_dir: Path) -> QMessageBox:
    """Return the question."""
    box = QMessageBox()
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(translate("AwayDialog", "The library is not there"))
    name = human_text.one_line(library_name(library_dir))
    box.setText(translate("AwayDialog", "The library “{name}” is not there now.").format(name=name))
    text = translate(
        "AwayDialog", "Its folder is {folder}. Is its drive plugged in? Nothing is lost as long as that is."
    )
    box.setInformativeText(text.format(folder=human_text.one_line(str(library_dir))))
    for answer, words, role in (
        (Answer.AGAIN, translate("AwayDialog", "Look again"), QMessageBox.ButtonRole.AcceptRole),
        (Answer.ANEW, translate("AwayDialog", "Begin a new library there"), QMessageBox.ButtonRole.ActionRole),
        (Answer.QUIT, translate("AwayDialog", "Quit"), QMessageBox.ButtonRole.RejectRole),
    ):
        button = box.addButton(words, role)
        button.setObjectName(answer.name)
        if answer is Answer.AGAIN:
            box.setDefaultButton(button)
        if answer is Answer.QUIT:
            box.setEscapeButton(button)
    return box


def answer_of(box: QMessageBox) -> Answer:
    """Return which button was chosen."""
    button: QAbstractButton | None = box.clickedButton()
    return Answer[button.objectName()] if button else Answer.QUIT
