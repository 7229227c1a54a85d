"""Whole runs over small folders: what is embedded, what is not, and what survives."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.errors import DiskFull, FolderMissing
from engine.index.filing import KEEP_ORPHANS_S
from engine.index.vectors import ExactIndex
from engine.jobs import Cancelled, CancelToken, Progress
from engine.records import IndexReport
from engine.store import MediaFilter, Store
from tests.helpers.colour_files import Bench, ColourDecoder, write_media
from tests.helpers.fakes import FakeEncoder


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def bench(store: Store) -> Bench:
    return Bench(store)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    root = tmp_path / "photos"
    for number, colour in enumerate(("red", "green", "blue")):
        write_media(root / f"{colour}.jpg", colour, mtime_s=1_700_000_000 + number)
    write_media(root / "clips" / "clip.mp4", "white 200,190,20 white", mtime_s=1_700_000_009)
    return root


def tally(report: IndexReport) -> tuple[int, int, int, int, int]:
    return report.seen, report.embedded, report.reused, report.removed, len(report.problems)


def assert_consistent(bench: Bench) -> None:
    """What is in memory is what is stored, and nothing stored is half there."""
    stored, matrix = bench.store.vectors.load(bench.space)
    index = bench.index
    assert isinstance(index, ExactIndex)
    assert index.ids.tolist() == stored.tolist() == bench.store.frames.select(bench.space, MediaFilter()).tolist()
    assert np.array_equal(index.get(stored)[1], ExactIndex(bench.encoder.dim, stored, matrix).get(stored)[1])
    assert bench.store.damage() == []


def test_first_run_makes_everything_searchable(bench: Bench, photos: Path) -> None:
    report = bench.indexer().run([photos])
    assert tally(report) == (4, 4, 0, 0, 0)
    assert (report.photos, report.clips, report.frames) == (3, 1, 6)
    assert bench.best_path("green") == photos / "green.jpg"
    assert len(bench.thumbnails.kept) == 6
    assert_consistent(bench)


def test_second_run_embeds_nothing_and_opens_nothing(bench: Bench, photos: Path) -> None:
    bench.indexer().run([photos])
    encoded, decoded = bench.encoder.pictures_encoded, len(bench.decoder.decoded)
    report = bench.indexer().run([photos])
    assert tally(report) == (4, 0, 4, 0, 0)
    assert (report.photos, report.clips, report.frames) == (3, 1, 6)
    assert (bench.encoder.pictures_encoded, len(bench.decoder.decoded)) == (encoded, decoded)


def test_newest_files_are_decoded_first(bench: Bench, photos: Path) -> None:
    bench.indexer().run([photos])
    assert [path.name for path in bench.decoder.decoded] == ["clip.mp4", "blue.jpg", "green.jpg", "red.jpg"]


@pytest.mark.parametrize("batch_size", [1, 3, 100])
def test_batches_across_files_keep_frames_and_files_together(bench: Bench, tmp_path: Path, batch_size: int) -> None:
    colours = ["red", "green", "blue", "white"]
    for number in range(12):
        write_media(
            tmp_path / "in" / f"{number}.mp4",
            " ".join(colours[number % 4] for _ in range(number % 5 + 1)) + f" {number},{number},90",
            mtime_s=1_700_000_000 + number,
        )
    report = bench.indexer(batch_size=batch_size).run([tmp_path / "in"])
    assert report.embedded == 12
    for number in range(12):
        item = bench.store.media.by_path(tmp_path / "in" / f"{number}.mp4")
        assert item is not None
        frames = bench.store.frames.of_media(item.media_id)
        assert [frame.time_s for frame in frames] == [float(second) for second in range(number % 5 + 2)]
        _, vectors = bench.store.vectors.get(bench.space, [frames[0].frame_id])
        expected = bench.encoder.encode_texts([colours[number % 4]])[0]
        assert float(vectors[0].astype(np.float32) @ expected) > 0.99
    assert_consistent(bench)


def test_renamed_moved_and_copied_files_are_not_embedded_again(bench: Bench, photos: Path, tmp_path: Path) -> None:
    bench.indexer().run([photos])
    encoded = bench.encoder.pictures_encoded
    (photos / "red.jpg").rename(photos / "rot.jpg")
    (photos / "clips").rename(photos / "films")
    shutil.copy(photos / "green.jpg", photos / "copy of green.jpg")
    report = bench.indexer().run([photos])
    assert tally(report) == (5, 0, 5, 0, 0)
    assert (report.photos, report.clips, report.frames) == (3, 1, 6)
    assert bench.encoder.pictures_encoded == encoded
    assert bench.best_path("red") == photos / "rot.jpg"
    assert_consistent(bench)


def test_copies_found_in_one_run_are_embedded_once(bench: Bench, tmp_path: Path) -> None:
    for number in range(5):
        write_media(tmp_path / "in" / f"{number}.jpg", "red", mtime_s=1_700_000_000 - number)
    report = bench.indexer().run([tmp_path / "in"])
    assert tally(report) == (5, 1, 4, 0, 0)
    assert bench.encoder.pictures_encoded == 1
    assert report.photos == 1
    assert len(bench.store.files.under([tmp_path / "in"], bench.space)) == 5


def test_copies_of_a_bad_file_are_all_problems_but_read_once(bench: Bench, tmp_path: Path) -> None:
    for number in range(3):
        write_media(tmp_path / "in" / f"{number}.jpg", "bad", mtime_s=1_700_000_000 - number)
    report = bench.indexer().run([tmp_path / "in"])
    assert tally(report) == (3, 0, 0, 0, 3)
    assert [problem.text for problem in report.problems] == [f"{number}.jpg ends too early." for number in range(3)]
    assert len(bench.decoder.decoded) == 1


def test_vanished_files_are_taken_out_and_cost_nothing_when_they_come_back(bench: Bench, photos: Path) -> None:
    bench.indexer().run([photos])
    encoded = bench.encoder.pictures_encoded
    (photos / "red.jpg").rename(photos.parent / "elsewhere.jpg")
    report = bench.indexer().run([photos])
    assert tally(report) == (3, 0, 3, 1, 0)
    assert (report.photos, report.frames) == (2, 5)
    assert bench.store.media.by_path(photos / "red.jpg") is None
    assert_consistent(bench)
    (photos.parent / "elsewhere.jpg").rename(photos / "back.jpg")
    report = bench.indexer().run([photos])
    assert tally(report) == (4, 0, 4, 0, 0)
    assert bench.encoder.pictures_encoded == encoded
    assert bench.best_path("red") == photos / "back.jpg"
    assert_consistent(bench)


def test_contents_long_gone_are_deleted(bench: Bench, photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.indexer().run([photos])
    (photos / "red.jpg").unlink()
    bench.indexer().run([photos])
    assert bench.store.vectors.count(bench.space) == 6
    monkeypatch.setattr("engine.index.filing.time.time", lambda: time.time_ns() / 1e9 + KEEP_ORPHANS_S + 60)
    bench.indexer().run([photos])
    assert bench.store.vectors.count(bench.space) == 5
    assert_consistent(bench)


def test_changed_file_is_embedded_again_and_its_old_content_is_not_found(bench: Bench, photos: Path) -> None:
    bench.indexer().run([photos])
    write_media(photos / "red.jpg", "blue white", mtime_s=1_700_000_500)
    report = bench.indexer().run([photos])
    assert tally(report) == (4, 1, 3, 0, 0)
    assert report.photos == 3
    assert_consistent(bench)


def test_touched_file_is_not_embedded_again(bench: Bench, photos: Path) -> None:
    bench.indexer().run([photos])
    (photos / "red.jpg").touch()
    assert tally(bench.indexer().run([photos])) == (4, 0, 4, 0, 0)
    assert len(bench.decoder.decoded) == 4


def test_bad_file_stops_nothing_and_is_retried_only_once_it_changed(bench: Bench, photos: Path) -> None:
    bad = write_media(photos / "bad.jpg", "bad")
    report = bench.indexer().run([photos])
    assert tally(report) == (5, 4, 0, 0, 1)
    assert (report.problems[0].path, report.problems[0].code) == (bad, "unreadable")
    tries = len(bench.decoder.decoded)
    assert tally(bench.indexer().run([photos])) == (5, 0, 4, 0, 1)
    assert len(bench.decoder.decoded) == tries
    write_media(bad, "white", mtime_s=1_700_000_777)
    assert tally(bench.indexer().run([photos])) == (5, 1, 4, 0, 0)


def test_file_that_becomes_bad_is_no_longer_found(bench: Bench, photos: Path) -> None:
    bench.indexer().run([photos])
    write_media(photos / "red.jpg", "bad", mtime_s=1_700_000_777)
    report = bench.indexer().run([photos])
    assert tally(report) == (4, 0, 3, 0, 1)
    assert report.photos == 2
    assert_consistent(bench)


def test_problem_of_a_vanished_file_goes_with_it(bench: Bench, photos: Path) -> None:
    bad = write_media(photos / "bad.jpg", "bad")
    bench.indexer().run([photos])
    bad.unlink()
    assert tally(bench.indexer().run([photos])) == (4, 0, 4, 0, 0)
    assert bench.store.problems.all() == ()


def test_clip_without_a_single_frame_is_a_problem(bench: Bench, tmp_path: Path) -> None:
    write_media(tmp_path / "in" / "empty.mp4", "")
    report = bench.indexer().run([tmp_path / "in"])
    assert tally(report) == (1, 0, 0, 0, 1)


def test_picture_the_model_makes_nan_of_is_a_problem_and_its_neighbours_are_not(store: Store, photos: Path) -> None:
    class BlindToRed(FakeEncoder):
        def encode_pictures(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
            vectors = super().encode_pictures(pixels)
            vectors[pixels[:, 0, 0, 0] == 220] = np.nan
            return vectors

    bench = Bench(store, encoder=BlindToRed())
    report = bench.indexer().run([photos])
    assert tally(report) == (4, 3, 0, 0, 1)
    assert "red.jpg" in report.problems[0].text
    assert_consistent(bench)


def test_file_that_vanishes_or_changes_while_it_is_read_waits_for_the_next_run(store: Store, photos: Path) -> None:
    def meddle(path: Path) -> None:
        if path.name == "red.jpg":
            path.unlink()
        if path.name == "blue.jpg":
            write_media(path, "white")

    bench = Bench(store, decoder=ColourDecoder(meddle))
    report = bench.indexer().run([photos])
    assert tally(report) == (4, 2, 0, 0, 0)
    assert bench.store.media.by_path(photos / "blue.jpg") is None
    again = Bench(store).indexer().run([photos])
    assert tally(again) == (3, 1, 2, 0, 0)


def test_missing_root_the_library_knows_removes_nothing(bench: Bench, photos: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    write_media(other / "white.jpg", "white")
    bench.indexer().run([photos, other])
    photos.rename(tmp_path / "unplugged")
    report = bench.indexer().run([photos, other])
    assert tally(report) == (1, 0, 1, 0, 0)
    assert bench.store.media.count(bench.space).photos == 4
    with pytest.raises(FolderMissing, match="does not exist"):
        bench.indexer().run([photos])
    (tmp_path / "unplugged").rename(photos)
    assert tally(bench.indexer().run([photos, other])) == (5, 0, 5, 0, 0)


def test_missing_root_nobody_knows_is_an_error(bench: Bench, photos: Path, tmp_path: Path) -> None:
    with pytest.raises(FolderMissing, match="nowhere"):
        bench.indexer().run([photos, tmp_path / "nowhere"])


def test_emptied_mount_point_removes_nothing_until_it_is_a_plain_folder(
    bench: Bench, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive = photos / "clips"
    monkeypatch.setattr("engine.index.marking.mount_points", lambda roots: [drive])
    monkeypatch.setattr(Path, "is_mount", lambda path: path == drive and any(path.iterdir()))
    bench.indexer().run([photos])
    (drive / "clip.mp4").rename(photos.parent / "unplugged.mp4")
    assert tally(bench.indexer().run([photos])) == (3, 0, 3, 0, 0)
    assert bench.store.media.count(bench.space).clips == 1
    monkeypatch.setattr(Path, "is_mount", lambda path: False)
    write_media(drive / "own.jpg", "white")
    assert tally(bench.indexer().run([photos])) == (4, 1, 3, 1, 0)


def test_deleted_file_given_by_name_is_taken_out(bench: Bench, photos: Path) -> None:
    bench.indexer().run([photos])
    (photos / "red.jpg").unlink()
    report = bench.indexer().run([photos / "red.jpg"])
    assert tally(report) == (0, 0, 0, 1, 0)
    assert bench.store.media.count(bench.space).photos == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not hold for the superuser")
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

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        if os.fspath(path).endswith("clips"):
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


def test_names_that_are_not_utf8_are_indexed_and_found(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "in" / os.fsdecode(b"caf\xe9\n.jpg")
    write_media(path, "red")
    bad = tmp_path / "in" / os.fsdecode(b"b\xe9d.jpg")
    write_media(bad, "bad")
    report = bench.indexer().run([tmp_path / "in"])
    assert tally(report) == (2, 1, 0, 0, 1)
    assert bench.best_path("red") == path
    assert report.problems[0].path == bad


def test_another_encoder_gets_its_own_space_and_the_old_one_stays(store: Store, photos: Path) -> None:
    old = Bench(store)
    old.indexer().run([photos])
    new = Bench(store, encoder=FakeEncoder("fake-2"))
    report = new.indexer().run([photos])
    assert tally(report) == (4, 4, 0, 0, 0)
    assert report.frames == 6
    assert_consistent(new)
    assert tally(old.indexer().run([photos])) == (4, 0, 4, 0, 0)
    assert [(space.embedded, space.missing) for space in store.spaces.all()] == [(4, 0), (4, 0)]


def test_search_works_during_the_first_run(store: Store, tmp_path: Path) -> None:
    sizes: list[int] = []

    def look(path: Path) -> None:
        sizes.append(len(parts.index))

    parts = Bench(store, decoder=ColourDecoder(look))
    for number in range(40):
        write_media(tmp_path / "in" / f"{number}.jpg", f"{number},90,10")
    parts.indexer(batch_size=2).run([tmp_path / "in"])
    assert max(sizes) > 0
    assert_consistent(parts)


def test_cancelled_run_leaves_a_valid_library_and_removes_nothing(store: Store, tmp_path: Path) -> None:
    cancel = CancelToken()

    def stop_at_30(path: Path) -> None:
        if path.name == "30.jpg":
            cancel.cancel()

    for number in range(40):
        write_media(tmp_path / "in" / f"{number}.jpg", f"{number},90,10", mtime_s=1_700_000_000 - number)
    bench = Bench(store, decoder=ColourDecoder(stop_at_30))
    (tmp_path / "in" / "39.jpg").unlink()
    with pytest.raises(Cancelled):
        bench.indexer(batch_size=2).run([tmp_path / "in"], cancel=cancel)
    done = bench.store.media.count(bench.space).photos
    assert 0 < done < 39
    assert_consistent(bench)
    report = Bench(store).indexer().run([tmp_path / "in"])
    assert tally(report) == (39, 39 - done, done, 0, 0)


def test_cancel_is_seen_while_the_decoder_hangs(store: Store, photos: Path) -> None:
    never, cancel = threading.Event(), CancelToken()

    def hang(path: Path) -> None:
        cancel.cancel()
        never.wait(0.2)

    bench = Bench(store, decoder=ColourDecoder(hang))
    started = time.monotonic()
    with pytest.raises(Cancelled):
        bench.indexer().run([photos], cancel=cancel)
    assert time.monotonic() - started < 0.5
    assert not [thread for thread in threading.enumerate() if thread.name == "decode-ahead"]


def test_full_disk_stops_the_run_and_keeps_what_was_stored(
    bench: Bench, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(content_hash: str, time_s: float, jpeg: bytes) -> None:
        if len(bench.thumbnails.kept) >= 4:
            raise DiskFull("The disk is full.")
        bench.thumbnails.kept[content_hash, time_s] = jpeg

    monkeypatch.setattr(bench.thumbnails, "write", write)
    with pytest.raises(DiskFull):
        bench.indexer(batch_size=1).run([photos])
    assert_consistent(bench)
    assert bench.store.media.count(bench.space).clips == 1


def test_fault_in_the_decoder_is_raised_and_ends_the_thread(store: Store, photos: Path) -> None:
    def break_down(path: Path) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Bench(store, decoder=ColourDecoder(break_down)).indexer().run([photos])
    assert not [thread for thread in threading.enumerate() if thread.name == "decode-ahead"]


def test_progress_counts_up_and_its_last_value_arrives(bench: Bench, photos: Path) -> None:
    seen: list[Progress] = []
    bench.indexer().run([photos], report=seen.append)
    assert seen[0].total is None
    counted = [progress.done for progress in seen if progress.total is not None]
    assert counted == sorted(counted)
    assert seen[-1] == Progress(4, 4, "Up to date", 0.0)


def test_killed_at_any_moment_goes_on_where_it_was(store: Store, tmp_path: Path) -> None:
    store.close()
    for number in range(60):
        write_media(tmp_path / "in" / f"{number}.jpg", f"{number},90,10", mtime_s=1_700_000_000 - number)
    code = (
        "from pathlib import Path\nfrom engine.store import Store\n"
        "from tests.helpers.colour_files import Bench, ColourDecoder\n"
        "import time\n"
        f"store = Store.open(Path({str(tmp_path / 'library')!r}))\n"
        "bench = Bench(store, decoder=ColourDecoder(lambda path: print(path.name, flush=True)))\n"
        f"bench.indexer(batch_size=2).run([Path({str(tmp_path / 'in')!r})])\n"
    )
    done = 0
    for kill_after in (10, 20):
        child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        with child:
            assert child.stdout is not None
            for _ in range(kill_after):
                child.stdout.readline()
            child.kill()
        with Store.open(tmp_path / "library") as reopened:
            bench = Bench(reopened)
            assert_consistent(bench)
            assert bench.store.media.count(bench.space).photos >= done
            done = bench.store.media.count(bench.space).photos
    with Store.open(tmp_path / "library") as reopened:
        bench = Bench(reopened)
        report = bench.indexer().run([tmp_path / "in"])
        assert tally(report) == (60, 60 - done, done, 0, 0)
        assert bench.encoder.pictures_encoded == 60 - done
        assert_consistent(bench)
