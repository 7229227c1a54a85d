"""One editor per kind of setting: a list of choices, a number, a text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLineEdit, QSpinBox, QWidget
from typing_extensions import override

from app.appearance import Space
from app.settings.setting_words import choice_name, unit
from app.widgets.choice_box import ChoiceBox
from engine.setting_fields import FieldInfo

_INT_LIMIT = 2**31 - 1
EDITOR_WIDTH_PX = 210


class SettingEditor(QObject):
    """Holds the widget; tells `edited` with what a person entered, once typing has ended."""

    edited = Signal(object)

    def __init__(self, info: FieldInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._info = info
        self._is_filled_in = False
        self.widget = self._make()
        self.widget.setMinimumWidth(EDITOR_WIDTH_PX)
        # Scrolling through the form must not change what it scrolls over.
        self.widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.widget.installEventFilter(self)

    @property
    def value(self) -> object:
        """What is entered."""
        widget = self.widget
        if isinstance(widget, QComboBox):
            return widget.currentData()
        if isinstance(widget, (QSpinBox, QDoubleSpinBox)):
            return widget.value()
        return widget.text() if isinstance(widget, QLineEdit) else None

    def show_value(self, value: object) -> None:
        """Show a value without telling."""
        self._is_filled_in = True
        widget = self.widget
        if isinstance(widget, QComboBox):
            widget.setCurrentIndex(max(0, widget.findData(value)))
        elif isinstance(widget, QSpinBox):
            widget.setValue(int(str(value)))
        elif isinstance(widget, QDoubleSpinBox):
            widget.setValue(float(str(value)))
        elif isinstance(widget, QLineEdit):
            widget.setText(str(value))
        self._is_filled_in = False

    def _make(self) -> QWidget:
        info = self._info
        if info.choices:
            return self._make_list(info)
        if info.type is int:
            box = QSpinBox()
            box.setRange(int(info.minimum or 0), min(_INT_LIMIT, int(info.maximum or _INT_LIMIT)))
            box.setSuffix(unit(info.name))
            box.setGroupSeparatorShown(True)
            box.setKeyboardTracking(False)
            box.lineEdit().setTextMargins(Space.S, 0, Space.S, 0)
            box.valueChanged.connect(self._tell)
            return box
        if info.type is float:
            real = QDoubleSpinBox()
            real.setDecimals(2 if (info.maximum or 0) <= 100 else 1)
            real.setRange(float(info.minimum or 0), float(info.maximum or 0))
            real.setSingleStep(0.05 if (info.maximum or 0) <= 2 else 1)
            real.setSuffix(unit(info.name))
            real.setGroupSeparatorShown(True)
            real.setKeyboardTracking(False)
            real.lineEdit().setTextMargins(Space.S, 0, Space.S, 0)
            real.valueChanged.connect(self._tell)
            return real
        line = QLineEdit()
        line.editingFinished.connect(self._tell)
        return line

    def _make_list(self, info: FieldInfo) -> QComboBox:
        choices = ChoiceBox()
        for choice in info.choices:
            choices.addItem(choice_name(choice, info.key), choice)
        choices.currentIndexChanged.connect(self._tell)
        return choices

    def _tell(self) -> None:
        if not self._is_filled_in:
            self.edited.emit(self.value)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Wheel and not self.widget.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)
