"""One part of a query as a chip: click it off, weigh it with a slider, take a picture out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSlider, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from app import human_text
from app.appearance import Appearance, Space
from app.thumbnail_cache import ThumbnailCache, cover
from app.translation import translate
from app.widgets.labels import make_label
from engine.browse_records import QueryTerm, TermKind

_HEIGHT_PX = 32
_THUMBNAIL_PX = 24
_WHEEL_STEP = 0.1
_MAX_TEXT_PX = 180


class WeightPopup(QFrame):
    """A slider from "not at all" to "twice"; of a picture from "as unlike as can be"."""

    weight_changed = Signal(object)  # float

    def __init__(self, term: QueryTerm, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        least = -200 if term.kind is TermKind.PICTURE else 0
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(least, 200)
        self.slider.setPageStep(25)
        self.slider.setFixedWidth(200)
        self.slider.setValue(round(term.weight * 100))
        self.slider.setAccessibleName(self.tr("How much “{name}” counts, in percent").format(name=_name(term)))
        self._says = make_label(_meaning(term, term.weight), "caption")
        self._term = term
        self.normal_button = QPushButton(self.tr("As usual"))
        self.normal_button.setProperty("role", "link")
        self.normal_button.clicked.connect(lambda: self.slider.setValue(100))
        row = QHBoxLayout()
        row.addWidget(self._says, 1)
        row.addWidget(self.normal_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.M, Space.L, Space.S)
        layout.setSpacing(Space.XS)
        layout.addWidget(self.slider)
        layout.addLayout(row)
        self.setFixedWidth(264)
        self.slider.valueChanged.connect(self._on_moved)
        self.setFocusProxy(self.slider)

    def _on_moved(self, value: int) -> None:
        self._says.setText(_meaning(self._term, value / 100))
        self.weight_changed.emit(value / 100)


class QueryChip(QFrame):
    """Struck through while it is off. The wheel, and plus and minus keys, weigh it as the slider does."""

    weight_changed = Signal(object, object)  # QueryTerm, float
    removed = Signal(object)  # QueryTerm

    def __init__(
        self, term: QueryTerm, thumbnails: ThumbnailCache, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("queryChip")
        self._thumbnails = thumbnails
        self._appearance = appearance
        self._last_weight = term.weight if abs(term.weight) > 0 else 1.0
        self.term = term
        self.setFixedHeight(_HEIGHT_PX)
        self.switch = QToolButton()
        self.switch.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.switch.setIconSize(QSize(_THUMBNAIL_PX, _THUMBNAIL_PX) if self._is_picture else QSize(14, 14))
        self.switch.clicked.connect(self._on_switched)
        self.weight_button = QToolButton()
        self.weight_button.setIconSize(QSize(16, 16))
        self.weight_button.clicked.connect(self.open_weight)
        appearance.set_icon(self.weight_button, "tune")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.XS, 0, Space.XS, 0)
        layout.setSpacing(0)
        layout.addWidget(self.switch)
        layout.addWidget(self.weight_button)
        self.remove_button = QToolButton()
        self.remove_button.setIconSize(QSize(14, 14))
        self.remove_button.setVisible(self._is_picture)
        self.remove_button.clicked.connect(lambda: self.removed.emit(self.term))
        appearance.set_icon(self.remove_button, "close")
        layout.addWidget(self.remove_button)
        thumbnails.loaded.connect(self._on_thumbnail_loaded)
        self.show_term(term)

    @property
    def _is_picture(self) -> bool:
        return self.term.kind is TermKind.PICTURE

    def show_term(self, term: QueryTerm) -> None:
        """Show the same part with another weight."""
        self.term = term
        is_on = abs(term.weight) > 0
        if is_on:
            self._last_weight = term.weight
        name = human_text.one_line(_name(term))
        text = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, _MAX_TEXT_PX)
        self.switch.setText(text.replace("&", "&&"))
        tip = self.tr("{meaning}. Click to switch it off.") if is_on else self.tr("{meaning}. Click to switch it on.")
        self.switch.setToolTip(tip.format(meaning=_meaning(term, term.weight)))
        self.switch.setAccessibleName(f"{_sort(term).format(name=name)}, {_meaning(term, term.weight)}")
        weighed = is_on and term.weight != 1
        self.weight_button.setText(human_text.percent(term.weight) if weighed else "")
        style = Qt.ToolButtonStyle.ToolButtonTextOnly if weighed else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.weight_button.setToolButtonStyle(style)
        self.weight_button.setToolTip(self.tr("How much it counts"))
        self.weight_button.setAccessibleName(self.tr("How much “{name}” counts").format(name=name))
        self.remove_button.setAccessibleName(self.tr("Take “{name}” out").format(name=name))
        self.remove_button.setToolTip(self.tr("Take this picture out"))
        self._show_icon()
        self.setProperty("kind", "less" if term.kind is TermKind.MINUS or term.weight < 0 else "more")
        self.setProperty("on", is_on)
        for widget in (self, self.switch, self.weight_button):
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def open_weight(self) -> None:
        """Open the slider below the chip."""
        popup = WeightPopup(self.term, self)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.weight_changed.connect(self._weigh)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + Space.XS)))
        popup.show()
        popup.slider.setFocus()

    def _weigh(self, weight: float) -> None:
        self.weight_changed.emit(self.term, weight)

    def _on_switched(self) -> None:
        self._weigh(0.0 if abs(self.term.weight) > 0 else self._last_weight)

    def _show_icon(self) -> None:
        if self.term.kind is TermKind.MINUS:
            self.switch.setIcon(self._appearance.icon("minus", "hurt"))
            return
        if not self._is_picture:
            self.switch.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            return
        pixmap = self._thumbnails.pixmap(self.term.thumbnail_path)
        self.switch.setIcon(self._appearance.icon("photo") if pixmap is None else QIcon(_square(pixmap)))

    def _on_thumbnail_loaded(self, path: Path) -> None:
        if path == self.term.thumbnail_path:
            self._show_icon()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        least = -2.0 if self._is_picture else 0.0
        step = _WHEEL_STEP if event.angleDelta().y() > 0 else -_WHEEL_STEP
        self._weigh(round(min(2.0, max(least, self.term.weight + step)), 2))
        event.accept()


def _square(pixmap: QPixmap) -> QPixmap:
    side = QSize(2 * _THUMBNAIL_PX, 2 * _THUMBNAIL_PX)
    part = pixmap.copy(cover(pixmap.size(), side).toRect())
    return part.scaled(side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _name(term: QueryTerm) -> str:
    return term.text or (translate("QueryChip", "a pasted picture") if term.kind is TermKind.PICTURE else "")


def _sort(term: QueryTerm) -> str:
    return {
        TermKind.WORD: translate("QueryChip", "Word “{name}”"),
        TermKind.MINUS: translate("QueryChip", "Left out: “{name}”"),
        TermKind.PICTURE: translate("QueryChip", "Picture “{name}”"),
    }[term.kind]


def _meaning(term: QueryTerm, weight: float) -> str:
    if weight == 0:
        return translate("QueryChip", "Off")
    share = human_text.percent(abs(weight))
    if term.kind is TermKind.MINUS:
        return (
            translate("QueryChip", "Left out")
            if weight == 1
            else translate("QueryChip", "Left out with {share}").format(share=share)
        )
    if weight < 0:
        return (
            translate("QueryChip", "Unlike this")
            if weight == -1
            else translate("QueryChip", "Unlike this with {share}").format(share=share)
        )
    return (
        translate("QueryChip", "Counts as usual")
        if weight == 1
        else translate("QueryChip", "Counts {share}").format(share=share)
    )
