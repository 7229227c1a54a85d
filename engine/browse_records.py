"""The frozen records with which a window looks at a library: listings of any length, filters with counts, reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.records import MediaId, MediaKind, PictureTerm, SearchHit, SearchRequest


class TermKind(StrEnum):
    """What a part of a query is."""

    WORD = "word"
    MINUS = "minus"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A part of a query as it was understood, which can be weighed or switched off.

    Attributes:
        kind: A word to look for, a text to leave out, or a picture.
        text: The word or text; of a picture the name of its file, or "".
        weight: 1 as usual, 0 off.
        picture: The picture, for that kind.
        thumbnail_path: Its thumbnail where the library has one.
    """

    kind: TermKind
    text: str
    weight: float = 1.0
    picture: PictureTerm | None = None
    thumbnail_path: Path | None = None


@dataclass(frozen=True, slots=True)
class Stacks:
    """Copies and bursts that share one place of a listing.

    Attributes:
        rows: (S,) rows of the listing that have others beneath them, ascending.
        offsets: (S + 1,) where each row's others begin in `media_ids`.
        media_ids: The others, in the listing's order.
    """

    rows: NDArray[np.int64]
    offsets: NDArray[np.int64]
    media_ids: NDArray[np.int64]

    def beneath(self, row: int) -> tuple[MediaId, ...]:
        """Return what lies beneath a row of the listing."""
        place = int(np.searchsorted(self.rows, row))
        if place == len(self.rows) or self.rows[place] != row:
            return ()
        ids = self.media_ids[self.offsets[place] : self.offsets[place + 1]]
        return tuple(MediaId(int(media_id)) for media_id in ids)


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything a request finds, in order, as arrays; `rows` of the library fills them in where they are looked at.

    Attributes:
        query: The typed text.
        terms: How it was understood, pictures included.
        media_ids: (N,) int64.
        days: (N,) int32, the day each was taken, as `date.toordinal` counts.
        stacks: What lies beneath some of the rows.
        matches: How many of the N, counted from the first, really match; N where nothing was looked for.
        weaker: How many more come near and were left out.
        is_capped: More match than are listed.
        has_query: Something was looked for.
        head: The first rows, filled in.
        took_ms: Time.
    """

    query: str
    terms: tuple[QueryTerm, ...]
    media_ids: NDArray[np.int64] = field(repr=False)
    days: NDArray[np.int32] = field(repr=False)
    stacks: Stacks = field(repr=False)
    matches: int
    weaker: int
    is_capped: bool
    has_query: bool
    head: tuple[SearchHit, ...] = field(repr=False)
    took_ms: float


@dataclass(frozen=True, slots=True)
class FolderCount:
    """A folder with how much of what would be shown lies below it; `depth` counts from the library's own folders."""

    path: Path
    count: int
    depth: int


@dataclass(frozen=True, slots=True)
class Facets:
    """How much each filter would show, all other filters and the query taken into account.

    Attributes:
        photos: With the filter "photos".
        clips: With the filter "clips".
        months: (year, month) to count, newest first.
        folders: The library's folders and those below them, each after the one it lies in.
        cameras: Name to count, most first; "" is what names no camera.
        with_caption: With own captions.
        favourites: Marked as favourites.
        total: With the filters as they are.
    """

    photos: int
    clips: int
    months: tuple[tuple[int, int, int], ...]
    folders: tuple[FolderCount, ...]
    cameras: tuple[tuple[str, int], ...]
    with_caption: int
    favourites: int
    total: int


@dataclass(frozen=True, slots=True)
class ClipCurves:
    """How well each kept frame of a clip matches, over its whole length.

    Attributes:
        times_s: (F,) ascending.
        query: (F,) float32: 0 for an ordinary picture, 1 at the cutoff; (0,) where nothing was looked for.
        words: For each word to look for its (F,) curve on the same scale.
        thumbnail_paths: Thumbnail of each frame.
        duration_s: Length of the clip.
    """

    times_s: NDArray[np.float64]
    query: NDArray[np.float32]
    words: tuple[tuple[str, NDArray[np.float32]], ...]
    thumbnail_paths: tuple[Path, ...]
    duration_s: float


class IndexState(StrEnum):
    """What the library knows about a file."""

    FOUND = "found"  # it can be found
    WAITING = "waiting"  # below a folder of the library, and not indexed yet
    CHANGED = "changed"  # its content is another than the one that was indexed
    PROBLEM = "problem"  # it could not be read
    SKIPPED = "skipped"  # below a folder of the library, but no photo or clip, or left out by a rule
    OUTSIDE = "outside"  # in no folder of the library
    OTHER_MODEL = "other-model"  # indexed with another model only
    MISSING = "missing"  # there is no such file, and the library knows none


@dataclass(frozen=True, slots=True)
class TermEffect:
    """What one part of a query does to one photo or clip.

    Attributes:
        text: The word or text; of a picture the name of its file, or "".
        kind: Which kind of part.
        contribution: Its score minus the score without this part; positive helped.
        rank_without: Its place among all without this part, from 1.
    """

    text: str
    kind: TermKind
    contribution: float
    rank_without: int


@dataclass(frozen=True, slots=True)
class CaptionEffect:
    """What an own caption does to the score of its photo or clip.

    Attributes:
        text: What it says.
        time_s: Where the moment begins that it speaks of; None for a photo or a whole clip.
        end_s: Where it ends; None for one frame.
        contribution: What it adds to the score; below 0 where it says what is to be left out.
    """

    text: str
    time_s: float | None
    end_s: float | None
    contribution: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one photo or clip stands for a request, and why.

    Attributes:
        path: The file.
        state: What the library knows about it.
        problem: Why it could not be read, for that state.
        media_id: Its content, where it can be found.
        rank: Its place among everything that passes the filters (among all, where it does not pass), from 1.
        compared: How many there are among which it has that place.
        score: Its score; NaN where nothing was looked for.
        cutoff: From which score on something counts as a match; infinite where nothing does.
        best_score: Of the best one.
        filters: Names of the filters that keep it away: kind, date, folder, camera, caption, favourite.
        effects: What each part of the query does to it, the most harmful first.
        beneath: Another one under which it is stacked.
        is_listed: Whether the listing of this request shows it.
        captions: What its own captions do to it, the strongest first.
    """

    path: Path
    state: IndexState
    problem: str = ""
    media_id: MediaId | None = None
    rank: int = 0
    compared: int = 0
    score: float = float("nan")
    cutoff: float = float("inf")
    best_score: float = float("nan")
    filters: tuple[str, ...] = ()
    effects: tuple[TermEffect, ...] = ()
    beneath: Path | None = None
    is_listed: bool = False
    captions: tuple[CaptionEffect, ...] = ()


@dataclass(frozen=True, slots=True)
class PastSearch:
    """A request of the history, or an album: a request with a name.

    Attributes:
        search_id: Its number, among the history or among the albums.
        name: Of an album; "" in the history.
        request: What was looked for.
        at: When it was last used, or the album was made.
    """

    search_id: int
    name: str
    request: SearchRequest
    at: datetime


@dataclass(frozen=True, slots=True)
class MediaDetails:
    """What a file says about itself, by heading: ordered pairs of a name and a text.

    Attributes:
        path: The file.
        kind: Photo or clip.
        sections: Heading to pairs, for example "Camera" to (("Exposure", "1/250 s"), ...).
        latitude: Degrees north, or None.
        longitude: Degrees east, or None.
        captions: Own captions.
        copies: Other files with the same content.
    """

    path: Path
    kind: MediaKind
    sections: Mapping[str, tuple[tuple[str, str], ...]]
    latitude: float | None = None
    longitude: float | None = None
    captions: tuple[str, ...] = ()
    copies: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written where.

    Attributes:
        folder: Where to.
        written: Files.
        failed: Names of the files that could not be copied, with the reason.
        bytes: Written in all.
    """

    folder: Path
    written: tuple[Path, ...]
    failed: tuple[tuple[str, str], ...]
    bytes: int


@dataclass(frozen=True, slots=True)
class SoundPiece:
    """A stretch of a clip's sound, for hearing.

    Attributes:
        start_s: Where it begins, on the clock of the clip's pictures.
        rate_hz: Samples a second.
        samples: (N, 2) int16, left and right.
        has_track: Whether the clip has sound at all.
        is_last: Whether nothing follows.
    """

    start_s: float
    rate_hz: int
    samples: NDArray[np.int16]
    has_track: bool = True
    is_last: bool = False

    @property
    def end_s(self) -> float:
        """Where it ends."""
        return self.start_s + len(self.samples) / self.rate_hz
