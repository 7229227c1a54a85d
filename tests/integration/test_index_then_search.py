"""From files on disk to ranked hits, through decoding processes, database, index and search, as a person would."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from engine.config import Config
from engine.errors import ModelMissing
from engine.library import Library
from engine.records import MediaKind, SearchRequest, SearchResult
from engine.setting_fields import override
from tests.helpers.fakes import FakeEncoder
from tests.helpers.media import draw_photo, truncate

OpenLibrary = Callable[..., Library]


def _names(result: SearchResult) -> list[str]:
    return [hit.path.name for hit in result.hits]


def _state(folder: Path) -> dict[str, tuple[str, int, int]]:
    """Content, time and mode of every file below a folder."""
    return {
        str(path): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns, path.stat().st_mode)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_photos_and_moments_are_found_in_one_list_after_the_library_was_closed(
    open_library: OpenLibrary, photos: Path
) -> None:
    with open_library() as library:
        report = library.index([photos])
    assert (report.photos, report.clips, report.problems) == (3, 1, ())

    result = open_library(writes=False).search(SearchRequest("blue"))
    assert sorted(_names(result)[:2]) == ["blue.webp", "clip.mp4"]  # both are as blue as their encoders leave them
    assert result.is_confident
    moment = next(hit.moment for hit in result.hits if hit.path.name == "clip.mp4")
    assert moment is not None
    assert 2.0 <= moment.best_s <= 3.0
    assert all(hit.thumbnail_path is not None and hit.thumbnail_path.is_file() for hit in result.hits)


def test_filters_apply_to_what_the_files_say(open_library: OpenLibrary, photos: Path) -> None:
    library = open_library()
    library.index([photos])

    def found(**wanted: object) -> set[str]:
        return set(_names(library.search(SearchRequest("red", **wanted))))  # type: ignore[arg-type]  # filters

    assert found(kind=MediaKind.VIDEO) == {"clip.mp4"}
    assert found(before=datetime(2021, 1, 1)) == {"red.jpg"}
    assert found(after=datetime(2021, 1, 1), before=datetime(2022, 1, 1)) == {"green.png"}
    assert found(folder=photos / "sub") == {"blue.webp"}
    assert found(folder=photos, kind=MediaKind.PHOTO) == {"red.jpg", "green.png", "blue.webp"}


def test_originals_are_never_changed(open_library: OpenLibrary, photos: Path, tmp_path: Path) -> None:
    truncate(draw_photo(photos / "broken.png", "red", size=(640, 480)), 0.02)
    before = _state(photos)
    library = open_library()
    library.index([photos])
    library.search(SearchRequest("red", like=photos / "red.jpg"))
    library.picture(photos / "clip.mp4", 1.0)
    library.verify(repair=True)
    library.remove_folder(library.status().folders[0].folder_id)
    library.close()
    assert _state(photos) == before
    assert {path.parent for path in map(Path, before)} <= {photos, photos / "sub"}


def test_damaged_index_is_rebuilt_and_finds_the_same(
    open_library: OpenLibrary, tmp_path: Path, expected_warnings: list[str]
) -> None:
    expected_warnings.append("It is rebuilt; searching goes on exactly.")
    for number in range(40):
        draw_photo(tmp_path / "many" / f"{number}.png", (30 + 5 * number, 200 - 4 * number, 90), size=(48, 32))
    graph = override(Config(), {"indexing": {"exact_below": 10}, "decoding": {"workers": 1}})
    with open_library(config=graph) as library:
        library.index([tmp_path / "many"])
        expected = _names(library.search(SearchRequest("red", limit=10)))
    files = [path for path in (tmp_path / "library" / "index").iterdir() if path.suffix != ".json"]
    assert files, "the graph was not saved"
    for path in files:
        content = bytearray(path.read_bytes())
        content[len(content) // 2 :] = os.urandom(len(content) - len(content) // 2)
        path.write_bytes(content)
    assert _names(open_library(config=graph).search(SearchRequest("red", limit=10))) == expected


def test_two_models_keep_their_vectors_apart(open_library: OpenLibrary, photos: Path) -> None:
    with open_library(FakeEncoder("first")) as library:
        library.index([photos])
    second = FakeEncoder("second")
    with open_library(second) as library:
        with pytest.raises(ModelMissing, match="are embedded with the model"):
            library.search(SearchRequest("red"))
        library.index()
        assert _names(library.search(SearchRequest("red")))[0] in {"red.jpg", "clip.mp4"}
    first = FakeEncoder("first")
    with open_library(first) as library:
        assert library.index().embedded == 0, "going back to a model costs nothing"
        assert first.pictures_encoded == 0
        assert _names(library.search(SearchRequest("blue")))[0] == "blue.webp"
