"""Every photo and clip is found once, whatever else lies in the folders."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from engine.errors import EngineError, FolderMissing
from engine.jobs import Cancelled, CancelToken
from engine.media.file_kinds import kind_of
from engine.media.scan import FoundFile, Walk, find_media, newest_first
from engine.records import MediaKind


def touch(path: Path, content: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def names(root: Path, found: list[FoundFile]) -> list[str]:
    return sorted(item.path.relative_to(root).as_posix() for item in found)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.JPG", MediaKind.PHOTO), ("b.heic", MediaKind.PHOTO), ("c.CR3", MediaKind.PHOTO), ("d.Mkv", MediaKind.VIDEO)],
)
def test_kind_of_any_case_is_told_by_ending(name: str, kind: MediaKind) -> None:
    assert kind_of(Path(name)) is kind


def test_kind_of_other_files_is_none() -> None:
    assert kind_of(Path("notes.txt")) is None
    assert kind_of(Path("jpg")) is None


def test_find_media_tree_lists_media_with_size_and_time(tmp_path: Path) -> None:
    touch(tmp_path / "one.jpg", b"12345")
    touch(tmp_path / "deep/er/two.mp4")
    touch(tmp_path / "deep/notes.txt")
    os.utime(tmp_path / "one.jpg", ns=(5, 7_000_000_000))
    found = list(find_media([tmp_path]))
    assert names(tmp_path, found) == ["deep/er/two.mp4", "one.jpg"]
    photo = next(item for item in found if item.kind is MediaKind.PHOTO)
    assert (photo.size_bytes, photo.mtime_ns) == (5, 7_000_000_000)


def test_find_media_hidden_trash_and_caches_are_left_out(tmp_path: Path) -> None:
    touch(tmp_path / ".hidden.jpg")
    touch(tmp_path / ".thumbnails/a.jpg")
    touch(tmp_path / "@eaDir/a.jpg")
    touch(tmp_path / "$RECYCLE.BIN/a.jpg")
    touch(tmp_path / "Catalog Previews.lrdata/a.jpg")
    touch(tmp_path / "cache/CACHEDIR.TAG", b"Signature: 8a477f597d28d172789f06886806bc55\n# by some program")
    touch(tmp_path / "cache/a.jpg")
    touch(tmp_path / "pretender/CACHEDIR.TAG", b"something else")
    touch(tmp_path / "pretender/kept.jpg")
    assert names(tmp_path, list(find_media([tmp_path]))) == ["pretender/kept.jpg"]


def test_find_media_given_hidden_folder_is_searched(tmp_path: Path) -> None:
    touch(tmp_path / ".private/a.jpg")
    assert names(tmp_path, list(find_media([tmp_path / ".private"]))) == [".private/a.jpg"]


def test_find_media_overlapping_paths_list_each_file_once(tmp_path: Path) -> None:
    file = touch(tmp_path / "sub/a.jpg")
    found = list(find_media([file, tmp_path, tmp_path / "sub", file]))
    assert [item.path for item in found] == [file]


def test_walk_comes_in_the_order_of_stored_paths_folder_by_folder(tmp_path: Path) -> None:
    for name in (
        "a.jpg",
        "a/z.jpg",
        "a/b/c.jpg",
        "a-b/1.jpg",
        "a0.jpg",
        "b.jpg/inner.jpg",
        "B.jpg",
        "z.jpg",
        "é/1.jpg",
    ):
        touch(tmp_path / name)
    walk = Walk([tmp_path], CancelToken(), lambda problem: None, lambda path: None)
    listings = list(walk.listings(tmp_path))
    paths = [path for files in listings for path, _, _ in files]
    assert paths == sorted(os.fsencode(path) for path in tmp_path.rglob("*.jpg") if path.is_file())
    assert all(files and len({os.path.dirname(path) for path, _, _ in files}) == 1 for files in listings)  # noqa: PTH120


def test_find_media_link_loop_ends(tmp_path: Path) -> None:
    touch(tmp_path / "album/a.jpg")
    (tmp_path / "album/loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "dangling.jpg").symlink_to(tmp_path / "nothing.jpg")
    assert names(tmp_path, list(find_media([tmp_path]))) == ["album/a.jpg"]


def test_find_media_folders_without_a_number_are_all_walked_and_loops_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path / "one/a.jpg")
    touch(tmp_path / "two/deep/b.jpg")
    (tmp_path / "two/loop").symlink_to(tmp_path, target_is_directory=True)
    real_stat = Path.stat

    def stat_without_inode(path: Path, **options: bool) -> os.stat_result:
        info = real_stat(path, **options)
        return os.stat_result((info.st_mode, 0, *info[2:]))

    monkeypatch.setattr(Path, "stat", stat_without_inode)
    assert names(tmp_path, list(find_media([tmp_path]))) == ["one/a.jpg", "two/deep/b.jpg"]


def test_find_media_link_to_what_is_away_is_told_and_no_problem(tmp_path: Path) -> None:
    touch(tmp_path / "a.jpg")
    (tmp_path / "drive").symlink_to(tmp_path / "unplugged", target_is_directory=True)
    (tmp_path / "photo.jpg").symlink_to(tmp_path / "unplugged/photo.jpg")
    away: list[Path] = []
    problems: list[EngineError] = []
    found = list(find_media([tmp_path], on_problem=problems.append, on_away=away.append))
    assert names(tmp_path, found) == ["a.jpg"]
    assert sorted(away) == [tmp_path / "drive", tmp_path / "photo.jpg"]
    assert problems == []


def test_find_media_linked_folder_outside_is_followed(tmp_path: Path) -> None:
    touch(tmp_path / "elsewhere/a.jpg")
    (tmp_path / "library").mkdir()
    (tmp_path / "library/link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert names(tmp_path, list(find_media([tmp_path / "library"]))) == ["library/link/a.jpg"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_find_media_awkward_names_survive(tmp_path: Path) -> None:
    awkward = [b"caf\xe9.jpg", b"new\nline.jpg", "snow ❄.png".encode(), b"n" * 251 + b".jpg"]
    for name in awkward:
        touch(Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)))
    found = list(find_media([tmp_path]))
    assert {os.fsencode(item.path.name) for item in found} == set(awkward)
    assert all(item.path.stat().st_size == 1 for item in found)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_find_media_pipe_named_like_a_photo_is_ignored(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    touch(tmp_path / "a.jpg")
    assert names(tmp_path, list(find_media([tmp_path]))) == ["a.jpg"]


def test_find_media_typescript_is_no_transport_stream(tmp_path: Path) -> None:
    touch(tmp_path / "code.ts", b"G: export const x = 1;\n" * 30)
    packet = b"G" + bytes(187)
    touch(tmp_path / "film.ts", packet * 3)
    touch(tmp_path / "camera.mts", (bytes(4) + packet) * 3)
    assert names(tmp_path, list(find_media([tmp_path]))) == ["camera.mts", "film.ts"]


def test_find_media_missing_folder_raises_at_once(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing, match="does not exist") as caught:
        find_media([tmp_path, tmp_path / "gone"])
    assert caught.value.path == tmp_path / "gone"


@pytest.mark.usefixtures("ordinary_user")
def test_find_media_locked_folder_is_reported_and_the_rest_found(tmp_path: Path) -> None:
    touch(tmp_path / "open/a.jpg")
    locked = touch(tmp_path / "locked/b.jpg").parent
    locked.chmod(0)
    problems: list[EngineError] = []
    try:
        found = list(find_media([tmp_path], on_problem=problems.append))
    finally:
        locked.chmod(0o700)
    assert names(tmp_path, found) == ["open/a.jpg"]
    assert [problem.path for problem in problems] == [locked]


def test_find_media_unreadable_folder_is_reported_and_the_rest_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same for whoever runs the tests as root: the system call itself refuses."""
    touch(tmp_path / "open/a.jpg")
    locked = touch(tmp_path / "locked/b.jpg").parent
    real_scandir = os.scandir

    def refuse(path: bytes) -> object:
        if Path(os.fsdecode(path)) == locked:
            raise PermissionError(13, "Permission denied")
        return real_scandir(path)

    monkeypatch.setattr("engine.media.scan.os.scandir", refuse)
    problems: list[EngineError] = []
    found = list(find_media([tmp_path], on_problem=problems.append))
    assert names(tmp_path, found) == ["open/a.jpg"]
    assert [problem.path for problem in problems] == [locked]
    assert "Permission denied" in problems[0].user_text


def test_find_media_given_other_file_is_reported(tmp_path: Path) -> None:
    problems: list[EngineError] = []
    assert list(find_media([touch(tmp_path / "notes.txt")], on_problem=problems.append)) == []
    assert "notes.txt" in problems[0].user_text


def test_find_media_problem_without_taker_is_logged(tmp_path: Path, expected_warnings: list[str]) -> None:
    expected_warnings.append("is not a photo or clip")
    assert list(find_media([touch(tmp_path / "notes.txt")])) == []


def test_find_media_cancelled_stops_within_the_folder(tmp_path: Path) -> None:
    for number in range(5):
        touch(tmp_path / f"{number}.jpg")
    cancel = CancelToken()
    files = find_media([tmp_path], cancel=cancel)
    next(files)
    cancel.cancel()
    with pytest.raises(Cancelled):
        next(files)


def test_newest_first_mixed_times_orders_by_time_then_path(tmp_path: Path) -> None:
    def found(name: str, mtime_ns: int) -> FoundFile:
        return FoundFile(Path(name), MediaKind.PHOTO, 1, mtime_ns)

    ordered = newest_first([found("b", 5), found("a", 5), found("c", 9)])
    assert [item.path.name for item in ordered] == ["c", "a", "b"]
