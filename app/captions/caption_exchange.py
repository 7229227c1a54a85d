"""Captions from other programs and for them: asks for files, shows what an import would do, and tells how it went."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QPushButton, QWidget

from app import human_text
from app.captions.import_dialog import ImportDialog
from app.services import Services
from app.tasks import Task
from engine.caption_records import CaptionImport, CaptionSource, SidecarExport, SidecarKind
from engine.records import CaptionCounts


class CaptionExchange(QObject):
    """Fills two menus. Nothing is imported without a look at it first, and no file of the person's is changed."""

    imported = Signal(object)  # CaptionImport
    said = Signal(object)  # str
    told = Signal(object)  # str: something to read at leisure
    failed = Signal(object)  # Exception

    def __init__(self, services: Services, owner: QWidget) -> None:
        super().__init__(owner)
        self._services = services
        self._operations = services.operations
        self._owner = owner
        self._running: list[Task] = []

    def make_buttons(self) -> tuple[QPushButton, QPushButton]:
        """Return the buttons "Import" and "Export" with their menus."""
        read = self._button(self.tr("Import"))
        menu = read.menu()
        menu.addAction(self.tr("A &table of captions (CSV)…"), self.choose_table)
        menu.addAction(self.tr("Text files &beside the pictures…"), lambda: self.open_import(CaptionSource.TEXT))
        menu.addAction(
            self.tr("&Descriptions other programs wrote (XMP, IPTC, EXIF)…"),
            lambda: self.open_import(CaptionSource.DESCRIPTION),
        )
        write = self._button(self.tr("Export"))
        menu = write.menu()
        menu.addAction(self.tr("A &table of captions (CSV)…"), self.choose_export_table)
        menu.addAction(self.tr("&Text files into a folder…"), lambda: self.choose_sidecar_folder(SidecarKind.TEXT))
        menu.addAction(self.tr("&XMP files into a folder…"), lambda: self.choose_sidecar_folder(SidecarKind.XMP))
        menu.addSeparator()
        menu.addAction(self.tr("Text files beside the &pictures…"), lambda: self.ask_for_beside(SidecarKind.TEXT))
        menu.addAction(self.tr("XMP files &beside the pictures…"), lambda: self.ask_for_beside(SidecarKind.XMP))
        return read, write

    def choose_table(self) -> None:
        """Ask for a table and show what is in it."""
        dialog = self._file_dialog(self.tr("Import which table?"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Tables (*.csv *.tsv *.txt)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(lambda name: self.open_import(CaptionSource.TABLE, Path(name)))
        dialog.open()

    def open_import(self, source: CaptionSource, table: Path | None = None) -> ImportDialog:
        """Read captions and show what importing them would do."""
        dialog = ImportDialog(self._services, source, table, self._owner)
        dialog.imported.connect(self._on_imported)
        dialog.open()
        return dialog

    def take_back(self, done: CaptionImport) -> None:
        """Take out everything that an import added."""
        self._follow(self._operations.take_back_import(done.stamp), self._on_taken_back)

    def choose_export_table(self) -> None:
        """Ask where to, and write the captions as a table."""
        dialog = self._file_dialog(self.tr("Write the captions to which table?"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.setNameFilters([self.tr("Tables (*.csv)")])
        dialog.selectFile("captions.csv")
        dialog.fileSelected.connect(lambda name: self.export_table(Path(name)))
        dialog.open()

    def export_table(self, table: Path) -> None:
        """Write the captions as a table."""
        self._follow(self._operations.export_captions(table), lambda counts: self._on_table_written(table, counts))

    def choose_sidecar_folder(self, kind: SidecarKind) -> None:
        """Ask where to, and write a file for each captioned photo and clip."""
        dialog = self._file_dialog(self.tr("Write the files into which folder?"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.export_sidecars(kind, Path(name)))
        dialog.open()

    def ask_for_beside(self, kind: SidecarKind) -> None:
        """Ask whether files may be written beside the pictures, which is otherwise never done."""
        box = QMessageBox(self._owner)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("Write beside the pictures"))
        box.setText(self.tr("Write new files into the folders of your photos and clips?"))
        box.setInformativeText(
            self.tr(
                "Each captioned photo and clip gets a small file of the same name beside it for other programs. "
                "Your photos and clips stay as they are, and so does every file that is there already."
            )
        )
        write = box.addButton(self.tr("Write the files"), QMessageBox.ButtonRole.AcceptRole)
        write.clicked.connect(lambda: self.export_sidecars(kind, None))
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.open()

    def export_sidecars(self, kind: SidecarKind, folder: Path | None) -> None:
        """Write a file for each captioned photo and clip into a folder, or beside them."""
        self._follow(self._operations.export_sidecars(kind, folder), self._on_sidecars_written)

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        menu = QMenu(button)
        button.setMenu(menu)
        return button

    def _file_dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._owner, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _follow(self, task: Task, on_returned: Callable[[Any], None]) -> None:
        self._running.append(task)
        task.returned.connect(on_returned)
        task.failed.connect(self.failed)
        task.finished.connect(self._on_task_finished)

    def _on_task_finished(self) -> None:
        self._running = [task for task in self._running if not task.is_finished]

    def _on_imported(self, done: CaptionImport) -> None:
        self.imported.emit(done)

    def _on_taken_back(self, count: int) -> None:
        self.said.emit(self.tr("%Ln caption(s) taken back", "", count))
        self.imported.emit(None)

    def _on_table_written(self, table: Path, counts: CaptionCounts) -> None:
        written = human_text.captions(counts.captions - counts.without_file)
        said = self.tr("{captions} written to {file}").format(captions=written, file=human_text.one_line(table.name))
        self.said.emit(said)

    def _on_sidecars_written(self, report: SidecarExport) -> None:
        parts = [self.tr("%Ln file(s) written", "", report.written)]
        if report.kept:
            parts.append(self.tr("%Ln were there already and stayed as they were", "", report.kept))
        if not report.failures:
            self.said.emit(" · ".join(parts))
            return
        name, reason = report.failed[0]
        parts.append(self.tr("%Ln could not be written", "", report.failures))
        why = self.tr("{file}: {reason}").format(file=human_text.one_line(name), reason=human_text.one_line(reason))
        self.told.emit(" · ".join([*parts, why]))
