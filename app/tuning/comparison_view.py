"""Queries side by side: what each finds before and after, best first, the right picture framed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget
from typing_extensions import override

from app import human_text
from app.appearance import Appearance, Space
from app.thumbnail_cache import ThumbnailCache, cover
from app.widgets.labels import ElidedLabel, make_label
from engine.tuning_records import ExamplePicture, QueryExample

_THUMB_PX: Final = 74
_SMALLEST_PX: Final = 36
_SIDE_BY_SIDE_PX: Final = 620
_SHOWN: Final = 6


class ExampleStrip(QWidget):
    """A row of small pictures."""

    def __init__(
        self,
        pictures: Sequence[ExamplePicture],
        thumbnails: ThumbnailCache,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pictures = tuple(pictures[:_SHOWN])
        self._thumbnails = thumbnails
        self._appearance = appearance
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(human_text.joined([human_text.one_line(picture.name) for picture in self._pictures]))
        thumbnails.loaded.connect(self._on_loaded)
        appearance.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return QSize(_SHOWN * (_THUMB_PX + Space.XS), _THUMB_PX)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_SHOWN * (_SMALLEST_PX + Space.XS), _THUMB_PX)

    @override
    def event(self, event: object) -> bool:
        if isinstance(event, QHelpEvent):
            found = next(
                (place for place in range(len(self._pictures)) if self._box(place).contains(event.pos())), None
            )
            QToolTip.showText(event.globalPos(), "" if found is None else self._tip(self._pictures[found]), self)
            return True
        return bool(super().event(event))  # type: ignore[arg-type]  # as it came

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        for place, picture in enumerate(self._pictures):
            self._paint_picture(painter, self._box(place), picture)

    def _box(self, place: int) -> QRect:
        side = min(_THUMB_PX, max(_SMALLEST_PX, (self.width() - (_SHOWN - 1) * Space.XS) // _SHOWN))
        return QRect(place * (side + Space.XS), 0, side, side)

    def _paint_picture(self, painter: QPainter, box: QRect, picture: ExamplePicture) -> None:
        color, area = self._appearance.color, QRectF(box).adjusted(2, 2, -2, -2)
        path = QPainterPath()
        path.addRoundedRect(area, 6, 6)
        painter.save()
        painter.setClipPath(path)
        pixmap = self._thumbnails.pixmap(picture.thumbnail_path)
        if pixmap is None:
            painter.fillRect(area, color("placeholder"))
        else:
            painter.drawPixmap(area, pixmap, cover(pixmap.size(), box.size()))
        painter.restore()
        if picture.is_right:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color("accent"), 3))
            painter.drawRoundedRect(area, 6, 6)

    def _tip(self, picture: ExamplePicture) -> str:
        name = human_text.one_line(picture.name)
        return self.tr("{name}: this caption's own picture").format(name=name) if picture.is_right else name

    def _on_loaded(self, path: object) -> None:
        if any(picture.thumbnail_path == path for picture in self._pictures):
            self.update()


class ExampleRow(QFrame):
    """One query with both answers."""

    def __init__(self, example: QueryExample, thumbnails: ThumbnailCache, appearance: Appearance) -> None:
        super().__init__()
        self.example = example
        query = ElidedLabel("section", elide=Qt.TextElideMode.ElideRight)
        query.setText(self.tr("“{query}”").format(query=human_text.one_line(example.query)))
        query.setToolTip(human_text.one_line(example.query))
        self._change = make_label(self._described(example))
        self._change.setProperty("tone", self._tone(example))
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(query, 1)
        head.addWidget(self._change)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(Space.M)
        for name, pictures in ((self.tr("Before"), example.before), (self.tr("After"), example.after)):
            side = QVBoxLayout()
            side.setSpacing(Space.XS)
            side.addWidget(make_label(name, "caption"))
            side.addWidget(ExampleStrip(pictures, thumbnails, appearance))
            self._sides.addLayout(side, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, Space.S, 0, Space.S)
        layout.setSpacing(Space.XS)
        layout.addLayout(head)
        layout.addLayout(self._sides)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Before beside after where there is room, else above it."""
        is_wide = self.width() >= _SIDE_BY_SIDE_PX
        self._sides.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        super().resizeEvent(event)

    @property
    def change(self) -> str:
        """What became of the query, in a few words."""
        return self._change.text()

    def _described(self, example: QueryExample) -> str:
        before, after = example.place_before, example.place_after
        if not example.is_own:
            if before == after:
                return self.tr("the same pictures")
            return self.tr("%Ln of {all} pictures stayed", "", after).format(all=human_text.number(before))
        if before == after:
            return self.tr("stayed at place {place}").format(place=human_text.number(after))
        return self.tr("place {before} → {after}").format(
            before=human_text.number(before), after=human_text.number(after)
        )

    def _tone(self, example: QueryExample) -> str:
        if example.is_own:
            gained = example.place_before - example.place_after
            return "good" if gained > 0 else "bad" if gained < 0 else ""
        return "bad" if example.place_after * 2 < example.place_before else ""


class ComparisonView(QFrame):
    """Own captions first, then the guard."""

    def __init__(self, thumbnails: ThumbnailCache, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._thumbnails = thumbnails
        self._appearance = appearance
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        self._column.setSpacing(Space.S)
        self._content: QWidget | None = None
        self.rows: tuple[ExampleRow, ...] = ()
        self.hide()

    def show_examples(self, examples: Sequence[QueryExample]) -> None:
        """Show these queries; none hides the view."""
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.deleteLater()
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        rows = []
        for is_own, title, text in (
            (
                True,
                self.tr("Your captions, side by side"),
                self.tr(
                    "Each was held out: the training that answers it never saw its picture, which has a frame. Shown "
                    "are the largest gains, the largest losses, and some in between."
                ),
            ),
            (
                False,
                self.tr("General searches, side by side"),
                self.tr("What should stay as it was. Shown are those that changed most, and some in between."),
            ),
        ):
            chosen = [example for example in examples if example.is_own is is_own]
            if not chosen:
                continue
            column.addWidget(make_label(title, "title"))
            column.addWidget(make_label(text, "muted", wraps=True))
            for example in chosen:
                rows.append(ExampleRow(example, self._thumbnails, self._appearance))
                column.addWidget(rows[-1])
            column.addSpacing(Space.M)
        self.rows = tuple(rows)
        self._column.addWidget(self._content)
        self.setVisible(bool(rows))
