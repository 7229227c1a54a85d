"""The clip as a line with the relevance curve above it: frames as ticks, moments as bands, where one is as a handle."""

from __future__ import annotations

from bisect import bisect_left
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from app import human_text
from app.appearance import Appearance, Space
from app.thumbnail_cache import ThumbnailCache
from engine.browse_records import ClipCurves
from engine.records import Moment

_HEIGHT_PX = 84
_CURVE_PX = 46.0
_LINE_PX = 6
_PREVIEW_PX = 180
_LEAST_TOP = 1.4  # of the scale on which 1 is what it takes to match


def nearest(times: tuple[float, ...], wanted_s: float) -> float:
    """Return the time nearest to `wanted_s`; without any, `wanted_s` itself."""
    if not times:
        return wanted_s
    position = bisect_left(times, wanted_s)
    return min(times[max(0, position - 1) : position + 1], key=lambda time_s: abs(time_s - wanted_s))


class FrameTimeline(QWidget):
    """Clicking, dragging and arrow keys go to kept frames only: those are what was searched."""

    time_chosen = Signal(object)  # float, seconds

    def __init__(self, appearance: Appearance, thumbnails: ThumbnailCache, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._thumbnails = thumbnails
        self._duration_s = 0.0
        self._times: tuple[float, ...] = ()
        self._moments: tuple[Moment, ...] = ()
        self._curves: ClipCurves | None = None
        self._top = _LEAST_TOP
        self._word = ""
        self._time_s = 0.0
        self._preview: QLabel | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(_HEIGHT_PX)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Position in the clip"))
        appearance.changed.connect(self.update)
        thumbnails.loaded.connect(self._on_thumbnail_loaded)
        self._preview_path: Path | None = None

    @property
    def time_s(self) -> float:
        """Where one is."""
        return self._time_s

    @property
    def times(self) -> tuple[float, ...]:
        """Times of the kept frames."""
        return self._times

    @property
    def word(self) -> str:
        """The word whose own curve is drawn."""
        return self._word

    @property
    def preview_shown(self) -> bool:
        """Whether a frame is shown above the pointer."""
        return self._preview is not None and self._preview.isVisible()

    def show_clip(self, duration_s: float, moments: tuple[Moment, ...]) -> None:
        """Begin a clip; its frames and curves are told later by `show_curves`."""
        self._duration_s, self._moments, self._times, self._curves = duration_s, moments, (), None
        self.update()

    def show_moments(self, moments: tuple[Moment, ...]) -> None:
        """Mark other moments of the same clip."""
        self._moments = moments
        self.update()

    def show_curves(self, curves: ClipCurves) -> None:
        """Draw how well each frame matches."""
        self._curves = curves
        self._times = tuple(float(time_s) for time_s in curves.times_s)
        all_curves = (curves.query, *(curve for _, curve in curves.words))
        highest = max((float(curve.max()) for curve in all_curves if len(curve)), default=0.0)
        self._top = max(_LEAST_TOP, highest * 1.05)
        self.update()

    def show_word(self, word: str) -> None:
        """Draw the curve of one word too; "" draws none."""
        if word != self._word:
            self._word = word
            self.update()

    def set_time(self, time_s: float) -> None:
        """Put the handle somewhere, without telling."""
        self._time_s = time_s
        said = self.tr("{time} of {length}").format(
            time=human_text.clock(time_s), length=human_text.clock(self._length_s)
        )
        curve = None if self._curves is None else self._curves.query
        if curve is not None and len(curve) and self._times:
            value = float(curve[self._times.index(nearest(self._times, time_s))])
            said = (
                self.tr("{place}, matches").format(place=said)
                if value >= 1
                else self.tr("{place}, {percent} of a match").format(
                    place=said, percent=human_text.percent(max(0.0, value))
                )
            )
        self.setAccessibleDescription(said)
        self.update()

    def step(self, by: int) -> None:
        """Go `by` kept frames on, stopping at either end."""
        if self._times:
            here = self._times.index(nearest(self._times, self._time_s))
            self._choose(self._times[max(0, min(len(self._times) - 1, here + by))])

    @property
    def _length_s(self) -> float:
        return max(self._duration_s, self._times[-1] if self._times else 0.0, 0.001)

    def _choose(self, time_s: float) -> None:
        if time_s != self._time_s:
            self.set_time(time_s)
            self.time_chosen.emit(time_s)

    def _track(self) -> QRectF:
        return QRectF(Space.S, _CURVE_PX + 12, max(1.0, self.width() - 2.0 * Space.S), _LINE_PX)

    def _x_of(self, time_s: float) -> float:
        track = self._track()
        return track.left() + track.width() * min(1.0, time_s / self._length_s)

    def _time_at(self, x: float) -> float:
        track = self._track()
        share = min(1.0, max(0.0, (x - track.left()) / track.width()))
        return nearest(self._times, share * self._length_s)

    def _choose_at(self, x: float) -> None:
        self._choose(self._time_at(x))

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, _HEIGHT_PX)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._appearance.color
        track = self._track()
        self._paint_curves(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("border"))
        painter.drawRoundedRect(track, _LINE_PX / 2, _LINE_PX / 2)
        painter.setBrush(color("accent"))
        for moment in self._moments:
            left, right = self._x_of(moment.start_s), self._x_of(moment.end_s)
            painter.drawRoundedRect(QRectF(left - 2, track.top(), max(4.0, right - left + 4), _LINE_PX), 3, 3)
        painter.setBrush(color("text_faint"))
        for time_s in self._times:
            painter.drawRect(QRectF(self._x_of(time_s) - 0.5, track.bottom() + 4, 1, 5))
        painter.setBrush(color("accent") if self.hasFocus() else color("text"))
        x = self._x_of(self._time_s)
        painter.drawRoundedRect(QRectF(x - 1, 2, 2, track.top()), 1, 1)
        painter.drawRoundedRect(QRectF(x - 2.5, track.top() - 5, 5, track.height() + 12), 2.5, 2.5)

    def _paint_curves(self, painter: QPainter) -> None:
        curves = self._curves
        if curves is None or len(self._times) < 2:
            return
        color = self._appearance.color
        if len(curves.query):
            line = self._points(curves.query)
            fill = QColor(color("accent"))
            fill.setAlphaF(0.25)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            bottom = [QPointF(line[-1].x(), _CURVE_PX + 4), QPointF(line[0].x(), _CURVE_PX + 4)]
            painter.drawPolygon(QPolygonF([*line, *bottom]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color("accent"), 1.8))
            painter.drawPolyline(QPolygonF(line))
            painter.setPen(QPen(color("text_faint"), 1, Qt.PenStyle.DotLine))
            y = self._y_of(1.0)
            painter.drawLine(QPointF(line[0].x(), y), QPointF(line[-1].x(), y))
        word = next((curve for text, curve in curves.words if text.lower() == self._word.lower()), None)
        if word is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color("hurt"), 1.8))
            painter.drawPolyline(QPolygonF(self._points(word)))

    def _points(self, curve: NDArray[np.float32]) -> list[QPointF]:
        pairs = zip(self._times, curve.tolist(), strict=True)
        return [QPointF(self._x_of(time_s), self._y_of(value)) for time_s, value in pairs]

    def _y_of(self, value: float) -> float:
        return 4 + _CURVE_PX * (1 - min(1.0, max(0.0, value / self._top)))

    def _show_preview(self, x: float) -> None:
        """Show the nearest frame above the pointer."""
        if self._curves is None or not self._times:
            return
        time_s = self._time_at(x)
        self._preview_path = self._curves.thumbnail_paths[self._times.index(time_s)]
        pixmap = self._thumbnails.pixmap(self._preview_path)
        self.setToolTip("")
        if self._preview is None:  # made here: a window among the children of a new widget breaks the order of Tab
            self._preview = QLabel(self, Qt.WindowType.ToolTip)
            self._preview.setObjectName("framePreview")
        if pixmap is None:
            self._preview.hide()
            return
        scaled = pixmap.scaledToWidth(_PREVIEW_PX, Qt.TransformationMode.SmoothTransformation)
        painter = QPainter(scaled)
        text = human_text.clock(time_s)
        width = painter.fontMetrics().horizontalAdvance(text) + 12
        box = QRectF(6, scaled.height() / scaled.devicePixelRatio() - 24, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 170))
        painter.drawRoundedRect(box, 9, 9)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.end()
        self._preview.setPixmap(scaled)
        self._preview.adjustSize()
        left = round(self._x_of(time_s)) - self._preview.width() // 2
        self._preview.move(self.mapToGlobal(QPoint(left, -self._preview.height() - Space.XS)))
        self._preview.show()

    def _on_thumbnail_loaded(self, path: Path) -> None:
        if path == self._preview_path and self.underMouse():
            self._show_preview(self.mapFromGlobal(self.cursor().pos()).x())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose_at(event.position().x())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._choose_at(event.position().x())
        self._show_preview(event.position().x())

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._preview_path = None
        if self._preview is not None:
            self._preview.hide()
        super().leaveEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
        if event.key() in steps:
            self.step(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
