"""What a library knows about one file, looked at now."""

from __future__ import annotations

from pathlib import Path

from engine.browse_records import IndexState
from engine.index.left_out import exclusions_of
from engine.media.file_kinds import kind_of
from engine.records import SpaceId
from engine.store import Store
from engine.store.files_table import FileRecord

_NO_SPACE = SpaceId(0)


def file_state(store: Store, space_id: SpaceId | None, path: Path) -> tuple[IndexState, str]:
    """Return whether a file can be found, or why not, and what is wrong with it where something is."""
    record = store.files.under([path], space_id or _NO_SPACE).get(path)
    if record is not None:
        return _of_known(record, path), ""
    problem = next((found for found in store.problems.under([path]).values() if found.path == path), None)
    if problem is not None:
        return IndexState.PROBLEM, problem.text
    try:
        path.stat()
    except OSError:
        return IndexState.MISSING, ""
    if not any(path.is_relative_to(folder.path) for folder in store.folders.all()):
        return IndexState.OUTSIDE, ""
    is_media = kind_of(path) is not None and path.is_file() and not exclusions_of(store).leaves_out(path)
    return (IndexState.WAITING if is_media else IndexState.SKIPPED), ""


def _of_known(record: FileRecord, path: Path) -> IndexState:
    if not record.is_embedded:
        return IndexState.OTHER_MODEL
    try:
        info = path.stat()
    except OSError:
        return IndexState.FOUND  # it is away, and still found by what it held
    is_same = (info.st_size, info.st_mtime_ns) == (record.size_bytes, record.mtime_ns)
    return IndexState.FOUND if is_same else IndexState.CHANGED
