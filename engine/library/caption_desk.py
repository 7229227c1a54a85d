"""Captions as they are written one by one: of what is looked at, changed in one step, and every step can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from engine.caption_records import CaptionChange, CaptionCoverage, NewCaption, OwnCaption
from engine.errors import BadData, FolderMissing
from engine.library.caption_text import checked_span, cleaned
from engine.records import MediaId, MediaItem, MediaKind, SpaceId
from engine.store import Store
from engine.store.captions_table import CaptionRecord

MAX_AT_ONCE = 10_000


class CaptionDesk:
    """Reads and changes captions by the ids of photos and clips. May be asked by several threads."""

    def __init__(self, store: Store, space_id: Callable[[], SpaceId | None]) -> None:
        """Take the store, and what gives the space in use."""
        self._store = store
        self._space_id = space_id

    def captions_of(self, media_ids: Sequence[MediaId]) -> tuple[OwnCaption, ...]:
        """Return the captions of these photos and clips, those of one together: of the whole first, then by time."""
        hashes = self._store.media.hashes([MediaId(int(media_id)) for media_id in media_ids])
        return self._owned(self._store.captions.of(hashes.values()), {digest: key for key, digest in hashes.items()})

    def change_captions(self, add: Sequence[NewCaption] = (), remove: Sequence[int] = ()) -> CaptionChange:
        """Take some captions out and write others, all of it or nothing; one that is there already stays as it is.

        Raises:
            BadData: A text is empty, too long or not text, a moment is not one of the file, or there are too many.
            FolderMissing: What is to be captioned is no longer in the library.
            DiskFull: The library cannot be written.
        """
        if max(len(add), len(remove)) > MAX_AT_ONCE:
            raise BadData(f"At most {MAX_AT_ONCE:,} captions can be changed at once.")
        ids = {caption.media_id for caption in add}
        items, hashes = self._store.media.get_many(ids), self._store.media.hashes(ids)
        records = [_record(caption, items.get(caption.media_id), hashes) for caption in add]
        with self._store.write() as tx:
            removed = self._store.captions.numbered(remove)
            self._store.captions.remove_numbered(tx, remove)
            new = [number for record in records if (number := self._store.captions.insert(tx, record)) is not None]
        added = self._store.captions.numbered(new)
        owners = {digest: key for key, digest in hashes.items()}
        owners |= self._owners(record.content_hash for _, record in removed if record.content_hash not in owners)
        return CaptionChange(self._owned(added, owners), self._owned(removed, owners), len(records) - len(new))

    def caption_coverage(self) -> CaptionCoverage:
        """Say how much of the library has captions."""
        totals, space_id = self._store.captions.totals(), self._space_id()
        counts = None if space_id is None else self._store.media.count(space_id)
        media = 0 if counts is None else counts.photos + counts.clips
        return CaptionCoverage(media, min(totals.contents, media), totals.captions, totals.moments, totals.without_file)

    def _owners(self, hashes: Iterable[str]) -> dict[str, MediaId]:
        return self._store.media.find_many(set(hashes))

    def _owned(
        self, records: Sequence[tuple[int, CaptionRecord]], owners: dict[str, MediaId]
    ) -> tuple[OwnCaption, ...]:
        return tuple(
            OwnCaption(number, owners[record.content_hash], record.text, record.time_s, record.end_s, record.created_at)
            for number, record in records
            if record.content_hash in owners
        )


def _record(caption: NewCaption, item: MediaItem | None, hashes: dict[MediaId, str]) -> CaptionRecord:
    if item is None:
        raise FolderMissing("This photo or clip is no longer in the library.")
    is_clip = item.kind is MediaKind.VIDEO
    duration_s = (item.facts.duration_s or 0.0) if is_clip else None
    time_s, end_s = checked_span(item.path, duration_s, caption.time_s, caption.end_s)
    at = caption.created_at or datetime.now()
    return CaptionRecord(hashes[caption.media_id], time_s, cleaned(caption.text), at, end_s)
