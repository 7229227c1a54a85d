"""Gives captions the vectors by which they are compared by meaning, a few at a time and behind everything else."""

from __future__ import annotations

from typing import Final

from engine.cots.protocol import Encoder
from engine.jobs import CancelToken
from engine.records import SpaceId
from engine.store import Store

_AT_ONCE: Final = 16  # texts; a search that comes meanwhile waits for these and no more


def fill_caption_vectors(store: Store, space_id: SpaceId, encoder: Encoder, cancel: CancelToken) -> int:
    """Embed every caption that has no vector in the space; return how many. The model is loaded only for these.

    Raises:
        Cancelled: A stop was asked for; what was stored stays.
        DiskFull: The library cannot be written.
    """
    made = 0
    while captions := store.caption_vectors.lacking(space_id, _AT_ONCE):
        cancel.check()
        vectors = encoder.encode_texts([text for _, text in captions])
        with store.write() as tx:
            store.caption_vectors.put(tx, space_id, dict(zip((number for number, _ in captions), vectors, strict=True)))
        made += len(captions)
    return made
