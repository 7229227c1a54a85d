"""The library screen: folders with what they hold, what happens to them, and the files that could not be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QListView,
    QMessageBox,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app import human_text
from app.appearance import Space
from app.engine_client import EngineState
from app.error_dialog import describe_error
from app.library.folder_delegate import ROW_PX, FolderDelegate
from app.library.folder_model import FOLDER_ROLE, FolderModel
from app.library.index_card import IndexCard
from app.library.library_session import LibrarySession, PendingFolder, describe_report
from app.library.problem_model import PROBLEM_ROLE, ProblemModel
from app.services import Services
from app.tasks import Task
from app.widgets.banner import Banner
from app.widgets.empty_state import EmptyState
from app.widgets.file_actions import FileActions
from app.widgets.labels import make_label
from engine.records import FileProblem, FolderState, IndexReport, LibraryStatus

_CONTENT_WIDTH_PX = 920
_VISIBLE_ROWS = 6
_PROBLEM_ROW_PX = 32
_VISIBLE_PROBLEMS = 16


class LibraryPage(QWidget):
    """Folders can be added by button, menu or by dropping them onto the window."""

    said = Signal(object)  # str, a short word about something done

    def __init__(self, services: Services, actions: FileActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._actions = actions
        self.session = LibrarySession(services)
        self.folder_model, self.problem_model = FolderModel(self), ProblemModel(self)
        self.banner = Banner(services.appearance)
        self.card = IndexCard()
        self.empty = EmptyState(services.appearance)
        self._summary = make_label(role="muted")
        self.add_button = QPushButton(self.tr("Add a folder…"))
        self.add_button.setProperty("role", "primary")
        self.update_button = QPushButton(self.tr("Update now"))
        self.update_button.setToolTip(self.tr("Look for new, changed and deleted files (F5)"))
        self.remove_button = QPushButton(self.tr("Take out…"))
        self.remove_button.setToolTip(self.tr("Take the selected folder out of the library (Delete)"))
        self.remove_button.setEnabled(False)
        self.forget_button = QPushButton(self.tr("Forget missing…"))
        self.forget_button.setToolTip(self.tr("Let the library forget the files of the selected folder that are gone"))
        self.forget_button.hide()
        self.folders = self._make_folder_view(services)
        self.problems_title = make_label(role="section")
        self.problems = self._make_problem_view()
        self._lay_out()
        self._connect(services)
        self.empty.say(
            self.tr("No folders yet"),
            self.tr(
                "Add the folders that hold your photos and clips. Your files are never changed, moved or uploaded."
            ),
            icon="folder-plus",
        )
        self._show_problems(())
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
        """Ask whether the selected folder is to be taken out, and do it."""
        folder = self._selected_folder()
        if folder is not None:
            self._ask(
                self.tr("Take a folder out"),
                self.tr("Take “{name}” out of the library?").format(name=human_text.one_line(folder.path.name)),
                self.tr("Its photos and clips can no longer be found here. The files themselves stay as they are."),
                (self.tr("Take out"), lambda: self.session.remove_folder(folder.folder_id)),
            )

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

    def _make_problem_view(self) -> QTableView:
        view = QTableView()
        view.setAccessibleName(self.tr("Files that could not be read"))
        view.setModel(self.problem_model)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(_PROBLEM_ROW_PX)
        header = view.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        view.setColumnWidth(0, 220)
        view.setColumnWidth(2, 240)
        return view

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        titles = QVBoxLayout()
        titles.setSpacing(Space.XS)
        titles.addWidget(make_label(self.tr("Library"), "headline"))
        titles.addWidget(self._summary)
        head.addLayout(titles, 1)
        for button in (self.forget_button, self.remove_button, self.update_button, self.add_button):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self._folder_card = self._in_card(self.folders)
        content = QWidget()
        content.setMaximumWidth(_CONTENT_WIDTH_PX)
        column = QVBoxLayout(content)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self.card)
        column.addWidget(self._folder_card)
        column.addWidget(self.empty, 1)
        column.addSpacing(Space.S)
        column.addWidget(self.problems_title)
        self._problem_card = self._in_card(self.problems)
        column.addWidget(self._problem_card, 20)
        column.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        layout.addWidget(content, 1000)
        layout.addStretch(1)

    def _in_card(self, view: QWidget) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(Space.XS, Space.S, Space.XS, Space.S)
        layout.addWidget(view)
        return card

    def _connect(self, services: Services) -> None:
        self.add_button.clicked.connect(self.choose_folder)
        self.update_button.clicked.connect(self.session.update)
        self.remove_button.clicked.connect(self.ask_to_remove)
        self.forget_button.clicked.connect(self.ask_to_forget)
        self.card.consented.connect(self.session.consent)
        self.card.declined.connect(self.session.decline)
        self.session.estimating.connect(self._on_task_started)
        self.session.index_started.connect(self._on_task_started)
        self.session.consent_wanted.connect(self._on_consent_wanted)
        self.session.index_finished.connect(self._on_index_finished)
        self.session.index_ended.connect(self._on_index_ended)
        self.session.problems_listed.connect(self._show_problems)
        self.session.failed.connect(self._on_failed)
        self.folders.selectionModel().selectionChanged.connect(self._on_folder_selected)
        delete = QShortcut(QKeySequence.StandardKey.Delete, self.folders, context=Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.ask_to_remove)
        self.problems.selectionModel().currentChanged.connect(self._on_problem_current)
        services.engine.status_changed.connect(self._on_status_changed)
        services.engine.state_changed.connect(self._on_engine_state_changed)

    def _show_problems(self, problems: tuple[FileProblem, ...]) -> None:
        self.problem_model.show(problems)
        rows_px = _PROBLEM_ROW_PX * min(_VISIBLE_PROBLEMS, len(problems))
        header_px = self.problems.horizontalHeader().sizeHint().height()
        self._problem_card.setMaximumHeight(rows_px + header_px + 2 * Space.S + Space.XS)
        self.problems_title.setText(self.tr("%Ln file(s) could not be read", "", len(problems)))
        for part in (self.problems_title, self._problem_card):
            part.setVisible(bool(problems))

    def _on_task_started(self, task: Task) -> None:
        self.banner.hide()
        self.card.follow(task)
        self.update_button.setEnabled(not self.session.is_indexing)

    def _on_consent_wanted(self, pending: PendingFolder) -> None:
        self.card.ask(pending)

    def _on_index_finished(self, report: IndexReport) -> None:
        self.said.emit(describe_report(report))

    def _on_index_ended(self) -> None:
        self.update_button.setEnabled(not self.session.is_indexing)

    def _on_failed(self, error: Exception) -> None:
        self.banner.say(describe_error(error).sentence, tone="error")

    def _on_folder_selected(self) -> None:
        folder = self._selected_folder()
        self.remove_button.setEnabled(folder is not None)
        self.forget_button.setVisible(folder is not None and folder.is_online and folder.held > 0)

    def _on_problem_current(self, current: QModelIndex) -> None:
        problem = current.data(PROBLEM_ROLE)
        if isinstance(problem, FileProblem):
            self._actions.set_path(problem.path)

    def _on_status_changed(self, status: LibraryStatus) -> None:
        self._summary.setText(
            self.tr("{found} can be searched").format(found=human_text.photos_and_clips(status.photos, status.clips))
        )
        self.folder_model.show(status.folders)
        self.folders.setFixedHeight(ROW_PX * min(_VISIBLE_ROWS, max(1, len(status.folders))))
        self._folder_card.setVisible(bool(status.folders))
        self.empty.setVisible(not status.folders)
        self._on_folder_selected()

    def _on_engine_state_changed(self, state: EngineState) -> None:
        is_usable = state is not EngineState.FAILED
        self.add_button.setEnabled(is_usable)
        self.update_button.setEnabled(is_usable and not self.session.is_indexing)
