from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.appearance import Appearance
from app.engine_client import MAX_DEATHS, EngineBug, EngineState, error_from
from app.tasks import Task
from engine import errors
from engine.jobs import Progress
from engine.library_records import LibraryStatus
from engine.records import SearchRequest
from tests.helpers.fake_engine import FakeLibrary
from tests.helpers.window import Bench, make_bench


def test_client_hello_brings_status_and_ready(bench: Bench) -> None:
    assert bench.engine.state is EngineState.READY
    assert isinstance(bench.engine.status, LibraryStatus)
    assert bench.engine.status.photos == 30


def test_client_request_before_hello_is_answered_after_it(qtbot: QtBot, tmp_path: Path, app_style: Appearance) -> None:
    bench, close = make_bench(FakeLibrary(tmp_path), tmp_path, app_style)
    bench.engine.start()
    task = bench.engine.request("status")
    with qtbot.waitSignal(task.returned) as answer:
        pass
    assert answer.args == [bench.library.status()]
    close()


def test_client_request_failing_rebuilds_the_error(qtbot: QtBot, bench: Bench) -> None:
    task = bench.services.operations.load_picture(Path("/photos/missing.jpg"))
    with qtbot.waitSignal(task.failed) as failure:
        pass
    assert failure.args is not None
    error = failure.args[0]
    assert isinstance(error, errors.FolderMissing)
    assert error.path == Path("/photos/missing.jpg")
    assert error.user_text == "This file is not there any more."


def test_client_bug_in_the_engine_fails_with_its_traceback(
    qtbot: QtBot, bench: Bench, expected_warnings: list[str]
) -> None:
    expected_warnings.append("The engine met a bug")
    with qtbot.waitSignal(bench.services.operations.list_media(SearchRequest("bug")).failed) as failure:
        pass
    assert failure.args is not None
    assert isinstance(failure.args[0], EngineBug)
    assert "Traceback" in str(failure.args[0])


def test_client_progress_reaches_the_task(qtbot: QtBot, bench: Bench) -> None:
    task = bench.services.operations.index()
    with qtbot.waitSignal(task.progressed) as report:
        pass
    assert report.args == [Progress(3, 12, "photo 003.jpg", 95.0)]
    with qtbot.waitSignal(task.returned):
        bench.pipe.host.finish_index()


def test_client_cancel_is_asked_of_the_engine(qtbot: QtBot, bench: Bench) -> None:
    task = bench.services.operations.index()
    with qtbot.waitSignal(task.cancelled):
        task.cancel()
    assert {"cancel"} in [set(frame) for frame in bench.pipe.frames]
    assert bench.engine.running == ()


def test_client_engine_death_fails_all_tasks_and_starts_again(qtbot: QtBot, bench: Bench) -> None:
    states: list[EngineState] = []
    bench.engine.state_changed.connect(states.append)
    tasks = [bench.services.operations.index(), bench.services.operations.list_media(SearchRequest("slow"))]
    failures: list[Exception] = []
    for task in tasks:
        task.failed.connect(failures.append)
    with qtbot.waitSignal(bench.engine.status_changed):
        bench.pipe.die()
    qtbot.waitUntil(lambda: bench.engine.state is EngineState.READY)
    assert states == [EngineState.RESTARTING, EngineState.READY]
    assert [type(error) for error in failures] == [errors.EngineGone, errors.EngineGone]
    assert len(bench.pipes) == 2


def test_client_request_while_restarting_waits_for_the_new_engine(qtbot: QtBot, bench: Bench) -> None:
    asked: list[object] = []

    def ask(state: EngineState) -> None:
        if state is EngineState.RESTARTING:
            bench.engine.request("status").returned.connect(asked.append)

    bench.engine.state_changed.connect(ask)
    bench.pipe.die()
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [bench.library.status()]


def test_client_engine_that_keeps_dying_is_given_up_until_retry(qtbot: QtBot, bench: Bench) -> None:
    for death in range(MAX_DEATHS):
        bench.pipe.die()
        alive = EngineState.READY if death + 1 < MAX_DEATHS else EngineState.FAILED
        with qtbot.waitSignal(bench.engine.state_changed, check_params_cb=alive.__eq__):
            pass
    assert bench.engine.state is EngineState.FAILED
    assert isinstance(bench.engine.error, errors.EngineGone)
    assert "by itself" not in bench.engine.error.hint
    with qtbot.waitSignal(bench.engine.request("status").failed):
        pass
    with qtbot.waitSignal(bench.engine.status_changed):
        bench.engine.retry()
    qtbot.waitUntil(lambda: bench.engine.state is EngineState.READY)


@pytest.mark.parametrize("frame", [{"hello": -1}, {"failed": {"code": "library-corrupt", "text": "It is damaged."}}])
def test_client_engine_that_cannot_serve_is_let_go_of_before_the_next(
    qtbot: QtBot, bench: Bench, frame: dict[str, object]
) -> None:
    first = bench.pipe
    with qtbot.waitSignal(bench.engine.state_changed, check_params_cb=EngineState.FAILED.__eq__):
        first.tell(frame)
    assert first.is_stopped
    with qtbot.waitSignal(bench.engine.request("status").failed):
        pass
    bench.engine.retry()
    qtbot.waitUntil(lambda: bench.engine.state is EngineState.READY)
    assert len(bench.pipes) == 2


def test_client_frames_of_a_dead_engine_are_ignored(qtbot: QtBot, bench: Bench) -> None:
    old = bench.pipe
    old.die()
    qtbot.waitUntil(lambda: len(bench.pipes) == 2 and bench.engine.state is EngineState.READY)
    told: list[object] = []
    bench.engine.status_changed.connect(told.append)
    old.host.greet()
    with qtbot.waitSignal(bench.engine.request("status").returned):
        pass
    assert told == []


def test_client_closed_cancels_tasks_and_stops_the_pipe(qtbot: QtBot, tmp_path: Path, app_style: Appearance) -> None:
    bench, close = make_bench(FakeLibrary(tmp_path), tmp_path, app_style)
    with qtbot.waitSignal(bench.engine.status_changed):
        bench.engine.start()
    task = bench.services.operations.list_media(SearchRequest("slow"))
    close()
    assert task.is_finished
    assert bench.pipe.is_stopped
    assert bench.engine.state is EngineState.CLOSED


@pytest.mark.parametrize(
    "kind", [errors.MediaTooLarge, errors.StoreLocked, errors.ModelMissing, errors.EngineError, errors.MediaUnreadable]
)
def test_error_from_known_code_gives_its_class(kind: type[errors.EngineError]) -> None:
    error = error_from({"code": kind.code, "text": "No.", "hint": "Do this.", "path": Path("/a")})
    assert type(error) is kind
    assert (error.user_text, error.hint, error.path) == ("No.", "Do this.", Path("/a"))


def test_error_from_unknown_code_gives_a_plain_error() -> None:
    assert type(error_from({"code": "from-the-future", "text": "No."})) is errors.EngineError


def test_client_closed_refuses_what_its_last_words_bring_about(
    qtbot: QtBot, tmp_path: Path, app_style: Appearance
) -> None:
    bench, close = make_bench(FakeLibrary(tmp_path), tmp_path, app_style)
    with qtbot.waitSignal(bench.engine.status_changed):
        bench.engine.start()
    late: list[Task] = []
    bench.services.operations.index().finished.connect(lambda: late.append(bench.engine.request("problems")))
    close()
    assert [task.is_finished for task in late] == [True]
    assert bench.asked("problems") == []


def test_client_restart_lets_the_engine_leave_and_starts_another_that_counts_as_no_death(
    qtbot: QtBot, bench: Bench
) -> None:
    for _ in range(MAX_DEATHS + 1):
        with qtbot.waitSignal(bench.engine.status_changed):
            bench.engine.restart()
    assert bench.engine.state is EngineState.READY
    assert len(bench.pipes) == MAX_DEATHS + 2
    assert all({"op": "shutdown"} in pipe.frames for pipe in bench.pipes[:-1])
