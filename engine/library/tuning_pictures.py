"""Which pictures a fine-tuning sees: those with captions, and others that keep the model where it is elsewhere."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.library.caption_book import CaptionBook
from engine.records import MediaItem, MediaKind
from engine.store import Store
from engine.store.path_bytes import storable_text

OTHERS_AT_MOST: Final = 1000
_SEED: Final = 2022


@dataclass(frozen=True, slots=True)
class TuningPicture:
    """One picture to be seen.

    Attributes:
        path: A file that holds it.
        content_hash: Of the file.
        time_s: Which frame of a clip; None for a photo.
        captions: What the person says it shows; none for those that only keep the model in place.
    """

    path: Path
    content_hash: str
    time_s: float | None
    captions: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What a person calls it."""
        name = storable_text(self.path.name)
        return name if self.time_s is None else f"{name} at {self.time_s:.1f} s"


def captioned_pictures(store: Store) -> tuple[TuningPicture, ...]:
    """Return every photo, clip or moment with captions whose file is there now, in the order they were captioned.

    Of a clip that was captioned as a whole, the middle one of its kept frames stands for it.
    """
    records = store.captions.all()
    items = CaptionBook(store).items({record.content_hash for record in records})
    texts: dict[tuple[str, float | None], list[str]] = {}
    for record in records:
        item = items.get(record.content_hash)
        if item is not None and not item.is_missing:
            time_s = _shown_at(store, item) if record.time_s is None else record.time_s
            texts.setdefault((record.content_hash, time_s), []).append(record.text)
    return tuple(
        TuningPicture(items[digest].path, digest, time_s, tuple(dict.fromkeys(captions)))
        for (digest, time_s), captions in texts.items()
    )


def other_pictures(store: Store, captioned: Iterable[TuningPicture]) -> tuple[TuningPicture, ...]:
    """Return up to a thousand pictures of contents without a caption, the same ones every time."""
    known = {picture.content_hash for picture in captioned}
    frames = store.frames.with_file()
    hashes = {frame.media_id: frame.content_hash for frame in frames if frame.content_hash not in known}
    order = sorted(hashes)
    random.Random(_SEED).shuffle(order)
    found = (
        TuningPicture(item.path, hashes[media_id], _shown_at(store, item))
        for start in range(0, len(order), OTHERS_AT_MOST)
        for media_id, item in store.media.get_many(order[start : start + OTHERS_AT_MOST]).items()
        if not item.is_missing
    )
    return tuple(itertools.islice(found, OTHERS_AT_MOST))


def _shown_at(store: Store, item: MediaItem) -> float | None:
    """Return the time of the frame that stands for a whole clip, None for a photo."""
    if item.kind is MediaKind.PHOTO:
        return None
    frames = store.frames.of_media(item.media_id)
    return frames[len(frames) // 2].time_s if frames else 0.0
