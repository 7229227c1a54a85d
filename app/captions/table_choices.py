"""How a table is read: encoding, separator, and which columns are which; found out first, and changed where wrong."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from app import human_text
from app.appearance import Space
from app.translation import QT_TRANSLATE_NOOP, translate
from app.widgets.labels import make_label
from engine.caption_records import CaptionPreview, TableReading

# Names as Python has them, with what people call them.
_ENCODINGS = (
    ("utf-8", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("cp1252", QT_TRANSLATE_NOOP("TableChoices", "Western European (Windows)")),
    ("mac_roman", QT_TRANSLATE_NOOP("TableChoices", "Western European (Mac)")),
    ("cp1250", QT_TRANSLATE_NOOP("TableChoices", "Central European")),
    ("cp1251", QT_TRANSLATE_NOOP("TableChoices", "Cyrillic")),
    ("cp1253", QT_TRANSLATE_NOOP("TableChoices", "Greek")),
    ("cp1254", QT_TRANSLATE_NOOP("TableChoices", "Turkish")),
    ("cp1255", QT_TRANSLATE_NOOP("TableChoices", "Hebrew")),
    ("cp1256", QT_TRANSLATE_NOOP("TableChoices", "Arabic")),
    ("gb18030", QT_TRANSLATE_NOOP("TableChoices", "Chinese, simplified")),
    ("big5", QT_TRANSLATE_NOOP("TableChoices", "Chinese, traditional")),
    ("shift_jis", QT_TRANSLATE_NOOP("TableChoices", "Japanese")),
    ("euc_kr", QT_TRANSLATE_NOOP("TableChoices", "Korean")),
)
_SAME = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16", "utf-32": "utf-16"}
_DELIMITERS = (
    (",", QT_TRANSLATE_NOOP("TableChoices", "Comma")),
    (";", QT_TRANSLATE_NOOP("TableChoices", "Semicolon")),
    ("\t", QT_TRANSLATE_NOOP("TableChoices", "Tab")),
    ("|", QT_TRANSLATE_NOOP("TableChoices", "Vertical line")),
)


class TableChoices(QWidget):
    """Tells when something else is chosen."""

    changed = Signal(object)  # TableReading

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = TableReading()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.XS)
        self.path_box = self._add(0, self.tr("Files are named in"))
        self.caption_box = self._add(1, self.tr("Captions stand in"))
        self.start_box = self._add(2, self.tr("Moments begin in"))
        self.encoding_box = self._add(3, self.tr("Letters are written as"))
        self.delimiter_box = self._add(4, self.tr("Columns are divided by"))
        self.path_box.activated.connect(lambda: self._choose("path_column", self.path_box))
        self.caption_box.activated.connect(lambda: self._choose("caption_column", self.caption_box))
        self.start_box.activated.connect(lambda: self._choose("start_column", self.start_box))
        self.encoding_box.activated.connect(lambda: self._choose("encoding", self.encoding_box))
        self.delimiter_box.activated.connect(lambda: self._choose("delimiter", self.delimiter_box))

    def show_reading(self, preview: CaptionPreview) -> None:
        """Show how the table was read."""
        reading = self._reading = preview.reading
        columns = [(column, human_text.one_line(column)) for column in dict.fromkeys(preview.columns) if column]
        unknown = ("", self.tr("Choose a column"))
        self._fill(self.path_box, [*([] if reading.path_column else [unknown]), *columns], reading.path_column)
        self._fill(self.caption_box, [*([] if reading.caption_column else [unknown]), *columns], reading.caption_column)
        self._fill(self.start_box, [("", self.tr("No column")), *columns], reading.start_column)
        named = [(name, translate("TableChoices", text)) for name, text in _ENCODINGS]
        encoding = _SAME.get(reading.encoding, reading.encoding)
        if encoding not in dict(_ENCODINGS):
            named.insert(0, (encoding, encoding))
        self._fill(self.encoding_box, named, encoding)
        dividers = [(sign, translate("TableChoices", text)) for sign, text in _DELIMITERS]
        self._fill(self.delimiter_box, dividers, reading.delimiter)

    def _add(self, place: int, name: str) -> QComboBox:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(10)
        box.setAccessibleName(name)
        self._grid.addWidget(make_label(name, "caption"), 2 * (place // 3), place % 3)
        self._grid.addWidget(box, 2 * (place // 3) + 1, place % 3)
        self._grid.setColumnStretch(place % 3, 1)
        return box

    def _fill(self, box: QComboBox, entries: list[tuple[str, str]], chosen: str) -> None:
        box.clear()
        for value, text in entries:
            box.addItem(text, value)
        box.setCurrentIndex(max(0, box.findData(chosen)))

    def _choose(self, field: str, box: QComboBox) -> None:
        """Read the table with this; columns are found out anew where it may have others."""
        value = str(box.currentData() or "")
        if field in ("encoding", "delimiter"):
            given = {"encoding": self._reading.encoding, "delimiter": self._reading.delimiter, field: value}
            self._reading = TableReading(**given)
        else:
            self._reading = dataclasses.replace(self._reading, **{field: value})
        self.changed.emit(self._reading)
