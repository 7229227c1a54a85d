"""What the filters' menus offer, with how much each choice would show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from app import human_text
from app.search.filters import Filters, date_presets, month_range
from app.translation import translate
from engine.browse_records import Facets, FolderCount
from engine.library_records import FolderState

_INDENT = "\N{EN SPACE}\N{EN SPACE}"
_SHOWN_CAMERAS = 40
Change = Callable[..., None]


class MenuFiller:
    """Fills a menu anew each time it opens; `change` is called with the fields of `Filters` that are chosen."""

    def __init__(self, menu: QMenu, change: Change) -> None:
        self._menu = menu
        self._change = change
        self._group = QActionGroup(menu)
        menu.clear()

    def add_dates(self, filters: Filters, facets: Facets | None) -> None:
        """Offer ready-made ranges, and each year with its months."""
        chosen = (filters.after, filters.before)
        for name, after, before in date_presets(datetime.now()):
            self._add(self._menu, name, checked=(after, before) == chosen, after=after, before=before)
        if facets is None or not facets.months:
            return
        self._menu.addSeparator()
        years = sorted({year for year, _, _ in facets.months}, reverse=True)
        for year in years:
            months = [(month, count) for of_year, month, count in facets.months if of_year == year]
            total = sum(count for _, count in months)
            if year < 1:
                continue
            menu = self._menu.addMenu(counted(str(year), total))
            after, before = month_range(year)
            self._add(
                menu,
                counted(translate("FilterMenus", "Whole year"), total),
                checked=(after, before) == chosen,
                after=after,
                before=before,
            )
            menu.addSeparator()
            for month, count in months:
                after, before = month_range(year, month)
                text = counted(human_text.month(year, month), count)
                self._add(menu, text, checked=(after, before) == chosen, after=after, before=before)

    def add_folders(self, filters: Filters, folders: tuple[FolderState, ...], facets: Facets | None) -> None:
        """Offer the library's folders and those below them."""
        self._add(self._menu, translate("FilterMenus", "Any folder"), checked=filters.folder is None, folder=None)
        self._menu.addSeparator()
        known = facets.folders if facets is not None else ()
        told = {found.path for found in known}
        rest = tuple(FolderCount(folder.path, -1, 0) for folder in folders if folder.path not in told)
        for found in (*known, *rest):
            name = str(found.path) if found.depth == 0 else found.path.name
            text = _INDENT * found.depth + human_text.one_line(name)
            text = counted(text, found.count) if found.count >= 0 else text
            self._add(self._menu, text, checked=found.path == filters.folder, folder=found.path)

    def add_cameras(self, filters: Filters, facets: Facets | None) -> None:
        """Offer the cameras, the busiest first."""
        self._add(self._menu, translate("FilterMenus", "Any camera"), checked=filters.camera is None, camera=None)
        self._menu.addSeparator()
        for name, count in (facets.cameras if facets is not None else ())[:_SHOWN_CAMERAS]:
            text = counted(human_text.one_line(name) or translate("FilterMenus", "No camera named"), count)
            self._add(self._menu, text, checked=name == filters.camera, camera=name)

    def _add(self, menu: QMenu, text: str, *, checked: bool, **fields: object) -> QAction:
        action = menu.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(checked)
        self._group.addAction(action)
        action.triggered.connect(lambda: self._change(**fields))
        return action


def counted(text: str, count: int) -> str:
    """Return a choice with how much it would show."""
    return f"{text}\t{human_text.number(count)}"


def folder_name(path: Path) -> str:
    """Return what a button calls a folder."""
    return human_text.one_line(path.name or str(path))
