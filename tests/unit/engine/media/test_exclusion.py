from __future__ import annotations

from pathlib import Path

import pytest

from engine.jobs import CancelToken
from engine.media.exclusion import ALWAYS_LEFT_OUT, Exclusions
from engine.media.file_kinds import is_left_out
from engine.media.ignore_rules import Patterns, parse_rules
from engine.media.scan import Walk


def _touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


def _walked(root: Path, everywhere: str = "", own: str = "") -> list[str]:
    exclusions = Exclusions(everywhere, {root: own})
    problems: list[Exception] = []
    walk = Walk([root], CancelToken(), problems.append, lambda _: None, exclusions=exclusions)
    found = [Path(path.decode()) for path, _, _ in walk.below(root)]
    assert not problems
    assert not any(exclusions.leaves_out(path) for path in found)
    return [path.relative_to(root).as_posix() for path in found]


@pytest.mark.parametrize(
    "name",
    [
        ".hidden",
        "@eaDir",
        "@EADIR",
        "#recycle",
        "#other",
        "$RECYCLE.BIN",
        "$x",
        "Caches",
        "Thumbnails",
        "thumbs",
        "2020",
        "A.lrdata",
        "lrdata",
        "@tmp",
        "node_modules",
        "System Volume Information",
        "lost+found",
        "__MACOSX",
        "@Recycle",
    ],
)
def test_written_defaults_say_what_the_quick_ones_do(name: str) -> None:
    text = "\n".join(f"\\{line}" if line.startswith("#") else line for line in ALWAYS_LEFT_OUT.splitlines())
    patterns = Patterns(parse_rules(text)[0])
    assert (patterns.decide(name.encode(), name.encode(), is_folder=True) is True) is is_left_out(name)


def test_walk_leaves_out_what_patterns_say_and_nothing_else(tmp_path: Path) -> None:
    for name in (
        "a.jpg",
        "b.PNG",
        "out/c.jpg",
        "deep/out/d.jpg",
        "deep/e.jpg",
        "deep/raw/f.dng",
        ".h.jpg",
        "@eaDir/g.jpg",
    ):
        _touch(tmp_path / name)
    assert _walked(tmp_path) == ["a.jpg", "b.PNG", "deep/e.jpg", "deep/out/d.jpg", "deep/raw/f.dng", "out/c.jpg"]
    assert _walked(tmp_path, "*.png\nout/") == ["a.jpg", "deep/e.jpg", "deep/raw/f.dng"]
    assert _walked(tmp_path, "*.png", "/out/\n!b.png") == [
        "a.jpg",
        "b.PNG",
        "deep/e.jpg",
        "deep/out/d.jpg",
        "deep/raw/f.dng",
    ]
    assert _walked(tmp_path, own="deep/**/*.dng\nout") == ["a.jpg", "b.PNG", "deep/e.jpg"]


def test_walk_takes_what_is_hidden_where_an_exception_says_so(tmp_path: Path) -> None:
    for name in (".h.jpg", ".x.jpg", ".private/a.jpg", "@eaDir/g.jpg"):
        _touch(tmp_path / name)
    assert _walked(tmp_path, "!.private/\n!.h.jpg") == [".h.jpg", ".private/a.jpg"]


def test_walk_leaves_folders_out_that_a_file_in_them_marks_below_the_root(tmp_path: Path) -> None:
    for name in (".nomedia", "a.jpg", "chat/.nomedia", "chat/b.jpg", "chat/deep/c.jpg", "kept/.nomedia", "kept/d.jpg"):
        _touch(tmp_path / name)
    assert _walked(tmp_path, "!kept/") == ["a.jpg", "kept/d.jpg"]


def test_walk_follows_links_to_what_is_left_out_under_its_own_name(tmp_path: Path) -> None:
    _touch(tmp_path / "out" / "a.jpg")
    _touch(tmp_path / "in" / "b.jpg")
    (tmp_path / "link").symlink_to(tmp_path / "out")
    (tmp_path / "other").symlink_to(tmp_path / "in")
    assert _walked(tmp_path, "/out/") == ["in/b.jpg", "link/a.jpg"]


def test_exclusions_end_at_a_watched_folder_of_its_own(tmp_path: Path) -> None:
    inner = tmp_path / "raw" / "mine"
    exclusions = Exclusions("", {tmp_path: "raw/", inner: "*.png"})
    assert exclusions.leaves_out(tmp_path / "raw" / "a.jpg")
    assert not exclusions.leaves_out(inner / "a.jpg")
    assert exclusions.leaves_out(inner / "a.png")
    assert not exclusions.leaves_out(tmp_path)
