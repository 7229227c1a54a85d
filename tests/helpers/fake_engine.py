"""A small engine that speaks the frames of engine/wire.py: drawn thumbnails, made-up hits, heat maps with a bump.

As a process: `python tests/helpers/fake_engine.py --library DIR`. In a test's own process: `InlinePipe`.
Words in a query steer it: "nothing" finds nothing, "weak" is not confident, "crash" ends the process, "bug" is a bug,
"fails" is the world's fault, "slow" answers only when cancelled.
"""

from __future__ import annotations

import argparse
import dataclasses
import io
import os
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

sys.path[:0] = [] if __package__ else [str(Path(__file__).resolve().parents[2])]

from engine import wire  # noqa: E402  # the path above is needed when run as a script
from engine.browse_records import (  # noqa: E402
    CaptionEffect,
    ClipCurves,
    ExportReport,
    Facets,
    FolderCount,
    IndexState,
    Listing,
    MediaDetails,
    PastSearch,
    QueryTerm,
    SoundPiece,
    Stacks,
    Standing,
    TermEffect,
    TermKind,
)
from engine.caption_records import (  # noqa: E402
    CaptionChange,
    CaptionCoverage,
    CaptionImport,
    CaptionPreview,
    CaptionShelf,
    CaptionSource,
    FoundCaption,
    NewCaption,
    OwnCaption,
    RefusedRow,
    SidecarExport,
    SidecarKind,
    TableReading,
)
from engine.errors import EngineError, FolderMissing, MediaUnreadable  # noqa: E402
from engine.jobs import Progress  # noqa: E402
from engine.library_records import (  # noqa: E402
    BackupInfo,
    BackupReport,
    Density,
    DensityCost,
    FileProblem,
    Finding,
    FolderLoss,
    FolderState,
    IndexEstimate,
    IndexHold,
    IndexReport,
    LibraryMove,
    LibrarySizes,
    LibraryStatus,
    PatternChange,
    PatternLine,
    PatternPreview,
    RestoreReport,
    VerifyReport,
)
from engine.records import (  # noqa: E402
    CaptionCounts,
    Explanation,
    FolderId,
    MediaId,
    MediaKind,
    Moment,
    Picture,
    SearchHit,
    SearchRequest,
    WordMap,
    WordWeight,
)
from tests.helpers.fake_tuning import FakeTuning  # noqa: E402

LONG = {
    "train_model": "Training",
    "go_on_training": "Training",
    "use_model": "photo 003.jpg",
    "fetch_model": "Fetching a model (3 of 12 MB)",
}
GRID = 14
DRAWN = 60
CLIP_S = 62.0
FRAME_TIMES = tuple(i * 2.5 for i in range(25))
Send = Callable[[object], None]


class FakeLibrary:
    """Answers like a Library over a folder of pictures it draws itself."""

    def __init__(self, library_dir: Path, *, items: int = 40, clips_every: int = 4, is_empty: bool = False) -> None:
        self.dir = library_dir
        self.items = 0 if is_empty else items
        self.clips_every = clips_every
        self.calls: list[str] = []
        self._drawn: set[Path] = set()
        self._plain_hits: dict[tuple[int, int], SearchHit] = {}
        self.tuning = FakeTuning(library_dir)
        self.tuning.drawn = self._thumbnail  # type: ignore[method-assign]  # it draws no pictures of its own
        self.favourites: set[MediaId] = set()
        self.past: list[PastSearch] = []
        self.kept: list[PastSearch] = []
        self.captions: dict[int, OwnCaption] = {}
        self._written = 0
        self.folders: tuple[FolderState, ...] = ()
        self.findings: tuple[Finding, ...] = ()
        self.old_copy: Path | None = None
        self.restores: Path | None = None
        self.hold: IndexHold | None = None
        self.is_paused = False
        self.patterns: dict[FolderId | None, str] = {}
        self.problem_list: tuple[FileProblem, ...] = ()
        if not is_empty:
            self.folders = (self._folder(1, library_dir / "Pictures"),)
            self.problem_list = (
                FileProblem(library_dir / "Pictures" / "<b>broken.jpg", "unreadable", "The photo is cut off."),
            )

    def status(self) -> LibraryStatus:
        clips = self.items // self.clips_every
        frames = self.items - clips + clips * len(FRAME_TIMES)
        return LibraryStatus(
            self.dir,
            "fake",
            self.items - clips,
            clips,
            frames,
            len(self.problem_list),
            self.folders,
            hold=self.hold,
            is_paused=self.is_paused,
            old_copy=self.old_copy,
        )

    def found(self, request: SearchRequest) -> list[SearchHit]:
        """Everything a request lets through, best first."""
        hits = [self.hit(number) for number in range(self.items)]
        hits = [hit for hit in hits if request.kind in (None, hit.kind)]
        if request.after is not None:
            hits = [hit for hit in hits if hit.taken_at is not None and hit.taken_at >= request.after]
        if request.is_favourite:
            hits = [hit for hit in hits if hit.is_favourite]
        if any(weight.weight == 0 for weight in request.weights):
            hits = hits[::-1]
        return [] if "nothing" in request.query else hits

    def terms(self, request: SearchRequest) -> tuple[QueryTerm, ...]:
        weights = {weight.text: weight.weight for weight in request.weights}
        parts = [
            QueryTerm(TermKind.MINUS if word.startswith("-") else TermKind.WORD, text, weights.get(text, 1.0))
            for word in request.query.split()
            if (text := word.removeprefix("-"))
        ]
        for term in request.pictures:
            name = term.path.name if term.path is not None else "a photo"
            parts.append(QueryTerm(TermKind.PICTURE, name, term.weight, term, self._thumbnail(name)))
        return tuple(parts)

    def listing(self, request: SearchRequest) -> Listing:
        for term in request.pictures:
            if term.path is not None and term.path.suffix == ".txt":
                raise MediaUnreadable("This is neither a photo nor a clip.", path=term.path)
        hits, terms = self.found(request), self.terms(request)
        weaker = 10 if terms and len(hits) > 20 else 0
        matches = 0 if "weak" in request.query else len(hits) - weaker
        shown = hits if request.shows_weaker or not matches else hits[:matches]
        stacks = no_stacks()
        if request.stacks and "stacked" in request.query:
            stacks = Stacks(np.array([1]), np.array([0, 2]), np.array([101, 102]))
        return Listing(
            query=request.query,
            terms=terms,
            media_ids=np.array([hit.media_id for hit in shown], np.int64),
            days=np.array([hit.taken_at.toordinal() for hit in shown if hit.taken_at], np.int32),
            stacks=stacks,
            matches=matches if terms else len(shown),
            weaker=len(hits) - len(shown),
            is_capped=False,
            has_query=bool(terms),
            head=tuple(shown[:60]),
            took_ms=12.0,
        )

    def rows(self, request: SearchRequest, media_ids: NDArray[np.int64]) -> tuple[SearchHit, ...]:
        return tuple(self.hit(int(media_id) - 1) for media_id in media_ids)

    def facets(self, request: SearchRequest) -> Facets:
        hits = self.found(dataclasses.replace(request, kind=None))
        clips = sum(hit.kind is MediaKind.VIDEO for hit in hits)
        months = sorted({(hit.taken_at.year, hit.taken_at.month) for hit in hits if hit.taken_at}, reverse=True)
        return Facets(
            photos=len(hits) - clips,
            clips=clips,
            months=tuple((year, month, 3) for year, month in months),
            folders=(FolderCount(self.dir / "Pictures", len(hits), 0), FolderCount(self.dir / "Pictures/A & B", 7, 1)),
            cameras=(("Canon <EOS>", 12), ("", 5)),
            with_caption=2,
            favourites=len(self.favourites),
            total=len(hits),
        )

    def clip_curves(self, request: SearchRequest, media_id: MediaId) -> ClipCurves:
        times_s = np.array(FRAME_TIMES)
        words = tuple(word for word in request.query.split() if not word.startswith("-"))
        curve = np.exp(-(((times_s - 12.5) / 10) ** 2)).astype(np.float32) * 1.3
        paths = tuple(self._thumbnail(f"frame-{number}") for number in range(len(times_s)))
        return ClipCurves(
            times_s, curve if words else curve[:0], tuple((word, curve * 0.5) for word in words), paths, CLIP_S
        )

    def standing(self, request: SearchRequest, path: Path) -> Standing:
        if path.suffix == ".txt":
            return Standing(path, IndexState.SKIPPED)
        filters = ("kind",) if request.kind is not None else ()
        effects = (TermEffect("grass", TermKind.WORD, -0.05, 3), TermEffect("dog", TermKind.WORD, 0.2, 90))
        standing = Standing(path, IndexState.FOUND, "", MediaId(1), 12, 40, 0.21, 0.25, 0.4, filters, effects)
        return dataclasses.replace(standing, captions=self.caption_effects(request, MediaId(1)))

    def details(self, path: Path) -> MediaDetails:
        return MediaDetails(
            path, MediaKind.PHOTO, {"Camera": (("Camera", "<b>Canon</b>"), ("Exposure", "1/250 s"))}, captions=("Rex",)
        )

    def to_caption(self, shelf: CaptionShelf) -> Listing:
        captioned = {caption.media_id for caption in self.captions.values()}
        hits = [self.hit(number) for number in range(self.items)]
        if shelf is CaptionShelf.WITH:
            hits = [hit for hit in hits if hit.media_id in captioned]
        elif shelf is not CaptionShelf.ALL:
            hits = [hit for hit in hits if hit.media_id not in captioned]
        hits = hits[:10] if shelf is CaptionShelf.NEXT else hits
        return Listing(
            query="",
            terms=(),
            media_ids=np.array([hit.media_id for hit in hits], np.int64),
            days=np.array([hit.taken_at.toordinal() for hit in hits if hit.taken_at], np.int32),
            stacks=no_stacks(),
            matches=len(hits),
            weaker=0,
            is_capped=False,
            has_query=False,
            head=tuple(hits[:60]),
            took_ms=1.0,
        )

    def captions_of(self, media_ids: tuple[MediaId, ...]) -> tuple[OwnCaption, ...]:
        return tuple(caption for caption in self.captions.values() if caption.media_id in set(media_ids))

    def caption_effects(self, request: SearchRequest, media_id: MediaId) -> tuple[CaptionEffect, ...]:
        return tuple(
            CaptionEffect(caption.text, caption.time_s, caption.end_s, 0.12)
            for caption in self.captions.values()
            if caption.media_id == media_id and request.query
        )

    def change_captions(self, add: tuple[NewCaption, ...], remove: tuple[int, ...]) -> CaptionChange:
        for caption in add:
            if "fails" in caption.text:
                raise EngineError("The disk is full.")
        removed = tuple(self.captions.pop(number) for number in remove if number in self.captions)
        added = []
        for caption in add:
            self._written += 1
            at = caption.created_at or datetime(2026, 1, 1) + timedelta(seconds=self._written)
            new = OwnCaption(self._written, caption.media_id, caption.text, caption.time_s, caption.end_s, at)
            self.captions[self._written] = new
            added.append(new)
        return CaptionChange(tuple(added), removed)

    def prepare_captions(self, source: CaptionSource, table: Path | None, reading: TableReading) -> CaptionPreview:
        if table is not None and "fails" in table.name:
            raise EngineError("The table cannot be read.")
        self._written += 1
        found = (FoundCaption(self.dir / "Pictures" / "photo 000.jpg", "<b>Rex</b>", None),)
        columns = ("file", "text", "note") if table is not None else ()
        has_columns = source is not CaptionSource.TABLE or bool(reading.caption_column) or "known" in str(table)
        read = TableReading(reading.encoding or "cp1252", reading.delimiter or ";", "file", reading.caption_column)
        if has_columns:
            read = dataclasses.replace(read, caption_column=reading.caption_column or "text")
        problems = (
            RefusedRow("Row 7", "gone.jpg is not in the library."),
            RefusedRow("Row 9", "The caption is empty."),
        )
        return CaptionPreview(
            ticket=self._written,
            source=source,
            reading=read if source is CaptionSource.TABLE else TableReading(),
            columns=columns,
            read=9,
            new=3 if has_columns else 0,
            known=2 if has_columns else 0,
            missing=1 if has_columns else 0,
            refused=1 if has_columns else 0,
            pictures=2 if has_columns else 0,
            samples=found if has_columns else (),
            problems=problems if has_columns else (),
        )

    def import_prepared(self, ticket: int) -> CaptionImport:
        self.change_captions((NewCaption(MediaId(1), "<b>Rex</b>"),), ())
        return CaptionImport(3, 2, datetime(2026, 1, 1))

    def take_back_import(self, stamp: datetime) -> int:
        self.captions.clear()
        return 3

    def forget_prepared(self, ticket: int) -> None:
        return

    def export_captions(self, table: Path) -> CaptionCounts:
        return CaptionCounts(0, 0, 0, 12, 5, 2)

    def export_sidecars(self, kind: SidecarKind, folder: Path | None) -> SidecarExport:
        failed = () if folder is not None else (("a.jpg", "Permission denied"),)
        return SidecarExport(folder, 4, 1, failed, len(failed))

    def caption_coverage(self) -> CaptionCoverage:
        captioned = {caption.media_id for caption in self.captions.values()}
        moments = sum(caption.time_s is not None for caption in self.captions.values())
        return CaptionCoverage(self.items, len(captioned), len(self.captions), moments, 0)

    def set_favourite(self, media_ids: tuple[MediaId, ...], is_favourite: bool) -> int:
        before = len(self.favourites)
        self.favourites = self.favourites | set(media_ids) if is_favourite else self.favourites - set(media_ids)
        return abs(len(self.favourites) - before)

    def history(self, limit: int) -> tuple[PastSearch, ...]:
        return tuple(self.past[::-1][:limit])

    def note_search(self, request: SearchRequest) -> None:
        self.past.append(PastSearch(len(self.past) + 1, "", request, datetime(2024, 6, 1)))

    def forget_searches(self, search_id: int | None = None) -> int:
        forgotten, self.past = len(self.past), []
        return forgotten

    def albums(self) -> tuple[PastSearch, ...]:
        return tuple(self.kept)

    def save_album(self, name: str, request: SearchRequest) -> PastSearch:
        self.kept.append(PastSearch(len(self.kept) + 1, name, request, datetime(2024, 6, 1)))
        return self.kept[-1]

    def rename_album(self, album_id: int, name: str) -> None:
        self.kept = [
            dataclasses.replace(album, name=name) if album.search_id == album_id else album for album in self.kept
        ]

    def remove_album(self, album_id: int) -> None:
        self.kept = [album for album in self.kept if album.search_id != album_id]

    def export(self, media_ids: tuple[MediaId, ...], folder: Path) -> ExportReport:
        return ExportReport(folder, tuple(folder / f"{media_id}.jpg" for media_id in media_ids), (), 1_000_000)

    def export_clip(self, path: Path, start_s: float, end_s: float, folder: Path) -> ExportReport:
        return ExportReport(folder, (folder / path.name,), (), 1_000_000)

    def explain(
        self, query: str, path: Path, time_s: float | None = None, weights: tuple[WordWeight, ...] = ()
    ) -> Explanation:
        given = {found.text: found.weight for found in weights}
        words = [word for word in query.split() if not word.startswith("-")]
        shift = 0.0 if time_s is None else time_s / CLIP_S
        maps = tuple(
            WordMap(
                word,
                0.12 / (i + 1) * (-1 if word == "hurts" else 1) * given.get(word, 1.0),
                bump(0.3 + 0.2 * i, 0.4 + 0.4 * shift) * (given.get(word, 1.0) > 0),
                given.get(word, 1.0),
            )
            for i, word in enumerate(words)
        )
        return Explanation(query, maps, 0.31, 20.0, time_s)

    def picture(self, path: Path, time_s: float | None = None, max_px: int = 2048) -> Picture:
        if "missing" in path.name:
            raise FolderMissing("This file is not there any more.", path=path)
        width = min(640, max_px)
        return Picture(np.asarray(draw(path.name, width, width * 3 // 4)), time_s)

    def played_frame(self, path: Path, time_s: float, max_px: int) -> Picture:
        return self.picture(path, time_s, max_px)

    def sound(self, path: Path, start_s: float, length_s: float) -> SoundPiece:
        length_s = max(0.0, min(length_s, CLIP_S - start_s))
        samples = np.zeros((round(length_s * 8_000), 2), np.int16)
        return SoundPiece(start_s, 8_000, samples, is_last=start_s + length_s >= CLIP_S)

    def problems(self) -> tuple[FileProblem, ...]:
        return self.problem_list

    def estimate(self, paths: tuple[Path, ...]) -> IndexEstimate:
        clips = 3 if "clips" in paths[0].name else 0
        costs = tuple(
            DensityCost(density, interval_s, 20 + clips * frames, seconds, seconds * 150_000)
            for density, interval_s, frames, seconds in (
                (Density.SPARSE, 3.0, 50, 30),
                (Density.NORMAL, 0.75, 200, 95),
                (Density.DENSE, 0.25, 600, 260),
            )
        )
        frames, seconds = 20 + clips * 200, 95.0 if clips else 4.0
        return IndexEstimate(20, clips, clips * 600.0, frames, seconds, 14_000_000, costs if clips else ())

    def density_costs(self) -> IndexEstimate:
        return self.estimate((Path("clips"),))

    def set_density(self, density: Density, again: bool) -> int:
        return 3 if again else 0

    def add_folder(self, path: Path) -> FolderState:
        if "missing" in path.name:
            raise FolderMissing("This folder is not there.", path=path)
        folder = dataclasses.replace(self._folder(len(self.folders) + 1, path), indexed_at=None)
        self.folders = (*self.folders, folder)
        return folder

    def pause_folder(self, folder_id: FolderId, is_paused: bool) -> None:
        self.folders = tuple(
            dataclasses.replace(folder, is_paused=is_paused) if folder.folder_id == folder_id else folder
            for folder in self.folders
        )

    def set_paused(self, is_paused: bool) -> None:
        self.is_paused = is_paused
        self.hold = IndexHold.PAUSED if is_paused else None

    def go_on(self) -> None:
        self.hold = None

    def verify(self, repair: bool = False) -> VerifyReport:
        if self.findings and repair:
            self.findings = tuple(dataclasses.replace(finding, is_repaired=True) for finding in self.findings)
        return VerifyReport(self.findings)

    def sizes(self) -> LibrarySizes:
        return LibrarySizes(412_000_000, 96_000_000, 1_310_000_000, 21_000_000, 260_000_000, 88_000_000_000)

    def back_up(self, folder: Path) -> BackupReport:
        return BackupReport(folder, ("captions.csv", "evoke.db"), 412_000_000)

    def check_backup(self, folder: Path) -> BackupInfo:
        if "none" in folder.name:
            raise FolderMissing("This is no backup.", path=folder)
        return BackupInfo(folder, datetime(2024, 5, 3, 10, 0), 412_000_000, "own" not in folder.name)

    def restore_next_time(self, folder: Path) -> None:
        self.restores = folder

    def merge_own(self, folder: Path) -> RestoreReport:
        return RestoreReport(self.dir, None, 7)

    def move(self, folder: Path) -> LibraryMove:
        self.old_copy = self.dir
        return LibraryMove(self.dir, folder, 1_800_000_000)

    def forget_old_copy(self) -> int:
        self.old_copy = None
        return 1_800_000_000

    def folder_loss(self, folder_id: FolderId) -> FolderLoss:
        return FolderLoss(30, 10, 4, 2)

    def preview_patterns(self, patterns: str, folder_id: FolderId | None = None) -> PatternPreview:
        lines = tuple(
            PatternLine(number, text, 0 if text.startswith("!") else 3, "a [ has no ] behind it" if "[" in text else "")
            for number, text in enumerate(patterns.splitlines(), start=1)
        )
        out = sum(line.left_out for line in lines)
        paths = tuple(self.dir / "Pictures" / f"photo {number:03}.jpg" for number in range(out))
        return PatternPreview(self.items, out, lines, paths, ".*")

    def set_patterns(self, patterns: str, folder_id: FolderId | None = None) -> PatternChange:
        self.patterns[folder_id] = patterns
        return PatternChange(3, 1)

    def export_problems(self, table: Path) -> int:
        return len(self.problem_list)

    def remove_folder(self, folder_id: FolderId) -> None:
        self.folders = tuple(folder for folder in self.folders if folder.folder_id != folder_id)

    def hit(self, number: int) -> SearchHit:
        plain = self._plain_hits.get((number, self.clips_every))
        if plain is None:
            plain = self._plain_hits[number, self.clips_every] = self._plain_hit(number)
        if not self.favourites and not self.captions:
            return plain
        captioned = any(caption.media_id == plain.media_id for caption in self.captions.values())
        return dataclasses.replace(
            plain,
            is_favourite=plain.media_id in self.favourites,
            has_caption=captioned,
            caption_gain=0.12 if captioned else 0.0,
        )

    def _plain_hit(self, number: int) -> SearchHit:
        is_clip = number % self.clips_every == self.clips_every - 1
        path = self.dir / "Pictures" / (f"clip {number:03}.mp4" if is_clip else f"photo {number:03}.jpg")
        drawn = path.name if number < DRAWN else f"drawn {number % DRAWN:03}"  # drawing thousands takes its time
        score = 0.4 - 0.004 * number
        moments = (
            tuple(
                Moment(at - 1.5, at + 2.0, at, score - 0.01 * i, self._thumbnail(f"{drawn}-{i}"))
                for i, at in enumerate((12.5, 40.0, 55.0))
            )
            if is_clip
            else ()
        )
        return SearchHit(
            MediaId(number + 1),
            path,
            MediaKind.VIDEO if is_clip else MediaKind.PHOTO,
            score,
            moments,
            self._thumbnail(drawn),
            datetime(2024, 6, 1, 12, 0) - timedelta(days=9 * (number % 1000)),
            640,
            480,
            CLIP_S if is_clip else None,
        )

    def grow(self, by: int) -> None:
        self.items += by

    def _folder(self, number: int, path: Path) -> FolderState:
        return FolderState(FolderId(number), path, 30, 10, 1, True, datetime(2024, 6, 2, 9, 30))

    def _thumbnail(self, name: str) -> Path:
        path = self.dir / "thumbnails" / f"{name}.jpg"
        if path not in self._drawn and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_drawn_jpeg(name))
        self._drawn.add(path)
        return path


def no_stacks() -> Stacks:
    return Stacks(np.empty(0, np.int64), np.zeros(1, np.int64), np.empty(0, np.int64))


def bump(x: float, y: float) -> NDArray[np.float32]:
    """A relevance grid with one round hill at (x, y)."""
    centers = (np.arange(GRID) + 0.5) / GRID
    distance = (centers[None, :] - x) ** 2 + (centers[:, None] - y) ** 2
    grid: NDArray[np.float32] = np.exp(-distance / 0.03).astype(np.float32)
    grid /= grid.max()
    return grid


@cache
def _drawn_jpeg(name: str) -> bytes:
    """A thumbnail's file; every test wants the same few hundred."""
    file = io.BytesIO()
    draw(name, 160, 120).save(file, "JPEG", quality=80)
    return file.getvalue()


def draw(name: str, width: int, height: int) -> Image.Image:
    """A picture that looks the same for the same name: sky, ground and a disc."""
    seed = sum(ord(char) * (i + 1) for i, char in enumerate(name))
    sky = (90 + seed % 120, 130 + seed * 3 % 90, 170 + seed * 7 % 80)
    ground = (60 + seed * 5 % 120, 90 + seed * 11 % 90, 50 + seed * 13 % 60)
    image = Image.new("RGB", (width, height), sky)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, height * 0.62, width, height), fill=ground)
    x, radius = width * (0.2 + seed % 60 / 100), height * 0.16
    pen.ellipse((x - radius, height * 0.4 - radius, x + radius, height * 0.4 + radius), fill=(245, 225, 150))
    return image


class FakeHost:
    """Turns request frames into answers; `index` runs until it is told to go on or cancelled."""

    def __init__(self, library: FakeLibrary, send: Send) -> None:
        self.library = library
        self._send = send
        self._waiting: dict[int, dict[str, Any]] = {}

    def greet(self) -> None:
        self._send({"hello": wire.PROTOCOL_VERSION, "status": self.library.status()})

    def take(self, frame: Any) -> None:
        if "cancel" in frame:
            if self._waiting.pop(frame["cancel"], None) is not None:
                self._send({"id": frame["cancel"], "cancelled": True})
            return
        request_id, op, args = frame["id"], frame["op"], frame["args"]
        self.library.calls.append(op)
        query = getattr(args.get("request"), "query", "") or args.get("query", "")
        if "crash" in query:
            self._crash()
        elif "bug" in query:
            self._send({"id": request_id, "bug": "Traceback: something of ours"})
        elif "fails" in query:
            self._send(
                {
                    "id": request_id,
                    "failed": {"code": "bad-query", "text": "That is no query.", "hint": "", "path": None},
                }
            )
        elif "slow" in query:
            self._waiting[request_id] = frame
        elif op in LONG:
            if op in ("train_model", "go_on_training"):
                self.library.tuning.begin()
            self._waiting[request_id] = frame
            self._send({"id": request_id, "progress": Progress(3, 12, LONG[op], 95.0)})
        elif op in ("index", "retry_problems"):
            self._waiting[request_id] = frame
            self._send({"id": request_id, "progress": Progress(3, 12, "photo 003.jpg", 95.0)})
        else:
            self._answer(request_id, op, args)

    def begin_upkeep(self, request_id: int = -1) -> None:
        """Begin to index of its own accord; `finish_index` ends it."""
        self._waiting[request_id] = {"op": "index"}
        self._send({"event": "began", "id": request_id, "title": "Keeping the library up to date"})
        self._send({"id": request_id, "progress": Progress(3, 12, "photo 003.jpg", 95.0)})

    def tell_status(self) -> None:
        """Send the status unasked."""
        self._send({"event": "library_changed", "status": self.library.status()})

    def finish_index(self, *, new: int = 10) -> None:
        """Let every running index run finish, with so many more photos."""
        for request_id in [key for key, frame in self._waiting.items() if frame["op"] in ("index", "retry_problems")]:
            del self._waiting[request_id]
            self.library.grow(new)
            status = self.library.status()
            report = IndexReport(
                20, new, 20 - new, 0, self.library.problem_list, status.photos, status.clips, status.frames, 2.0
            )
            self._send({"event": "library_changed", "status": status})
            self._send({"id": request_id, "returned": report})

    def finish_long(self, op: str, work: Callable[[dict[str, Any]], object]) -> None:
        """Let what waits under this name come to an end: with what `work` says of its arguments, or its failure."""
        for request_id in [key for key, frame in self._waiting.items() if frame["op"] == op]:
            args = self._waiting.pop(request_id)["args"]
            self._tell_outcome(request_id, lambda args=args: work(args))  # type: ignore[misc]  # the args of this turn

    def end_training(self) -> None:
        """End what trains, as when it is told to wait or is given up."""
        for request_id in [key for key, frame in self._waiting.items() if "train" in frame["op"]]:
            del self._waiting[request_id]
            self._send({"id": request_id, "cancelled": True})

    def _answer(self, request_id: int, op: str, args: dict[str, Any]) -> None:
        owner = self.library.tuning if hasattr(FakeTuning, op) else self.library
        self._tell_outcome(request_id, lambda: getattr(owner, op)(**args))
        if op in ("pause_training", "stop_training"):
            self.end_training()
        if op in ("add_folder", "remove_folder", "pause_folder", "set_paused", "go_on", "forget_old_copy"):
            self._send({"event": "library_changed", "status": self.library.status()})

    def _tell_outcome(self, request_id: int, work: Callable[[], object]) -> None:
        try:
            value = work()
        except EngineError as error:
            failed = {"code": error.code, "text": error.user_text, "hint": error.hint, "path": error.path}
            self._send({"id": request_id, "failed": failed})
            return
        self._send({"id": request_id, "returned": value})

    def _crash(self) -> None:
        os._exit(139)


class InlinePipe:
    """An engine in the test's own process; answers reach the client through the event loop."""

    def __init__(self, library: FakeLibrary, on_frame: Send, on_end: Callable[[int], None]) -> None:
        self.frames: list[Any] = []
        self.is_stopped = False
        self._on_end = on_end
        self._on_frame = on_frame
        self.host = FakeHost(library, on_frame)
        self.host._crash = self.die  # type: ignore[method-assign]  # an end of the pipe instead of the test run
        self.host.greet()

    def send(self, frame: Any) -> None:
        self.frames.append(frame)
        if frame.get("op") == "shutdown":
            self.stop()
        elif not self.is_stopped:
            self.host.take(frame)

    def stop_answering(self) -> None:
        """Take requests and say nothing more, as an engine that is about to die."""
        self.is_stopped = True

    def tell(self, frame: object) -> None:
        """Let the client hear a frame of the test's making."""
        self._on_frame(frame)

    def stop(self, timeout_s: float = 5.0) -> None:
        self.is_stopped = True
        self._on_end(0)

    def kill(self) -> None:
        self.is_stopped = True
        self._on_end(137)

    def die(self) -> None:
        """End without a word, as a crash does."""
        self.is_stopped = True
        self._on_end(139)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--model", default="auto")
    parser.add_argument("--empty", action="store_true")
    parser.add_argument("--refuse", action="store_true", help="fail before hello")
    parser.add_argument("--deaf", action="store_true", help="ignore the shutdown")
    options = parser.parse_args()
    lock = threading.Lock()
    output = os.fdopen(os.dup(1), "wb")

    def send(frame: object) -> None:
        with lock:
            wire.write_frame(output, frame)

    if options.refuse:
        send(
            {"failed": {"code": "library-locked", "text": "Another Evoke is open.", "hint": "Close it.", "path": None}}
        )
        return 3
    host = FakeHost(FakeLibrary(options.library, is_empty=options.empty), send)
    host.greet()
    while True:
        try:
            frame = wire.read_frame(sys.stdin.buffer)
        except EOFError:
            return 0
        if frame.get("op") == "shutdown":
            if options.deaf:
                threading.Event().wait()
            return 0
        host.take(frame)


if __name__ == "__main__":
    sys.exit(main())
