"""Approximate search over hnswlib's graph, with exact scores, exact answers for narrow filters, and safe files.

hnswlib neither checks files nor reports failed writes, must not be changed while searched, and raises where it has
fewer answers than asked for; this module is the only one that talks to it, and the one that makes up for all of that.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Self

import hnswlib
import numpy as np
from numpy.typing import NDArray

from engine.errors import DiskFull, IndexDamaged
from engine.index.exact import Ids, Vectors, best_rows, checked, checked_query, nothing, positions, ranked
from engine.index.index_manifest import IndexManifest, checksum, digest_ids, reported, sync
from engine.index.read_write_lock import ReadWriteLock

NEIGHBOURS: Final = 16  # hnswlib's M
EF_CONSTRUCTION: Final = 200
EF_SEARCH: Final = 256
_EF_LIMIT: Final = 4096  # beyond that comparing everything is as fast
_ADD_AT_ONCE: Final = 256  # vectors per exclusive hold, so that a search waits for milliseconds
_COMPARE_AT_ONCE: Final = 16_384
_NARROW_COUNT: Final = 4000
_NARROW_SHARE: Final = 0.1
_SPARE: Final = 32  # candidates beyond k: equal and nearly equal vectors are put in order by their exact scores
_GROWTH: Final = 1.5
SUFFIX: Final = ".hnsw"


class HnswIndex:
    """A graph of unit vectors, labelled by frame id. Searches share it, changes have it alone."""

    def __init__(self, dim: int, *, capacity: int = 1024) -> None:
        self.dim = dim
        self._lock = ReadWriteLock()
        self._live: Ids = np.empty(0, np.int64)
        self._deleted: set[int] = set()
        self._graph = _new_graph(dim)
        self._graph.init_index(max(capacity, 16), M=NEIGHBOURS, ef_construction=EF_CONSTRUCTION)
        self._ef = EF_SEARCH
        self._graph.set_ef(self._ef)

    def __len__(self) -> int:
        return len(self._live)

    @property
    def ids(self) -> Ids:
        """The ids (N,) that can be found, ascending."""
        return self._live

    @property
    def deleted_share(self) -> float:
        """Which part of the graph is only in the way; above a fifth, searches get slow and it should be rebuilt."""
        return len(self._deleted) / max(len(self._live) + len(self._deleted), 1)

    def search(self, query: NDArray[np.float32], k: int, allowed: Ids | None = None) -> tuple[Ids, Vectors]:
        """Return ids and exact scores of the k best, best first, equal scores by id.

        A narrow filter is answered exactly. A wide one is answered by more candidates, and exactly should these not
        be enough: there are never fewer results than the filter lets through, up to k.
        """
        vector = checked_query(query, self.dim)
        wanted = self._wanted(k, allowed)
        if 0 < wanted <= _EF_LIMIT // 2:
            self._raise_ef(min(_EF_LIMIT, wanted * 2))
        with self._lock.read():
            pool = self._live if allowed is None else self._live[positions(self._live, allowed)]
            expected = min(k, len(pool))
            if expected <= 0:
                return nothing()
            if wanted > _EF_LIMIT // 2 or (allowed is not None and _is_narrow(len(pool), len(self._live))):
                return self._compare(pool, vector, k)
            candidates = self._neighbours(vector, min(wanted, len(self._live)))
            if allowed is not None:
                candidates = pool[positions(pool, candidates)]
            if len(candidates) < expected:
                return self._compare(pool, vector, k)
            return ranked(candidates, self._items(candidates), vector, k)

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
            gone = self._live[positions(self._live, ids)]
            for label in gone.tolist():
                self._graph.mark_deleted(label)
            self._deleted.update(gone.tolist())
            self._live = np.setdiff1d(self._live, gone, assume_unique=True)

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
    def load(cls, folder: Path, name: str, fingerprint: str, dim: int) -> Self:
        """Open a saved index.

        Raises:
            IndexDamaged: There is none, or anything about it is not as its manifest says. It was not opened then.
        """
        manifest = IndexManifest.read(folder / f"{name}.json")
        if (manifest.fingerprint, manifest.dim) != (fingerprint, dim):
            raise IndexDamaged(f"The index {manifest.file} belongs to another model.", path=folder)
        path = manifest.check_file(folder)
        index = cls(dim)
        index._graph = _new_graph(dim)
        try:
            index._graph.load_index(os.fsencode(path))
        except RuntimeError as error:
            raise IndexDamaged(f"The index {path} cannot be opened: {error}.", path=path) from error
        index._graph.set_ef(index._ef)  # the file does not hold it
        index._deleted = set(manifest.deleted)
        labels = np.array(index._graph.get_ids_list(), np.int64)
        index._live = np.setdiff1d(labels, np.array(manifest.deleted, np.int64))
        if (len(index._live), digest_ids(index._live)) != (manifest.count, manifest.id_digest):
            raise IndexDamaged(f"The index {path} does not hold what its manifest says.", path=path)
        return index

    def _wanted(self, k: int, allowed: Ids | None) -> int:
        """Return how many candidates to ask the graph for: some more, many more where a filter throws some away."""
        if k <= 0:
            return 0
        if allowed is None or len(allowed) == 0:
            return k + _SPARE
        return int(k * 1.5 * max(len(self._live) / len(allowed), 1.0)) + _SPARE

    def _raise_ef(self, ef: int) -> None:
        """Look at more candidates from now on; never fewer again, as other searches may rely on it."""
        if ef > self._ef:
            with self._lock.write():
                self._ef = max(self._ef, ef)
                self._graph.set_ef(self._ef)

    def _neighbours(self, query: Vectors, count: int) -> Ids:
        try:
            labels, _ = self._graph.knn_query(query, k=count, num_threads=1)
        except RuntimeError:  # its way of saying that it found fewer
            return np.empty(0, np.int64)
        return np.sort(labels[0].astype(np.int64))

    def _items(self, ids: Ids) -> Vectors:
        if len(ids) == 0:
            return np.empty((0, self.dim), np.float32)
        items: Vectors = np.asarray(self._graph.get_items(ids), np.float32)
        return items

    def _compare(self, pool: Ids, query: Vectors, k: int) -> tuple[Ids, Vectors]:
        best_ids, best = pool[:0], np.empty((0, self.dim), np.float32)
        for start in range(0, len(pool), _COMPARE_AT_ONCE):
            chunk = pool[start : start + _COMPARE_AT_ONCE]
            ids, vectors = np.concatenate([best_ids, chunk]), np.concatenate([best, self._items(chunk)])
            rows = best_rows(vectors, query, k)
            best_ids, best = ids[rows], vectors[rows]
        return ranked(best_ids, best, query, k)

    def _add_chunk(self, ids: Ids, vectors: Vectors) -> None:
        with self._lock.write():
            needed = len(self._live) + len(self._deleted) + len(ids)
            if needed > self._graph.get_max_elements():
                self._graph.resize_index(max(needed, int(self._graph.get_max_elements() * _GROWTH)))
            self._graph.add_items(vectors, ids, num_threads=1)  # a known label is moved, a deleted one revived
            self._deleted.difference_update(ids.tolist())
            if len(self._live) == 0 or ids.min() > self._live[-1]:
                self._live = np.concatenate([self._live, np.unique(ids)])
            else:
                self._live = np.union1d(self._live, ids)

    def _write_file(self, path: Path) -> None:
        try:
            self._graph.save_index(os.fsencode(path))
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
            count=len(self._live),
            id_digest=digest_ids(self._live),
            deleted=tuple(sorted(self._deleted)),
        )


def _new_graph(dim: int) -> Any:
    # Inner product of unit vectors: "cosine" would normalise once more, and "l2" rank the same for more work.
    return hnswlib.Index(space="ip", dim=dim)


def _is_narrow(count: int, total: int) -> bool:
    return count <= _NARROW_COUNT or count < total * _NARROW_SHARE
