"""Shows one picture with a heat map over it; zooms and pans."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEasingCurve, QEvent, QPointF, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.appearance import Appearance
from app.viewer.view_transform import ViewTransform
from engine.records import Picture

ZOOM_STEP = 1.25
_FADE_MS = 140
_DETAIL_FACTOR = 1.2


class PictureView(QWidget):
    """The picture is stretched to the original's size in pixels, whatever resolution was loaded so far."""

    zoomed = Signal(object)  # float: device pixels per pixel of the original
    detail_wanted = Signal()
    activated = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._transform = ViewTransform()
        self._turns = 0
        self._upright = QPixmap()
        self._upright_heat: QImage | None = None
        self._pixmap = QPixmap()
        self._heat = QPixmap()
        self._fading_heat = QPixmap()
        self._heat_opacity = 0.55
        self._drag_from: QPointF | None = None
        self._asked_for_detail = False
        self._fade = QVariantAnimation(self)
        self._fade.setDuration(_FADE_MS)
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.setEasingCurve(QEasingCurve.Type.InOutQuad)
        self._fade.valueChanged.connect(self.update)
        self.setMinimumSize(200, 160)
        self.setAccessibleName(self.tr("Picture"))
        appearance.changed.connect(self.update)

    @property
    def transform(self) -> ViewTransform:
        """Where the picture lies, in device pixels."""
        return self._transform

    @property
    def has_picture(self) -> bool:
        """Whether there is something to show."""
        return not self._pixmap.isNull()

    @property
    def has_heat(self) -> bool:
        """Whether a heat map lies over the picture."""
        return not self._heat.isNull()

    def show_picture(self, image: QImage | QPixmap, original: tuple[int, int], *, keeps_view: bool = False) -> None:
        """Show an image of a picture whose original has that many pixels; keeps zoom and place if asked to."""
        self._upright = image if isinstance(image, QPixmap) else QPixmap.fromImage(image)
        self._pixmap = self._turned(self._upright)
        width, height = original if self._turns % 2 == 0 else original[::-1]
        picture = (float(width or self._pixmap.width() or 1), float(height or self._pixmap.height() or 1))
        if not keeps_view or picture != self._transform.picture:
            self._transform = ViewTransform(picture=picture, view=self._device_size())
            self._asked_for_detail = False
        self._tell_zoom()

    @property
    def upright(self) -> QPixmap:
        """The picture as it is, however the view is turned."""
        return self._upright

    @property
    def turns(self) -> int:
        """Quarter turns of the view, clockwise."""
        return self._turns

    def turn(self, quarters: int) -> None:
        """Turn the view, and what is shown in it; the file stays as it is."""
        original = self._transform.picture if self._turns % 2 == 0 else self._transform.picture[::-1]
        self._turns = (self._turns + quarters) % 4
        if self.has_picture:
            self.show_picture(self._upright, (round(original[0]), round(original[1])))
            self.show_heat(self._upright_heat)
            self.finish_fading()

    def _turned(self, pixmap: QPixmap) -> QPixmap:
        if not self._turns or pixmap.isNull():
            return pixmap
        return pixmap.transformed(QTransform().rotate(90 * self._turns))

    def clear(self) -> None:
        """Show nothing."""
        self._pixmap = self._upright = QPixmap()
        self.show_heat(None)

    def show_heat(self, heat: QImage | None) -> None:
        """Lay a heat map over the whole picture, or take it away; changes fade, unless less motion is asked for."""
        fades = self._appearance.moves
        self._fading_heat = self._heat
        self._upright_heat = heat
        self._heat = QPixmap() if heat is None else self._turned(QPixmap.fromImage(heat))
        self._fade.stop()
        if not fades:
            self._fading_heat = QPixmap()
        if not fades or (self._heat.isNull() and self._fading_heat.isNull()):
            self.update()
            return
        self._fade.start()

    def finish_fading(self) -> None:
        """Jump to the end of a change of heat maps."""
        self._fade.stop()
        self._fading_heat = QPixmap()
        self.update()

    def set_heat_opacity(self, opacity: float) -> None:
        """Let the heat map cover the picture that much, 0 to 1."""
        self._heat_opacity = opacity
        self.update()

    def fit(self) -> None:
        """Show the whole picture."""
        self._change(self._transform.fitted())

    def show_actual_size(self) -> None:
        """One pixel of the original per pixel of the screen."""
        self._change(self._transform.zoomed(1.0, self._middle()))

    def zoom(self, factor: float) -> None:
        """Zoom around the middle of the view."""
        self._change(self._transform.zoomed(self._transform.effective_scale * factor, self._middle()))

    def pan(self, dx: float, dy: float) -> None:
        """Move the picture by shares of the view."""
        width, height = self._device_size()
        self._change(self._transform.panned(dx * width, dy * height))

    def _change(self, transform: ViewTransform) -> None:
        self._transform = transform
        self._tell_zoom()

    def _tell_zoom(self) -> None:
        self.zoomed.emit(self._transform.effective_scale)
        shown_px = self._transform.picture[0] * self._transform.effective_scale
        is_coarse = self._pixmap.width() < self._transform.picture[0] * 0.98
        is_enlarged = not self._transform.is_fitted and shown_px > self._pixmap.width() * _DETAIL_FACTOR
        if self.has_picture and is_coarse and is_enlarged and not self._asked_for_detail:
            self._asked_for_detail = True
            self.detail_wanted.emit()
        self.update()

    def _device_size(self) -> tuple[float, float]:
        ratio = self.devicePixelRatioF()
        return (max(1.0, self.width() * ratio), max(1.0, self.height() * ratio))

    def _middle(self) -> tuple[float, float]:
        width, height = self._device_size()
        return (width / 2, height / 2)

    def _device_point(self, point: QPointF) -> tuple[float, float]:
        ratio = self.devicePixelRatioF()
        return (point.x() * ratio, point.y() * ratio)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._appearance.color("canvas"))
        if self._pixmap.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._transform.effective_scale < 4)
        ratio = self.devicePixelRatioF()
        left, top, width, height = (value / ratio for value in self._transform.rect)
        target = QRectF(left, top, width, height)
        painter.drawPixmap(target, self._pixmap, QRectF(self._pixmap.rect()))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        running = self._fade.state() is QVariantAnimation.State.Running
        share = float(self._fade.currentValue()) if running else 1.0
        for heat, opacity in ((self._fading_heat, 1 - share), (self._heat, share)):
            if not heat.isNull() and opacity > 0:
                self._paint_heat(painter, target, heat, opacity)

    def _paint_heat(self, painter: QPainter, target: QRectF, heat: QPixmap, opacity: float) -> None:
        """Dim the picture a little, so that what glows stands out, then lay the heat over it."""
        dim = QColor(0, 0, 0)
        dim.setAlphaF(0.35 * self._heat_opacity * opacity)
        painter.fillRect(target, dim)
        painter.setOpacity(self._heat_opacity * opacity)
        painter.drawPixmap(target, heat, QRectF(heat.rect()))
        painter.setOpacity(1.0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._change(self._transform.resized(self._device_size()))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        if steps:
            scale = self._transform.effective_scale * ZOOM_STEP**steps
            self._change(self._transform.zoomed(scale, self._device_point(event.position())))
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and not self._transform.is_fitted:
            self._drag_from = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag_from is not None:
            moved = event.position() - self._drag_from
            self._drag_from = event.position()
            ratio = self.devicePixelRatioF()
            self._change(self._transform.panned(moved.x() * ratio, moved.y() * ratio))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag_from = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Between the whole picture and actual size, around the pointer."""
        if self._transform.is_fitted:
            scale = max(1.0, self._transform.fit_scale * 2)
            self._change(self._transform.zoomed(scale, self._device_point(event.position())))
        else:
            self.fit()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            scale = self._transform.effective_scale * (1 + event.value())
            self._change(self._transform.zoomed(scale, self._device_point(event.position())))
            return True
        return super().event(event)


def as_image(picture: Picture) -> QImage:
    """Return decoded pixels as Qt draws them."""
    pixels = np.ascontiguousarray(picture.pixels)
    height, width, _ = pixels.shape
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
