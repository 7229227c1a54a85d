"""What is to be done next, and what becomes of it when it cannot be done."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.config import WatchingConfig
from engine.errors import DiskFull, FolderMissing
from engine.jobs import Cancelled, CancelToken
from engine.library import upkeep as upkeep_module
from engine.library.updates import Upkept
from engine.library.upkeep import Errand, Upkeep, describe_unwatched
from engine.media.watcher import News
from tests.helpers.fake_watching import REPORT, FakeKeptLibrary, FakeLink

FOLDER, FILE = Path("/photos"), Path("/photos/a.jpg")


class Bench:
    """An upkeep with its fake neighbours."""

    def __init__(self, config: WatchingConfig, *, waits: bool = False) -> None:
        self.library = FakeKeptLibrary(FOLDER)
        self.links: list[FakeLink] = []
        self.upkeep = Upkeep(self.library, config, start_link=self._start, waits=waits)

    def _start(self, tell: Callable[[News], None]) -> FakeLink:
        self.links.append(FakeLink(tell))
        return self.links[-1]

    @property
    def link(self) -> FakeLink:
        return self.links[0]

    def next(self, timeout_s: float = 0.0) -> Errand | None:
        return self.upkeep.next_errand(timeout_s)

    def do(self, errand: Errand | None, cancel: CancelToken | None = None) -> object:
        assert errand is not None
        return self.upkeep.carry_out(errand, cancel=cancel or CancelToken())

    def begin(self) -> None:
        """Get the first scan done."""
        self.do(self.next(1))
        assert self.next() is None


@pytest.fixture
def make() -> Iterator[Callable[..., Bench]]:
    made: list[Bench] = []

    def make(**settings: object) -> Bench:
        made.append(Bench(WatchingConfig(**settings)))  # type: ignore[arg-type]  # of a test
        return made[-1]

    yield make
    for bench in made:
        bench.upkeep.close()
        assert all(link.is_closed for link in bench.links)


@pytest.fixture
def bench(make: Callable[..., Bench]) -> Bench:
    return make()


def test_first_everything_is_scanned_once_it_is_watched(bench: Bench) -> None:
    assert bench.link.watched == [(FOLDER,)]
    errand = bench.next()
    assert errand == Errand(reason="the beginning")
    assert bench.do(errand) == REPORT
    assert bench.library.scans == [()]
    assert bench.next() is None


def test_scan_waits_for_the_watching_to_begin_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeLink, "watch", lambda link, paths: None)
    monkeypatch.setattr(upkeep_module, "_WAIT_FOR_WATCHING_S", 0.2)
    bench = Bench(WatchingConfig())
    assert bench.next() is None
    assert bench.next(5) == Errand(reason="the beginning")
    bench.upkeep.close()


def test_upkeep_that_waits_has_no_errand_before_it_begins() -> None:
    bench = Bench(WatchingConfig(), waits=True)
    assert bench.next(0.05) is None
    timer = threading.Timer(0.05, bench.upkeep.begin)
    timer.start()
    assert bench.next(10) == Errand(reason="the beginning")
    timer.join()
    bench.upkeep.close()


def test_changed_paths_are_looked_at_together(bench: Bench) -> None:
    bench.begin()
    bench.link.tell(News(frozenset({FILE})))
    bench.link.tell(News(frozenset({FOLDER / "b.jpg"})))
    assert bench.do(bench.next()) == REPORT
    assert bench.library.refreshed == [frozenset({FILE, FOLDER / "b.jpg"})]
    assert bench.next() is None


def test_rescan_takes_the_paths_with_it(bench: Bench) -> None:
    bench.begin()
    bench.link.tell(News(frozenset({FILE}), rescan="events were lost"))
    assert bench.next() == Errand(reason="events were lost")
    assert bench.next() is None


def test_news_wake_whoever_waits(bench: Bench) -> None:
    bench.begin()
    timer = threading.Timer(0.05, bench.link.tell, [News(frozenset({FILE}))])
    timer.start()
    assert bench.next(10) == Errand(paths=frozenset({FILE}))
    timer.join()


def test_everything_is_scanned_again_after_a_while(make: Callable[..., Bench]) -> None:
    bench = make(scan_minutes=0.002)
    bench.do(bench.next(1))
    assert bench.next(5) == Errand(reason="time has passed")


def test_folders_that_cannot_be_watched_are_looked_through_more_often(make: Callable[..., Bench]) -> None:
    bench = make(poll_seconds=0.05)
    bench.begin()
    bench.link.tell(News(unwatched={FOLDER: "far away"}))
    errand = bench.next(5)
    assert errand == Errand(reason="they cannot be watched", roots=(FOLDER,))
    bench.do(errand)
    assert bench.library.scans == [(), (FOLDER,)]
    assert bench.next(5) == errand
    assert describe_unwatched(bench.upkeep.unwatched) == (
        "/photos cannot be watched (far away); it is looked through now and then.",
    )
    bench.do(errand)
    bench.link.tell(News(unwatched={}))
    assert bench.next(0.2) is None


def test_unsettled_files_are_looked_at_by_the_watching_process(bench: Bench) -> None:
    bench.library.answer = Upkept(REPORT, (FILE,), needs_scan=False)
    bench.do(bench.next(1))
    assert bench.link.looked_at == [(FILE,)]


def test_refresh_that_cannot_tell_asks_for_a_scan(bench: Bench) -> None:
    bench.begin()
    bench.link.tell(News(frozenset({FILE})))
    bench.library.answer = Upkept(REPORT, (), needs_scan=True)
    bench.do(bench.next())
    assert bench.next() == Errand(reason="a link or a mount changed")


@pytest.mark.parametrize("is_scan", [True, False])
def test_cancelled_errand_is_due_again_at_once(bench: Bench, is_scan: bool) -> None:
    bench.begin()
    bench.link.tell(News(rescan="lost") if is_scan else News(frozenset({FILE})))
    errand = bench.next()
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        bench.do(errand, cancel)
    assert bench.next() == errand


def test_errand_that_failed_waits_and_is_not_forgotten(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep_module, "_AFTER_FAILURE_S", 0.2)
    bench.begin()
    bench.link.tell(News(frozenset({FILE})))
    bench.library.failure = DiskFull("The disk is full.")
    with pytest.raises(DiskFull):
        bench.do(bench.next())
    bench.library.failure = None
    assert bench.next() is None
    assert bench.next(5) == Errand(paths=frozenset({FILE}))


def test_no_folder_there_is_no_failure(bench: Bench) -> None:
    bench.library.failure = FolderMissing("/photos does not exist.")
    assert bench.do(bench.next(1)) is None
    assert bench.next() is None


def test_folders_that_were_added_are_watched(bench: Bench) -> None:
    bench.library.folders = (FOLDER, Path("/clips"))
    bench.upkeep.follow_folders()
    bench.upkeep.follow_folders()
    assert bench.link.watched == [(FOLDER,), (FOLDER, Path("/clips"))]


def test_watching_turned_off_scans_at_the_beginning_only(make: Callable[..., Bench]) -> None:
    bench = make(mode="off")
    assert bench.links == []
    bench.begin()


def test_paused_upkeep_has_nothing_to_do_for_a_while(bench: Bench) -> None:
    bench.begin()
    bench.link.tell(News(frozenset({FILE})))
    bench.upkeep.pause(0.2)
    assert bench.next() is None
    assert bench.next(5) == Errand(paths=frozenset({FILE}))


def test_closed_upkeep_has_nothing_to_do(bench: Bench) -> None:
    bench.upkeep.close()
    assert bench.next(10) is None


def test_captions_that_came_are_read_before_anything_else_and_again_where_that_was_stopped(bench: Bench) -> None:
    bench.upkeep.look_at_captions()
    errand = bench.next(1)
    assert errand == Errand(captions=True)
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        bench.do(errand, token)
    assert bench.do(bench.next(1)) is None
    following = bench.next(1)
    assert following is not None
    assert not following.captions
