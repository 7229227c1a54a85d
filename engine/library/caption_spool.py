"""Captions that were read and wait for a yes: kept in a temporary file, so that a million need no memory."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from engine.caption_records import FoundCaption, RefusedRow
from engine.errors import DiskFull, EngineError
from engine.library.caption_targets import Target
from engine.library.caption_text import checked_span, cleaned, without_controls
from engine.store import Store
from engine.store.captions_table import CaptionRecord

SAMPLES: Final = 50
PROBLEMS: Final = 200
_AT_ONCE: Final = 2000
_MEMORY_BYTES: Final = 4 << 20

_Key = tuple[str, float | None, str]


class CaptionSpool:
    """Takes captions one by one, tells new ones from known ones, and gives the new ones back as records."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # Kept open until `close`, which deletes it.
        self._file = tempfile.SpooledTemporaryFile(_MEMORY_BYTES, mode="w+", encoding="utf-8")  # noqa: SIM115
        self._seen: set[int] = set()
        self._owners: set[int] = set()
        self._batch: list[tuple[Target, _Key, float | None]] = []
        self.read = self.new = self.known = self.missing = self.refused = 0
        self.samples: list[FoundCaption] = []
        self.problems: list[RefusedRow] = []

    @property
    def pictures(self) -> int:
        """How many photos and clips would get a caption."""
        return len(self._owners)

    def take(self, target: Target, text: str, time_s: float | None = None, end_s: float | None = None) -> None:
        """Take one caption.

        Raises:
            BadData: It is none, or speaks of a moment that the file does not have.
            DiskFull: There is no room for it.
        """
        span = (None, None) if time_s is end_s is None else checked_span(target.path, target.duration_s, time_s, end_s)
        key = target.content_hash, span[0], cleaned(without_controls(text))
        self._batch.append((target, key, span[1]))
        if len(self._batch) >= _AT_ONCE:
            self._flush()

    def miss(self, place: str, error: EngineError) -> None:
        """Note a row whose file is not there."""
        self.missing += 1
        self._note(place, error.user_text)

    def refuse(self, place: str, reason: str) -> None:
        """Note a row that cannot be used."""
        self.refused += 1
        self._note(place, reason)

    def finish(self) -> None:
        """Sort out what was taken last."""
        self._flush()

    def records(self, at: datetime) -> Iterator[CaptionRecord]:
        """Yield the new captions, written at this moment."""
        self._file.seek(0)
        for line in self._file:
            content_hash, time_s, end_s, text = json.loads(line)
            yield CaptionRecord(content_hash, time_s, text, at, end_s)

    def close(self) -> None:
        """Forget everything."""
        self._file.close()

    def _note(self, place: str, reason: str) -> None:
        if len(self.problems) < PROBLEMS:
            self.problems.append(RefusedRow(place, reason))

    def _flush(self) -> None:
        batch, self._batch = self._batch, []
        known = self._store.captions.known({target.content_hash for target, _, _ in batch})
        lines = []
        for target, key, end_s in batch:
            mark = hash(key)
            if key in known or mark in self._seen:
                self.known += 1
                continue
            self._seen.add(mark)
            self._owners.add(hash(target.content_hash))
            self.new += 1
            if len(self.samples) < SAMPLES:
                self.samples.append(FoundCaption(target.path, key[2], key[1]))
            lines.append(json.dumps((key[0], key[1], end_s, key[2])) + "\n")
        try:
            self._file.writelines(lines)
        except OSError as error:
            raise DiskFull("There is no room for what is to be imported.", hint="Make room on the disk.") from error
