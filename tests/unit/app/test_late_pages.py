from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.late_pages import LatePages


def test_late_pages_are_made_once_when_they_are_asked_for(qtbot: QtBot) -> None:
    pages, made = LatePages(), list[QLabel]()
    qtbot.addWidget(pages)
    first = QLabel("first")
    pages.addWidget(first)

    def make(text: str) -> QLabel:
        made.append(QLabel(text))
        return made[-1]

    pages.add_later(lambda: make("second"))
    pages.add_later(lambda: make("third"))
    assert (pages.count(), pages.currentWidget(), made) == (3, first, [])
    third = pages.page(2)
    assert pages.page(2) is third is made[0]
    assert pages.page(0) is first
    pages.setCurrentWidget(pages.page(1))
    assert [label.text() for label in made] == ["third", "second"]
    assert (pages.count(), pages.currentIndex(), pages.indexOf(third)) == (3, 1, 2)
