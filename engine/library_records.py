"""The frozen records of a library as a whole: its folders, what indexing costs and did, its checks and copies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from engine.records import FolderId


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
