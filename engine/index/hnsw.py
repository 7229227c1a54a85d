"""Approximate search over hnswlib's graph, with exact scores, exact answers for narrow filters, and safe files.

hnswlib neither checks files nor reports failed writes, must not be changed while searched, and raises where it has
fewer answers than asked for; this module is the only one that talks to it, and the one that makes up for all of that.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, Self

import hnswlib
import numpy as np
from numpy.typing import NDArray

from engine.errors import DiskFull, IndexDamaged
from engine.index.index_manifest import IndexManifest, checksum, digest_ids, reported, sync
from engine.index.read_write_lock import ReadWriteLock
from engine.index.vector_rows import (
    Ids,
    Snapshot,
    VectorRows,
    Vectors,
    checked,
    checked_query,
    normalised,
    nothing,
    positions,
)

NEIGHBOURS: Final = 16  # hnswlib's M
EF_CONSTRUCTION: Final = 200
EF_SEARCH: Final = 512  # of a million vectors: recall@10 0.99, where 256 gave 0.97, for a tenth more time
MOST_CANDIDATES: Final = 2048  # beyond that comparing everything is as fast
_ADD_AT_ONCE: Final = 256  # vectors per exclusive hold, so that a search waits for milliseconds
_NARROW_COUNT: Final = 4000
_NARROW_SHARE: Final = 0.1
_SPARE: Final = 32  # candidates beyond k: equal and nearly equal vectors are put in order by their exact scores
_GROWTH: Final = 1.5
SUFFIX: Final = ".hnsw"
_OPENS_BY_CODE_PAGE: Final = os.name == "nt"  # there hnswlib cannot name every file


class HnswIndex:
    """A graph of unit vectors, labelled by frame id. Searches share it, changes have it alone.

    The vectors are kept beside the graph in half precision as well: reading them back from hnswlib is a hundred times
    slower, and narrow filters compare many.
    """

    def __init__(self, dim: int, *, capacity: int = 1024) -> None:
        self.dim = dim
        self._lock = ReadWriteLock()
        self._rows = VectorRows(dim)
        self._deleted: set[int] = set()
        self._graph = _new_graph(dim)
        self._graph.init_index(max(capacity, 16), M=NEIGHBOURS, ef_construction=EF_CONSTRUCTION)
        self._graph.set_ef(EF_SEARCH)

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def ids(self) -> Ids:
        """The ids (N,) that can be found, ascending."""
        return self._rows.now.ids

    @property
    def snapshot(self) -> Snapshot:
        """All vectors of this moment; what comes and goes afterwards changes nothing about it."""
        return self._rows.now

    @property
    def deleted_share(self) -> float:
        """Which part of the graph is only in the way; above a fifth, searches get slow and it should be rebuilt."""
        return len(self._deleted) / max(len(self) + len(self._deleted), 1)

    def search(self, query: NDArray[np.float32], k: int, allowed: Ids | None = None) -> tuple[Ids, Vectors]:
        """Return ids and exact scores of the k best, best first, equal scores by id.

        A narrow filter is answered exactly. A wide one is answered by more candidates, and exactly should these not
        be enough: there are never fewer results than the filter lets through, up to k.
        """
        vector = checked_query(query, self.dim)
        wanted = self._wanted(k, allowed)
        with self._lock.read():
            now = self._rows.now
            pool = np.arange(len(now.ids)) if allowed is None else positions(now.ids, allowed)
            expected = min(k, len(pool))
            if expected <= 0:
                return nothing()
            if wanted > MOST_CANDIDATES or (allowed is not None and _is_narrow(len(pool), len(now.ids))):
                return now.best(vector, k, pool)
            candidates = positions(now.ids, self._neighbours(vector, min(wanted, len(now.ids)), len(now.ids)))
            if allowed is not None:
                candidates = np.intersect1d(candidates, pool, assume_unique=True)
            return now.best(vector, k, candidates if len(candidates) >= expected else pool)

    def add(self, ids: Ids, vectors: NDArray[np.floating]) -> None:
        """Add vectors (N, dim); ids that are known get the new vector.

        Raises:
            ValueError: A vector is zero, not finite, or has not `dim` numbers. Nothing is added then.
        """
        labels, unit = np.asarray(ids, np.int64), checked(vectors, self.dim)
        if (labels < 0).any() or len(labels) != len(unit):
            raise ValueError("ids must be whole numbers from 0, one per vector")
        for start in range(0, len(labels), _ADD_AT_ONCE):
            self._add_chunk(labels[start : start + _ADD_AT_ONCE], unit[start : start + _ADD_AT_ONCE])

    def remove(self, ids: Ids) -> None:
        """Take vectors out; unknown ids are ignored."""
        with self._lock.write():
            known = self._rows.now.ids
            gone = known[positions(known, ids)]
            for label in gone.tolist():
                self._graph.mark_deleted(label)
            self._deleted.update(gone.tolist())
            self._rows.remove(gone)

    def save(self, folder: Path, name: str, fingerprint: str) -> None:
        """Write the index beside its manifest `<name>.json`; an older one is replaced only once the new is whole.

        Raises:
            DiskFull: It cannot be written; an older one is untouched.
        """
        path = folder / f"{name}-{secrets.token_hex(4)}{SUFFIX}"
        with reported(path), self._lock.read():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                self._write_file(path)
                self._manifest(path, fingerprint).write(folder / f"{name}.json")
            except BaseException:
                with suppress(OSError):
                    path.unlink(missing_ok=True)
                raise
            for stale in folder.glob(f"{name}-*{SUFFIX}"):
                if stale != path:
                    stale.unlink(missing_ok=True)

    @classmethod
    def load(cls, folder: Path, name: str, fingerprint: str, ids: Ids, vectors: NDArray[np.floating]) -> Self:
        """Open a saved index, for the vectors (N, D) that are stored now: what is no longer stored is taken out.

        Raises:
            IndexDamaged: There is none, or anything about it is not as its manifest says. It was not opened then.
        """
        dim = vectors.shape[1]
        manifest = IndexManifest.read(folder / f"{name}.json")
        if (manifest.fingerprint, manifest.dim) != (fingerprint, dim):
            raise IndexDamaged(f"The index {manifest.file} belongs to another model.", path=folder)
        path = manifest.check_file(folder)
        index = cls(dim)
        index._graph = _new_graph(dim)
        try:
            with _nameable(path) as nameable:
                if nameable != path:
                    shutil.copyfile(path, nameable)
                index._graph.load_index(os.fsencode(nameable))
        except (RuntimeError, OSError) as error:
            raise IndexDamaged(f"The index {path} cannot be opened: {error}.", path=path) from error
        index._graph.set_ef(EF_SEARCH)  # the file does not hold it
        index._deleted = set(manifest.deleted)
        labels = np.array(index._graph.get_ids_list(), np.int64)
        live = np.setdiff1d(labels, np.array(manifest.deleted, np.int64))
        if (len(live), digest_ids(live)) != (manifest.count, manifest.id_digest):
            raise IndexDamaged(f"The index {path} does not hold what its manifest says.", path=path)
        index._take_rows(live, ids, vectors)
        return index

    def _take_rows(self, live: Ids, ids: Ids, vectors: NDArray[np.floating]) -> None:
        unit, usable = normalised(vectors, self.dim)
        present = usable & np.isin(ids, live, assume_unique=True)
        self._rows.add(ids[present], unit[present])
        for label in np.setdiff1d(live, ids[present], assume_unique=True).tolist():
            self._graph.mark_deleted(label)
            self._deleted.add(label)

    def _wanted(self, k: int, allowed: Ids | None) -> int:
        """Return how many candidates to ask the graph for: some more, many more where a filter throws some away."""
        if k <= 0:
            return 0
        if allowed is None or len(allowed) == 0:
            return k + _SPARE
        return int(k * 1.5 * max(len(self) / len(allowed), 1.0)) + _SPARE

    def _neighbours(self, query: Vectors, count: int, total: int) -> Ids:
        """Return the nearest `count` of `total`. It looks at twice as many, which is asked for by asking for them."""
        looked_at = count if 2 * count <= EF_SEARCH else min(2 * count, total)
        try:
            labels, _ = self._graph.knn_query(query, k=looked_at, num_threads=1)
        except RuntimeError:  # its way of saying that it found fewer
            return np.empty(0, np.int64)
        return np.sort(labels[0][:count].astype(np.int64))

    def _add_chunk(self, ids: Ids, unit: NDArray[np.float16]) -> None:
        with self._lock.write():
            needed = len(self) + len(self._deleted) + len(ids)
            if needed > self._graph.get_max_elements():
                self._graph.resize_index(max(needed, int(self._graph.get_max_elements() * _GROWTH)))
            # A known label is moved, a deleted one revived.
            self._graph.add_items(unit.astype(np.float32), ids, num_threads=1)
            self._deleted.difference_update(ids.tolist())
            self._rows.add(ids, unit)

    def _write_file(self, path: Path) -> None:
        try:
            with _nameable(path) as nameable:
                self._graph.save_index(os.fsencode(nameable))
                if nameable != path:
                    shutil.move(nameable, path)
        except RuntimeError as error:
            raise DiskFull(f"The index {path} cannot be written: {error}.", path=path) from error
        if not path.is_file() or path.stat().st_size != self._graph.index_file_size():
            raise DiskFull(
                f"The index {path} could not be written whole.",
                hint="Free some space; the index is rebuilt from the library when needed.",
                path=path,
            )
        path.chmod(0o600)
        sync(path)

    def _manifest(self, path: Path, fingerprint: str) -> IndexManifest:
        return IndexManifest(
            file=path.name,
            size_bytes=path.stat().st_size,
            sha256=checksum(path),
            dim=self.dim,
            fingerprint=fingerprint,
            m=NEIGHBOURS,
            ef_construction=EF_CONSTRUCTION,
            count=len(self),
            id_digest=digest_ids(self.ids),
            deleted=tuple(sorted(self._deleted)),
        )


def _new_graph(dim: int) -> Any:
    # Inner product of unit vectors: "cosine" would normalise once more, and "l2" rank the same for more work.
    return hnswlib.Index(space="ip", dim=dim)


@contextmanager
def _nameable(path: Path) -> Iterator[Path]:
    """Give out a path hnswlib can open: this one, or a temporary one where its letters may not be in the code page."""
    if not _OPENS_BY_CODE_PAGE or str(path).isascii():
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder, f"graph{SUFFIX}")


def _is_narrow(count: int, total: int) -> bool:
    return count <= _NARROW_COUNT or count < total * _NARROW_SHARE
