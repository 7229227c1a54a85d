"""A second space beside the one in use: complete, resumable, and unseen until it is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.config import IndexingConfig
from engine.index.space_builder import SpaceBuilder
from engine.jobs import Cancelled, CancelToken, Progress
from engine.records import SpaceId
from tests.helpers.colour_files import Bench, ColourDecoder, assert_consistent, write_media
from tests.helpers.fakes import FakeEncoder


def _second(bench: Bench) -> tuple[FakeEncoder, SpaceId]:
    encoder = FakeEncoder("fake-2")
    with bench.store.write() as tx:
        return encoder, bench.store.spaces.put(tx, encoder.fingerprint, "second", encoder.dim)


def _builder(bench: Bench, encoder: FakeEncoder, *, decoder: ColourDecoder | None = None) -> SpaceBuilder:
    config = IndexingConfig(batch_size=2)
    return SpaceBuilder(bench.store, encoder, bench.thumbnails, decoder or ColourDecoder(), config)


def test_run_completes_the_second_space_and_leaves_the_first_alone(bench: Bench, photos: Path) -> None:
    bench.indexer().run([photos])
    before = bench.store.vectors.load(bench.space)[1].tobytes()
    encoder, space = _second(bench)
    told: list[Progress] = []
    report = _builder(bench, encoder).run(space, cancel=CancelToken(), report=told.append)
    assert (report.embedded, report.unread, report.frames) == (4, 0, 6)
    assert bench.store.media.count(space) == bench.store.media.count(bench.space)
    assert bench.store.vectors.load(bench.space)[1].tobytes() == before
    assert (told[-1].done, told[-1].total) == (4, 4)
    assert encoder.pictures_encoded == 6
    assert_consistent(bench)


def test_run_that_was_cancelled_keeps_what_it_stored_and_goes_on(bench: Bench, photos: Path) -> None:
    bench.indexer().run([photos])
    encoder, space = _second(bench)
    token = CancelToken()

    def stop(_: Path) -> None:
        if bench.store.media.count(space).frames:
            token.cancel()

    for number in range(12):
        write_media(photos / f"{number}.jpg", f"{number},10,10", mtime_s=1_600_000_000)
    bench.indexer().run([photos])
    with pytest.raises(Cancelled):
        _builder(bench, encoder, decoder=ColourDecoder(stop)).run(space, cancel=token)
    stored = bench.store.media.count(space).frames
    assert 0 < stored < 18
    report = _builder(bench, encoder).run(space, cancel=CancelToken())
    assert report.frames == 18 - stored
    assert bench.store.media.count(space) == bench.store.media.count(bench.space)


def test_run_leaves_out_what_cannot_be_read_now(bench: Bench, photos: Path) -> None:
    bench.indexer().run([photos])
    (photos / "red.jpg").unlink()
    write_media(photos / "green.jpg", "blue blue", mtime_s=1_800_000_000)
    encoder, space = _second(bench)
    report = _builder(bench, encoder).run(space, cancel=CancelToken())
    assert (report.embedded, report.unread) == (2, 2)
    item = bench.store.media.by_path(photos / "green.jpg")
    assert item is not None
    assert not bench.store.vectors.has_media(space, item.media_id)


def test_run_reads_a_copy_where_the_first_file_is_gone(bench: Bench, photos: Path) -> None:
    write_media(photos / "a copy of red.jpg", "red")
    bench.indexer().run([photos])
    (photos / "a copy of red.jpg").unlink()
    encoder, space = _second(bench)
    report = _builder(bench, encoder).run(space, cancel=CancelToken())
    assert (report.embedded, report.unread) == (4, 0)


def test_run_stores_nothing_of_a_file_that_changes_while_it_is_read(bench: Bench, photos: Path) -> None:
    bench.indexer().run([photos])

    def change(path: Path) -> None:
        if path.name == "red.jpg":
            write_media(path, "blue", mtime_s=1_800_000_000)

    encoder, space = _second(bench)
    report = _builder(bench, encoder, decoder=ColourDecoder(change)).run(space, cancel=CancelToken())
    assert (report.embedded, report.unread) == (3, 1)


def test_run_writes_thumbnails_of_frames_that_are_new(bench: Bench, photos: Path) -> None:
    bench.indexer().run([photos])
    encoder, space = _second(bench)
    known = dict(bench.thumbnails.kept)
    bench.thumbnails.kept.clear()
    _builder(bench, encoder).run(space, cancel=CancelToken())
    assert bench.thumbnails.kept == {}
    assert len(known) == 6


def test_run_of_an_empty_library_has_nothing_to_do(bench: Bench) -> None:
    encoder, space = _second(bench)
    assert _builder(bench, encoder).run(space, cancel=CancelToken()).embedded == 0
