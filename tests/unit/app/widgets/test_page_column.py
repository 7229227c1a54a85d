from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.widgets.page_column import PageColumn


@pytest.mark.parametrize(("page_px", "column_px"), [(400, 400), (1000, 500)])
def test_page_column_is_in_the_middle_and_no_wider_than_is_good(qtbot: QtBot, page_px: int, column_px: int) -> None:
    page = PageColumn(500)
    qtbot.addWidget(page)
    line = QLabel("a line")
    page.column.addWidget(line)
    page.resize(page_px, 300)
    page.show()
    qtbot.waitExposed(page)
    content = line.parentWidget()
    assert content is not None
    assert content.width() == column_px
    left = content.mapTo(page, content.rect().topLeft()).x()
    assert abs(left - (page_px - column_px) // 2) <= 1


def test_page_column_scrolls_down_and_never_aside(qtbot: QtBot) -> None:
    page = PageColumn(500)
    qtbot.addWidget(page)
    for number in range(60):
        page.column.addWidget(QLabel(f"line {number}"))
    page.resize(300, 200)
    page.show()
    qtbot.waitExposed(page)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    assert not page.horizontalScrollBar().isVisible()
