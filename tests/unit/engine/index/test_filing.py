"""What becomes of copies, bad files, and files that change under the reader."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.errors import DiskFull, EngineError, MediaInaccessible
from engine.index.filing import KEEP_ORPHANS_S
from engine.records import DecodedMedia
from engine.store import Store
from tests.helpers.colour_files import Bench, ColourDecoder, assert_consistent, tally, write_media
from tests.helpers.fakes import FakeEncoder


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


def test_contents_long_gone_are_deleted(bench: Bench, photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.indexer().run([photos])
    (photos / "red.jpg").unlink()
    bench.indexer().run([photos])
    assert bench.store.vectors.count(bench.space) == 6
    monkeypatch.setattr("engine.index.filing.time.time", lambda: time.time_ns() / 1e9 + KEEP_ORPHANS_S + 60)
    bench.indexer().run([photos])
    assert bench.store.vectors.count(bench.space) == 5
    assert_consistent(bench)


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


class LockedDecoder(ColourDecoder):
    """May not read `red.jpg` while it is locked."""

    is_locked = True

    def _result(self, path: Path) -> DecodedMedia | EngineError:
        if self.is_locked and path.name == "red.jpg":
            return MediaInaccessible(f"{path.name} cannot be read: Input/output error.", path=path)
        return super()._result(path)


def test_file_out_of_reach_is_tried_again_though_it_did_not_change(store: Store, photos: Path) -> None:
    decoder = LockedDecoder()
    bench = Bench(store, decoder=decoder)
    report = bench.indexer().run([photos])
    assert tally(report) == (4, 3, 0, 0, 1)
    assert report.problems[0].code == "inaccessible"
    decoder.is_locked = False
    assert tally(bench.indexer().run([photos])) == (4, 1, 3, 0, 0)


def test_file_that_gets_out_of_reach_is_still_found_and_its_problem_ends_with_it(store: Store, photos: Path) -> None:
    Bench(store).indexer().run([photos])
    bench = Bench(store, decoder=LockedDecoder())
    write_media(photos / "red.jpg", "white", mtime_s=1_700_000_777)
    assert tally(bench.indexer().run([photos])) == (4, 0, 3, 0, 1)
    assert bench.store.media.by_path(photos / "red.jpg") is not None
    write_media(photos / "red.jpg", "red", mtime_s=1_700_000_000)
    assert tally(bench.indexer().run([photos])) == (4, 0, 4, 0, 0)
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


def test_content_that_comes_back_with_a_damaged_vector_is_found_by_its_others(bench: Bench, photos: Path) -> None:
    bench.indexer().run([photos])
    clip = photos / "clips" / "clip.mp4"
    item = bench.store.media.by_path(clip)
    assert item is not None
    frames = bench.store.frames.ids_of([item.media_id], bench.space).tolist()
    clip.rename(photos.parent / "away.mp4")
    bench.indexer().run([photos])
    with bench.store.write() as tx:
        tx.run("UPDATE vectors SET vector = zeroblob(length(vector)) WHERE frame_id = ?", (frames[0],))
    (photos.parent / "away.mp4").rename(clip)
    assert tally(bench.indexer().run([photos])) == (4, 0, 4, 0, 0)
    found = bench.index.search(bench.encoder.encode_texts(["white"])[0], 10)[0].tolist()
    assert set(frames) & set(found) == set(frames[1:])


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
