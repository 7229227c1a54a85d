"""Manifest folders that are written over others, into foreign folders, and onto full disks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.errors import BadData, DiskFull
from engine.training.data import manifest_writer
from engine.training.data.manifest_writer import ManifestRow, write_manifest
from engine.training.data.pair_manifest import MANIFEST_NAME, PICTURES_NAME, read_manifest
from tests.helpers.tiny_cots import drawn_pixels

PIXELS = drawn_pixels(3, 8)


def _pairs(count: int, then: Exception | None = None) -> Iterator[tuple[ManifestRow, NDArray[np.uint8]]]:
    for number in range(count):
        yield ManifestRow(f"{number}.jpg", (f"caption {number}",)), PIXELS[number]
    if then is not None:
        raise then


def test_writer_replaces_an_earlier_manifest(tmp_path: Path) -> None:
    assert write_manifest(tmp_path, _pairs(3), 8) == 3
    assert write_manifest(tmp_path, _pairs(2), 8) == 2
    assert read_manifest(tmp_path).data.names == ("0.jpg", "1.jpg")
    assert np.array_equal(read_manifest(tmp_path).data.pixels, PIXELS[:2])


def test_writer_that_fails_leaves_the_earlier_manifest(tmp_path: Path) -> None:
    write_manifest(tmp_path, _pairs(3), 8)
    with pytest.raises(RuntimeError):
        write_manifest(tmp_path, _pairs(1, then=RuntimeError()), 8)
    assert np.array_equal(read_manifest(tmp_path).data.pixels, PIXELS)
    assert {path.name for path in tmp_path.iterdir()} == {MANIFEST_NAME, PICTURES_NAME}


def test_writer_that_fails_in_a_new_folder_leaves_none(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        write_manifest(tmp_path / "pairs", _pairs(1, then=RuntimeError()), 8)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("name", "content"), [("notes.txt", "mine"), (MANIFEST_NAME, '{"name": "my app"}')])
def test_writer_leaves_a_folder_with_other_files_alone(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(BadData, match="holds other files"):
        write_manifest(tmp_path, _pairs(3), 8)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {name: content}


def test_writer_clears_what_a_kill_left(tmp_path: Path) -> None:
    (tmp_path / f".{PICTURES_NAME}.1.tmp").write_bytes(b"half")
    (tmp_path / PICTURES_NAME).write_bytes(b"without a manifest")
    write_manifest(tmp_path, _pairs(3), 8)
    assert {path.name for path in tmp_path.iterdir()} == {MANIFEST_NAME, PICTURES_NAME}


def test_writer_on_a_full_disk_says_so_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(manifest_writer, "_write_pictures", full)
    with pytest.raises(DiskFull, match="No space left on device"):
        write_manifest(tmp_path / "pairs", _pairs(3), 8)
    assert not list(tmp_path.iterdir())


def test_writer_where_a_file_lies_is_an_engine_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "pairs"):
        with pytest.raises(DiskFull):
            write_manifest(folder, _pairs(3), 8)


@pytest.mark.parametrize("picture", [drawn_pixels(1, 9)[0], PIXELS[0].astype(np.float32)])
def test_writer_of_pictures_of_another_form_is_a_bug(tmp_path: Path, picture: NDArray[Any]) -> None:
    with pytest.raises(ValueError, match="picture 1"):
        write_manifest(tmp_path, [(ManifestRow("a", ("b",)), picture)], 8)


def test_writer_of_a_row_without_a_caption_is_a_bug(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="needs a caption"):
        write_manifest(tmp_path, [(ManifestRow("a", ()), PIXELS[0])], 8)
