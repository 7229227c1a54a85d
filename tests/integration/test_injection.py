"""Words that mean something to SQL, markup, shells, globs and spreadsheets are only words, wherever they are typed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from engine.errors import BadData, EngineError
from engine.jobs import CancelToken, ignore_progress
from engine.library import Library
from engine.library.backups import merge_own_data, write_backup
from engine.records import PictureTerm, SearchRequest, WordWeight
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

# Kept searches as somebody else's backup may hold them.
STRANGE_REQUESTS = [
    "not json",
    "[]",
    "{}",
    '{"query": {"a": 1}}',
    '{"query": "red", "camera": {"$ne": ""}}',
    '{"query": "red", "camera": ["Canon"]}',
    '{"query": "red", "has_caption": "yes", "is_favourite": 3}',
    '{"query": "red", "weights": {"red": NaN, "blue": Infinity}}',
    '{"query": "red", "weights": {"red": 1e308}}',
    '{"query": "red", "weights": {"": 1}}',
    '{"query": "red", "after": "9999-12-31T23:59:59+14:00", "before": "0001-01-01"}',
    '{"query": "red", "folder": "Li4vLi4vLi4vZXRjAA=="}',
    '{"query": "red", "folder": "L2V0Yw=="}',
    '{"query": "", "pictures": [{"weight": 1, "path": "L2V0Yy9wYXNzd2Q="}]}',
    '{"query": "", "pictures": [{"weight": 1, "path": "L2Rldi96ZXJv"}]}',
    '{"query": "", "pictures": [{"weight": NaN, "image": "AAAA"}]}',
    '{"query": "", "pictures": [{"weight": 1, "image": "!!"}]}',
    '{"query": "red", "pictures": [{"weight": 1, "content": "\\u0000", "time_s": "soon"}]}',
    '{"query": "red", "sort": "__class__"}',
    '{"query": "red \\ud800"}',
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


@pytest.mark.parametrize("horror", HORRORS, ids=range(len(HORRORS)))
def test_names_and_kept_searches_are_only_words(
    open_library: OpenLibrary, photos: Path, tmp_path: Path, horror: str
) -> None:
    requests = [SearchRequest(horror), SearchRequest("red", camera=horror), _below(photos, horror)]
    requests.append(SearchRequest("red", weights=(WordWeight(horror, 2.0),)))
    requests.append(SearchRequest("", pictures=(PictureTerm(path=photos / horror),)))
    with open_library() as library:
        library.index([photos])
        for number, request in enumerate(requests):
            album = library.marks.save_album(f"{horror[:50]} {number}", request)
            library.marks.note_search(request)
            library.marks.rename_album(album.search_id, f"{number} {horror[:50]}")
            with contextlib.suppress(EngineError):
                library.browser.listing(album.request)
        assert len(library.marks.albums()) == len(library.marks.history()) == len(requests)
        kept = {album.name: album.request for album in library.marks.albums()}
        assert {request.query for request in kept.values()} == {request.query for request in requests}
        write_backup(library._store, tmp_path / "backup", own_only=True, cancel=CancelToken(), report=ignore_progress)
        for album in library.marks.albums():
            library.marks.remove_album(album.search_id)
        library.marks.forget_searches()
        merge_own_data(library._store, tmp_path / "backup")
        assert {album.name: album.request for album in library.marks.albums()} == kept
        assert library.verify().is_ok


@pytest.mark.parametrize("text", STRANGE_REQUESTS, ids=range(len(STRANGE_REQUESTS)))
def test_kept_search_of_a_hostile_backup_is_left_out_or_answered(
    open_library: OpenLibrary, photos: Path, tmp_path: Path, expected_warnings: list[str], text: str
) -> None:
    expected_warnings.append("A kept search cannot be read any more")
    with open_library() as library:
        library.index([photos])
        with library._store.write() as tx:
            library._store.searches.put_album(tx, "theirs", text, datetime.now())
        for album in library.marks.albums():
            with contextlib.suppress(EngineError):
                library.browser.listing(album.request)
            with contextlib.suppress(EngineError):
                library.browser.facets(album.request)
            library.marks.note_search(album.request)
        assert library.verify().is_ok


@pytest.mark.parametrize(
    "named",
    [
        "../outside.jpg",
        "{outside}",
        "link.jpg",
        "/dev/zero",
        "/etc/passwd",
        "red.jpg/../../outside.jpg",
        "~/.bashrc",
        ".",
    ],
)
def test_captions_are_taken_for_files_of_the_library_alone(
    open_library: OpenLibrary, photos: Path, tmp_path: Path, named: str
) -> None:
    outside = draw_photo(tmp_path / "outside.jpg", "white")
    (photos / "link.jpg").symlink_to("/etc/passwd")
    table = photos.parent / "captions.csv"
    with open_library() as library:
        library.index([photos])
        name = named.format(outside=outside)
        table.write_text(
            f"path,caption\nphotos/red.jpg,fine\n{photos / name if name[0] not in '/~' else name},theirs\n"
        )
        with pytest.raises(BadData):
            library.import_captions(table)
        assert library.captions() == ()


def _below(photos: Path, name: str) -> SearchRequest:
    return SearchRequest("red", folder=photos / name.replace("\0", ""))
