"""Commands run in this process against a fake library."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.cli.common_options import CommonOptions
from tests.helpers.fake_library import FakeLibrary, clip_hit, photo_hit


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> FakeLibrary:
    """The library that every command opens; `library.opened` tells with which options."""
    fake = FakeLibrary(hits=[photo_hit(Path("/photos/a.jpg")), clip_hit(Path("/clips/b.mp4"))])

    def open_library(self: CommonOptions, *, writes: bool) -> FakeLibrary:
        self.config()
        fake.opened.append((self, writes))
        return fake

    monkeypatch.setattr(CommonOptions, "open_library", open_library)
    return fake
