from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.media.ignore_rules import Patterns, parse_rules


def _leaves_out(text: str, path: str, *, is_folder: bool = False) -> bool:
    """Go down the folders of a path as a walk does."""
    patterns = Patterns(parse_rules(text)[0])
    parts = path.encode().split(b"/")
    for depth in range(1, len(parts) + 1):
        is_last = depth == len(parts)
        if patterns.decide(b"/".join(parts[:depth]), parts[depth - 1], is_folder=is_folder or not is_last):
            return True
    return False


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("*.png", "a/b/shot.PNG", True),
        ("*.png", "a/b/shot.jpg", False),
        ("screens/", "2020/screens/a.jpg", True),
        ("a.jpg/", "a.jpg", False),
        ("/top.jpg", "top.jpg", True),
        ("/top.jpg", "sub/top.jpg", False),
        ("raw/*.dng", "raw/a.dng", True),
        ("raw/*.dng", "raw/deep/a.dng", False),
        ("raw/**/a.dng", "raw/a.dng", True),
        ("raw/**/a.dng", "raw/x/y/a.dng", True),
        ("**/cache/**", "x/cache/y/a.jpg", True),
        ("**/cache/**", "cache", False),
        ("IMG_?.jpg", "IMG_ä.jpg", True),
        ("IMG_[0-3].jpg", "IMG_2.jpg", True),
        ("IMG_[!0-3].jpg", "IMG_2.jpg", False),
        ("*.jpg\n!keep.jpg", "keep.jpg", False),
        ("!keep.jpg\n*.jpg", "keep.jpg", True),
        ("out/\n!out/keep.jpg", "out/keep.jpg", True),
        ("# a note\n\\#one.jpg", "#one.jpg", True),
        ("\\!one.jpg", "!one.jpg", True),
        ("space\\ ", "space ", True),
        ("Bücher", "bu\u0308cher", True),
        ("Bücher", "BÜCHER", True),
        ("a\\*b", "a*b", True),
        ("a\\*b", "axb", False),
        ("new*line", "new\nline", True),
    ],
)
def test_patterns_leave_out_what_git_would(text: str, path: str, expected: bool) -> None:
    assert _leaves_out(text, path) is expected


@pytest.mark.parametrize("line", ["[abc", "x\\", "/", "!", "y" * 2000])
def test_parse_line_that_can_match_nothing_says_why(line: str) -> None:
    rules, (bad,) = parse_rules(f"good\n{line}")
    assert [rule.text for rule in rules] == ["good"]
    assert bad.line == 2
    assert bad.reason


_PATTERN = st.text("ab*?[]!-/\\ #.", min_size=1, max_size=8)
_NAME = st.text("ab-.!#[ ", min_size=1, max_size=4).filter(lambda name: name not in (".", "..") and name != ".git")


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git to be held against")
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cases=st.lists(
        st.tuples(st.lists(_PATTERN, min_size=1, max_size=3), st.lists(_NAME, min_size=1, max_size=3)),
        min_size=30,
        max_size=30,
    )
)
def test_patterns_agree_with_git(tmp_path: Path, cases: list[tuple[list[str], list[str]]]) -> None:
    """Many small sets of patterns at once, each in a folder of its own: a call of git costs more than all of them."""
    if not (tmp_path / ".git").exists():
        subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    asked: dict[str, bool] = {}
    for number, (lines, parts) in enumerate(cases):
        text = "\n".join(lines)
        folder = tmp_path / f"case{number}"
        folder.mkdir(exist_ok=True)
        (folder / ".gitignore").write_bytes(text.encode())
        asked[f"case{number}/{'/'.join(parts)}"] = _leaves_out(text, "/".join(parts))
    answer = subprocess.run(
        ["git", "-C", str(tmp_path), "-c", "core.ignorecase=true", "check-ignore", "--no-index", "-z", "--stdin"],
        input="\0".join(asked).encode(),
        capture_output=True,
        check=False,
    )
    ignored = {path for path in answer.stdout.decode().split("\0") if path}
    assert {path for path, is_out in asked.items() if is_out} == ignored, [
        (path, cases[int(path.split("/")[0][4:])][0]) for path in {p for p, out in asked.items() if out} ^ ignored
    ]
