"""The frozen records that cross the border between the engine and whoever uses it.

Only these, plain values and numpy arrays inside them cross: no tensors, no rows, no widgets.
"""

from __future__ import annotations

from collections.abc import Mapping
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
    """One photo or clip of the library."""

    media_id: MediaId
    path: Path
    kind: MediaKind
    facts: MediaFacts
    size_bytes: int
    thumbnail_path: Path | None = None
    frame_count: int = 1
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
class FileProblem:
    """A file that could not be indexed, kept until the file changes."""

    path: Path
    code: str
    text: str
    modified_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What one indexing run did.

    Attributes:
        seen: Media files found under the given paths.
        embedded: Files whose content was decoded and embedded now.
        reused: Files that were known, moved, renamed or copied: nothing was embedded.
        removed: Files that are gone and were taken out.
        problems: Files that could not be read, known ones included.
        photos: Photos searchable under the given paths afterwards.
        clips: Clips searchable afterwards.
        frames: Vectors (photos and clip frames) searchable afterwards.
        seconds: Wall time.
    """

    seen: int
    embedded: int
    reused: int
    removed: int
    problems: tuple[FileProblem, ...]
    photos: int
    clips: int
    frames: int
    seconds: float


class Density(StrEnum):
    """How many frames of clips are looked at."""

    SPARSE = "sparse"
    NORMAL = "normal"
    DENSE = "dense"


@dataclass(frozen=True, slots=True)
class DensityCost:
    """What indexing costs with one density.

    Attributes:
        density: Which.
        interval_s: Seconds between looked-at frames, of clips that are not too long for that.
        frames: Photos, and frames of clips that will be kept.
        seconds: Wall time.
        disk_bytes: What the library grows by.
    """

    density: Density
    interval_s: float
    frames: int
    seconds: float
    disk_bytes: int


@dataclass(frozen=True, slots=True)
class IndexEstimate:
    """What indexing would cost, known before it starts.

    Attributes:
        photos: New and changed photos.
        clips: New and changed clips.
        clip_seconds: Their length together.
        frames: As of the density in force, and so the next two.
        seconds: Wall time.
        disk_bytes: What the library grows by.
        densities: The cost with each density, from sparse to dense.
        density: The one in force.
        is_measured: Whether it was measured on this machine, not guessed.
    """

    photos: int
    clips: int
    clip_seconds: float
    frames: int
    seconds: float
    disk_bytes: int
    densities: tuple[DensityCost, ...] = ()
    density: Density = Density.NORMAL
    is_measured: bool = False


@dataclass(frozen=True, slots=True)
class StretchTrial:
    """What a stretch of a clip cost with one density, for each looked-at frame.

    Attributes:
        frame_s: Seconds for each.
        kept_share: How many of them are kept.
        thumbnail_bytes: Of one that is kept.
    """

    frame_s: float
    kept_share: float
    thumbnail_bytes: int


@dataclass(frozen=True, slots=True)
class ClipTrial:
    """What looking at a clip cost: its length, opening it, and a stretch with each of some densities."""

    duration_s: float
    open_s: float
    readings: tuple[StretchTrial, ...]


@dataclass(frozen=True, slots=True)
class FolderState:
    """A watched folder (or single file) and what it holds.

    Attributes:
        folder_id: Its id.
        path: Absolute path.
        photos: Photos that can be found.
        clips: Clips that can be found.
        problems: Files that could not be read.
        is_online: Whether it is there. What is known of one that is away is kept and still found.
        indexed_at: When a run over it last came to its end, None for never.
        held: Files that were gone all at once, and are kept until the person says that this was meant.
        is_paused: Whether it rests: it is neither watched nor looked through.
        patterns: What is left out of it, in the syntax of `.gitignore`.
        left_out: Known files that are left out now.
    """

    folder_id: FolderId
    path: Path
    photos: int
    clips: int
    problems: int
    is_online: bool
    indexed_at: datetime | None = None
    held: int = 0
    is_paused: bool = False
    patterns: str = ""
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class FolderLoss:
    """What could no longer be found without a folder; its files are not touched.

    Attributes:
        photos: Photos that lie nowhere else.
        clips: Clips that lie nowhere else.
        captioned: How many of these have captions. Captions wait for the file to come back.
        favourites: How many of these are favourites, which wait too.
    """

    photos: int
    clips: int
    captioned: int
    favourites: int


@dataclass(frozen=True, slots=True)
class PatternLine:
    """A line of patterns: how many known files it decides to leave out, and why it can match nothing, "" otherwise."""

    line: int
    text: str
    left_out: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class PatternPreview:
    """What patterns would leave out of the files that are known.

    Attributes:
        known: Known files they are about, those that are left out now included.
        left_out: How many would be.
        lines: Each line that says something.
        examples: Some of the files, spread over all of them.
        always: What is left out whatever the patterns, unless a line with ! before it takes it.
    """

    known: int
    left_out: int
    lines: tuple[PatternLine, ...]
    examples: tuple[Path, ...]
    always: str


@dataclass(frozen=True, slots=True)
class PatternChange:
    """What a change of patterns did at once: files that are no longer found, and files that are found again."""

    hidden: int
    shown: int


class IndexHold(StrEnum):
    """Why indexing waits."""

    PAUSED = "paused"  # the person said so
    BATTERY = "battery"  # the computer runs on battery
    ACTIVE = "active"  # somebody uses the computer
    HOURS = "hours"  # it is none of the hours that the settings name


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """The library at a glance.

    `model_note` is a sentence where the model in use is not the one that was chosen; `patterns` is left out everywhere;
    `hold` is why a run that is under way waits, and `is_paused` whether runs wait until the person says otherwise;
    `old_copy` is what stayed behind when the library was moved.
    """

    library_dir: Path
    model_name: str
    photos: int
    clips: int
    frames: int
    problems: int
    folders: tuple[FolderState, ...] = ()
    model_note: str = ""
    patterns: str = ""
    hold: IndexHold | None = None
    is_paused: bool = False
    old_copy: Path | None = None


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A checkpoint that is present on this machine."""

    name: str
    path: Path
    fingerprint: str
    size_bytes: int
    is_current: bool
    embedding_dim: int
    summary: str = ""


@dataclass(frozen=True, slots=True)
class PairExport:
    """Captioned pictures that were written for a training.

    Attributes:
        folder: Where they are.
        side_px: Of every picture.
        pictures: Photos and moments.
        captions: Theirs.
        unread: Those that could not be read, by name.
        without_file: Captions whose content has no file now.
    """

    folder: Path
    side_px: int
    pictures: int
    captions: int
    unread: tuple[str, ...]
    without_file: int


@dataclass(frozen=True, slots=True)
class SpaceReport:
    """What embedding a library's photos and clips with another model did.

    Attributes:
        embedded: Photos and clips that were embedded now.
        unread: Those that could not be: their files are away, have changed, or cannot be decoded any more.
        frames: Pictures that were embedded now.
    """

    embedded: int
    unread: int
    frames: int


@dataclass(frozen=True, slots=True)
class ModelSwitch:
    """The model a library uses from now on.

    Attributes:
        model: Its name.
        before: The name of the one that was in use.
        embedded: Photos and clips that were embedded with it now.
        unread: Those that could not be.
        lacking: Photos and clips that cannot be found with it until they are indexed.
        swept: Spaces of older models that were deleted.
    """

    model: str
    before: str
    embedded: int
    unread: int
    lacking: int
    swept: int


@dataclass(frozen=True, slots=True)
class FinetuneRequest:
    """How to fine-tune a library's model on the person's own captions.

    Attributes:
        recipe: Name or file of the recipe.
        minutes: How long the training may take; None leaves it to the recipe.
        guard_images: Folder or tar file of pictures on which the model must not get worse, with `guard_captions`.
        guard_captions: CSV with their captions.
        switch: Use the new model where it is accepted.
    """

    recipe: str = "own-captions"
    minutes: float | None = None
    guard_images: Path | None = None
    guard_captions: Path | None = None
    switch: bool = True


@dataclass(frozen=True, slots=True)
class FinetuneReport:
    """What fine-tuning came to.

    Attributes:
        accepted: Whether the new model is better on the person's captions and not worse in general.
        reason: Why, or why not, in one sentence.
        before: Figures of the old model, by name.
        after: Figures of the new one; empty where nothing was trained.
        model: The new model where it was accepted, otherwise the one that stays.
        run_dir: Folder that keeps the report.
        switched: What changing to it did; None where it was not changed.
    """

    accepted: bool
    reason: str
    before: Mapping[str, float | None]
    after: Mapping[str, float | None]
    model: str
    run_dir: Path
    switched: ModelSwitch | None = None


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
class BackupReport:
    """A backup that was written: its folder, the names of its files, and their size together."""

    folder: Path
    files: tuple[str, ...]
    size_bytes: int


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What was restored.

    Attributes:
        library_dir: The library.
        replaced: Where the database that was there before is kept; None where there was none or it stayed.
        own_rows: Rows of the person's own data that were new.
    """

    library_dir: Path
    replaced: Path | None
    own_rows: int


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """A backup that is whole.

    Attributes:
        folder: Where it is.
        made_at: When it was written, local time.
        size_bytes: Of its files together.
        has_database: Whether it holds the database, not only what the person has.
    """

    folder: Path
    made_at: datetime
    size_bytes: int
    has_database: bool


@dataclass(frozen=True, slots=True)
class LibraryMove:
    """A library that was moved: where it was, where it is from the next opening on, and its size."""

    old: Path
    new: Path
    size_bytes: int


@dataclass(frozen=True, slots=True)
class LibrarySizes:
    """How many bytes of disk a library takes.

    Attributes:
        database: Files, vectors, captions.
        index: For quick searches; made anew where it is gone.
        thumbnails: Made anew where they are gone.
        other: Logs, runs of fine-tuning, what was kept of older databases.
        models: Models that were fetched or fine-tuned; other libraries use them too.
        free: What is free on the library's disk.
    """

    database: int
    index: int
    thumbnails: int
    other: int
    models: int
    free: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken promise that `verify` found."""

    code: str
    text: str
    path: Path | None = None
    is_repaired: bool = False


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """Everything `verify` found; an empty list is a healthy library.

    Attributes:
        findings: What is broken, or was.
        stopped_at: Where the time was over, for the next check to go on from; "" for one that came to the end.
    """

    findings: tuple[Finding, ...] = ()
    stopped_at: str = ""

    @property
    def is_ok(self) -> bool:
        """Whether nothing is left to repair."""
        return all(finding.is_repaired for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Check:
    """One line of `doctor`."""

    name: str
    is_ok: bool
    detail: str
    hint: str = ""


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
