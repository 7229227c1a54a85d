"""Captions of what is looked at, and the line to write another: used below the viewer's picture and on the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.appearance import Appearance, Space
from app.captions.caption_field import CaptionField
from app.captions.caption_rows import ROWS_PX, CaptionRows, span_text
from app.captions.caption_session import CaptionSession
from app.widgets.labels import make_label
from engine.caption_records import OwnCaption
from engine.records import MediaId, MediaKind, SearchHit

_AROUND_S = 2.0
_COMPACT_ROWS_PX = 58


class CaptionEditor(QFrame):
    """Keeps what was begun for each photo and clip until it is written, so that looking around loses nothing."""

    step_wanted = Signal(object)  # int: -1 the one before, 1 the next
    time_wanted = Signal(object)  # float: go to this moment of the clip
    left = Signal()  # Escape

    def __init__(self, session: CaptionSession, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("captionEditor")
        self.session = session
        self._hit: SearchHit | None = None
        self._time_s: float | None = None
        self._span: tuple[float, float] | None = None
        self._is_span_set = False  # by the person, who may look around since
        self._edited: OwnCaption | None = None
        self._drafts: dict[MediaId, str] = {}
        self.rows = CaptionRows(appearance)
        self.field = CaptionField()
        self.field.setAccessibleName(self.tr("Caption"))
        self._hint = make_label(role="caption", wraps=True)
        self._span_bar = self._make_span_bar(appearance)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.S, Space.L, Space.M)
        layout.setSpacing(Space.S)
        for part in (self.rows, self._span_bar, self.field, self._hint):
            layout.addWidget(part)
        self._connect()
        self._show_mode()

    @property
    def edited(self) -> OwnCaption | None:
        """The caption that is being changed."""
        return self._edited

    @property
    def span(self) -> tuple[float | None, float | None]:
        """The moment that the next caption speaks of; (None, None) is the whole."""
        if self._span is None or self.whole_button.isChecked() or not self._is_clip:
            return None, None
        return self._span

    @property
    def _is_clip(self) -> bool:
        return self._hit is not None and self._hit.kind is MediaKind.VIDEO

    def show_hit(self, hit: SearchHit | None, time_s: float | None = None) -> None:
        """Caption this photo or clip from now on."""
        before = self._hit
        if hit is not None and before is not None and hit.media_id == before.media_id:
            self._hit = hit
            return
        self._keep_draft()
        self._hit, self._edited = hit, None
        self.session.look_at(None if hit is None else hit.media_id)
        self.field.setText("" if hit is None else self._drafts.pop(hit.media_id, ""))
        self.field.setEnabled(hit is not None)
        has_moment = self._is_clip and hit is not None and bool(hit.moments)
        (self.moment_button if has_moment else self.whole_button).setChecked(True)
        self._span_bar.setVisible(self._is_clip)
        self._span, self._is_span_set = None, False
        self.set_time(time_s)
        self._show_mode()

    def set_time(self, time_s: float | None) -> None:
        """Say where in the clip one is: the moment that the next caption speaks of lies around it."""
        self._time_s = time_s
        if time_s is None or self._hit is None:
            return
        if self._span is None or not (self._is_span_set or self._span[0] <= time_s <= self._span[1]):
            self._span = self._around(self._hit, time_s)
        self._show_span()

    def set_compact(self, *, is_compact: bool) -> None:
        """Take less room where there is little: the hint on the keys goes, captions show two lines."""
        self._hint.setVisible(not is_compact)
        self.rows.set_most_px(_COMPACT_ROWS_PX if is_compact else ROWS_PX)

    def choose_moment(self) -> None:
        """Speak of the moment one has gone to, no longer of the whole clip."""
        if self._is_clip and self._span is not None:
            self.moment_button.setChecked(True)

    def begin_here(self) -> None:
        """Let the moment begin where one is."""
        if self._time_s is not None and self._span is not None:
            self._set_span(self._time_s, max(self._span[1], self._time_s))

    def end_here(self) -> None:
        """Let the moment end where one is."""
        if self._time_s is not None and self._span is not None:
            self._set_span(min(self._span[0], self._time_s), self._time_s)

    def edit(self, caption: OwnCaption | None) -> None:
        """Change a caption; None goes back to writing a new one."""
        if self._edited is None:
            self._keep_draft()
        self._edited = caption
        if caption is not None:
            self.field.setText(caption.text)
            self.field.selectAll()
        elif self._hit is not None:
            self.field.setText(self._drafts.pop(self._hit.media_id, ""))
        self._show_mode()
        self.rows.show_captions(self.session.captions, None if caption is None else caption.caption_id)
        self.field.setFocus()

    def _make_span_bar(self, appearance: Appearance) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        self.moment_button = QPushButton()
        self.whole_button = QPushButton(self.tr("&Whole clip"))
        group = QButtonGroup(self)
        for button in (self.moment_button, self.whole_button):
            button.setProperty("role", "filter")
            button.setCheckable(True)
            group.addButton(button)
            row.addWidget(button)
        self.whole_button.setChecked(True)
        self.begin_button = QToolButton()
        self.begin_button.setText(self.tr("&Begins here"))
        self.end_button = QToolButton()
        self.end_button.setText(self.tr("&Ends here"))
        for tool, tip in (
            (self.begin_button, self.tr("The moment begins at the frame that is shown (Alt+B)")),
            (self.end_button, self.tr("The moment ends at the frame that is shown (Alt+E)")),
        ):
            tool.setToolTip(tip)
            tool.setAccessibleName(tip.partition(" (")[0])
            row.addWidget(tool)
        row.addStretch(1)
        bar.hide()
        return bar

    def _connect(self) -> None:
        self.field.submitted.connect(self._on_submitted)
        self.field.step_wanted.connect(self._on_step_wanted)
        self.field.last_wanted.connect(self._on_last_wanted)
        self.field.undo_wanted.connect(self.session.undo)
        self.field.left.connect(self._on_left)
        self.rows.edit_wanted.connect(self.edit)
        self.rows.removal_wanted.connect(self._on_removal_wanted)
        self.rows.time_wanted.connect(self.time_wanted)
        self.begin_button.clicked.connect(self.begin_here)
        self.end_button.clicked.connect(self.end_here)
        self.session.loaded.connect(self._on_loaded)
        self.session.undone.connect(self._on_undone)

    def _around(self, hit: SearchHit, time_s: float) -> tuple[float, float]:
        """Return the moment that was found and holds this time, or a few seconds around it."""
        moment = next((found for found in hit.moments if found.start_s <= time_s <= found.end_s), None)
        if moment is not None and moment.end_s > moment.start_s:
            return moment.start_s, moment.end_s
        end_s = time_s + _AROUND_S
        return max(0.0, time_s - _AROUND_S), min(end_s, hit.duration_s or end_s)

    def _set_span(self, start_s: float, end_s: float) -> None:
        self._span, self._is_span_set = (start_s, end_s), True
        self.moment_button.setChecked(True)
        self._show_span()

    def _show_span(self) -> None:
        span = self._span or (0.0, 0.0)
        self.moment_button.setText(self.tr("This &moment · {time}").format(time=span_text(*span)))
        for button in (self.begin_button, self.end_button, self.moment_button):
            button.setEnabled(self._span is not None)

    def _show_mode(self) -> None:
        """Say what Enter does."""
        if self._edited is not None:
            self.field.setPlaceholderText(self.tr("Nothing: Enter removes the caption"))
            self._hint.setText(self.tr("Enter changes the caption · Esc leaves it as it was"))
            return
        self.field.setPlaceholderText(self.tr("Say what this shows, in your own words"))
        self._hint.setText(
            self.tr(
                "Enter writes it and goes on · Shift+Enter writes another one · Page Down goes on without · "
                "Up changes the last one"
            )
        )

    def _keep_draft(self) -> None:
        if self._hit is None or self._edited is not None:
            return
        if self.field.plain_text:
            self._drafts[self._hit.media_id] = self.field.plain_text
        else:
            self._drafts.pop(self._hit.media_id, None)

    def _on_submitted(self, text: str, goes_on: bool) -> None:
        if self._edited is not None:
            self.session.rewrite(self._edited, text)
            self.edit(None)
            return
        self.session.write(text, *self.span)
        self.field.clear()
        if text:
            self._is_span_set = False
        if goes_on:
            self.step_wanted.emit(1)

    def _on_step_wanted(self, by: int) -> None:
        if self._edited is not None:
            self.edit(None)
        self.step_wanted.emit(by)

    def _on_last_wanted(self) -> None:
        if self.session.captions:
            self.edit(max(self.session.captions, key=lambda caption: caption.caption_id))

    def _on_removal_wanted(self, caption: OwnCaption) -> None:
        if self._edited is not None and self._edited.caption_id == caption.caption_id:
            self.edit(None)
        self.session.take_out(caption)
        self.field.setFocus()

    def _on_left(self) -> None:
        if self._edited is not None:
            self.edit(None)
        else:
            self.left.emit()

    def _on_loaded(self, captions: tuple[OwnCaption, ...]) -> None:
        edited = None if self._edited is None else self._edited.caption_id
        self.rows.show_captions(captions, edited)

    def _on_undone(self) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
