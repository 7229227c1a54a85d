from __future__ import annotations

from pathlib import Path

from engine.store import Store
from tests.helpers.library_rows import add_media, make_space, unit_vectors


def test_keep_only_takes_other_spaces_with_their_vectors_and_lonely_frames(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        old, new = make_space(store, "old"), make_space(store, "new")
        media_id, _ = add_media(store, old, Path("/p/clip.mp4"), times_s=(0.0, 1.0, 2.0))
        with store.write() as tx:
            frames = store.frames.put(tx, media_id, [0.0, 1.5])
            store.vectors.put(tx, new, media_id, frames, unit_vectors(2))
        with store.write() as tx:
            assert store.spaces.keep_only(tx, [new]) == [old]
        assert [space.fingerprint for space in store.spaces.all()] == ["new"]
        assert [frame.time_s for frame in store.frames.of_media(media_id)] == [0.0, 1.5]
        assert store.vectors.count(old) == 0
        assert store.damage() == store.dangling() == []
        with store.write() as tx:
            assert store.spaces.keep_only(tx, [new]) == []


def test_lacking_names_all_files_of_contents_that_are_not_in_a_space(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        old, new = make_space(store, "old"), make_space(store, "new")
        first, _ = add_media(store, old, Path("/p/a.jpg"), content="a")
        add_media(store, old, Path("/p/copy.jpg"), content="a")
        add_media(store, new, Path("/p/b.jpg"), content="b")
        lacking = store.files.lacking(new)
        assert {media_id: [record.path.name for record in files] for media_id, files in lacking.items()} == {
            first: ["a.jpg", "copy.jpg"]
        }
