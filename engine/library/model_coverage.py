"""How much of a library is embedded with a model: what is not cannot be found with it."""

from __future__ import annotations

from typing import NamedTuple

from engine.cots.lazy_encoder import LazyEncoder
from engine.cots.protocol import Encoder
from engine.errors import ModelMissing
from engine.store import Store


class Coverage(NamedTuple):
    """Photos and clips with a file: embedded with a model, and embedded with other models only."""

    embedded: int
    missing: int


def coverage(store: Store, encoder: Encoder) -> Coverage:
    """Count what a model can find in a library and what it cannot."""
    spaces = store.spaces.all()
    own = next((space for space in spaces if space.fingerprint == encoder.fingerprint), None)
    if own is not None:
        return Coverage(own.embedded, own.missing)
    return Coverage(0, spaces[0].embedded + spaces[0].missing if spaces else 0)


def check_embedded(store: Store, encoder: Encoder) -> None:
    """Raise where a library holds photos or clips, but none that this model could find.

    Raises:
        ModelMissing: Nothing is embedded with it; the sentence says of how many, the hint what to do.
    """
    embedded, missing = coverage(store, encoder)
    if embedded or not missing:
        return
    model = str(encoder.folder) if isinstance(encoder, LazyEncoder) else encoder.name
    raise ModelMissing(
        f"0 of {missing} photos and clips are embedded with the model {model}, so nothing can be found with it.",
        hint=f"Run evoke models use {model} first.",
    )
