"""What belongs to one model of an open library: its encoder, its space, its index and the search over it."""

from __future__ import annotations

import threading
from pathlib import Path

from engine.config import Config
from engine.cots.lazy_encoder import LazyEncoder
from engine.cots.protocol import Encoder
from engine.index.live_index import LiveIndex
from engine.media.thumbnails import ThumbnailStore
from engine.records import SpaceId
from engine.search.searcher import Searcher
from engine.store import Store


class ModelInUse:
    """Opens index and search when they are first needed. May be asked by several threads.

    A library that changes its model takes another of these: whoever still searches goes on with the one it took.
    """

    def __init__(
        self, store: Store, encoder: Encoder, library_dir: Path, thumbnails: ThumbnailStore, config: Config
    ) -> None:
        """Find the encoder's space, made now unless the library is only read."""
        self.encoder = encoder
        self._store = store
        self._library_dir = library_dir
        self._thumbnails = thumbnails
        self._config = config
        self._lock = threading.Lock()
        self._opened_index: LiveIndex | None = None
        self._opened_searcher: Searcher | None = None
        self.space_id = self._known_or_new_space()

    def index(self, space_id: SpaceId) -> LiveIndex:
        """Return the index of the space."""
        with self._lock:
            if self._opened_index is None:
                directory, config = self._library_dir / "index", self._config.indexing
                self._opened_index = LiveIndex(self._store, space_id, directory, config, opens_graph=False)
            return self._opened_index

    def searcher(self, space_id: SpaceId) -> Searcher:
        """Return the search over the space."""
        index = self.index(space_id)
        with self._lock:
            if self._opened_searcher is None:
                self._opened_searcher = Searcher(
                    self._store, index, self._thumbnails.path_of, self._config.search, space_id
                )
            return self._opened_searcher

    def warm_up(self) -> None:
        """Make ready what lists, then the model, then the graph: what is needed first has nothing in its way.

        See `LazyEncoder.load` for what may go wrong.
        """
        if self.space_id is not None:
            self.searcher(self.space_id).warm_up()
        if isinstance(self.encoder, LazyEncoder):
            self.encoder.load()
        if self.space_id is not None:
            self.index(self.space_id).open_graph()

    def wait_for_graph(self) -> None:
        """Open or build the graph, where one pays, and return once that is done."""
        if self.space_id is not None:
            index = self.index(self.space_id)
            index.open_graph()
            index.wait_until_built()

    def rest(self) -> None:
        """Let go of what can be had again in a moment: the model, and what was remembered of the last searches."""
        if isinstance(self.encoder, LazyEncoder):
            self.encoder.release()
        with self._lock:
            searcher = self._opened_searcher
        if searcher is not None:
            searcher.forget_answers()

    def close(self) -> None:
        """Save the index. Safe to call twice; searches that are under way end as they would have."""
        with self._lock:
            index, self._opened_index, self._opened_searcher = self._opened_index, None, None
        if index is not None:
            index.close()

    def _known_or_new_space(self) -> SpaceId | None:
        """Return the encoder's space; None where nothing was embedded with it and nothing may be written."""
        encoder, spaces = self.encoder, self._store.spaces
        found = spaces.find(encoder.fingerprint)
        if found is not None or self._store.is_read_only:
            return found
        with self._store.write() as tx:
            return spaces.put(tx, encoder.fingerprint, encoder.name, encoder.dim)
