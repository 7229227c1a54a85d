"""What an import of captions would do, before it does anything: how many, for which files, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app import human_text
from app.appearance import Space
from app.captions.caption_rows import span_text
from app.captions.table_choices import TableChoices
from app.engine_text import in_own_words
from app.error_dialog import describe_error
from app.services import Services
from app.tasks import LatestTask, Task
from app.widgets.activity_panel import show_progress
from app.widgets.labels import ElidedLabel, make_label
from engine.caption_records import CaptionImport, CaptionPreview, CaptionSource, TableReading
from engine.jobs import Progress

_WIDTH_PX, _HEIGHT_PX = 760, 600


class ImportDialog(QDialog):
    """Reads at once; the person then says yes or no, and a table may be read in another way."""

    imported = Signal(object)  # CaptionImport
    previewed = Signal(object)  # CaptionPreview

    def __init__(
        self, services: Services, source: CaptionSource, table: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import captions"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._operations = services.operations
        self._source, self._table = source, table
        self._preview: CaptionPreview | None = None
        self._task = LatestTask(self)
        self._headline = make_label(role="title", wraps=True)
        self._file = ElidedLabel("caption")
        self._file.setText(human_text.one_line(str(table)) if table is not None else self._source_text())
        self._details = make_label(role="muted", wraps=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.choices = TableChoices()
        self.choices.changed.connect(self._read)
        self.choices.hide()
        self._found, self._left_out = self._make_table(), self._make_table()
        self._lists = QStackedWidget()
        for view in (self._found, self._left_out):
            self._lists.addWidget(self._in_card(view))
        self.found_button, self.left_out_button = self._make_list_buttons()
        self.import_button = QPushButton()
        self.import_button.setProperty("role", "primary")
        self.import_button.clicked.connect(self.start_import)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.import_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        layout.setSpacing(Space.M)
        for part in (self._headline, self._file, self._bar, self._details, self.choices):
            layout.addWidget(part)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self.found_button)
        head.addWidget(self.left_out_button)
        head.addStretch(1)
        layout.addLayout(head)
        layout.addWidget(self._lists, 10)
        self._lists.hide()
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.resize(_WIDTH_PX, _HEIGHT_PX)
        self.finished.connect(self._on_finished)
        self._read(TableReading())

    @property
    def headline(self) -> str:
        """What it says in large letters."""
        return self._headline.text()

    @property
    def details(self) -> str:
        """What it says below."""
        return self._details.text()

    @property
    def is_busy(self) -> bool:
        """Whether it reads or imports."""
        return self._task.is_busy

    def start_import(self) -> None:
        """Add what was found."""
        if self._preview is None or not self._preview.new:
            return
        ticket, self._preview = self._preview.ticket, None
        self._show_busy(self.tr("Adding the captions…"))
        task = self._operations.import_prepared(ticket)
        self._task.watch(task, self._on_imported, self._on_failed)
        self._follow(task)

    def _source_text(self) -> str:
        if self._source is CaptionSource.TEXT:
            return self.tr("Text files with the names of your photos and clips")
        return self.tr("What other programs wrote into your photos and clips, and XMP files beside them")

    def _read(self, reading: TableReading) -> None:
        self._forget()
        self._show_busy(self.tr("Reading…"))
        task = self._operations.prepare_captions(self._source, self._table, reading)
        self._task.watch(task, self._on_previewed, self._on_failed)
        self._follow(task)

    def _follow(self, task: Task) -> None:
        task.progressed.connect(self._on_progressed)

    def _show_busy(self, text: str) -> None:
        self._headline.setText(text)
        self._details.setText(self.tr("Nothing is changed yet. Your photos and clips are only read."))
        self._bar.show()
        self._bar.setRange(0, 0)
        self.import_button.setEnabled(False)
        self.import_button.setText(self.tr("Import"))
        self.choices.setEnabled(False)

    def _on_progressed(self, progress: Progress) -> None:
        show_progress(self._bar, progress)

    def _on_previewed(self, preview: CaptionPreview) -> None:
        self._preview = preview
        self._bar.hide()
        self.choices.setEnabled(True)
        self.choices.setVisible(preview.source is CaptionSource.TABLE)
        if preview.source is CaptionSource.TABLE:
            self.choices.show_reading(preview)
        self._headline.setText(self._verdict(preview))
        self._details.setText("\n".join(self._sentences(preview)))
        self._details.setVisible(bool(self._details.text()))
        self.import_button.setEnabled(preview.new > 0)
        if preview.new:
            self.import_button.setText(self.tr("Import %Ln caption(s)", "", preview.new))
        self._show_lists(preview)
        (self.import_button if preview.new else self.choices.path_box).setFocus()
        self.previewed.emit(preview)

    def _verdict(self, preview: CaptionPreview) -> str:
        if preview.new:
            captions = human_text.captions(preview.new)
            media = self.tr("%Ln of your photos and clips", "", preview.pictures)
            return self.tr("{captions} for {media}").format(captions=captions, media=media)
        if preview.source is CaptionSource.TABLE and not (
            preview.reading.path_column and preview.reading.caption_column
        ):
            return self.tr("Which columns hold the files and the captions?")
        if preview.known:
            return self.tr("Everything in it is in your library already")
        return self.tr("There is nothing to import")

    def _sentences(self, preview: CaptionPreview) -> list[str]:
        said = []
        if preview.known:
            said.append(self.tr("%Ln are there already and stay as they are.", "", preview.known))
        if preview.missing:
            said.append(self.tr("%Ln name a file that is not in your library; they are left out.", "", preview.missing))
        if preview.refused:
            said.append(self.tr("%Ln cannot be used; they are left out.", "", preview.refused))
        if not said and not preview.new and preview.source is not CaptionSource.TABLE:
            said.append(self.tr("%Ln file(s) were looked at.", "", preview.read))
        return said

    def _show_lists(self, preview: CaptionPreview) -> None:
        found = []
        for one in preview.samples:
            name = human_text.one_line(one.path.name)
            place = name if one.time_s is None else f"{name} · {span_text(one.time_s, None)}"
            found.append((place, human_text.one_line(one.text)))
        self._fill(self._found, (self.tr("File"), self.tr("Caption")), found)
        reasons = [(one.place, in_own_words(one.reason)) for one in preview.problems]
        left_out = [(human_text.one_line(place), human_text.one_line(reason)) for place, reason in reasons]
        self._fill(self._left_out, (self.tr("Where"), self.tr("Why it is left out")), left_out)
        self.found_button.setText(self._list_name(self.tr("To be added"), len(found), preview.new))
        total = preview.missing + preview.refused
        self.left_out_button.setText(self._list_name(self.tr("Left out"), len(left_out), total))
        self.left_out_button.setVisible(bool(left_out))
        self.found_button.setVisible(bool(found))
        (self.found_button if found or not left_out else self.left_out_button).click()
        self._lists.setVisible(bool(found or left_out))

    def _list_name(self, name: str, shown: int, total: int) -> str:
        if shown == total:
            return self.tr("{list} · {count}").format(list=name, count=human_text.number(total))
        return self.tr("{list} · the first {shown} of {count}").format(
            list=name, shown=human_text.number(shown), count=human_text.number(total)
        )

    def _fill(self, view: QTableView, header: tuple[str, str], rows: Sequence[tuple[str, str]]) -> None:
        model = QStandardItemModel(len(rows), 2, view)
        model.setHorizontalHeaderLabels(list(header))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                item = QStandardItem(text)
                item.setEditable(False)
                model.setItem(row, column, item)
        before = view.model()
        view.setModel(model)
        if before is not None:
            before.deleteLater()
        view.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        view.setColumnWidth(0, 220)

    def _make_table(self) -> QTableView:
        view = QTableView()
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.verticalHeader().hide()
        view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        view.horizontalHeader().setHighlightSections(False)
        return view

    def _in_card(self, view: QWidget) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(Space.XS, Space.XS, Space.XS, Space.XS)
        layout.addWidget(view)
        return card

    def _make_list_buttons(self) -> tuple[QPushButton, QPushButton]:
        group = QButtonGroup(self)
        buttons = QPushButton(), QPushButton()
        for place, button in enumerate(buttons):
            button.setProperty("role", "filter")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, place=place: self._lists.setCurrentIndex(place))
            button.hide()
            group.addButton(button)
        self._found.setAccessibleName(self.tr("Captions to be added"))
        self._left_out.setAccessibleName(self.tr("What is left out"))
        return buttons

    def _on_imported(self, done: CaptionImport) -> None:
        self.imported.emit(done)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self._bar.hide()
        self._headline.setText(self.tr("This did not work"))
        self._details.setText(describe_error(error).sentence)
        self._details.show()
        self.choices.setEnabled(True)

    def _forget(self) -> None:
        if self._preview is not None:
            self._operations.forget_prepared(self._preview.ticket)
            self._preview = None

    def _on_finished(self) -> None:
        self._task.drop()
        self._forget()
