"""Fine-tuning, without widgets: what there is to learn from, the run under way, what came of it, and what is done then.

A run that was cut short, because the window was closed or the engine ended, is gone on with without being asked. One
that the person paused waits.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from app.engine_client import EngineState
from app.services import Services
from app.tasks import LatestTask, Task
from app.timers import single_shot_timer
from engine.errors import EngineGone
from engine.library_records import LibraryStatus
from engine.model_records import FinetuneRequest, ModelSwitch
from engine.tuning_records import (
    QueryExample,
    RunStage,
    TuningCurve,
    TuningEstimate,
    TuningRun,
    TuningState,
)

GO_ON_AFTER_MS: Final = 4000  # a start has more urgent things to do
CURVE_EVERY_MS: Final = 200  # new points are asked for
MOST_TIMES_GONE_ON: Final = 3  # by itself: what ends the engine each time is not tried for ever


class TuningSession(QObject):
    """One library's fine-tuning. Training and the change of model are two tasks; searches go on beside both."""

    state_changed = Signal()
    estimated = Signal(object)  # TuningEstimate
    training_changed = Signal()  # a task began or ended, or was asked to end
    curve_arrived = Signal(object)  # TuningCurve: new points of the run under way
    compared = Signal(object)  # tuple of QueryExample
    switching_changed = Signal()  # a change of model began or ended
    switched = Signal(object)  # ModelSwitch
    failed = Signal(object)  # Exception

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = services.engine
        self._operations = services.operations
        self._state: TuningState | None = None
        self._estimate: TuningEstimate | None = None
        self._training: Task | None = None
        self._switching: Task | None = None
        self._switching_to = ""
        self._switches_left = 0  # how often a change is gone on with by itself
        self._upto = 0
        self._curve_of = ""
        self._gone_on: dict[str, int] = {}
        self._is_looked_at = False
        self._measured_for: object = None
        self._captions_seen: tuple[int, int] | None = None
        self._reading, self._estimating = LatestTask(self), LatestTask(self)
        self._curving, self._comparing = LatestTask(self), LatestTask(self)
        self._curve_timer = single_shot_timer(self, self._read_more, CURVE_EVERY_MS)
        self._go_on_timer = single_shot_timer(self, self._go_on_if_cut_short, GO_ON_AFTER_MS)
        self._engine.state_changed.connect(self._on_engine_state_changed)
        self._engine.status_changed.connect(self._on_status_changed)
        if self._engine.state is EngineState.READY:
            self._go_on_timer.start()

    @property
    def state(self) -> TuningState | None:
        """What is known, None before the first word."""
        return self._state

    @property
    def estimate(self) -> TuningEstimate | None:
        """How long it would take here, None while that is being measured."""
        return self._estimate

    @property
    def run(self) -> TuningRun | None:
        """The newest run."""
        return self._state.runs[0] if self._state is not None and self._state.runs else None

    @property
    def training(self) -> Task | None:
        """The training under way."""
        return self._training

    @property
    def switching(self) -> Task | None:
        """The change of model under way."""
        return self._switching

    @property
    def switching_to(self) -> str:
        """The model that is being changed to; "" where none is, or where it is gone back to the one before."""
        return self._switching_to if self._switching is not None else ""

    @property
    def is_busy(self) -> bool:
        """Whether an answer is awaited, those of training and changing left out."""
        return any(task.is_busy for task in (self._reading, self._estimating, self._curving, self._comparing))

    def look(self) -> None:
        """Ask for everything anew; what was measured is measured again where there is something else to learn from."""
        self._is_looked_at = True
        if self._estimate is not None and self._estimate.free_bytes < self._estimate.needed_bytes:
            self._measured_for = None  # perhaps there is room by now
        self.look_at_state()

    def look_at_state(self) -> None:
        """Ask what there is to learn from and where the runs stand."""
        self._reading.watch(self._operations.read_tuning(), self._on_state, self.failed.emit)

    def measure(self) -> None:
        """Measure how long it would take on this machine."""
        self._estimate = None
        self._measured_for = self._to_measure_for()
        self._estimating.watch(self._operations.estimate_tuning(), self._on_estimated, self._on_not_estimated)

    def start(self, minutes: float | None = None) -> None:
        """Begin a fine-tuning."""
        if self._training is None:
            self._follow(self._operations.train(FinetuneRequest(minutes=minutes, switch=False)))

    def go_on(self) -> None:
        """Go on with the newest run."""
        if self._training is None:
            self._follow(self._operations.go_on_training())

    def pause(self) -> None:
        """Have the run wait."""
        self._tell_run(self._operations.pause_training())

    def stop(self) -> None:
        """Give the run up."""
        self._tell_run(self._operations.stop_training())

    def use(self, name: str) -> None:
        """Embed the library with a model and use it from then on; gone on with, should the engine end meanwhile."""
        if self._switching is None:
            self._switching_to, self._switches_left = name, MOST_TIMES_GONE_ON
            self._follow_switch(self._operations.use_model(name))

    def roll_back(self) -> None:
        """Use the model before this one again."""
        if self._switching is None:
            self._switching_to, self._switches_left = "", 0
            self._follow_switch(self._operations.roll_back())

    def discard(self, name: str) -> None:
        """Take what a run made off this machine."""
        task = self._operations.remove_model(name)
        task.failed.connect(self.failed)
        task.finished.connect(self.look_at_state)

    def compare(self, run: str) -> None:
        """Ask for the queries of a run with what they find before and after."""
        self._comparing.watch(self._operations.compare(run), self._on_compared, self.failed.emit)

    def read_curve(self, run: str) -> None:
        """Ask for the chart's points of a run that are not known yet; its first ones if another was shown."""
        if self._curving.is_busy:
            return
        if run != self._curve_of:
            self._curve_of, self._upto = run, 0
        self._curving.watch(self._operations.read_curve(run, self._upto), self._on_curve, self.failed.emit)

    def _tell_run(self, task: Task) -> None:
        task.failed.connect(self.failed)
        task.finished.connect(self.look_at_state)
        self.training_changed.emit()

    def _follow(self, task: Task) -> None:
        self._training = task
        task.progressed.connect(self._on_progressed)
        task.failed.connect(self._on_training_failed)
        task.cancelled.connect(self._on_training_cancelled)
        task.finished.connect(self._on_training_finished)
        self.training_changed.emit()

    def _follow_switch(self, task: Task) -> None:
        self._switching = task
        task.returned.connect(self._on_switched)
        task.failed.connect(self._on_switch_failed)
        task.cancelled.connect(self._on_switch_cancelled)
        task.finished.connect(self._on_switch_finished)
        self.switching_changed.emit()

    def _on_progressed(self, _progress: object) -> None:
        run = self.run
        if run is None or run.stage is not RunStage.RUNNING:
            if not self._reading.is_busy:
                self.look_at_state()
        elif not self._curve_timer.isActive():
            self._curve_timer.start()

    def _read_more(self) -> None:
        if self.run is not None and self._training is not None:
            self.read_curve(self.run.name)

    def _on_training_failed(self, error: Exception) -> None:
        if self._engine.state is EngineState.READY:  # otherwise it goes on as soon as the engine is back
            self.failed.emit(error)

    def _on_training_cancelled(self) -> None:
        """Where it was cancelled elsewhere than here, as in the list of what runs, it waits until it is asked for."""
        if self._engine.state is EngineState.READY:
            self._operations.pause_training().failed.connect(self.failed)

    def _on_training_finished(self) -> None:
        self._training = None
        self.training_changed.emit()
        if self._engine.state is EngineState.READY:
            self.look()

    def _on_switched(self, switch: ModelSwitch) -> None:
        self._switches_left = 0
        self.switched.emit(switch)

    def _on_switch_cancelled(self) -> None:
        if self._engine.state is EngineState.READY:
            self._switches_left = 0

    def _on_switch_failed(self, error: Exception) -> None:
        if not isinstance(error, EngineGone):
            self._switches_left = 0
        if not self._switches_left:
            self.failed.emit(error)

    def _on_switch_finished(self) -> None:
        self._switching = None
        self.switching_changed.emit()
        if self._engine.state is EngineState.READY:
            self.look()

    def _on_state(self, state: TuningState) -> None:
        self._state = state
        if self._is_looked_at and self._to_measure_for() != self._measured_for:
            self.measure()
        self.state_changed.emit()
        if self._training is not None and self.run is not None and self.run.stage is RunStage.RUNNING:
            self.read_curve(self.run.name)

    def _on_estimated(self, estimate: TuningEstimate) -> None:
        self._estimate = estimate
        self.estimated.emit(estimate)

    def _on_not_estimated(self, error: Exception) -> None:
        self._measured_for = None
        if self._engine.state is EngineState.READY:
            self.failed.emit(error)

    def _on_curve(self, curve: TuningCurve) -> None:
        if curve.run == self._curve_of:
            self._upto = curve.upto
            self.curve_arrived.emit(curve)

    def _on_compared(self, examples: tuple[QueryExample, ...]) -> None:
        self.compared.emit(examples)

    def _on_engine_state_changed(self, state: EngineState) -> None:
        if state is EngineState.READY:
            self._go_on_timer.start()
            if self._switches_left and self._switching is None:
                self._switches_left -= 1
                self._follow_switch(self._operations.use_model(self._switching_to))
        else:
            self._go_on_timer.stop()

    def _on_status_changed(self, status: LibraryStatus) -> None:
        """What is learned from hangs on the photos and clips there are."""
        seen = (status.photos, status.clips)
        if self._captions_seen is not None and seen != self._captions_seen and self._state is not None:
            self.look_at_state()
        self._captions_seen = seen

    def _to_measure_for(self) -> object:
        """What an estimate hangs on; beside a training or an embedding nothing is measured."""
        if self._state is None or self._training is not None or self._switching is not None:
            return self._measured_for
        status = self._engine.status
        data = self._state.data
        return (data.pictures, data.others, "" if status is None else status.model_name)

    def _go_on_if_cut_short(self) -> None:
        self._reading.watch(self._operations.read_tuning(), self._on_state_at_start, self.failed.emit)

    def _on_state_at_start(self, state: TuningState) -> None:
        self._on_state(state)
        run = self.run
        if run is None or run.stage is not RunStage.INTERRUPTED or self._training is not None:
            return
        self._gone_on[run.name] = self._gone_on.get(run.name, 0) + 1
        if self._gone_on[run.name] <= MOST_TIMES_GONE_ON:
            self.go_on()
