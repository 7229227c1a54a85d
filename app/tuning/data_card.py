"""What there is to learn from: a meter from nothing over the least to what usually suffices, and sentences."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from app import human_text
from app.appearance import Appearance, Space
from app.tuning.tuning_text import data_headline, data_text
from app.widgets.labels import make_label
from engine.tuning_records import TuningData

_BAR_PX = 8
_HEIGHT_PX = 34


class CaptionMeter(QWidget):
    """How many captioned pictures there are, between the least and the usual."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._data: TuningData | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)

    def show_data(self, data: TuningData) -> None:
        """Show these."""
        self._data = data
        self.setAccessibleName(self.tr("%Ln photo(s) and clips with a caption", "", data.pictures))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, _HEIGHT_PX)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        data = self._data
        if data is None:
            return
        painter, color = QPainter(self), self._appearance.color
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width = float(self.width())
        painter.setBrush(color("border"))
        painter.drawRoundedRect(QRectF(0, 0, width, _BAR_PX), _BAR_PX / 2, _BAR_PX / 2)
        share = min(1.0, data.pictures / data.usual)
        if share > 0:
            painter.setBrush(color("accent" if data.is_enough else "hurt"))
            painter.drawRoundedRect(QRectF(0, 0, max(_BAR_PX, share * width), _BAR_PX), _BAR_PX / 2, _BAR_PX / 2)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.85)
        painter.setFont(font)
        self._mark(painter, data.needed / data.usual * width, self.tr("%Ln needed", "", data.needed), width)
        self._mark(painter, width, self.tr("%Ln usual", "", data.usual), width)

    def _mark(self, painter: QPainter, x: float, text: str, width: float) -> None:
        painter.setPen(self._appearance.color("text_muted"))
        painter.drawLine(int(min(x, width - 1)), 0, int(min(x, width - 1)), _BAR_PX + 4)
        text_px = painter.fontMetrics().horizontalAdvance(text)
        left = min(max(0.0, x - text_px / 2), width - text_px)
        painter.drawText(QRectF(left, _BAR_PX + 4, text_px + 2, 18), int(Qt.AlignmentFlag.AlignVCenter), text)


class DataCard(QFrame):
    """Says whether the captions suffice, and leads to where more are written."""

    captions_wanted = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._number = make_label(role="headline")
        self._headline = make_label(role="section", wraps=True)
        self._text = make_label(role="muted", wraps=True)
        self.meter = CaptionMeter(appearance)
        self.write_button = QPushButton(self.tr("Write captions…"))
        self.write_button.clicked.connect(self.captions_wanted)
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(self._number)
        head.addWidget(self._headline, 1)
        head.addWidget(self.write_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addLayout(head)
        column.addWidget(self.meter)
        column.addWidget(self._text)

    @property
    def text(self) -> str:
        """Headline and sentences."""
        return f"{self._headline.text()} {self._text.text()}"

    def show_data(self, data: TuningData) -> None:
        """Show what there is."""
        self._number.setText(human_text.number(data.pictures))
        self._headline.setText(data_headline(data))
        self._text.setText(data_text(data))
        self.meter.show_data(data)
        self.write_button.setProperty("role", "" if data.is_enough else "primary")
        self.write_button.style().unpolish(self.write_button)
        self.write_button.style().polish(self.write_button)
