"""Choosing a first and a last day."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.appearance import Space


class DateRangeDialog(QDialog):
    """Two days, both included; tells `range_chosen` with the exclusive end."""

    range_chosen = Signal(object, object)  # datetime, datetime

    def __init__(self, after: datetime | None, before: datetime | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Choose dates"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        today = QDate.currentDate()
        first = QDate(after.year, after.month, after.day) if after else today.addYears(-1)
        last_day = before - timedelta(days=1) if before else None
        last = QDate(last_day.year, last_day.month, last_day.day) if last_day else today
        self.first_edit, self.last_edit = QDateEdit(first), QDateEdit(last)
        for edit in (self.first_edit, self.last_edit):
            edit.setCalendarPopup(True)
        form = QFormLayout()
        form.setSpacing(Space.M)
        form.addRow(self.tr("Taken from"), self.first_edit)
        form.addRow(self.tr("up to and with"), self.last_edit)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Ok).setProperty("role", "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        layout.setSpacing(Space.XL)
        layout.addLayout(form)
        layout.addWidget(buttons)

    @override
    def accept(self) -> None:
        first, last = sorted((_as_day(self.first_edit), _as_day(self.last_edit)))
        self.range_chosen.emit(first, last + timedelta(days=1))
        super().accept()


def _as_day(edit: QDateEdit) -> datetime:
    date = edit.date()
    return datetime.combine(datetime(date.year(), date.month(), date.day()).date(), time())
