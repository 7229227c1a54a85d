"""Whole runs over small folders: what is embedded, what is not, and what survives."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from engine.jobs import Cancelled, CancelToken, Progress
from engine.store import Store
from tests.helpers.colour_files import Bench, ColourDecoder, assert_consistent, tally, write_media
from tests.helpers.fakes import FakeEncoder


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
