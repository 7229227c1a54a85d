"""The menu bar: every action by name, with its shortcut."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from app.appearance import THEMES
from app.widgets.file_actions import FileActions


class Menus(QObject):
    """Builds the menu bar of `window`; what the actions do is handed in by name."""

    def __init__(
        self, window: QMainWindow, file_actions: FileActions, slots: dict[str, Callable[[], object]], theme: str
    ) -> None:
        super().__init__(window)
        self._window = window
        self._slots = slots
        self._theme_actions: dict[str, QAction] = {}
        self._add_file_menu(file_actions)
        self._add_view_menu(theme)
        self._add_go_menu()
        self._add_help_menu()

    def on_theme_chosen(self, slot: Callable[[str], object]) -> None:
        """Call `slot` with the name of the theme that is chosen."""
        for theme, action in self._theme_actions.items():
            action.triggered.connect(lambda _=False, theme=theme: slot(theme))

    def _menu(self, title: str) -> QMenu:
        return self._window.menuBar().addMenu(title)

    def _add(self, menu: QMenu, text: str, name: str, *shortcuts: str) -> QAction:
        action = menu.addAction(text)
        action.setShortcuts([QKeySequence(keys) for keys in shortcuts])
        action.triggered.connect(lambda: self._slots[name]())
        return action

    def _add_file_menu(self, file_actions: FileActions) -> None:
        menu = self._menu("&File")
        self._add(menu, "&Add a folder…", "add_folder", "Ctrl+N")
        self._add(menu, "&Update the library", "update_library", "F5")
        menu.addSeparator()
        file_actions.add_to(menu)
        menu.addSeparator()
        self._add(menu, "&Quit", "quit", "Ctrl+Q").setMenuRole(QAction.MenuRole.QuitRole)

    def _add_view_menu(self, theme: str) -> None:
        menu = self._menu("&View")
        self._add(menu, "&Larger thumbnails", "larger_cells", "Ctrl++", "Ctrl+=")
        self._add(menu, "&Smaller thumbnails", "smaller_cells", "Ctrl+-")
        self._add(menu, "&Open or close a stack or a clip's moments", "toggle_folds")
        menu.addSeparator()
        themes = menu.addMenu("&Theme")
        group = QActionGroup(self)
        for name, text in zip(THEMES, ("As the &system", "&Light", "&Dark"), strict=True):
            action = themes.addAction(text)
            action.setCheckable(True)
            action.setChecked(name == theme)
            group.addAction(action)
            self._theme_actions[name] = action
        menu.addSeparator()
        self._add(menu, "&Next word's heat map", "next_word")
        self._add(menu, "&All heat maps side by side", "all_words")
        self._add(menu, "&Details of the file", "show_details")
        menu.addSeparator()
        self._add(menu, "&Full screen", "full_screen", "F11")

    def _add_go_menu(self) -> None:
        menu = self._menu("&Go")
        self._add(menu, "&Describe what to look for", "focus_query", "Ctrl+F")
        self._add(menu, "Search by the picture on the clip&board", "paste_picture", "Ctrl+Shift+V")
        self._add(menu, "Searches of &before and albums", "show_history", "Ctrl+H")
        self._add(menu, "Sa&ve this search as an album…", "save_album", "Ctrl+S")
        self._add(menu, "&Clear the filters", "clear_filters", "Ctrl+Shift+X")
        self._add(menu, "&Why is this one not found?…", "ask_why_not", "Ctrl+Shift+Y")
        menu.addSeparator()
        self._add(menu, "&Everything that can be done…", "show_palette", "Ctrl+K", "Ctrl+Shift+A")
        menu.addSeparator()
        self._add(menu, "&Search", "show_search", "Ctrl+1")
        self._add(menu, "&Library", "show_library", "Ctrl+2")

    def _add_help_menu(self) -> None:
        menu = self._menu("&Help")
        self._add(menu, "&Keyboard shortcuts", "show_shortcuts", "F1")
        self._add(menu, "&About Evoke", "show_about").setMenuRole(QAction.MenuRole.AboutRole)
