"""Narrowing the results and putting them in order: kind, date, folder, camera, captions, favourites, with counts."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from app import human_text
from app.appearance import Appearance, Space
from app.search.date_range_dialog import DateRangeDialog
from app.search.filter_menus import MenuFiller, folder_name
from app.search.filters import Filters, Order, range_text
from app.translation import QT_TRANSLATE_NOOP, translate
from app.widgets.flow_layout import FlowLayout
from app.widgets.labels import ElidedLabel
from engine.browse_records import Facets
from engine.library_records import FolderState
from engine.records import MediaKind, SearchRequest, SortBy

_KINDS: tuple[tuple[str, str, MediaKind | None], ...] = (
    (QT_TRANSLATE_NOOP("FilterBar", "All"), QT_TRANSLATE_NOOP("FilterBar", "Show all"), None),
    (QT_TRANSLATE_NOOP("FilterBar", "Photos"), QT_TRANSLATE_NOOP("FilterBar", "Show photos"), MediaKind.PHOTO),
    (QT_TRANSLATE_NOOP("FilterBar", "Clips"), QT_TRANSLATE_NOOP("FilterBar", "Show clips"), MediaKind.VIDEO),
)
_SORTS = (
    (
        SortBy.RELEVANCE,
        QT_TRANSLATE_NOOP("FilterBar", "Best match first"),
        QT_TRANSLATE_NOOP("FilterBar", "Best match"),
    ),
    (SortBy.NEWEST, QT_TRANSLATE_NOOP("FilterBar", "Newest first"), QT_TRANSLATE_NOOP("FilterBar", "Newest")),
    (SortBy.OLDEST, QT_TRANSLATE_NOOP("FilterBar", "Oldest first"), QT_TRANSLATE_NOOP("FilterBar", "Oldest")),
)


class FilterBar(QWidget):
    """Buttons that wrap where the page is narrow, and below them a word about the results and their order."""

    changed = Signal(object)  # Filters
    order_changed = Signal(object)  # Order

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._filters = Filters()
        self._order = Order()
        self._looks_for_something = True
        self._facets: Facets | None = None
        self._folders: tuple[FolderState, ...] = ()
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, gap_px=Space.S)
        self.kind_buttons = self._make_kind_buttons()
        self.date_button, self._date_menu = self._make_menu_button(
            self.tr("Any date"), "calendar", self.tr("Date filter")
        )
        self.folder_button, self._folder_menu = self._make_menu_button(
            self.tr("Any folder"), "folder", self.tr("Folder filter")
        )
        self.camera_button, self._camera_menu = self._make_menu_button(
            self.tr("Any camera"), "camera", self.tr("Camera filter")
        )
        self.favourite_button = self._make_toggle(self.tr("Favourites"), "star", "is_favourite")
        self.caption_button = self._make_toggle(self.tr("Captioned"), "caption", "has_caption")
        self._date_menu.aboutToShow.connect(self._fill_date_menu)
        self._folder_menu.aboutToShow.connect(self._fill_folder_menu)
        self._camera_menu.aboutToShow.connect(self._fill_camera_menu)
        self._summary = ElidedLabel("caption", elide=Qt.TextElideMode.ElideRight)
        self.order_button = self._make_button(self.tr("Best match"), "sort")
        self.order_button.setProperty("role", "quiet")
        self.order_button.setAccessibleName(self.tr("Order of the results"))
        self._order_menu = QMenu(self)
        self._order_menu.aboutToShow.connect(self._fill_order_menu)
        self.order_button.setMenu(self._order_menu)
        below = QHBoxLayout()
        below.setSpacing(Space.S)
        below.addWidget(self._summary, 1)
        below.addWidget(self.order_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS)
        layout.addWidget(self._buttons)
        layout.addLayout(below)

    @property
    def filters(self) -> Filters:
        """What is chosen."""
        return self._filters

    @property
    def order(self) -> Order:
        """In which order results come."""
        return self._order

    @property
    def summary(self) -> str:
        """The word about the results."""
        return self._summary.text()

    def set_folders(self, folders: tuple[FolderState, ...]) -> None:
        """Offer these folders; without any there is nothing to choose."""
        self._folders = folders
        self.folder_button.setVisible(bool(folders))
        self._fit()

    def set_summary(self, text: str, tip: str = "") -> None:
        """Say something about the results, and more to those who point at it."""
        self._summary.setText(text)
        self._summary.setToolTip(tip)

    def show_counts(self, facets: Facets) -> None:
        """Say how much each filter would show."""
        self._facets = facets
        counts = (facets.photos + facets.clips, facets.photos, facets.clips)
        for button, (name, show, _), count in zip(self.kind_buttons.buttons(), _KINDS, counts, strict=True):
            button.setText(f"{translate('FilterBar', name)} {human_text.number(count)}")
            button.setAccessibleName(f"{translate('FilterBar', show)}, {human_text.number(count)}")
        for button, name, count in (
            (self.favourite_button, self.tr("Favourites"), facets.favourites),
            (self.caption_button, self.tr("Captioned"), facets.with_caption),
        ):
            button.setText(f"{name} {human_text.number(count)}" if count else name)
        named = [name for name, _ in facets.cameras if name]
        self.camera_button.setVisible(bool(named) or self._filters.camera is not None)
        self._fit()

    def choose(self, filters: Filters) -> None:
        """Choose `filters`; tells `changed` if that is a change."""
        if filters != self._filters:
            self._filters = filters
            self._show()
            self.changed.emit(filters)

    def follow(self, request: SearchRequest) -> None:
        """Show the filters and the order of a request, without telling."""
        self._filters, self._order = Filters.of(request), Order.of(request)
        self._show()

    def clear(self) -> None:
        """Narrow nothing."""
        self.choose(Filters())

    def _show(self) -> None:
        filters = self._filters
        for button, (_, _, kind) in zip(self.kind_buttons.buttons(), _KINDS, strict=True):
            button.setChecked(kind is filters.kind)
        self.favourite_button.setChecked(filters.is_favourite is True)
        self.caption_button.setChecked(filters.has_caption is True)
        is_dated = bool(filters.after or filters.before)
        self._mark(self.date_button, range_text(filters, datetime.now()), active=is_dated)
        folder = self.tr("Any folder") if filters.folder is None else folder_name(filters.folder)
        self._mark(self.folder_button, folder.replace("&", "&&"), active=filters.folder is not None)
        camera = (
            self.tr("Any camera")
            if filters.camera is None
            else human_text.one_line(filters.camera) or self.tr("No camera named")
        )
        self._mark(self.camera_button, camera.replace("&", "&&"), active=filters.camera is not None)
        sort = self._order.sort
        if sort is SortBy.RELEVANCE and not self._looks_for_something:
            sort = SortBy.NEWEST
        name = next(short for known, _, short in _SORTS if known is sort)
        name = translate("FilterBar", name)
        self.order_button.setText(self.tr("{order} by day").format(order=name) if self._order.by_day else name)
        self._fit()

    def follow_answer(self, *, looks_for_something: bool) -> None:
        """Name the order that is in force: without a query there is no best match."""
        if looks_for_something != self._looks_for_something:
            self._looks_for_something = looks_for_something
            self._show()

    def _make_kind_buttons(self) -> QButtonGroup:
        group = QButtonGroup(self)
        for name, show, kind in _KINDS:
            button = self._make_button(translate("FilterBar", name))
            button.setCheckable(True)
            button.setChecked(kind is None)
            button.setAccessibleName(translate("FilterBar", show))
            group.addButton(button)
            self._flow.addWidget(button)
        group.buttonClicked.connect(self._on_kind_clicked)
        return group

    def _make_button(self, text: str, icon: str = "") -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", "filter")
        button.setIconSize(QSize(16, 16))
        if icon:
            self._appearance.set_icon(button, icon)
        return button

    def _make_menu_button(self, text: str, icon: str, accessible_name: str) -> tuple[QPushButton, QMenu]:
        button, menu = self._make_button(text, icon), QMenu(self)
        button.setAccessibleName(accessible_name)
        button.setMenu(menu)
        self._flow.addWidget(button)
        return button, menu

    def _make_toggle(self, text: str, icon: str, field: str) -> QPushButton:
        button = self._make_button(text, icon)
        button.setCheckable(True)
        button.clicked.connect(lambda is_on: self._change(**{field: True if is_on else None}))
        self._flow.addWidget(button)
        return button

    def _mark(self, button: QPushButton, text: str, *, active: bool) -> None:
        button.setText(text)
        button.setProperty("active", active)
        button.style().unpolish(button)
        button.style().polish(button)

    def _change(self, **fields: object) -> None:
        self.choose(dataclasses.replace(self._filters, **fields))  # type: ignore[arg-type]  # fields of Filters

    def _change_order(self, **fields: object) -> None:
        order = dataclasses.replace(self._order, **fields)  # type: ignore[arg-type]  # fields of Order
        if order != self._order:
            self._order = order
            self._show()
            self.order_changed.emit(order)

    def _on_kind_clicked(self, button: QPushButton) -> None:
        self._change(kind=_KINDS[self.kind_buttons.buttons().index(button)][2])

    def _fill_date_menu(self) -> None:
        MenuFiller(self._date_menu, self._change).add_dates(self._filters, self._facets)
        self._date_menu.addSeparator()
        self._date_menu.addAction(self.tr("Choose dates…"), self._on_choose_dates)

    def _fill_folder_menu(self) -> None:
        MenuFiller(self._folder_menu, self._change).add_folders(self._filters, self._folders, self._facets)

    def _fill_camera_menu(self) -> None:
        MenuFiller(self._camera_menu, self._change).add_cameras(self._filters, self._facets)

    def _fill_order_menu(self) -> None:
        menu = self._order_menu
        menu.clear()
        group = QActionGroup(menu)
        for sort, text, _ in _SORTS:
            action = menu.addAction(translate("FilterBar", text))
            action.setCheckable(True)
            action.setChecked(sort is self._order.sort)
            group.addAction(action)
            action.triggered.connect(lambda _=False, sort=sort: self._change_order(sort=sort))
        menu.addSeparator()
        for field, text in (("by_day", self.tr("Group by day")), ("stacks", self.tr("Stack copies and bursts"))):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(getattr(self._order, field))
            action.triggered.connect(lambda is_on, field=field: self._change_order(**{field: is_on}))

    def _on_choose_dates(self) -> None:
        dialog = DateRangeDialog(self._filters.after, self._filters.before, self)
        dialog.range_chosen.connect(self._on_range_chosen)
        dialog.open()

    def _on_range_chosen(self, after: datetime, before: datetime) -> None:
        self._change(after=after, before=before)

    def _fit(self) -> None:
        self._flow.invalidate()
        self._buttons.setFixedHeight(max(1, self._flow.heightForWidth(max(1, self.width()))))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
