"""The model steps behind the decoders: in a thread of its own, which ends with the run and takes no other with it."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.errors import OutOfMemory
from engine.index.embedding_thread import EmbeddingThread
from engine.jobs import Cancelled, CancelToken
from engine.store import Store
from tests.helpers.colour_files import Bench, ColourDecoder, write_media
from tests.helpers.fakes import FakeEncoder

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives threads a niceness of their own")

PIXELS = np.zeros((3, 32, 32, 3), np.uint8)


def niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


class NotingEncoder(FakeEncoder):
    """Notes the threads it is called in, and how nice they are."""

    def __init__(self, *, is_on_processor: bool = True) -> None:
        super().__init__()
        self.is_on_processor = is_on_processor
        self.threads: set[int] = set()
        self.niceness: set[int] = set()

    def encode_pictures(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        if len(pixels) > 3:
            raise OutOfMemory("The device's memory is exhausted.")
        self.threads.add(threading.get_ident())
        self.niceness.add(niceness())
        return super().encode_pictures(pixels)


@pytest.fixture(autouse=True)
def _nobody_is_kept_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is."""
    monkeypatch.setattr("engine.index.embedding_thread._UNNOTICED_S", 60.0)


@pytest.mark.parametrize(("priority", "is_behind"), [("normal", 8), ("low", 18), ("lowest", 19)])
def test_pictures_are_embedded_behind_decoders_of_each_priority(priority: str, is_behind: int) -> None:
    encoder, own = NotingEncoder(), niceness()
    thread = EmbeddingThread(encoder, priority)
    for _ in range(2):
        vectors, _ = thread.encode(PIXELS)
        assert np.array_equal(vectors, FakeEncoder().encode_pictures(PIXELS))
    thread.close()
    assert encoder.niceness == {max(own, is_behind)}
    assert niceness() == own  # what decodes, searches and files is not taken along


def test_all_of_a_run_is_embedded_in_one_thread_that_ends_with_it() -> None:
    encoder = NotingEncoder()
    thread = EmbeddingThread(encoder, "low")
    assert not embedding_threads()
    for _ in range(3):
        thread.encode(PIXELS)
    assert len(encoder.threads) == 1
    assert encoder.threads != {threading.get_ident()}
    thread.close()
    assert not embedding_threads()


def test_accelerator_is_fed_by_the_calling_thread() -> None:
    encoder = NotingEncoder(is_on_processor=False)
    thread = EmbeddingThread(encoder, "low")
    thread.encode(PIXELS)
    thread.close()
    assert encoder.threads == {threading.get_ident()}


class Clock:
    """Stands in for `time`."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self.worked_s = 0.0

    def monotonic(self) -> float:
        return self.now_s

    def thread_time(self) -> float:
        return self.worked_s


class SlowEncoder(FakeEncoder):
    """Takes some seconds, of which it works a few; is loaded when first asked for anything."""

    def __init__(self, clock: Clock, takes_s: float, works_s: float) -> None:
        super().__init__()
        self._clock = clock
        self._takes_s, self._works_s, self._load_s = takes_s, works_s, 3.0
        self.calls: list[tuple[int, bool]] = []

    @property
    def is_on_processor(self) -> bool:  # type: ignore[override]  # an attribute of most fakes
        self._clock.now_s += self._load_s
        self._load_s = 0.0
        return True

    def encode_pictures(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        self._clock.now_s += self._takes_s
        self._clock.worked_s += self._works_s
        self.calls.append((len(pixels), threading.current_thread() is threading.main_thread()))
        return super().encode_pictures(pixels)


IN_THREAD, IN_CALLER = False, True


@pytest.mark.parametrize(
    ("takes_s", "works_s", "calls"),
    [
        (1.0, 0.05, [(1, IN_THREAD), (2, IN_CALLER), (3, IN_CALLER), (1, IN_THREAD), (2, IN_CALLER)]),
        (1.0, 0.14, [(1, IN_THREAD), (2, IN_THREAD), (3, IN_THREAD), (3, IN_THREAD)]),
        (0.1, 0.001, [(1, IN_THREAD), (2, IN_THREAD), (3, IN_THREAD), (3, IN_THREAD)]),
    ],
    ids=["by other programs", "by our decoders", "for a moment"],
)
def test_thread_that_is_kept_waiting_is_left_alone_for_a_while(
    monkeypatch: pytest.MonkeyPatch, takes_s: float, works_s: float, calls: list[tuple[int, bool]]
) -> None:
    clock = Clock()
    monkeypatch.setattr("engine.index.embedding_thread.time", clock)
    monkeypatch.setattr("engine.index.embedding_thread._UNNOTICED_S", 0.2)
    encoder = SlowEncoder(clock, takes_s, works_s)
    thread = EmbeddingThread(encoder, "low")
    for pause_s in (0.0, 27.0, 1.5):
        clock.now_s += pause_s
        vectors, _ = thread.encode(PIXELS)
        assert len(vectors) == len(PIXELS)
    thread.close()
    assert encoder.calls == calls


@pytest.mark.parametrize(("takes_s", "works_s", "told_s"), [(1.0, 0.2, 0.6), (1.0, 0.01, 3.0)])
def test_seconds_are_without_those_in_which_decoders_went_first(
    monkeypatch: pytest.MonkeyPatch, takes_s: float, works_s: float, told_s: float
) -> None:
    clock = Clock()
    monkeypatch.setattr("engine.index.embedding_thread.time", clock)
    monkeypatch.setattr("engine.index.embedding_thread._UNNOTICED_S", 0.2)
    thread = EmbeddingThread(SlowEncoder(clock, takes_s, works_s), "low")
    seconds = sum(thread.encode(PIXELS[:1])[1] for _ in range(3))
    thread.close()
    assert seconds == pytest.approx(told_s)


def test_errors_come_out_of_the_thread_and_it_goes_on() -> None:
    thread = EmbeddingThread(NotingEncoder(), "low")
    with pytest.raises(OutOfMemory):
        thread.encode(np.zeros((5, 32, 32, 3), np.uint8))
    assert len(thread.encode(PIXELS)[0]) == 3
    thread.close()


def test_run_embeds_behind_its_decoder_and_leaves_the_caller_as_it_was(store: Store, photos: Path) -> None:
    encoder, own = NotingEncoder(), niceness()
    bench = Bench(store, encoder=encoder, decoder=ColourDecoder(priority="low"))
    bench.indexer(batch_size=3).run([photos])
    assert encoder.niceness == {max(own, 18)}
    assert niceness() == own
    assert not embedding_threads()


def test_thread_ends_with_a_run_that_is_stopped(store: Store, photos: Path) -> None:
    cancel = CancelToken()

    def stop(_: Path) -> None:
        if encoder.threads:
            cancel.cancel()

    encoder = NotingEncoder()
    for number in range(12):
        write_media(photos / f"{number}.jpg", f"{number},10,10", mtime_s=1_600_000_000)
    bench = Bench(store, encoder=encoder, decoder=ColourDecoder(stop))
    with pytest.raises(Cancelled):
        bench.indexer(batch_size=1).run([photos], cancel=cancel)
    assert not embedding_threads()


def embedding_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("embedding")]
