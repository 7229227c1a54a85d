"""What has been opened in a listing: stacks show what lies beneath, clips show each moment in a place of its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from app.search.grid_layout import Ints
from engine.browse_records import Listing, Stacks
from engine.records import MediaId, Moment, SearchHit


@dataclass(frozen=True, slots=True)
class Folds:
    """What can be opened or closed at one place.

    Attributes:
        beneath: How many copies and shots of a burst lie beneath and are not shown.
        stack: What lies on top of the opened stack to which this place belongs, or None.
        is_top: This place is the top of an opened stack.
        moment: Which of its clip's moments this place shows, as they are ranked; None where the clip is not opened.
    """

    beneath: int = 0
    stack: MediaId | None = None
    is_top: bool = False
    moment: int | None = None

    @property
    def is_part(self) -> bool:
        """Whether this place belongs to something that is opened."""
        return self.stack is not None or self.moment is not None


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A listing with places of their own for what has been opened.

    Attributes:
        listing: With these places.
        moments: For each place of an opened clip, which of its moments it shows, as they are ranked.
        stacks: For each place of an opened stack, what lies on top.
    """

    listing: Listing
    moments: Mapping[int, int] = field(default_factory=dict)
    stacks: Mapping[int, MediaId] = field(default_factory=dict)

    def folds(self, row: int) -> Folds:
        """Return what can be opened or closed at a place."""
        top = self.stacks.get(row)
        return Folds(
            beneath=len(self.listing.stacks.beneath(row)),
            stack=top,
            is_top=top is not None and int(self.listing.media_ids[row]) == top,
            moment=self.moments.get(row),
        )

    def row_of(self, media_id: MediaId, moment: int | None = None) -> int:
        """Return the place of a photo or clip, of an opened clip that of one of its moments; -1 where there is none."""
        rows = np.flatnonzero(self.listing.media_ids == media_id).tolist()
        return next((row for row in rows if self.moments.get(row) == moment), rows[0] if rows else -1)

    def repeats_between(self, first: int, end: int) -> int:
        """Count the places of a stretch that show a further moment of a clip that stands there already."""
        return sum(first <= row < end for row, moment in self.moments.items() if moment)


class Opened:
    """The stacks and clips that a person has opened."""

    def __init__(self) -> None:
        self._stacks: set[MediaId] = set()
        self._clips: dict[MediaId, tuple[int, ...]] = {}

    def clear(self) -> None:
        """Close everything."""
        self._stacks.clear()
        self._clips.clear()

    def toggle_stack(self, top: MediaId) -> None:
        """Open a stack, or close it."""
        self._stacks ^= {top}

    def toggle_clip(self, hit: SearchHit) -> None:
        """Open a clip, or close it; one with a single moment has nothing to open."""
        if self._clips.pop(hit.media_id, None) is None and len(hit.moments) > 1:
            self._clips[hit.media_id] = order_of(hit.moments)

    def correct(self, hits: Iterable[SearchHit]) -> bool:
        """Learn from rows that were filled in; True where an opened clip has other moments than before."""
        changed = False
        for hit in hits:
            before = self._clips.get(hit.media_id)
            if before is not None and len(before) != len(hit.moments):
                changed = True
                self._clips[hit.media_id] = order_of(hit.moments)
                if len(hit.moments) < 2:
                    del self._clips[hit.media_id]
        return changed

    def unfold(self, listing: Listing) -> Unfolded:
        """Return the listing with what is opened."""
        opened, stacks = _unfold_stacks(listing, self._stacks)
        return _unfold_clips(opened, stacks, self._clips)


def order_of(moments: Sequence[Moment]) -> tuple[int, ...]:
    """Return the order in which the moments of a clip are shown: the best one, then the others as time goes by."""
    return (0, *sorted(range(1, len(moments)), key=lambda number: moments[number].best_s))


def at_moment(hit: SearchHit, number: int) -> SearchHit:
    """Return a clip as it is found by one of its moments: that one first."""
    if not 0 < number < len(hit.moments):
        return hit
    moments = (hit.moments[number], *hit.moments[:number], *hit.moments[number + 1 :])
    return dataclasses.replace(hit, moments=moments)


def _unfold_stacks(listing: Listing, tops: set[MediaId]) -> tuple[Listing, dict[int, MediaId]]:
    stacks = listing.stacks
    opened = [place for place, row in enumerate(stacks.rows.tolist()) if int(listing.media_ids[row]) in tops]
    if not opened:
        return listing, {}
    counts = np.diff(stacks.offsets)
    rows = np.repeat(stacks.rows[opened], counts[opened])  # behind which row each one goes
    beneath = np.concatenate([stacks.media_ids[stacks.offsets[place] : stacks.offsets[place + 1]] for place in opened])
    kept = np.delete(np.arange(len(stacks.rows)), opened)
    kept_ids = [stacks.media_ids[stacks.offsets[place] : stacks.offsets[place + 1]] for place in kept]
    left = Stacks(
        rows=stacks.rows[kept] + np.searchsorted(rows, stacks.rows[kept], side="left"),
        offsets=np.append(0, np.cumsum(counts[kept])).astype(np.int64),
        media_ids=np.concatenate([*kept_ids, np.empty(0, np.int64)]).astype(np.int64),
    )
    places: dict[int, MediaId] = {}
    for place in opened:
        row = int(stacks.rows[place])
        first = row + int(np.searchsorted(rows, row, side="left"))
        top = MediaId(int(listing.media_ids[row]))
        places |= dict.fromkeys(range(first, first + int(counts[place]) + 1), top)
    return _with_places(listing, rows, beneath, left), places


def _unfold_clips(listing: Listing, stacks: dict[int, MediaId], clips: Mapping[MediaId, tuple[int, ...]]) -> Unfolded:
    if not clips:
        return Unfolded(listing, {}, stacks)
    wanted = np.fromiter(clips, np.int64, len(clips))
    tops = np.flatnonzero(np.isin(listing.media_ids, wanted))
    orders = [clips[MediaId(int(listing.media_ids[row]))] for row in tops]
    further = np.array([len(order) - 1 for order in orders], np.int64)
    rows = np.repeat(tops, further)

    def place_of(row: int) -> int:
        return row + int(np.searchsorted(rows, row, side="left"))

    moments: dict[int, int] = {}
    for row, order in zip(tops.tolist(), orders, strict=True):
        moments |= dict(enumerate(order, start=place_of(row)))
    left = dataclasses.replace(
        listing.stacks, rows=listing.stacks.rows + np.searchsorted(rows, listing.stacks.rows, side="left")
    )
    placed = {place_of(row): top for row, top in stacks.items()}
    for row in tops.tolist():
        if row in stacks:
            first = place_of(row)
            placed |= dict.fromkeys(range(first, first + len(clips[MediaId(int(listing.media_ids[row]))])), stacks[row])
    return Unfolded(_with_places(listing, rows, listing.media_ids[rows], left), moments, placed)


def _with_places(listing: Listing, rows: Ints, media_ids: Ints, stacks: Stacks) -> Listing:
    """Return the listing with further places behind these rows."""
    return dataclasses.replace(
        listing,
        media_ids=np.insert(listing.media_ids, rows + 1, media_ids),
        days=np.insert(listing.days, rows + 1, listing.days[rows]),
        stacks=stacks,
        matches=listing.matches + int((rows < listing.matches).sum()),
    )
