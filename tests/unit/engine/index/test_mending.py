"""Planted faults: each is found, mended, and not found again; a healthy library has none."""

from __future__ import annotations

import itertools
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from engine.config import IndexingConfig
from engine.errors import DiskFull
from engine.index.audit_time import Stretch
from engine.index.indexer import Indexer
from engine.index.live_index import LiveIndex
from engine.index.mending import Mender
from engine.jobs import Cancelled, CancelToken, ignore_progress
from engine.library_records import VerifyReport
from engine.media.thumbnails import ThumbnailStore
from engine.records import SpaceId
from engine.store import Store
from engine.store.database import DATABASE_NAME
from tests.helpers.colour_files import ColourDecoder, write_media
from tests.helpers.fakes import FakeEncoder

ALWAYS_A_GRAPH = IndexingConfig(exact_below=0, batch_size=4)


@dataclass
class House:
    """An indexed library whose parts can be broken one by one."""

    library_dir: Path
    photos: Path
    encoder: FakeEncoder = field(default_factory=FakeEncoder)
    decoder: ColourDecoder = field(default_factory=ColourDecoder)

    def __post_init__(self) -> None:
        self.open()
        self.reindex([self.photos])
        with self.store.write() as tx:
            self.store.folders.add(tx, self.photos)

    def open(self) -> None:
        self.store = Store.open(self.library_dir)
        with self.store.write() as tx:
            self.space: SpaceId = self.store.spaces.put(tx, self.encoder.fingerprint, "fake", self.encoder.dim)
        self.index = LiveIndex(self.store, self.space, self.library_dir / "index", ALWAYS_A_GRAPH)
        self.thumbnails = ThumbnailStore(self.library_dir / "thumbnails")

    def close(self) -> None:
        self.index.close()
        self.store.close()

    def reindex(self, paths: Sequence[Path]) -> None:
        parts = (self.store, self.encoder, self.index, self.thumbnails, self.decoder)
        Indexer(*parts, ALWAYS_A_GRAPH).run(paths)
        self.index.wait_until_built()

    def verify(self, *, repair: bool = False) -> VerifyReport:
        parts = (self.store, self.space, self.index, self.thumbnails, self.decoder)
        return Mender(*parts, self.reindex).run(repair=repair)

    def break_rows(self, *statements: str) -> None:
        """Run SQL behind the library's back, with nothing checked, while it is closed."""
        self.close()
        connection = sqlite3.connect(self.library_dir / DATABASE_NAME)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()
        self.open()
        self.index.wait_until_built()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    photos = tmp_path / "photos"
    for number, colour in enumerate(("red", "green", "blue")):
        write_media(photos / f"{colour}.jpg", colour, mtime_s=1_700_000_000 + number)
    write_media(photos / "clip.mp4", "white 200,190,20", mtime_s=1_700_000_009)
    made = House(tmp_path / "library", photos)
    yield made
    made.close()


def a_thumbnail(house: House) -> Path:
    return sorted((house.library_dir / "thumbnails").glob("*/*/*.jpg"))[0]


def lose_a_thumbnail(house: House) -> None:
    a_thumbnail(house).unlink()


def empty_a_thumbnail(house: House) -> None:
    a_thumbnail(house).write_bytes(b"")


def leave_a_thumbnail_behind(house: House) -> None:
    house.thumbnails.write("abcdef0123456789", 0.0, b"jpeg")


def delete_a_file(house: House) -> None:
    (house.photos / "red.jpg").unlink()


def change_a_file(house: House) -> None:
    write_media(house.photos / "red.jpg", "white blue", mtime_s=1_700_000_100)


def forget_index_rows(house: House) -> None:
    house.index.remove(house.index.ids[:1])


def add_stray_index_rows(house: House) -> None:
    house.index.add(np.array([9999]), np.ones((1, house.encoder.dim), np.float32))


def swap_index_rows(house: House) -> None:
    ids, vectors = house.store.vectors.load(house.space)
    house.index.add(ids[:2], vectors[:2][::-1])


def rot_the_saved_graph(house: House) -> None:
    (path,) = (house.library_dir / "index").glob("*.hnsw")
    content = bytearray(path.read_bytes())
    content[100] ^= 4
    path.write_bytes(content)


def rot_a_vector(house: House) -> None:
    house.break_rows("UPDATE vectors SET vector = zeroblob(16) WHERE frame_id = 1")


def spoil_a_vector_with_nan(house: House) -> None:
    house.break_rows("UPDATE vectors SET vector = x'" + "007e" * 8 + "' WHERE frame_id = 1")


def cut_a_vector(house: House) -> None:
    house.break_rows("UPDATE vectors SET vector = x'00' WHERE frame_id = 1")


def lose_a_vector(house: House) -> None:
    house.break_rows("DELETE FROM vectors WHERE frame_id = 1")


def lose_all_vectors_of_a_file(house: House) -> None:
    house.break_rows("DELETE FROM vectors WHERE frame_id IN (SELECT id FROM frames WHERE content_id = 2)")


def lose_an_embedding_mark(house: House) -> None:
    house.break_rows("DELETE FROM embeddings WHERE content_id = 2")


def lose_vectors_and_mark(house: House) -> None:
    house.break_rows(
        "DELETE FROM vectors WHERE frame_id IN (SELECT id FROM frames WHERE content_id = 2)",
        "DELETE FROM embeddings WHERE content_id = 2",
    )


def lose_frames_only(house: House) -> None:
    house.break_rows("DELETE FROM frames WHERE content_id = 2")


FAULTS: list[tuple[Callable[[House], None], str]] = [
    (lose_a_thumbnail, "thumbnail-missing"),
    (empty_a_thumbnail, "thumbnail-missing"),
    (leave_a_thumbnail_behind, "thumbnail-orphaned"),
    (delete_a_file, "file-missing"),
    (change_a_file, "file-changed"),
    (forget_index_rows, "index-lacks"),
    (add_stray_index_rows, "index-stale"),
    (swap_index_rows, "index-differs"),
    (rot_the_saved_graph, "index-damaged"),
    (rot_a_vector, "vectors-damaged"),
    (spoil_a_vector_with_nan, "vectors-damaged"),
    (cut_a_vector, "vectors-damaged"),
    (lose_a_vector, "vectors-missing"),
    (lose_all_vectors_of_a_file, "vectors-missing"),
    (lose_an_embedding_mark, "vectors-missing"),
    (lose_vectors_and_mark, "not-embedded"),
    (lose_frames_only, "rows-dangling"),
]


def test_verify_of_a_healthy_library_finds_nothing(house: House) -> None:
    assert house.verify() == house.verify(repair=True) == VerifyReport(())


@pytest.mark.parametrize(("plant", "code"), FAULTS, ids=[plant.__name__ for plant, _ in FAULTS])
def test_verify_finds_a_planted_fault_and_repair_mends_it(
    house: House, plant: Callable[[House], None], code: str, expected_warnings: list[str]
) -> None:
    expected_warnings.append("has changed since it was written")
    plant(house)
    found = house.verify()
    assert code in {finding.code for finding in found.findings}
    assert not found.is_ok
    repaired = house.verify(repair=True)
    assert repaired.is_ok, repaired.findings
    assert house.verify().findings == ()
    expected = 3 if plant is delete_a_file else 4
    counts = house.store.media.count(house.space)
    assert counts.photos + counts.clips == expected


@pytest.mark.parametrize("plant", [lose_a_thumbnail, forget_index_rows, rot_the_saved_graph, delete_a_file])
def test_repair_of_a_cache_embeds_nothing(house: House, plant: Callable[[House], None]) -> None:
    plant(house)
    encoded = house.encoder.pictures_encoded
    assert house.verify(repair=True).is_ok
    assert house.encoder.pictures_encoded == encoded


def test_verify_names_the_file(house: House) -> None:
    delete_a_file(house)
    (finding,) = house.verify().findings
    assert (finding.path, finding.is_repaired) == (house.photos / "red.jpg", False)
    assert "red.jpg is gone" in finding.text


def test_verify_of_an_unplugged_folder_misses_nothing(house: House) -> None:
    house.photos.rename(house.photos.with_name("unplugged"))
    assert house.verify(repair=True).findings == ()
    assert house.store.media.count(house.space).photos == 3


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")])
def test_repair_leaves_alone_what_cannot_be_looked_at(
    house: House, error: OSError, monkeypatch: pytest.MonkeyPatch
) -> None:
    stat = Path.stat

    def refuse(self: Path, **options: bool) -> os.stat_result:
        if self.name == "red.jpg":
            raise error
        return stat(self, **options)

    monkeypatch.setattr(Path, "stat", refuse)
    assert house.verify(repair=True).findings == ()
    assert house.store.media.count(house.space).photos == 3


def test_repair_keeps_a_watched_file_whose_folder_is_away(house: House, tmp_path: Path) -> None:
    single = write_media(tmp_path / "usb" / "white.jpg", "white")
    with house.store.write() as tx:
        house.store.folders.add(tx, single)
    house.reindex([single])
    single.parent.rename(tmp_path / "unplugged")
    assert house.verify(repair=True).findings == ()
    assert house.store.media.by_path(single) is not None
    (tmp_path / "unplugged").rename(single.parent)
    single.unlink()
    assert {finding.code for finding in house.verify(repair=True).findings} == {"file-missing"}
    assert house.store.media.by_path(single) is None


def test_repair_that_cannot_mend_says_so(house: House) -> None:
    write_media(house.photos / "red.jpg", "bad", mtime_s=1_600_000_000)
    lose_a_thumbnail(house)
    house.decoder = ColourDecoder(lambda path: path.unlink(missing_ok=True))
    report = house.verify(repair=True)
    assert not report.is_ok


def test_repair_that_is_ended_early_keeps_the_vectors_that_are_sound(house: House) -> None:
    write_media(house.photos / "long.mp4", "white red blue", mtime_s=1_700_000_020)
    house.reindex([house.photos])
    item = house.store.media.by_path(house.photos / "long.mp4")
    assert item is not None
    frames = house.store.frames.ids_of([item.media_id], house.space).tolist()
    house.break_rows(f"UPDATE vectors SET vector = x'00' WHERE frame_id = {frames[0]}")

    def give_up(paths: Sequence[Path]) -> None:
        raise DiskFull("The disk is full.")

    with pytest.raises(DiskFull):
        Mender(house.store, house.space, house.index, house.thumbnails, house.decoder, give_up).run(repair=True)
    assert set(frames[1:]) <= set(house.store.vectors.load(house.space)[0].tolist())
    house.reindex([house.photos])
    assert house.verify().findings == ()


def test_verify_of_a_damaged_database_stops_there(house: House) -> None:
    house.close()
    path = house.library_dir / DATABASE_NAME
    content = bytearray(path.read_bytes())
    content[8192 * 4 : 8192 * 6] = b"\xff" * 8192 * 2
    path.write_bytes(content)
    with Store.open(house.library_dir) as store:
        house.store = store
        report = house.verify(repair=True)
    assert {finding.code for finding in report.findings} == {"database-damaged"}
    assert not report.is_ok


def test_many_files_of_one_fault_are_counted_after_the_first_hundred(house: House) -> None:
    for number in range(120):
        write_media(house.photos / "many" / f"{number}.jpg", f"{number},9,9")
    house.reindex([house.photos])
    for path in (house.library_dir / "thumbnails").glob("*/*/*.jpg"):
        path.unlink()
    report = house.verify()
    assert len(report.findings) == 101
    assert "24 more" in report.findings[-1].text
    assert house.verify(repair=True).is_ok


def test_verify_can_be_cancelled(house: House) -> None:
    cancel = CancelToken()
    cancel.cancel()
    mender = Mender(house.store, house.space, house.index, house.thumbnails, house.decoder, house.reindex)
    with pytest.raises(Cancelled):
        mender.run(cancel=cancel)


def test_verify_in_short_stretches_finds_the_same_as_one_that_goes_through(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    delete_a_file(house)
    lose_a_thumbnail(house)
    forget_index_rows(house)
    parts = (house.store, house.space, house.index, house.thumbnails, house.decoder)
    mender = Mender(*parts, house.reindex)
    monkeypatch.setattr(time, "monotonic", itertools.count().__next__)  # a second passes whenever somebody looks
    found: list[str] = []
    goes, place = 0, ""
    while goes == 0 or place:
        report = mender.look(Stretch.of(1, place), cancel=None, report=ignore_progress)
        found += [finding.code for finding in report.findings]
        goes, place = goes + 1, report.stopped_at
    assert sorted(found) == sorted(finding.code for finding in house.verify().findings)
    assert goes > 8  # four files, four contents with thumbnails, and what is checked as a whole


def test_stretch_from_a_place_nobody_knows_begins_at_the_beginning(house: House) -> None:
    parts = (house.store, house.space, house.index, house.thumbnails, house.decoder)
    delete_a_file(house)
    report = Mender(*parts, house.reindex).look(Stretch.of(None, "somewhere:7"), cancel=None, report=ignore_progress)
    assert ([finding.code for finding in report.findings], report.stopped_at) == (["file-missing"], "")
