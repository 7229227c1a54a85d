"""Which media a search or count is about, turned into SQL in one place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from engine.records import MediaKind
from engine.store.path_bytes import encode_path, prefix_range

_ROOTS_AT_ONCE: Final = 200  # SQLite refuses an expression of a thousand levels, and each root adds two


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
        for condition, path_params in path_conditions([keep.folder]):
            conditions.append(f"c.id IN (SELECT content_id FROM files WHERE {condition})")
            params += path_params
    return " AND ".join(conditions), params


def path_conditions(roots: Sequence[Path]) -> Iterator[tuple[str, list[object]]]:
    """Yield conditions over a column `path`, and their parameters, that together hold at or below any of the roots.

    However many roots there are, each condition is one SQLite takes; roots that overlap may let a row through twice.
    """
    for start in range(0, len(roots), _ROOTS_AT_ONCE):
        some = roots[start : start + _ROOTS_AT_ONCE]
        params: list[object] = []
        for root in some:
            params += [encode_path(root), *prefix_range(root)]
        yield "(" + " OR ".join(["path = ? OR (path >= ? AND path < ?)"] * len(some)) + ")", params


def local_time_text(moment: datetime) -> str:
    """Return a local time as text that sorts by time; a zone, where there is one, is turned into local time."""
    if moment.tzinfo is not None:
        moment = moment.astimezone().replace(tzinfo=None)
    return moment.isoformat(timespec="microseconds")
