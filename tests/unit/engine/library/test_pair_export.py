"""Captioned pictures as a folder that a training opens."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.config import Config
from engine.errors import BadData
from engine.jobs import Cancelled, CancelToken, Progress
from engine.library import Library
from engine.setting_fields import override
from engine.training.data.data_layout import with_data_folder
from engine.training.data.training_data import open_training_data
from engine.training.recipe import DataConfig
from tests.helpers.fakes import FakeEncoder
from tests.helpers.media import draw_photo, make_clip

CONFIG = override(Config(), {"decoding": {"workers": 1}})


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Eight photos and a clip of three seconds."""
    for number in range(8):
        draw_photo(tmp_path / "photos" / f"{number}.png", (30 * number, 90, 30), size=(90, 60))
    make_clip(tmp_path / "photos" / "clip.mp4", ["green", "red", "blue"], hold=8)
    return tmp_path / "photos"


@pytest.fixture
def library(tmp_path: Path, photos: Path) -> Iterator[Library]:
    """All of `photos` indexed, none captioned."""
    with Library.open(tmp_path / "library", CONFIG, encoder=FakeEncoder()) as opened:
        opened.index([photos])
        yield opened


def test_export_is_opened_by_the_training(library: Library, photos: Path, tmp_path: Path) -> None:
    for number in range(8):
        library.add_caption(photos / f"{number}.png", f"picture {number}")
    library.add_caption(photos / "0.png", "the first")
    library.add_caption(photos / "clip.mp4", "green", 0.2)
    library.add_caption(photos / "clip.mp4", "blue", 2.5)
    told: list[Progress] = []
    done = library.export_pairs(tmp_path / "pairs", 24, report=told.append)
    assert (done.side_px, done.pictures, done.captions, done.unread, done.without_file) == (24, 10, 11, (), 0)
    assert told[-1].total == 10
    data = open_training_data(with_data_folder(DataConfig(), tmp_path / "pairs"), 24, seed=1)
    captions: dict[str, tuple[str, ...]] = {}
    for source in (data.train, data.held_out):
        captions |= dict(zip(source.names, source.captions, strict=True))
    assert captions[str(photos / "0.png")] == ("picture 0", "the first")
    assert captions[f"{photos / 'clip.mp4'} at 0.2 s"] == ("green",)
    assert len(captions) == 10
    both = [any("clip" in name for name in source.names) for source in (data.train, data.held_out)]
    assert sorted(both) == [False, True]
    row = data.train.names.index(next(name for name in data.train.names if name.endswith(".png")))
    drawn = 30 * int(Path(data.train.names[row]).stem)
    assert abs(float(data.train.pictures(np.array([row]))[..., 0].mean()) - 0.85 * drawn) < 25


def test_export_names_what_cannot_be_read_and_what_waits(library: Library, photos: Path, tmp_path: Path) -> None:
    for name in ("1.png", "2.png", "3.png", "4.png"):
        library.add_caption(photos / name, "a picture")
    broken, info = photos / "1.png", (photos / "1.png").stat()
    broken.write_bytes(b"?" * info.st_size)
    os.utime(broken, ns=(info.st_atime_ns, info.st_mtime_ns))
    (photos / "2.png").unlink()
    replaced = draw_photo(photos / "4.png", "red")
    done = library.export_pairs(tmp_path / "pairs")
    assert (done.pictures, done.captions, done.unread, done.without_file) == (
        1,
        1,
        (str(broken), str(replaced)),
        1,
    )
    assert done.side_px == FakeEncoder.input_px


def test_export_of_nothing_keeps_the_earlier_one(library: Library, photos: Path, tmp_path: Path) -> None:
    with pytest.raises(BadData, match="No captioned photo or clip"):
        library.export_pairs(tmp_path / "pairs")
    assert not (tmp_path / "pairs").exists()
    library.add_caption(photos / "1.png", "a picture")
    library.export_pairs(tmp_path / "pairs")
    before = {path: path.read_bytes() for path in (tmp_path / "pairs").iterdir()}
    (photos / "1.png").unlink()
    with pytest.raises(BadData):
        library.export_pairs(tmp_path / "pairs")
    assert {path: path.read_bytes() for path in (tmp_path / "pairs").iterdir()} == before


def test_export_that_is_cancelled_leaves_nothing(library: Library, photos: Path, tmp_path: Path) -> None:
    library.add_caption(photos / "1.png", "a picture")
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        library.export_pairs(tmp_path / "pairs", cancel=token)
    assert not (tmp_path / "pairs").exists()


def test_export_never_goes_where_originals_or_the_library_are(library: Library, photos: Path, tmp_path: Path) -> None:
    library.add_caption(photos / "1.png", "a picture")
    before = sorted(photos.iterdir())
    (tmp_path / "link").symlink_to(photos)
    for folder in (photos, photos / "pairs", tmp_path / "link" / "pairs", photos / "1.png"):
        with pytest.raises(BadData, match="folder of the library"):
            library.export_pairs(folder)
    with pytest.raises(BadData, match="belongs to the library"):
        library.export_pairs(tmp_path / "library" / "pairs")
    assert sorted(photos.iterdir()) == before


@pytest.mark.parametrize("side_px", [0, 15, 2049])
def test_export_of_a_side_out_of_bounds_is_refused(library: Library, tmp_path: Path, side_px: int) -> None:
    with pytest.raises(BadData, match="16 to 2048 pixels"):
        library.export_pairs(tmp_path / "pairs", side_px)
