"""On a disk that opens a file under many names, whoever gives another one means the same file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.library import Library
from tests.helpers.folded_disk import FoldingFileSystem
from tests.helpers.media import draw_photo

pytestmark = pytest.mark.skipif(os.name != "posix", reason="names are folded over a file system that tells them apart")
OpenLibrary = Callable[..., Library]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "Été"
    draw_photo(root / "Rouge.jpg", "red")
    FoldingFileSystem(tmp_path, monkeypatch)
    return root


def test_file_given_in_another_spelling_is_indexed_once(open_library: OpenLibrary, root: Path, tmp_path: Path) -> None:
    library = open_library()
    library.index([tmp_path / "été"])
    assert library.folder_paths() == (root,)
    again = library.index([tmp_path / "E\u0301TE\u0301" / "ROUGE.JPG"])
    assert (again.embedded, again.photos) == (0, 1)
    assert library._store.files.count_under(tmp_path) == 1


def test_captions_and_questions_take_any_spelling(open_library: OpenLibrary, root: Path, tmp_path: Path) -> None:
    library = open_library()
    library.index([root])
    other = tmp_path / "été" / "rouge.JPG"
    library.add_caption(other, "Rex")
    (tmp_path / "captions.csv").write_text(f"path,caption\n{other},in the snow\n", encoding="utf-8")
    library.import_captions(tmp_path / "captions.csv")
    assert {(caption.path, caption.text) for caption in library.captions()} == {
        (root / "Rouge.jpg", "Rex"),
        (root / "Rouge.jpg", "in the snow"),
    }
    item = library.media(other)
    assert item is not None
    assert item.path == root / "Rouge.jpg"
    assert sorted(library.sharing.details(other).captions) == ["Rex", "in the snow"]
