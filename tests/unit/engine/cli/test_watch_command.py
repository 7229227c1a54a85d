"""`evoke watch` with a fake library and a fake watching process."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from engine.cli.command_line import main
from engine.errors import FolderMissing
from engine.jobs import CancelToken, Reporter, ignore_progress
from engine.library import upkeep
from engine.library.updates import Upkept
from engine.library_records import FileProblem, IndexReport
from engine.media.watcher import News
from tests.helpers.fake_library import FakeLibrary
from tests.helpers.fake_watching import FakeLink

PROBLEM = FileProblem(Path("/photos/bad.jpg"), "unreadable", "bad.jpg is no picture.")
Step = Callable[[FakeLink], object]


@pytest.fixture
def run(library: FakeLibrary, monkeypatch: pytest.MonkeyPatch) -> Callable[[Sequence[Step]], list[str]]:
    """Watch a folder; take one of the given steps in each run; the last run asks to stop. Returns what was run."""
    library.folders = (Path("/photos"),)

    def run(steps: Sequence[Step]) -> list[str]:
        left, links, done = list(steps), list[FakeLink](), list[str]()

        def start(tell: Callable[[News], None]) -> FakeLink:
            links.append(FakeLink(tell))
            return links[-1]

        def answer(what: str, cancel: CancelToken) -> Upkept:
            done.append(what)
            if left:
                left.pop(0)(links[0])
            else:
                cancel.cancel()
            return Upkept(IndexReport(3, 1, 2, 0, library.problems, 2, 1, 9, 0.25), (), needs_scan=False)

        def catch_up(
            self: FakeLibrary, roots: object = (), *, cancel: CancelToken, report: Reporter = ignore_progress
        ) -> Upkept:
            return answer("scan", cancel)

        def refresh(
            self: FakeLibrary, paths: frozenset[Path], *, cancel: CancelToken, report: Reporter = ignore_progress
        ) -> Upkept:
            return answer("+".join(sorted(path.name for path in paths)), cancel)

        monkeypatch.setattr(FakeLibrary, "catch_up", catch_up, raising=False)
        monkeypatch.setattr(FakeLibrary, "refresh", refresh, raising=False)
        monkeypatch.setattr(upkeep.Upkeep.__init__, "__kwdefaults__", {"start_link": start, "waits": False})
        return done

    return run


def changed(name: str) -> Step:
    return lambda link: link.tell(News(frozenset({Path("/photos", name)})))


def test_watch_scans_first_and_then_looks_at_what_changed(
    run: Callable[[Sequence[Step]], list[str]], library: FakeLibrary, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run([changed("new.jpg")])
    assert main(["watch", "--json"]) == 130
    documents = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert done == ["scan", "new.jpg"]
    assert [document["event"] for document in documents] == ["indexed", "indexed"]
    assert documents[0]["frames"] == 9
    assert library.is_closed


def test_watch_for_a_person_names_a_problem_once(
    run: Callable[[Sequence[Step]], list[str]], library: FakeLibrary, capsys: pytest.CaptureFixture[str]
) -> None:
    library.problems = (PROBLEM,)
    run([changed("a.jpg"), changed("b.jpg")])
    assert main(["watch"]) == 130
    assert capsys.readouterr().out.count("/photos/bad.jpg\tbad.jpg is no picture.") == 1


def test_watch_only_drive_unplugged_waits_and_says_so_once(
    run: Callable[[Sequence[Step]], list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    def miss(link: FakeLink) -> None:
        link.tell(News(rescan="it came"))
        raise FolderMissing("/photos does not exist.")

    done = run([miss, miss, changed("a.jpg")])
    assert main(["watch", "--json"]) == 130
    printed = capsys.readouterr()
    assert printed.err.count("No folder of the library is there. Waiting until one is back.") == 1
    assert done == ["scan", "scan", "scan", "a.jpg"]
    assert len(printed.out.splitlines()) == 2


def test_watch_folder_that_cannot_be_watched_is_named_once(
    run: Callable[[Sequence[Step]], list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    def unwatched(link: FakeLink) -> None:
        link.tell(News(frozenset({Path("/photos/a.jpg")}), unwatched={Path("/photos"): "far away"}))

    run([unwatched, changed("b.jpg")])
    assert main(["watch"]) == 130
    assert capsys.readouterr().err.count("/photos cannot be watched (far away)") == 1


def test_watch_nothing_to_watch_is_three(library: FakeLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch"]) == 3
    assert "evoke index DIR" in capsys.readouterr().err
