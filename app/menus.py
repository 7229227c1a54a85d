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

    def show_theme(self, theme: str) -> None:
        """Tick the theme that is in force."""
        self._theme_actions[theme].setChecked(True)

    def _menu(self, title: str) -> QMenu:
        return self._window.menuBar().addMenu(title)

    def _add(self, menu: QMenu, text: str, name: str, *shortcuts: str) -> QAction:
        action = menu.addAction(text)
        action.setShortcuts([QKeySequence(keys) for keys in shortcuts])
        action.triggered.connect(lambda: self._slots[name]())
        return action

    def _add_file_menu(self, file_actions: FileActions) -> None:
        menu = self._menu(self.tr("&File"))
        self._add(menu, self.tr("&Add a folder…"), "add_folder", "Ctrl+N")
        self._add(menu, self.tr("&Update the library"), "update_library", "F5")
        self._add_care_menu(menu.addMenu(self.tr("&More for the library")))
        menu.addSeparator()
        file_actions.add_to(menu)
        menu.addSeparator()
        self._add(menu, self.tr("Li&braries…"), "show_libraries", "Ctrl+Shift+L")
        self._add(menu, self.tr("Se&ttings…"), "show_settings", "Ctrl+,").setMenuRole(QAction.MenuRole.PreferencesRole)
        menu.addSeparator()
        self._add(menu, self.tr("&Quit"), "quit", "Ctrl+Q").setMenuRole(QAction.MenuRole.QuitRole)

    def _add_care_menu(self, menu: QMenu) -> None:
        self._add(menu, self.tr("&Pause indexing, or go on"), "pause_indexing")
        self._add(menu, self.tr("&Leave files out of every folder…"), "leave_out")
        self._add(menu, self.tr("&How densely clips are looked at…"), "choose_density")
        menu.addSeparator()
        self._add(menu, self.tr("&Check the library…"), "check_library")
        self._add(menu, self.tr("&Back up the library…"), "back_up_library")
        self._add(menu, self.tr("&Restore from a backup…"), "restore_library")
        self._add(menu, self.tr("&Move the library to another disk…"), "move_library")

    def _add_view_menu(self, theme: str) -> None:
        menu = self._menu(self.tr("&View"))
        self._add(menu, self.tr("&Larger thumbnails"), "larger_cells", "Ctrl++", "Ctrl+=")
        self._add(menu, self.tr("&Smaller thumbnails"), "smaller_cells", "Ctrl+-")
        self._add(menu, self.tr("&Open or close a stack or a clip's moments"), "toggle_folds")
        menu.addSeparator()
        themes = menu.addMenu(self.tr("&Theme"))
        group = QActionGroup(self)
        for name, text in zip(THEMES, (self.tr("As the &system"), self.tr("&Light"), self.tr("&Dark")), strict=True):
            action = themes.addAction(text)
            action.setCheckable(True)
            action.setChecked(name == theme)
            group.addAction(action)
            self._theme_actions[name] = action
        menu.addSeparator()
        self._add(menu, self.tr("&Next word's heat map"), "next_word")
        self._add(menu, self.tr("&All heat maps side by side"), "all_words")
        self._add(menu, self.tr("&Details of the file"), "show_details")
        menu.addSeparator()
        self._add(menu, self.tr("&Full screen"), "full_screen", "F11")

    def _add_go_menu(self) -> None:
        menu = self._menu(self.tr("&Go"))
        self._add(menu, self.tr("&Describe what to look for"), "focus_query", "Ctrl+F")
        self._add(menu, self.tr("Search by the picture on the clip&board"), "paste_picture", "Ctrl+Shift+V")
        self._add(menu, self.tr("Searches of &before and albums"), "show_history", "Ctrl+H")
        self._add(menu, self.tr("Sa&ve this search as an album…"), "save_album", "Ctrl+S")
        self._add(menu, self.tr("&Clear the filters"), "clear_filters", "Ctrl+Shift+X")
        self._add(menu, self.tr("&Why is this one not found?…"), "ask_why_not", "Ctrl+Shift+Y")
        menu.addSeparator()
        self._add(menu, self.tr("&Everything that can be done…"), "show_palette", "Ctrl+K", "Ctrl+Shift+A")
        menu.addSeparator()
        self._add(menu, self.tr("&Search"), "show_search", "Ctrl+1")
        self._add(menu, self.tr("&Library"), "show_library", "Ctrl+2")
        self._add(menu, self.tr("Ca&ptions"), "show_captions", "Ctrl+3")
        self._add(menu, self.tr("&Teach it your own words"), "show_teaching", "Ctrl+4")
        self._add(menu, self.tr("&Models"), "show_models", "Ctrl+5")
        menu.addSeparator()
        self._add(menu, self.tr("&Write a caption"), "write_caption", "Ctrl+T")

    def _add_help_menu(self) -> None:
        menu = self._menu(self.tr("&Help"))
        self._add(menu, self.tr("&Manual"), "show_manual", "Shift+F1")
        self._add(menu, self.tr("&Keyboard shortcuts"), "show_shortcuts", "F1")
        self._add(menu, self.tr("&About Evoke"), "show_about").setMenuRole(QAction.MenuRole.AboutRole)
