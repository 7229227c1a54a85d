"""Composition root of the window: options -> config -> engine client -> services -> window, and back down again."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.appearance import Appearance
from app.crash_log import CrashLog
from app.engine_client import EngineClient
from app.engine_process import EngineProcess, PipeStarter
from app.error_dialog import CrashGuard
from app.gui_options import GuiOptions, parse_gui_options
from app.launching import launch
from app.libraries.away_dialog import ask_about, is_away, wait_for_library
from app.main_window import MainWindow
from app.operations import Operations
from app.preferences import Preferences
from app.screenshot_run import ScreenshotRun
from app.services import Services
from app.single_instance import SingleInstance
from app.start_log import StartLog
from app.tasks import BackgroundPool
from app.thumbnail_cache import ThumbnailCache
from app.translation import speak
from app.view_state import ViewState
from app.window_surroundings import Surroundings, recent_libraries
from engine import user_settings

EXIT_ENGINE_ERROR = 3
_LOG_PATH = Path("logs", "window.log")
_CRASH_PATH = Path("logs", "window-crash.log")
_LOG_BYTES = 1_000_000


def run_gui(args: Sequence[str]) -> int:
    """Open the window with these arguments, stay until it is closed, and return the exit code."""
    options = parse_gui_options(args)
    if not _has_display():
        if options.screenshot is None:
            sys.stderr.write("Evoke needs a display for its window. Without one: evoke --help.\n")
            return EXIT_ENGINE_ERROR
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    instance = SingleInstance(options.library_dir) if options.screenshot is None else None
    application = _make_application()
    if instance is not None and not instance.claim(options.query):
        return 0  # the window of this library is open, and has come to the front
    if instance is not None and not _is_there(application, options):
        instance.release()
        return 0
    outcome = run(options, start_pipe=engine_starter(options), instance=instance)
    if instance is not None:
        instance.release()
    if outcome.next_command is not None:
        launch(outcome.next_command)
    return outcome.code


def _is_there(application: QApplication, options: GuiOptions) -> bool:
    """Ask where a library that was open before is away; False where the person would rather leave."""
    recent = recent_libraries(Preferences(user_settings.user_settings_path()))
    if not is_away(options.library_dir, recent):
        return True
    config, _ = user_settings.load_leniently_for_user()
    speak(application, config.appearance.language)
    appearance = Appearance(application, options.theme or config.appearance.theme, config.appearance.motion)
    application.setWindowIcon(appearance.icon("evoke"))
    return wait_for_library(options.library_dir, recent, ask_about)


def engine_starter(options: GuiOptions) -> PipeStarter:
    """Return what starts the engine's process for this library."""
    return partial(EngineProcess, engine_command(options), log_path=options.library_dir / "logs" / "engine-errors.log")


def engine_command(options: GuiOptions) -> list[str]:
    """Return the command line of the engine's process."""
    # Without -P a module in the folder where Evoke was started would be taken for one of ours.
    python = [sys.executable, "-P", "-m", "engine.host"]
    return [*python, "--library", str(options.library_dir), "--model", options.model]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a window ended: its exit code, and what is to be started now, if anything."""

    code: int
    next_command: list[str] | None = None


def run(options: GuiOptions, *, start_pipe: PipeStarter, instance: SingleInstance | None = None) -> Outcome:
    """Build everything, run the event loop, take everything down in order."""
    log_path = options.library_dir / _LOG_PATH
    log = start_log(options.library_dir)
    application = _make_application()
    guard = CrashGuard(log_path)
    guard.install()
    crash_log = CrashLog(options.library_dir / _CRASH_PATH)
    crash = crash_log.start()
    config, mistakes = user_settings.load_leniently_for_user()
    speak(application, config.appearance.language)  # before the first widget
    appearance = Appearance(application, options.theme or config.appearance.theme, config.appearance.motion)
    appearance.desktop_motion.start()
    application.setWindowIcon(appearance.icon("evoke"))
    client, pool = EngineClient(start_pipe), BackgroundPool()
    client.start()  # before there is a window: what it says waits for the event loop, and the model loads meanwhile
    services = Services(
        config=config,
        engine=client,
        operations=Operations(client),
        thumbnails=ThumbnailCache(pool),
        appearance=appearance,
        preferences=Preferences(user_settings.user_settings_path()),
        pool=pool,
    )
    window = MainWindow(services, ViewState(user_settings.user_settings_path().with_name("window.ini")))
    screenshot = ScreenshotRun(window, options.query, options.screenshot) if options.screenshot else None
    around = Surroundings(window, services, options.library_dir, recent_libraries(services.preferences))
    around.guard(guard)
    if instance is not None:
        around.follow(instance)
    if screenshot is not None:
        window.show_at_start(remembers=False)
    else:
        around.begin(is_hidden=options.is_hidden)
        around.tell_mistakes(mistakes)
        around.tell_crash(crash, crash_log.kept_path)
    StartLog(window.search_page.session, window)
    if screenshot is None and options.query:
        window.search_page.search_for(options.query)
    code = application.exec()
    around.close()
    window.hide()
    pool.close()
    client.close()
    guard.uninstall()
    logging.getLogger("app").removeHandler(log)
    log.close()
    if screenshot is not None and screenshot.failure:
        sys.stderr.write(screenshot.failure + "\n")
    crash_log.stop()
    return Outcome(code, around.next_command)


def _make_application() -> QApplication:
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("evoke")
    application.setApplicationDisplayName("Evoke")
    application.setDesktopFileName("evoke")
    # Ctrl+C in the terminal ends the window at once; the engine then reads the end of its input and leaves in order.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return application


def start_log(library_dir: Path) -> logging.Handler:
    """Log to a file of the library; where it cannot be written the log is lost, the window is not."""
    path = library_dir / _LOG_PATH
    try:
        library_dir.mkdir(mode=0o700, parents=True, exist_ok=True)  # often before the store, which makes it so too
        path.parent.mkdir(mode=0o700, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger = logging.getLogger("app")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    return handler


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin") or "QT_QPA_PLATFORM" in os.environ:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
