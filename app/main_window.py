"""The shell: navigation rail, pages, menu, footer, and the close sequence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app import human_text
from app.command_palette import CommandPalette
from app.engine_client import EngineClient, EngineState
from app.error_dialog import ErrorDialog
from app.late_pages import LatePages
from app.library.library_page import LibraryPage
from app.loop_watch import LoopWatch
from app.menus import Menus
from app.navigation_rail import NARROWEST_PX, NavigationRail
from app.search.search_page import SearchPage
from app.search.standing_dialog import StandingDialog
from app.services import Services
from app.shortcuts_dialog import ShortcutsDialog
from app.status_footer import StatusFooter
from app.thumbnail_cache import ThumbnailCache
from app.timers import single_shot_timer
from app.tuning.tuning_session import TuningSession
from app.view_state import ViewState
from app.widgets.file_actions import FileActions
from app.widgets.toast import Toast
from engine.errors import EngineError
from engine.library_records import LibraryStatus

if TYPE_CHECKING:
    from app.captions.captions_page import CaptionsPage
    from app.models.models_page import ModelsPage
    from app.tuning.teach_page import TeachPage

_FIRST_SIZE = QSize(1280, 820)
_SMALLEST_SIZE = QSize(560, 420)
_CAPTIONS_AT, _TEACH_AT, _MODELS_AT = 2, 3, 4
_REPEAT_AFTER_MS = 2500
_CELL_STEP = 1.15


class MainWindow(QMainWindow):
    """One window on one library. What is around it (settings, libraries, help) is told by signals."""

    settings_wanted = Signal()
    libraries_wanted = Signal()
    manual_wanted = Signal()
    about_wanted = Signal()
    closing = Signal()  # whoever calls `stay` now keeps the window, unseen

    def __init__(self, services: Services, view_state: ViewState) -> None:
        super().__init__()
        self.setWindowTitle("Evoke")  # not shown
        self.setMinimumSize(_SMALLEST_SIZE)
        self.setAcceptDrops(True)
        self._services = services
        self._view_state = view_state
        self._saves_state = False
        self._is_quitting = False
        self._stays = False
        self.was_shown = False
        self._file_actions = FileActions(services.appearance, self)
        self.search_page = SearchPage(services, self._file_actions)
        self.library_page = LibraryPage(services, self._file_actions)
        self.tuning = TuningSession(services, self)  # goes on with what was cut short, whatever is looked at
        self.toast = Toast(self)
        self._pages = LatePages()
        self._pages.addWidget(self.search_page)
        self._pages.addWidget(self.library_page)
        for make in (self._make_captions_page, self._make_teach_page, self._make_models_page):
            self._pages.add_later(make)
        self._rail = NavigationRail(services.appearance)
        self._footer = StatusFooter(services.appearance)
        self.activity = self._footer.activity
        self._frames_seen = 0
        self._is_first_word = True
        self._repeat_timer = single_shot_timer(self, self._repeat_search)
        self.loop_watch = LoopWatch(self)
        self._lay_out()
        self._menus = Menus(self, self._file_actions, self._slots(), services.appearance.theme)
        self._menus.on_theme_chosen(self._on_theme_chosen)
        self._connect()
        self.search_page.query_bar.setFocus()

    @property
    def engine(self) -> EngineClient:
        """The engine this window shows."""
        return self._services.engine

    @property
    def thumbnails(self) -> ThumbnailCache:
        """The thumbnails this window shows."""
        return self._services.thumbnails

    @property
    def captions_page(self) -> CaptionsPage:
        """The page for captions."""
        return cast("CaptionsPage", self._pages.page(_CAPTIONS_AT))

    @property
    def teach_page(self) -> TeachPage:
        """The page where the model learns a person's own words."""
        return cast("TeachPage", self._pages.page(_TEACH_AT))

    @property
    def models_page(self) -> ModelsPage:
        """The page of models."""
        return cast("ModelsPage", self._pages.page(_MODELS_AT))

    def show_at_start(self, *, remembers: bool = True) -> None:
        """Show the window where it was last time; with `remembers` False, without looking or remembering."""
        self._saves_state = remembers
        if remembers and not self._view_state.restore(self, self.search_page.splitter):
            self.resize(_FIRST_SIZE)
        if remembers:
            self.search_page.viewer.choose_sound(self._view_state.sound())
        self.was_shown = True
        self.show()
        self.loop_watch.start()

    def name_library(self, name: str) -> None:
        """Put the name of the library into the title; "" for the one that every person has."""
        self.setWindowTitle(f"{human_text.one_line(name)} \N{EN DASH} Evoke" if name else "Evoke")  # not shown

    def quit(self) -> None:
        """Close for good, whatever closing means otherwise."""
        self._is_quitting = True
        if self.isVisible():
            self.close()
        QApplication.quit()

    def stay(self) -> None:
        """Called while closing: the window goes on, unseen."""
        self._stays = True

    def follow_appearance(self, name: str, value: object) -> None:
        """Look as a setting says from now on."""
        appearance = self._services.appearance
        if name == "theme":
            appearance.set_theme(str(value))
            self._menus.show_theme(str(value))
        elif name == "motion":
            appearance.set_motion(str(value))
        elif name == "heat_opacity":
            self.search_page.viewer.why.opacity_slider.setValue(round(100 * float(str(value))))
        elif name == "cell_px":
            self.search_page.grid.set_cell_px(int(str(value)))

    def show_error(self, error: Exception) -> None:
        """Show an error that belongs to no page."""
        ErrorDialog(error, parent=self).open()

    def show_search(self) -> None:
        """Go to the search page."""
        self._show_page(0)

    def _on_library(self, act: Callable[[], object]) -> Callable[[], None]:
        """Do something of the library page on that page, where its answer is seen."""

        def do() -> None:
            self.show_library()
            act()

        return do

    def show_library(self) -> None:
        """Go to the library page."""
        self._show_page(1)

    def show_captions(self) -> None:
        """Go to the captions page."""
        self._show_page(2)

    def show_teaching(self) -> None:
        """Go to the page where the model learns a person's own words."""
        self._show_page(3)

    def show_models(self) -> None:
        """Go to the page of models."""
        self._show_page(4)

    def _slots(self) -> dict[str, Callable[[], object]]:
        return {
            "add_folder": self._add_folder,
            "update_library": self.update_library,
            "show_settings": self.settings_wanted.emit,
            "show_libraries": self.libraries_wanted.emit,
            "pause_indexing": self._on_library(self.library_page.toggle_pause),
            "leave_out": self._on_library(self.library_page.edit_patterns),
            "choose_density": self._on_library(self.library_page.choose_density),
            "check_library": self._on_library(self.library_page.care.check),
            "back_up_library": self._on_library(self.library_page.care.back_up),
            "restore_library": self._on_library(self.library_page.care.restore),
            "move_library": self._on_library(self.library_page.care.move),
            "quit": self.quit,
            "larger_cells": lambda: self.search_page.grid.resize_cells(_CELL_STEP),
            "smaller_cells": lambda: self.search_page.grid.resize_cells(1 / _CELL_STEP),
            "toggle_folds": self.search_page.grid.toggle_folds,
            "full_screen": self._toggle_full_screen,
            "focus_query": self._focus_query,
            "show_palette": self.show_palette,
            "show_history": self._show_history,
            "save_album": self.search_page.history.ask_for_name,
            "clear_filters": self.search_page.filter_bar.clear,
            "paste_picture": self._paste_picture,
            "ask_why_not": self._ask_why_not,
            "next_word": self.search_page.viewer.why.pin_next,
            "all_words": self.search_page.viewer.why.all_button.toggle,
            "show_details": self.search_page.viewer.bar.details_button.toggle,
            "show_search": self.show_search,
            "show_library": self.show_library,
            "show_captions": self.show_captions,
            "show_teaching": self.show_teaching,
            "show_models": self.show_models,
            "write_caption": self._write_caption,
            "show_shortcuts": lambda: ShortcutsDialog(self).open(),
            "show_manual": self.manual_wanted.emit,
            "show_about": self.about_wanted.emit,
        }

    def _lay_out(self) -> None:
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self._rail)
        body.addWidget(self._pages, 1)
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(body, 1)
        layout.addWidget(self._footer)
        self.setCentralWidget(central)

    def _connect(self) -> None:
        self._rail.chosen.connect(self._show_page)
        engine = self._services.engine
        engine.task_started.connect(self.activity.add)
        engine.status_changed.connect(self._on_status_changed)
        engine.state_changed.connect(self._on_engine_state_changed)
        self.search_page.folder_wanted.connect(self._add_folder)
        self.search_page.given.pictures_given.connect(self.show_search)
        self.search_page.folder_given.connect(self._on_folder_given)
        self.search_page.said.connect(self.toast.say)
        self.library_page.said.connect(self.toast.say)
        self._file_actions.done.connect(self.toast.say)
        self._file_actions.failed.connect(self.show_error)
        self.search_page.guide.ended.connect(self._view_state.note_guide_ended)
        self._file_actions.reasons_wanted.connect(self.show_standing)
        session = self.library_page.session
        session.index_started.connect(self._on_index_changed)
        session.index_ended.connect(self._on_index_changed)
        session.index_ended.connect(self._repeat_search)
        self._on_engine_state_changed(engine.state)

    def _make_captions_page(self) -> QWidget:
        from app.captions.captions_page import CaptionsPage

        page = CaptionsPage(self._services)
        page.said.connect(self.toast.say)
        page.changed.connect(self.search_page.note_captions)
        self.search_page.captions_changed.connect(page.note_captions)
        page.folder_wanted.connect(self._add_folder)
        return page

    def _make_teach_page(self) -> QWidget:
        from app.tuning.teach_page import TeachPage

        page = TeachPage(self._services, self.tuning)
        page.said.connect(self.toast.say)
        page.captions_wanted.connect(self.show_captions)
        page.model_changed.connect(self._repeat_search)
        return page

    def _make_models_page(self) -> QWidget:
        from app.models.models_page import ModelsPage

        page = ModelsPage(self._services, self.teach_page.session)  # the other page tells what became of a change
        page.said.connect(self.toast.say)
        return page

    def _show_page(self, index: int) -> None:
        self._pages.setCurrentWidget(self._pages.page(index))
        self._rail.mark(index)
        if index == 0:
            self.search_page.follow_captions()
            self.search_page.query_bar.setFocus()
        elif index == 1:
            self.library_page.focus_content()
        elif index == _CAPTIONS_AT:
            self.captions_page.look()
            self.captions_page.focus_content()
        elif index == _TEACH_AT:
            self.teach_page.look()
            self.teach_page.focus_content()
        else:
            self.models_page.look()
            self.models_page.focus_content()

    def _write_caption(self) -> None:
        """Write a caption for what is shown large, or for what is worth it next."""
        if self._pages.currentIndex() == 0 and self.search_page.is_viewer_open:
            self.search_page.viewer.write_caption()
        else:
            self.show_captions()

    def _focus_query(self) -> None:
        self.show_search()
        if (
            self.search_page.is_viewer_open
            and self.search_page.width() < self.search_page.viewer.width() + NARROWEST_PX
        ):
            self.search_page.close_viewer()
        self.search_page.query_bar.focus()

    def _add_folder(self) -> None:
        self.show_library()
        self.library_page.choose_folder()

    def update_library(self) -> None:
        """Look for new, changed and deleted files."""
        self.show_library()
        self.library_page.session.update()

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _on_index_changed(self) -> None:
        self.search_page.set_indexing(is_indexing=self.library_page.session.is_indexing)

    def _repeat_search(self) -> None:
        """Look again after the library grew; the grid stays where it is."""
        self._services.thumbnails.forget_failures()
        self.search_page.follow_library()

    def show_palette(self) -> None:
        """Open the list of everything that can be done, with searches of before and albums."""
        CommandPalette(self, self.search_page.saved, self.search_page.search_again).open()

    def _show_history(self) -> None:
        self.show_search()
        self.search_page.query_bar.history_button.showMenu()

    def _paste_picture(self) -> None:
        self.show_search()
        if not self.search_page.query_bar.paste_pictures():
            self.toast.say(self.tr("There is no picture on the clipboard"))

    def _ask_why_not(self) -> None:
        """Ask for a file and say where it stands for what is looked for."""
        dialog = QFileDialog(self, self.tr("Which file should have been found?"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.show_standing(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_standing(self, path: Path) -> None:
        """Say where a file stands for what is looked for, and what keeps it away."""
        self.show_search()
        page = self.search_page
        dialog = StandingDialog(self._services, page.session.request, path, self)
        dialog.filters_dropped.connect(page.session.change_now)
        dialog.term_switched_off.connect(lambda term: page.session.weigh(term, 0.0))
        dialog.open()

    def _on_folder_given(self, folder: Path) -> None:
        self.show_library()
        self.library_page.session.propose_folder(folder)

    def _on_theme_chosen(self, theme: str) -> None:
        self._services.appearance.set_theme(theme)
        try:
            self._services.preferences.change("appearance", "theme", theme)
        except EngineError as error:
            self.show_error(error)

    def _on_status_changed(self, status: LibraryStatus) -> None:
        if self._is_first_word:
            self._is_first_word = False
            if not status.folders and not self._view_state.has_guide_ended:
                self.search_page.guide.begin()
        self._footer.show_status(status)
        if status.frames != self._frames_seen and not self._repeat_timer.isActive():
            self._repeat_timer.start(_REPEAT_AFTER_MS)
        self._frames_seen = status.frames

    def _on_engine_state_changed(self, state: EngineState) -> None:
        self._footer.show_state(state)
        if state is EngineState.READY and self._services.engine.status is not None:
            self._on_status_changed(self._services.engine.status)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files from elsewhere; what is dragged out of the results is not dropped back into them."""
        if event.source() is None and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """A folder is added to the library; a photo or clip is searched by."""
        data = event.mimeData()
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        image = data.imageData() if data.hasImage() and not files else None
        if files:
            self.search_page.given.take_files(files)
        elif isinstance(image, QImage) and not image.isNull():
            self.search_page.given.take_pixels(image)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window; the composition root then takes the engine down, unless the window only hides."""
        self._stays = False
        if not self._is_quitting:
            self.closing.emit()
        if self._saves_state:
            self._view_state.save(self, self.search_page.splitter)
            self._view_state.save_sound(self.search_page.viewer.sound.choice)
        if self._stays:
            event.ignore()
            self.hide()
            return
        self.loop_watch.stop()
        super().closeEvent(event)
