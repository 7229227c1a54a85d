"""What is around the window: settings, libraries, the icon beside the clock, help, crashes, and starting again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog

from app.error_dialog import CrashGuard, ErrorDialog, PreviousCrash
from app.launching import launch, launch_command
from app.libraries.recent_libraries import RecentLibraries, library_name
from app.main_window import MainWindow
from app.preferences import Preferences
from app.services import Services
from app.single_instance import SingleInstance
from app.timers import single_shot_timer
from app.tray import Tray
from engine.config import DesktopConfig
from engine.errors import EngineError
from engine.user_settings import default_library_dir

_TRAY_AFTER_MS = 800


class Surroundings(QObject):
    """Made with the window; what needs the desktop waits until the window is there.

    Dialogs are read when they are asked for: they are no part of the start.

    `next_command` is what the composition root starts when everything is taken down, None for nothing.
    """

    def __init__(self, window: MainWindow, services: Services, library_dir: Path, recent: RecentLibraries) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._library_dir = library_dir
        self._recent = recent
        self._desktop: DesktopConfig = services.config.desktop
        self._manual: QDialog | None = None
        self.next_command: list[str] | None = None
        self.tray = Tray(window, services.engine, services.appearance)
        self.tray.show_wanted.connect(self.raise_window)
        self.tray.update_wanted.connect(window.update_library)
        self.tray.quit_wanted.connect(window.quit)
        self._tray_timer = single_shot_timer(self, self.show_tray)
        window.settings_wanted.connect(self.show_settings)
        window.libraries_wanted.connect(self.show_libraries)
        window.manual_wanted.connect(self.show_manual)
        window.about_wanted.connect(self.show_about)
        window.closing.connect(self._on_closing)

    def begin(self, *, is_hidden: bool = False) -> None:
        """Show window and icon; with `is_hidden` only the icon, or where there is none the window minimised."""
        is_default = self._library_dir == default_library_dir().expanduser().absolute()
        self._window.name_library("" if is_default else library_name(self._library_dir))
        self._recent.note(self._library_dir)
        if is_hidden:
            self.show_tray()
            if self.tray.is_shown:
                QApplication.setQuitOnLastWindowClosed(False)
                return
            self._window.setWindowState(Qt.WindowState.WindowMinimized)
        self._window.show_at_start()
        self._tray_timer.start(_TRAY_AFTER_MS)  # the desktop is asked once the window can be used

    def close(self) -> None:
        """Take away what the desktop shows."""
        self._tray_timer.stop()
        self.tray.close()

    def follow(self, instance: SingleInstance) -> None:
        """Come to the front when Evoke is started again on this library."""
        instance.started_again.connect(self._on_started_again)

    def guard(self, guard: CrashGuard) -> None:
        """Offer to start again after a fault of ours."""
        guard.restart_wanted.connect(self.restart)

    def tell_mistakes(self, mistakes: tuple[EngineError, ...]) -> None:
        """Say what in the settings file cannot be used; the rest of it is in force."""
        if mistakes:
            self._window.show_error(mistakes[0])

    def tell_crash(self, report: str, log_path: Path) -> None:
        """Say that the last run did not end in order."""
        if report:
            ErrorDialog(PreviousCrash(report), log_path=log_path, parent=self._window).open()

    def raise_window(self) -> None:
        """Bring the window to the front, from wherever it is."""
        window = self._window
        QApplication.setQuitOnLastWindowClosed(True)
        if not window.was_shown:
            window.show_at_start()
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        QApplication.alert(window)

    def show_tray(self) -> None:
        """Follow the settings of the desktop."""
        self.tray.configure(shows=self._desktop.tray == "on", notifies=self._desktop.notify == "on")

    def show_settings(self) -> None:
        """Open the settings."""
        from app.autostart import own_autostart
        from app.settings.settings_dialog import SettingsDialog

        command = self._command("--hidden") if self._desktop.tray == "on" else self._command()
        services = self._services
        dialog = SettingsDialog(services.preferences, services.appearance, own_autostart(command), self._window)
        dialog.changed.connect(self._on_setting_changed)
        dialog.engine_restart_wanted.connect(services.engine.restart)
        dialog.restart_wanted.connect(self.restart)
        dialog.open()

    def show_libraries(self) -> None:
        """Open the list of libraries."""
        from app.libraries.libraries_dialog import LibrariesDialog

        dialog = LibrariesDialog(self._recent, self._library_dir, self._services.appearance, self._window)
        dialog.switch_wanted.connect(self.switch)
        dialog.window_wanted.connect(self.open_window)
        dialog.open()

    def show_manual(self) -> None:
        """Open the manual beside the window, or bring it to the front."""
        from app.help.manual_window import ManualWindow

        if self._manual is None:
            try:
                self._manual = ManualWindow(self._window)
            except EngineError as error:
                self._window.show_error(error)
                return
            self._manual.destroyed.connect(self._on_manual_closed)
        self._manual.show()
        self._manual.raise_()
        self._manual.activateWindow()

    def show_about(self) -> None:
        """Say what Evoke is."""
        from app.help.about_dialog import AboutDialog

        AboutDialog(self._services, self._window).open()

    def restart(self) -> None:
        """End, and start again on the same library."""
        self.next_command = self._command()
        self._window.quit()

    def switch(self, library_dir: Path) -> None:
        """End, and start on another library."""
        self.next_command = launch_command(library_dir)
        self._window.quit()

    def open_window(self, library_dir: Path) -> None:
        """Open another library beside this one."""
        try:
            launch(launch_command(library_dir))
        except EngineError as error:
            self._window.show_error(error)

    def _command(self, *options: str) -> list[str]:
        return launch_command(self._library_dir, *options)

    def _on_started_again(self, query: str) -> None:
        self.raise_window()
        if query:
            self._window.show_search()
            self._window.search_page.search_for(query)

    def _on_setting_changed(self, section: str, name: str, value: object) -> None:
        if section == "desktop":
            values, _ = self._services.preferences.read()
            self._desktop = values.desktop
            self.show_tray()
        elif section == "appearance":
            self._window.follow_appearance(name, value)

    def _on_closing(self) -> None:
        """Let the window go on unseen where that is wanted and there is an icon to find it by."""
        if self._desktop.when_closed == "stay" and self.tray.is_shown:
            QApplication.setQuitOnLastWindowClosed(False)
            self._window.stay()
            self.tray.say(self.tr("Evoke is still there"), self.tr("It watches your folders. Its icon ends it."))

    def _on_manual_closed(self) -> None:
        self._manual = None


def recent_libraries(preferences: Preferences) -> RecentLibraries:
    """Return the list of libraries, kept beside the settings."""
    return RecentLibraries(preferences.path.with_name("libraries.json"))
