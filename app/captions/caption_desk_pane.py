"""The right side of the captions page: the picture large, the frames of a clip, and what is said about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.appearance import Space
from app.captions.caption_editor import CaptionEditor
from app.captions.caption_session import CaptionSession
from app.error_dialog import describe_error
from app.services import Services
from app.viewer.frame_timeline import FrameTimeline
from app.viewer.picture_view import PictureView, as_image
from app.viewer.viewer_session import ViewerSession
from app.widgets.banner import Banner
from engine.records import MediaKind, Picture, SearchHit, SearchRequest

_LEAST_PICTURE_PX = 90
_NOTHING_LOOKED_FOR = SearchRequest("")


class CaptionDeskPane(QFrame):
    """Shows one photo or clip; whoever holds the list is asked for the next."""

    step_wanted = Signal(object)  # int

    def __init__(self, services: Services, session: CaptionSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewer")
        self._thumbnails = services.thumbnails
        self.looking = ViewerSession(services)
        self.banner = Banner(services.appearance)
        self.picture = PictureView(services.appearance)
        self.picture.setMinimumHeight(_LEAST_PICTURE_PX)
        self.timeline = FrameTimeline(services.appearance, services.thumbnails)
        self.editor = CaptionEditor(session, services.appearance)
        clip = QWidget()
        self._clip_panel = clip
        inside = QVBoxLayout(clip)
        inside.setContentsMargins(Space.L, Space.XS, Space.L, 0)
        inside.addWidget(self.timeline)
        clip.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(self.picture, 1)
        layout.addWidget(clip)
        layout.addWidget(self.editor)
        self.editor.step_wanted.connect(self.step_wanted)
        self.editor.time_wanted.connect(self._go_to)
        self.timeline.time_chosen.connect(self._go_to)
        self.looking.picture_loaded.connect(self._on_picture_loaded)
        self.looking.detail_loaded.connect(self._on_picture_loaded)
        self.looking.picture_failed.connect(self._on_picture_failed)
        self.looking.curves_loaded.connect(self.timeline.show_curves)
        self.picture.detail_wanted.connect(self.looking.load_detail)

    def show_hit(self, hit: SearchHit | None) -> None:
        """Show a photo or clip; its thumbnail stands in until the picture is there."""
        self.banner.hide()
        if hit is None:
            self.looking.leave()
            self.picture.clear()
            self._clip_panel.hide()
            self.editor.show_hit(None)
            return
        before = self.looking.hit
        if before is None or before.path != hit.path:
            self._show_stand_in(hit)
        self._clip_panel.setVisible(hit.kind is MediaKind.VIDEO)
        if hit.kind is MediaKind.VIDEO:
            self.timeline.show_clip(hit.duration_s or 0.0, hit.moments)
        self.looking.look_at(hit, _NOTHING_LOOKED_FOR)
        self.editor.show_hit(hit, self.looking.time_s)
        self._show_time()

    def _show_stand_in(self, hit: SearchHit) -> None:
        thumbnail = self._thumbnails.pixmap(hit.thumbnail_path)
        if thumbnail is not None:
            self.picture.show_picture(thumbnail, (hit.width_px, hit.height_px))
        else:
            self.picture.clear()

    def _go_to(self, time_s: float) -> None:
        self.looking.go_to(time_s)
        self._show_time()
        self.editor.choose_moment()

    def _show_time(self) -> None:
        time_s = self.looking.time_s
        if time_s is not None:
            self.timeline.set_time(time_s)
            self.editor.set_time(time_s)

    def _on_picture_loaded(self, picture: Picture) -> None:
        hit = self.looking.hit
        if hit is not None:
            self.banner.hide()
            self.picture.show_picture(as_image(picture), (hit.width_px, hit.height_px), keeps_view=True)

    def _on_picture_failed(self, error: Exception) -> None:
        """A caption can be written all the same: the thumbnail is there."""
        self.banner.say(describe_error(error).sentence, tone="error")
