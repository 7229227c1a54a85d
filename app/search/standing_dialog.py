"""Why is this one (not) found? Rank, score and cutoff of a file, the state of its index, and what keeps it away."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app import human_text
from app.appearance import Space
from app.engine_text import in_own_words
from app.error_dialog import describe_error
from app.services import Services
from app.tasks import LatestTask
from app.translation import QT_TRANSLATE_NOOP, translate
from app.viewer.why_panel import caption_effect_text
from app.widgets.labels import ElidedLabel, make_label
from app.widgets.spinner import Spinner
from engine.browse_records import IndexState, QueryTerm, Standing, TermEffect, TermKind
from engine.records import SearchRequest

_STATES = {
    IndexState.WAITING: QT_TRANSLATE_NOOP(
        "StandingDialog", "It lies in a folder of the library and waits to be indexed."
    ),
    IndexState.CHANGED: QT_TRANSLATE_NOOP(
        "StandingDialog", "It has changed since it was indexed; the next update looks at it again."
    ),
    IndexState.PROBLEM: QT_TRANSLATE_NOOP("StandingDialog", "It could not be read."),
    IndexState.SKIPPED: QT_TRANSLATE_NOOP(
        "StandingDialog", "It lies in a folder of the library, but is no photo or clip, or is left out by a rule."
    ),
    IndexState.OUTSIDE: QT_TRANSLATE_NOOP(
        "StandingDialog", "It lies in no folder of the library. Add its folder to find it."
    ),
    IndexState.OTHER_MODEL: QT_TRANSLATE_NOOP(
        "StandingDialog", "It was indexed with another model only. Update the library to find it."
    ),
    IndexState.MISSING: QT_TRANSLATE_NOOP("StandingDialog", "There is no such file, and the library knows none."),
}
_FILTERS = {
    "kind": (QT_TRANSLATE_NOOP("StandingDialog", "the kind of file"), {"kind": None}),
    "date": (QT_TRANSLATE_NOOP("StandingDialog", "the date"), {"after": None, "before": None}),
    "folder": (QT_TRANSLATE_NOOP("StandingDialog", "the folder"), {"folder": None}),
    "camera": (QT_TRANSLATE_NOOP("StandingDialog", "the camera"), {"camera": None}),
    "caption": (QT_TRANSLATE_NOOP("StandingDialog", "captions"), {"has_caption": None}),
    "favourite": (QT_TRANSLATE_NOOP("StandingDialog", "favourites"), {"is_favourite": None}),
}
_WIDTH_PX = 640


class StandingDialog(QDialog):
    """Asks the engine, says it in sentences, and offers to take away what keeps the file from being found."""

    filters_dropped = Signal(object)  # fields of SearchRequest
    term_switched_off = Signal(object)  # QueryTerm
    answered = Signal()

    def __init__(self, services: Services, request: SearchRequest, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Why is this one found, or not?"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._request = request
        self._sentences: list[str] = []
        name = ElidedLabel("title")
        name.setText(human_text.one_line(path.name))
        folder = ElidedLabel("caption")
        folder.setText(human_text.one_line(str(path.parent)))
        self._column = QVBoxLayout()
        self._column.setSpacing(Space.M)
        self._spinner = Spinner(24)
        self._column.addWidget(self._spinner, 0, Qt.AlignmentFlag.AlignHCenter)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        layout.setSpacing(Space.S)
        layout.addWidget(name)
        layout.addWidget(folder)
        layout.addSpacing(Space.S)
        layout.addLayout(self._column, 1)
        layout.addSpacing(Space.M)
        layout.addWidget(buttons)
        self.setFixedWidth(_WIDTH_PX)
        self._task = LatestTask(self)
        self._task.watch(services.operations.find_standing(request, path), self._on_answered, self._on_failed)
        self.finished.connect(self._task.drop)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What it says."""
        return tuple(self._sentences)

    def _on_failed(self, error: Exception) -> None:
        self._spinner.hide()
        self._say(describe_error(error).sentence)
        self.answered.emit()

    def _on_answered(self, standing: Standing) -> None:
        self._spinner.hide()
        self._say(verdict(standing), "section")
        for sentence in explain_standing(standing):
            self._say(sentence)
        for effect in standing.captions:
            self._say(caption_effect_text(effect))
        for name in standing.filters:
            self._offer_to_drop(name)
        if standing.effects:
            self._show_effects(standing)
        self.adjustSize()
        self.answered.emit()

    def _say(self, text: str, role: str = "body") -> None:
        self._sentences.append(text)
        label = make_label(text, role, wraps=True)
        label.setMinimumWidth(_WIDTH_PX - 2 * Space.XL)
        self._column.addWidget(label)

    def _offer_to_drop(self, name: str) -> None:
        text, fields = _FILTERS.get(name, (name, {}))
        self._sentences.append(
            self.tr("The filter for {kind} keeps it away.").format(kind=translate("StandingDialog", text))
        )
        row = QHBoxLayout()
        row.addWidget(make_label(self._sentences[-1]), 1)
        button = QPushButton(self.tr("Drop this filter"))
        button.clicked.connect(lambda: self._drop(fields))
        row.addWidget(button)
        self._column.addLayout(row)

    def _drop(self, fields: dict[str, None]) -> None:
        self.filters_dropped.emit(dict(fields))
        self.accept()

    def _show_effects(self, standing: Standing) -> None:
        self._column.addWidget(make_label(self.tr("What each part of the search does to it"), "section"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(1, 1)
        for row, effect in enumerate(standing.effects):
            grid.addWidget(make_label(_effect_name(effect)), row, 0)
            says = effect_text(effect, standing.rank)
            self._sentences.append(f"{_effect_name(effect)}: {says}")
            grid.addWidget(make_label(says, "muted", wraps=True), row, 1)
            if effect.contribution < 0 and effect.kind is not TermKind.PICTURE:
                button = QPushButton(self.tr("Switch it off"))
                button.setAccessibleName(self.tr("Switch “{text}” off").format(text=effect.text))
                button.clicked.connect(lambda _=False, effect=effect: self._switch_off(effect))
                grid.addWidget(button, row, 2)
        self._column.addLayout(grid)

    def _switch_off(self, effect: TermEffect) -> None:
        self.term_switched_off.emit(QueryTerm(effect.kind, effect.text))
        self.accept()


def verdict(standing: Standing) -> str:
    """Say in one sentence whether it is found."""
    if standing.is_listed and standing.beneath is not None:
        return translate("StandingDialog", "It is found, beneath another one in a stack.")
    if standing.is_listed:
        return (
            translate("StandingDialog", "It is found.")
            if math.isnan(standing.score)
            else translate("StandingDialog", "It is found, at place {place}.").format(place=_place(standing))
        )
    if standing.media_id is None:
        return translate("StandingDialog", "It cannot be found.")
    if standing.filters:
        return (
            translate("StandingDialog", "A filter keeps it away.")
            if len(standing.filters) == 1
            else translate("StandingDialog", "Filters keep it away.")
        )
    return translate("StandingDialog", "It does not match well enough to be shown.")


def explain_standing(standing: Standing) -> list[str]:
    """Say what there is to say about state, rank, score and cutoff."""
    said = [translate("StandingDialog", _STATES[standing.state])] if standing.state in _STATES else []
    if standing.problem:
        said.append(in_own_words(standing.problem))
    if standing.beneath is not None:
        said.append(
            translate("StandingDialog", "It looks like a copy or a shot of the burst of {name}.").format(
                name=human_text.one_line(standing.beneath.name)
            )
        )
    if standing.media_id is None or math.isnan(standing.score):
        return said
    among = (
        translate("StandingDialog", "Among everything it has place {place} of {compared}.")
        if standing.filters
        else translate("StandingDialog", "Among what passes the filters it has place {place} of {compared}.")
    )
    said.append(among.format(place=_place(standing), compared=human_text.number(standing.compared)))
    if not math.isfinite(standing.cutoff):
        if standing.cutoff > 0:
            said.append(
                translate("StandingDialog", "Nothing in the library really matches this search; the nearest are shown.")
            )
    elif standing.score >= standing.cutoff:
        said.append(
            translate("StandingDialog", "Its score of {score} is above the cutoff of {cutoff}.").format(
                score=_score(standing.score), cutoff=_score(standing.cutoff)
            )
        )
    else:
        said.append(
            translate(
                "StandingDialog",
                "Its score of {score} is {lacks} below the cutoff of {cutoff} (the best has {best}). "
                "“Show weaker matches” lists what comes near.",
            ).format(
                score=_score(standing.score),
                lacks=_score(standing.cutoff - standing.score),
                cutoff=_score(standing.cutoff),
                best=_score(standing.best_score),
            )
        )
    return said


def effect_text(effect: TermEffect, rank: int) -> str:
    """Say what a part of the query does to the place."""
    does = (
        translate("StandingDialog", "raises it by {amount}")
        if effect.contribution >= 0
        else translate("StandingDialog", "lowers it by {amount}")
    ).format(amount=_score(abs(effect.contribution)))
    without = (
        translate("StandingDialog", "without it, the same place")
        if effect.rank_without == rank
        else translate("StandingDialog", "without it, place {place}").format(
            place=human_text.number(effect.rank_without)
        )
    )
    return f"{does}; {without}"


def _effect_name(effect: TermEffect) -> str:
    name = human_text.one_line(effect.text) or translate("StandingDialog", "a picture")
    return translate("StandingDialog", "without {name}").format(name=name) if effect.kind is TermKind.MINUS else name


def _score(score: float) -> str:
    return QLocale().toString(score, "f", 3)


def _place(standing: Standing) -> str:
    return human_text.number(standing.rank)
