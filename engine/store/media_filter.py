"""Which media a search or count is about, turned into SQL in one place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine.records import MediaKind
from engine.store.path_bytes import encode_path, prefix_range


@dataclass(frozen=True, slots=True)
class MediaFilter:
    """What to keep; None keeps everything.

    Attributes:
        kind: Only photos, or only clips.
        after: Taken at or after this local time.
        before: Taken before this local time.
        folder: Only what has a file below this folder, or is this file.
    """

    kind: MediaKind | None = None
    after: datetime | None = None
    before: datetime | None = None
    folder: Path | None = None

    @property
    def is_empty(self) -> bool:
        """Whether everything passes."""
        return self.kind is None and self.after is None and self.before is None and self.folder is None


def content_condition(keep: MediaFilter) -> tuple[str, list[object]]:
    """Return a condition over the columns of `contents c`, and its parameters.

    Contents without a file are never kept: they only wait for their file to come back.
    """
    conditions: list[str] = ["c.orphaned_s IS NULL"]
    params: list[object] = []
    if keep.kind is not None:
        conditions.append("c.kind = ?")
        params.append(keep.kind.value)
    if keep.after is not None:
        conditions.append("c.taken_at >= ?")
        params.append(local_time_text(keep.after))
    if keep.before is not None:
        conditions.append("c.taken_at < ?")
        params.append(local_time_text(keep.before))
    if keep.folder is not None:
        condition, path_params = path_condition([keep.folder])
        conditions.append(f"c.id IN (SELECT content_id FROM files WHERE {condition})")
        params += path_params
    return " AND ".join(conditions), params


def path_condition(roots: list[Path]) -> tuple[str, list[object]]:
    """Return a condition over a column `path` that holds at or below any of the roots, and its parameters."""
    if not roots:
        return "0", []
    params: list[object] = []
    for root in roots:
        params += [encode_path(root), *prefix_range(root)]
    return "(" + " OR ".join(["path = ? OR (path >= ? AND path < ?)"] * len(roots)) + ")", params


def local_time_text(moment: datetime) -> str:
    """Return a local time as text that sorts by time; a zone, where there is one, is turned into local time."""
    if moment.tzinfo is not None:
        moment = moment.astimezone().replace(tzinfo=None)
    return moment.isoformat(timespec="microseconds")
