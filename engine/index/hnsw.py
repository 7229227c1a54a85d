"""Approximate search over hnswlib's graph, with exact scores, exact answers for narrow filters, and safe files.

hnswlib checks nothing, must not be changed while searched, and raises where it has fewer answers than asked for; this
module and `graph_links` are the only ones that talk to it, and they make up for all of that.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from engine.errors import IndexDamaged
from engine.index.beyond_shadows import BeyondShadows, chosen, most, much_of, share_beyond
from engine.index.graph_links import (
    EF_CONSTRUCTION,
    NEIGHBOURS,
    GraphLinks,
    LinksWrong,
    new_graph,
    read_arrays,
    write_arrays,
)
from engine.index.index_manifest import IndexManifest, checksum, digest_ids, reported, sync
from engine.index.projection import Projection
from engine.index.read_write_lock import ReadWriteLock
from engine.index.row_marks import still_the_same, write_marks
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

EF_SEARCH: Final = 768  # nodes that a search looks at and compares exactly, at least
_LOOKED_AT_EACH: Final = 3  # of those that are wanted
MOST_CANDIDATES: Final = 2048  # beyond that comparing everything is as fast
_ADD_AT_ONCE: Final = 256  # vectors per exclusive hold, so that a search waits for milliseconds
_NARROW_COUNT: Final = 4000
_NARROW_SHARE: Final = 0.1
_SPARE: Final = 32  # candidates beyond k: equal and nearly equal vectors are put in order by their exact scores
_GROWTH: Final = 1.5
_REBUILD_SHARE: Final = 0.2  # of tombstones
SUFFIX: Final = ".hnsw"


class GraphWorn(Exception):
    """A saved graph is whole, but should be built anew."""


class GraphUnsaved(Exception):
    """A graph could not be taken apart to be saved; it can still be searched."""


class HnswIndex:
    """A graph of the shadows of unit vectors, labelled by frame id. Searches share it, changes have it alone.

    The vectors themselves are beside the graph in half precision, and decide: the graph only says whom to compare.
    """

    def __init__(self, dim: int, *, capacity: int = 1024, like: NDArray[np.floating] | None = None) -> None:
        """Begin an empty one for so many vectors like these (N, dim); otherwise the first ones that come are taken."""
        self.dim = dim
        self._lock = ReadWriteLock()
        self._rows = VectorRows(dim)
        self._deleted: set[int] = set()
        self._capacity = capacity
        self._graph: Any = None
        self._projection: Projection | None = None
        self._beyond = BeyondShadows(0.0)
        self._judged_at = 0
        self._has_old_shadows = False
        if like is not None and len(like):
            self._begin(like)

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
        """Which part of the graph is only in the way."""
        return len(self._deleted) / max(len(self) + len(self._deleted), 1)

    @property
    def is_worn(self) -> bool:
        """Whether it should be built anew: a fifth is only in the way, or its shadows are of other pictures.

        They are that where too many vectors are beyond them. As a whole they are judged when a saved graph is opened,
        and each time there are twice as many vectors as when they were judged before.
        """
        if self._projection is not None and len(self) >= 2 * self._judged_at:
            self._judge(self._projection, self.snapshot.matrix)
        too_many = self._beyond.are_too_many(len(self))
        return too_many or self._has_old_shadows or self.deleted_share > _REBUILD_SHARE

    def search(self, query: NDArray[np.float32], k: int, allowed: Ids | None = None) -> tuple[Ids, Vectors]:
        """Return ids and exact scores of the k best, best first, equal scores by id.

        A narrow filter is answered exactly. A wide one is answered by more candidates, and exactly should these not
        be enough: there are never fewer results than the filter lets through, up to k.
        """
        vector = checked_query(query, self.dim)
        wanted = self._wanted(k, allowed)
        if k <= 0:
            return nothing()
        with self._lock.read():
            now = self._rows.now
            pool = None if allowed is None else positions(now.ids, allowed)
            total = len(now.ids)
            there = total if pool is None else len(pool)
            if there == 0:
                return nothing()
            if wanted > MOST_CANDIDATES or (pool is not None and _is_narrow(there, total)):
                return now.best(vector, k, pool)
            near = self._neighbours(vector, min(wanted, total), there / total, total)
            candidates = positions(now.ids, near)
            if pool is not None:
                candidates = np.intersect1d(candidates, pool, assume_unique=True)
            if len(candidates) < min(k, there):
                return now.best(vector, k, pool)
            return now.best(vector, k, self._with_beyond(now.ids, candidates, pool))

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
            self._beyond.forget(gone)
            self._rows.remove(gone)

    def save(self, folder: Path, name: str, fingerprint: str) -> None:
        """Write the index beside its manifest `<name>.json`; an older one is replaced only once the new is whole.

        Raises:
            DiskFull: It cannot be written; an older one is untouched.
            GraphUnsaved: There is not enough memory, or hnswlib does not give it out; an older one is untouched.
        """
        path = folder / f"{name}-{secrets.token_hex(4)}{SUFFIX}"
        with reported(path), self._lock.read():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                self._write_file(path)
                self._manifest(path, fingerprint).write(folder / f"{name}.json")
            except BaseException as error:
                with suppress(OSError):
                    path.unlink(missing_ok=True)
                if isinstance(error, MemoryError | RuntimeError | LinksWrong | LookupError):
                    raise GraphUnsaved(f"{type(error).__name__}: {error}") from error
                raise
            for stale in folder.glob(f"{name}-*{SUFFIX}"):
                if stale != path:
                    stale.unlink(missing_ok=True)

    @classmethod
    def load(cls, folder: Path, name: str, fingerprint: str, ids: Ids, vectors: NDArray[np.floating]) -> Self:
        """Open a saved index, for the vectors (N, D) that are stored now: what is no longer stored is taken out.

        Raises:
            IndexDamaged: There is none, or anything about it is not as its manifest says. It was not opened then.
            GraphWorn: It is not worth opening: see `is_worn`.
        """
        dim = vectors.shape[1]
        manifest = IndexManifest.read(folder / f"{name}.json")
        if (manifest.fingerprint, manifest.dim) != (fingerprint, dim):
            raise IndexDamaged(f"The index {manifest.file} belongs to another model.", path=folder)
        path = manifest.check_file(folder)
        index = cls(dim)
        try:
            with path.open("rb") as file:
                links, directions = read_arrays(file)
                is_same = still_the_same(file, links.labels, ids, normalised(vectors, dim)[0])
            gone = np.array(manifest.deleted, np.int64)
            live = np.setdiff1d(links.labels, gone)
            if (len(live), digest_ids(live)) != (manifest.count, manifest.id_digest):
                raise IndexDamaged(f"The index {path} does not hold what its manifest says.", path=path)
            index._take_up(links, Projection.saved(directions, dim), manifest.much_lost, gone, ids, vectors, is_same)
        except (ValueError, OSError) as error:  # of links or directions
            raise IndexDamaged(f"The index {path} cannot be opened: {error}.", path=path) from error
        return index

    def _with_beyond(self, ids: Ids, candidates: NDArray[np.intp], pool: NDArray[np.intp] | None) -> NDArray[np.intp]:
        """Return candidates and the rows that the graph cannot see well, of those in the pool."""
        if len(self._beyond.ids) == 0:
            return candidates
        rows = positions(ids, self._beyond.ids)
        return np.union1d(candidates, rows if pool is None else np.intersect1d(rows, pool, assume_unique=True))

    def _take_up(
        self,
        links: GraphLinks,
        projection: Projection,
        much: float,
        gone: Ids,
        ids: Ids,
        vectors: NDArray[np.floating],
        is_same: NDArray[np.bool_],
    ) -> None:
        """Put the stored vectors back between the links; what is gone or has changed is only in the way."""
        unit, usable = normalised(vectors, self.dim)
        present = usable & is_same & np.isin(ids, links.labels) & ~np.isin(ids, gone)
        if len(links.labels) - int(present.sum()) > _REBUILD_SHARE * len(links.labels):
            raise GraphWorn("much of it is of vectors that are gone")
        # By all that there are: a graph that was only begun may lack whole kinds.
        all_unit = unit if usable.all() else unit[usable]
        much = much or much_of(projection, all_unit)
        self._judge(projection, all_unit)
        if self._has_old_shadows or share_beyond(projection, much, all_unit) * len(all_unit) > most(len(all_unit)):
            raise GraphWorn("the pictures have changed")
        if not present.all():
            ids, unit = ids[present], unit[present]
        self._rows = VectorRows(self.dim, ids, unit)
        places = np.minimum(np.searchsorted(ids, links.labels), max(len(ids) - 1, 0))
        is_there = ids[places] == links.labels if len(ids) else np.zeros(len(links.labels), bool)
        rows = np.where(is_there, places, -1)
        found: list[Ids] = []

        def shadows_of(part: NDArray[np.intp]) -> NDArray[np.float32]:
            shadows = projection.shadows(unit[part])
            found.append(ids[part[shadows[:, -1] > much]])
            return shadows

        self._graph = links.graph(projection.shadow_dim, rows, shadows_of, rows < 0)
        self._beyond = BeyondShadows(much, found)
        self._graph.set_ef(EF_SEARCH)
        self._deleted = set(links.labels[rows < 0].tolist())
        self._projection = projection

    def _judge(self, projection: Projection, vectors: NDArray[np.floating]) -> None:
        self._judged_at, self._has_old_shadows = len(vectors), projection.is_worn(vectors)

    def _begin(self, like: NDArray[np.floating]) -> None:
        unit, usable = normalised(like, self.dim)
        self._projection, much = chosen(unit if usable.all() else unit[usable], self.dim, EF_SEARCH)
        self._beyond, self._judged_at = BeyondShadows(much), len(like)
        self._graph = new_graph(self._projection.shadow_dim, self._capacity)
        self._graph.set_ef(EF_SEARCH)

    def _wanted(self, k: int, allowed: Ids | None) -> int:
        """Return how many candidates to ask the graph for: some more, many more where a filter throws some away."""
        if k <= 0:
            return 0
        if allowed is None or len(allowed) == 0:
            return k + _SPARE
        return int(k * 1.5 * max(len(self) / len(allowed), 1.0)) + _SPARE

    def _neighbours(self, query: Vectors, count: int, share: float, total: int) -> Ids:
        """Return the nearest `count` of `total` and more, by their shadows: all that the graph looked at.

        It looks at more than are wanted, as a shadow is not as good as its vector, and at more again where only a
        share will do.
        """
        assert self._projection is not None
        asked = self._projection.of_query(query)
        looked_at = max(min(int(EF_SEARCH / share), MOST_CANDIDATES), _LOOKED_AT_EACH * count)
        for enough in (min(looked_at, total), count):
            with suppress(RuntimeError):  # its way of saying that it found fewer
                labels, _ = self._graph.knn_query(asked, k=enough, num_threads=1)
                return np.asarray(labels[0], np.int64)
        return np.empty(0, np.int64)

    def _add_chunk(self, ids: Ids, unit: NDArray[np.float16]) -> None:
        with self._lock.write():
            if self._projection is None:
                self._begin(unit)
            assert self._projection is not None
            needed = len(self) + len(self._deleted) + len(ids)
            if needed > self._graph.get_max_elements():
                self._graph.resize_index(max(needed, int(self._graph.get_max_elements() * _GROWTH)))
            # A known label is moved, a deleted one revived.
            shadows = self._projection.shadows(unit)
            self._graph.add_items(shadows, ids, num_threads=1)
            self._beyond.note(ids, shadows)
            self._deleted.difference_update(ids.tolist())
            self._rows.add(ids, unit)

    def _write_file(self, path: Path) -> None:
        if self._projection is None:
            self._begin(np.zeros((0, self.dim), np.float16))
        assert self._projection is not None
        with open(path, "xb", opener=_private) as file:
            links, now = GraphLinks.of(self._graph), self._rows.now
            write_arrays(file, links, self._projection.directions)
            write_marks(file, links.labels, now.ids, now.matrix)
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
            much_lost=self._beyond.much,
        )


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _is_narrow(count: int, total: int) -> bool:
    return count <= _NARROW_COUNT or count < total * _NARROW_SHARE
