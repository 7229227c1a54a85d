"""Stacks opened: what lies beneath a place is shown behind it."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

import numpy as np

from engine.browse_records import Listing, Stacks
from engine.records import MediaId


def unfold(listing: Listing, tops: Collection[MediaId]) -> Listing:
    """Return the listing with the stacks of these tops opened; what is beneath takes places of its own."""
    opened = [
        place for place, row in enumerate(listing.stacks.rows.tolist()) if MediaId(int(listing.media_ids[row])) in tops
    ]
    if not opened:
        return listing
    stacks = listing.stacks
    counts = np.diff(stacks.offsets)
    rows = np.repeat(stacks.rows[opened], counts[opened])  # behind which row each one goes
    beneath = np.concatenate([stacks.media_ids[stacks.offsets[place] : stacks.offsets[place + 1]] for place in opened])
    kept = np.delete(np.arange(len(stacks.rows)), opened)
    shift = np.searchsorted(rows, stacks.rows[kept], side="left")
    kept_ids = [stacks.media_ids[stacks.offsets[place] : stacks.offsets[place + 1]] for place in kept]
    left = Stacks(
        rows=stacks.rows[kept] + shift,
        offsets=np.append(0, np.cumsum(counts[kept])).astype(np.int64),
        media_ids=np.concatenate([*kept_ids, np.empty(0, np.int64)]).astype(np.int64),
    )
    return dataclasses.replace(
        listing,
        media_ids=np.insert(listing.media_ids, rows + 1, beneath),
        days=np.insert(listing.days, rows + 1, listing.days[rows]),
        stacks=left,
        matches=listing.matches + int((rows < listing.matches).sum()),
    )
