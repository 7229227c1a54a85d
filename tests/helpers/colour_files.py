"""Media files of a few bytes that name their colours, a decoder for them, and an indexer around both."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from pathlib import Path

import numpy as np

from engine.config import IndexingConfig
from engine.cots.protocol import Encoder
from engine.errors import EngineError, FolderMissing, MediaUnreadable
from engine.index.exact import ExactIndex
from engine.index.indexer import Indexer
from engine.index.vectors import VectorIndex
from engine.jobs import CancelToken
from engine.library_records import IndexReport
from engine.records import DecodedMedia, MediaFacts, MediaKind, Sampled
from engine.store import MediaFilter, Store
from tests.helpers.fakes import COLOURS, FakeEncoder


def write_media(path: Path, colours: str, *, mtime_s: int = 1_700_000_000) -> Path:
    """Write a file that shows these colours: one for a photo, one per second for a clip; `bad` cannot be decoded."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{colours} | {path.suffix}")
    os.utime(path, (mtime_s, mtime_s))
    return path


class ColourDecoder:
    """Decodes what `write_media` wrote. `before` is called with each path first."""

    def __init__(self, before: Callable[[Path], None] = lambda path: None, priority: str = "normal") -> None:
        self.priority = priority
        self.decoded: list[Path] = []
        self._before = before

    def decode(
        self,
        paths: Iterable[Path],
        *,
        cancel: CancelToken | None = None,
        on_frame: Callable[[Path, Sampled], None] | None = None,
    ) -> Iterator[tuple[Path, DecodedMedia | EngineError]]:
        for path in paths:
            if cancel is not None:
                cancel.check()
            self._before(path)
            result = self._result(path)
            if on_frame is not None and isinstance(result, DecodedMedia) and result.kind is MediaKind.VIDEO:
                for frame in result.frames:
                    on_frame(path, frame)
            yield path, result

    def _result(self, path: Path) -> DecodedMedia | EngineError:
        self.decoded.append(path)
        try:
            colours = path.read_text().split(" | ")[0].split()
        except FileNotFoundError:
            return FolderMissing(f"{path.name} is gone.", path=path)
        if colours == ["bad"]:
            return MediaUnreadable(f"{path.name} ends too early.", path=path)
        kind = MediaKind.VIDEO if path.suffix == ".mp4" else MediaKind.PHOTO
        frames = [self._frame(float(second), colour) for second, colour in enumerate(colours)]
        duration_s = float(len(frames)) if kind is MediaKind.VIDEO else None
        facts = MediaFacts(32, 32, datetime(2024, 5, 1), duration_s=duration_s, reader="colours")
        return DecodedMedia(kind, facts, tuple(frames))

    def _frame(self, time_s: float, colour: str) -> Sampled:
        rgb = COLOURS.get(colour) or tuple(int(part) for part in colour.split(","))
        return Sampled(time_s, np.full((32, 32, 3), rgb, np.uint8), thumbnail=colour.encode())


class MemoryThumbnails:
    """Keeps thumbnails in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, float], bytes] = {}

    def write(self, content_hash: str, time_s: float, jpeg: bytes) -> None:
        self.kept[content_hash, time_s] = jpeg

    def announce(self, content_hashes: Collection[str]) -> None:
        pass

    def take_back(self, is_known: Callable[[str], bool]) -> int:
        return 0

    def sweep(self, keep: set[str]) -> int:
        gone = [key for key in self.kept if key[0] not in keep]
        for key in gone:
            del self.kept[key]
        return len(gone)


class Bench:
    """A store, an encoder, an index and a decoder that belong together."""

    def __init__(
        self, store: Store, *, encoder: FakeEncoder | None = None, decoder: ColourDecoder | None = None
    ) -> None:
        self.store = store
        self.encoder = encoder or FakeEncoder()
        self.decoder = decoder or ColourDecoder()
        self.thumbnails = MemoryThumbnails()
        with store.write() as tx:
            self.space = store.spaces.put(tx, self.encoder.fingerprint, "fake", self.encoder.dim)
        self.index: VectorIndex = ExactIndex(self.encoder.dim, *store.vectors.load(self.space))

    def indexer(self, *, batch_size: int = 4) -> Indexer:
        """An indexer over these parts."""
        encoder: Encoder = self.encoder
        return Indexer(
            self.store, encoder, self.index, self.thumbnails, self.decoder, IndexingConfig(batch_size=batch_size)
        )

    def best_path(self, text: str) -> Path:
        """The file that is found first for a text."""
        ids, _ = self.index.search(self.encoder.encode_texts([text])[0], 1)
        frame = next(iter(self.store.frames.lookup(ids).values()))
        return self.store.media.get_many([frame.media_id])[frame.media_id].path


def write_samples(root: Path) -> Path:
    """Three photos and a clip of three frames; the clip is the newest, then blue, green and red."""
    for number, colour in enumerate(("red", "green", "blue")):
        write_media(root / f"{colour}.jpg", colour, mtime_s=1_700_000_000 + number)
    write_media(root / "clips" / "clip.mp4", "white 200,190,20 white", mtime_s=1_700_000_009)
    return root


def tally(report: IndexReport) -> tuple[int, int, int, int, int]:
    return report.seen, report.embedded, report.reused, report.removed, len(report.problems)


def assert_consistent(bench: Bench) -> None:
    """What is in memory is what is stored, and nothing stored is half there."""
    stored, matrix = bench.store.vectors.load(bench.space)
    index = bench.index
    assert isinstance(index, ExactIndex)
    assert index.ids.tolist() == stored.tolist() == bench.store.frames.select(bench.space, MediaFilter()).tolist()
    assert np.array_equal(index.get(stored)[1], ExactIndex(bench.encoder.dim, stored, matrix).get(stored)[1])
    assert bench.store.damage() == []
