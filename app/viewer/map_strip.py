"""The heat maps of all words side by side, small."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QScrollArea, QWidget
from typing_extensions import override

from app import human_text
from app.appearance import Appearance, Space
from app.viewer.heat_map import render_word
from engine.records import WordMap

_HEIGHT_PX = 96
_TEXT_PX = 20
_HEAT_PX = 96


class SmallMap(QAbstractButton):
    """One word over the picture; checked is the one whose heat map is kept over the large picture."""

    def __init__(self, word: WordMap, picture: QPixmap, opacity: float, appearance: Appearance) -> None:
        super().__init__()
        self.word_map = word
        self._picture = picture
        self._heat: QImage = render_word(word, _HEAT_PX)
        self._opacity = opacity
        self._appearance = appearance
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        name = human_text.one_line(word.word)
        self.setAccessibleName(self.tr("Where “{name}” is seen").format(name=name))
        self.setToolTip(self.tr("Keep this heat map over the picture"))
        ratio = picture.width() / max(1, picture.height()) if not picture.isNull() else 4 / 3
        self.setFixedSize(QSize(round(min(2.2, max(0.6, ratio)) * (_HEIGHT_PX - _TEXT_PX)), _HEIGHT_PX))

    def set_opacity(self, opacity: float) -> None:
        """Let the heat cover the picture that much."""
        self._opacity = opacity
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(0, 0, self.width(), self.height() - _TEXT_PX).adjusted(1, 1, -1, -1)
        painter.fillRect(box, self._appearance.color("placeholder"))
        if not self._picture.isNull():
            painter.drawPixmap(box, self._picture, QRectF(self._picture.rect()))
        dim = QColor(0, 0, 0)
        dim.setAlphaF(0.35 * self._opacity)
        painter.fillRect(box, dim)
        painter.setOpacity(self._opacity)
        painter.drawImage(box, self._heat)
        painter.setOpacity(1.0)
        if self.isChecked() or self.hasFocus() or self.underMouse():
            painter.setPen(QPen(self._appearance.color("accent"), 2.5 if self.isChecked() else 1.5))
            painter.drawRect(box)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.88)
        painter.setFont(font)
        painter.setPen(self._appearance.color("text"))
        text = QRectF(0, self.height() - _TEXT_PX, self.width(), _TEXT_PX)
        shown = painter.fontMetrics().elidedText(
            human_text.one_line(self.word_map.word), Qt.TextElideMode.ElideRight, self.width()
        )
        painter.drawText(text, int(Qt.AlignmentFlag.AlignCenter), shown)


class MapStrip(QScrollArea):
    """Tells which word was clicked."""

    word_chosen = Signal(object)  # str

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._maps: list[SmallMap] = []
        self._words: tuple[WordMap, ...] = ()
        self._picture = QPixmap()
        self._opacity = 0.55
        self.setObjectName("maps")
        inside = QWidget()
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.S)
        self._row.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(_HEIGHT_PX + 14)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @property
    def maps(self) -> tuple[SmallMap, ...]:
        """The maps, in the order of the query."""
        return tuple(self._maps)

    def show_picture(self, picture: QPixmap) -> None:
        """Take the picture that lies below the heat."""
        side = QSize(400, 2 * _HEIGHT_PX)
        self._picture = picture.scaled(
            side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        self._make_anew()

    def show_words(self, words: tuple[WordMap, ...]) -> None:
        """Show these words."""
        self._words = words
        self._make_anew()

    def set_opacity(self, opacity: float) -> None:
        """Let the heat cover the picture that much."""
        self._opacity = opacity
        for found in self._maps:
            found.set_opacity(opacity)

    def mark(self, word: str) -> None:
        """Mark the word whose heat map lies over the large picture."""
        for found in self._maps:
            found.setChecked(found.word_map.word == word)

    def _make_anew(self) -> None:
        checked = {found.word_map.word for found in self._maps if found.isChecked()}
        for old in self._maps:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._maps = []
        if self.isHidden():
            return
        for place, word in enumerate(self._words):
            small = SmallMap(word, self._picture, self._opacity, self._appearance)
            small.setChecked(word.word in checked)
            small.clicked.connect(lambda _=False, text=word.word: self.word_chosen.emit(text))
            self._row.insertWidget(place, small)
            self._maps.append(small)

    def set_shown(self, *, is_shown: bool) -> None:
        """Show or hide the strip; hidden it draws nothing."""
        self.setVisible(is_shown)
        self._make_anew()
