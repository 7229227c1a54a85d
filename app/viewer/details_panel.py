"""What a file says about itself: a column beside the picture."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app import human_text
from app.appearance import Space
from app.engine_text import in_own_words
from app.widgets.labels import make_label
from engine.browse_records import MediaDetails

_WIDTH_PX = 280
_WORDED = frozenset({"Programme", "Metering", "Flash"})  # not shown: facts that the engine itself has words for


class DetailsPanel(QScrollArea):
    """Every text can be selected and copied; nothing in it is taken for markup."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("details")
        self.setFixedWidth(_WIDTH_PX)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Details of the file"))
        self._texts: list[str] = []
        self.wait()
        self.hide()

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything it says."""
        return tuple(self._texts)

    def wait(self) -> None:
        """Show that details are on their way."""
        self._fill({self.tr("Details"): (("", self.tr("Reading…")),)})

    def show_details(self, details: MediaDetails) -> None:
        """Show these details."""
        sections = {
            in_own_words(heading): tuple((in_own_words(name), _worded(name, text)) for name, text in pairs)
            for heading, pairs in dict(details.sections).items()
        }
        if details.captions:
            sections[self.tr("Captions")] = tuple(("", caption) for caption in details.captions)
        if details.copies:
            sections[self.tr("The same content elsewhere")] = tuple(("", str(path)) for path in details.copies)
        self._fill(sections)

    def _fill(self, sections: dict[str, tuple[tuple[str, str], ...]]) -> None:
        self._texts = []
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.S)
        for heading, pairs in sections.items():
            column.addWidget(make_label(heading, "section"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(Space.M)
            grid.setVerticalSpacing(Space.XS)
            grid.setColumnStretch(1, 1)
            for row, (name, text) in enumerate(pairs):
                self._add(grid, row, name, text)
            column.addLayout(grid)
            column.addSpacing(Space.S)
        column.addStretch(1)
        self.setWidget(inside)

    def _add(self, grid: QGridLayout, row: int, name: str, text: str) -> None:
        line = human_text.one_line(text)
        value = make_label(_breakable(line), "caption" if name else "muted", wraps=True)
        value.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        value.setAccessibleName(f"{name}: {line}" if name else line)
        if name:
            key = make_label(name, "caption")
            key.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(key, row, 0)
            value.setProperty("role", "fact")
            grid.addWidget(value, row, 1)
        else:
            grid.addWidget(value, row, 0, 1, 2)
        self._texts += [name, line] if name else [line]


def _worded(name: str, text: str) -> str:
    """Return a fact in the window's language where it is not a person's own text."""
    return in_own_words(text) if name in _WORDED else text


def _breakable(text: str) -> str:
    """Let long paths and numbers break behind slashes and underscores, so that they never widen the column."""
    return "".join(f"{char}\N{ZERO WIDTH SPACE}" if char in "/\\_-." else char for char in text)
