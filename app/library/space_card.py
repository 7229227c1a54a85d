"""How much of the disk the library takes: a bar, and what each part is for."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from app import human_text
from app.appearance import Appearance, Space
from app.translation import translate
from app.widgets.flow_layout import FlowLayout
from app.widgets.labels import make_label
from engine.library_records import LibrarySizes

_BAR_PX = 12
_PARTS = 5
_STRENGTHS = (1.0, 0.62, 0.34)  # of the accent, for what is the library's own


class UsageBar(QWidget):
    """Parts beside each other, each as wide as its share; the smallest can still be seen."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._parts: tuple[int, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)

    def show_parts(self, parts: tuple[int, ...]) -> None:
        """Show parts of these sizes."""
        self._parts = parts
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, _BAR_PX)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        total = sum(self._parts)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._appearance.color("border"))
        painter.drawRoundedRect(QRectF(self.rect()), _BAR_PX / 2, _BAR_PX / 2)
        if not total:
            return
        shown = [part for part in enumerate(self._parts) if part[1]]
        room = self.width() - 2.0 * (len(shown) - 1)
        left = 0.0
        for number, part in shown:
            width = max(3.0, room * part / total)
            painter.setBrush(part_color(self._appearance, number))
            painter.drawRoundedRect(QRectF(left, 0, min(width, self.width() - left), _BAR_PX), 3, 3)
            left += width + 2


class SpaceCard(QFrame):
    """Hidden until there is something to show."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._appearance = appearance
        self.title = make_label(role="section", wraps=True)
        self.bar = UsageBar(appearance)
        self._legend = FlowLayout(gap_px=Space.L)
        self._labels = [make_label(role="caption") for _ in range(_PARTS)]
        self._free = make_label(role="caption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        layout.setSpacing(Space.S)
        layout.addWidget(self.title)
        layout.addWidget(self.bar)
        for label in (*self._labels, self._free):
            label.setTextFormat(Qt.TextFormat.RichText)
            self._legend.addWidget(label)
        layout.addLayout(self._legend)
        appearance.changed.connect(self._draw)
        self._sizes: LibrarySizes | None = None
        self.hide()

    def show_sizes(self, sizes: LibrarySizes) -> None:
        """Show what the library takes."""
        self._sizes = sizes
        self._draw()
        self.show()

    def _draw(self) -> None:
        sizes = self._sizes
        if sizes is None:
            return
        parts = (sizes.database, sizes.thumbnails, sizes.index, sizes.other, sizes.models)
        own = human_text.size(sum(parts[:4]))
        self.title.setText(self.tr("The library takes {size} on its disk").format(size=own))
        self.bar.show_parts(parts)
        for number, (label, name, part) in enumerate(zip(self._labels, _names(), parts, strict=True)):
            color = part_color(self._appearance, number).name()
            text = f"<span style='color:{color}'>●</span> {name} {human_text.size(part)}"  # not shown
            label.setText(text)
            label.setVisible(part > 0)
        self._free.setText(self.tr("{size} free").format(size=human_text.size(sizes.free)))
        self.bar.setAccessibleName(self.title.text())


def part_color(appearance: Appearance, number: int) -> QColor:
    """Return the colour of a part: shades of one for the first, greys for what is beside them."""
    if number >= len(_STRENGTHS):
        return appearance.color("text_faint" if number == len(_STRENGTHS) else "border_strong")
    accent, ground, strength = appearance.color("accent"), appearance.color("surface"), _STRENGTHS[number]
    mixed = [
        round(strength * own + (1 - strength) * other)
        for own, other in (
            (accent.red(), ground.red()),
            (accent.green(), ground.green()),
            (accent.blue(), ground.blue()),
        )
    ]
    return QColor(*mixed)


def _names() -> tuple[str, ...]:
    return (
        translate("SpaceCard", "Database"),
        translate("SpaceCard", "Thumbnails"),
        translate("SpaceCard", "Search index"),
        translate("SpaceCard", "Logs and others"),
        translate("SpaceCard", "Models"),
    )
