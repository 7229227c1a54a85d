"""Copies and bursts: which rows of a listing show the same, so that they can share one place.

Found by the 128-bit outlines of `media/signature.py`, not by the model: they mean the same in every space. The limits
are those of docs/decisions/016-browsing.md.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.browse_records import Stacks
from engine.search.media_columns import MediaColumns, Rows

COPY_BITS: Final = 14  # of 128: shrunk, compressed, brightened or slightly cropped, whenever it was taken
BURST_BITS: Final = 40  # the same scene, when it was also taken within some seconds
BURST_S: Final = 10
SAME_LENGTH_S: Final = 0.5
_COMPARED: Final = 1000  # best rows of a listing by relevance that are compared with each other
_NEIGHBOURS: Final = 4  # rows before it that each row of a listing by date is compared with

Pairs = tuple[Rows, Rows]


def stack(rows: Rows, columns: MediaColumns, *, by_time: bool) -> tuple[Rows, Stacks]:
    """Return the rows that are on top, in their order, and what lies beneath them.

    Args:
        rows: (N,) of the columns, in the order of the listing.
        columns: What they are rows of.
        by_time: The order is that of time: bursts are neighbours, and any number of rows can be compared.
    """
    first, second = _alike_neighbours(rows, columns) if by_time else _alike_pairs(rows[:_COMPARED], columns)
    top = _tops(len(rows), first, second)
    is_top = top == np.arange(len(rows))
    beneath = np.flatnonzero(~is_top)
    order = np.argsort(top[beneath], kind="stable")
    beneath = beneath[order]
    places = np.cumsum(is_top) - 1  # of each row that is on top, among those
    owners, starts = np.unique(places[top[beneath]], return_index=True)
    stacks = Stacks(
        rows=owners.astype(np.int64),
        offsets=np.append(starts, len(beneath)).astype(np.int64),
        media_ids=columns.media.ids[rows[beneath]],
    )
    return rows[is_top], stacks


def no_stacks() -> Stacks:
    """Return that nothing lies beneath anything."""
    return Stacks(np.empty(0, np.int64), np.zeros(1, np.int64), np.empty(0, np.int64))


def _alike_pairs(rows: Rows, columns: MediaColumns) -> Pairs:
    """Compare every row with every other: outlines first, the rest only of the few whose outlines are near."""
    words = columns.media.signatures[rows].T  # (2, N)
    distance = np.bitwise_count(words[:, :, np.newaxis] ^ words[:, np.newaxis, :]).sum(axis=0, dtype=np.uint8)
    first, second = np.nonzero(np.triu(distance <= BURST_BITS, 1))
    alike = _are_alike(rows[first], rows[second], columns)
    return first[alike], second[alike]


def _alike_neighbours(rows: Rows, columns: MediaColumns) -> Pairs:
    """Compare every row with the few after it."""
    firsts, seconds = [], []
    for step in range(1, _NEIGHBOURS + 1):
        alike = np.flatnonzero(_are_alike(rows[:-step], rows[step:], columns))
        firsts.append(alike)
        seconds.append(alike + step)
    return np.concatenate(firsts), np.concatenate(seconds)


def _are_alike(left: Rows, right: Rows, columns: MediaColumns) -> NDArray[np.bool_]:
    """Return (P,) which pairs of rows show the same: copies at any time, photos of one scene within seconds."""
    media = columns.media
    one, other = media.signatures[left], media.signatures[right]  # (P, 2)
    distance = np.bitwise_count(one ^ other).sum(axis=1, dtype=np.int32)
    is_known = (one[:, 0] | one[:, 1]).astype(bool) & (other[:, 0] | other[:, 1]).astype(bool)
    is_clip = media.is_clip[left]
    same_length = np.abs(media.durations_s[left] - media.durations_s[right]) <= SAME_LENGTH_S
    is_near = (np.abs(media.taken_s[left] - media.taken_s[right]) <= BURST_S) & ~is_clip
    is_copy = (distance <= COPY_BITS) & same_length
    is_burst = (distance <= BURST_BITS) & is_near
    alike: NDArray[np.bool_] = is_known & (is_clip == media.is_clip[right]) & (is_copy | is_burst)
    return alike


def _tops(count: int, first: Rows, second: Rows) -> Rows:
    """Return for each of N rows the first row it is connected with, by pairs in which `first` comes before `second`."""
    top = np.arange(count)
    while True:
        before = top.copy()
        np.minimum.at(top, second, top[first])
        np.minimum.at(top, first, top[second])
        top = top[top]
        if (top == before).all():
            return top
