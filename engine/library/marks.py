"""What a person keeps: favourites, the history of searches, and searches with a name (albums)."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from engine.browse_records import PastSearch
from engine.errors import BadData, BadQuery
from engine.library.request_text import request_from_text, request_to_text
from engine.records import MediaId, SearchRequest
from engine.store import Store
from engine.store.searches_table import SearchRecord

HISTORY_LENGTH: Final = 200
MAX_NAME_CHARS: Final = 100

_log = logging.getLogger(__name__)


class Marks:
    """Favourites, history and albums of one library."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def set_favourite(self, media_ids: Sequence[MediaId], is_favourite: bool) -> int:
        """Mark photos and clips as favourites, or take the marks away; return how many that changed."""
        hashes = list(self._store.media.hashes(media_ids).values())
        with self._store.write() as tx:
            if is_favourite:
                return self._store.favourites.add(tx, hashes, datetime.now())
            return self._store.favourites.remove(tx, hashes)

    def history(self, limit: int = HISTORY_LENGTH) -> tuple[PastSearch, ...]:
        """Return what was looked for last, newest first."""
        return self._read(self._store.searches.recent(limit))

    def note_search(self, request: SearchRequest) -> None:
        """Put a request at the top of the history; one that looks for nothing is not noted."""
        if not request.query.strip() and not request.all_pictures:
            return
        text = request_to_text(request, self._store)
        with self._store.write() as tx:
            self._store.searches.note(tx, text, datetime.now(), HISTORY_LENGTH)

    def forget_searches(self, search_id: int | None = None) -> int:
        """Take one request out of the history, or all; return how many there were."""
        with self._store.write() as tx:
            return self._store.searches.forget(tx, search_id)

    def albums(self) -> tuple[PastSearch, ...]:
        """Return the albums by name."""
        return self._read(self._store.searches.albums())

    def save_album(self, name: str, request: SearchRequest) -> PastSearch:
        """Keep a request under a name, in place of the one of that name.

        Raises:
            BadData: The name is empty, too long, or no text.
        """
        checked, text = _checked_name(name), request_to_text(request, self._store)
        with self._store.write() as tx:
            album_id = self._store.searches.put_album(tx, checked, text, datetime.now())
        return next(album for album in self.albums() if album.search_id == album_id)

    def rename_album(self, album_id: int, name: str) -> None:
        """Give an album another name.

        Raises:
            BadData: The name is empty, too long, no text, or taken; or there is no such album.
        """
        checked = _checked_name(name)
        with self._store.write() as tx:
            changed = self._store.searches.rename_album(tx, album_id, checked)
        if not changed:
            raise BadData(f"There is an album “{checked}” already, or this one is gone.")

    def remove_album(self, album_id: int) -> None:
        """Forget an album; its photos and clips stay where they are."""
        with self._store.write() as tx:
            self._store.searches.remove_album(tx, album_id)

    def _read(self, records: Sequence[SearchRecord]) -> tuple[PastSearch, ...]:
        found = []
        for record in records:
            try:
                request = request_from_text(record.request, self._store)
            except BadQuery as error:
                _log.warning("A kept search cannot be read any more: %s", error.user_text)
                continue
            found.append(PastSearch(record.record_id, record.name, request, record.at))
        return tuple(found)


def _checked_name(name: str) -> str:
    words = "".join(" " if unicodedata.category(character)[0] == "C" else character for character in name).split()
    text = " ".join(words)
    if not text:
        raise BadData("An album needs a name.")
    if len(text) > MAX_NAME_CHARS:
        raise BadData(f"The name has {len(text)} characters; it may have at most {MAX_NAME_CHARS}.")
    return text
