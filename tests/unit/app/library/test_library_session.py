from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.library.library_session import LibrarySession, PendingFolder, describe_estimate, describe_report
from engine.errors import FolderMissing
from engine.records import FileProblem, FolderId, IndexEstimate, IndexReport
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
    assert describe_estimate(PendingFolder(Path("/photos"), estimate)).startswith(expected)


def test_describe_report_names_unreadable_files_only_if_there_are_some() -> None:
    report = IndexReport(5, 5, 0, 0, (), 1, 4, 90, 2.0)
    assert describe_report(report) == "1 photo and 4 clips can be searched."
    problem = FileProblem(Path("/a"), "unreadable", "No.")
    assert "1 file could not be read" in describe_report(IndexReport(5, 5, 0, 0, (problem,), 1, 4, 90, 2.0))


def _reports_of_run(qtbot: QtBot, bench: Bench, session: LibrarySession, *, new: int) -> list[object]:
    """Let the index run that is under way end with so many new photos; return the reports that were told."""
    told: list[object] = []
    session.index_finished.connect(told.append)
    with qtbot.waitSignals([session.index_ended, session.problems_listed]):
        bench.pipe.host.finish_index(new=new)
    return told


def test_session_catches_up_once_when_the_library_has_folders(
    qtbot: QtBot, bench: Bench, session: LibrarySession
) -> None:
    session.catch_up()
    with qtbot.waitSignal(session.index_started):
        bench.pipe.host.tell_status()
    with qtbot.waitSignal(bench.engine.status_changed):
        bench.pipe.host.tell_status()
    assert bench.asked("index") == [{"paths": ()}]
    assert len(_reports_of_run(qtbot, bench, session, new=2)) == 1


def test_session_that_caught_up_with_nothing_new_says_nothing(
    qtbot: QtBot, bench: Bench, session: LibrarySession
) -> None:
    session.catch_up()
    with qtbot.waitSignal(session.index_started):
        bench.pipe.host.tell_status()
    assert _reports_of_run(qtbot, bench, session, new=0) == []


def test_session_without_folders_has_nothing_to_catch_up_with(
    qtbot: QtBot, bench: Bench, session: LibrarySession
) -> None:
    bench.library.folders = ()
    session.catch_up()
    with qtbot.waitSignal(bench.engine.status_changed):
        bench.pipe.host.tell_status()
    assert bench.asked("index") == []
