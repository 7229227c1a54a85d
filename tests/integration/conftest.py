"""A folder of drawn photos and a clip, and libraries over it that close by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.config import Config
from engine.library import Library
from engine.setting_fields import override
from tests.helpers.fakes import FakeEncoder
from tests.helpers.media import draw_photo, make_clip

OpenLibrary = Callable[..., Library]


@pytest.fixture
def config() -> Config:
    return override(Config(), {"decoding": {"workers": 1}})


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Three photos in two folders, and a clip of three seconds."""
    folder = tmp_path / "photos"
    draw_photo(folder / "red.jpg", "red", taken="2020:01:02 03:04:05")
    draw_photo(folder / "green.png", "green", taken="2021:06:01 00:00:00")
    draw_photo(folder / "sub" / "blue.webp", "blue")
    make_clip(folder / "clip.mp4", ["green", "red", "blue"], hold=8)
    return folder


@pytest.fixture
def open_library(tmp_path: Path, config: Config) -> Iterator[OpenLibrary]:
    opened: list[Library] = []

    def open_it(encoder: FakeEncoder | None = None, *, writes: bool = True, config: Config = config) -> Library:
        library = Library.open(tmp_path / "library", config, encoder=encoder or FakeEncoder(), writes=writes)
        opened.append(library)
        return library

    yield open_it
    for library in opened:
        library.close()
