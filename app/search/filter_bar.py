"""Narrowing the results: what kind of file, when it was taken, in which folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QPushButton, QWidget

from app import human_text
from app.appearance import Appearance, Space
from app.search.date_range_dialog import DateRangeDialog
from app.widgets.labels import ElidedLabel
from engine.records import FolderState, MediaKind

_KINDS: tuple[tuple[str, MediaKind | None], ...] = (
    ("All", None),
    ("Photos", MediaKind.PHOTO),
    ("Clips", MediaKind.VIDEO),
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the results are narrowed to; `before` is exclusive."""

    kind: MediaKind | None = None
    after: datetime | None = None
    before: datetime | None = None
    folder: Path | None = None

    @property
    def is_any(self) -> bool:
        """Whether nothing is narrowed."""
        return self == Filters()


def date_presets(now: datetime) -> tuple[tuple[str, datetime | None, datetime | None], ...]:
    """List the ready-made ranges as (name, from, until); until is exclusive."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    year = today.replace(month=1, day=1)
    return (
        ("Any date", None, None),
        ("Last 7 days", today - timedelta(days=6), None),
        ("Last 30 days", today - timedelta(days=29), None),
        (str(year.year), year, None),
        (str(year.year - 1), year.replace(year=year.year - 1), year),
        (str(year.year - 2), year.replace(year=year.year - 2), year.replace(year=year.year - 1)),
    )


class FilterBar(QWidget):
    """Segments for the kind, menus for date and folder, and a word about the results at the right."""

    changed = Signal(object)  # Filters

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._filters = Filters()
        self._folders: tuple[FolderState, ...] = ()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        self.kind_buttons = self._make_kind_buttons(layout)
        layout.addSpacing(Space.S)
        self.date_button = self._make_menu_button("Any date", "calendar", "Date filter")
        self.folder_button = self._make_menu_button("Any folder", "folder", "Folder filter")
        self._date_menu, self._folder_menu = QMenu(self), QMenu(self)
        self.date_button.setMenu(self._date_menu)
        self.folder_button.setMenu(self._folder_menu)
        self._date_menu.aboutToShow.connect(self._fill_date_menu)
        self._folder_menu.aboutToShow.connect(self._fill_folder_menu)
        self._summary = ElidedLabel("caption", elide=Qt.TextElideMode.ElideRight)
        self._summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for part in (self.date_button, self.folder_button):
            layout.addWidget(part)
        layout.addWidget(self._summary, 1)

    @property
    def filters(self) -> Filters:
        """What is chosen."""
        return self._filters

    def set_folders(self, folders: tuple[FolderState, ...]) -> None:
        """Offer these folders; without any there is nothing to choose."""
        self._folders = folders
        self.folder_button.setVisible(bool(folders))

    def set_summary(self, text: str, tip: str = "") -> None:
        """Say something about the results, and more to those who point at it."""
        self._summary.setText(text)
        self._summary.setToolTip(tip)

    def choose(self, filters: Filters) -> None:
        """Choose `filters`; tells `changed` if that is a change."""
        if filters == self._filters:
            return
        self._filters = filters
        for button, (_, kind) in zip(self.kind_buttons.buttons(), _KINDS, strict=True):
            button.setChecked(kind is filters.kind)
        self._mark(self.date_button, _range_text(filters), active=bool(filters.after or filters.before))
        self._mark(
            self.folder_button,
            human_text.one_line(filters.folder.name) if filters.folder else "Any folder",
            active=filters.folder is not None,
        )
        self.changed.emit(filters)

    def clear(self) -> None:
        """Narrow nothing."""
        self.choose(Filters())

    def _make_kind_buttons(self, layout: QHBoxLayout) -> QButtonGroup:
        group = QButtonGroup(self)
        for name, kind in _KINDS:
            button = self._make_button(name)
            button.setCheckable(True)
            button.setChecked(kind is None)
            button.setAccessibleName(f"Show {name.lower()}")
            group.addButton(button)
            layout.addWidget(button)
        group.buttonClicked.connect(self._on_kind_clicked)
        return group

    def _make_button(self, text: str, icon: str = "") -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", "filter")
        button.setIconSize(QSize(16, 16))
        if icon:
            self._appearance.set_icon(button, icon)
        return button

    def _make_menu_button(self, text: str, icon: str, accessible_name: str) -> QPushButton:
        button = self._make_button(text, icon)
        button.setAccessibleName(accessible_name)
        return button

    def _mark(self, button: QPushButton, text: str, *, active: bool) -> None:
        button.setText(text)
        button.setProperty("active", active)
        button.style().unpolish(button)
        button.style().polish(button)

    def _change(self, **fields: object) -> None:
        current = {name: getattr(self._filters, name) for name in ("kind", "after", "before", "folder")}
        self.choose(Filters(**(current | fields)))

    def _on_kind_clicked(self, button: QPushButton) -> None:
        self._change(kind=_KINDS[self.kind_buttons.buttons().index(button)][1])

    def _fill_date_menu(self) -> None:
        self._date_menu.clear()
        group = QActionGroup(self._date_menu)
        chosen = (self._filters.after, self._filters.before)
        for name, after, before in date_presets(datetime.now()):
            action = self._add_choice(self._date_menu, group, name, checked=(after, before) == chosen)
            action.triggered.connect(lambda _=False, a=after, b=before: self._change(after=a, before=b))
        self._date_menu.addSeparator()
        self._date_menu.addAction("Choose dates…", self._on_choose_dates)

    def _fill_folder_menu(self) -> None:
        self._folder_menu.clear()
        group = QActionGroup(self._folder_menu)
        chosen = self._filters.folder
        action = self._add_choice(self._folder_menu, group, "Any folder", checked=chosen is None)
        action.triggered.connect(lambda: self._change(folder=None))
        self._folder_menu.addSeparator()
        for folder in self._folders:
            text = human_text.one_line(str(folder.path)).replace("&", "&&")
            action = self._add_choice(self._folder_menu, group, text, checked=folder.path == chosen)
            action.triggered.connect(lambda _=False, path=folder.path: self._change(folder=path))

    def _add_choice(self, menu: QMenu, group: QActionGroup, text: str, *, checked: bool) -> QAction:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(checked)
        group.addAction(action)
        return action

    def _on_choose_dates(self) -> None:
        dialog = DateRangeDialog(self._filters.after, self._filters.before, self)
        dialog.range_chosen.connect(self._on_range_chosen)
        dialog.open()

    def _on_range_chosen(self, after: datetime, before: datetime) -> None:
        self._change(after=after, before=before)


def _range_text(filters: Filters) -> str:
    for name, after, before in date_presets(datetime.now()):
        if (after, before) == (filters.after, filters.before):
            return name
    first = human_text.day(filters.after) if filters.after else ""
    last = human_text.day(filters.before - timedelta(days=1)) if filters.before else ""
    return f"{first} \N{EN DASH} {last}".strip()
