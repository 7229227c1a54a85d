"""A library's index: exact while small or while the graph is not ready, approximate once it is; the graph is a cache.

The vectors in the database are the truth. Searching begins exactly, as soon as they are in memory; in the background
the saved graph is opened, or a new one built where anything is wrong with it, and taken into use. Who only reads the
library searches exactly: that is over before a large graph is opened.
"""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.config import IndexingConfig
from engine.errors import DiskFull, IndexDamaged
from engine.freed_memory import give_back_freed_memory
from engine.index.exact import ExactIndex
from engine.index.hnsw import GraphUnsaved, GraphWorn, HnswIndex
from engine.index.index_manifest import IndexManifest, IndexOutdated, reported
from engine.index.vector_rows import Snapshot
from engine.records import SpaceId
from engine.store import Store

_log = logging.getLogger(__name__)

_ADD_AT_ONCE: Final = 256
_KEEP_FROM: Final = 20_000  # vectors in a graph under way, from which on it is saved now and then
_KEEP_GROWTH: Final = 1.5


class LiveIndex:
    """The index of one space of an open library."""

    def __init__(
        self, store: Store, space_id: SpaceId, index_dir: Path, config: IndexingConfig, *, opens_graph: bool = True
    ) -> None:
        """Load every vector, and begin to open or build the graph where the space is large enough for one.

        Without `opens_graph` that is left to the method of this name, or to the first change.
        """
        space = next(space for space in store.spaces.all() if space.space_id == space_id)
        self._store, self._space_id = store, space_id
        self._dim, self._fingerprint = space.dim, space.fingerprint
        self._index_dir, self._name = index_dir, f"space-{space_id}"
        self._exact_below = config.exact_below
        self._change_lock = threading.Lock()
        self._stop = threading.Event()
        self._builder: threading.Thread | None = None
        self._touched: list[NDArray[np.int64]] = []
        self._is_saved = True
        self._current: ExactIndex | HnswIndex = ExactIndex(self._dim, *store.vectors.load(space_id))
        if opens_graph:
            self.open_graph()

    def __len__(self) -> int:
        return len(self._current)

    @property
    def ids(self) -> NDArray[np.int64]:
        """The frame ids (N,) that can be found, ascending."""
        return self._current.ids

    @property
    def snapshot(self) -> Snapshot:
        """All vectors of this moment; what comes and goes afterwards changes nothing about it."""
        return self._current.snapshot

    def search(
        self, query: NDArray[np.float32], k: int, allowed: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return ids and exact scores of the k best, best first, equal scores by id."""
        return self._current.search(query, k, allowed)

    def open_graph(self) -> None:
        """Begin to open or build the graph where the space is large enough for one. Returns at once."""
        with self._change_lock:
            self._build_when_due()
            if self._builder is None and isinstance(self._current, ExactIndex):
                self._delete_outdated()

    def add(self, ids: NDArray[np.int64], vectors: NDArray[np.floating]) -> None:
        """Add vectors that were committed to the database."""
        self._change(np.asarray(ids, np.int64), vectors)

    def remove(self, ids: NDArray[np.int64]) -> None:
        """Take vectors out."""
        self._change(np.asarray(ids, np.int64), None)

    def wait_until_built(self) -> None:
        """Return once no graph is being opened or built."""
        builder = self._builder
        if builder is not None:
            builder.join()

    def saved_damage(self) -> str:
        """Return what is wrong with the saved graph, "" where there is none or it can be opened the next time."""
        with self._change_lock:
            path = self._index_dir / f"{self._name}.json"
            try:
                if path.exists():
                    IndexManifest.read(path).check_file(self._index_dir)
            except IndexOutdated as error:
                _log.info("%s", error.user_text)
            except IndexDamaged as error:
                return error.user_text
        return ""

    def replace_saved(self) -> None:
        """Delete the saved graph and write the present one, where there is one.

        Raises:
            DiskFull: It cannot be deleted.
        """
        with self._change_lock, reported(self._index_dir):
            self._delete_saved()
            self._is_saved = False
            self._save()

    def close(self) -> None:
        """Stop building, and save the graph if it changed. Safe to call twice."""
        self._stop.set()
        self.wait_until_built()
        with self._change_lock:
            self._save()

    def _opened_graph(self, exact: ExactIndex) -> HnswIndex | None:
        """Open the saved graph, for the vectors that are there now; None where it must be built anew."""
        if not (self._index_dir / f"{self._name}.json").exists():
            _log.info("There is no index of %d vectors yet", len(exact))
            return None
        now = exact.snapshot
        try:
            return HnswIndex.load(self._index_dir, self._name, self._fingerprint, now.ids, now.matrix)
        except IndexOutdated as error:
            _log.info("%s It is rebuilt; searching goes on exactly.", error.user_text)
        except IndexDamaged as error:
            _log.warning("%s It is rebuilt; searching goes on exactly.", error.user_text)
        except GraphWorn as worn:
            _log.info("The index is rebuilt: %s", worn)
        return None

    def _delete_outdated(self) -> None:
        """Delete what an older version saved, where no graph is due that would be written over it."""
        path = self._index_dir / f"{self._name}.json"
        if self._store.is_read_only or not path.exists():
            return
        try:
            IndexManifest.read(path)
        except IndexOutdated as error:
            _log.info("%s It is deleted: there is too little for one.", error.user_text)
            with suppress(OSError):  # it is in nobody's way
                self._delete_saved()
        except IndexDamaged:
            return

    def _delete_saved(self) -> None:
        for stale in self._index_dir.glob(f"{self._name}[.-]*"):
            stale.unlink(missing_ok=True)

    def _change(self, ids: NDArray[np.int64], vectors: NDArray[np.floating] | None) -> None:
        with self._change_lock:
            if vectors is None:
                self._current.remove(ids)
            else:
                self._current.add(ids, vectors)
            self._is_saved = False
            if self._builder is not None:
                self._touched.append(ids)
            self._build_when_due()

    def _build_when_due(self) -> None:
        """Open or build a graph where one pays, or where the present one is worn. Holds the change lock."""
        current = self._current
        if self._builder is not None or self._stop.is_set() or self._store.is_read_only:
            return
        if isinstance(current, HnswIndex):
            if not current.is_worn:
                return
            self._current = current = ExactIndex(self._dim, *self._store.vectors.load(self._space_id))
        if len(current) < max(self._exact_below, 1):
            return
        self._touched = []
        self._builder = threading.Thread(target=self._build, args=(current,), name="index-builder")
        self._builder.start()

    def _build(self, exact: ExactIndex) -> None:
        """Build a graph and take it into use. A failure is logged, and the next change tries again."""
        try:
            self._build_graph(exact)
        except Exception:  # noqa: BLE001  # logged; whoever searches does not need the graph
            _log.exception("The index could not be built; searching goes on exactly")
        finally:
            with self._change_lock:
                if self._builder is threading.current_thread():
                    self._builder, self._touched = None, []
            del exact
            give_back_freed_memory(with_cycles=False)

    def _build_graph(self, exact: ExactIndex) -> None:
        """Open the saved graph or begin one, add what it lacks, then what changed meanwhile, then take it into use.

        What is done is saved now and then: a graph of a million vectors takes longer than many people keep a window
        open, and the next start goes on from there.
        """
        saved = self._opened_graph(exact)
        graph = saved or HnswIndex(self._dim, capacity=len(exact) * 5 // 4, like=exact.snapshot.matrix)
        pending = np.setdiff1d(exact.ids, graph.ids)
        is_as_saved, keep_at = saved is not None and len(pending) == 0, max(_KEEP_FROM, len(graph) * _KEEP_GROWTH)
        while len(pending) > _ADD_AT_ONCE:
            for start in range(0, len(pending), _ADD_AT_ONCE):
                if self._stop.is_set():
                    return
                graph.add(*exact.get(pending[start : start + _ADD_AT_ONCE]))
                if len(graph) >= keep_at:
                    self._keep(graph)
                    keep_at = len(graph) * _KEEP_GROWTH
            with self._change_lock:
                pending = self._taken_touched()
            graph.remove(np.setdiff1d(pending, exact.ids))
        with self._change_lock:
            rest = np.union1d(pending, self._taken_touched())
            graph.remove(np.setdiff1d(rest, exact.ids))
            graph.add(*exact.get(rest))
            self._current, self._builder, self._is_saved = graph, None, is_as_saved and len(rest) == 0
            self._save()
        _log.info("The index of %d vectors is ready", len(graph))

    def _keep(self, graph: HnswIndex) -> None:
        """Save a graph that is not complete yet. Where that fails, the next start begins anew."""
        try:
            graph.save(self._index_dir, self._name, self._fingerprint)
        except DiskFull as error:
            _log.info("%s", error.user_text)
        except GraphUnsaved as error:
            _log.info("The index is not saved before it is complete: %s", error)

    def _taken_touched(self) -> NDArray[np.int64]:
        touched, self._touched = self._touched, []
        return np.unique(np.concatenate(touched)) if touched else np.empty(0, np.int64)

    def _save(self) -> None:
        """Write the graph where there is one; a full disk or memory costs a rebuild at the next start, nothing else."""
        current = self._current
        if self._is_saved or self._store.is_read_only or isinstance(current, ExactIndex):
            return
        try:
            current.save(self._index_dir, self._name, self._fingerprint)
            self._is_saved = True
        except DiskFull as error:
            _log.warning("%s", error.user_text)
        except GraphUnsaved as error:
            _log.warning("The index cannot be saved, and is rebuilt at the next start: %s", error)
