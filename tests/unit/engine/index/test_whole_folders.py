"""Folders that look as they did when all of their files were known are not listed file by file, and never wrongly."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.index.left_out import PATTERNS_NOTE
from engine.index.marking import _keep_digests
from engine.library_records import IndexReport
from engine.media import scan
from engine.media.scan import Walk
from engine.media.whole_folder import CAN_DIGEST
from engine.store import Store
from engine.store.folder_digests_table import FolderDigest
from engine.store.path_bytes import encode_path
from tests.helpers.colour_files import Bench, assert_consistent, tally, write_media

pytestmark = pytest.mark.skipif(not CAN_DIGEST, reason="a listing brings sizes and times along here")


@pytest.fixture(autouse=True)
def _small_folders_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "FEWEST_FILES", 3)


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """A folder of four photos and a text, beside another photo."""
    write_media(tmp_path / "photos" / "single.jpg", "200,190,20")
    folder = tmp_path / "photos" / "album"
    for number, colour in enumerate(("red", "green", "blue", "white")):
        write_media(folder / f"{number}.jpg", colour)
    (folder / "notes.txt").write_text("none of ours")
    return folder


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders whose files were listed one by one, in one run after the other."""
    folders: list[Path] = []
    real = Walk._take_files

    def take_files(walk: Walk, entries: list[os.DirEntry[bytes]], *rest: Any) -> list[os.DirEntry[bytes]]:
        folders.extend({Path(os.fsdecode(entry.path)).parent for entry in entries})
        return real(walk, entries, *rest)

    monkeypatch.setattr(Walk, "_take_files", take_files)
    return folders


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Bench]:
    """Another library, which never notes what folders look like."""
    with Store.open(tmp_path / "plain") as store:
        yield Bench(store)


def run(bench: Bench, *paths: Path) -> IndexReport:
    return bench.indexer().run(paths)


def noted(bench: Bench, root: Path) -> set[Path]:
    return {Path(os.fsdecode(folder)) for folder in bench.store.folder_digests.under([root])}


def settle(bench: Bench, root: Path) -> None:
    """Index, and have the folders noted."""
    run(bench, root)
    run(bench, root)


def test_unchanged_folder_is_noted_by_the_second_run_and_not_listed_by_the_third(
    bench: Bench, album: Path, listed: list[Path]
) -> None:
    root = album.parent
    with bench.store.write() as tx:
        bench.store.folders.add(tx, root)
    assert tally(run(bench, root)) == (5, 5, 0, 0, 0)
    assert noted(bench, root) == set()
    assert tally(run(bench, root)) == (5, 0, 5, 0, 0)
    assert noted(bench, root) == {album}
    listed.clear()
    assert tally(run(bench, root)) == (5, 0, 5, 0, 0)
    assert listed == [root]
    assert tally(run(bench, album)) == (4, 0, 4, 0, 0)
    assert tally(run(bench, root)) == (5, 0, 5, 0, 0)
    assert album not in listed


def _edit(album: Path) -> None:
    write_media(album / "1.jpg", "200,190,20 200,190,20")


def _touch(album: Path) -> None:
    os.utime(album / "1.jpg", (1_700_000_100, 1_700_000_100))


def _add(album: Path) -> None:
    write_media(album / "new.jpg", "10,10,10")


def _swap_for_text(album: Path) -> None:
    (album / "1.jpg").unlink()
    (album / "more.txt").write_text("none of ours")


def _link(album: Path) -> None:
    target = write_media(album.parent.parent / "elsewhere.jpg", "10,10,10")
    (album / "1.jpg").unlink()
    (album / "1.jpg").symlink_to(target)


def _mark(album: Path) -> None:
    (album / ".nomedia").touch()


def _hide(album: Path) -> None:
    (album / "1.jpg").rename(album / ".1.jpg")


def _deepen(album: Path) -> None:
    write_media(album / "deeper" / "new.jpg", "10,10,10")


def _make_folder_of_file(album: Path) -> None:
    (album / "notes.txt").unlink()
    write_media(album / "notes.txt" / "new.jpg", "10,10,10")


def _link_folder(album: Path) -> None:
    write_media(album.parent.parent / "outside" / "new.jpg", "10,10,10")
    (album / "linked").symlink_to(album.parent.parent / "outside", target_is_directory=True)


def _break(album: Path) -> None:
    write_media(album / "1.jpg", "bad")


CHANGES: tuple[Callable[[Path], object], ...] = (
    _edit,
    _touch,
    _add,
    lambda album: (album / "1.jpg").unlink(),
    lambda album: (album / "1.jpg").rename(album / "renamed.jpg"),
    lambda album: (album / "1.jpg").rename(album.parent / "1.jpg"),
    lambda album: album.rename(album.with_name("other")),
    shutil.rmtree,
    _swap_for_text,
    _link,
    _mark,
    _hide,
    _deepen,
    _make_folder_of_file,
    _link_folder,
    _break,
)


@pytest.mark.parametrize("change", CHANGES)
def test_run_after_a_change_tells_what_one_without_notes_does(
    bench: Bench, plain: Bench, album: Path, change: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = album.parent

    def both() -> list[IndexReport]:
        reports = [run(bench, root)]
        with monkeypatch.context() as patch:
            patch.setattr(scan, "FEWEST_FILES", 1000)
            reports.append(run(plain, root))
        return reports

    both(), both()
    assert (noted(bench, root), noted(plain, root)) == ({album}, set())
    change(album)
    for _ in range(2):
        own, other = both()
        assert tally(own) == tally(other)
        assert own.problems == other.problems
        assert known(bench) == known(plain)
    assert_consistent(bench)


def test_folder_that_a_folder_marks_is_never_noted(bench: Bench, album: Path) -> None:
    """As a root it is taken all the same; below another one it is not."""
    (album / ".nomedia").mkdir()
    settle(bench, album)
    assert noted(bench, album) == set()
    settle(bench, album.parent)
    assert noted(bench, album.parent) == set()


def known(bench: Bench) -> dict[Path, tuple[str, int, int]]:
    files = bench.store.files.all(bench.space)
    return {path: (file.content_hash, file.size_bytes, file.mtime_ns) for path, file in files.items()}


def test_change_is_noted_anew_once_the_folder_is_known_again(bench: Bench, album: Path, listed: list[Path]) -> None:
    settle(bench, album.parent)
    _edit(album)
    assert tally(run(bench, album.parent)) == (5, 1, 4, 0, 0)
    assert noted(bench, album.parent) == set()
    assert tally(run(bench, album.parent)) == (5, 0, 5, 0, 0)
    listed.clear()
    assert tally(run(bench, album.parent)) == (5, 0, 5, 0, 0)
    assert listed == [album.parent]


def test_rows_of_a_folder_that_came_and_went_are_taken_out(bench: Bench, album: Path) -> None:
    settle(bench, album.parent)
    _deepen(album)
    assert tally(run(bench, album / "deeper")) == (1, 1, 0, 0, 0)
    shutil.rmtree(album / "deeper")
    assert noted(bench, album.parent) == {album}
    assert tally(run(bench, album.parent)) == (5, 0, 5, 1, 0)


def test_file_without_vectors_in_an_unchanged_folder_is_embedded(bench: Bench, album: Path) -> None:
    settle(bench, album.parent)
    media_id = bench.store.files.media_of(album / "2.jpg")
    assert media_id is not None
    with bench.store.write() as tx:
        tx.run("DELETE FROM embeddings WHERE content_id = ?", [media_id])
    assert tally(run(bench, album.parent)) == (5, 1, 4, 0, 0)


def test_patterns_that_nobody_applied_hold_in_an_unchanged_folder(bench: Bench, album: Path) -> None:
    settle(bench, album.parent)
    with bench.store.write() as tx:
        bench.store.notes.put(tx, PATTERNS_NOTE, "2.*")
    run(bench, album.parent)
    assert bench.store.files.media_of(album / "2.jpg") is None
    run(bench, album.parent)
    assert tally(run(bench, album.parent)) == (4, 0, 4, 0, 0)
    assert noted(bench, album.parent) == {album}


def test_file_that_is_a_root_of_its_own_is_counted_once(bench: Bench, album: Path) -> None:
    settle(bench, album.parent)
    assert tally(run(bench, album.parent, album / "2.jpg")) == (5, 0, 5, 0, 0)


@pytest.mark.parametrize(
    "write",
    [
        lambda store, tx, path: store.files.put(tx, path, store.files.media_of(path), 1, 2),
        lambda store, tx, path: store.files.remove(tx, [path]),
        lambda store, tx, path: store.left_out.take_from_files(tx, [encode_path(path)]),
    ],
)
def test_whoever_writes_a_row_takes_the_note_back(
    bench: Bench, album: Path, write: Callable[[Store, Any, Path], object]
) -> None:
    settle(bench, album.parent)
    with bench.store.write() as tx:
        write(bench.store, tx, album / "2.jpg")
    assert noted(bench, album.parent) == set()


def test_file_that_is_given_back_takes_the_note_back(bench: Bench, album: Path) -> None:
    settle(bench, album.parent)
    with bench.store.write() as tx:
        bench.store.left_out.take_from_files(tx, [encode_path(album / "2.jpg")])
        bench.store.folder_digests.put(tx, [FolderDigest(encode_path(album) + b"/", b"digest", 3)])
    with bench.store.write() as tx:
        bench.store.left_out.give_back(tx, [encode_path(album / "2.jpg")])
    assert noted(bench, album.parent) == set()


def test_notes_are_dropped_where_rows_were_written_meanwhile(bench: Bench, album: Path) -> None:
    settle(bench, album.parent)
    before = bench.store.change_mark("files", "contents", "left_out")
    with bench.store.write() as tx:
        bench.store.files.remove(tx, [album / "2.jpg"])
    note = FolderDigest(encode_path(album) + b"/", b"digest", 4)
    _keep_digests(bench.store, [note], before)
    assert noted(bench, album.parent) == set()
    _keep_digests(bench.store, [note], bench.store.change_mark("files", "contents", "left_out"))
    assert noted(bench, album.parent) == {album}
