"""A drive that is away, replaced or gone in the middle of a scan costs nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.index.presence import Whereabouts, away_paths, whereabouts
from engine.media.scan import Walk
from engine.media.whole_folder import Listed
from engine.mounts import marker_of
from tests.helpers.colour_files import Bench, tally, write_media
from tests.helpers.mounting import bound, unmount


def watch(bench: Bench, *roots: Path) -> None:
    with bench.store.write() as tx:
        for root in roots:
            bench.store.folders.add(tx, root)


def known(bench: Bench, root: Path) -> int:
    return bench.store.files.count_under(root)


@pytest.fixture
def watched(bench: Bench, photos: Path) -> Path:
    watch(bench, photos)
    assert tally(bench.indexer().run([photos])) == (4, 4, 0, 0, 0)
    return photos


def test_empty_place_of_a_drive_removes_nothing_and_coming_back_embeds_nothing(
    bench: Bench, watched: Path, tmp_path: Path
) -> None:
    write_media(tmp_path / "other" / "white.jpg", "white")
    watched.rename(tmp_path / "drive")
    watched.mkdir()
    report = bench.indexer().run([watched, tmp_path / "other"])
    assert (report.seen, report.removed) == (1, 0)
    assert [(problem.path, problem.code) for problem in report.problems] == [(watched, "folder-missing")]
    assert known(bench, watched) == 4
    watched.rmdir()
    (tmp_path / "drive").rename(watched)
    assert tally(bench.indexer().run([watched])) == (4, 0, 4, 0, 0)


def test_other_drive_at_the_same_place_is_indexed_and_the_first_ones_files_are_kept(
    bench: Bench, watched: Path, tmp_path: Path
) -> None:
    watched.rename(tmp_path / "drive")
    write_media(watched / "white.jpg", "white")
    assert tally(bench.indexer().run([watched])) == (1, 1, 0, 0, 0)
    assert known(bench, watched) == 5
    (watched / "white.jpg").unlink()
    watched.rmdir()
    (tmp_path / "drive").rename(watched)
    assert tally(bench.indexer().run([watched])) == (4, 0, 4, 1, 0)


def test_file_system_numbered_anew_is_known_by_its_files(bench: Bench, watched: Path) -> None:
    with bench.store.write() as tx:
        bench.store.folders.mark(tx, {watched: "of-yesterday"})
    (watched / "red.jpg").unlink()
    assert tally(bench.indexer().run([watched])) == (3, 0, 3, 1, 0)
    (folder,) = bench.store.folders.all()
    assert folder.marker == marker_of(watched)


def test_marker_is_noted_by_the_first_run(bench: Bench, watched: Path) -> None:
    (folder,) = bench.store.folders.all()
    assert folder.marker == marker_of(watched)
    assert whereabouts(bench.store, watched, folder.marker) is Whereabouts.HERE
    assert away_paths(bench.store) == set()


def test_watched_file_that_was_deleted_is_gone_but_not_with_its_folder(bench: Bench, tmp_path: Path) -> None:
    file = write_media(tmp_path / "drive" / "red.jpg", "red")
    watch(bench, file)
    write_media(tmp_path / "b" / "blue.jpg", "blue")
    bench.indexer().run([file, tmp_path / "b"])
    (tmp_path / "drive").rename(tmp_path / "unplugged")
    assert bench.indexer().run([file, tmp_path / "b"]).removed == 0
    (tmp_path / "unplugged").rename(tmp_path / "drive")
    file.unlink()
    assert bench.indexer().run([file, tmp_path / "b"]).removed == 1


def test_unmounted_drive_below_a_root_is_away_though_its_place_is_used(bench: Bench, tmp_path: Path) -> None:
    root, drive = tmp_path / "photos", tmp_path / "drive"
    write_media(root / "red.jpg", "red")
    write_media(drive / "green.jpg", "green")
    write_media(drive / "blue.jpg", "blue")
    place = root / "usb"
    place.mkdir()
    watch(bench, root)
    with bound(drive, place):
        assert tally(bench.indexer().run([root])) == (3, 3, 0, 0, 0)
        assert place in bench.store.folders.mounts()
    assert tally(bench.indexer().run([root])) == (1, 0, 1, 0, 0)
    assert away_paths(bench.store) == {place}
    write_media(place / "white.jpg", "white")
    assert tally(bench.indexer().run([root])) == (2, 1, 1, 0, 0)
    assert known(bench, place) == 3
    (place / "white.jpg").unlink()
    with bound(drive, place):
        assert tally(bench.indexer().run([root])) == (3, 0, 3, 1, 0)


@pytest.mark.parametrize("is_root", [True, False], ids=["the root", "below the root"])
def test_drive_unplugged_in_the_middle_of_a_scan_removes_nothing(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_root: bool
) -> None:
    drive, place = tmp_path / "drive", tmp_path / "photos" / "usb"
    for album in "abc":
        for number in range(3):
            write_media(drive / album / f"{number}.jpg", f"{ord(album)},{number},60")
    write_media(tmp_path / "photos" / "white.jpg", "white")
    place.mkdir()
    root = place if is_root else tmp_path / "photos"
    watch(bench, root)
    with bound(drive, place):
        seen = bench.indexer().run([root]).seen
        real = Walk.listings

        def listings(walk: Walk, path: Path) -> Iterator[list[Listed]]:
            for number, listing in enumerate(real(walk, path)):
                yield listing
                if number == 0:
                    unmount(place)

        with monkeypatch.context() as patch:
            patch.setattr(Walk, "listings", listings)
            report = bench.indexer().run([root])
    assert (report.seen < seen, report.removed) == (True, 0)
    assert known(bench, root) == seen
    with bound(drive, place):
        assert tally(bench.indexer().run([root])) == (seen, 0, seen, 0, 0)


def test_root_that_may_not_be_read_any_more_is_offline(
    bench: Bench, watched: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_media(tmp_path / "other" / "white.jpg", "white")
    real = os.scandir

    def scandir(path: str | bytes | Path) -> object:
        if os.fspath(path) == os.fspath(watched):
            raise PermissionError(13, "Permission denied")
        return real(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", scandir)
        report = bench.indexer().run([watched, tmp_path / "other"])
    assert report.removed == 0
    assert [(problem.path, problem.code) for problem in report.problems] == [(watched, "folder-missing")]
    assert tally(bench.indexer().run([watched])) == (4, 0, 4, 0, 0)


def test_deleted_folder_that_is_a_root_is_kept_until_it_is_taken_out(bench: Bench, watched: Path, photos: Path) -> None:
    shutil.rmtree(watched)
    write_media(photos.parent / "other" / "white.jpg", "white")
    assert bench.indexer().run([watched, photos.parent / "other"]).removed == 0
    assert known(bench, watched) == 4
