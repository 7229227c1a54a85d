from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.libraries.away_dialog import Answer, answer_of, is_away, make_question, wait_for_library
from app.libraries.recent_libraries import RecentLibraries


@pytest.fixture
def recent(tmp_path: Path) -> RecentLibraries:
    made = RecentLibraries(tmp_path / "libraries.json")
    made.note(tmp_path / "usb" / "library")
    return made


def test_library_on_a_disk_that_is_away_is_told_from_a_first_start(tmp_path: Path, recent: RecentLibraries) -> None:
    library = tmp_path / "usb" / "library"
    assert is_away(library, recent)
    assert not is_away(tmp_path / "never-open", recent)
    library.mkdir(parents=True)
    assert is_away(library, recent), "a mount point with nothing mounted"
    (library / "logs").mkdir()
    assert not is_away(library, recent), "a start that never got so far as a database"
    (library / "evoke.db").write_bytes(b"")
    assert not is_away(library, recent)


def test_wait_for_library_goes_on_when_its_disk_is_back(tmp_path: Path, recent: RecentLibraries) -> None:
    library = tmp_path / "usb" / "library"
    asked: list[Path] = []

    def plug_in(path: Path) -> Answer:
        asked.append(path)
        if len(asked) == 2:
            library.mkdir(parents=True)
            (library / "evoke.db").write_bytes(b"")
        return Answer.AGAIN

    assert wait_for_library(library, recent, plug_in)
    assert asked == [library, library]


def test_wait_for_library_makes_none_unless_asked(tmp_path: Path, recent: RecentLibraries) -> None:
    library = tmp_path / "usb" / "library"
    assert not wait_for_library(library, recent, lambda _: Answer.QUIT)
    assert wait_for_library(library, recent, lambda _: Answer.ANEW)
    assert not library.exists()


@pytest.mark.parametrize("answer", list(Answer))
def test_question_names_the_library_and_gives_the_answer(qtbot: QtBot, tmp_path: Path, answer: Answer) -> None:
    box = make_question(tmp_path / "usb" / "library")
    qtbot.addWidget(box)
    assert "library" in box.text()
    assert str(tmp_path / "usb" / "library") in box.informativeText()
    box.show()
    next(button for button in box.findChildren(QPushButton) if button.objectName() == answer.name).click()
    assert answer_of(box) is answer
