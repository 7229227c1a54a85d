from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import numpy as np

from engine.records import MediaFacts, MediaKind
from engine.search.media_columns import ColumnsCache
from tests.helpers.library_rows import add_media, facts
from tests.helpers.shelf import Shelf


def test_columns_hold_what_the_store_says(shelf: Shelf) -> None:
    photo = shelf.add("/a/red.jpg", "red", taken_at=datetime(1999, 12, 31, 23, 59))
    clip = shelf.add("/a/clip.mp4", "red", "green", "blue", bits=bytes(range(16)))
    columns = ColumnsCache(shelf.store).of(shelf.index.ids)
    assert columns.media.ids.tolist() == [photo, clip]
    assert columns.media.is_clip.tolist() == [False, True]
    assert columns.media.durations_s.tolist() == [0.0, 10.0]
    assert columns.times_s.tolist() == [0.0, 0.5, 1.5, 2.5]
    assert date.fromordinal(int(columns.days[0])) == date(1999, 12, 31)
    assert columns.camera_names[columns.media.cameras[0]] == "Maker Model"
    assert columns.media.signatures.astype("<u8").tobytes() == bytes(16) + bytes(range(16))


def test_columns_count_the_frames_that_pass(shelf: Shelf) -> None:
    for name, *scenes in (("1.jpg", "red"), ("2.mp4", "red", "blue"), ("3.jpg", "blue"), ("4.mp4", *["red"] * 5)):
        shelf.add(f"/a/{name}", *scenes)
    columns = ColumnsCache(shelf.store).of(shelf.index.ids)
    for bits in range(16):
        mask = np.array([bool(bits >> row & 1) for row in range(4)])
        assert columns.frames_passing(mask) == columns.frame_counts[mask].sum() == len(columns.frames_that_pass(mask))


def test_columns_follow_an_index_that_grows_and_shrinks(shelf: Shelf) -> None:
    cache = ColumnsCache(shelf.store)
    assert len(cache.of(shelf.index.ids)) == 0
    first = shelf.add("/a/1.jpg", "red")
    assert cache.of(shelf.index.ids).media.ids.tolist() == [first]
    second = shelf.add("/a/2.mp4", "red", "blue")
    assert cache.of(shelf.index.ids).media.ids.tolist() == [first, second]
    same = cache.of(shelf.index.ids)
    assert cache.of(shelf.index.ids) is same
    shelf.index.remove(shelf.index.ids[:1])
    assert cache.of(shelf.index.ids).media.ids.tolist() == [second]


def test_columns_keep_frames_of_a_clip_together_that_came_in_two_goes(shelf: Shelf) -> None:
    first = shelf.add("/a/1.mp4", "red", "blue")
    second = shelf.add("/a/2.jpg", "green")
    _, later = add_media(shelf.store, shelf.space_id, shelf_path(), content="/a/1.mp4", times_s=(0.5, 1.0, 1.5))
    shelf.index.add(np.array(later), np.eye(8, dtype=np.float32)[:3])
    columns = ColumnsCache(shelf.store).of(shelf.index.ids)
    assert columns.media.ids.tolist() == [first, second]
    frames, owners = columns.frames_of(np.array([1, 0]))
    assert owners.tolist() == [0, 1, 1, 1]
    assert sorted(columns.times_s[frames[1:]].tolist()) == [0.5, 1.0, 1.5]
    best = columns.best(np.arange(len(columns.positions), dtype=float))
    assert best.tolist() == [2.0, 3.0]


def test_columns_without_a_row_of_a_frame_leave_it_out(shelf: Shelf) -> None:
    media_id = shelf.add("/a/1.jpg", "red")
    shelf.index.add(np.array([10_000]), np.eye(8, dtype=np.float32)[:1])
    columns = ColumnsCache(shelf.store).of(shelf.index.ids)
    assert columns.media.ids.tolist() == [media_id]
    assert columns.positions.tolist() == [0]


def test_columns_of_thousands_are_read_by_range(shelf: Shelf) -> None:
    with shelf.store.write() as tx:
        for number in range(2500):
            media_id = shelf.store.media.put(tx, f"{number:08x}", *_photo())
            shelf.store.frames.put(tx, media_id, [0.0])
    shelf.index.add(np.arange(1, 2501), np.tile(np.eye(8, dtype=np.float32)[:1], (2500, 1)))
    columns = ColumnsCache(shelf.store).of(shelf.index.ids)
    assert len(columns) == 2500
    assert columns.rows_of(np.array([7, 9999, 2500])).tolist() == [6, 2499]
    assert columns.mask_of(np.array([7])).sum() == 1


def test_columns_facts_are_read_anew_when_asked_to(shelf: Shelf) -> None:
    media_id = shelf.add("/a/1.jpg", "red")
    cache = ColumnsCache(shelf.store)
    assert not cache.of(shelf.index.ids).media.signatures.any()
    with shelf.store.write() as tx:
        shelf.store.signatures.put(tx, {media_id: b"x" * 16})
    assert not cache.of(shelf.index.ids).media.signatures.any()
    cache.forget_facts()
    assert cache.of(shelf.index.ids).media.signatures.all()


def shelf_path() -> Path:
    return Path("/a/1.mp4")


def _photo() -> tuple[MediaKind, MediaFacts]:
    return MediaKind.PHOTO, facts()
