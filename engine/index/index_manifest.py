"""What an index file on disk must be before it may be opened: written last, checked first.

The library that reads index files believes whatever they say: a flipped bit is returned as a neighbour or ends the
process. So no file is handed to it that does not match its manifest byte for byte.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from engine.errors import DiskFull, IndexDamaged

VERSION = 2  # of 1 the file held the vectors as well


class IndexOutdated(IndexDamaged):
    """Nothing is wrong with an index but that an older Evoke wrote it: it is made anew, and nobody need be told."""


class _Older(ValueError):
    """A version that was written once."""


@dataclass(frozen=True, slots=True)
class IndexManifest:
    """One saved index.

    Attributes:
        file: Name of the index file beside the manifest.
        size_bytes: Its size.
        sha256: Its checksum.
        dim: Numbers per vector.
        fingerprint: The space the vectors belong to.
        m: Neighbours per node it was built with.
        ef_construction: Candidates per insertion it was built with.
        count: Vectors that can be found.
        id_digest: Checksum of their ids.
        deleted: Ids that are in the file but taken out.
        much_lost: Which length is much for a shadow to lack; 0 where that is to be worked out.
        version: Of this format.
    """

    file: str
    size_bytes: int
    sha256: str
    dim: int
    fingerprint: str
    m: int
    ef_construction: int
    count: int
    id_digest: str
    deleted: tuple[int, ...]
    much_lost: float = 0.0
    version: int = VERSION

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a manifest.

        Raises:
            IndexDamaged: It is not there or not a manifest of this version.
            IndexOutdated: It is of an earlier one.
        """
        try:
            values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            if values["version"] in range(1, VERSION):
                raise _Older(f"version {values['version']}")
            if values["version"] != VERSION:
                raise ValueError(f"version {values['version']}")
            deleted = tuple(int(value) for value in values["deleted"])
            return cls(**{**values, "deleted": deleted, "much_lost": float(values.get("much_lost", 0.0))})
        except _Older as error:
            raise IndexOutdated(f"The index's manifest {path} cannot be used: {error}.", path=path) from error
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise IndexDamaged(f"The index's manifest {path} cannot be used: {error}.", path=path) from error

    def write(self, path: Path) -> None:
        """Replace the manifest at `path`, all of it or nothing.

        Raises:
            DiskFull: It cannot be written; an older one is still there.
        """
        with reported(path):
            temporary = path.with_name(path.name + ".part")
            try:
                temporary.write_text(json.dumps(dataclasses.asdict(self)), encoding="utf-8")
                sync(temporary)
                temporary.replace(path)
            except BaseException:
                with suppress(OSError):
                    temporary.unlink(missing_ok=True)
                raise
            sync(path.parent)

    def check_file(self, folder: Path) -> Path:
        """Return the path of the index file once its size and checksum are right.

        Raises:
            IndexDamaged: It is gone, cut, or has changed.
        """
        path = folder / Path(self.file).name
        try:
            size = path.stat().st_size
            if size != self.size_bytes:
                raise IndexDamaged(f"The index {path} has {size} bytes, not {self.size_bytes}.", path=path)
            if checksum(path) != self.sha256:
                raise IndexDamaged(f"The index {path} has changed since it was written.", path=path)
        except OSError as error:
            raise IndexDamaged(f"The index {path} cannot be read: {error.strerror}.", path=path) from error
        return path


def digest_ids(ids: NDArray[np.int64]) -> str:
    """Return a checksum of ids (N,), ascending."""
    return hashlib.sha256(np.ascontiguousarray(ids, "<i8").tobytes()).hexdigest()


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Make the disk hold what was written to a file, or the names in a folder."""
    if os.name == "nt" and path.is_dir():
        return  # Windows cannot sync a folder, and needs no such thing after a replace
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def reported(path: Path) -> Iterator[None]:
    """Turn an operating system's error in the block into `DiskFull`."""
    try:
        yield
    except OSError as error:
        raise DiskFull(
            f"The index {path} cannot be written: {error.strerror or error}.",
            hint="Free some space; the index is rebuilt from the library when needed.",
            path=path,
        ) from error
