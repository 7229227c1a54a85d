"""The frozen records that cross the border between the engine and whoever uses it.

Only these, plain values and numpy arrays inside them cross: no tensors, no rows, no widgets.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NewType

import numpy as np
from numpy.typing import NDArray

MediaId = NewType("MediaId", int)
FrameId = NewType("FrameId", int)
SpaceId = NewType("SpaceId", int)
FolderId = NewType("FolderId", int)


class MediaKind(StrEnum):
    """What a file is."""

    PHOTO = "photo"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """What the file itself says, read without embedding it.

    Attributes:
        width_px: Width as a person sees it, upright.
        height_px: Height as a person sees it, upright.
        taken_at: Capture time as the camera's local time without a zone; the file's time as fallback.
        taken_from_file: True when `taken_at` is the fallback.
        camera: Maker and model, or "".
        latitude: Degrees north, or None.
        longitude: Degrees east, or None.
        duration_s: Length of a clip, None for a photo.
        reader: Which decoder served it ("pillow", "heif", "rawpy", "pyav", "decord").
        is_partial: The file is damaged but its picture could be read in part.
    """

    width_px: int
    height_px: int
    taken_at: datetime
    taken_from_file: bool = True
    camera: str = ""
    latitude: float | None = None
    longitude: float | None = None
    duration_s: float | None = None
    reader: str = ""
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class MediaItem:
    """One photo or clip of the library; `content_hash` tells it from all others, in any library."""

    media_id: MediaId
    path: Path
    kind: MediaKind
    facts: MediaFacts
    size_bytes: int
    thumbnail_path: Path | None = None
    content_hash: str = ""
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Decoded pixels for showing: (H, W, 3) uint8 RGB, upright."""

    pixels: NDArray[np.uint8]
    time_s: float | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of a clip that matches.

    Attributes:
        start_s: Where it begins.
        end_s: Where it ends.
        best_s: Time of the best matching frame, within [start_s, end_s].
        score: Score of that frame.
        thumbnail_path: Thumbnail of that frame.
    """

    start_s: float
    end_s: float
    best_s: float
    score: float
    thumbnail_path: Path | None = None


class SortBy(StrEnum):
    """The order of results."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class WordWeight:
    """How much a word of the query, or a text it leaves out, counts: 1 as typed, 0 not at all, up to 2."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class PictureTerm:
    """A picture that results should resemble: a file, something of the library, or pixels that were pasted.

    Attributes:
        path: A photo or clip anywhere on this computer.
        media_id: A photo or clip of the library, instead.
        time_s: The moment of a clip; None means the clip as a whole.
        image: An encoded picture, instead.
        weight: 1 as usual, 0 not at all, up to 2; below 0 results should not resemble it.
    """

    path: Path | None = None
    media_id: MediaId | None = None
    time_s: float | None = None
    image: bytes = field(default=b"", repr=False)
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What to look for.

    Attributes:
        query: The typed text; `-word` and "without word" push away. May be "" when there is a picture.
        limit: How many hits at most.
        kind: Only photos, only clips, or both.
        after: Taken at or after this local time.
        before: Taken before this local time.
        folder: Only files below this folder.
        like: A picture file to resemble; the same as one more of `pictures`.
        weights: Words that count more or less than the others.
        pictures: Pictures to resemble, or not to.
        camera: Only what was taken with this camera; "" is what names none.
        has_caption: Only what has own captions, or only what has none.
        is_favourite: Only favourites, or only what is none.
        sort: In which order.
        by_day: Grouped by the day they were taken.
        stacks: Copies and bursts take one place.
        shows_weaker: What comes near without reaching the cutoff is listed too.
    """

    query: str
    limit: int = 50
    kind: MediaKind | None = None
    after: datetime | None = None
    before: datetime | None = None
    folder: Path | None = None
    like: Path | None = None
    weights: tuple[WordWeight, ...] = ()
    pictures: tuple[PictureTerm, ...] = ()
    camera: str | None = None
    has_caption: bool | None = None
    is_favourite: bool | None = None
    sort: SortBy = SortBy.RELEVANCE
    by_day: bool = False
    stacks: bool = False
    shows_weaker: bool = False

    @property
    def all_pictures(self) -> tuple[PictureTerm, ...]:
        """Every picture, `like` included."""
        return self.pictures if self.like is None else (*self.pictures, PictureTerm(path=self.like))


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One photo, or one clip with its best moments (best first).

    `score` is that of the photo or best frame: its likeness to the query, after words that push away and own captions;
    `caption_gain` is the share of own captions in it.
    """

    media_id: MediaId
    path: Path
    kind: MediaKind
    score: float
    moments: tuple[Moment, ...] = ()
    thumbnail_path: Path | None = None
    taken_at: datetime | None = None
    width_px: int = 0
    height_px: int = 0
    duration_s: float | None = None
    is_favourite: bool = False
    has_caption: bool = False
    is_missing: bool = False
    caption_gain: float = 0.0

    @property
    def moment(self) -> Moment | None:
        """The best moment of a clip, None for a photo."""
        return self.moments[0] if self.moments else None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Ranked hits, best first, and whether anything really matches."""

    query: str
    hits: tuple[SearchHit, ...]
    is_confident: bool
    took_ms: float


@dataclass(frozen=True, slots=True)
class WordMap:
    """Where one word of the query is seen, and how much it helped.

    Attributes:
        word: The word as typed.
        contribution: Cosine of the whole query minus cosine without this word; positive helped, 0 where it is off.
        grid: (G, G) float32 in [0, 1] over the whole upright picture, 1 at the most relevant cell; 0 where it is off.
        weight: How much the query counts it: 1 as usual, 0 off.
    """

    word: str
    contribution: float
    grid: NDArray[np.float32]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a photo or frame matches a query."""

    query: str
    words: tuple[WordMap, ...]
    score: float
    took_ms: float
    time_s: float | None = None


@dataclass(frozen=True, slots=True)
class Caption:
    """What a person said a photo, a clip or a moment of one shows.

    Attributes:
        text: What it says.
        path: The file it is shown with; None while no file of the library holds that content.
        time_s: The moment of a clip in seconds; None for a photo or a whole clip.
        created_at: When it was added, local time.
        end_s: Where the moment ends; None for the frame nearest to `time_s`.
    """

    text: str
    path: Path | None
    time_s: float | None
    created_at: datetime
    end_s: float | None = None


@dataclass(frozen=True, slots=True)
class CaptionCounts:
    """What was done with captions, and what there is now.

    Attributes:
        added: New ones.
        known: Given ones that were there already.
        removed: Taken out.
        captions: All there are now.
        pictures: Photos and clips that have one and can be found.
        without_file: Captions whose content has no file now; they wait for it to come back.
    """

    added: int
    known: int
    removed: int
    captions: int
    pictures: int
    without_file: int


@dataclass(frozen=True, slots=True)
class Sampled:
    """One kept frame of a clip (or the single frame of a photo), ready to embed.

    Attributes:
        time_s: Time in the clip; 0.0 for a photo.
        pixels: (S, S, 3) uint8 RGB at the encoder's input size.
        thumbnail: JPEG bytes.
    """

    time_s: float
    pixels: NDArray[np.uint8]
    thumbnail: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class DecodedMedia:
    """What a decode worker returns for one file."""

    kind: MediaKind
    facts: MediaFacts
    frames: tuple[Sampled, ...]
