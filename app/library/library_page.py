"""The library screen: folders with what they hold, what happens to them, and the files that could not be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QListView,
    QMenu,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app import desktop, human_text
from app.appearance import Space
from app.engine_client import EngineState
from app.error_dialog import describe_error
from app.library.care_desk import CareDesk
from app.library.density_dialog import DensityDialog
from app.library.folder_bar import FolderBar
from app.library.folder_delegate import ROW_PX, FolderDelegate
from app.library.folder_model import FOLDER_ROLE, FolderModel
from app.library.index_card import IndexCard
from app.library.library_session import LibrarySession, PendingFolder, describe_loss, describe_report
from app.library.patterns_dialog import PatternsDialog
from app.library.problem_panel import ProblemPanel
from app.library.space_card import SpaceCard
from app.services import Services
from app.tasks import Task
from app.widgets.banner import Banner
from app.widgets.empty_state import EmptyState
from app.widgets.file_actions import FileActions
from app.widgets.flow_layout import FlowLayout
from app.widgets.labels import make_label
from app.widgets.page_column import PageColumn
from engine.errors import EngineError
from engine.library_records import FolderLoss, FolderState, IndexReport, LibraryStatus, PatternChange

_CONTENT_WIDTH_PX = 920
_VISIBLE_ROWS = 6


class LibraryPage(QWidget):
    """Folders can be added by button, menu or by dropping them onto the window."""

    said = Signal(object)  # str, a short word about something done

    def __init__(self, services: Services, actions: FileActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._services = services
        self.session = LibrarySession(services)
        self.folder_model = FolderModel(self)
        self.banner = Banner(services.appearance)
        self.card = IndexCard()
        self.empty = EmptyState(services.appearance)
        self._summary = make_label(role="muted", wraps=True)
        self.add_button = QPushButton(self.tr("Add a folder…"))
        self.add_button.setProperty("role", "primary")
        self.update_button = QPushButton(self.tr("Update now"))
        self.update_button.setToolTip(self.tr("Look for new, changed and deleted files (F5)"))
        self.pause_button = QPushButton(self.tr("Pause"))
        self.pause_button.setToolTip(self.tr("Pause all indexing until you say otherwise"))
        self.paused = Banner(services.appearance)
        self.care = CareDesk(services, self)
        self.space = SpaceCard(services.appearance)
        self.moved = Banner(services.appearance)
        self.more_button = self._make_more_button()
        self.folders = self._make_folder_view(services)
        self.bar = FolderBar(services.appearance)
        self.bar.act_in(self.folders)
        self.problems = ProblemPanel(services.appearance, actions)
        self._lay_out()
        self._connect(services)
        self.empty.say(
            self.tr("No folders yet"),
            self.tr(
                "Add the folders that hold your photos and clips. Your files are never changed, moved or uploaded."
            ),
            icon="folder-plus",
        )
        self._on_engine_state_changed(services.engine.state)

    def choose_folder(self) -> None:
        """Ask for a folder and propose it."""
        dialog = QFileDialog(self, self.tr("Add a folder"), str(Path.home()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.session.propose_folder(Path(name)))
        dialog.open()

    def focus_content(self) -> None:
        """Put the focus where a person begins here: on the folders, or on the button that adds the first."""
        (self.folders if self.folder_model.rowCount() else self.add_button).setFocus()

    def ask_to_remove(self) -> None:
        """Say what is lost with the selected folder, ask whether it is to be taken out, and do it."""
        folder = self._selected_folder()
        if folder is not None:
            self.session.count_loss(folder)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Say how much room the library takes whenever somebody comes to look."""
        super().showEvent(event)
        self.measure_space()

    def measure_space(self) -> None:
        """Ask how much room the library takes, if somebody can see it."""
        if self.isVisible() and self._services.engine.state is EngineState.READY:
            self.session.measure_sizes()

    def _make_more_button(self) -> QPushButton:
        button = QPushButton(self.tr("More…"))
        menu = QMenu(button)
        for text, act in (
            (self.tr("Leave files out of every folder…"), self.edit_patterns),
            (self.tr("How densely clips are looked at…"), self.choose_density),
            ("", None),
            (self.tr("Check the library…"), self.care.check),
            (self.tr("Back up the library…"), self.care.back_up),
            (self.tr("Restore from a backup…"), self.care.restore),
            (self.tr("Move the library to another disk…"), self.care.move),
        ):
            if act is None:
                menu.addSeparator()
            else:
                menu.addAction(text).triggered.connect(lambda _=False, act=act: act())
        button.setMenu(menu)
        return button

    def choose_density(self) -> None:
        """Show how densely clips are looked at, and what another density costs."""
        dialog = DensityDialog(self._services, self)
        dialog.density_chosen.connect(lambda density, again: self.session.set_density(density, again=again))
        dialog.open()

    def _on_loss_counted(self, folder: FolderState, loss: FolderLoss) -> None:
        self._ask(
            self.tr("Take a folder out"),
            self.tr("Take “{name}” out of the library?").format(name=human_text.one_line(folder.path.name)),
            describe_loss(loss),
            (self.tr("Take out"), lambda: self.session.remove_folder(folder.folder_id)),
        )

    def edit_patterns(self, folder: FolderState | None = None) -> None:
        """Show what is left out of a folder, or of all."""
        status = self._services.engine.status
        if status is not None:
            dialog = PatternsDialog(self._services, status, folder, self)
            dialog.patterns_chosen.connect(self.session.set_patterns)
            dialog.open()

    def ask_to_forget(self) -> None:
        """Ask whether the missing files of the selected folder were meant to be deleted, and forget them."""
        folder = self._selected_folder()
        if folder is not None:
            self._ask(
                self.tr("Forget missing files"),
                self.tr("Were %Ln file(s) in “{name}” deleted on purpose?", "", folder.held).format(
                    name=human_text.one_line(folder.path.name)
                ),
                self.tr(
                    "They are gone all at once, as when a drive is only half there, and are kept until you say so. "
                    "Forgotten files can no longer be found here."
                ),
                (self.tr("Forget them"), lambda: self.session.forget_missing(folder.path)),
            )

    def _ask(self, title: str, question: str, explanation: str, answer: tuple[str, Callable[[], None]]) -> None:
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(title)
        box.setText(question)
        box.setInformativeText(explanation)
        label, act = answer
        box.addButton(label, QMessageBox.ButtonRole.AcceptRole).clicked.connect(act)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.open()

    def _selected_folder(self) -> FolderState | None:
        folders = [index.data(FOLDER_ROLE) for index in self.folders.selectedIndexes()]
        return next((folder for folder in folders if isinstance(folder, FolderState)), None)

    def _make_folder_view(self, services: Services) -> QListView:
        view = QListView()
        view.setAccessibleName(self.tr("Folders"))
        view.setModel(self.folder_model)
        view.setItemDelegate(FolderDelegate(services.appearance, view))
        view.setUniformItemSizes(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        return view

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        titles = QVBoxLayout()
        titles.setSpacing(Space.XS)
        titles.addWidget(make_label(self.tr("Library"), "headline"))
        titles.addWidget(self._summary)
        head.addLayout(titles, 1)
        buttons = FlowLayout(gap_px=Space.S, prefers_line=True)
        for button in (self.more_button, self.pause_button, self.update_button, self.add_button):
            buttons.addWidget(button)
        head.addLayout(buttons)
        self._folder_card = self._in_card(self.folders, self.bar)
        scroll = PageColumn(_CONTENT_WIDTH_PX)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = scroll.column
        column.addLayout(head)
        for part in (self.banner, self.moved, self.paused, self.card, self._folder_card):
            column.addWidget(part)
        column.addWidget(self.empty, 1)
        column.addWidget(self.problems)
        column.addWidget(self.space)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

    def _in_card(self, *parts: QWidget) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(Space.XS, Space.S, Space.XS, Space.S)
        layout.setSpacing(Space.XS)
        for part in parts:
            layout.addWidget(part)
        return card

    def _connect(self, services: Services) -> None:
        self.add_button.clicked.connect(self.choose_folder)
        self.update_button.clicked.connect(self.session.update)
        self.moved.action_chosen.connect(self.care.forget_old_copy)
        self.care.library_changed.connect(self.measure_space)
        self.session.index_ended.connect(self.measure_space)
        self.session.sizes_measured.connect(self.space.show_sizes)
        self.pause_button.clicked.connect(lambda: self.session.set_paused(is_paused=True))
        self.paused.action_chosen.connect(self._on_go_on_wanted)
        self.card.go_on_wanted.connect(self._on_go_on_wanted)
        self.bar.look_wanted.connect(self.session.look_now)
        self.bar.pause_wanted.connect(self._on_pause_wanted)
        self.bar.patterns_wanted.connect(self.edit_patterns)
        self.bar.show_wanted.connect(self._show_folder)
        self.bar.forget_wanted.connect(self.ask_to_forget)
        self.bar.remove_wanted.connect(self.ask_to_remove)
        self.problems.retry_wanted.connect(self.session.retry_problems)
        self.problems.export_wanted.connect(self.session.export_problems)
        self.card.consented.connect(lambda: self.session.consent(self.card.densities.density))
        self.card.declined.connect(self.session.decline)
        self.session.estimating.connect(self._on_task_started)
        self.session.index_started.connect(self._on_task_started)
        self.session.consent_wanted.connect(self._on_consent_wanted)
        self.session.index_finished.connect(self._on_index_finished)
        self.session.index_ended.connect(self._on_index_ended)
        self.session.problems_listed.connect(self.problems.show_problems)
        self.session.problems_exported.connect(self._on_problems_exported)
        self.session.loss_counted.connect(self._on_loss_counted)
        self.session.patterns_changed.connect(self._on_patterns_changed)
        self.session.failed.connect(self._on_failed)
        self.folders.selectionModel().selectionChanged.connect(self._on_folder_selected)
        services.engine.status_changed.connect(self._on_status_changed)
        services.engine.state_changed.connect(self._on_engine_state_changed)

    def _show_folder(self, folder: FolderState) -> None:
        try:
            desktop.open_file(folder.path)
        except EngineError as error:
            self._on_failed(error)

    def _on_go_on_wanted(self) -> None:
        status = self._services.engine.status
        if status is not None and status.is_paused:
            self.session.set_paused(is_paused=False)
        else:
            self.session.go_on()

    def toggle_pause(self) -> None:
        """Pause all indexing, or go on."""
        status = self._services.engine.status
        if status is not None:
            self.session.set_paused(is_paused=not status.is_paused)

    def _show_hold(self, status: LibraryStatus) -> None:
        """Say that indexing is paused, on the card of the run that waits, or alone where there is none."""
        self.card.set_hold(status.hold)
        self.pause_button.setEnabled(not status.is_paused)
        if status.is_paused and not self.session.is_indexing:
            self.paused.say(
                self.tr("Indexing is paused. What is new can be searched once it goes on."), action=self.tr("Go on")
            )
        else:
            self.paused.hide()

    def _on_pause_wanted(self, folder: FolderState) -> None:
        self.session.pause_folder(folder, is_paused=not folder.is_paused)

    def _on_problems_exported(self, table: Path) -> None:
        self.said.emit(self.tr("Saved as {name}").format(name=human_text.one_line(table.name)))

    def _on_patterns_changed(self, change: PatternChange) -> None:
        if change.hidden or change.shown:
            self.said.emit(
                self.tr("{hidden} left out, {shown} found again").format(
                    hidden=human_text.number(change.hidden), shown=human_text.number(change.shown)
                )
            )

    def _on_task_started(self, task: Task) -> None:
        self.banner.hide()
        self.card.follow(task)
        self._show_busy()

    def _on_consent_wanted(self, pending: PendingFolder) -> None:
        self.card.ask(pending)

    def _on_index_finished(self, report: IndexReport) -> None:
        self.said.emit(describe_report(report))

    def _on_index_ended(self) -> None:
        self._show_busy()

    def _on_failed(self, error: Exception) -> None:
        self.banner.say(describe_error(error).sentence, tone="error")

    def _on_folder_selected(self) -> None:
        self.bar.set_folder(self._selected_folder())

    def _on_status_changed(self, status: LibraryStatus) -> None:
        self._summary.setText(
            self.tr("{found} can be searched").format(found=human_text.photos_and_clips(status.photos, status.clips))
        )
        self.folder_model.show(status.folders)
        if status.folders and self._selected_folder() is None:
            self.folders.setCurrentIndex(self.folder_model.index(0))
        self.folders.setFixedHeight(ROW_PX * min(_VISIBLE_ROWS, max(1, len(status.folders))))
        self._folder_card.setVisible(bool(status.folders))
        self.empty.setVisible(not status.folders)
        self._on_folder_selected()
        self._show_hold(status)
        if status.old_copy is None:
            self.moved.hide()
        else:
            self.moved.say(
                self.tr("The library was moved. The copy in {folder} is kept until you delete it.").format(
                    folder=human_text.one_line(str(status.old_copy))
                ),
                action=self.tr("Delete it…"),
            )

    def _show_busy(self) -> None:
        self.update_button.setEnabled(not self.session.is_indexing)
        self.problems.set_busy(is_busy=self.session.is_indexing)
        if self._services.engine.status is not None:
            self._show_hold(self._services.engine.status)

    def _on_engine_state_changed(self, state: EngineState) -> None:
        self.measure_space()
        is_usable = state is not EngineState.FAILED
        self.add_button.setEnabled(is_usable)
        self.update_button.setEnabled(is_usable and not self.session.is_indexing)
