"""Much of a folder never goes at once without a question."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.index.guard import held_back
from tests.helpers.colour_files import Bench, write_media


@pytest.fixture
def album(bench: Bench, tmp_path: Path) -> Path:
    root = tmp_path / "album"
    for number in range(20):
        write_media(root / f"{number:02}.jpg", f"{number},{number},90")
    with bench.store.write() as tx:
        bench.store.folders.add(tx, root)
    assert bench.indexer().run([root]).embedded == 20
    return root


def delete(album: Path, count: int) -> None:
    for path in sorted(album.glob("*.jpg"))[:count]:
        path.unlink()


def held(bench: Bench) -> int:
    (folder,) = bench.store.folders.all()
    return folder.held


def test_a_fifth_goes_without_a_question(bench: Bench, album: Path) -> None:
    delete(album, 4)
    report = bench.indexer().run([album])
    assert (report.removed, report.problems, held(bench)) == (4, (), 0)


def test_more_than_a_fifth_is_held_until_somebody_says_so(bench: Bench, album: Path) -> None:
    delete(album, 5)
    for _ in range(2):
        report = bench.indexer().run([album])
        assert (report.seen, report.removed, held(bench)) == (15, 0, 5)
        assert [(item.path, item.code) for item in report.problems] == [(album, "many-missing")]
        assert "5 of 20 files" in report.problems[0].text
        assert bench.store.media.count(bench.space).photos == 20
    report = bench.indexer().run([album], forget_missing=True)
    assert (report.removed, report.problems, held(bench)) == (5, (), 0)
    assert bench.store.media.count(bench.space).photos == 15


def test_held_files_that_come_back_are_no_longer_held(bench: Bench, album: Path) -> None:
    album.joinpath("sub").mkdir()
    moved = sorted(album.glob("*.jpg"))[:8]
    for path in moved:
        path.rename(album.parent / path.name)
    assert (bench.indexer().run([album]).removed, held(bench)) == (0, 8)
    for path in moved:
        (album.parent / path.name).rename(path)
    assert (bench.indexer().run([album]).removed, held(bench)) == (0, 0)
    assert len(bench.decoder.decoded) == 20


def test_folder_emptied_in_place_is_held_whole(bench: Bench, album: Path) -> None:
    delete(album, 20)
    assert (bench.indexer().run([album]).removed, held(bench)) == (0, 20)


def test_moved_files_do_not_count(bench: Bench, album: Path) -> None:
    (album / "sub").mkdir()
    for path in sorted(album.glob("*.jpg"))[:15]:
        path.rename(album / "sub" / path.name)
    report = bench.indexer().run([album])
    assert (report.removed, report.embedded, held(bench)) == (0, 0, 0)
    assert bench.store.files.count_under(album) == 20


def test_copies_do_not_count(bench: Bench, album: Path) -> None:
    for number in range(15):
        write_media(album / "copies" / f"{number:02}.jpg", f"{number},{number},90")
    bench.indexer().run([album])
    delete(album, 15)
    report = bench.indexer().run([album])
    assert (report.removed, held(bench)) == (15, 0)


def test_single_files_of_a_small_folder_go(bench: Bench, tmp_path: Path) -> None:
    root = tmp_path / "few"
    for colour in ("red", "green", "blue"):
        write_media(root / f"{colour}.jpg", colour)
    bench.indexer().run([root])
    (root / "red.jpg").unlink()
    assert bench.indexer().run([root]).removed == 1


def test_nothing_vanished_asks_nothing(bench: Bench) -> None:
    assert held_back(bench.store, {}) == ()
    assert held_back(bench.store, {Path("/p/only-a-problem.jpg"): None}) == ()
