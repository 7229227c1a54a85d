"""Texts embedded once: typing on, weighing a word and looking at the next rows ask for the same ones again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.cots.protocol import Encoder

_KEPT: Final = 1000


class TextVectors:
    """Keeps the vectors of the texts used last, of one encoder. May be asked by several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._fingerprint = ""
        self._known: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def embed(self, encoder: Encoder, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (B, D) unit vectors; what is new is embedded at once."""
        with self._lock:
            if encoder.fingerprint != self._fingerprint:
                self._known.clear()
                self._fingerprint = encoder.fingerprint
            found = {text: self._known[text] for text in texts if text in self._known}
        new = [text for text in dict.fromkeys(texts) if text not in found]
        if new:
            found |= dict(zip(new, encoder.encode_texts(new), strict=True))
        with self._lock:
            if encoder.fingerprint == self._fingerprint:
                for text in texts:
                    self._known[text] = found[text]
                    self._known.move_to_end(text)
                while len(self._known) > _KEPT:
                    self._known.popitem(last=False)
        if not texts:
            return np.zeros((0, encoder.dim), np.float32)
        return np.stack([found[text] for text in texts])
