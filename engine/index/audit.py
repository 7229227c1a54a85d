"""Checks every promise of a library: database, vectors, index, thumbnails, and files on disk. Changes nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.errors import StoreCorrupt
from engine.index.audit_time import Place, Stretch, TimeOver
from engine.index.presence import away_paths
from engine.index.vector_rows import normalised
from engine.jobs import CancelToken, Progress, Reporter, ignore_progress
from engine.library_records import Finding
from engine.records import MediaId, SpaceId
from engine.store import FrameRecord, Store
from engine.store.path_bytes import decode_path

_NAMED_AT_MOST: Final = 100  # findings of one kind with a path of their own; the rest is counted
_SAMPLE: Final = 500  # vectors that are looked up in the index one by one
_SAME: Final = 1e-4


class AuditedIndex(Protocol):
    """What is needed of the library's index."""

    @property
    def ids(self) -> NDArray[np.int64]:
        """The frame ids that can be found, ascending."""

    def search(
        self, query: NDArray[np.float32], k: int, allowed: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return ids and scores of the k best."""

    def add(self, ids: NDArray[np.int64], vectors: NDArray[np.floating]) -> None:
        """Add or replace vectors."""

    def remove(self, ids: NDArray[np.int64]) -> None:
        """Take vectors out."""

    def saved_damage(self) -> str:
        """Return what is wrong with the saved graph."""

    def replace_saved(self) -> None:
        """Write the saved graph anew."""


class AuditedThumbnails(Protocol):
    """What is needed of the thumbnails' folder."""

    def path_of(self, content_hash: str, time_s: float) -> Path:
        """Return where a thumbnail is or would be."""

    def write(self, content_hash: str, time_s: float, jpeg: bytes) -> object:
        """Keep a thumbnail."""

    def content_hashes(self) -> set[str]:
        """Return the contents that have a thumbnail."""

    def sweep(self, keep: set[str]) -> int:
        """Delete the thumbnails of all other contents."""


@dataclass(slots=True)
class Faults:
    """What is broken, in words and in what mending needs.

    Attributes:
        findings: In words.
        is_unreadable: The database itself is damaged: nothing of it can be trusted or mended.
        vectors: Contents to embed again, by space.
        missing: Files the library knows that are gone.
        due: Files to bring up to date: changed, or with damaged or missing vectors.
        thumbnails: Frames without one, by content.
        index_rows: Frame ids whose vector in the index is missing, stale or another.
        is_graph_damaged: The saved graph cannot be opened the next time.
        stopped_at: Where the time was over, "" for a check that came to the end.
    """

    findings: list[Finding] = field(default_factory=list)
    is_unreadable: bool = False
    vectors: dict[SpaceId, set[MediaId]] = field(default_factory=dict)
    missing: list[Path] = field(default_factory=list)
    due: dict[Path, None] = field(default_factory=dict)
    thumbnails: dict[MediaId, list[FrameRecord]] = field(default_factory=dict)
    index_rows: set[int] = field(default_factory=set)
    is_graph_damaged: bool = False
    stopped_at: str = ""

    def add(self, code: str, text: str, path: Path | None = None) -> None:
        """Note one finding."""
        self.findings.append(Finding(code, text, path))


class Auditor:
    """Checks one library in the space of its encoder."""

    def __init__(self, store: Store, space_id: SpaceId, index: AuditedIndex, thumbnails: AuditedThumbnails) -> None:
        self._store, self._space_id = store, space_id
        self._index = index
        self._thumbnails = thumbnails
        self._stretch = Stretch.of(None)

    def run(
        self,
        *,
        stretch: Stretch | None = None,
        cancel: CancelToken | None = None,
        report: Reporter = ignore_progress,
    ) -> Faults:
        """Run every check, or those of a stretch: of files and thumbnails any part, of the rest all or nothing.

        Raises:
            Cancelled: A stop was asked for between two checks or files.
        """
        cancel, faults = cancel or CancelToken(), Faults()
        self._stretch = stretch or Stretch.of(None)
        checks = {
            "database": ("the database", self._check_database),
            "vectors": ("vectors", self._check_vectors),
            "files": ("files", self._check_files),
            "index": ("the index", self._check_index),
            "thumbnails": ("thumbnails", self._check_thumbnails),
        }
        todo = [step for step in checks if not self._stretch.has_passed(step, tuple(checks))]
        for number, step in enumerate(todo):
            cancel.check()
            if number and self._stretch.is_over:
                faults.stopped_at = str(Place(step))
                break
            what, check = checks[step]
            report(Progress(len(checks) - len(todo) + number, len(checks), f"Checking {what}"))
            try:
                check(faults, cancel)
            except TimeOver:
                faults.stopped_at = str(self._stretch.place)
                break
            except StoreCorrupt as error:
                faults.add("database-damaged", error.user_text, error.path)
                faults.is_unreadable = True
            if faults.is_unreadable:
                break
        report(Progress(len(checks), len(checks), "Checked"))
        return faults

    def _check_database(self, faults: Faults, _: CancelToken) -> None:
        for complaint in self._store.damage():
            faults.add("database-damaged", f"The database is damaged: {complaint}.")
            faults.is_unreadable = True
        for complaint in self._store.dangling():
            faults.add("rows-dangling", f"In the database {complaint}.")

    def _check_vectors(self, faults: Faults, cancel: CancelToken) -> None:
        for space in self._store.spaces.all():
            cancel.check()
            ids, matrix = self._store.vectors.load(space.space_id)
            usable = normalised(matrix, space.dim)[1]
            bad_frames = [*self._store.vectors.wrong_lengths(space.space_id), *ids[~usable].tolist()]
            damaged = {record.media_id for record in self._store.frames.lookup(bad_frames).values()}
            incomplete = self._store.vectors.incomplete(space.space_id) - damaged
            self._name(faults, "vectors-damaged", "has a vector that cannot be compared", damaged)
            self._name(faults, "vectors-missing", "lacks vectors it should have", incomplete)
            faults.vectors[space.space_id] = damaged | incomplete
        self._name(faults, "not-embedded", "was never embedded", self._store.media.without_embedding())

    def _check_files(self, faults: Faults, cancel: CancelToken) -> None:
        offline = self._offline()
        for raw, size_bytes, mtime_ns in self._store.files.after(bytes.fromhex(self._stretch.last_of("files"))):
            cancel.check()
            path = decode_path(raw)
            try:
                state = _state_of(path)
            except OSError:
                continue  # what cannot be looked at is neither gone nor known to have changed
            if state is not None and state != (size_bytes, mtime_ns):
                faults.due[path] = None
                faults.add("file-changed", f"{path} has changed since it was indexed.", path)
            elif state is None and not _is_below(path, offline):
                faults.missing.append(path)
                faults.add("file-missing", f"{path} is gone.", path)
            self._stretch.reached("files", raw.hex())

    def _offline(self) -> list[Path]:
        """Return what is away: what lies at or below it is not gone."""
        return sorted(away_paths(self._store))

    def _check_index(self, faults: Faults, cancel: CancelToken) -> None:
        damage = self._index.saved_damage()
        if damage:
            faults.add("index-damaged", damage)
            faults.is_graph_damaged = True
        ids, matrix = self._store.vectors.load(self._space_id)
        unit, usable = normalised(matrix, matrix.shape[1])
        ids, unit = ids[usable], unit[usable]
        present = self._index.ids
        lacking, stale = np.setdiff1d(ids, present).tolist(), np.setdiff1d(present, ids).tolist()
        rows = np.unique(np.linspace(0, max(len(ids) - 1, 0), min(_SAMPLE, len(ids))).astype(np.int64))
        cancel.check()
        differing = [int(ids[row]) for row in rows if self._differs(ids[row], unit[row])]
        for code, what, found in (
            ("index-lacks", "vectors are not in the index", lacking),
            ("index-stale", "vectors of the index are not in the library", stale),
            ("index-differs", "vectors are others in the index than in the library", differing),
        ):
            if found:
                faults.add(code, f"{len(found)} {what}.")
                faults.index_rows.update(found)

    def _differs(self, frame_id: np.int64, vector: NDArray[np.float16]) -> bool:
        query = vector.astype(np.float32)
        _, scores = self._index.search(query, 1, np.array([frame_id], np.int64))
        return len(scores) == 1 and abs(float(scores[0]) - float(query @ query)) > _SAME

    def _check_thumbnails(self, faults: Faults, cancel: CancelToken) -> None:
        last = self._stretch.last_of("thumbnails")
        frames = self._store.frames.with_file(MediaId(int(last)) if last else None)
        try:
            for media_id, own in itertools.groupby(frames, key=lambda frame: frame.media_id):
                cancel.check()
                if lacking := [frame for frame in own if not has_thumbnail(self._thumbnails, frame)]:
                    faults.thumbnails[media_id] = lacking
                self._stretch.reached("thumbnails", str(media_id))
        finally:
            self._name(faults, "thumbnail-missing", "lacks thumbnails", faults.thumbnails, is_due=False)
        orphaned = self._thumbnails.content_hashes() - self._store.media.all_hashes()
        if orphaned:
            faults.add("thumbnail-orphaned", f"{len(orphaned)} contents that are gone still have thumbnails.")

    def _name(self, faults: Faults, code: str, what: str, media_ids: Iterable[MediaId], *, is_due: bool = True) -> None:
        """Report contents by the first of their files."""
        media = sorted(media_ids)
        paths = self._store.files.of_media(media)
        for number, media_id in enumerate(media):
            path = next(iter(paths.get(media_id, [])), None)
            if path is not None and is_due:
                faults.due[path] = None
            if number < _NAMED_AT_MOST:
                faults.add(code, f"{path or 'A file that is gone'} {what}.", path)
        if len(media) > _NAMED_AT_MOST:
            faults.add(code, f"{len(media) - _NAMED_AT_MOST} more: each {what}.")


def has_thumbnail(thumbnails: AuditedThumbnails, frame: FrameRecord) -> bool:
    """Whether a frame has a thumbnail that is not an empty file."""
    try:
        state = _state_of(thumbnails.path_of(frame.content_hash, frame.time_s))
    except OSError:
        return False
    return state is not None and state[0] > 0


def _state_of(path: Path) -> tuple[int, int] | None:
    """Return size and modification time, None where there is certainly no file; raise OSError where nobody can tell."""
    try:
        info = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return info.st_size, info.st_mtime_ns


def _is_below(path: Path, folders: Sequence[Path]) -> bool:
    """Whether a path is one of the folders or lies below one."""
    return any(folder == path or folder in path.parents for folder in folders)
