"""The parts of the query as chips below the box."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.appearance import Appearance, Space
from app.search.query_chip import QueryChip
from app.thumbnail_cache import ThumbnailCache
from app.widgets.flow_layout import FlowLayout
from engine.browse_records import QueryTerm


class ChipBar(QWidget):
    """Hidden without parts. Chips stay the same widgets while their weights change, so that a slider can be dragged."""

    weight_changed = Signal(object, object)  # QueryTerm, float
    removed = Signal(object)  # QueryTerm

    def __init__(self, thumbnails: ThumbnailCache, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._appearance = appearance
        self._chips: list[QueryChip] = []
        self._flow = FlowLayout(self, gap_px=Space.S)
        self.hide()

    @property
    def chips(self) -> tuple[QueryChip, ...]:
        """The chips, in the order of the query."""
        return tuple(self._chips)

    def show_terms(self, terms: tuple[QueryTerm, ...]) -> None:
        """Show these parts."""
        if [_identity(chip.term) for chip in self._chips] == [_identity(term) for term in terms]:
            for chip, term in zip(self._chips, terms, strict=True):
                chip.show_term(term)
        else:
            self._make_anew(terms)
        self.setVisible(bool(terms))
        self._fit()

    def _make_anew(self, terms: tuple[QueryTerm, ...]) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [QueryChip(term, self._thumbnails, self._appearance, self) for term in terms]
        for chip in self._chips:
            chip.weight_changed.connect(self._on_weight_changed)
            chip.removed.connect(self.removed)
            self._flow.addWidget(chip)
            chip.show()

    def _on_weight_changed(self, term: QueryTerm, weight: float) -> None:
        """Show the new weight at once; the ranking follows."""
        for chip in self._chips:
            if chip.term == term:
                picture = None if term.picture is None else dataclasses.replace(term.picture, weight=weight)
                chip.show_term(dataclasses.replace(term, weight=weight, picture=picture))
        self.weight_changed.emit(term, weight)
        self._fit()

    def _fit(self) -> None:
        self._flow.invalidate()
        self.setFixedHeight(max(1, self._flow.heightForWidth(max(1, self.width()))))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _identity(term: QueryTerm) -> object:
    picture = None if term.picture is None else dataclasses.replace(term.picture, weight=1.0)
    return term.kind, term.text, picture
