"""One photo or clip, large: zoom, pan and turn, heat maps by word, the curve and the frames of a clip, details."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.appearance import Space
from app.captions.caption_editor import CaptionEditor
from app.captions.caption_session import CaptionSession
from app.error_dialog import describe_error
from app.services import Services
from app.view_state import SoundChoice
from app.viewer.details_panel import DetailsPanel
from app.viewer.frame_player import FramePlayer
from app.viewer.frame_timeline import FrameTimeline
from app.viewer.heat_map import render_word
from app.viewer.moment_strip import MomentStrip
from app.viewer.picture_view import ZOOM_STEP, PictureView, as_image
from app.viewer.sound_control import SoundControl
from app.viewer.sound_sink import QtOutlet, SoundOutlet
from app.viewer.viewer_bar import ViewerBar
from app.viewer.viewer_session import ViewerSession
from app.viewer.why_panel import WhyPanel
from app.widgets.banner import Banner
from app.widgets.file_actions import FileActions
from engine.browse_records import ClipCurves, QueryTerm, TermKind
from engine.caption_records import CaptionChange
from engine.records import Explanation, MediaKind, Moment, Picture, SearchHit, SearchRequest, WordMap

_PAN_SHARE = 0.15
_COMPACT_PX = 720
_SHORTEST_CUT_S = 4.0


class ViewerPane(QFrame):
    """Shows one hit for one query; walking to its neighbours is asked of whoever holds the list."""

    closed = Signal()
    step_wanted = Signal(object)  # int: -1 previous hit, 1 next hit
    heat_shown = Signal()  # the heat map of a word lies over the picture
    cut_wanted = Signal(object, object, object)  # SearchHit, start and end in seconds: copy that stretch of the clip
    captions_changed = Signal(object)  # CaptionChange
    weight_changed = Signal(object, object)  # QueryTerm, float: a word is taken out of the query, or put back

    def __init__(
        self,
        services: Services,
        actions: FileActions,
        parent: QWidget | None = None,
        *,
        outlet: SoundOutlet | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("viewer")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Viewer"))
        appearance = services.appearance
        self._thumbnails = services.thumbnails
        self._actions = actions
        self.session = ViewerSession(services)
        self.bar = ViewerBar(appearance, actions)
        self.banner = Banner(appearance)
        self.picture = PictureView(appearance)
        self.moments = MomentStrip(services.thumbnails, appearance)
        self.timeline = FrameTimeline(appearance, services.thumbnails)
        outlet = outlet or QtOutlet(self)
        self.player = FramePlayer(services.operations, outlet, self)
        self.sound = SoundControl(appearance, outlet.trouble)
        self.details = DetailsPanel()
        self.captions = CaptionEditor(CaptionSession(services, self), appearance)
        self.captions.hide()
        self.why = WhyPanel(appearance, opacity=services.config.appearance.heat_opacity)
        self._clip_panel = self._make_clip_panel(services)
        self.picture.set_heat_opacity(services.config.appearance.heat_opacity)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.banner)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.picture, 1)
        middle.addWidget(self.details)
        layout.addLayout(middle, 1)
        layout.addWidget(self._clip_panel)
        layout.addWidget(self.captions)
        layout.addWidget(self.why)
        self._connect_widgets()
        self._connect_session()

    @property
    def hit(self) -> SearchHit | None:
        """What is shown."""
        return self.session.hit

    def show_hit(self, hit: SearchHit, request: SearchRequest, *, keeps_time: bool = False) -> None:
        """Show a hit; its thumbnail stands in until the picture is there. `keeps_time` stays where one is in a clip."""
        before = self.session.hit
        is_other = before is None or before.path != hit.path
        is_clip = hit.kind is MediaKind.VIDEO
        if is_other:
            self.player.stop()
            self.sound.forget_trouble()
            self.banner.hide()
            self.picture.turn(-self.picture.turns)
            self._show_stand_in(hit)
            self.timeline.show_clip(hit.duration_s or 0.0, hit.moments)
        elif not keeps_time:
            self.player.stop()
        self.timeline.show_moments(hit.moments)
        self.moments.show_moments(hit.moments)
        self._clip_panel.setVisible(is_clip)
        self.why.setVisible(bool(request.query.strip()))
        off = {weight.text.lower() for weight in request.weights if weight.weight == 0}
        self.why.show_switched_off(frozenset(off))
        self._actions.set_hit(hit)
        self.session.look_at(hit, request, keeps_time=keeps_time or self.player.is_playing)
        if is_other and not self.details.isHidden():
            self._load_details()
        if not self.captions.isHidden():
            self.captions.show_hit(hit, self.session.time_s)
        self._show_time()

    def leave(self) -> None:
        """Show nothing and load nothing."""
        self.player.stop()
        self.session.leave()
        self.picture.clear()
        self.why.clear()
        self.captions.show_hit(None)
        self._actions.set_hit(None)

    def _make_clip_panel(self, services: Services) -> QWidget:
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        column.setSpacing(Space.XS)
        column.addWidget(self.moments)
        row = QHBoxLayout()
        row.setSpacing(Space.XS)
        self.play_button = QToolButton()
        services.appearance.set_icon(self.play_button, "play")
        self.play_button.clicked.connect(self.toggle_playing)
        self._appearance = services.appearance
        self._on_playing(False)
        row.addWidget(self.play_button)
        for icon, tip, by in (
            ("frame-previous", self.tr("Previous kept frame (,)"), -1),
            ("frame-next", self.tr("Next kept frame (.)"), 1),
        ):
            button = QToolButton()
            button.setToolTip(tip)
            button.setAccessibleName(tip.partition(" (")[0])
            services.appearance.set_icon(button, icon)
            button.clicked.connect(lambda _=False, by=by: self.timeline.step(by))
            row.addWidget(button)
        row.addWidget(self.timeline, 1)
        row.addWidget(self.sound)
        cut = QToolButton()
        cut.setToolTip(self.tr("Copy this moment into a clip of its own (X)"))
        cut.setAccessibleName(self.tr("Copy this moment into a clip of its own"))
        services.appearance.set_icon(cut, "cut")
        cut.clicked.connect(self.ask_for_cut)
        row.addWidget(cut)
        column.addLayout(row)
        panel.hide()
        return panel

    def _connect_widgets(self) -> None:
        self.bar.back_clicked.connect(self.closed)
        self.bar.previous_clicked.connect(lambda: self.step_wanted.emit(-1))
        self.bar.next_clicked.connect(lambda: self.step_wanted.emit(1))
        self.bar.zoom_in_clicked.connect(lambda: self.picture.zoom(ZOOM_STEP))
        self.bar.zoom_out_clicked.connect(lambda: self.picture.zoom(1 / ZOOM_STEP))
        self.bar.fit_clicked.connect(self.picture.fit)
        self.bar.actual_size_clicked.connect(self.picture.show_actual_size)
        self.bar.turn_clicked.connect(lambda: self.picture.turn(1))
        self.bar.details_toggled.connect(self._on_details_toggled)
        self.bar.captions_toggled.connect(self._on_captions_toggled)
        self.captions.step_wanted.connect(self.step_wanted)
        self.captions.time_wanted.connect(self._go_to)
        self.captions.left.connect(self._on_captions_left)
        self.captions.session.changed.connect(self._on_captions_changed)
        self.captions.session.failed.connect(self._on_picture_failed)
        self.player.frame_shown.connect(self._on_frame_played)
        self.player.state_changed.connect(self._on_playing)
        self.player.failed.connect(self._on_picture_failed)
        self.player.sound.ended.connect(self.sound.show_trouble)
        self.sound.chosen.connect(self._on_sound_chosen)
        self.why.word_switched.connect(self._on_word_switched)
        self.picture.zoomed.connect(self.bar.show_zoom)
        self.picture.detail_wanted.connect(self.session.load_detail)
        self.moments.moment_chosen.connect(self._on_moment_chosen)
        self.timeline.time_chosen.connect(self._go_to)
        self.why.word_shown.connect(self._on_word_shown)
        self.why.opacity_changed.connect(self.picture.set_heat_opacity)

    def _connect_session(self) -> None:
        self.session.picture_loaded.connect(self._on_picture_loaded)
        self.session.detail_loaded.connect(self._on_picture_loaded)
        self.session.picture_failed.connect(self._on_picture_failed)
        self.session.curves_loaded.connect(self._on_curves_loaded)
        self.session.details_loaded.connect(self.details.show_details)
        self.session.captions_explained.connect(self.why.show_captions)
        self.session.explain_started.connect(self.why.wait)
        self.session.explained.connect(self._on_explained)
        self.session.explain_failed.connect(self._on_explain_failed)

    def _show_stand_in(self, hit: SearchHit) -> None:
        path = (hit.moment.thumbnail_path if hit.moment else None) or hit.thumbnail_path
        thumbnail = self._thumbnails.pixmap(path)
        self.picture.show_heat(None)
        if thumbnail is not None:
            self.picture.show_picture(thumbnail, (hit.width_px, hit.height_px))
        else:
            self.picture.clear()

    def _show_time(self) -> None:
        hit, time_s = self.session.hit, self.session.time_s
        if hit is None:
            return
        self.bar.show_hit(hit, time_s)
        if time_s is not None:
            self.timeline.set_time(time_s)
            self.moments.mark_time(time_s)
            self.captions.set_time(time_s)

    def toggle_playing(self) -> None:
        """Play the clip from where one is, or stay there."""
        hit = self.session.hit
        if self.player.is_playing:
            self.player.stop()
        elif hit is not None and hit.kind is MediaKind.VIDEO and hit.duration_s:
            self.sound.forget_trouble()
            self.player.play(hit.path, hit.duration_s, self.session.time_s or 0.0)

    def choose_sound(self, choice: SoundChoice) -> None:
        """Play this loud from now on."""
        self.sound.show_choice(choice)
        self._on_sound_chosen(choice)

    def _on_sound_chosen(self, choice: SoundChoice) -> None:
        self.player.choose_sound(choice)
        self._show_play_button(is_playing=self.player.is_playing)

    def ask_for_cut(self) -> None:
        """Ask for a copy of the moment one is in, or of some seconds around where one is."""
        hit, time_s = self.session.hit, self.session.time_s
        if hit is None or time_s is None or hit.kind is not MediaKind.VIDEO:
            return
        moment = next((found for found in hit.moments if found.start_s <= time_s <= found.end_s), None)
        start_s, end_s = (moment.start_s, moment.end_s) if moment is not None else (time_s, time_s)
        if end_s - start_s < _SHORTEST_CUT_S:
            middle = (start_s + end_s) / 2
            start_s, end_s = middle - _SHORTEST_CUT_S / 2, middle + _SHORTEST_CUT_S / 2
        self.cut_wanted.emit(hit, max(0.0, start_s), end_s)

    def _on_playing(self, is_playing: bool) -> None:
        if not is_playing and self.session.time_s is not None:
            self.session.explain_here()
        self._show_play_button(is_playing=is_playing)

    def _show_play_button(self, *, is_playing: bool) -> None:
        play = self.tr("Play (K)") if self.sound.is_on else self.tr("Play, without sound (K)")
        icon, name = ("pause", self.tr("Pause (K)")) if is_playing else ("play", play)
        self.play_button.setIcon(self._appearance.icon(icon))
        self.play_button.setToolTip(name)
        self.play_button.setAccessibleName(name.partition(" (")[0])

    def _on_frame_played(self, picture: Picture, time_s: float) -> None:
        self.session.pass_by(time_s)
        self.picture.show_heat(None)  # that of another frame by now
        self._on_picture_loaded(picture)
        self._show_time()

    def _on_curves_loaded(self, curves: ClipCurves) -> None:
        self.timeline.show_curves(curves)
        self._show_time()

    def _on_details_toggled(self, is_shown: bool) -> None:
        self.details.setVisible(is_shown)
        if is_shown:
            self._load_details()

    def write_caption(self) -> None:
        """Show the captions and go to the line to write in."""
        if self.bar.captions_button.isChecked():
            self.captions.field.setFocus()
        else:
            self.bar.captions_button.setChecked(True)

    def _on_captions_toggled(self, is_shown: bool) -> None:
        self.captions.setVisible(is_shown)
        if is_shown and self.session.hit is not None:
            self.captions.show_hit(self.session.hit, self.session.time_s)
            self.captions.field.setFocus()
        elif not is_shown:
            self.setFocus()

    def _on_captions_left(self) -> None:
        self.setFocus()

    def _on_captions_changed(self, change: CaptionChange) -> None:
        self.captions_changed.emit(change)
        if not self.details.isHidden():
            self._load_details()

    def _load_details(self) -> None:
        self.details.wait()
        self.session.load_details()

    def _on_word_switched(self, word: str, is_on: bool) -> None:
        self.weight_changed.emit(QueryTerm(TermKind.WORD, word), 1.0 if is_on else 0.0)

    def _go_to(self, time_s: float) -> None:
        self.player.stop()
        self.session.go_to(time_s)
        self._show_time()
        self.captions.choose_moment()

    def _on_moment_chosen(self, moment: Moment) -> None:
        self._go_to(moment.best_s)

    def _on_picture_loaded(self, picture: Picture) -> None:
        hit = self.session.hit
        if hit is None:
            return
        self.banner.hide()
        self.picture.show_picture(as_image(picture), (hit.width_px, hit.height_px), keeps_view=True)
        if not self.player.is_playing:
            self.why.maps.show_picture(self.picture.upright)

    def _on_picture_failed(self, error: Exception) -> None:
        self.banner.say(describe_error(error).sentence, tone="error")

    def _on_explained(self, explanation: Explanation) -> None:
        self.why.show_explanation(explanation)

    def _on_explain_failed(self, error: Exception) -> None:
        self.picture.show_heat(None)
        self.why.show_failure(describe_error(error).sentence)

    def _on_word_shown(self, word: WordMap | None) -> None:
        self.picture.show_heat(None if word is None else render_word(word))
        self.timeline.show_word("" if word is None else word.word)
        if word is not None:
            self.heat_shown.emit()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing plays that is not seen: another page is shown, or the window went to the tray."""
        if not event.spontaneous():  # a window that is minimised plays on
            self.player.stop()
        super().hideEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.captions.set_compact(is_compact=event.size().height() < _COMPACT_PX)
        super().resizeEvent(event)

    def act_on(self, key: Qt.Key) -> bool:
        """Do what a key means here; False if it means nothing."""
        fitted = self.picture.transform.is_fitted
        actions: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Escape: self.closed.emit,
            Qt.Key.Key_Plus: lambda: self.picture.zoom(ZOOM_STEP),
            Qt.Key.Key_Equal: lambda: self.picture.zoom(ZOOM_STEP),
            Qt.Key.Key_Minus: lambda: self.picture.zoom(1 / ZOOM_STEP),
            Qt.Key.Key_0: self.picture.fit,
            Qt.Key.Key_1: self.picture.show_actual_size,
            Qt.Key.Key_Comma: lambda: self.timeline.step(-1),
            Qt.Key.Key_Period: lambda: self.timeline.step(1),
            Qt.Key.Key_W: self.why.pin_next,
            Qt.Key.Key_A: self.why.all_button.toggle,
            Qt.Key.Key_R: lambda: self.picture.turn(1),
            Qt.Key.Key_I: self.bar.details_button.toggle,
            Qt.Key.Key_C: self.write_caption,
            Qt.Key.Key_K: self.toggle_playing,
            Qt.Key.Key_M: self.sound.toggle,
            Qt.Key.Key_X: self.ask_for_cut,
            Qt.Key.Key_PageUp: lambda: self.step_wanted.emit(-1),
            Qt.Key.Key_PageDown: lambda: self.step_wanted.emit(1),
            Qt.Key.Key_Left: lambda: self.step_wanted.emit(-1) if fitted else self.picture.pan(_PAN_SHARE, 0),
            Qt.Key.Key_Right: lambda: self.step_wanted.emit(1) if fitted else self.picture.pan(-_PAN_SHARE, 0),
            Qt.Key.Key_Up: lambda: self.picture.pan(0, _PAN_SHARE),
            Qt.Key.Key_Down: lambda: self.picture.pan(0, -_PAN_SHARE),
        }
        act = actions.get(key)
        if act is not None:
            act()
        return act is not None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.act_on(Qt.Key(event.key())):
            super().keyPressEvent(event)
