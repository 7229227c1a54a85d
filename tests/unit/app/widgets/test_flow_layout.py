from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.widgets.flow_layout import FlowLayout


def make(qtbot: QtBot, widths: list[int], *, centers: bool = False) -> tuple[QWidget, list[QWidget]]:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box, gap_px=10, centers=centers)
    children = []
    for width in widths:
        child = QWidget()
        child.setFixedSize(width, 20)
        flow.addWidget(child)
        children.append(child)
    box.resize(200, 200)
    box.show()
    return box, children


def places(children: list[QWidget]) -> list[tuple[int, int]]:
    return [(child.x(), child.y()) for child in children]


def test_flow_breaks_where_the_next_one_does_not_fit(qtbot: QtBot) -> None:
    box, children = make(qtbot, [95, 95, 50, 200])
    assert places(children) == [(0, 0), (105, 0), (0, 30), (0, 60)]
    layout = box.layout()
    assert layout is not None
    assert layout.heightForWidth(200) == 80
    assert layout.heightForWidth(1000) == 20


def test_flow_centred_lines_have_equal_margins(qtbot: QtBot) -> None:
    _, children = make(qtbot, [80, 80, 60], centers=True)
    assert places(children) == [(15, 0), (105, 0), (70, 30)]


def test_flow_empty_takes_no_room(qtbot: QtBot) -> None:
    box, _ = make(qtbot, [])
    layout = box.layout()
    assert layout is not None
    assert layout.heightForWidth(100) == 0


def test_flow_widget_removed_closes_the_gap(qtbot: QtBot) -> None:
    box, children = make(qtbot, [50, 60, 70])
    layout = box.layout()
    assert layout is not None
    layout.removeWidget(children[0])
    children[0].hide()
    layout.activate()
    assert places(children[1:]) == [(0, 0), (70, 0)]
