"""Every file name is unique: quick-open is the table of contents."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_unique_names_python_files_are_told_apart_by_name() -> None:
    sources = [path for part in ("app", "engine", "tests") for path in (ROOT / part).rglob("*.py")]
    counted = Counter(path.name for path in sources if path.name not in {"__init__.py", "__main__.py", "conftest.py"})
    assert len(counted) > 50
    assert [name for name, count in counted.items() if count > 1] == []


def test_unique_names_no_drawers() -> None:
    drawers = {"utils", "helpers", "misc", "common", "constants", "util", "helper"}
    found = [path for part in ("app", "engine") for path in (ROOT / part).rglob("*") if path.stem in drawers]
    assert found == []
