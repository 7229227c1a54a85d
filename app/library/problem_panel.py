"""The files that could not be read, by what is wrong: try them again, show them, write them down."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from app import human_text
from app.appearance import Appearance, Space
from app.library.problem_model import CODE_ROLE, ProblemModel
from app.widgets.file_actions import FileActions
from app.widgets.flow_layout import FlowLayout
from app.widgets.labels import make_label
from engine.library_records import FileProblem

_ROW_PX = 28  # until there is a row to measure
_VISIBLE_ROWS = 12
_OPEN_BELOW = 40  # so few files are shown without being asked for


class ProblemPanel(QFrame):
    """Hidden while there are none."""

    retry_wanted = Signal(object)  # tuple of Path; () for all
    export_wanted = Signal(object)  # Path of the table

    def __init__(self, appearance: Appearance, actions: FileActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._appearance = appearance
        self._actions = actions
        self.model = ProblemModel(self)
        self.title = make_label(role="section", wraps=True)
        self.view = self._make_view()
        self.retry_button = self._button(self.tr("Try again"), "refresh", self._retry_selected)
        self.retry_all_button = self._button(self.tr("Try all again"), "refresh", lambda: self.retry_wanted.emit(()))
        self.show_button = self._button(self.tr("Show in folder"), "folder", actions.show_in_folder.trigger)
        self.export_button = self._button(self.tr("Save as a table…"), "export", self.choose_table)
        head = QHBoxLayout()
        head.setContentsMargins(Space.M, 0, Space.S, 0)
        head.setSpacing(Space.XS)
        head.addWidget(self.title, 1)
        buttons = FlowLayout(gap_px=Space.XS, prefers_line=True)
        for button in (self.retry_button, self.show_button, self.retry_all_button, self.export_button):
            buttons.addWidget(button)
        head.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XS, Space.S, Space.XS, Space.S)
        layout.setSpacing(Space.XS)
        layout.addLayout(head)
        layout.addWidget(self.view)
        self.view.selectionModel().selectionChanged.connect(self._on_selected)
        self.view.expanded.connect(self._fit)
        self.view.collapsed.connect(self._fit)
        self.show_problems(())

    @property
    def selected(self) -> tuple[FileProblem, ...]:
        """The files that are selected, those of selected groups included, each once."""
        rows = self.view.selectionModel().selectedRows()
        return tuple(dict.fromkeys(problem for row in rows for problem in self.model.problems_at(row)))

    def show_problems(self, problems: tuple[FileProblem, ...]) -> None:
        """Show these; groups that were open stay open."""
        opened = {
            self.model.index(row, 0).data(CODE_ROLE)
            for row in range(self.model.rowCount())
            if self.view.isExpanded(self.model.index(row, 0))
        }
        self.model.show(problems)
        for row in range(self.model.rowCount()):
            group = self.model.index(row, 0)
            self.view.setFirstColumnSpanned(row, QModelIndex(), True)
            self.view.setExpanded(group, len(problems) < _OPEN_BELOW or group.data(CODE_ROLE) in opened)
        self.title.setText(self.tr("{files} could not be read").format(files=human_text.files(len(problems))))
        self.setVisible(bool(problems))
        self._on_selected()
        self._fit()

    def set_busy(self, *, is_busy: bool) -> None:
        """While the library is brought up to date nothing can be tried again."""
        self._is_busy = is_busy
        self._on_selected()

    def choose_table(self) -> None:
        """Ask for the file to write the list into."""
        dialog = QFileDialog(self, self.tr("Save the list as a table"), str(Path.home() / "problems.csv"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile("problems.csv")
        dialog.fileSelected.connect(lambda name: self.export_wanted.emit(Path(name)))
        dialog.open()

    _is_busy = False

    def _make_view(self) -> QTreeView:
        view = QTreeView()
        view.setAccessibleName(self.tr("Files that could not be read"))
        view.setModel(self.model)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setUniformRowHeights(True)  # otherwise each of ten thousand rows is measured
        view.setIndentation(Space.L)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = view.header()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        view.setColumnWidth(0, 240)
        view.setColumnWidth(2, 220)
        view.addActions([self._actions.show_in_folder, self._actions.open, self._actions.copy_path])
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        return view

    def _button(self, text: str, icon: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._appearance.set_icon(button, icon)
        button.clicked.connect(lambda: act())
        return button

    def _retry_selected(self) -> None:
        paths = tuple(problem.path for problem in self.selected)
        if paths:
            self.retry_wanted.emit(paths)

    def _on_selected(self) -> None:
        selected = self.selected
        self.retry_button.setEnabled(bool(selected) and not self._is_busy)
        self.retry_all_button.setEnabled(not self._is_busy)
        self.show_button.setEnabled(len(selected) == 1)
        if selected:
            self._actions.set_path(selected[0].path if len(selected) == 1 else None)

    def _fit(self) -> None:
        """Be as high as what is open, up to a dozen rows."""
        rows = 0
        for row in range(self.model.rowCount()):
            group = self.model.index(row, 0)
            rows += 1 + (self.model.rowCount(group) if self.view.isExpanded(group) else 0)
        header_px = self.view.header().sizeHint().height()
        row_px = self.view.sizeHintForRow(0) if rows else _ROW_PX
        self.view.setFixedHeight(header_px + row_px * max(1, min(_VISIBLE_ROWS, rows)) + Space.XS)

    def select(self, row: int, group: int = 0) -> None:
        """Select a file of a group."""
        index = self.model.index(row, 0, self.model.index(group, 0))
        flags = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
