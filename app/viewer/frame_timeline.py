"""The clip as a line: its kept frames as ticks, its moments as bands, where one is as a handle."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app import human_text
from app.appearance import Appearance, Space
from engine.records import Moment

_HEIGHT_PX = 36
_LINE_PX = 6


def nearest(times: tuple[float, ...], wanted_s: float) -> float:
    """Return the time nearest to `wanted_s`; without any, `wanted_s` itself."""
    if not times:
        return wanted_s
    position = bisect_left(times, wanted_s)
    return min(times[max(0, position - 1) : position + 1], key=lambda time_s: abs(time_s - wanted_s))


class FrameTimeline(QWidget):
    """Clicking, dragging and arrow keys go to kept frames only: those are what was searched."""

    time_chosen = Signal(object)  # float, seconds

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._duration_s = 0.0
        self._times: tuple[float, ...] = ()
        self._moments: tuple[Moment, ...] = ()
        self._time_s = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(_HEIGHT_PX)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Position in the clip")
        appearance.changed.connect(self.update)

    @property
    def time_s(self) -> float:
        """Where one is."""
        return self._time_s

    @property
    def times(self) -> tuple[float, ...]:
        """Times of the kept frames."""
        return self._times

    def show_clip(self, duration_s: float, moments: tuple[Moment, ...]) -> None:
        """Begin a clip; its frames are told later by `set_times`."""
        self._duration_s, self._moments, self._times = duration_s, moments, ()
        self.update()

    def set_times(self, times: tuple[float, ...]) -> None:
        """Tell the kept frames, in rising order."""
        self._times = tuple(sorted(times))
        self.update()

    def set_time(self, time_s: float) -> None:
        """Put the handle somewhere, without telling."""
        self._time_s = time_s
        self.setAccessibleDescription(f"{human_text.clock(time_s)} of {human_text.clock(self._length_s)}")
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
        return QRectF(Space.S, (self.height() - _LINE_PX) / 2, max(1.0, self.width() - 2.0 * Space.S), _LINE_PX)

    def _x_of(self, time_s: float) -> float:
        track = self._track()
        return track.left() + track.width() * min(1.0, time_s / self._length_s)

    def _choose_at(self, x: float) -> None:
        track = self._track()
        share = min(1.0, max(0.0, (x - track.left()) / track.width()))
        self._choose(nearest(self._times, share * self._length_s))

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, _HEIGHT_PX)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        color = self._appearance.color
        track = self._track()
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
        painter.drawRoundedRect(QRectF(x - 2.5, track.top() - 7, 5, track.height() + 14), 2.5, 2.5)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose_at(event.position().x())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._choose_at(event.position().x())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
        if event.key() in steps:
            self.step(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
