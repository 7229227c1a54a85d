"""How much each filter would show: counts over the columns, every filter but the one in question in force."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np

from engine.browse_records import Facets, FolderCount
from engine.cots.protocol import Encoder
from engine.jobs import CancelToken
from engine.search.folder_members import FolderMembers
from engine.search.media_columns import MediaColumns, Rows
from engine.search.media_mask import Mask, all_of
from engine.search.searcher import Prepared, Searcher

MAX_CAMERAS: Final = 200
MAX_DEPTH: Final = 4
MAX_FOLDERS: Final = 400


def count_facets(
    searcher: Searcher, prepared: Prepared, encoder: Encoder, roots: Sequence[Path], cancel: CancelToken
) -> Facets:
    """Count for each filter what it would show of what matches the query.

    Args:
        searcher: Compares, where something is looked for.
        prepared: The request.
        encoder: Of the searcher's space.
        roots: The library's own folders.
        cancel: Asked between the steps.

    Raises:
        Cancelled: A stop was asked for.
    """
    matching = _matching(searcher, prepared, encoder, cancel)
    columns = prepared.columns

    def shown(name: str) -> Mask:
        """What matches and passes all filters but that one."""
        mask = all_of(prepared.masks, but=name)
        return matching if mask is None else matching & mask

    kind = shown("kind")
    clips = int((kind & columns.media.is_clip).sum())
    cancel.check()
    return Facets(
        photos=int(kind.sum()) - clips,
        clips=clips,
        months=_months(prepared, shown("date")),
        folders=_folders(searcher, columns, roots, shown("folder")),
        cameras=_cameras(prepared, shown("camera")),
        with_caption=int((shown("caption") & searcher.masks.captioned(columns)).sum()),
        favourites=int((shown("favourite") & searcher.masks.favourites(columns)).sum()),
        total=int(shown("").sum()),
    )


def _matching(searcher: Searcher, prepared: Prepared, encoder: Encoder, cancel: CancelToken) -> Mask:
    """Return (M,) what matches the query, whatever the filters; everything where nothing is looked for or matches."""
    count = len(prepared.columns)
    if prepared.probe is None:
        return np.ones(count, bool)
    unfiltered = dataclasses.replace(prepared, masks={})
    scored = searcher.score(unfiltered, prepared.probe, limit=count, cancel=cancel, everything=True)
    cancel.check()
    cutoff = searcher.cutoff(unfiltered, prepared.probe, scored, encoder)
    matching: Mask = scored.media >= cutoff.score
    return matching if cutoff.is_confident else np.ones(count, bool)


def _months(prepared: Prepared, mask: Mask) -> tuple[tuple[int, int, int], ...]:
    days, counts = np.unique(prepared.columns.days[mask], return_counts=True)
    months: dict[tuple[int, int], int] = {}
    for ordinal, count in zip(days.tolist(), counts.tolist(), strict=True):
        day = date.fromordinal(max(1, ordinal))
        months[day.year, day.month] = months.get((day.year, day.month), 0) + count
    return tuple((year, month, count) for (year, month), count in sorted(months.items(), reverse=True))


def _cameras(prepared: Prepared, mask: Mask) -> tuple[tuple[str, int], ...]:
    codes, counts = np.unique(prepared.columns.media.cameras[mask], return_counts=True)
    names = prepared.columns.camera_names
    found = sorted(((names[code], count) for code, count in zip(codes.tolist(), counts.tolist(), strict=True)))
    return tuple(sorted(found, key=lambda item: -item[1])[:MAX_CAMERAS])


def _folders(searcher: Searcher, columns: MediaColumns, roots: Sequence[Path], mask: Mask) -> tuple[FolderCount, ...]:
    """Count folders; a root that is a single file has none of its own, and is asked about apart."""
    return tuple(
        dataclasses.replace(found, count=int((searcher.masks.below(found.path, columns) & mask).sum()))
        if found.depth == 0 and found.count == 0
        else found
        for found in count_folders(roots, searcher.masks.members(columns), mask)
    )


def count_folders(roots: Sequence[Path], members: FolderMembers, mask: Mask) -> tuple[FolderCount, ...]:
    """Count what of a mask (M,) lies at or below each root and the folders in it, each after the one it lies in.

    A medium with several copies counts once in every folder that holds one. The largest folders are told where there
    are too many.
    """
    held = members.within(mask)
    counts: list[FolderCount] = []
    for root in roots:
        counts += _below(root, held, has_copies=members.has_copies)
    least = sorted((found.count for found in counts), reverse=True)[: MAX_FOLDERS + 1][-1] if counts else 0
    enough = len(counts) <= MAX_FOLDERS
    return tuple(found for found in counts if enough or found.count > least or found.depth == 0)


def _below(root: Path, held: Mapping[Path, Rows], *, has_copies: bool) -> list[FolderCount]:
    """Add up what lies below a root, folder by folder, in the order of a tree."""
    totals: dict[Path, list[Rows]] = {root: []}
    for folder, rows in held.items():
        if folder.is_relative_to(root):
            parts = folder.relative_to(root).parts[:MAX_DEPTH]
            for depth in range(len(parts) + 1):
                totals.setdefault(root.joinpath(*parts[:depth]), []).append(rows)
    found = []
    for path in sorted(totals, key=lambda path: [os.fsencode(part.lower()) for part in path.parts]):
        parts_of = totals[path]
        count = sum(map(len, parts_of))
        if has_copies and len(parts_of) > 1:
            count = len(np.unique(np.concatenate(parts_of)))
        found.append(FolderCount(path, count, len(path.relative_to(root).parts)))
    return found
