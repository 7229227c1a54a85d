"""Words that mean something to SQL, markup, shells, globs and spreadsheets are only words, wherever they are typed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import EngineError
from engine.library import Library
from engine.records import SearchRequest
from engine.store import Store
from tests.helpers.media import draw_photo

OpenLibrary = Callable[..., Library]

HORRORS = [
    "'; DROP TABLE files; --",
    '" OR 1=1 --',
    "%' OR '%'='",
    "red) UNION SELECT sql FROM sqlite_master --",
    "*?[a-z]",
    "../../../etc/passwd",
    "$(touch sprung) `touch sprung`",
    "<b>bold</b><img src=x onerror=alert(1)>",
    "[red]markup[/red] [link=file:///etc/passwd]x[/link]",
    "{0.__class__} %s %n",
    "=HYPERLINK(1)",
    "-" * 50,
    "red\u202e\u200b\u0301",
    "a" * 300,
]


@pytest.mark.parametrize("horror", HORRORS, ids=range(len(HORRORS)))
def test_typed_words_are_only_words(open_library: OpenLibrary, photos: Path, tmp_path: Path, horror: str) -> None:
    with open_library() as library:
        library.index([photos])
        before = library.status()
        for request in (SearchRequest(horror), SearchRequest("red", camera=horror), _below(photos, horror)):
            with contextlib.suppress(EngineError):  # a sentence, and no crash
                library.search(request)
        library.add_caption(photos / "red.jpg", horror)
        library.export_captions(tmp_path / "captions.csv")
        library.remove_captions(photos / "red.jpg")
        library.import_captions(tmp_path / "captions.csv")
        assert [" ".join(caption.text.split()) for caption in library.captions()] == [" ".join(horror.split())]
        assert library.status() == before
        assert library.verify().is_ok
    with Store.open(tmp_path / "library", read_only=True) as store:
        assert store.damage() == []
    assert not list(tmp_path.rglob("sprung"))
    assert not Path("sprung").exists()


def test_folders_named_like_patterns_are_only_folders(open_library: OpenLibrary, tmp_path: Path) -> None:
    root = tmp_path / "root"
    draw_photo(root / "[a-z]*" / "one.png", "red")
    draw_photo(root / "abc" / "two.png", "green")
    draw_photo(root / "100%_" / "three.png", "blue")
    draw_photo(root / "1000x" / "four.png", "white")
    with open_library() as library:
        library.index([root])
        for name, expected in (("[a-z]*", "one.png"), ("100%_", "three.png")):
            hits = library.search(SearchRequest("red", folder=root / name, shows_weaker=True)).hits
            assert [hit.path.name for hit in hits] == [expected]
        (folder,) = library.status().folders
        library.remove_folder(folder.folder_id)
        library.index([root / "[a-z]*"])
        assert library.status().photos == 1


def _below(photos: Path, name: str) -> SearchRequest:
    return SearchRequest("red", folder=photos / name.replace("\0", ""))
