"""How quick this machine is at indexing: tried on some of the very files, remembered, and corrected by what runs took.

What is remembered is kept in the library (the note `speed`), by model: another one embeds at another pace.
"""

from __future__ import annotations

import json
import math
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final, Self

import numpy as np

from engine.cots.protocol import Encoder
from engine.jobs import CancelToken
from engine.store import Store

_NOTE: Final = "speed"
_BATCH: Final = 8
_EMBEDDING_S: Final = 0.6  # how long it is tried
_POLL_S: Final = 0.02
_MOST_CORRECTION: Final = 4.0
_NEWS: Final = 0.5  # how much what a run took counts against what was known


@dataclass(frozen=True, slots=True)
class Speed:
    """What is known of this machine.

    Attributes:
        embed_s: Embedding one picture; 0 where it was never measured.
        embed_busy_s: The same while files are decoded.
        photo_s: Decoding one photo of `photo_bytes`.
        photo_bytes: Size of the photos that was measured with.
        thumbnail_bytes: Of a photo.
        correction: By how much runs took longer than was said before them.
    """

    embed_s: float = 0.0
    embed_busy_s: float = 0.0
    photo_s: float = 0.03
    photo_bytes: float = 2_000_000.0
    thumbnail_bytes: float = 12_000.0
    correction: float = 1.0

    @property
    def is_measured(self) -> bool:
        """Whether anything was measured on this machine."""
        return self.embed_s > 0


def known_speed(store: Store, encoder: Encoder) -> Speed:
    """Return what is remembered of a model; what was never measured is guessed."""
    try:
        notes = json.loads(store.notes.get(_NOTE) or "{}")
        values = {name: float(value) for name, value in notes.get(_key(encoder), {}).items()}
        speed = Speed(**values)
    except (ValueError, TypeError, AttributeError):  # written by another version, or by hand
        return Speed()
    is_sound = all(math.isfinite(value) and value >= 0 for value in values.values()) and speed.photo_bytes > 0
    return speed if is_sound and 1 / _MOST_CORRECTION <= speed.correction <= _MOST_CORRECTION else Speed()


def remember_speed(store: Store, encoder: Encoder, speed: Speed) -> None:
    """Keep what was measured; of a library that is only read nothing is kept."""
    if store.is_read_only:
        return
    try:
        notes = json.loads(store.notes.get(_NOTE) or "{}")
    except ValueError:
        notes = {}
    notes = {**(notes if isinstance(notes, dict) else {}), _key(encoder): asdict(speed)}
    with store.write() as tx:
        store.notes.put(tx, _NOTE, json.dumps(dict(list(notes.items())[-5:])))


def with_run(speed: Speed, said_s: float, took_s: float) -> Speed:
    """Learn from a run: what was said of it before, and what it took without any waiting."""
    if said_s <= 0 or took_s <= 0:
        return speed
    correction = speed.correction * (took_s / said_s) ** _NEWS
    return replace(speed, correction=min(_MOST_CORRECTION, max(1 / _MOST_CORRECTION, correction)))


def try_embedding(encoder: Encoder, cancel: CancelToken) -> float:
    """Return the seconds it takes to embed one picture while nothing else is done."""
    with Embedding(encoder) as embedding:
        while not embedding.has_tried_for(_EMBEDDING_S):
            cancel.check()
            time.sleep(_POLL_S)
    return embedding.picture_s


class Embedding:
    """Embeds in a thread of its own, for as long as the block lasts: to be timed, or to see what it does to others."""

    def __init__(self, encoder: Encoder) -> None:
        side = encoder.input_px
        self._encoder = encoder
        self._pictures = np.random.default_rng(0).integers(0, 255, (_BATCH, side, side, 3), np.uint8)
        self._took: list[float] = []
        self._failure: Exception | None = None
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._run, name="embedding-trial", daemon=True)

    @property
    def picture_s(self) -> float:
        """Seconds for one picture, in the middle of all batches but the first, which only wakes things up."""
        return float(np.median(self._took[1:] or self._took or [0.0])) / _BATCH

    def has_tried_for(self, seconds: float) -> bool:
        """Whether it was timed for so long.

        Raises:
            EngineError: The model cannot be loaded, or does not fit.
        """
        if self._failure is not None:
            raise self._failure
        return len(self._took) > 1 and sum(self._took[1:]) >= seconds

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            while not self._ends.is_set():
                began_s = time.perf_counter()
                self._encoder.encode_pictures(self._pictures)
                self._took.append(time.perf_counter() - began_s)
        except Exception as error:  # noqa: BLE001  # raised again in the thread that asks
            self._failure = error


def spread(files: Sequence[tuple[int, Path]], count: int) -> list[tuple[int, Path]]:
    """Return some of the files, spread evenly over their sizes."""
    ordered = sorted(files)
    if len(ordered) <= count:
        return ordered
    places = [round((number + 0.5) * len(ordered) / count - 0.5) for number in range(count)]
    return [ordered[place] for place in places]


def together_s(decoding_s: float, frames: int, speed: Speed) -> float:
    """Return how long decoding and embedding take beside each other, and then the rest of the longer one alone.

    `decoding_s` is what all processes together take while something is embedded: they share cores, caches and memory.
    """
    embed_busy_s = max(speed.embed_busy_s, speed.embed_s)
    embedding_s = frames * embed_busy_s
    both_s = min(decoding_s, embedding_s)
    if decoding_s <= embedding_s:
        return both_s + (frames - both_s / embed_busy_s if embed_busy_s else 0) * speed.embed_s
    slowed = embed_busy_s / speed.embed_s if speed.embed_s else 1.0
    return both_s + (decoding_s - both_s) / max(1.0, slowed)


def _key(encoder: Encoder) -> str:
    return encoder.fingerprint[:16]
