from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from engine.errors import EngineError, FolderMissing, MediaUnreadable
from engine.library.folder_list import FolderList, absolute_path
from engine.mounts import marker_of
from engine.records import FolderId, SpaceId
from engine.store import Store
from engine.store.problems_table import ProblemRecord
from tests.helpers.library_rows import add_media, make_space


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "library") as store:
        yield store


@pytest.fixture
def space_id(store: Store) -> SpaceId:
    return make_space(store)


@pytest.fixture
def folders(store: Store, tmp_path: Path) -> FolderList:
    return FolderList(store, tmp_path / "library")


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    (tmp_path / "photos" / "2020").mkdir(parents=True)
    return tmp_path / "photos"


def _known(store: Store, space_id: SpaceId) -> set[str]:
    return {path.name for path in store.files.under([Path("/")], space_id)}


def test_absolute_path_removes_dots_and_keeps_links(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert absolute_path(tmp_path / "real" / ".." / "link") == tmp_path / "link"
    assert absolute_path(Path("~/x")) == Path.home() / "x"
    assert absolute_path(Path("x")) == Path.cwd() / "x"


def test_add_twice_keeps_one_folder(folders: FolderList, space_id: SpaceId, photos: Path) -> None:
    first = folders.add(photos, space_id)
    assert folders.add(photos / "2020" / "..", space_id) == first
    assert [state.path for state in folders.states(space_id)] == [photos]


def test_add_folder_that_is_not_there_or_not_readable_is_refused(
    folders: FolderList, space_id: SpaceId, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FolderMissing, match="does not exist"):
        folders.add(photos / "nowhere", space_id)

    def refuse(self: Path) -> Iterator[Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(FolderMissing, match="may not be read"):
        folders.add(photos, space_id)
    assert folders.states(space_id) == ()


def test_add_folder_inside_the_library_is_refused(folders: FolderList, space_id: SpaceId, tmp_path: Path) -> None:
    with pytest.raises(FolderMissing, match="belongs to the library"):
        folders.add(tmp_path / "library", space_id)


def test_add_all_leaves_out_what_a_folder_covers(folders: FolderList, space_id: SpaceId, photos: Path) -> None:
    (photos / "a.jpg").touch()
    folders.add_all([photos / "2020", photos, photos / "a.jpg"])
    folders.add_all([photos / "2020", photos / "a.jpg"])
    assert [state.path for state in folders.states(space_id)] == [photos / "2020", photos]


def test_folder_reached_by_another_name_is_known_under_its_first(
    folders: FolderList, space_id: SpaceId, photos: Path, tmp_path: Path
) -> None:
    folders.add(photos, space_id)
    (tmp_path / "link").symlink_to(photos, target_is_directory=True)
    assert folders.known_name(tmp_path / "link" / "2020" / "a.jpg") == photos / "2020" / "a.jpg"
    assert folders.known_name(tmp_path / "other" / "a.jpg") == tmp_path / "other" / "a.jpg"
    assert folders.add(tmp_path / "link", space_id).path == photos
    folders.add_all([tmp_path / "link" / "2020"])
    assert [state.path for state in folders.states(space_id)] == [photos]


def test_state_tells_of_a_drive_that_is_away_and_of_files_that_are_held(
    folders: FolderList, store: Store, space_id: SpaceId, photos: Path
) -> None:
    folders.add(photos, space_id)
    add_media(store, space_id, photos / "a.jpg")
    with store.write() as tx:
        store.folders.mark(tx, {photos: marker_of(photos)})
        store.folders.hold(tx, {photos: 3})
    (state,) = folders.states(space_id)
    assert (state.is_online, state.held) == (True, 3)
    photos.rename(photos.parent / "drive")
    assert not folders.states(space_id)[0].is_online
    photos.mkdir()
    assert not folders.states(space_id)[0].is_online


def test_add_file_that_is_no_media_is_refused(folders: FolderList, space_id: SpaceId, photos: Path) -> None:
    (photos / "notes.txt").touch()
    with pytest.raises(MediaUnreadable, match=r"notes\.txt is neither a photo nor a clip"):
        folders.add(photos / "notes.txt", space_id)
    assert folders.states(space_id) == ()


@pytest.mark.parametrize("bad", ["nowhere", "notes.txt"])
def test_add_all_with_one_that_is_refused_adds_none(
    folders: FolderList, space_id: SpaceId, photos: Path, bad: str
) -> None:
    (photos / "notes.txt").touch()
    with pytest.raises(EngineError):
        folders.add_all([photos / "2020", photos / bad])
    assert folders.states(space_id) == ()


def test_states_count_what_lies_below_each_folder(
    folders: FolderList, store: Store, space_id: SpaceId, photos: Path
) -> None:
    state = folders.add(photos, space_id)
    add_media(store, space_id, photos / "2020" / "a.jpg")
    add_media(store, space_id, photos.parent / "photos-of-others" / "b.jpg")
    with store.write() as tx:
        store.problems.put(tx, ProblemRecord(photos / "c.jpg", "unreadable", "c.jpg is cut off.", 1, 1))
        store.folders.mark_indexed(tx, [photos], datetime(2024, 1, 1))
    (state,) = folders.states(space_id)
    assert (state.photos, state.clips, state.problems, state.is_online) == (1, 0, 1, True)
    assert state.indexed_at == datetime(2024, 1, 1)


def test_states_folder_that_is_away_is_offline(folders: FolderList, space_id: SpaceId, photos: Path) -> None:
    folders.add(photos / "2020", space_id)
    (photos / "2020").rmdir()
    assert [state.is_online for state in folders.states(space_id)] == [False]


def test_remove_takes_out_only_what_no_other_folder_covers(
    folders: FolderList, store: Store, space_id: SpaceId, photos: Path
) -> None:
    outer = folders.add(photos, space_id)
    inner = folders.add(photos / "2020", space_id)
    outer_id, _ = add_media(store, space_id, photos / "outer.jpg")
    add_media(store, space_id, photos / "2020" / "inner.jpg")
    add_media(store, space_id, photos.parent / "photos2" / "elsewhere.jpg")
    with store.write() as tx:
        store.problems.put(tx, ProblemRecord(photos / "bad.jpg", "unreadable", "It is cut off.", 1, 1))

    assert folders.remove(outer.folder_id, space_id) == [outer_id]
    assert _known(store, space_id) == {"inner.jpg", "elsewhere.jpg"}
    assert store.problems.all() == ()
    assert [state.path for state in folders.states(space_id)] == [inner.path]


def test_remove_inner_folder_of_another_changes_no_file(
    folders: FolderList, store: Store, space_id: SpaceId, photos: Path
) -> None:
    folders.add(photos, space_id)
    inner = folders.add(photos / "2020", space_id)
    add_media(store, space_id, photos / "2020" / "inner.jpg")
    assert folders.remove(inner.folder_id, space_id) == []
    assert _known(store, space_id) == {"inner.jpg"}


def test_remove_one_of_two_copies_keeps_the_content(
    folders: FolderList, store: Store, space_id: SpaceId, photos: Path, tmp_path: Path
) -> None:
    state = folders.add(photos, space_id)
    add_media(store, space_id, photos / "a.jpg", content="same")
    add_media(store, space_id, tmp_path / "backup" / "a.jpg", content="same")
    assert folders.remove(state.folder_id, space_id) == []
    assert len(store.vectors.ids(space_id)) == 1


def test_remove_unknown_folder_changes_nothing(folders: FolderList, space_id: SpaceId) -> None:
    assert folders.remove(FolderId(99), space_id) == []
