"""Tell a drive that is not plugged in from a folder that was emptied."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import psutil


def mount_points(roots: Sequence[Path]) -> list[Path]:
    """Return the mount points the roots lie on or that lie below them; the system's own root never counts."""
    points = (Path(partition.mountpoint) for partition in psutil.disk_partitions(all=True))
    return [
        point
        for point in points
        if point.parent != point and any(point.is_relative_to(root) or root.is_relative_to(point) for root in roots)
    ]


def away(known_mounts: Iterable[Path]) -> list[Path]:
    """Return those of the mount points met in earlier runs where nothing is mounted now.

    What was below them is neither seen nor deleted. A former mount point that holds something is a folder by now.
    """
    return [point for point in known_mounts if not point.is_mount() and _is_empty(point)]


def _is_empty(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is None
    except OSError:
        return True
