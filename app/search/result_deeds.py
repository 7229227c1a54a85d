"""What can be done with results: the context menu, favourites, more like this, export."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from app import desktop, human_text
from app.engine_text import in_own_words
from app.search.result_grid import ResultGrid
from app.search.search_session import SearchSession
from app.services import Services
from app.tasks import Task
from app.viewer.picture_view import as_image
from app.widgets.file_actions import FileActions
from engine.browse_records import ExportReport
from engine.errors import MediaUnreadable
from engine.records import MediaId, MediaKind, Picture, PictureTerm, SearchHit


class ResultDeeds(QObject):
    """Acts on what is selected in the grid. Nothing here changes a person's files."""

    open_wanted = Signal(object)  # SearchHit
    pictures_wanted = Signal(object)  # tuple of PictureTerm, to search by
    said = Signal(object)  # str, a word about what was done
    failed = Signal(object)  # Exception

    def __init__(
        self,
        services: Services,
        session: SearchSession,
        grid: ResultGrid,
        actions: FileActions,
        owner: QWidget,
    ) -> None:
        super().__init__(owner)
        self._operations = services.operations
        self._session = session
        self._grid = grid
        self._actions = actions
        self._owner = owner
        self._running: list[Task] = []
        actions.like_wanted.connect(self.search_like)
        actions.favourite_wanted.connect(self.toggle_favourite)
        actions.picture_wanted.connect(self.copy_picture)
        actions.export_wanted.connect(self.choose_export_folder)

    def open_menu(self, hit: SearchHit, place: QPoint) -> None:
        """Open the context menu of a hit."""
        self._actions.set_hit(hit)
        menu = QMenu(self._owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Show large and say why"), lambda: self.open_wanted.emit(hit))
        fold_text = self._grid.fold_text()
        if fold_text:
            menu.addAction(fold_text, self._grid.toggle_folds)
        menu.addSeparator()
        self._actions.add_to(menu)
        menu.popup(place)

    def search_like(self, hit: SearchHit) -> None:
        """Look for what resembles a hit, a clip at the moment that matched."""
        time_s = hit.moment.best_s if hit.moment is not None else None
        self.pictures_wanted.emit((PictureTerm(media_id=hit.media_id, time_s=time_s),))

    def toggle_favourite(self, hit: SearchHit) -> None:
        """Mark what is selected as favourites, or take the marks away where the current one has one."""
        ids = self._grid.selected_ids
        ids = ids if hit.media_id in ids else (hit.media_id,)
        self._mark(ids, is_favourite=not hit.is_favourite)

    def copy_picture(self, hit: SearchHit) -> None:
        """Put the picture of a hit on the clipboard, of a clip the frame that matched."""
        time_s = None if hit.kind is MediaKind.PHOTO else hit.moment.best_s if hit.moment is not None else 0.0
        task = self._operations.load_picture(hit.path, time_s)
        self._follow(task, lambda picture: self._on_picture_loaded(hit, picture))

    def choose_export_folder(self) -> None:
        """Ask for a folder and copy what is selected, or what is current, there."""
        self._choose_folder(self.export_to)

    def choose_cut_folder(self, hit: SearchHit, start_s: float, end_s: float) -> None:
        """Ask for a folder and copy a stretch of a clip there."""
        self._choose_folder(lambda folder: self.export_stretch(hit, start_s, end_s, folder))

    def export_to(self, folder: Path) -> None:
        """Copy what is selected, or what is current, into a folder."""
        hit, ids = self._actions.hit, self._grid.selected_ids
        if hit is not None and hit.media_id not in ids:
            ids = (hit.media_id,)
        if ids:
            self._follow(self._operations.export(ids, folder), self._on_exported)

    def export_stretch(self, hit: SearchHit, start_s: float, end_s: float, folder: Path) -> None:
        """Copy a stretch of a clip into a folder."""
        self._follow(self._operations.export_clip(hit.path, start_s, end_s, folder), self._on_exported)

    def _on_picture_loaded(self, hit: SearchHit, picture: Picture) -> None:
        desktop.copy_picture(as_image(picture), hit.path)
        self.said.emit(self.tr("Picture copied"))

    def _on_exported(self, report: ExportReport) -> None:
        folder = human_text.one_line(report.folder.name or str(report.folder))
        said = self.tr("%Ln file(s) ({size}) copied to {folder}", "", len(report.written)).format(
            size=human_text.size(report.bytes), folder=folder
        )
        if report.failed:
            name, reason = report.failed[0]
            more = len(report.failed) - 1
            text = (
                self.tr("{done}, but not {name} and %Ln more: {reason}", "", more)
                if more
                else self.tr("{done}, but not {name}: {reason}")
            )
            text = text.format(done=said, name=human_text.one_line(name), reason=in_own_words(reason))
            self.failed.emit(MediaUnreadable(text))
        else:
            self.said.emit(said)

    def _choose_folder(self, then: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._owner, self.tr("Copy to which folder?"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _follow(self, task: Task, on_returned: Callable[[Any], None]) -> None:
        self._running.append(task)
        task.returned.connect(on_returned)
        task.failed.connect(self.failed)
        task.finished.connect(lambda: self._running.remove(task))

    def _mark(self, ids: tuple[MediaId, ...], *, is_favourite: bool) -> None:
        task = self._operations.mark_favourite(ids, is_favourite=is_favourite)
        self._follow(task, lambda _: self._on_marked(ids, is_favourite))

    def _on_marked(self, ids: tuple[MediaId, ...], is_favourite: bool) -> None:
        wanted = set(ids)
        self._grid.results.mark_favourites(wanted, is_favourite=is_favourite)
        current = self._actions.hit
        if current is not None and current.media_id in wanted:
            self._actions.set_hit(dataclasses.replace(current, is_favourite=is_favourite))
        self.said.emit(
            self.tr("%Ln favourite(s) added", "", len(ids))
            if is_favourite
            else self.tr("%Ln favourite(s) taken away", "", len(ids))
        )
        if self._session.request.is_favourite is not None:
            self._session.repeat()
        else:
            self._session.recount()
