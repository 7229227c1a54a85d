"""Which pictures a fine-tuning sees: those with captions, and others that keep the model where it is elsewhere."""

from __future__ import annotations

import itertools
import random
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.library.caption_book import CaptionBook
from engine.records import MediaId, MediaItem, MediaKind, SpaceId
from engine.store import Store
from engine.store.files_table import FileRecord
from engine.store.path_bytes import storable_text

OTHERS_AT_MOST: Final = 1000
_SEED: Final = 2022
_NO_SPACE: Final = SpaceId(0)


@dataclass(frozen=True, slots=True)
class TuningPicture:
    """One picture to be seen.

    Attributes:
        path: A file that holds it.
        content_hash: Of the file.
        time_s: Which frame of a clip; None for a photo.
        captions: What the person says it shows; none for those that only keep the model in place.
        is_stale: The file holds something else now, so that there is nothing to be seen.
    """

    path: Path
    content_hash: str
    time_s: float | None
    captions: tuple[str, ...] = ()
    is_stale: bool = False

    @property
    def name(self) -> str:
        """What a person calls it."""
        name = storable_text(self.path.name)
        return name if self.time_s is None else f"{name} at {self.time_s:.1f} s"


def captioned_pictures(store: Store) -> tuple[TuningPicture, ...]:
    """Return every photo, clip or moment with captions whose file is there now, in the order they were captioned.

    A file that is not as it was indexed is stale: it might show something else than what was captioned.
    Of a clip that was captioned as a whole, the middle one of its kept frames stands for it.
    """
    records = store.captions.all()
    items = CaptionBook(store).items({record.content_hash for record in records})
    paths = _unchanged_paths(store, [item.media_id for item in items.values()])
    texts: dict[tuple[str, float | None], list[str]] = {}
    for record in records:
        item = items.get(record.content_hash)
        if item is not None and not item.is_missing:
            time_s = _shown_at(store, item) if record.time_s is None else _middle(record.time_s, record.end_s)
            texts.setdefault((record.content_hash, time_s), []).append(record.text)
    found = []
    for (digest, time_s), captions in texts.items():
        item = items[digest]
        path = paths.get(item.media_id)
        unique = tuple(dict.fromkeys(captions))
        found.append(TuningPicture(path or item.path, digest, time_s, unique, is_stale=path is None))
    return tuple(found)


def other_pictures(store: Store, captioned: Iterable[TuningPicture]) -> tuple[TuningPicture, ...]:
    """Return up to a thousand pictures of contents without a caption, the same ones every time."""
    known = {picture.content_hash for picture in captioned}
    frames = store.frames.with_file()
    hashes = {frame.media_id: frame.content_hash for frame in frames if frame.content_hash not in known}
    order = sorted(hashes)
    random.Random(_SEED).shuffle(order)
    parts = (order[start : start + OTHERS_AT_MOST] for start in range(0, len(order), OTHERS_AT_MOST))
    found = (
        TuningPicture(path, hashes[item.media_id], _shown_at(store, item))
        for part in parts
        for item, path in _with_paths(store, part)
    )
    return tuple(itertools.islice(found, OTHERS_AT_MOST))


def _middle(start_s: float, end_s: float | None) -> float:
    """Return the time of the frame that stands for a moment: its middle, in tenths so that equal spans share it."""
    return start_s if end_s is None else round((start_s + end_s) / 2, 1)


def _with_paths(store: Store, media_ids: Collection[MediaId]) -> Iterator[tuple[MediaItem, Path]]:
    paths = _unchanged_paths(store, media_ids)
    for item in store.media.get_many(list(paths)).values():
        yield item, paths[item.media_id]


def _unchanged_paths(store: Store, media_ids: Collection[MediaId]) -> dict[MediaId, Path]:
    """Return for each content the first of its files that is as the library knows it: another would show another."""
    known = store.files.of_media(media_ids)
    records = store.files.under([path for paths in known.values() for path in paths], _NO_SPACE)
    there = {path for path, record in records.items() if _is_unchanged(record)}
    found = {media_id: next((path for path in paths if path in there), None) for media_id, paths in known.items()}
    return {media_id: path for media_id, path in found.items() if path is not None}


def _is_unchanged(record: FileRecord) -> bool:
    try:
        info = record.path.stat()
    except OSError:
        return False
    return (info.st_size, info.st_mtime_ns) == (record.size_bytes, record.mtime_ns)


def _shown_at(store: Store, item: MediaItem) -> float | None:
    """Return the time of the frame that stands for a whole clip, None for a photo."""
    if item.kind is MediaKind.PHOTO:
        return None
    frames = store.frames.of_media(item.media_id)
    return frames[len(frames) // 2].time_s if frames else 0.0
