"""The frozen records with which captions are written, looked at, read from elsewhere and written for others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from engine.records import MediaId


class CaptionShelf(StrEnum):
    """Which photos and clips to look at."""

    NEXT = "next"  # without a caption, those that stand for most of the others
    WITHOUT = "without"
    WITH = "with"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class OwnCaption:
    """A caption of a photo, of a clip, or of a moment of one.

    Attributes:
        caption_id: Its number; one that was taken out never gets it again.
        media_id: Whose it is.
        text: What it says.
        time_s: Where the moment begins; None for a photo or a whole clip.
        end_s: Where it ends; None for the frame nearest to `time_s`.
        created_at: When it was written, local time.
    """

    caption_id: int
    media_id: MediaId
    text: str
    time_s: float | None
    end_s: float | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class NewCaption:
    """A caption to be written; the times as in `OwnCaption`. `created_at` is that of one that is put back."""

    media_id: MediaId
    text: str
    time_s: float | None = None
    end_s: float | None = None
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CaptionChange:
    """What one change did. Taking out what was added and adding what was taken out undoes it.

    Attributes:
        added: New ones.
        removed: Taken out.
        known: How many of those to be written were there already, word for word.
    """

    added: tuple[OwnCaption, ...]
    removed: tuple[OwnCaption, ...]
    known: int = 0


@dataclass(frozen=True, slots=True)
class CaptionCoverage:
    """How much of the library has captions.

    Attributes:
        media: Photos and clips that can be found.
        captioned: Those of them with a caption.
        captions: All there are.
        moments: Those of them that speak of a moment of a clip.
        without_file: Those whose content has no file now; they wait for it to come back.
    """

    media: int
    captioned: int
    captions: int
    moments: int
    without_file: int


class CaptionSource(StrEnum):
    """Where captions are read from."""

    TABLE = "table"  # a CSV
    TEXT = "text"  # .txt files beside the pictures
    DESCRIPTION = "description"  # XMP, IPTC and EXIF inside the files, and .xmp files beside them


@dataclass(frozen=True, slots=True)
class TableReading:
    """How a table is to be read; what is "" is found out.

    Attributes:
        encoding: Name of a character encoding.
        delimiter: What stands between the cells.
        path_column: The column that names the files.
        caption_column: The column with the captions.
        start_column: The column with seconds into a clip.
        end_column: The column with where the moment ends.
    """

    encoding: str = ""
    delimiter: str = ""
    path_column: str = ""
    caption_column: str = ""
    start_column: str = ""
    end_column: str = ""


@dataclass(frozen=True, slots=True)
class FoundCaption:
    """A caption that was read: for a preview."""

    path: Path
    text: str
    time_s: float | None = None


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """Something that was read and cannot be used: where it stands, and why."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class CaptionPreview:
    """What an import would do; nothing is written yet.

    Attributes:
        ticket: Names what was read, for `import_prepared`.
        source: Where it was read from.
        reading: How the table was read; empty for other sources.
        columns: The table's columns.
        read: Rows or files that were looked at.
        new: Captions that would be added.
        known: Captions that are there already, or twice in what was read.
        missing: Rows that name a file which the library does not have.
        refused: Rows that cannot be used for another reason.
        pictures: Photos and clips that would get a caption.
        samples: The first of the new ones.
        problems: The first of what is missing or refused.
    """

    ticket: int
    source: CaptionSource
    reading: TableReading
    columns: tuple[str, ...]
    read: int
    new: int
    known: int
    missing: int
    refused: int
    pictures: int
    samples: tuple[FoundCaption, ...]
    problems: tuple[RefusedRow, ...]


@dataclass(frozen=True, slots=True)
class CaptionImport:
    """What an import did; `stamp` takes it back as a whole."""

    added: int
    known: int
    stamp: datetime


class SidecarKind(StrEnum):
    """What a file beside a picture looks like."""

    TEXT = "txt"
    XMP = "xmp"


@dataclass(frozen=True, slots=True)
class SidecarExport:
    """What was written for other programs.

    Attributes:
        folder: Where to; None beside the pictures.
        written: How many files.
        kept: Files of that name that were there already and stay as they are.
        failed: Names of those that could not be written, with the reason, the first few.
        failures: How many those are in all.
    """

    folder: Path | None
    written: int
    kept: int
    failed: tuple[tuple[str, str], ...]
    failures: int
