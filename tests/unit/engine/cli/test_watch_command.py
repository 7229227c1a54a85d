"""`evoke watch` on real folders, with a library that only counts its runs."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from engine.cli import watch_command
from engine.cli.command_line import main
from engine.errors import FolderMissing
from engine.jobs import CancelToken, Reporter, ignore_progress
from engine.records import FileProblem, IndexReport
from tests.helpers.fake_library import FakeLibrary

PROBLEM = FileProblem(Path("/photos/bad.jpg"), "unreadable", "bad.jpg is no picture.")


@pytest.fixture
def run(
    library: FakeLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Sequence[Callable[[], object]]], None]:
    """Watch a folder; do one of the given things after each run; the last run asks to stop."""
    library.folders = (tmp_path / "photos",)
    library.folders[0].mkdir()
    monkeypatch.setattr(watch_command, "QUIET_S", 0.05)

    def run(steps: Sequence[Callable[[], object]]) -> None:
        left = list(steps)

        def index(
            self: FakeLibrary,
            paths: Sequence[Path] = (),
            *,
            cancel: CancelToken,
            report: Reporter = ignore_progress,
        ) -> IndexReport:
            library.indexed.append(tuple(paths))
            if left:
                left.pop(0)()
            else:
                cancel.cancel()
            return IndexReport(3, 1, 2, 0, library.problems, 2, 1, 9, 0.25)

        monkeypatch.setattr(FakeLibrary, "index", index)

    return run


def test_watch_new_file_leads_to_another_run(
    run: Callable[[Sequence[Callable[[], object]]], None],
    library: FakeLibrary,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run([(library.folders[0] / "new.jpg").touch])
    assert main(["watch", "--json"]) == 130
    printed = capsys.readouterr()
    documents = [json.loads(line) for line in printed.out.splitlines()]
    assert library.indexed == [(), ()]
    assert [document["event"] for document in documents] == ["indexed", "indexed"]
    assert documents[0]["frames"] == 9
    assert library.is_closed


def test_watch_after_the_longest_time_everything_is_scanned_again(
    run: Callable[[Sequence[Callable[[], object]]], None], library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch_command, "FULL_SCAN_S", 0.2)
    run([lambda: None])
    assert main(["watch"]) == 130
    assert library.indexed == [(), ()]


def test_watch_for_a_person_names_a_problem_once(
    run: Callable[[Sequence[Callable[[], object]]], None],
    library: FakeLibrary,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(watch_command, "FULL_SCAN_S", 0.2)
    library.problems = (PROBLEM,)
    run([lambda: None])
    main(["watch"])
    assert capsys.readouterr().out.count("/photos/bad.jpg\tbad.jpg is no picture.") == 1


def test_watch_only_drive_unplugged_waits_until_it_is_back(
    run: Callable[[Sequence[Callable[[], object]]], None],
    library: FakeLibrary,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(watch_command, "FULL_SCAN_S", 0.2)
    folder = library.folders[0]
    unplugged = folder.with_name("unplugged")

    def miss() -> None:
        raise FolderMissing(f"{folder} does not exist.")

    def miss_and_plug_in() -> None:
        unplugged.rename(folder)
        miss()

    def note_again() -> None:
        (folder / "new.jpg").touch()

    run([lambda: folder.rename(unplugged), miss, miss_and_plug_in, note_again])
    assert main(["watch", "--json"]) == 130
    printed = capsys.readouterr()
    assert printed.err.count("does not exist. Waiting until it is back.") == 1
    assert len(library.indexed) == 5
    assert [json.loads(line)["event"] for line in printed.out.splitlines()] == ["indexed"] * 3


def test_watch_nothing_to_watch_is_three(library: FakeLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch"]) == 3
    assert "evoke index DIR" in capsys.readouterr().err
