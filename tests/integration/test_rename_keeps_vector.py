"""Identity is content: whatever happens to names and folders, nothing is embedded twice and nothing is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from engine.library import Library
from engine.records import SearchRequest
from tests.helpers.fakes import FakeEncoder
from tests.helpers.media import draw_photo

OpenLibrary = Callable[..., Library]


def _found(library: Library, query: str = "red") -> set[Path]:
    return {hit.path for hit in library.search(SearchRequest(query)).hits}


def test_renamed_file_is_found_under_its_new_name_and_not_embedded_again(
    open_library: OpenLibrary, photos: Path
) -> None:
    encoder = FakeEncoder()
    library = open_library(encoder)
    library.index([photos])
    encoded = encoder.pictures_encoded
    (photos / "red.jpg").rename(photos / "sub" / "holiday.jpg")
    (photos / "clip.mp4").rename(photos / "film.mp4")
    report = library.index()
    assert (report.embedded, report.reused) == (0, 4)
    assert encoder.pictures_encoded == encoded
    assert {path.name for path in _found(library)} == {"holiday.jpg", "film.mp4", "green.png", "blue.webp"}
    assert library.media(photos / "red.jpg") is None


def test_moved_folder_keeps_everything(open_library: OpenLibrary, photos: Path, tmp_path: Path) -> None:
    encoder = FakeEncoder()
    library = open_library(encoder)
    library.index([photos])
    encoded = encoder.pictures_encoded
    photos.rename(tmp_path / "pictures")
    library.index([tmp_path / "pictures"])
    assert encoder.pictures_encoded == encoded
    assert tmp_path / "pictures" / "red.jpg" in _found(library)


def test_copy_is_one_hit_and_outlives_the_original(open_library: OpenLibrary, photos: Path) -> None:
    library = open_library()
    library.index([photos])
    hits = len(_found(library))
    shutil.copy2(photos / "red.jpg", photos / "sub" / "copy.jpg")
    assert library.index().embedded == 0
    assert len(_found(library)) == hits
    (photos / "red.jpg").unlink()
    library.index()
    assert photos / "sub" / "copy.jpg" in _found(library)
    assert len(_found(library)) == hits


def test_deleted_file_is_no_longer_found_and_comes_back_without_embedding(
    open_library: OpenLibrary, photos: Path, tmp_path: Path
) -> None:
    encoder = FakeEncoder()
    library = open_library(encoder)
    library.index([photos])
    encoded = encoder.pictures_encoded
    shutil.move(photos / "red.jpg", tmp_path / "trash.jpg")
    assert library.index().removed == 1
    assert photos / "red.jpg" not in _found(library)
    shutil.move(tmp_path / "trash.jpg", photos / "red.jpg")
    library.index()
    assert photos / "red.jpg" in _found(library)
    assert encoder.pictures_encoded == encoded


def test_changed_file_is_found_by_what_it_shows_now(open_library: OpenLibrary, photos: Path) -> None:
    library = open_library()
    library.index([photos])
    draw_photo(photos / "red.jpg", "blue", size=(120, 80))
    assert library.index().embedded == 1
    best = [hit.path.name for hit in library.search(SearchRequest("blue")).hits[:2]]
    assert "red.jpg" in best


def test_folder_that_is_away_keeps_its_rows(open_library: OpenLibrary, photos: Path, tmp_path: Path) -> None:
    encoder = FakeEncoder()
    library = open_library(encoder)
    library.index([photos])
    library.index([draw_photo(tmp_path / "other" / "white.png", "white").parent])
    encoded = encoder.pictures_encoded
    photos.rename(tmp_path / "unplugged")
    assert library.index().removed == 0
    offline = {folder.path.name: folder.is_online for folder in library.status().folders}
    assert offline == {"photos": False, "other": True}
    assert photos / "red.jpg" in _found(library)
    (tmp_path / "unplugged").rename(photos)
    library.index()
    assert encoder.pictures_encoded == encoded
