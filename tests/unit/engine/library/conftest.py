from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.config import Config
from engine.library import Library
from engine.setting_fields import override
from tests.helpers.fakes import FakeEncoder
from tests.helpers.media import draw_photo, make_clip

CONFIG = override(Config(), {"decoding": {"workers": 1}})

OpenLibrary = Callable[..., Library]


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Two photos and a clip of three seconds."""
    folder = tmp_path / "photos"
    draw_photo(folder / "red.jpg", "red", taken="2020:01:02 03:04:05")
    draw_photo(folder / "sub" / "blue.png", "blue")
    make_clip(folder / "clip.mp4", ["green", "red", "blue"], hold=8)
    return folder


@pytest.fixture
def open_library(tmp_path: Path) -> Iterator[OpenLibrary]:
    opened: list[Library] = []

    def open_it(**options: object) -> Library:
        options.setdefault("encoder", FakeEncoder())
        library = Library.open(tmp_path / "library", CONFIG, **options)  # type: ignore[arg-type]  # as given
        opened.append(library)
        return library

    yield open_it
    for library in opened:
        library.close()
