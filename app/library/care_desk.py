"""What a person does for the library's own data: check it, back it up, restore it, move it. One dialog for each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app import desktop, human_text
from app.error_dialog import describe_error
from app.library.care_words import describe_check, describe_findings
from app.library.task_dialog import TaskDialog
from app.services import Services
from engine.errors import EngineError
from engine.library_records import BackupInfo, BackupReport, LibraryMove, RestoreReport, VerifyReport


class CareDesk(QObject):
    """Opens the dialogs over a page, one at a time."""

    library_changed = Signal()  # checked, put right, restored or moved: sizes and counts may be others

    def __init__(self, services: Services, page: QWidget) -> None:
        super().__init__(page)
        self._engine = services.engine
        self._operations = services.operations
        self._page = page

    def check(self) -> None:
        """Check the library and offer to put right what is not as it should be."""
        dialog = self._dialog(self.tr("Check the library"))
        self._check(dialog, repair=False)
        dialog.open()

    def back_up(self) -> None:
        """Ask where to, and write a backup into a new folder there."""
        self._choose(self.tr("Where is the backup to be written?"), self.back_up_to)

    def back_up_to(self, parent: Path) -> None:
        """Write a backup into a new folder below this one."""
        name = self.tr("Evoke backup {date}").format(date=f"{datetime.now():%Y-%m-%d %H-%M-%S}")
        dialog = self._dialog(self.tr("Back up the library"))
        task = self._operations.back_up(parent / name)
        text = self.tr("The database is copied and checked. Searching goes on meanwhile.")
        dialog.run(task, text, lambda report: self._say_backed_up(dialog, report))
        dialog.open()

    def restore(self) -> None:
        """Ask for a backup, check it, and put it in place after a yes."""
        self._choose(self.tr("Which backup is to be restored?"), self.restore_from)

    def restore_from(self, folder: Path) -> None:
        """Check this backup, and put it in place after a yes."""
        dialog = self._dialog(self.tr("Restore from a backup"))
        text = self.tr("The backup is checked before anything is changed.")
        dialog.run(self._operations.check_backup(folder), text, lambda info: self._offer(dialog, info))
        dialog.open()

    def move(self) -> None:
        """Ask where to, and move the library into a new folder there."""
        self._choose(self.tr("To which disk or folder is the library to be moved?"), self.move_to)

    def move_to(self, parent: Path) -> None:
        """Move the library into a new folder below this one."""
        dialog = self._dialog(self.tr("Move the library"))
        task = self._operations.move_library(parent / "Evoke")  # not shown
        text = self.tr("The library is copied and checked; your photos and clips stay where they are.")
        dialog.run(task, text, lambda move: self._say_moved(dialog, move))
        dialog.open()

    def forget_old_copy(self) -> None:
        """Delete what stayed behind when the library was moved, after a yes."""
        status = self._engine.status
        if status is None or status.old_copy is None:
            return
        dialog = self._dialog(self.tr("Delete the old copy"))
        old = human_text.one_line(str(status.old_copy))
        dialog.say(
            self.tr("Delete the copy of the library in {folder}? The library itself is in {new}.").format(
                folder=old, new=human_text.one_line(str(status.library_dir))
            ),
            action=self.tr("Delete it"),
            act=lambda: dialog.run(
                self._operations.forget_old_copy(),
                self.tr("Deleting…"),
                lambda freed: dialog.say(self.tr("{size} are free again.").format(size=human_text.size(freed))),
            ),
        )
        dialog.open()

    def _check(self, dialog: TaskDialog, *, repair: bool) -> None:
        text = self.tr("Database, files, search index and thumbnails are looked at. This may take some minutes.")
        if repair:
            text = self.tr("What is broken is made anew from the database and from your files, which are only read.")
        task = self._operations.verify(repair=repair)
        dialog.run(task, text, lambda report: self._say_checked(dialog, report))

    def _say_checked(self, dialog: TaskDialog, report: VerifyReport) -> None:
        is_lost = any(finding.code == "database-damaged" for finding in report.findings)
        dialog.say(
            describe_check(report),
            describe_findings(report),
            action="" if report.is_ok or is_lost else self.tr("Put it right"),
            act=None if report.is_ok or is_lost else lambda: self._check(dialog, repair=True),
        )
        self.library_changed.emit()

    def _say_backed_up(self, dialog: TaskDialog, report: BackupReport) -> None:
        dialog.say(
            self.tr("Backed up: {size} in {folder}").format(
                size=human_text.size(report.size_bytes), folder=human_text.one_line(str(report.folder))
            ),
            action=self.tr("Show in folder"),
            act=lambda: self._show(dialog, report.folder),
        )

    def _offer(self, dialog: TaskDialog, info: BackupInfo) -> None:
        made_at = human_text.day_and_time(info.made_at)
        if info.has_database:
            dialog.say(
                self.tr(
                    "The backup of {when} is whole. Put it in the place of the library as it is now? The present "
                    "database is kept beside it; thumbnails and search index are made anew."
                ).format(when=made_at),
                action=self.tr("Restore it"),
                act=lambda: self._restore(dialog, info.folder),
            )
        else:
            dialog.say(
                self.tr(
                    "The backup of {when} holds captions, favourites, albums and searches. Add them to the library?"
                ).format(when=made_at),
                action=self.tr("Add them"),
                act=lambda: dialog.run(
                    self._operations.merge_own(info.folder),
                    self.tr("Adding…"),
                    lambda report: self._say_merged(dialog, report),
                ),
            )

    def _say_merged(self, dialog: TaskDialog, report: RestoreReport) -> None:
        number = human_text.number(report.own_rows)
        dialog.say(self.tr("{number} were new and are in the library now.").format(number=number))

    def _restore(self, dialog: TaskDialog, folder: Path) -> None:
        task = self._operations.restore_next_time(folder)
        dialog.run(task, self.tr("The library is opened again…"), lambda _: self._open_again(dialog))

    def _open_again(self, dialog: TaskDialog) -> None:
        self._engine.restart()
        dialog.accept()
        self.library_changed.emit()

    def _say_moved(self, dialog: TaskDialog, move: LibraryMove) -> None:
        self._engine.restart()
        dialog.say(
            self.tr(
                "The library is now in {new}. The copy in {old} stays until you delete it on the library page."
            ).format(new=human_text.one_line(str(move.new)), old=human_text.one_line(str(move.old)))
        )
        self.library_changed.emit()

    def _show(self, dialog: TaskDialog, folder: Path) -> None:
        try:
            desktop.open_file(folder)
        except EngineError as error:
            dialog.say(describe_error(error).sentence)
        else:
            dialog.accept()

    def _dialog(self, title: str) -> TaskDialog:
        return TaskDialog(title, self._page)

    def _choose(self, title: str, act: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._page, title, str(Path.home()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: act(Path(name)))
        dialog.open()
