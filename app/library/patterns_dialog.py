"""What is left out of a folder, or of every one: patterns as in .gitignore, with what they leave out as one types."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app import human_text
from app.appearance import Space
from app.error_dialog import describe_error
from app.services import Services
from app.tasks import LatestTask
from app.timers import single_shot_timer
from app.widgets.labels import make_label
from engine.library_records import FolderState, LibraryStatus, PatternLine, PatternPreview
from engine.records import FolderId

_WIDTH_PX = 620
_EDITOR_PX = 130
_EXAMPLES_PX = 150
_PAUSE_MS = 250  # between the last letter and the look


class PatternsDialog(QDialog):
    """Changes nothing until it is accepted; both texts are told then, where they changed."""

    patterns_chosen = Signal(object)  # dict of FolderId or None to str
    previewed = Signal(object)  # PatternPreview

    def __init__(
        self, services: Services, status: LibraryStatus, folder: FolderState | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("What is left out"))
        self._operations = services.operations
        self._saved: dict[FolderId | None, str] = {None: status.patterns}
        self.scope = QComboBox()
        if folder is not None:
            self._saved[folder.folder_id] = folder.patterns
            name = human_text.one_line(folder.path.name or str(folder.path))
            self.scope.addItem(self.tr("In “{name}” only").format(name=name), folder.folder_id)
        self.scope.addItem(self.tr("In every folder"), None)
        self._texts = dict(self._saved)
        self.editor = QPlainTextEdit(self._texts[self.scope.currentData()])
        self.editor.setAccessibleName(self.tr("Patterns, one a line"))
        self.editor.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.editor.setPlaceholderText("*.png\nscreenshots/\n!holiday.png")  # not shown
        self.editor.setFixedHeight(_EDITOR_PX)
        self.editor.setTabChangesFocus(True)
        self._summary = make_label(role="section", wraps=True)
        self._lines = make_label(role="caption", wraps=True)
        self.examples = QListWidget()
        self.examples.setAccessibleName(self.tr("Some of the files that are left out"))
        self.examples.setFixedHeight(_EXAMPLES_PX)
        self.examples.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.examples.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, Qt.Orientation.Horizontal
        )
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setProperty("role", "primary")
        self._lay_out()
        self._task = LatestTask(self)
        self._timer = single_shot_timer(self, self._look)
        self.editor.textChanged.connect(self._on_text_changed)
        self.scope.currentIndexChanged.connect(self._on_scope_changed)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        self.finished.connect(self._on_finished)
        self.editor.setFocus()
        self._look()

    @property
    def summary(self) -> str:
        """How much is left out, in one sentence."""
        return self._summary.text()

    @property
    def lines(self) -> str:
        """What each line does."""
        return self._lines.text()

    def _lay_out(self) -> None:
        help_text = self.tr(
            "One pattern a line: *.png is every PNG, screenshots/ a folder of that name anywhere, /old/*.jpg what lies "
            "in one place. A line with ! takes something after all; later lines win."
        )
        form = QFormLayout()
        form.addRow(self.tr("Leave out"), self.scope)
        always = make_label(
            self.tr(
                "Hidden files, recycle bins, caches, folders of thumbnails and folders with a .nomedia in them are "
                "always left out, unless a line with ! names them. Your files stay where they are."
            ),
            "caption",
            wraps=True,
        )
        frame = QFrame()
        frame.setObjectName("card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(Space.M, Space.M, Space.M, Space.S)
        inner.setSpacing(Space.S)
        for part in (self._summary, self._lines, self.examples):
            inner.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        layout.setSpacing(Space.M)
        layout.addLayout(form)
        layout.addWidget(make_label(help_text, "muted", wraps=True))
        layout.addWidget(self.editor)
        layout.addWidget(frame)
        layout.addWidget(always)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(_WIDTH_PX)

    def _on_text_changed(self) -> None:
        self._texts[self.scope.currentData()] = self.editor.toPlainText()
        self._timer.start(_PAUSE_MS)

    def _on_scope_changed(self) -> None:
        self.editor.setPlainText(self._texts[self.scope.currentData()])
        self._look()

    def _look(self) -> None:
        self._timer.stop()
        self._summary.setText(self.tr("Looking what that leaves out…"))
        task = self._operations.preview_patterns(self.editor.toPlainText(), self.scope.currentData())
        self._task.watch(task, self._show, self._on_failed)

    def _show(self, preview: PatternPreview) -> None:
        files = human_text.files(preview.known)
        if preview.left_out:
            found = human_text.number(preview.left_out)
            self._summary.setText(self.tr("Leaves out {number} of {files}").format(number=found, files=files))
        else:
            self._summary.setText(self.tr("Leaves out none of {files}").format(files=files))
        self._lines.setText("\n".join(self._describe(line) for line in preview.lines))
        self._lines.setVisible(bool(preview.lines))
        self.examples.clear()
        self.examples.addItems([human_text.one_line(str(path)) for path in preview.examples])
        self.examples.setVisible(bool(preview.examples))
        self.previewed.emit(preview)

    def _describe(self, line: PatternLine) -> str:
        text = human_text.one_line(line.text)
        if line.problem:
            return self.tr("“{line}” can match nothing; see how it is written").format(line=text)
        if line.text.startswith("!"):
            return self.tr("“{line}” is taken after all").format(line=text)
        return self.tr("“{line}” leaves out {files}").format(line=text, files=human_text.files(line.left_out))

    def _on_failed(self, error: Exception) -> None:
        self._summary.setText(describe_error(error).sentence)

    def _on_accepted(self) -> None:
        changed = {key: text.strip() for key, text in self._texts.items() if text.strip() != self._saved[key].strip()}
        if changed:
            self.patterns_chosen.emit(changed)
        self.accept()

    def _on_finished(self) -> None:
        self._timer.stop()
        self._task.drop()
