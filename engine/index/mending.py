"""Mends what the audit found, from the truth outwards: database, vectors, files, index, thumbnails."""

from __future__ import annotations

import dataclasses
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from engine.errors import EngineError
from engine.index.audit import AuditedIndex, AuditedThumbnails, Auditor, Faults, has_thumbnail
from engine.index.audit_time import Stretch
from engine.index.decode_ahead import Decoder
from engine.index.vector_rows import normalised
from engine.jobs import CancelToken, Reporter, ignore_progress
from engine.library_records import Finding, VerifyReport
from engine.records import MediaId, SpaceId
from engine.store import Store

Reindex = Callable[[Sequence[Path]], object]


class Mender:
    """Checks and repairs one library in the space of its encoder."""

    def __init__(
        self,
        store: Store,
        space_id: SpaceId,
        index: AuditedIndex,
        thumbnails: AuditedThumbnails,
        decoder: Decoder,
        reindex: Reindex,
    ) -> None:
        """Take the parts. `reindex` brings the given files up to date, as an indexing run over them does."""
        self._store, self._space_id = store, space_id
        self._index = index
        self._thumbnails = thumbnails
        self._decoder = decoder
        self._reindex = reindex
        self._auditor = Auditor(store, space_id, index, thumbnails)

    def look(self, stretch: Stretch, *, cancel: CancelToken | None, report: Reporter) -> VerifyReport:
        """Check for as long as the stretch lasts, and mend nothing.

        Raises:
            Cancelled: A stop was asked for.
        """
        faults = self._auditor.run(stretch=stretch, cancel=cancel, report=report)
        return VerifyReport(tuple(faults.findings), faults.stopped_at)

    def run(
        self, *, repair: bool = False, cancel: CancelToken | None = None, report: Reporter = ignore_progress
    ) -> VerifyReport:
        """Check, and with `repair` mend and check again: repaired is what the second check no longer finds.

        Raises:
            Cancelled: A stop was asked for; what was mended stays mended.
            DiskFull: Something could not be written.
        """
        cancel = cancel or CancelToken()
        before = self._auditor.run(cancel=cancel, report=report)
        if not repair or not before.findings or before.is_unreadable:
            return VerifyReport(tuple(before.findings))
        self._mend(before, cancel)
        after = self._auditor.run(cancel=cancel, report=report)
        left = {_key(finding) for finding in after.findings}
        known = {_key(finding) for finding in before.findings}
        judged = [dataclasses.replace(found, is_repaired=_key(found) not in left) for found in before.findings]
        return VerifyReport((*judged, *(found for found in after.findings if _key(found) not in known)))

    def _mend(self, faults: Faults, cancel: CancelToken) -> None:
        with self._store.write() as tx:
            self._store.remove_dangling(tx)
            self._store.files.remove(tx, faults.missing)
            self._store.media.mark_orphans(tx, int(time.time()))
        self._mend_vectors(faults, cancel)
        self._mend_index(faults)
        if faults.thumbnails:
            self._mend_thumbnails(cancel)
        self._thumbnails.sweep(self._store.media.all_hashes())

    def _mend_vectors(self, faults: Faults, cancel: CancelToken) -> None:
        """Embed anew what can be read, and give up only then what is still broken: the run may end at any moment."""
        vectors, broken = self._store.vectors, faults.vectors.get(self._space_id, set())
        with self._store.write() as tx:
            vectors.mark_incomplete(tx, self._space_id, broken)
        cancel.check()
        due = [path for path in faults.due if os.path.lexists(path)]
        if due:
            self._reindex(due)
        with self._store.write() as tx:
            for space_id, media_ids in faults.vectors.items():
                lost = [
                    media_id
                    for media_id in media_ids
                    if space_id != self._space_id or not vectors.has_media(space_id, media_id)
                ]
                vectors.forget_media(tx, space_id, lost)
        cancel.check()

    def _mend_index(self, faults: Faults) -> None:
        """Make the index in memory hold what is stored, and its file what is in memory."""
        ids, matrix = self._store.vectors.load(self._space_id)
        unit, usable = normalised(matrix, matrix.shape[1])
        ids, unit = ids[usable], unit[usable]
        self._index.remove(np.setdiff1d(self._index.ids, ids))
        wrong = np.union1d(np.setdiff1d(ids, self._index.ids), np.array(sorted(faults.index_rows), np.int64))
        rows = np.isin(ids, wrong)
        self._index.add(ids[rows], unit[rows])
        if faults.is_graph_damaged:
            self._index.replace_saved()

    def _mend_thumbnails(self, cancel: CancelToken) -> None:
        """Decode the files once more; nothing is embedded."""
        lacking: dict[MediaId, str] = {
            frame.media_id: frame.content_hash
            for frame in self._store.frames.with_file()
            if not has_thumbnail(self._thumbnails, frame)
        }
        known = self._store.files.of_media(list(lacking))
        hashes = {paths[0]: lacking[media_id] for media_id, paths in known.items()}
        for path, media in self._decoder.decode(hashes, cancel=cancel):
            if not isinstance(media, EngineError):
                for frame in media.frames:
                    self._thumbnails.write(hashes[path], frame.time_s, frame.thumbnail)


def _key(finding: Finding) -> tuple[str, Path | None]:
    return finding.code, finding.path
