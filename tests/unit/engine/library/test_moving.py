from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from engine.errors import BadData, DiskFull, FolderMissing, StoreLocked, StorePlaceUnfit
from engine.jobs import Cancelled, CancelToken, Progress
from engine.library import Library, moving
from engine.records import SearchRequest
from engine.store import Store
from engine.store.database_copy import check_copy
from engine.store.moved import NOTE_NAME, MovedNote, followed, read_note, write_note

OpenLibrary = Callable[..., Library]


def _found(library: Library) -> set[str]:
    return {hit.path.name for hit in library.search(SearchRequest("red")).hits}


@pytest.fixture
def library(open_library: OpenLibrary, photos: Path) -> Library:
    library = open_library()
    library.index([photos])
    library.add_caption(photos / "red.jpg", "Rex")
    return library


@pytest.fixture
def empty(open_library: OpenLibrary) -> Library:
    return open_library()


def test_moved_library_is_opened_where_it_is_now_under_its_old_name(
    library: Library, open_library: OpenLibrary, photos: Path, tmp_path: Path
) -> None:
    target = tmp_path / "disk" / "Evoke"
    seen: list[Progress] = []
    outcome = library.care.move(target, report=seen.append)
    assert (outcome.old, outcome.new) == (tmp_path / "library", target)
    assert seen[-1].text == "Checking the copy"
    with pytest.raises(StoreLocked, match="was moved"):
        library.add_caption(photos / "red.jpg", "too late")
    assert _found(library) == {"red.jpg", "blue.png", "clip.mp4"}  # until it is opened again
    library.close()
    again = open_library()
    assert again.status().library_dir == target
    assert _found(again) == {"red.jpg", "blue.png", "clip.mp4"}
    assert [caption.text for caption in again.captions()] == ["Rex"]
    assert again.verify().is_ok
    assert (target.stat().st_mode & 0o777, (target / "evoke.db").stat().st_mode & 0o777) == (0o700, 0o600)
    assert again.status().old_copy == tmp_path / "library"
    assert again.care.forget_old_copy() > 0
    assert again.status().old_copy is None
    assert {item.name for item in (tmp_path / "library").iterdir()} <= {NOTE_NAME, "evoke.lock"}
    with pytest.raises(FolderMissing):
        again.care.forget_old_copy()
    again.close()
    shutil.move(target, tmp_path / "elsewhere")
    with pytest.raises(FolderMissing, match="which is not there"):
        open_library()


@pytest.mark.parametrize("step", ["check_copy", "sync", "write_note", "_compare"])
def test_move_that_fails_at_any_step_leaves_the_library_as_it_was(
    empty: Library, open_library: OpenLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(moving, step, fail)
    with pytest.raises(DiskFull, match="No space left"):
        empty.care.move(tmp_path / "disk")
    monkeypatch.undo()
    empty.gate.set_paused(True)  # still written
    empty.close()
    assert [item.name for item in tmp_path.iterdir() if item.name.startswith(".disk")] == []
    assert open_library().status().library_dir == tmp_path / "library"


def test_move_cancelled_takes_away_what_was_begun(empty: Library, tmp_path: Path) -> None:
    token = CancelToken()
    with pytest.raises(Cancelled):
        empty.care.move(tmp_path / "disk", cancel=token, report=lambda _: token.cancel())
    assert not (tmp_path / "disk").exists()
    assert read_note(tmp_path / "library") is None


def test_move_killed_between_any_two_steps_leaves_one_whole_library(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever was written before each step is what a kill would leave; the folder in force holds everything."""
    states: list[tuple[Path, bool]] = []
    source = tmp_path / "library"

    def look(_: object = None) -> None:
        place = followed(source)
        copy = tmp_path / "look.db"
        shutil.copyfile(place / "evoke.db", copy)
        for side in ("-wal", "-shm"):
            beside = place / f"evoke.db{side}"
            if beside.exists():
                shutil.copyfile(beside, copy.with_name(copy.name + side))
        check_copy(copy)
        states.append((place, (place / "thumbnails").is_dir()))
        for left in tmp_path.glob("look.db*"):
            left.unlink()

    real = {name: getattr(moving, name) for name in ("sync", "check_copy", "_compare", "write_note", "copy_database")}
    for name, function in real.items():

        def watched(*given: object, function: Callable[..., object] = function) -> object:
            look()
            outcome = function(*given)
            look()
            return outcome

        monkeypatch.setattr(moving, name, watched)
    library.care.move(tmp_path / "disk", report=look)
    assert len(states) > 12
    assert all(has_thumbnails for _, has_thumbnails in states)
    places = [place for place, _ in states]
    assert places == sorted(places, key=lambda place: place != source)  # it switches once, and never back


@pytest.mark.parametrize("name", ["library/inside", ".", "full"])
def test_move_to_a_place_that_will_not_do_is_refused(empty: Library, tmp_path: Path, name: str) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").touch()
    with pytest.raises(BadData):
        empty.care.move(tmp_path / name)


def test_move_says_what_room_it_needs_and_refuses_network_drives(
    empty: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1000))
    with pytest.raises(DiskFull, match=r"too little room .* are needed and 0\.0 GB free"):
        empty.care.move(tmp_path / "disk")
    monkeypatch.setattr(moving, "corrupts_databases", lambda _: True)
    with pytest.raises(StorePlaceUnfit, match="network drive"):
        empty.care.move(tmp_path / "disk")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "old"):
        pass
    return tmp_path / "old"


@pytest.mark.parametrize("note", [b"", b"[1]", b"\xff", b'{"other": 1}'])
def test_note_that_says_nothing_is_none(folder: Path, note: bytes) -> None:
    (folder / NOTE_NAME).write_bytes(note)
    assert read_note(folder) is None
    assert followed(folder) == folder


def test_notes_that_lead_in_a_circle_end(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / name).mkdir()
        write_note(tmp_path / name, MovedNote(tmp_path / other))
    assert followed(tmp_path / "a").parent == tmp_path
