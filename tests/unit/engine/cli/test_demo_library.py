"""The demo's photographs and clip, written from what scikit-image ships."""

from __future__ import annotations

import importlib.util
from datetime import datetime
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from engine.cli import demo_library
from engine.cli.demo_library import CLIP_NAME, SAMPLES, DemoMissing, sample_dir, write_clip, write_demo_media
from engine.errors import DiskFull


@pytest.fixture
def samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Small drawn stand-ins of every mode the samples have."""
    folder = tmp_path / "samples"
    folder.mkdir()
    for number, sample in enumerate(SAMPLES):
        mode = ("RGB", "L", "RGBA")[number % 3] if sample.source.endswith(".png") else "RGB"
        Image.new(mode, (60 + number, 40), number * 10 if mode == "L" else (number * 10,) * len(mode)).save(
            folder / sample.source
        )
    monkeypatch.setattr(demo_library, "sample_dir", lambda: folder)
    monkeypatch.setattr(demo_library, "_CLIP_SIZE", (64, 48))
    return folder


def test_write_demo_media_all_samples_are_dated_photos(samples: Path, tmp_path: Path) -> None:
    written = write_demo_media(tmp_path / "out")
    assert len(written) == len(SAMPLES) + 1
    for path, sample in zip(written, SAMPLES, strict=False):
        with Image.open(path) as photo:
            assert photo.format == "JPEG"
            taken = photo.getexif().get_ifd(0x8769)[0x9003]
            assert datetime.strptime(taken, "%Y:%m:%d %H:%M:%S") == sample.taken_at
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(path.name for path in written)


def test_write_demo_media_second_time_changes_nothing(samples: Path, tmp_path: Path) -> None:
    before = [path.stat().st_mtime_ns for path in write_demo_media(tmp_path / "out")]
    assert [path.stat().st_mtime_ns for path in write_demo_media(tmp_path / "out")] == before


def test_write_demo_media_sample_that_is_not_shipped_is_left_out(samples: Path, tmp_path: Path) -> None:
    (samples / "coins.png").unlink()
    names = {path.name for path in write_demo_media(tmp_path / "out")}
    assert "coins.jpg" not in names
    assert len(names) == len(SAMPLES)


def test_write_demo_media_folder_that_cannot_be_made_is_said(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DiskFull, match="cannot be written"):
        write_demo_media(tmp_path / "file" / "out")


def test_write_clip_each_photo_is_shown_for_three_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo_library, "_CLIP_SIZE", (64, 48))
    photos = []
    for name, colour, size in (("red", (220, 20, 20), (33, 90)), ("blue", (20, 20, 220), (300, 50))):
        photos.append(tmp_path / f"{name}.png")
        Image.new("RGB", size, colour).save(photos[-1])
    write_clip(tmp_path / CLIP_NAME, photos)
    with av.open(str(tmp_path / CLIP_NAME)) as clip:
        frames = [(frame.time, frame.to_ndarray(format="rgb24").mean((0, 1))) for frame in clip.decode(video=0)]
    assert len(frames) == 2 * 3 * 12
    for time_s, colour in frames:
        assert int(np.argmax(colour)) == (0 if time_s < 3 else 2)


def test_sample_dir_without_scikit_image_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(DemoMissing, match="scikit-image, which is not installed") as caught:
        sample_dir()
    assert "pip install" in caught.value.hint


def test_sample_dir_real_package_ships_every_sample() -> None:
    pytest.importorskip("skimage")
    missing = [sample.source for sample in SAMPLES if not (sample_dir() / sample.source).is_file()]
    assert missing == []
