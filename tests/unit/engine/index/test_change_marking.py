"""What was reported as changed is looked at and nothing else; what a folder lists decides."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from engine.index.indexer import Indexer
from engine.library_records import IndexReport
from tests.helpers.colour_files import Bench, tally, write_media
from tests.helpers.folded_disk import FoldingFileSystem
from tests.helpers.mounting import bound

SETTLED = 10**20


@pytest.fixture
def root(bench: Bench, photos: Path) -> Path:
    with bench.store.write() as tx:
        bench.store.folders.add(tx, photos)
    bench.indexer().run([photos])
    return photos


class Changes:
    """Refreshes and remembers the indexer."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.aliases: dict[Path, Path] = {}
        self.indexer: Indexer = bench.indexer()

    def at(self, *paths: Path, settled_before_ns: int = SETTLED) -> IndexReport:
        self.indexer = self.bench.indexer()
        return self.indexer.refresh(paths, aliases=self.aliases, settled_before_ns=settled_before_ns)


@pytest.fixture
def changes(bench: Bench) -> Changes:
    return Changes(bench)


def paths(bench: Bench) -> set[Path]:
    return set(bench.store.files.all(bench.space))


def test_new_changed_and_deleted_files_are_taken_in_one_by_one(bench: Bench, root: Path, changes: Changes) -> None:
    new = write_media(root / "new" / "white.jpg", "white")
    write_media(root / "unreported.jpg", "white red")
    write_media(root / "red.jpg", "200,100,50", mtime_s=1_700_000_500)
    (root / "green.jpg").unlink()
    report = changes.at(new, root / "red.jpg", root / "green.jpg")
    assert tally(report) == (2, 2, 0, 1, 0)
    assert paths(bench) == {new, root / "red.jpg", root / "blue.jpg", root / "clips" / "clip.mp4"}
    assert not changes.indexer.needs_scan


def test_unchanged_file_costs_nothing(bench: Bench, root: Path, changes: Changes) -> None:
    assert tally(changes.at(root / "red.jpg", root / "nothing.jpg")) == (1, 0, 1, 0, 0)
    assert len(bench.decoder.decoded) == 4


def test_moved_folder_keeps_its_vectors(bench: Bench, root: Path, changes: Changes) -> None:
    (root / "clips").rename(root / "films")
    report = changes.at(root / "clips", root / "films", root / "films" / "clip.mp4")
    assert (report.embedded, report.removed) == (0, 0)
    assert root / "films" / "clip.mp4" in paths(bench)
    assert root / "clips" / "clip.mp4" not in paths(bench)


def test_move_between_two_roots_keeps_vectors_in_either_order(bench: Bench, root: Path, changes: Changes) -> None:
    other = write_media(root.parent / "other" / "white.jpg", "white").parent
    with bench.store.write() as tx:
        bench.store.folders.add(tx, other)
    bench.indexer().run([root, other])
    (root / "red.jpg").rename(other / "red.jpg")
    assert changes.at(other / "red.jpg").embedded == 0
    assert changes.at(root / "red.jpg").removed == 1
    (other / "red.jpg").rename(root / "red.jpg")
    assert changes.at(other / "red.jpg").removed == 1
    assert changes.at(root / "red.jpg").embedded == 0
    assert len(bench.decoder.decoded) == 5


def test_tree_that_was_moved_out_takes_everything_below_with_it(bench: Bench, root: Path, changes: Changes) -> None:
    (root / "clips").rename(root.parent / "outside")
    assert changes.at(root / "clips").removed == 1
    assert paths(bench) == {root / f"{colour}.jpg" for colour in ("red", "green", "blue")}


def test_files_of_a_folder_that_is_gone_with_its_parents_are_gone(bench: Bench, root: Path, changes: Changes) -> None:
    file = write_media(root / "a" / "b" / "c" / "white.jpg", "white")
    changes.at(file)
    shutil.rmtree(root / "a")
    assert changes.at(file).removed == 1


def test_much_at_once_is_held_here_as_well(bench: Bench, tmp_path: Path, changes: Changes) -> None:
    root = tmp_path / "album"
    for number in range(20):
        write_media(root / "sub" / f"{number}.jpg", f"{number},3,90")
    with bench.store.write() as tx:
        bench.store.folders.add(tx, root)
    bench.indexer().run([root])
    shutil.rmtree(root / "sub")
    assert changes.at(root / "sub").removed == 0
    assert len(paths(bench)) == 20


def test_many_names_of_one_folder_are_looked_at_together(
    bench: Bench, root: Path, changes: Changes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.index.change_marking._WHOLE_FOLDER_ABOVE", 2)
    for number in range(4):
        write_media(root / "new" / f"{number}.jpg", f"{number},{number},9")
    report = changes.at(*(root / "new" / f"{number}.jpg" for number in range(3)))
    assert report.embedded == 4


def test_folder_reported_with_its_files_embeds_each_once(bench: Bench, root: Path, changes: Changes) -> None:
    file = write_media(root / "deep" / "er" / "white.jpg", "white")
    assert changes.at(file, file.parent, file.parent.parent).embedded == 1
    assert len(bench.decoder.decoded) == 5


def test_files_written_a_moment_ago_wait_unless_they_were_reported_themselves(
    bench: Bench, root: Path, changes: Changes
) -> None:
    young = write_media(root / "new" / "young.jpg", "white")
    os.utime(young)
    old = write_media(root / "new" / "old.jpg", "200,0,200")
    report = changes.at(root / "new", settled_before_ns=time.time_ns() - 2_000_000_000)
    assert (report.embedded, changes.indexer.unsettled) == (1, (young,))
    assert old in paths(bench)
    assert changes.at(young, settled_before_ns=time.time_ns() - 2_000_000_000).embedded == 1


@pytest.mark.parametrize("place", [".hidden/a.jpg", "@eaDir/a.jpg", "cache/a.jpg", "../outside.jpg", "cache/sub/a.jpg"])
def test_what_a_scan_would_leave_out_is_left_out(bench: Bench, root: Path, changes: Changes, place: str) -> None:
    file = write_media(root / place, "white")
    if place.startswith("cache"):
        (root / "cache" / "CACHEDIR.TAG").write_bytes(b"Signature: 8a477f597d28d172789f06886806bc55\n")
    before = paths(bench)
    assert changes.at(Path(os.path.normpath(file)), file.parent).embedded == 0
    assert paths(bench) == before


def test_folder_in_place_of_a_file_and_back(bench: Bench, root: Path, changes: Changes) -> None:
    (root / "red.jpg").unlink()
    inside = write_media(root / "red.jpg" / "white.jpg", "white")
    assert tally(changes.at(root / "red.jpg", inside)) == (1, 1, 0, 1, 0)
    assert root / "red.jpg" not in paths(bench)
    shutil.rmtree(root / "red.jpg")
    write_media(root / "red.jpg", "red")
    assert tally(changes.at(inside, root / "red.jpg")) == (1, 0, 1, 1, 0)
    assert inside not in paths(bench)


def test_pipe_in_place_of_a_photo_is_gone_and_no_problem(bench: Bench, root: Path, changes: Changes) -> None:
    (root / "red.jpg").unlink()
    os.mkfifo(root / "red.jpg")
    assert tally(changes.at(root / "red.jpg")) == (0, 0, 0, 1, 0)


def test_link_to_a_folder_asks_for_a_scan(bench: Bench, root: Path, changes: Changes) -> None:
    write_media(root.parent / "elsewhere" / "white.jpg", "white")
    (root / "link").symlink_to(root.parent / "elsewhere", target_is_directory=True)
    changes.at(root / "link")
    assert changes.indexer.needs_scan
    assert bench.indexer().run([root]).embedded == 1


def test_watched_folder_itself_asks_for_a_scan(root: Path, changes: Changes) -> None:
    changes.at(root)
    assert changes.indexer.needs_scan


def test_nothing_of_a_drive_that_is_away_is_taken_out(bench: Bench, root: Path, changes: Changes) -> None:
    root.rename(root.parent / "drive")
    root.mkdir()
    assert tally(changes.at(root / "red.jpg", root / "clips")) == (0, 0, 0, 0, 0)
    assert len(paths(bench)) == 4


def test_folder_shown_at_two_places_is_known_under_the_first(bench: Bench, root: Path, changes: Changes) -> None:
    (root / "second").mkdir()
    with bound(root / "clips", root / "second"):
        indexer = bench.indexer()
        indexer.run([root])
        assert indexer.aliases == {root / "second": root / "clips"}
        changes.aliases = indexer.aliases
        write_media(root / "second" / "white.jpg", "white")
        changes.at(root / "second" / "white.jpg")
        assert root / "clips" / "white.jpg" in paths(bench)
        assert tally(bench.indexer().run([root])) == (5, 0, 5, 0, 0)


def test_folder_that_cannot_be_listed_removes_nothing(
    bench: Bench, root: Path, changes: Changes, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def scandir(path: str | bytes) -> object:
        if os.fsencode(path).endswith(b"clips"):
            raise OSError(5, "Input/output error")
        return real(path)

    (root / "clips" / "clip.mp4").unlink()
    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", scandir)
        assert changes.at(root / "clips" / "clip.mp4").removed == 0
    assert changes.indexer.needs_scan
    assert changes.at(root / "clips" / "clip.mp4").removed == 1


def test_bad_file_becomes_a_problem_and_a_good_one_again(bench: Bench, root: Path, changes: Changes) -> None:
    bad = write_media(root / "bad.jpg", "bad")
    assert changes.at(bad).embedded == 0
    assert [item.path for item in bench.store.problems.all()] == [bad]
    write_media(bad, "white", mtime_s=1_700_000_900)
    assert changes.at(bad).embedded == 1
    assert bench.store.problems.all() == ()
    write_media(bad, "bad", mtime_s=1_700_000_901)
    changes.at(bad)
    bad.unlink()
    changes.at(bad)
    assert bench.store.problems.all() == ()


@pytest.mark.skipif(os.name != "posix", reason="names are folded over a file system that tells them apart")
def test_folder_reported_under_two_names_is_walked_once_and_loses_nothing(
    bench: Bench, root: Path, changes: Changes, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = root / "Été"
    kept = {write_media(folder / f"{number}.jpg", f"{number},9,9") for number in range(3)}
    changes.at(folder)
    before = paths(bench)
    FoldingFileSystem(root, monkeypatch)
    report = changes.at(root / "E\u0301te\u0301" / "0.JPG", folder)  # the first name sorts before the second
    assert (report.removed, report.embedded) == (0, 0)
    assert paths(bench) == before >= kept


@pytest.mark.skipif(os.name != "posix", reason="names are folded over a file system that tells them apart")
def test_files_reported_below_a_former_name_of_their_folder_are_known_below_its_name_now(
    bench: Bench, root: Path, changes: Changes, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = write_media(root / "Trip" / "new.jpg", "white")
    FoldingFileSystem(root, monkeypatch)
    report = changes.at(root / "TRIP" / "new.jpg")
    assert tally(report) == (1, 1, 0, 0, 0)
    assert new in paths(bench)
    assert root / "TRIP" / "new.jpg" not in paths(bench)
