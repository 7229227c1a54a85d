"""The icon beside the clock: what Evoke does, a menu, and a word when something long has ended."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QSystemTrayIcon

from app import human_text
from app.appearance import Appearance
from app.engine_client import EngineClient, EngineState
from app.engine_text import in_own_words
from app.error_dialog import describe_error
from app.tasks import Task
from app.widgets.activity_panel import describe_progress

LONG_S = 20.0
_SHOWN_MS = 8000


class Tray(QObject):
    """Works without a place for icons too: there it shows nothing and the window is closed as ever."""

    show_wanted = Signal()
    update_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, window: QMainWindow, engine: EngineClient, appearance: Appearance) -> None:
        super().__init__(window)
        self._window = window
        self._engine = engine
        self._appearance = appearance
        self._notifies = True
        self._began: dict[Task, float] = {}
        self._said = ""
        self.icon: QSystemTrayIcon | None = None
        self.menu: QMenu | None = None
        engine.task_started.connect(self._on_task_started)
        engine.upkeep_started.connect(self._on_task_started)
        engine.status_changed.connect(self._on_changed)
        engine.state_changed.connect(self._on_state_changed)

    @property
    def is_shown(self) -> bool:
        """Whether there is an icon a person can find Evoke by."""
        return self.icon is not None and self.icon.isVisible()

    @property
    def last_word(self) -> str:
        """What was said last."""
        return self._said

    def configure(self, *, shows: bool, notifies: bool) -> None:
        """Follow the settings."""
        self._notifies = notifies
        if shows and self.icon is None and QSystemTrayIcon.isSystemTrayAvailable():
            self._make_icon()
        elif not shows and self.icon is not None:
            self.icon.hide()
            self.icon.deleteLater()
            self.icon = None

    def close(self) -> None:
        """Take the icon away; some desktops keep it until the pointer comes by."""
        self.configure(shows=False, notifies=False)

    def state_text(self) -> str:
        """Say in one line what Evoke does."""
        if self._engine.state is EngineState.FAILED:
            return self.tr("The library cannot be opened")
        task = next(reversed([task for task in self._began if task.title]), None)
        if task is not None:
            how_far = describe_progress(task.progress)
            title = human_text.one_line(in_own_words(task.title))
            return f"{title} · {how_far}" if how_far else title
        status = self._engine.status
        if status is None:
            return self.tr("Getting ready")
        return self.tr("{found} can be searched").format(found=human_text.photos_and_clips(status.photos, status.clips))

    def say(self, title: str, text: str) -> None:
        """Tell something where the person looks now; while the window is in front it tells by itself."""
        if not self._notifies or self.icon is None or self._window.isActiveWindow():
            return
        self._said = f"{title}: {text}"
        self.icon.showMessage(title, text, self._appearance.icon("evoke"), _SHOWN_MS)

    def _make_icon(self) -> None:
        self.menu = QMenu()
        self._state_action = self.menu.addAction(self.state_text())
        self._state_action.setEnabled(False)
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Show Evoke"), self.show_wanted.emit)
        self.menu.addAction(self.tr("Update the library"), self.update_wanted.emit)
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Quit"), self.quit_wanted.emit)
        self.menu.aboutToShow.connect(self._refresh)
        self.icon = QSystemTrayIcon(self._appearance.icon("evoke"), self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._on_activated)
        self.icon.messageClicked.connect(self.show_wanted)
        self._refresh()
        self.icon.show()

    def _refresh(self) -> None:
        if self.icon is not None:
            text = self.state_text()
            self._state_action.setText(text.replace("&", "&&"))
            self.icon.setToolTip(f"{QApplication.applicationDisplayName()}\n{text}")

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.show_wanted.emit()

    def _on_task_started(self, task: Task) -> None:
        if not task.title:
            return
        self._began[task] = time.monotonic()
        task.progressed.connect(self._on_changed)
        task.failed.connect(lambda error, task=task: self._on_task_failed(task, error))
        task.cancelled.connect(lambda task=task: self._began.pop(task, None))
        task.finished.connect(lambda task=task: self._on_task_finished(task))
        self._refresh()

    def _on_task_failed(self, task: Task, error: Exception) -> None:
        if task in self._began:
            self.say(in_own_words(task.title), describe_error(error).text)
            del self._began[task]

    def _on_task_finished(self, task: Task) -> None:
        began = self._began.pop(task, None)
        if began is not None and time.monotonic() - began >= LONG_S:
            self.say(in_own_words(task.title), self.tr("This is done."))
        self._refresh()

    def _on_changed(self, _news: object) -> None:
        self._refresh()

    def _on_state_changed(self, state: EngineState) -> None:
        self._refresh()
        if state is EngineState.FAILED and self._engine.error is not None:
            self.say(self.tr("The library cannot be opened"), describe_error(self._engine.error).text)
