from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.library.library_session import LibrarySession, describe_estimate, describe_report
from engine.errors import FolderMissing
from engine.library_records import FileProblem, IndexEstimate, IndexReport
from engine.records import FolderId
from tests.helpers.window import Bench


@pytest.fixture
def session(bench: Bench) -> LibrarySession:
    return LibrarySession(bench.services)


def test_session_folder_of_photos_is_added_and_indexed_at_once(
    qtbot: QtBot, bench: Bench, session: LibrarySession
) -> None:
    with qtbot.waitSignal(session.index_started):
        session.propose_folder(Path("/photos/2024"))
    assert session.is_indexing
    with qtbot.waitSignals([session.index_finished, session.problems_listed]):
        bench.pipe.host.finish_index()
    assert bench.asked("index") == [{"paths": (Path("/photos/2024"),)}]
    assert not session.is_indexing


def test_session_folder_with_clips_waits_for_a_yes(qtbot: QtBot, bench: Bench, session: LibrarySession) -> None:
    with qtbot.waitSignal(session.consent_wanted) as wanted:
        session.propose_folder(Path("/clips"))
    assert bench.asked("add_folder") == []
    assert wanted.args is not None
    assert wanted.args[0].estimate.clips == 3
    with qtbot.waitSignal(session.index_started):
        session.consent()
    assert session.pending is None
    with qtbot.waitSignals([session.index_ended, session.problems_listed]):
        bench.pipe.host.finish_index()


def test_session_folder_declined_is_not_added(qtbot: QtBot, bench: Bench, session: LibrarySession) -> None:
    with qtbot.waitSignal(session.consent_wanted):
        session.propose_folder(Path("/clips"))
    session.decline()
    session.consent()
    assert bench.asked("add_folder") == []


def test_session_missing_folder_fails(qtbot: QtBot, session: LibrarySession) -> None:
    with qtbot.waitSignal(session.failed) as failure:
        session.propose_folder(Path("/photos/missing"))
    assert failure.args is not None
    assert isinstance(failure.args[0], FolderMissing)


def test_session_update_cancelled_ends(qtbot: QtBot, bench: Bench, session: LibrarySession) -> None:
    with qtbot.waitSignal(session.index_started) as started:
        session.update()
    assert started.args is not None
    with qtbot.waitSignals([session.index_ended, session.problems_listed]):
        started.args[0].cancel()
    assert not session.is_indexing


def test_session_problems_are_listed_when_their_number_changes(
    qtbot: QtBot, bench: Bench, session: LibrarySession
) -> None:
    bench.library.problem_list = (*bench.library.problem_list, FileProblem(Path("/b.mp4"), "unreadable", "No."))
    with qtbot.waitSignal(session.problems_listed) as listed:
        session.remove_folder(FolderId(1))
    assert listed.args == [bench.library.problem_list]


MEANWHILE = "; you can search meanwhile."


@pytest.mark.parametrize(
    ("estimate", "expected"),
    [
        (
            IndexEstimate(12, 2, 1800.0, 9000, 400.0, 88_000_000),
            "12 photos and 2 clips (30 minutes of video). Indexing takes about 7 minutes and 88.0 MB on disk"
            + MEANWHILE,
        ),
        (
            IndexEstimate(0, 1, 30.0, 40, 3.0, 900),
            "1 clip (30 seconds of video). Indexing takes a few seconds and 900 bytes on disk" + MEANWHILE,
        ),
        (IndexEstimate(0, 0, 0.0, 0, 0.0, 0), "No photos or clips were found in this folder."),
    ],
)
def test_describe_estimate_says_what_it_holds_and_costs(estimate: IndexEstimate, expected: str) -> None:
    assert describe_estimate(estimate).startswith(expected)


def test_describe_report_names_unreadable_files_only_if_there_are_some() -> None:
    report = IndexReport(5, 5, 0, 0, (), 1, 4, 90, 2.0)
    assert describe_report(report) == "1 photo and 4 clips can be searched."
    problem = FileProblem(Path("/a"), "unreadable", "No.")
    assert "1 file could not be read" in describe_report(IndexReport(5, 5, 0, 0, (problem,), 1, 4, 90, 2.0))


def test_session_follows_what_the_engine_does_of_its_own_accord(
    qtbot: QtBot, bench: Bench, session: LibrarySession
) -> None:
    told: list[object] = []
    session.index_finished.connect(told.append)
    with qtbot.waitSignal(session.index_started):
        bench.pipe.host.begin_upkeep()
    running = bench.engine.running
    assert [task.title for task in running] == ["Keeping the library up to date"]
    with qtbot.waitSignals([session.index_ended, session.problems_listed]):
        bench.pipe.host.finish_index()
    assert running[0].is_finished
    assert told == []
    assert bench.asked("index") == []


def test_session_forgets_missing_files_when_told(qtbot: QtBot, bench: Bench, session: LibrarySession) -> None:
    with qtbot.waitSignal(session.index_started):
        session.forget_missing(Path("/photos"))
    with qtbot.waitSignals([session.index_finished, session.problems_listed]):
        bench.pipe.host.finish_index(new=0)
    assert bench.asked("index") == [{"paths": (Path("/photos"),), "forget_missing": True}]
