"""The order of a listing: by relevance or date, grouped by day, matches before what only comes near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.browse_records import Listing, QueryTerm, Stacks
from engine.records import SearchRequest, SortBy
from engine.search.cutoff import Cutoff
from engine.search.media_columns import MediaColumns, Rows
from engine.search.ranking import Ranked
from engine.search.stacks import no_stacks, stack

MAX_MATCHES: Final = 5000
MAX_WEAKER: Final = 500
NEAREST: Final = 24  # shown of what comes near where nothing matches


@dataclass(frozen=True, slots=True)
class Arranged:
    """Rows of a listing in their order.

    Attributes:
        rows: (N,) of the columns.
        stacks: What lies beneath them.
        matches: How many from the first on really match.
        weaker: How many more come near.
        is_capped: More match than there are rows.
    """

    rows: Rows
    stacks: Stacks
    matches: int
    weaker: int
    is_capped: bool


def arrange(ranked: Ranked, cutoff: Cutoff, compared: int, columns: MediaColumns, request: SearchRequest) -> Arranged:
    """Arrange what was ranked, best first, of `compared` media that pass the filters."""
    matching = int(np.searchsorted(-ranked.scores, -cutoff.score, side="right"))
    listed = min(matching, MAX_MATCHES)
    if request.shows_weaker:
        wanted = MAX_WEAKER
    else:
        wanted = 0 if matching else NEAREST
    near = ranked.rows[listed : listed + wanted] if listed == matching else ranked.rows[:0]
    matches, stacks = _ordered(ranked.rows[:listed], columns, request)
    weaker = max(0, min(compared - listed - len(near), MAX_WEAKER))
    return Arranged(np.concatenate([matches, near]), stacks, len(matches), weaker, is_capped=matching > listed)


def browse(rows: Rows, columns: MediaColumns, request: SearchRequest) -> Arranged:
    """Arrange what passes the filters where nothing was looked for: by date, newest first unless told otherwise."""
    ordered = _by_time(rows, columns, oldest_first=request.sort is SortBy.OLDEST)
    stacks = no_stacks()
    if request.stacks:
        ordered, stacks = stack(ordered, columns, by_time=True)
    return Arranged(ordered, stacks, len(ordered), 0, is_capped=False)


def empty_listing(query: str, terms: tuple[QueryTerm, ...]) -> Listing:
    """Return the listing of a library in which nothing can be found."""
    return Listing(
        query=query,
        terms=terms,
        media_ids=np.empty(0, np.int64),
        days=np.empty(0, np.int32),
        stacks=no_stacks(),
        matches=0,
        weaker=0,
        is_capped=False,
        has_query=bool(terms),
        head=(),
        took_ms=0.0,
    )


def _ordered(rows: Rows, columns: MediaColumns, request: SearchRequest) -> tuple[Rows, Stacks]:
    """Order what matches; `rows` come best first."""
    by_time = request.sort is not SortBy.RELEVANCE
    if by_time:
        rows = _by_time(rows, columns, oldest_first=request.sort is SortBy.OLDEST)
    stacks = no_stacks()
    if request.stacks:
        rows, stacks = stack(rows, columns, by_time=by_time)
    if request.by_day and not by_time:
        rows, stacks = _by_day(rows, stacks, columns)
    return rows, stacks


def _by_time(rows: Rows, columns: MediaColumns, *, oldest_first: bool) -> Rows:
    taken_s, ties = columns.media.taken_s[rows], columns.media.ties[rows]
    order = np.lexsort((ties, taken_s if oldest_first else -taken_s))
    return rows[order]


def _by_day(rows: Rows, stacks: Stacks, columns: MediaColumns) -> tuple[Rows, Stacks]:
    """Bring rows of one day together: days by their best row, within a day by rank."""
    days = columns.days[rows]
    _, first, which = np.unique(days, return_index=True, return_inverse=True)
    order = np.argsort(first[which], kind="stable")
    return rows[order], _moved(stacks, order)


def _moved(stacks: Stacks, order: Rows) -> Stacks:
    """Return what lies beneath rows after these were put into another order."""
    new_place = np.empty(len(order), np.int64)
    new_place[order] = np.arange(len(order))
    rows = new_place[stacks.rows]
    by_row = np.argsort(rows)
    counts = np.diff(stacks.offsets)[by_row]
    starts = stacks.offsets[:-1][by_row]
    offsets = np.append(0, np.cumsum(counts))
    places = np.repeat(starts - offsets[:-1], counts) + np.arange(int(offsets[-1]))
    return Stacks(rows[by_row], offsets.astype(np.int64), stacks.media_ids[places])
