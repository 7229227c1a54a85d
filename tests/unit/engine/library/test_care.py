from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import BadData, FolderMissing
from engine.jobs import Cancelled, CancelToken, Progress
from engine.library import Library
from engine.library.pending_restore import NOTE_NAME, note_restore, restore_as_noted

OpenLibrary = Callable[..., Library]


def test_sizes_add_up_to_what_lies_in_the_folder(open_library: OpenLibrary, photos: Path, tmp_path: Path) -> None:
    library = open_library()
    library.index([photos])
    (tmp_path / "library" / "runs").mkdir()
    (tmp_path / "library" / "runs" / "weights").write_bytes(b"x" * 50_000)
    sizes = library.care.sizes()
    assert sizes.database > 20_000
    assert sizes.thumbnails > 1000
    assert sizes.other >= 50_000
    assert sizes.free > 0
    token = CancelToken()
    token.cancel()
    many = tmp_path / "library" / "thumbnails" / "many"
    many.mkdir()
    for number in range(600):
        (many / str(number)).touch()
    with pytest.raises(Cancelled):
        library.care.sizes(cancel=token)


def test_backup_is_checked_before_it_is_restored_and_put_in_place_by_the_next_opening(
    open_library: OpenLibrary, photos: Path, tmp_path: Path
) -> None:
    library = open_library()
    library.index([photos])
    library.add_caption(photos / "red.jpg", "before")
    library.care.back_up(tmp_path / "backup")
    seen: list[Progress] = []
    info = library.care.check_backup(tmp_path / "backup", report=seen.append)
    assert info.has_database
    assert info.size_bytes == seen[-1].total == seen[-1].done
    library.add_caption(photos / "red.jpg", "after")
    library.care.restore_next_time(tmp_path / "backup")
    library.close()
    restore_as_noted(tmp_path / "library")
    restore_as_noted(tmp_path / "library")  # once
    again = open_library()
    assert [caption.text for caption in again.captions()] == ["before"]
    assert again.care.merge_own(tmp_path / "backup").own_rows == 0


def test_backup_that_was_changed_is_refused_before_anything_is_done(
    open_library: OpenLibrary, photos: Path, tmp_path: Path
) -> None:
    library = open_library()
    library.care.back_up(tmp_path / "backup")
    own = tmp_path / "backup" / "captions.csv"
    own.write_bytes(own.read_bytes() + b"x")
    with pytest.raises(BadData, match="has changed"):
        library.care.check_backup(tmp_path / "backup")
    with pytest.raises(FolderMissing, match="no backup"):
        library.care.check_backup(photos)


def test_restore_that_fails_is_not_tried_again(tmp_path: Path, expected_warnings: list[str]) -> None:
    expected_warnings.append("The note of what to restore")
    library_dir = tmp_path / "library"
    library_dir.mkdir()
    note_restore(library_dir, tmp_path / "nowhere")
    with pytest.raises(FolderMissing):
        restore_as_noted(library_dir)
    restore_as_noted(library_dir)
    (library_dir / NOTE_NAME).write_text(json.dumps([1]))
    restore_as_noted(library_dir)
    assert not (library_dir / NOTE_NAME).exists()
