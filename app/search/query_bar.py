"""The box in which a person describes what they look for, with what they looked for before behind a button."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QStackedWidget, QToolButton, QWidget
from typing_extensions import override

from app.appearance import Appearance, Space
from app.widgets.spinner import Spinner

MAX_QUERY_CHARS = 1000
_HEIGHT_PX = 46


class QueryBar(QFrame):
    """Tells every edit, and Return apart; Down and Escape go to whoever shows the results."""

    edited = Signal(object)  # str
    submitted = Signal(object)  # str
    left_downwards = Signal()
    picture_pasted = Signal(object)  # QImage
    files_pasted = Signal(object)  # list of Path

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queryBox")
        self.setFixedHeight(_HEIGHT_PX)
        self._magnifier = QToolButton()
        self._magnifier.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._magnifier.setAccessibleName(self.tr("Search"))
        self._magnifier.clicked.connect(self._on_submitted)
        appearance.set_icon(self._magnifier, "search")
        self._spinner = Spinner(20)
        self._lead = QStackedWidget()
        self._lead.setFixedWidth(30)
        spinner_holder = QWidget()
        holder_layout = QHBoxLayout(spinner_holder)
        holder_layout.setContentsMargins(0, 0, 0, 0)
        holder_layout.addWidget(self._spinner)
        self._lead.addWidget(self._magnifier)
        self._lead.addWidget(spinner_holder)
        self.edit = QLineEdit()
        self.edit.setMaxLength(MAX_QUERY_CHARS)
        self.edit.setPlaceholderText(self.tr("Describe what you are looking for"))
        self.edit.setAccessibleName(self.tr("Description to search for"))
        self.edit.setToolTip(self.tr("Words with a minus push away: dog on a beach -people"))
        self.edit.textChanged.connect(self._on_text_changed)
        self.edit.returnPressed.connect(self._on_submitted)
        self.edit.setAcceptDrops(False)  # the window takes files, also those dropped here
        self.edit.installEventFilter(self)
        self._clear = QToolButton()
        self._clear.setAccessibleName(self.tr("Clear the description"))
        self._clear.setToolTip(self.tr("Clear"))
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        appearance.set_icon(self._clear, "close")
        self.history_button = QToolButton()
        self.history_button.setAccessibleName(self.tr("Searches of before, and albums"))
        self.history_button.setToolTip(self.tr("Searches of before, and albums (Ctrl+H)"))
        self.history_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        appearance.set_icon(self.history_button, "history")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.M, 0, Space.S, 0)
        layout.setSpacing(Space.S)
        layout.addWidget(self._lead)
        layout.addWidget(self.edit, 1)
        layout.addWidget(self._clear)
        layout.addWidget(self.history_button)
        self.setFocusProxy(self.edit)
        # Made last: a window among the children of a widget that is still being put together breaks the order of Tab.
        self.history_menu = QMenu(self)
        self.history_button.setMenu(self.history_menu)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Type for the person."""
        self.edit.setText(text[:MAX_QUERY_CHARS])

    def clear(self) -> None:
        """Empty the box and stay in it."""
        self.edit.clear()
        self.edit.setFocus()

    def focus(self) -> None:
        """Put the cursor here with everything selected."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def set_busy(self, *, busy: bool) -> None:
        """Turn the magnifier into a spinner while an answer is awaited."""
        self._lead.setCurrentIndex(1 if busy else 0)

    def paste_pictures(self) -> bool:
        """Take pictures or files from the clipboard to search by; False where it holds text only."""
        data = QGuiApplication.clipboard().mimeData()
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if files:
            self.files_pasted.emit(files)
            return True
        image = QGuiApplication.clipboard().image() if data.hasImage() else None
        if image is None or image.isNull():
            return False
        self.picture_pasted.emit(image)
        return True

    def _on_text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self.edited.emit(text)

    def _on_submitted(self) -> None:
        self.submitted.emit(self.text)

    def _show_focus(self, *, focused: bool) -> None:
        self.setProperty("focused", focused)
        self.style().unpolish(self)
        self.style().polish(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self._show_focus(focused=True)
        elif event.type() is QEvent.Type.FocusOut:
            self._show_focus(focused=False)
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.matches(QKeySequence.StandardKey.Paste) and self.paste_pictures():
                return True
            if event.key() == Qt.Key.Key_Down:
                self.left_downwards.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and self.text:
                self.clear()
                return True
        return False
