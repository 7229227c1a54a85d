from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.viewer.heat_map import render_heat
from app.viewer.picture_view import PictureView
from tests.helpers.fake_engine import bump
from tests.helpers.window import Bench


@pytest.fixture
def view(qtbot: QtBot, bench: Bench) -> PictureView:
    view = PictureView(bench.services.appearance)
    qtbot.addWidget(view)
    view.resize(400, 400)
    with qtbot.waitExposed(view):
        view.show()
    return view


def blue(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(0, 0, 255))
    return image


def pixel(view: PictureView, x: int, y: int) -> QColor:
    image = view.grab().toImage()
    ratio = image.width() / view.width()
    return image.pixelColor(round(x * ratio), round(y * ratio))


def test_view_wide_picture_lies_in_the_middle(bench: Bench, view: PictureView) -> None:
    view.show_picture(blue(200, 100), (2000, 1000))
    assert pixel(view, 200, 200) == QColor(0, 0, 255)
    assert pixel(view, 200, 50) == bench.services.appearance.color("canvas")


def test_view_heat_glows_where_the_word_is(view: PictureView) -> None:
    view.show_picture(blue(200, 200), (400, 400))
    view.set_heat_opacity(1.0)
    view.show_heat(render_heat(bump(0.25, 0.75)))
    view.finish_fading()
    assert pixel(view, 100, 300).red() > 150
    far = pixel(view, 380, 20)
    assert far.red() == 0
    assert far.blue() > 120


def test_view_heat_taken_away_leaves_the_picture(view: PictureView) -> None:
    view.show_picture(blue(200, 200), (400, 400))
    view.show_heat(render_heat(bump(0.5, 0.5)))
    view.show_heat(None)
    view.finish_fading()
    assert not view.has_heat
    assert pixel(view, 200, 200) == QColor(0, 0, 255)


def test_view_wheel_zooms_around_the_pointer(qtbot: QtBot, view: PictureView) -> None:
    view.show_picture(blue(400, 400), (4000, 4000))
    with qtbot.waitSignal(view.zoomed) as told:
        event = QWheelEvent(
            QPointF(100, 100),
            view.mapToGlobal(QPointF(100, 100)),
            QPoint(),
            QPoint(0, 240),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view, event)
    assert told.args == [pytest.approx(0.1 * 1.25**2)]
    left, top, width, height = view.transform.rect
    assert ((100 - left) / width, (100 - top) / height) == pytest.approx((0.25, 0.25))


def test_view_zoomed_beyond_its_pixels_asks_for_more_once(qtbot: QtBot, view: PictureView) -> None:
    asked: list[int] = []
    view.detail_wanted.connect(lambda: asked.append(1))
    view.show_picture(blue(500, 500), (4000, 4000))
    assert asked == []
    view.show_actual_size()
    view.zoom(1.5)
    assert asked == [1]


def test_view_sharper_version_keeps_zoom_and_place(view: PictureView) -> None:
    view.show_picture(blue(500, 500), (4000, 4000))
    view.show_actual_size()
    view.pan(0.5, 0.25)
    before = view.transform
    view.show_picture(blue(4000, 4000), (4000, 4000), keeps_view=True)
    assert view.transform == before


def test_view_dragging_moves_a_zoomed_picture(view: PictureView) -> None:
    view.show_picture(blue(400, 400), (400, 400))
    view.zoom(4)
    before = view.transform.rect[0]
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(view, left, Qt.KeyboardModifier.NoModifier, QPoint(200, 200))
    QTest.mouseMove(view, QPoint(230, 200))
    QTest.mouseRelease(view, left, Qt.KeyboardModifier.NoModifier, QPoint(230, 200))
    assert view.transform.rect[0] == pytest.approx(before + 30 * view.devicePixelRatioF())


def test_view_double_click_goes_in_and_out(view: PictureView) -> None:
    view.show_picture(blue(400, 400), (4000, 4000))
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(50, 50))
    assert view.transform.effective_scale == 1.0
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(50, 50))
    assert view.transform.is_fitted
