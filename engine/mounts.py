"""Tell a drive that is not plugged in from a folder that was emptied, and what is far away from what is near."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import psutil

# File systems whose files others may change without this system being told.
_REMOTE: Final = frozenset(
    {"9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "glusterfs", "gpfs", "lustre", "ncpfs"}
    | {"nfs", "nfs4", "smb3", "smbfs", "vboxsf", "vmhgfs"}
)
_REMOTE_FUSE: Final = frozenset(
    {"sshfs", "rclone", "s3fs", "goofys", "gvfsd-fuse", "curlftpfs", "davfs", "glusterfs", "google-drive-ocamlfuse"}
)
_LOCAL_FUSE: Final = frozenset({"fuseblk", "fuse.ntfs-3g", "fuse.exfat", "fuse.exfat-fuse"})


def marker_of(folder: Path) -> str:
    """Return what tells a folder from any other that may be found at its path: its file system and its number there.

    Raises:
        OSError: It is not there.
    """
    info = folder.stat()
    system = os.statvfs(folder).f_fsid if hasattr(os, "statvfs") else info.st_dev
    return f"{system:x}-{info.st_ino:x}"


def mount_points(roots: Sequence[Path]) -> list[Path]:
    """Return the mount points the roots lie on or that lie below them; the system's own root never counts."""
    points = (Path(partition.mountpoint) for partition in psutil.disk_partitions(all=True))
    return [
        point
        for point in points
        if point.parent != point and any(point.is_relative_to(root) or root.is_relative_to(point) for root in roots)
    ]


def mounts_table() -> dict[Path, str]:
    """Return every mount point with the kind of its file system; of several mounts at one place the last."""
    return {Path(partition.mountpoint): partition.fstype for partition in psutil.disk_partitions(all=True)}


def file_system_of(path: Path, table: dict[Path, str]) -> str:
    """Return the kind of file system a path lies on, "" where none is known."""
    resolved = Path(os.path.realpath(path))
    return next((table[point] for point in (resolved, *resolved.parents) if point in table), "")


def is_remote(file_system: str) -> bool:
    """Whether files there may change without the system telling: on a network or behind a program (FUSE)."""
    name = file_system.lower()
    return name in _REMOTE or (name.startswith("fuse") and name not in _LOCAL_FUSE)


def corrupts_databases(file_system: str) -> bool:
    """Whether locks and shared memory do not work there as a database needs them."""
    name = file_system.lower()
    return name in _REMOTE or name.removeprefix("fuse.") in _REMOTE_FUSE


def is_empty(folder: Path) -> bool:
    """Whether a folder holds nothing, or is not there."""
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is None
    except OSError:
        return True
