"""What Evoke is: version, library and model, the model card, and the licences of all it is made of."""

from __future__ import annotations

from importlib import metadata

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app import human_text
from app.appearance import Space, draw_icon
from app.help.licences_page import LicencesPage
from app.help.model_card import read_model_card
from app.services import Services
from app.widgets.labels import make_label

_ICON_PX = 72
_SIZE = QSize(760, 560)


class AboutDialog(QDialog):
    """Opened from the Help menu."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Evoke"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._services = services
        self.licences = LicencesPage(services.pool)
        self.card = QTextBrowser()
        self.card.setAccessibleName(self.tr("Model card"))
        self.card.setOpenLinks(False)  # nothing here goes to the network
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._make_summary(), self.tr("About"))
        self.tabs.addTab(self.card, self.tr("Model card"))
        self.tabs.addTab(self.licences, self.tr("Licences"))
        self.tabs.currentChanged.connect(self._on_tab_changed)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.copy_button = buttons.addButton(self.tr("Copy version"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.version_text()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        layout.setSpacing(Space.M)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(buttons)
        self.resize(_SIZE)
        self.finished.connect(self.licences.leave)

    def version_text(self) -> str:
        """Return what a report of a fault begins with."""
        status = self._services.engine.status
        names = ("evoke", "PySide6-Essentials", "torch")
        versions = [f"{name} {metadata.version(name)}" for name in names if _is_installed(name)]
        return ", ".join([*versions, *([status.model_name] if status is not None else [])])

    def _make_summary(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        layout.setSpacing(Space.S)
        icon = QLabel()
        icon.setPixmap(draw_icon("evoke", QColor(), _ICON_PX))
        layout.addWidget(icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for text, role in self._lines():
            label = make_label(text, role, wraps=True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(label)
        layout.addStretch(1)
        return page

    def _lines(self) -> list[tuple[str, str]]:
        lines = [
            ("Evoke", "headline"),  # not shown in another language
            (self.tr("Version {version}").format(version=metadata.version("evoke")), "muted"),
            (
                self.tr("Finds your own photos and the moments of your own clips from a description, and shows why."),
                "body",
            ),
            (self.tr("Everything happens on this computer. Your files are only ever read."), "muted"),
        ]
        status = self._services.engine.status
        if status is not None:
            folder = human_text.one_line(str(status.library_dir))
            lines.append((self.tr("Library: {folder}").format(folder=folder), "caption"))
            lines.append((self.tr("Model: {name}").format(name=human_text.one_line(status.model_name)), "caption"))
        lines.append(
            (self.tr("Licensed under Apache-2.0; the licences of all it is made of are listed here."), "caption")
        )
        return lines

    def _on_tab_changed(self) -> None:
        shown = self.tabs.currentWidget()
        if shown is self.licences:
            self.licences.read()
        elif shown is self.card and not self.card.toPlainText():
            status = self._services.engine.status
            self.card.setMarkdown(read_model_card("" if status is None else status.model_name))


def _is_installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True
