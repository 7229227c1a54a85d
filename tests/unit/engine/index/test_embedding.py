"""Batches across files: right vectors, right order, batches that shrink."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.errors import OutOfMemory
from engine.index.decode_ahead import Decoded
from engine.index.embedding import BatchEmbedder, Embedded
from engine.jobs import Cancelled, CancelToken
from engine.media.scan import FoundFile
from engine.records import DecodedMedia, MediaFacts, MediaKind, Sampled
from tests.helpers.fakes import FakeEncoder


class WatchedEncoder(FakeEncoder):
    """Notes the batch sizes; holds at most `room` pictures."""

    def __init__(self, room: int = 1000, seconds_per_picture: float = 0.0) -> None:
        super().__init__()
        self.sizes: list[int] = []
        self.room = room
        self.now = 0.0
        self.seconds_per_picture = seconds_per_picture

    def encode_pictures(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        if len(pixels) > self.room:
            raise OutOfMemory("The device's memory is exhausted.")
        self.sizes.append(len(pixels))
        self.now += self.seconds_per_picture * len(pixels)
        return super().encode_pictures(pixels)


def content(name: str, greys: list[int]) -> Decoded:
    frames = tuple(
        Sampled(float(second), np.full((32, 32, 3), (grey, 255 - grey, 40), np.uint8), b"")
        for second, grey in enumerate(greys)
    )
    media = DecodedMedia(MediaKind.VIDEO, MediaFacts(32, 32, datetime(2024, 5, 1)), frames)
    return Decoded(FoundFile(Path(name), MediaKind.VIDEO, 1, 1), name, media)


def embed_all(embedder: BatchEmbedder, contents: list[Decoded]) -> list[Embedded]:
    batches = [batch for decoded in contents for batch in embedder.add(decoded)]
    return [embedded for batch in (*batches, *embedder.flush()) for embedded in batch]


@pytest.mark.parametrize("batch_size", [1, 3, 8, 100])
def test_embedder_returns_every_content_in_order_with_its_own_vectors(batch_size: int) -> None:
    contents = [content(f"{number}", list(range(number * 10, number * 10 + number % 5))) for number in range(20)]
    done = embed_all(BatchEmbedder(WatchedEncoder(), batch_size, CancelToken()), contents)
    assert [embedded.decoded.content_hash for embedded in done] == [f"{number}" for number in range(20)]
    for embedded in done:
        frames = embedded.decoded.media.frames
        assert embedded.vectors.shape == (len(frames), 8)
        assert embedded.is_usable == bool(frames)
        if frames:
            alone = FakeEncoder().encode_pictures(np.stack([frame.pixels for frame in frames]))
            assert np.allclose(embedded.vectors, alone, atol=1e-6)


def test_embedder_fills_batches_across_contents() -> None:
    encoder = WatchedEncoder()
    embed_all(BatchEmbedder(encoder, 8, CancelToken()), [content(f"{number}", [number]) for number in range(20)])
    assert encoder.sizes == [8, 8, 4]


def test_embedder_shrinks_batches_that_take_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = WatchedEncoder(seconds_per_picture=0.1)
    monkeypatch.setattr("engine.index.embedding.time.monotonic", lambda: encoder.now)
    embed_all(BatchEmbedder(encoder, 64, CancelToken()), [content("long", list(range(100)))])
    assert encoder.sizes[0] == 8
    assert max(encoder.sizes[1:]) <= 3


def test_embedder_grows_batches_that_are_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = WatchedEncoder(seconds_per_picture=0.001)
    monkeypatch.setattr("engine.index.embedding.time.monotonic", lambda: encoder.now)
    embed_all(BatchEmbedder(encoder, 64, CancelToken()), [content("long", list(range(250)))])
    assert encoder.sizes[:5] == [8, 16, 32, 64, 64]


def test_embedder_halves_batches_that_do_not_fit_the_device() -> None:
    encoder = WatchedEncoder(room=3)
    done = embed_all(BatchEmbedder(encoder, 8, CancelToken()), [content("long", list(range(20)))])
    assert done[0].vectors.shape == (20, 8)
    assert max(encoder.sizes) == 2


def test_embedder_gives_up_where_not_one_picture_fits() -> None:
    embedder = BatchEmbedder(WatchedEncoder(room=0), 8, CancelToken())
    with pytest.raises(OutOfMemory):
        embed_all(embedder, [content("one", [1])])


def test_embedder_stops_between_two_batches() -> None:
    cancel = CancelToken()
    embedder = BatchEmbedder(WatchedEncoder(), 2, cancel)
    cancel.cancel()
    with pytest.raises(Cancelled):
        embed_all(embedder, [content("long", list(range(9)))])
