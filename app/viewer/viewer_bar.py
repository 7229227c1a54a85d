"""The strip above the picture: back, what it is, walking through the hits, zoom, and what else can be done."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from app import human_text
from app.appearance import Appearance, Space
from app.widgets.file_actions import FileActions
from app.widgets.labels import ElidedLabel, make_label
from engine.records import SearchHit

_NARROW_PX = 640


class ViewerBar(QFrame):
    """Buttons only; what they do is connected by the pane."""

    back_clicked = Signal()
    previous_clicked = Signal()
    next_clicked = Signal()
    zoom_in_clicked = Signal()
    zoom_out_clicked = Signal()
    fit_clicked = Signal()
    actual_size_clicked = Signal()
    turn_clicked = Signal()
    details_toggled = Signal(object)  # bool
    captions_toggled = Signal(object)  # bool

    def __init__(self, appearance: Appearance, actions: FileActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewerBar")
        self._appearance = appearance
        self._name = ElidedLabel("section")
        self._facts = ElidedLabel("caption", elide=Qt.TextElideMode.ElideRight)
        self._zoom = make_label(role="caption")
        self._zoom.setMinimumWidth(self._zoom.fontMetrics().horizontalAdvance("1600 %"))
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._facts)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        layout.setSpacing(Space.XS // 2)
        layout.addWidget(self._button("back", self.tr("Back to the results (Esc)"), self.back_clicked))
        layout.addSpacing(Space.S)
        layout.addLayout(names, 1)
        layout.addSpacing(Space.S)
        self.previous_button = self._button("chevron-left", self.tr("Previous result (Left)"), self.previous_clicked)
        self.next_button = self._button("chevron-right", self.tr("Next result (Right)"), self.next_clicked)
        layout.addWidget(self.previous_button)
        layout.addWidget(self.next_button)
        layout.addSpacing(Space.S)
        self._zooming = (
            self._button("zoom-out", self.tr("Zoom out (\N{MINUS SIGN})"), self.zoom_out_clicked),
            self._zoom,
            self._button("zoom-in", self.tr("Zoom in (+)"), self.zoom_in_clicked),
            self._button("fit", self.tr("Whole picture (0)"), self.fit_clicked),
            self._button("actual-size", self.tr("Actual size (1)"), self.actual_size_clicked),
        )
        for widget in self._zooming:
            layout.addWidget(widget)
        layout.addWidget(self._button("rotate-right", self.tr("Turn the view (R)"), self.turn_clicked))
        layout.addSpacing(Space.S)
        for action in actions.on_bars:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setIconSize(QSize(20, 20))
            button.setAccessibleName(action.text())
            layout.addWidget(button)
        self.captions_button = self._toggle("caption", self.tr("Captions (C)"))
        self.captions_button.toggled.connect(self.captions_toggled.emit)
        layout.addWidget(self.captions_button)
        self.details_button = QToolButton()
        self.details_button.setCheckable(True)
        self.details_button.setIconSize(QSize(20, 20))
        self.details_button.setToolTip(self.tr("Details of the file (I)"))
        self.details_button.setAccessibleName(self.tr("Details of the file"))
        appearance.set_icon(self.details_button, "info")
        self.details_button.toggled.connect(self.details_toggled.emit)
        layout.addWidget(self.details_button)

    @property
    def facts(self) -> str:
        """The line below the name."""
        return self._facts.text()

    def show_hit(self, hit: SearchHit, time_s: float | None) -> None:
        """Name the file and say when it was taken, its size, and where in the clip one is."""
        self._name.setText(human_text.one_line(hit.path.name))
        self._name.setToolTip("")
        taken = human_text.day_and_time if time_s is None else human_text.day  # a clip has more to say in one line
        facts = [taken(hit.taken_at)] if hit.taken_at else []
        if hit.width_px and hit.height_px:
            facts.append(f"{hit.width_px} \N{MULTIPLICATION SIGN} {hit.height_px}")
        if time_s is not None:
            at = human_text.clock(time_s)
            facts.insert(
                0,
                self.tr("at {time} of {length}").format(time=at, length=human_text.clock(hit.duration_s))
                if hit.duration_s
                else self.tr("at {time}").format(time=at),
            )
        self._facts.setText(" · ".join(facts))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the name matters more than buttons that wheel and keys do without."""
        for widget in self._zooming:
            widget.setVisible(event.size().width() >= _NARROW_PX)
        super().resizeEvent(event)

    def show_zoom(self, scale: float) -> None:
        """Say how large the picture is shown, 1.0 being actual size."""
        self._zoom.setText(human_text.percent(scale))

    def _toggle(self, icon: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setIconSize(QSize(20, 20))
        button.setToolTip(tip)
        button.setAccessibleName(tip.partition(" (")[0])
        self._appearance.set_icon(button, icon)
        return button

    def _button(self, icon: str, tip: str, signal: SignalInstance) -> QToolButton:
        button = QToolButton()
        button.setIconSize(QSize(20, 20))
        button.setToolTip(tip)
        button.setAccessibleName(tip.partition(" (")[0])
        self._appearance.set_icon(button, icon)
        button.clicked.connect(signal)
        return button
