"""Why this one: the words of the query with their bars; hovering shows a word's heat map, clicking keeps it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSlider, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from app import human_text
from app.appearance import Appearance, Space
from app.translation import translate
from app.viewer.map_strip import MapStrip
from app.viewer.word_chip import WordChip
from app.widgets.flow_layout import FlowLayout
from app.widgets.labels import make_label
from app.widgets.spinner import Spinner
from engine.browse_records import CaptionEffect
from engine.records import Explanation, WordMap


class WhyPanel(QFrame):
    """Tells which word's heat map to show, and how opaque. A pinned word stays pinned from picture to picture."""

    word_shown = Signal(object)  # WordMap or None
    opacity_changed = Signal(object)  # float
    word_switched = Signal(object, object)  # str, bool: count this word from now on

    def __init__(self, appearance: Appearance, *, opacity: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("why")
        self._appearance = appearance
        self._pinned_word = ""
        self._hovered: WordChip | None = None
        self._chips: list[WordChip] = []
        self._spinner = Spinner(16)
        self._hint = make_label(role="caption")
        self.opacity_slider = QSlider(Qt.Orientation.Horizontal)
        self.opacity_slider.setRange(0, 100)
        self.opacity_slider.setValue(round(opacity * 100))
        self.opacity_slider.setFixedWidth(96)
        self.opacity_slider.setAccessibleName(self.tr("Opacity of the heat map"))
        self.opacity_slider.setToolTip(self.tr("Opacity of the heat map"))
        self.opacity_slider.valueChanged.connect(lambda value: self.opacity_changed.emit(value / 100))
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(make_label(self.tr("Why this one"), "section"))
        head.addWidget(self._spinner)
        head.addWidget(self._hint, 1)
        head.addWidget(make_label(self.tr("Heat"), "caption"))
        head.addWidget(self.opacity_slider)
        self.all_button = QToolButton()
        self.all_button.setCheckable(True)
        self.all_button.setIconSize(QSize(18, 18))
        self.all_button.setToolTip(self.tr("The heat maps of all words side by side (A)"))
        self.all_button.setAccessibleName(self.tr("The heat maps of all words side by side"))
        appearance.set_icon(self.all_button, "maps")
        self.all_button.toggled.connect(self._on_all_toggled)
        head.addWidget(self.all_button)
        self.maps = MapStrip(appearance)
        self.maps.word_chosen.connect(self._on_map_chosen)
        self.opacity_changed.connect(self.maps.set_opacity)
        self._chip_area = QWidget()
        self._flow = FlowLayout(self._chip_area, gap_px=Space.S)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        layout.setSpacing(Space.S)
        layout.addLayout(head)
        layout.addWidget(self.maps)
        layout.addWidget(self._chip_area)
        self._captions = make_label(role="caption", wraps=True)
        self._captions.hide()
        layout.addWidget(self._captions)
        self._off: frozenset[str] = frozenset()
        self.clear()

    @property
    def chips(self) -> tuple[WordChip, ...]:
        """The chips, in the order of the query."""
        return tuple(self._chips)

    @property
    def hint(self) -> str:
        """The remark beside the heading."""
        return self._hint.text()

    @property
    def caption_text(self) -> str:
        """What it says about own captions, "" where they did nothing."""
        return self._captions.text()

    def show_captions(self, effects: tuple[CaptionEffect, ...]) -> None:
        """Say which of the person's own captions raised or lowered this one, the strongest two of them."""
        lines = [caption_effect_text(effect) for effect in effects[:2]]
        self._captions.setText("\n".join(lines))
        self._captions.setVisible(bool(lines))

    def clear(self) -> None:
        """Show no words."""
        self._set_words(())
        self._spinner.hide()
        self._hint.clear()

    def wait(self) -> None:
        """Show that an explanation is on its way; the words shown so far stay, so that nothing jumps."""
        self._spinner.show()
        self._hint.clear()

    def show_explanation(self, explanation: Explanation) -> None:
        """Show the words with their bars, relative to the strongest; those that are off have neither bar nor map."""
        self._spinner.hide()
        self._set_words(explanation.words)
        if not explanation.words:
            self._hint.setText(self.tr("No word of this description stands for something to see."))
        else:
            self._hint.setText(self.tr("Point at a word to see where it is"))
        self._tell()

    def show_failure(self, text: str) -> None:
        """Say why there is no explanation."""
        self.clear()
        self._hint.setText(text)

    def show_switched_off(self, words: frozenset[str]) -> None:
        """Show which words (in lower case) the query does not count."""
        if words == self._off:
            return
        self._off = words
        for chip in self._chips:
            chip.set_on(is_on=chip.word_map.word.lower() not in words)
        self._show_maps()
        self._tell()

    def pin_strongest(self) -> None:
        """Keep the heat map of the word that helped most."""
        if self._chips_on:
            self._pin(max(self._chips_on, key=lambda chip: chip.word_map.contribution))

    def pin_next(self, by: int = 1) -> None:
        """Keep the next word's heat map instead, of those that are on; after the last comes none."""
        chips, pinned = self._chips_on, self._pinned()
        if not chips:
            return
        position = chips.index(pinned) if pinned in chips else -1 if by > 0 else len(chips)
        position += by
        self._pin(chips[position] if 0 <= position < len(chips) else None)

    @property
    def _chips_on(self) -> list[WordChip]:
        return [chip for chip in self._chips if chip.is_on]

    def _show_maps(self) -> None:
        """Show the small maps of the words that are on."""
        self.maps.show_words(tuple(chip.word_map for chip in self._chips_on))
        self.maps.mark(self._pinned_word)

    def _set_words(self, words: tuple[WordMap, ...]) -> None:
        self._hovered = None
        while self._chips:
            chip = self._chips.pop()
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        strongest = max((abs(word.contribution) for word in words), default=0.0) or 1.0
        for word in words:
            chip = WordChip(word, word.contribution / strongest, self._appearance, self._chip_area)
            chip.setChecked(word.word == self._pinned_word)
            chip.hovered.connect(self._on_chip_hovered)
            chip.clicked.connect(self._on_chip_clicked)
            chip.switched.connect(self._on_chip_switched)
            chip.set_on(is_on=word.word.lower() not in self._off)
            self._flow.addWidget(chip)
            self._chips.append(chip)
            chip.show()
        self._show_maps()
        self._fit_chips()

    def _fit_chips(self) -> None:
        """Take as many lines as the chips need at this width, and no more."""
        self._chip_area.setFixedHeight(self._flow.heightForWidth(max(1, self.width() - 2 * Space.L)))
        self._chip_area.updateGeometry()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_chips()

    def _pinned(self) -> WordChip | None:
        return next((chip for chip in self._chips if chip.isChecked()), None)

    def _pin(self, chip: WordChip | None) -> None:
        for other in self._chips:
            other.setChecked(other is chip)
        self._pinned_word = chip.word_map.word if chip else ""
        self.maps.mark(self._pinned_word)
        self._tell()

    def _tell(self) -> None:
        chip = self._hovered or self._pinned()
        self.word_shown.emit(chip.word_map if chip and chip.is_on else None)

    def _on_chip_hovered(self, is_hovered: bool) -> None:
        chip = self.sender()
        self._hovered = chip if is_hovered and isinstance(chip, WordChip) else None
        self._tell()

    def _on_chip_clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, WordChip):
            self._pin(chip if chip.isChecked() else None)

    def _on_chip_switched(self) -> None:
        chip = self.sender()
        if isinstance(chip, WordChip):
            is_on = not chip.is_on
            self.show_switched_off(self._off ^ {chip.word_map.word.lower()})
            self.word_switched.emit(chip.word_map.word, is_on)

    def _on_map_chosen(self, word: str) -> None:
        chip = next((chip for chip in self._chips if chip.word_map.word == word), None)
        self._pin(None if chip is None or chip.isChecked() else chip)

    def _on_all_toggled(self, is_on: bool) -> None:
        self.maps.set_shown(is_shown=is_on)
        self.maps.mark(self._pinned_word)


def caption_effect_text(effect: CaptionEffect) -> str:
    """Say what an own caption did to a score."""
    text = human_text.one_line(effect.text)
    by = f"{abs(effect.contribution):.3f}"
    if effect.contribution < 0:
        return translate("WhyPanel", "Your caption “{caption}” lowered it by {by}").format(caption=text, by=by)
    return translate("WhyPanel", "Your caption “{caption}” raised it by {by}").format(caption=text, by=by)
