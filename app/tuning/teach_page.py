"""The screen where the model learns a person's own words: what there is, a run, its verdict, and what is done then."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from app import human_text
from app.appearance import Space
from app.engine_client import EngineState
from app.error_dialog import describe_error
from app.services import Services
from app.tuning.comparison_view import ComparisonView
from app.tuning.data_card import DataCard
from app.tuning.plan_card import PlanCard
from app.tuning.run_card import RunCard
from app.tuning.run_list import RunList
from app.tuning.tuning_session import TuningSession
from app.tuning.verdict_card import VerdictCard
from app.widgets.banner import Banner
from app.widgets.empty_state import EmptyState
from app.widgets.labels import make_label
from app.widgets.page_column import PageColumn
from engine.model_records import ModelSwitch
from engine.tuning_records import QueryExample, RunStage, TuningCurve, TuningEstimate, TuningRun

_CONTENT_WIDTH_PX = 980
_COMPARED = (RunStage.REFUSED, RunStage.WAITING, RunStage.KEPT, RunStage.EARLIER, RunStage.DISCARDED)
_UNDER_WAY = (RunStage.RUNNING, RunStage.PAUSED, RunStage.INTERRUPTED, RunStage.FAILED)


class TeachPage(QWidget):
    """Loads when it is looked at. A run goes on whether it is looked at or not."""

    said = Signal(object)  # str, a short word about something done
    captions_wanted = Signal()
    model_changed = Signal()

    def __init__(self, services: Services, session: TuningSession | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._engine = services.engine
        self.session = session or TuningSession(services, self)
        self.banner = Banner(services.appearance)
        self.data = DataCard(services.appearance)
        self.plan = PlanCard()
        self.run = RunCard(services.appearance)
        self.verdict = VerdictCard(services.appearance)
        self.comparison = ComparisonView(services.thumbnails, services.appearance)
        self.earlier = RunList()
        self.empty = EmptyState(services.appearance)
        self._summary = make_label(role="muted", wraps=True)
        self._shown_run = ""  # whose queries are shown
        self._chosen_run = ""  # one of before that the person looks at
        self._lay_out()
        self._connect()
        self._show_loading()
        self._on_switching_changed()

    @property
    def summary(self) -> str:
        """The line below the title."""
        return self._summary.text()

    def look(self) -> None:
        """Ask for what has changed since it was last looked at."""
        if self._engine.state is EngineState.READY:
            self.session.look()

    def focus_content(self) -> None:
        """Put the focus on what there is to do."""
        candidates = (
            self.verdict.keep_button,
            self.run.go_on_button,
            self.run.pause_button,
            self.plan.start_button,
            self.data.write_button,
        )
        chosen = next((button for button in candidates if button.isVisible() and button.isEnabled()), self._scroll)
        chosen.setFocus()

    def _lay_out(self) -> None:
        self._scroll = PageColumn(_CONTENT_WIDTH_PX)
        self._scroll.setAccessibleName(self.tr("Teach it your own words"))
        column = self._scroll.column
        titles = QVBoxLayout()
        titles.setSpacing(Space.XS)
        titles.addWidget(make_label(self.tr("Teach it your own words"), "headline"))
        titles.addWidget(self._summary)
        column.addLayout(titles)
        for part in (
            self.banner,
            self.run,
            self.verdict,
            self.comparison,
            self.data,
            self.plan,
            self.earlier,
        ):
            column.addWidget(part)
        column.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _connect(self) -> None:
        session = self.session
        self.data.captions_wanted.connect(self.captions_wanted)
        self.plan.started.connect(self._on_started)
        self.run.paused.connect(session.pause)
        self.run.went_on.connect(session.go_on)
        self.run.stopped.connect(session.stop)
        self.verdict.kept.connect(self._on_kept)
        self.verdict.discarded.connect(self._ask_to_discard)
        self.verdict.rolled_back.connect(session.roll_back)
        self.earlier.chosen.connect(self._on_run_chosen)
        self.empty.action_chosen.connect(self.look)
        session.state_changed.connect(self._refresh)
        session.estimated.connect(self._on_estimated)
        session.training_changed.connect(self._refresh)
        session.switching_changed.connect(self._on_switching_changed)
        session.curve_arrived.connect(self._on_curve)
        session.compared.connect(self._on_compared)
        session.switched.connect(self._on_switched)
        session.failed.connect(self._on_failed)
        self._engine.state_changed.connect(self._on_engine_state_changed)

    def _refresh(self) -> None:
        state = self.session.state
        if state is None:
            return
        self._stack.setCurrentWidget(self._scroll)
        self.data.show_data(state.data)
        self.plan.show_data(state.data)
        self.plan.show_estimate(self.session.estimate)
        self._say_what_it_is()
        run, task = self.session.run, self.session.training
        is_under_way = task is not None or (run is not None and run.stage in _UNDER_WAY and run.can_go_on)
        self._show_run(run, is_under_way=is_under_way)
        self.plan.setVisible(not is_under_way and self.session.switching is None)
        shown = self._run_to_judge(state.runs)
        if shown is not None and not is_under_way:
            self.verdict.show_run(shown)
            if shown.name != self._shown_run:
                self._shown_run = shown.name
                self.comparison.hide()
                self.session.compare(shown.name)
        else:
            self._shown_run = ""
            self.verdict.hide()
            self.comparison.hide()
        shown_names = {one.name for one in (shown, run if is_under_way else None) if one is not None}
        self.earlier.show_runs([one for one in state.runs if one.name not in shown_names])

    def _show_run(self, run: TuningRun | None, *, is_under_way: bool) -> None:
        task = self.session.training
        if not is_under_way:
            self.run.follow(None)
            self.run.hide()
        elif run is not None and (task is None or run.stage is RunStage.RUNNING):
            self.run.show_run(run, task)
            if task is None:
                self.session.read_curve(run.name)
        else:
            self.run.follow(task)

    def _run_to_judge(self, runs: tuple[TuningRun, ...]) -> TuningRun | None:
        """Return the run whose verdict is shown: the chosen one, or the newest if it came to one."""
        chosen = next((run for run in runs if run.name == self._chosen_run), None)
        if chosen is not None:
            return chosen
        newest = next(iter(runs), None)
        return newest if newest is not None and newest.stage in _COMPARED and newest.before else None

    def _say_what_it_is(self) -> None:
        status = self._engine.status
        model = "" if status is None else human_text.one_line(status.model_name)
        self._summary.setText(
            self.tr(
                "Names, places, what only you call so: the model learns them from your captions, on this computer. "
                "In use now: {model}."
            ).format(model=model)
        )

    def _show_loading(self) -> None:
        if self.session.state is None:
            self.empty.say(self.tr("Looking at your captions…"), self.tr("One moment."), busy=True)
            self._stack.setCurrentWidget(self.empty)

    def _on_started(self, minutes: float) -> None:
        self.banner.hide()
        self._chosen_run = ""
        self.run.clear_charts()
        self.session.start(minutes)
        self._scroll.verticalScrollBar().setValue(0)

    def _on_kept(self) -> None:
        self.banner.hide()
        chosen = next((run for run in self._runs() if run.name == self._shown_run), None)
        if chosen is not None:
            self.session.use(chosen.model)

    def _ask_to_discard(self) -> None:
        chosen = next((run for run in self._runs() if run.name == self._shown_run), None)
        if chosen is None:
            return
        box = QMessageBox(self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("Discard what was learned"))
        box.setText(self.tr("Discard {model}?").format(model=human_text.one_line(chosen.model)))
        box.setInformativeText(
            self.tr(
                "The model is deleted. Your captions stay, so that it could be learned again; the report stays too."
            )
        )
        yes = box.addButton(self.tr("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        yes.clicked.connect(lambda: self.session.discard(chosen.model))
        box.finished.connect(box.deleteLater)
        box.open()

    def _runs(self) -> tuple[TuningRun, ...]:
        return () if self.session.state is None else self.session.state.runs

    def _on_run_chosen(self, run: TuningRun) -> None:
        self._chosen_run = run.name
        self._refresh()
        self._scroll.verticalScrollBar().setValue(0)

    def _on_estimated(self, estimate: TuningEstimate) -> None:
        self.plan.show_estimate(estimate)

    def _on_curve(self, curve: TuningCurve) -> None:
        run = self.session.run
        if run is not None and run.name == curve.run:
            self.run.show_curve(curve)

    def _on_compared(self, examples: tuple[QueryExample, ...]) -> None:
        self.comparison.show_examples(examples)

    def _on_switching_changed(self) -> None:
        self.verdict.follow(self.session.switching)
        self._refresh()

    def _on_switched(self, switch: ModelSwitch) -> None:
        self.model_changed.emit()
        self.said.emit(self.tr("{model} is in use now").format(model=human_text.one_line(switch.model)))

    def _on_failed(self, error: Exception) -> None:
        self.banner.say(describe_error(error).sentence, tone="error")
        if self.session.state is None:
            self.empty.say(
                self.tr("This could not be loaded"),
                describe_error(error).sentence,
                icon="warning",
                action=self.tr("Try again"),
            )

    def _on_engine_state_changed(self, state: EngineState) -> None:
        if state is EngineState.READY and self.isVisible():
            self.look()
