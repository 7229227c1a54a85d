"""What Evoke is, its version and licence, and which library and model are open."""

from __future__ import annotations

from importlib import metadata

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from app.appearance import Space, draw_icon
from app.translation import translate
from app.widgets.labels import make_label
from engine.records import LibraryStatus

_ICON_PX = 88


class AboutDialog(QDialog):
    """Opened from the Help menu."""

    def __init__(self, status: LibraryStatus | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Evoke"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.HUGE, Space.XXL, Space.HUGE, Space.L)
        layout.setSpacing(Space.S)
        icon = QLabel()
        icon.setPixmap(draw_icon("evoke", QColor(), _ICON_PX))
        layout.addWidget(icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for text, role in _lines(status):
            label = make_label(text, role, wraps=True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addSpacing(Space.M)
        layout.addWidget(buttons)
        self.setFixedWidth(440)


def _lines(status: LibraryStatus | None) -> list[tuple[str, str]]:
    lines = [
        ("Evoke", "headline"),  # not shown
        (translate("AboutDialog", "Version {version}").format(version=metadata.version("evoke")), "muted"),
        (
            translate(
                "AboutDialog",
                "Finds your own photos and the moments of your own clips from a description, and shows why.",
            ),
            "body",
        ),
        (translate("AboutDialog", "Everything happens on this computer. Your files are only ever read."), "muted"),
    ]
    if status is not None:
        lines.append(
            (
                translate("AboutDialog", "Library: {library_dir}\nModel: {model_name}").format(
                    library_dir=status.library_dir, model_name=status.model_name
                ),
                "caption",
            )
        )
    lines.append(
        (
            translate(
                "AboutDialog",
                "Licensed under Apache-2.0. Made with Qt for Python (LGPL), PyTorch and others; see NOTICE.",
            ),
            "caption",
        )
    )
    return lines
