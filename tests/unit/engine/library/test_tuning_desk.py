"""Fine-tuning as the window asks for it: it waits, goes on after anything, and says what it came to."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from engine.config import Config
from engine.cots import catalogue
from engine.errors import BadData, DiskFull, TrainingFailed
from engine.jobs import Cancelled, CancelToken, Progress
from engine.library import Library, fine_tuning, tuning_data
from engine.library.run_folder import all_runs
from engine.records import SearchRequest
from engine.setting_fields import override
from engine.tuning_records import RunStage, TuningRun
from tests.helpers.fake_training import fake_training_command
from tests.helpers.media import draw_photo
from tests.helpers.tiny_cots import save_tiny_checkpoint

CONFIG = override(Config(), {"decoding": {"workers": 1}, "compute": {"device": "cpu", "threads": 1}})
CAPTIONED = 4

OpenIt = Callable[[], Library]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of six photos, four with captions, made once: every test opens a copy of its own."""
    folder = tmp_path_factory.mktemp("made")
    shipped = save_tiny_checkpoint(folder / "shipped" / "embedded", seed=9)
    save_tiny_checkpoint(folder / "made", seed=3)
    for number in range(6):
        draw_photo(folder / "photos" / f"{number}.png", (30 * number, 90, 30))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("engine.library.facade.user_models_dir", lambda: folder / "models")
        patched.setattr(catalogue, "embedded_path", lambda: shipped)
        with Library.open(folder / "library", CONFIG) as library:
            library.index([folder / "photos"])
            for number in range(CAPTIONED):
                library.add_caption(folder / "photos" / f"{number}.png", f"picture number {number}")
    return folder


@pytest.fixture
def open_it(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenIt]:
    """Opens the same library again and again, with a training that waits."""
    monkeypatch.setattr("engine.library.facade.user_models_dir", lambda: tmp_path / "models")
    monkeypatch.setattr(catalogue, "embedded_path", lambda: made / "shipped" / "embedded")
    monkeypatch.setattr(tuning_data, "PICTURES_AT_LEAST", CAPTIONED)
    monkeypatch.setattr(fine_tuning, "TRAINING_COMMAND", fake_training_command("slow", made / "made"))
    shutil.copytree(made / "library", tmp_path / "library")
    opened: list[Library] = []

    def open_again() -> Library:
        for library in opened:
            library.close()
        opened.append(Library.open(tmp_path / "library", CONFIG))
        return opened[-1]

    yield open_again
    for library in opened:
        library.close()


class Running:
    """A training in a thread, as a lane would run it."""

    def __init__(self, work: Callable[..., TuningRun]) -> None:
        self.cancel = CancelToken()
        self.outcome: object = None
        self._learns = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(work,))
        self._thread.start()
        assert self._learns.wait(30)

    def _run(self, work: Callable[..., TuningRun]) -> None:
        try:
            self.outcome = work(cancel=self.cancel, report=self._on_progress)
        except Exception as error:  # noqa: BLE001  # the test looks at it
            self.outcome = error
        except Cancelled as stop:
            self.outcome = stop
        self._learns.set()

    def _on_progress(self, progress: Progress, /) -> None:
        if progress.text == "Training":
            self._learns.set()

    def ended(self) -> object:
        self._thread.join(30)
        return self.outcome


def let_go(library: Library) -> None:
    (library.status().library_dir / "runs" / "go").touch()


def trained(library: Library) -> TuningRun:
    (library.status().library_dir / "runs").mkdir(exist_ok=True)
    let_go(library)
    return library.tuning.train_model()


def test_state_counts_what_there_is_to_learn_from(open_it: OpenIt, made: Path) -> None:
    library = open_it()
    photo = made / "photos" / "3.png"
    photo.rename(photo.with_suffix(".away"))
    try:
        data = library.tuning.tuning_state().data
    finally:
        photo.with_suffix(".away").rename(photo)
    assert (data.captions, data.pictures, data.away, data.others, data.needed) == (3, 3, 1, 3, 4)
    assert (data.held_out, data.holds_all_out, data.is_enough) == (3, True, False)


def test_estimate_is_measured_here(open_it: OpenIt) -> None:
    estimate = open_it().tuning.tuning_estimate()
    assert (estimate.device, estimate.threads, estimate.embedding_pictures) == ("cpu", 1, 6)
    assert 0 < estimate.looking_s < 60
    assert 0 < estimate.training_s < 60
    assert estimate.total_s >= estimate.reading_s > 0
    assert estimate.needed_bytes > 0


def test_training_waits_for_a_decision_and_searches_go_on(open_it: OpenIt) -> None:
    library = open_it()
    running = Running(library.tuning.train_model)
    assert library.tuning.tuning_state().runs[0].stage is RunStage.RUNNING
    assert len(library.search(SearchRequest("a dog")).hits) == 6
    let_go(library)
    run = running.ended()
    assert isinstance(run, TuningRun)
    assert (run.stage, run.before["own_r1"], run.after["own_r1"]) == (RunStage.WAITING, 10.0, 20.0)
    assert [info.name for info in library.models() if info.is_current] == ["embedded"]
    library.use_model(run.model)
    assert library.tuning.tuning_state().runs[0].stage is RunStage.KEPT
    library.rollback_model()
    assert library.tuning.tuning_state().runs[0].stage is RunStage.EARLIER


def test_training_shows_its_chart_and_its_queries(open_it: OpenIt, made: Path) -> None:
    library = open_it()
    running = Running(library.tuning.train_model)
    name = library.tuning.tuning_state().runs[0].name
    first = library.tuning.training_curve(name)
    assert first.losses.tolist() == [[0, 5, 2.5]]
    let_go(library)
    running.ended()
    rest = library.tuning.training_curve(name, first.upto)
    assert (rest.losses.tolist(), rest.recalls.tolist()) == ([[0, 10, 1.5]], [[0, 10, 75.0]])
    assert rest.before == {"own_r1": 10.0}
    own, general = library.tuning.comparison(name)
    assert (own.query, own.is_own, own.place_before, own.place_after) == ("picture number 1", True, 2, 1)
    assert [picture.name for picture in own.after] == ["1.png", "2.png"]
    assert [picture.is_right for picture in own.after] == [True, False]
    assert own.after[0].path == made / "photos" / "1.png"
    assert own.after[0].thumbnail_path is not None
    assert own.after[0].thumbnail_path.is_file()
    assert not general.is_own


def test_paused_training_goes_on_after_a_restart(open_it: OpenIt) -> None:
    library = open_it()
    running = Running(library.tuning.train_model)
    library.tuning.pause_training()
    assert isinstance(running.ended(), Cancelled)
    library = open_it()
    (run,) = library.tuning.tuning_state().runs
    assert (run.stage, run.can_go_on) == (RunStage.PAUSED, True)
    let_go(library)
    done = library.tuning.go_on_training()
    assert (done.name, done.stage) == (run.name, RunStage.WAITING)


def test_training_whose_engine_left_is_interrupted_and_goes_on(open_it: OpenIt) -> None:
    library = open_it()
    running = Running(library.tuning.train_model)
    running.cancel.cancel()  # as the lane does when the window closes
    running.ended()
    library = open_it()
    assert library.tuning.tuning_state().runs[0].stage is RunStage.INTERRUPTED
    let_go(library)
    assert library.tuning.go_on_training().stage is RunStage.WAITING


def test_training_that_finished_while_nobody_looked_is_only_judged(
    open_it: OpenIt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The child left its result, and the engine was killed before it read that."""
    library = open_it()
    name = trained(library).name
    (run,) = all_runs(library.status().library_dir / "runs")
    run.note(state=RunStage.RUNNING)
    (run.path / "checkpoint").symlink_to(next(info.path for info in library.models() if info.name != "embedded"))
    monkeypatch.setattr(fine_tuning, "TRAINING_COMMAND", ("no such program",))
    library = open_it()
    assert library.tuning.tuning_state().runs[0].stage is RunStage.INTERRUPTED
    (run.path / "pictures.npy").touch()
    done = library.tuning.go_on_training()
    assert (done.name, done.stage) == (name, RunStage.WAITING)
    assert len(library.models()) == 2  # no second copy of the same model


def test_stopped_training_leaves_nothing_to_go_on_with(open_it: OpenIt) -> None:
    library = open_it()
    running = Running(library.tuning.train_model)
    library.tuning.stop_training()
    assert isinstance(running.ended(), Cancelled)
    assert library.tuning.tuning_state().runs[0].stage is RunStage.STOPPED
    with pytest.raises(BadData, match="no fine-tuning"):
        library.tuning.go_on_training()


def test_paused_training_can_be_given_up(open_it: OpenIt) -> None:
    library = open_it()
    running = Running(library.tuning.train_model)
    library.tuning.pause_training()
    running.ended()
    library.tuning.stop_training()
    (run,) = library.tuning.tuning_state().runs
    assert (run.stage, run.can_go_on) == (RunStage.STOPPED, False)
    (folder,) = all_runs(library.status().library_dir / "runs")
    assert not folder.has_pictures


def test_killed_training_says_so_and_goes_on(open_it: OpenIt, monkeypatch: pytest.MonkeyPatch, made: Path) -> None:
    library = open_it()
    waiting = fake_training_command("slow", made / "made")
    monkeypatch.setattr(fine_tuning, "TRAINING_COMMAND", fake_training_command("kill"))
    with pytest.raises(TrainingFailed, match="unexpectedly"):
        library.tuning.train_model()
    (run,) = library.tuning.tuning_state().runs
    assert (run.stage, run.can_go_on) == (RunStage.FAILED, True)
    assert "memory" in run.hint
    monkeypatch.setattr(fine_tuning, "TRAINING_COMMAND", waiting)
    let_go(library)
    assert library.tuning.go_on_training().stage is RunStage.WAITING


def test_newest_run_is_the_last_begun_whatever_the_clock_says(open_it: OpenIt, monkeypatch: pytest.MonkeyPatch) -> None:
    library = open_it()
    first = trained(library)

    class YearsAgo(datetime):
        @classmethod
        def now(cls, tz: object = None) -> YearsAgo:
            return cls(2001, 1, 1, 12)

    monkeypatch.setattr(fine_tuning, "datetime", YearsAgo)
    second = library.tuning.train_model()
    assert second.name < first.name
    assert [run.name for run in library.tuning.tuning_state().runs] == [second.name, first.name]


def test_damaged_files_of_a_run_are_no_reason_to_fail(open_it: OpenIt) -> None:
    library = open_it()
    name = trained(library).name
    (run,) = all_runs(library.status().library_dir / "runs")
    (run.path / "comparison.json").write_text(json.dumps({"own": [{}], "general": []}))
    (run.path / "events.jsonl").write_bytes(b'{"event": "step"}\nnonsense\n{"event"')
    (run.path / "run.json").write_text("[")
    assert library.tuning.comparison(name) == ()
    found = library.tuning.training_curve(name)
    assert (len(found.losses), found.upto) == (0, len(b'{"event": "step"}\nnonsense\n'))
    assert library.tuning.tuning_state().runs[0].started_at.year >= 2026


def test_finetune_of_the_command_line_resumes(open_it: OpenIt) -> None:
    library = open_it()
    running = Running(library.tuning.train_model)
    library.tuning.pause_training()
    running.ended()
    let_go(library)
    report = library.finetune(resume=True)
    assert report.accepted
    assert library.tuning.tuning_state().runs[0].stage is RunStage.KEPT


def test_full_disk_when_the_model_is_stored_keeps_what_was_learned(
    open_it: OpenIt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise DiskFull("The new model cannot be stored: No space left on device.", hint="Free some space.")

    library = open_it()
    with monkeypatch.context() as patched:
        patched.setattr(fine_tuning, "install_model", refuse)
        with pytest.raises(DiskFull):
            trained(library)
    (run,) = library.tuning.tuning_state().runs
    assert (run.stage, run.can_go_on, run.hint) == (RunStage.FAILED, True, "Free some space.")
    assert [info.name for info in library.models()] == ["embedded"]
    monkeypatch.setattr(fine_tuning, "TRAINING_COMMAND", ("no such program",))  # it came to its end before
    library = open_it()
    assert library.tuning.go_on_training().stage is RunStage.WAITING


def test_full_disk_while_the_library_is_embedded_leaves_the_old_model(
    open_it: OpenIt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise DiskFull("The library cannot be written any more.")

    library = open_it()
    model = trained(library).model
    with monkeypatch.context() as patched:
        patched.setattr("engine.index.space_builder.SpaceBuilder._commit", refuse)
        with pytest.raises(DiskFull):
            library.use_model(model)
    assert len(library.search(SearchRequest("a dog")).hits) == 6
    assert library.tuning.tuning_state().runs[0].stage is RunStage.WAITING
    assert library.use_model(model).lacking == 0


@pytest.mark.parametrize("cut", ["pictures", "result", "checkpoint"])
def test_run_whose_files_are_gone_is_no_end_without_a_way_out(open_it: OpenIt, cut: str) -> None:
    """Somebody tidied up in the library's folder."""
    library = open_it()
    running = Running(library.tuning.train_model)
    library.tuning.pause_training()
    running.ended()
    (run,) = all_runs(library.status().library_dir / "runs")
    for name in {"pictures": ["pictures.npy"], "result": ["pictures.jsonl"], "checkpoint": ["log.txt"]}[cut]:
        (run.path / name).unlink()
    let_go(library)
    library = open_it()
    if library.tuning.tuning_state().runs[0].can_go_on:
        assert library.tuning.go_on_training().stage is RunStage.WAITING
    else:
        assert library.tuning.train_model().stage is RunStage.WAITING
