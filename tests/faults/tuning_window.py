"""A window without widgets that teaches a library again and again: trains, keeps, goes back, and searches meanwhile.

`python -m tests.faults.tuning_window FOLDER`. It is killed, its engine is killed, and what trains is killed; whatever
it sees is written to a diary at once.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

from app.engine_client import EngineClient, EngineState
from app.engine_process import EngineProcess
from app.operations import Operations
from app.tasks import Task
from app.tuning import tuning_session
from app.tuning.tuning_session import TuningSession
from engine.errors import EngineGone
from engine.model_records import FinetuneRequest
from engine.records import SearchRequest, SearchResult
from engine.tuning_records import RunStage

SEARCH_EVERY_MS = 100
_STEP_EVERY_MS = 40


class _Services:
    """What a tuning session needs of the window's services."""

    def __init__(self, engine: EngineClient) -> None:
        self.engine = engine
        self.operations = Operations(engine)


class TuningWindow:
    """Does one thing after the other, whatever happens to it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._diary = os.open(folder / "window-diary", os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        command = [sys.executable, "-P", "-c", _ENGINE, "--library", str(folder / "library")]
        log = folder / "engine-errors.log"
        self.engine = EngineClient(lambda on_frame, on_end: EngineProcess(command, on_frame, on_end, log_path=log))
        tuning_session.GO_ON_AFTER_MS = 1  # type: ignore[misc]  # nobody waits for the first search here
        tuning_session.MOST_TIMES_GONE_ON = 1000  # type: ignore[misc]  # it is not the run that ends the engine
        services = _Services(self.engine)
        self._operations = services.operations
        self.session = TuningSession(services)  # type: ignore[arg-type]  # it asks for no more
        self.session._go_on_timer.setInterval(1)
        self.session.state_changed.connect(self._step)
        self.session.training_changed.connect(lambda: self._tell_of(self.session.training, "training"))
        self.session.switching_changed.connect(lambda: self._tell_of(self.session.switching, "switching"))
        self.session.failed.connect(lambda error: self._say("failed", text=str(error)))
        self._search: Task | None = None
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(SEARCH_EVERY_MS)
        self._stepper = QTimer()
        self._stepper.timeout.connect(self._look_again)
        self._stepper.start(_STEP_EVERY_MS)

    def _say(self, event: str, **values: object) -> None:
        os.write(self._diary, (json.dumps({"event": event, "at": time.time(), **values}) + "\n").encode())

    def _tell_of(self, task: Task | None, name: str) -> None:
        self._say(f"{name} {'began' if task is not None else 'ended'}")

    def _look_again(self) -> None:
        session = self.session
        is_idle = session.training is None and session.switching is None and not session.is_busy
        if is_idle and self.engine.state is EngineState.READY:
            session.look_at_state()

    def _step(self) -> None:
        """Do what comes next after what is there."""
        session = self.session
        if session.training is not None or session.switching is not None or (self._folder / "rest").exists():
            self._rest_if_done()
            return
        run = session.run
        if run is None or run.stage in (RunStage.EARLIER, RunStage.REFUSED, RunStage.STOPPED, RunStage.DISCARDED):
            session._follow(self._operations.train(FinetuneRequest(recipe=str(self._new_recipe()), switch=False)))
        elif run.stage is RunStage.WAITING:
            session.use(run.model)
        elif run.stage is RunStage.KEPT:
            session.roll_back()
        elif run.can_go_on:
            session.go_on()

    def _new_recipe(self) -> Path:
        """Write a recipe that makes another model than those before."""
        seed = time.time_ns() % 2**31
        path = self._folder / f"recipe-{seed}.toml"
        path.write_text((self._folder / "recipe.toml").read_text("utf-8") + f"seed = {seed}\n", encoding="utf-8")
        return path

    def _rest_if_done(self) -> None:
        if (self._folder / "rest").exists() and self.session.training is None and self.session.switching is None:
            self._say("resting", stage=None if self.session.run is None else str(self.session.run.stage))
            self.engine.close()
            QCoreApplication.quit()

    def _look(self) -> None:
        """Search, if the last search was answered."""
        if self._search is None and self.engine.state is EngineState.READY:
            self._search = self.engine.request("search", {"request": SearchRequest("a red square", limit=1000)})
            self._search.returned.connect(self._on_found)
            self._search.failed.connect(self._on_refused)
            self._search.finished.connect(self._on_search_over)

    def _on_found(self, result: SearchResult) -> None:
        self._say("found", hits=len(result.hits), ms=round(result.took_ms, 1))

    def _on_refused(self, error: Exception) -> None:
        self._say("gone" if isinstance(error, EngineGone) else "refused", text=str(error))

    def _on_search_over(self) -> None:
        self._search = None


_ENGINE = "import sys; from engine.host.host_process import main; sys.exit(main())"


def main() -> None:
    """Live until killed, or until there is a file `rest`."""
    application = QCoreApplication(sys.argv[:1])
    window = TuningWindow(Path(sys.argv[1]))
    window.engine.start()
    application.exec()


if __name__ == "__main__":
    main()
