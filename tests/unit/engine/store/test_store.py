"""The tables together, through the door other parts use."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from engine.errors import CheckpointMismatch
from engine.records import MediaId, MediaKind
from engine.store import MediaFilter, Store
from engine.store.problems_table import ProblemRecord
from tests.helpers.library_rows import DIM, add_media, facts, make_space, unit_vectors


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "library") as opened:
        yield opened


def test_load_after_put_returns_the_vectors_by_frame_id(store: Store) -> None:
    space = make_space(store)
    vectors = unit_vectors(3)
    _, frame_ids = add_media(store, space, Path("/p/clip.mp4"), times_s=(0.0, 1.0, 2.5), vectors=vectors)
    ids, matrix = store.vectors.load(space)
    assert ids.tolist() == frame_ids
    assert matrix.dtype == np.float16
    assert np.array_equal(matrix.astype(np.float32), vectors)
    assert store.vectors.ids(space).tolist() == frame_ids
    assert store.vectors.count(space) == 3


def test_load_of_two_spaces_never_mixes_them(store: Store) -> None:
    first, second = make_space(store, "one"), make_space(store, "two", dim=4)
    media_id, frame_ids = add_media(store, first, Path("/p/a.jpg"))
    with store.write() as tx:
        store.vectors.put(tx, second, media_id, frame_ids, unit_vectors(1, dim=4))
    assert store.vectors.load(first)[1].shape == (1, DIM)
    assert store.vectors.load(second)[1].shape == (1, 4)


def test_load_of_an_empty_space_has_the_right_shape(store: Store) -> None:
    ids, matrix = store.vectors.load(make_space(store))
    assert ids.shape == (0,)
    assert matrix.shape == (0, DIM)


def test_get_returns_only_known_frames_in_order(store: Store) -> None:
    space = make_space(store)
    _, frame_ids = add_media(store, space, Path("/p/clip.mp4"), times_s=(0.0, 1.0, 2.0))
    ids, matrix = store.vectors.get(space, np.array([frame_ids[2], frame_ids[0], 999]))
    assert ids.tolist() == [frame_ids[0], frame_ids[2]]
    assert matrix.shape == (2, DIM)


def test_put_vectors_again_replaces_those_of_dropped_frames(store: Store) -> None:
    space = make_space(store)
    path = Path("/p/clip.mp4")
    add_media(store, space, path, times_s=(0.0, 1.0, 2.0))
    _, frame_ids = add_media(store, space, path, times_s=(0.0, 2.0))
    assert store.vectors.ids(space).tolist() == frame_ids


@pytest.mark.parametrize(
    ("keep", "expected"),
    [
        (MediaFilter(), ["/p/a.jpg", "/p/b.jpg", "/p/c.mp4"]),
        (MediaFilter(kind=MediaKind.VIDEO), ["/p/c.mp4"]),
        (MediaFilter(after=datetime(2024, 1, 2)), ["/p/b.jpg", "/p/c.mp4"]),
        (MediaFilter(before=datetime(2024, 1, 2)), ["/p/a.jpg"]),
        (MediaFilter(after=datetime(2024, 1, 2), before=datetime(2024, 1, 3)), ["/p/b.jpg"]),
        (MediaFilter(folder=Path("/p/b.jpg")), ["/p/b.jpg"]),
        (MediaFilter(kind=MediaKind.PHOTO, folder=Path("/q")), []),
    ],
)
def test_select_keeps_what_the_filter_says(store: Store, keep: MediaFilter, expected: list[str]) -> None:
    space = make_space(store)
    start = datetime(2024, 1, 1)
    add_media(store, space, Path("/p/a.jpg"), taken_at=start)
    add_media(store, space, Path("/p/b.jpg"), taken_at=start + timedelta(days=1))
    add_media(
        store,
        space,
        Path("/p/c.mp4"),
        kind=MediaKind.VIDEO,
        times_s=(0.0, 1.0),
        taken_at=start + timedelta(days=2),
    )
    found = store.frames.lookup(store.frames.select(space, keep))
    assert sorted({record.content_hash for record in found.values()}) == expected


@pytest.mark.parametrize(
    ("folder", "inside", "outside"),
    [
        ("/p/photos", "/p/photos/a.jpg", "/p/photos-old/a.jpg"),
        ("/p/photos", "/p/photos/deep/er/a.jpg", "/p/photos.jpg"),
        ("/p/100%", "/p/100%/a.jpg", "/p/100x/a.jpg"),
        ("/p/a_b", "/p/a_b/a.jpg", "/p/axb/a.jpg"),
        ("/p/Photos", "/p/Photos/a.jpg", "/p/photos/a.jpg"),
        ("/p/[x]*?", "/p/[x]*?/a.jpg", "/p/x/a.jpg"),
        ("/p/photos/../photos/", "/p/photos/a.jpg", "/p/photo/a.jpg"),
        ("/", "/a.jpg", None),
    ],
)
def test_select_by_folder_is_not_fooled_by_names(store: Store, folder: str, inside: str, outside: str | None) -> None:
    space = make_space(store)
    _, expected = add_media(store, space, Path(inside))
    if outside is not None:
        add_media(store, space, Path(outside))
    assert store.frames.select(space, MediaFilter(folder=Path(folder))).tolist() == expected


def test_paths_that_are_not_utf8_survive(store: Store) -> None:
    space = make_space(store)
    path = Path(os.fsdecode(b"/p/caf\xe9\xff\n.jpg"))
    media_id, frame_ids = add_media(store, space, path)
    item = store.media.by_path(path)
    assert item is not None
    assert item.path == path
    assert os.fsencode(item.path) == b"/p/caf\xe9\xff\n.jpg"
    assert store.frames.select(space, MediaFilter(folder=Path("/p"))).tolist() == frame_ids
    assert list(store.files.under([Path("/p")], space)) == [path]
    assert item.media_id == media_id


def test_get_many_shows_the_oldest_copy_that_exists(store: Store, tmp_path: Path) -> None:
    space = make_space(store)
    gone, original, copy = tmp_path / "gone.jpg", tmp_path / "z-original.jpg", tmp_path / "a-copy.jpg"
    for path, mtime_ns in ((gone, 1), (copy, 3), (original, 2)):
        media_id, _ = add_media(store, space, path, content="same", mtime_ns=mtime_ns)
    original.touch()
    copy.touch()
    assert store.media.get_many([media_id])[media_id].path == original
    original.unlink()
    assert store.media.get_many([media_id])[media_id].path == copy
    copy.unlink()
    item = store.media.get_many([media_id])[media_id]
    assert (item.path, item.is_missing) == (gone, True)


def test_get_many_with_a_folder_prefers_the_copy_inside_it(store: Store, tmp_path: Path) -> None:
    space = make_space(store)
    (tmp_path / "b").mkdir()
    first, second = tmp_path / "a.jpg", tmp_path / "b" / "a.jpg"
    for path in (first, second):
        path.touch()
        media_id, _ = add_media(store, space, path, content="same")
    assert store.media.get_many([media_id])[media_id].path == first
    assert store.media.get_many([media_id], folder=tmp_path / "b")[media_id].path == second


def test_get_many_returns_facts_as_given(store: Store) -> None:
    space = make_space(store)
    media_id, _ = add_media(store, space, Path("/p/c.mp4"), kind=MediaKind.VIDEO, times_s=(0.0, 1.0))
    item = store.media.get_many([media_id, MediaId(99)])[media_id]
    assert item.facts == facts(duration_s=10.0)
    assert (item.kind, item.size_bytes) == (MediaKind.VIDEO, 100)
    assert item.content_hash == store.media.hashes([media_id])[media_id]


def test_lookup_and_of_media_name_content_and_time(store: Store) -> None:
    space = make_space(store)
    media_id, frame_ids = add_media(store, space, Path("/p/c.mp4"), content="hash", times_s=(2.0, 1.0))
    record = store.frames.lookup(frame_ids)[frame_ids[0]]
    assert (record.content_hash, record.media_id, record.time_s) == ("hash", media_id, 2.0)
    assert [frame.time_s for frame in store.frames.of_media(media_id)] == [1.0, 2.0]
    assert store.media.hashes([media_id]) == {media_id: "hash"}


def test_content_without_files_is_not_found_but_comes_back(store: Store) -> None:
    space = make_space(store)
    path = Path("/p/a.jpg")
    media_id, frame_ids = add_media(store, space, path, content="hash")
    with store.write() as tx:
        store.files.remove(tx, [path])
        assert store.media.mark_orphans(tx, now_s=1000) == [media_id]
        assert store.media.mark_orphans(tx, now_s=2000) == []
    assert store.vectors.load(space)[0].tolist() == []
    assert store.vectors.ids(space).tolist() == []
    assert store.frames.select(space, MediaFilter()).tolist() == []
    assert store.media.count(space).photos == 0
    with store.write() as tx:
        assert store.media.purge_orphans(tx, before_s=1000) == []
        assert store.files.put(tx, Path("/q/b.jpg"), media_id, 1, 1)
        assert not store.files.put(tx, Path("/q/b.jpg"), media_id, 1, 1)
    assert store.vectors.load(space)[0].tolist() == frame_ids


def test_purge_takes_frames_and_vectors_along_and_ids_are_not_reused(store: Store) -> None:
    space = make_space(store)
    _, old_frames = add_media(store, space, Path("/p/a.jpg"))
    with store.write() as tx:
        store.files.remove(tx, [Path("/p/a.jpg")])
        store.media.mark_orphans(tx, now_s=1000)
        assert store.media.purge_orphans(tx, before_s=1001) == ["/p/a.jpg"]
    assert store.vectors.count(space) == 0
    _, new_frames = add_media(store, space, Path("/p/a.jpg"))
    assert new_frames[0] > old_frames[0]


def test_count_below_roots_counts_copies_once(store: Store) -> None:
    space = make_space(store)
    add_media(store, space, Path("/p/a.jpg"), content="same")
    add_media(store, space, Path("/p/b.jpg"), content="same")
    add_media(store, space, Path("/q/c.mp4"), kind=MediaKind.VIDEO, times_s=(0.0, 1.0))
    everything, below = store.media.count(space), store.media.count(space, [Path("/p")])
    assert (everything.photos, everything.clips, everything.frames) == (1, 1, 3)
    assert (below.photos, below.clips, below.frames) == (1, 0, 1)


@pytest.mark.parametrize(
    "roots", [["/p", "/q"], ["/"], ["/q", "/p/a.jpg", "/p/b.jpg"], ["/p", "/p/deeper", "/q/c.mp4"], ["/a", "/p", "/q"]]
)
def test_count_below_roots_that_hold_everything_is_the_count_of_everything(store: Store, roots: list[str]) -> None:
    space = make_space(store)
    for name in ("/p/a.jpg", "/p/b.jpg"):
        add_media(store, space, Path(name))
    add_media(store, space, Path("/q/c.mp4"), kind=MediaKind.VIDEO, times_s=(0.0, 1.0))
    add_media(store, space, Path("/q/gone.mp4"), kind=MediaKind.VIDEO, times_s=(0.0, 1.0, 2.0))
    with store.write() as tx:
        store.files.remove(tx, [Path("/q/gone.mp4")])
        store.media.mark_orphans(tx, 1)
    below = store.media.count(space, list(map(Path, roots)))
    assert below == store.media.count(space)
    assert (below.photos, below.clips, below.frames) == (2, 1, 4)


@pytest.mark.parametrize("outside", ["/o.jpg", "/p.jpg", "/p-2/x.jpg", "/q.jpg", "/z/x.jpg"])
def test_count_below_roots_leaves_out_what_is_beside_them(store: Store, outside: str) -> None:
    space = make_space(store)
    for name in ("/p/a.jpg", "/q/b.jpg", outside):
        add_media(store, space, Path(name))
    assert store.media.count(space, [Path("/p"), Path("/q")]).photos == 2


def test_thousands_of_roots_are_looked_below_at_once(store: Store) -> None:
    space = make_space(store)
    add_media(store, space, Path("/p/0001.jpg"), content="same")
    add_media(store, space, Path("/p/4999.jpg"), content="same")
    add_media(store, space, Path("/q/a.jpg"))
    bad = [ProblemRecord(Path(f"/p/{number}.jpg"), "unreadable", "It ends too early.", 1, 1) for number in (4999, 1000)]
    with store.write() as tx:
        for problem in bad:
            store.problems.put(tx, problem)
    roots = [*(Path(f"/p/{number:04}.jpg") for number in range(5000)), Path("/p")]
    assert set(store.files.under(roots, space)) == {Path("/p/0001.jpg"), Path("/p/4999.jpg")}
    assert list(store.problems.under(roots).values()) == bad[::-1]
    assert store.problems.count(roots) == 2
    assert store.media.count(space, roots).photos == 1
    assert store.files.under([], space) == {}
    assert store.problems.under([]) == {}
    assert store.media.count(space, []).photos == store.problems.count([]) == 0


def test_files_under_say_what_is_embedded_in_which_space(store: Store) -> None:
    space, other = make_space(store, "one"), make_space(store, "two")
    add_media(store, space, Path("/p/a.jpg"), mtime_ns=7)
    record = store.files.under([Path("/p")], space)[Path("/p/a.jpg")]
    assert (record.mtime_ns, record.is_embedded) == (7, True)
    assert not store.files.under([Path("/p")], other)[Path("/p/a.jpg")].is_embedded


def test_space_with_the_same_fingerprint_is_the_same_space(store: Store) -> None:
    space = make_space(store)
    assert make_space(store) == space == store.spaces.find("space-1")
    with store.write() as tx, pytest.raises(CheckpointMismatch):
        store.spaces.put(tx, "space-1", "made-up", DIM + 1)


def test_spaces_tell_how_complete_they_are(store: Store) -> None:
    old, new = make_space(store, "old"), make_space(store, "new")
    add_media(store, old, Path("/p/a.jpg"))
    assert [(space.space_id, space.embedded, space.missing) for space in store.spaces.all()] == [
        (old, 1, 0),
        (new, 0, 1),
    ]


def test_folders_keep_their_id_and_remember_the_run(store: Store) -> None:
    now = datetime(2024, 5, 1, 12, 30)
    with store.write() as tx:
        folder_id = store.folders.add(tx, Path("/p"))
        assert store.folders.add(tx, Path("/p/")) == folder_id
        store.folders.mark_indexed(tx, [Path("/p"), Path("/unknown")], now)
    folder = store.folders.get(folder_id)
    assert folder is not None
    assert (folder.path, folder.indexed_at) == (Path("/p"), now)
    with store.write() as tx:
        store.folders.remove(tx, folder_id)
    assert store.folders.all() == ()


def test_mounts_are_remembered_once(store: Store) -> None:
    with store.write() as tx:
        store.folders.add_mounts(tx, {Path("/p/usb"): "one", Path("/q"): ""})
        store.folders.add_mounts(tx, {Path("/p/usb"): "two"})
    assert store.folders.mounts() == {Path("/p/usb"): "two", Path("/q"): ""}


def test_problems_are_listed_replaced_and_forgotten(store: Store) -> None:
    first = ProblemRecord(Path("/p/bad.jpg"), "unreadable", "It ends too early.", 10, 1_700_000_000_000_000_000)
    absurd = ProblemRecord(Path("/q/bad.jpg"), "unreadable", "caf\udce9.jpg ends too early.", 10, 2**63 - 1)
    with store.write() as tx:
        store.problems.put(tx, ProblemRecord(first.path, "old", "Old.", 9, 1))
        store.problems.put(tx, first)
        store.problems.put(tx, absurd)
    assert store.problems.under([Path("/p")]) == {first.path: first}
    assert [problem.code for problem in store.problems.all()] == ["unreadable", "unreadable"]
    assert store.problems.all()[1].text == r"caf\udce9.jpg ends too early."
    assert store.problems.count() == 2
    assert store.problems.count([Path("/p")]) == 1
    with store.write() as tx:
        store.problems.remove(tx, [first.path, absurd.path])
    assert store.problems.all() == ()


def test_write_that_fails_stores_nothing(store: Store) -> None:
    def add_and_fail() -> None:
        with store.write() as tx:
            store.folders.add(tx, Path("/p"))
            assert len(store.folders.all()) == 1
            raise OSError("the disk went away")

    with pytest.raises(OSError, match="went away"):
        add_and_fail()
    assert store.folders.all() == ()


def test_read_from_another_thread_sees_the_last_commit_while_a_write_is_open(store: Store) -> None:
    seen: list[int] = []
    with store.write() as tx:
        store.folders.add(tx, Path("/p"))
        thread = threading.Thread(target=lambda: seen.append(len(store.folders.all())))
        thread.start()
        thread.join()
    assert seen == [0]
    assert len(store.folders.all()) == 1


def test_a_hundred_thousand_ids_fit_one_question(store: Store) -> None:
    space = make_space(store)
    _, frame_ids = add_media(store, space, Path("/p/a.jpg"))
    assert list(store.frames.lookup(np.arange(100_000))) == frame_ids
