"""Makes the signatures that are lacking from the thumbnails, a second of work per thousand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from engine.jobs import CancelToken
from engine.media.signature import signature
from engine.records import MediaId
from engine.store import Store

_AT_ONCE: Final = 256


def fill_signatures(store: Store, thumbnail_path: Callable[[str, float], Path], cancel: CancelToken) -> int:
    """Store the signature of every content that has a thumbnail and no signature; return how many.

    What has no thumbnail now is left for the next time.

    Raises:
        Cancelled: A stop was asked for; what was stored stays.
        DiskFull: The library cannot be written.
    """
    made, last = 0, MediaId(0)
    while records := store.signatures.lacking(_AT_ONCE, last):
        cancel.check()
        last = records[-1].media_id
        found: dict[MediaId, bytes] = {}
        for record in records:
            bits = _signature_of(thumbnail_path(record.content_hash, record.time_s))
            if bits is not None:
                found[record.media_id] = bits
        if found:
            with store.write() as tx:
                store.signatures.put(tx, found)
            made += len(found)
    return made


def _signature_of(path: Path) -> bytes | None:
    try:
        return signature(path.read_bytes())
    except OSError:
        return None
