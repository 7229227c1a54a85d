"""What is gone, and what is only away or could not be seen."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import FolderMissing
from tests.helpers.colour_files import Bench, tally, write_media


def test_missing_root_the_library_knows_removes_nothing(bench: Bench, photos: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    write_media(other / "white.jpg", "white")
    bench.indexer().run([photos, other])
    photos.rename(tmp_path / "unplugged")
    report = bench.indexer().run([photos, other])
    assert tally(report) == (1, 0, 1, 0, 1)
    assert [(problem.path, problem.code) for problem in report.problems] == [(photos, "folder-missing")]
    assert report.photos == bench.store.media.count(bench.space).photos == 4
    with pytest.raises(FolderMissing, match="does not exist"):
        bench.indexer().run([photos])
    (tmp_path / "unplugged").rename(photos)
    assert tally(bench.indexer().run([photos, other])) == (5, 0, 5, 0, 0)


def test_missing_root_nobody_knows_is_an_error(bench: Bench, photos: Path, tmp_path: Path) -> None:
    with pytest.raises(FolderMissing, match="nowhere"):
        bench.indexer().run([photos, tmp_path / "nowhere"])


def test_link_to_an_unplugged_drive_removes_nothing_and_is_no_problem(
    bench: Bench, photos: Path, tmp_path: Path
) -> None:
    write_media(tmp_path / "drive" / "white.jpg", "white")
    (photos / "drive").symlink_to(tmp_path / "drive", target_is_directory=True)
    bench.indexer().run([photos])
    (tmp_path / "drive").rename(tmp_path / "unplugged")
    assert tally(bench.indexer().run([photos])) == (4, 0, 4, 0, 0)
    assert bench.store.media.by_path(photos / "drive" / "white.jpg") is not None
    (photos / "drive").unlink()
    assert tally(bench.indexer().run([photos])) == (4, 0, 4, 1, 0)


def test_deleted_file_given_by_name_is_taken_out(bench: Bench, photos: Path) -> None:
    bench.indexer().run([photos])
    (photos / "red.jpg").unlink()
    report = bench.indexer().run([photos / "red.jpg"])
    assert tally(report) == (0, 0, 0, 1, 0)
    assert bench.store.media.count(bench.space).photos == 2


@pytest.mark.usefixtures("ordinary_user")
def test_unreadable_subfolder_removes_nothing_and_is_a_problem(bench: Bench, photos: Path) -> None:
    bench.indexer().run([photos])
    (photos / "clips").chmod(0)
    try:
        report = bench.indexer().run([photos])
    finally:
        (photos / "clips").chmod(0o755)
    assert tally(report) == (3, 0, 3, 0, 1)
    assert bench.store.media.count(bench.space).clips == 1


def test_folder_that_could_not_be_listed_removes_nothing_and_is_a_problem_until_it_can(
    bench: Bench, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.indexer().run([photos])
    real_scandir = os.scandir

    def scandir(path: bytes) -> Iterator[os.DirEntry[bytes]]:
        if os.fsencode(path).endswith(b"clips"):
            raise OSError(5, "Input/output error")
        return real_scandir(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", scandir)
        report = bench.indexer().run([photos])
    assert tally(report) == (3, 0, 3, 0, 1)
    assert report.problems[0].path == photos / "clips"
    assert bench.store.media.count(bench.space).clips == 1
    assert tally(bench.indexer().run([photos])) == (4, 0, 4, 0, 0)


def test_run_over_a_subfolder_leaves_the_rest_alone(bench: Bench, photos: Path) -> None:
    bench.indexer().run([photos])
    (photos / "red.jpg").unlink()
    report = bench.indexer().run([photos / "clips"])
    assert tally(report) == (1, 0, 1, 0, 0)
    assert (report.photos, report.clips) == (0, 1)
    assert bench.store.media.by_path(photos / "red.jpg") is not None


def test_thumbnails_of_a_library_below_the_root_are_nobodys_photos(bench: Bench, photos: Path, tmp_path: Path) -> None:
    write_media(tmp_path / "library" / "thumbnails" / "ab" / "cd" / "abcd-0.jpg", "white")
    assert tally(bench.indexer().run([tmp_path])) == (4, 4, 0, 0, 0)
