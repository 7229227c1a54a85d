"""Batches across files: right vectors, right order, batches that shrink."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.errors import MediaUnreadable, OutOfMemory
from engine.index.decode_ahead import Decoded, Event, Failed, Foreseen, Pause
from engine.index.embedding import BatchEmbedder, Embedded
from engine.jobs import Cancelled, CancelToken
from engine.media.scan import FoundFile
from engine.records import DecodedMedia, MediaFacts, MediaKind, Sampled
from tests.helpers.fakes import FakeEncoder


class WatchedEncoder(FakeEncoder):
    """Notes the batch sizes; holds at most `room` pictures. May stand in for `time`."""

    def __init__(self, room: int = 1000, seconds_per_picture: float = 0.0) -> None:
        super().__init__()
        self.is_on_processor = False  # batches are as they were made
        self.sizes: list[int] = []
        self.room = room
        self.now_s = 0.0
        self.seconds_per_picture = seconds_per_picture

    def encode_pictures(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        if len(pixels) > self.room:
            raise OutOfMemory("The device's memory is exhausted.")
        self.sizes.append(len(pixels))
        self.now_s += self.seconds_per_picture * len(pixels)
        return super().encode_pictures(pixels)

    def monotonic(self) -> float:
        return self.now_s

    def thread_time(self) -> float:
        return self.now_s


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
    monkeypatch.setattr("engine.index.embedding_thread.time", encoder)
    embed_all(BatchEmbedder(encoder, 64, CancelToken()), [content("long", list(range(100)))])
    assert encoder.sizes[0] == 8
    assert max(encoder.sizes[1:]) <= 3


def test_embedder_grows_batches_that_are_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = WatchedEncoder(seconds_per_picture=0.001)
    monkeypatch.setattr("engine.index.embedding_thread.time", encoder)
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


def foreseen(decoded: Decoded, *numbers: int) -> list[Foreseen]:
    return [Foreseen(decoded.file.path, decoded.media.frames[number]) for number in numbers]


def follow_all(embedder: BatchEmbedder, *events: Event) -> list[Embedded]:
    return [embedded for event in events for batch in embedder.follow(event) for embedded in batch]


def test_embedder_sees_frames_before_the_clip_is_whole_and_none_twice() -> None:
    encoder = WatchedEncoder()
    embedder = BatchEmbedder(encoder, 8, CancelToken())
    clip, photo = content("clip", list(range(12))), content("photo", [7])
    assert follow_all(embedder, *foreseen(clip, *range(10))) == []
    assert encoder.sizes == [8]
    done = follow_all(embedder, photo, clip, Pause(is_near_end=True))
    assert [embedded.decoded.content_hash for embedded in done] == ["photo", "clip"]
    assert sum(encoder.sizes) == 13
    alone = FakeEncoder().encode_pictures(np.stack([frame.pixels for frame in clip.media.frames]))
    assert np.allclose(done[1].vectors, alone, atol=1e-6)


def test_clip_whose_frames_were_all_seen_is_complete_at_once() -> None:
    embedder = BatchEmbedder(WatchedEncoder(), 8, CancelToken())
    clip = content("clip", list(range(8)))
    follow_all(embedder, *foreseen(clip, *range(8)))
    assert [embedded.decoded for embedded in follow_all(embedder, clip)] == [clip]


@pytest.mark.parametrize(
    ("is_ending", "frames", "sizes"),
    [(False, 0, []), (False, 7, []), (False, 8, [8]), (False, 13, [13]), (True, 3, []), (True, 4, [4]), (True, 7, [7])],
)
def test_pause_is_used_for_a_smaller_batch_that_is_worth_it(is_ending: bool, frames: int, sizes: list[int]) -> None:
    encoder = WatchedEncoder()
    embedder = BatchEmbedder(encoder, 16, CancelToken())
    follow_all(embedder, content("photos", list(range(8))))  # the next batch is to be of sixteen
    pauses = Pause(is_ending=is_ending), Pause(is_ending=is_ending)
    follow_all(embedder, *foreseen(content("clip", list(range(13))), *range(frames)), *pauses)
    assert encoder.sizes == [8, *sizes]


def test_pause_near_the_end_is_used_for_whatever_is_there() -> None:
    encoder = WatchedEncoder()
    embedder = BatchEmbedder(encoder, 8, CancelToken())
    done = follow_all(embedder, content("photo", [1]), Pause(), Pause(is_near_end=True))
    assert (len(done), encoder.sizes) == (1, [1])


def test_frames_of_a_clip_that_is_broken_are_embedded_no_more() -> None:
    encoder = WatchedEncoder()
    embedder = BatchEmbedder(encoder, 8, CancelToken())
    broken, clip = content("broken", [1, 2, 3, 4, 5]), content("clip", [6, 7, 8])
    failed = Failed(broken.file, MediaUnreadable("broken cannot be decoded."), "broken")
    follow_all(embedder, *foreseen(broken, *range(5)), *foreseen(clip, 0), failed, clip, Pause())
    assert encoder.sizes == []
    assert [embedded.decoded for batch in embedder.flush() for embedded in batch] == [clip]
    assert encoder.sizes == [3]


def test_clip_that_was_begun_anew_has_the_vectors_of_its_own_frames() -> None:
    encoder = WatchedEncoder()
    embedder = BatchEmbedder(encoder, 8, CancelToken())
    first, second = content("clip", list(range(6))), content("clip", list(range(100, 106)))
    pause = Pause(is_ending=True)
    (done,) = follow_all(embedder, *foreseen(first, 0, 1, 2, 3), pause, *foreseen(first, 4, 5), second, pause)
    assert encoder.sizes == [4, 6]
    alone = FakeEncoder().encode_pictures(np.stack([frame.pixels for frame in second.media.frames]))
    assert np.allclose(done.vectors, alone, atol=1e-6)
