"""A store filled with media that show colours, and the searcher over it: a library in a few lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import numpy as np

from engine.browse_records import Listing
from engine.config import SearchConfig
from engine.index.exact import ExactIndex
from engine.records import MediaId, MediaKind, SearchRequest, SpaceId
from engine.search.searcher import Searcher
from engine.store import Store
from engine.store.captions_table import CaptionRecord
from tests.helpers.fakes import FakeEncoder
from tests.helpers.library_rows import add_media, make_space

ENCODER = FakeEncoder()


def thumbnail_path(content_hash: str, time_s: float) -> Path:
    return Path(f"{content_hash}@{time_s:g}.jpg")


class Shelf:
    """A library of made-up rows."""

    def __init__(self, folder: Path) -> None:
        self.store = Store.open(folder)
        self.space_id: SpaceId = make_space(self.store, "fake-1", FakeEncoder.dim)
        self.index = ExactIndex(FakeEncoder.dim)
        self.searcher = Searcher(self.store, self.index, thumbnail_path, SearchConfig())

    def add(
        self,
        path: str,
        *shows: str,
        content: str | None = None,
        taken_at: datetime = datetime(2024, 5, 1),
        bits: bytes | None = None,
    ) -> MediaId:
        """A photo of one colour mix, or a clip of several, a second each."""
        vectors = ENCODER.encode_texts(shows)
        kind = MediaKind.PHOTO if len(shows) == 1 else MediaKind.VIDEO
        times_s: Sequence[float] = (0.0,) if len(shows) == 1 else tuple(second + 0.5 for second in range(len(shows)))
        media_id, frame_ids = add_media(
            self.store,
            self.space_id,
            Path(path),
            content=content,
            kind=kind,
            times_s=times_s,
            taken_at=taken_at,
            vectors=vectors,
        )
        if bits is not None:
            with self.store.write() as tx:
                self.store.signatures.put(tx, {media_id: bits})
        self.index.add(np.array(frame_ids), vectors)
        return media_id

    def caption(self, media_id: MediaId, text: str, *, time_s: float | None = None, end_s: float | None = None) -> None:
        """Write a caption."""
        content_hash = self.store.media.hashes([media_id])[media_id]
        with self.store.write() as tx:
            self.store.captions.add(tx, [CaptionRecord(content_hash, time_s, text, datetime(2026, 1, 1), end_s)])

    def names(self, query: str, **wanted: object) -> list[str]:
        """Names of the hits of a search."""
        result = self.searcher.search(SearchRequest(query, **wanted), ENCODER)  # type: ignore[arg-type]  # filters
        return [hit.path.name for hit in result.hits]

    def listing(self, query: str = "", **wanted: object) -> Listing:
        """A listing."""
        return self.searcher.listing(SearchRequest(query, **wanted), ENCODER)  # type: ignore[arg-type]  # filters

    def listed(self, query: str = "", **wanted: object) -> list[str]:
        """Names in the order of a listing, all of them filled in."""
        request = SearchRequest(query, **wanted)  # type: ignore[arg-type]  # filters
        found = self.searcher.listing(request, ENCODER)
        return [hit.path.name for hit in self.searcher.rows(request, found.media_ids, ENCODER)]
