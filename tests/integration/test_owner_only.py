"""Whatever a library is used for, others can read nothing of it, even in a folder that is open to all."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.config import Config
from engine.jobs import CancelToken, ignore_progress
from engine.library import Library
from engine.library.backups import write_backup
from engine.records import SearchRequest
from engine.setting_fields import override

OpenLibrary = Callable[..., Library]
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@pytest.fixture
def open_to_all(tmp_path: Path) -> Iterator[Path]:
    """A library's folder that anybody may enter, and a person whose new files anybody may read."""
    folder = tmp_path / "library"
    folder.mkdir()
    folder.chmod(0o755)
    before = os.umask(0)
    yield folder
    os.umask(before)


def exposed(folder: Path) -> list[str]:
    """What others can read or enter, without what lies in folders that keep them out."""
    found = []
    for path in sorted(folder.iterdir()):
        if path.stat().st_mode & _OTHERS:
            found.append(path.name)
            if path.is_dir():
                found += [f"{path.name}/{name}" for name in exposed(path)]
    return found


@pytest.mark.skipif(os.name == "nt", reason="there are other rights")
def test_nothing_of_a_library_can_be_read_by_others(
    open_library: OpenLibrary, photos: Path, open_to_all: Path, tmp_path: Path
) -> None:
    config = override(Config(), {"decoding": {"workers": 1}, "indexing": {"exact_below": 0}})
    library = open_library(config=config)
    library.index([photos])
    library.search(SearchRequest("red"))
    library.add_caption(photos / "red.jpg", "Rex")
    library.marks.save_album("Album", SearchRequest("red"))
    library.verify(minutes=1e-9)
    write_backup(library._store, tmp_path / "backup", own_only=False, cancel=CancelToken(), report=ignore_progress)
    assert exposed(open_to_all) == []
    library.close()
    assert exposed(open_to_all) == []
    assert len(list(open_to_all.iterdir())) >= 4
    assert not (tmp_path / "backup").stat().st_mode & _OTHERS
