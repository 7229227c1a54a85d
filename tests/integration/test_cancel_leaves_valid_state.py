"""A run that is stopped, wherever that happens, leaves a library that is sound, searchable, and goes on from there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.config import Config
from engine.jobs import Cancelled, CancelToken, Progress
from engine.library import Library
from engine.records import SearchRequest
from engine.setting_fields import override
from tests.helpers.fakes import FakeEncoder
from tests.helpers.media import draw_photo

OpenLibrary = Callable[..., Library]
COUNT = 30


class StoppingEncoder(FakeEncoder):
    """Asks for a stop once it has embedded some pictures."""

    def __init__(self, after: int, token: CancelToken) -> None:
        super().__init__()
        self._after = after
        self._token = token

    def encode_pictures(self, pixels):  # type: ignore[no-untyped-def]  # as the base
        if self.pictures_encoded >= self._after:
            self._token.cancel()
        return super().encode_pictures(pixels)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    for number in range(COUNT):
        draw_photo(tmp_path / "many" / f"{number}.png", (250 - 7 * number, 6 * number, 60), size=(48, 32))
    return tmp_path / "many"


@pytest.mark.parametrize("after", [0, 10])
def test_cancelled_index_run_goes_on_where_it_stopped(open_library: OpenLibrary, many: Path, after: int) -> None:
    token = CancelToken()
    small = override(Config(), {"indexing": {"batch_size": 4}, "decoding": {"workers": 1}})
    encoder = StoppingEncoder(after, token)
    with open_library(encoder, config=small) as library:
        with pytest.raises(Cancelled):
            library.index([many], cancel=token)
        stored = library.status().photos
        assert stored < COUNT
        assert len(library.search(SearchRequest("red", limit=100)).hits) == stored
        assert library.verify().is_ok

    fresh = FakeEncoder()
    with open_library(fresh) as library:
        assert library.index().photos == COUNT
        assert fresh.pictures_encoded == COUNT - stored
        assert library.verify().findings == ()
        assert len(library.search(SearchRequest("red", limit=100)).hits) == COUNT


def test_cancel_while_looking_through_folders_changes_nothing(open_library: OpenLibrary, many: Path) -> None:
    library = open_library()
    library.index([many])
    token = CancelToken()

    def stop(_: Progress) -> None:
        token.cancel()

    (many / "0.png").unlink()
    with pytest.raises(Cancelled):
        library.index(cancel=token, report=stop)
    assert library.status().photos == COUNT
    assert library.index().removed == 1
