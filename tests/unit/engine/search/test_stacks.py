from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest

from engine.search.media_columns import ColumnsCache
from engine.search.stacks import BURST_BITS, COPY_BITS, stack
from tests.helpers.shelf import Shelf

NOON = datetime(2024, 5, 1, 12)


def outline(*flipped: int, seed: int = 0) -> bytes:
    """A made-up outline of 128 bits with some of them turned over."""
    bits = np.random.default_rng(seed).integers(0, 2, 128).astype(np.uint8)
    bits[list(flipped)] ^= 1
    return np.packbits(bits).tobytes()


def _stacked(shelf: Shelf, *, by_time: bool) -> list[list[int]]:
    """Media ids by place: what is on top first."""
    columns = ColumnsCache(shelf.store).of(shelf.index.ids)
    rows = np.arange(len(columns))
    top, stacks = stack(rows, columns, by_time=by_time)
    return [[int(columns.media.ids[row]), *map(int, stacks.beneath(place))] for place, row in enumerate(top)]


@pytest.mark.parametrize("by_time", [False, True])
def test_stack_copies_share_a_place_whenever_they_were_taken(shelf: Shelf, by_time: bool) -> None:
    a = shelf.add("/a.jpg", "red", bits=outline())
    b = shelf.add("/b.jpg", "red", taken_at=NOON + timedelta(days=900), bits=outline(*range(COPY_BITS)))
    c = shelf.add("/c.jpg", "red", taken_at=NOON + timedelta(days=901), bits=outline(*range(COPY_BITS + 1)))
    d = shelf.add("/d.jpg", "red", taken_at=NOON + timedelta(days=902), bits=outline(seed=1))
    # a and c differ by too much, but both are copies of b.
    assert _stacked(shelf, by_time=by_time) == [[a, b, c], [d]]


@pytest.mark.parametrize("by_time", [False, True])
def test_stack_bursts_share_a_place_only_within_seconds(shelf: Shelf, by_time: bool) -> None:
    a = shelf.add("/a.jpg", "red", taken_at=NOON, bits=outline())
    b = shelf.add("/b.jpg", "red", taken_at=NOON + timedelta(seconds=3), bits=outline(*range(BURST_BITS)))
    c = shelf.add("/c.jpg", "red", taken_at=NOON + timedelta(seconds=3), bits=outline(*range(127, 20, -1)))
    d = shelf.add("/d.jpg", "red", taken_at=NOON + timedelta(seconds=60), bits=outline(*range(BURST_BITS)[::2]))
    assert _stacked(shelf, by_time=by_time) == [[a, b], [c], [d]]


def test_stack_clips_are_stacked_as_copies_only_and_never_with_photos(shelf: Shelf) -> None:
    a = shelf.add("/a.mp4", "red", "blue", taken_at=NOON, bits=outline())
    b = shelf.add("/b.jpg", "red", taken_at=NOON, bits=outline())
    c = shelf.add("/c.mp4", "red", "blue", taken_at=NOON, bits=outline(*range(BURST_BITS)))
    d = shelf.add("/d.mp4", "red", "blue", taken_at=NOON, bits=outline(1))
    assert _stacked(shelf, by_time=False) == [[a, d], [b], [c]]


def test_stack_without_outlines_stacks_nothing(shelf: Shelf) -> None:
    for name in ("a", "b", "c"):
        shelf.add(f"/{name}.jpg", "red", taken_at=NOON)
    assert _stacked(shelf, by_time=True) == [[1], [2], [3]]
    assert _stacked(shelf, by_time=False) == [[1], [2], [3]]


def test_stack_of_few_rows_by_time_is_no_error(shelf: Shelf) -> None:
    assert _stacked(shelf, by_time=True) == []
    shelf.add("/a.jpg", "red", bits=outline())
    assert _stacked(shelf, by_time=True) == [[1]]


def test_stack_a_long_burst_is_one_place_whatever_lies_between(shelf: Shelf) -> None:
    rng = np.random.default_rng(3)
    burst = []
    for second in range(30):
        flips = rng.choice(128, 15, replace=False)
        taken_at = NOON + timedelta(seconds=second)
        burst.append(shelf.add(f"/{second}.jpg", "red", taken_at=taken_at, bits=outline(*flips)))
        if second % 5 == 0:
            shelf.add(f"/other-{second}.jpg", "blue", taken_at=taken_at, bits=outline(seed=second + 10))
    places = _stacked(shelf, by_time=True)
    assert burst in places
    assert len(places) == 7
