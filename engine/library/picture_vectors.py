"""The vectors of pictures in a query: known ones from the library, others decoded and embedded once."""

from __future__ import annotations

import hashlib
import tempfile
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Final

import numpy as np

from engine.errors import BadQuery, FolderMissing
from engine.jobs import CancelToken
from engine.library.folder_list import known_file
from engine.library.known_frames import FrameVectors, frame_vectors
from engine.library.model_in_use import ModelInUse
from engine.library.picture_desk import PictureDesk
from engine.records import MediaId, PictureTerm
from engine.search.scoring import Vector
from engine.store import Store

MAX_IMAGE_BYTES: Final = 64 * 1024 * 1024
_KEPT: Final = 64


class PictureVectors:
    """Keeps the vectors of the pictures used last. May be asked by several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._known: OrderedDict[tuple[object, ...], Vector] = OrderedDict()

    def vector(self, term: PictureTerm, use: ModelInUse, desk: PictureDesk, cancel: CancelToken) -> Vector:
        """Return the unit vector (D,) of a picture.

        Raises:
            BadQuery: It names no picture, or one too large to take.
            FolderMissing: There is no such file, or the library does not have it any more.
            MediaUnreadable: It cannot be decoded.
            Cancelled: A stop was asked for.
        """
        key = (use.encoder.fingerprint, term.time_s, *_identity(term))
        with self._lock:
            known = self._known.get(key)
        if known is None:
            known = self._made(term, use, desk, cancel)
            with self._lock:
                self._known[key] = known
                while len(self._known) > _KEPT:
                    self._known.popitem(last=False)
        return known

    def _made(self, term: PictureTerm, use: ModelInUse, desk: PictureDesk, cancel: CancelToken) -> Vector:
        if term.image:
            return self._of_image(term.image, use, desk, cancel)
        if term.media_id is not None:
            path = self._path_of(term.media_id)
        elif term.path is not None:
            path = known_file(self._store, term.path)
        else:
            raise BadQuery("A picture to resemble is missing.")
        return _at(frame_vectors(path, self._store, use.space_id, use.encoder, desk, cancel=cancel), term.time_s)

    def _path_of(self, media_id: MediaId) -> Path:
        item = self._store.media.get_many([media_id]).get(media_id)
        if item is None:
            raise FolderMissing("A picture to resemble is no longer in the library.")
        return item.path

    def _of_image(self, image: bytes, use: ModelInUse, desk: PictureDesk, cancel: CancelToken) -> Vector:
        """Decode pixels that were pasted as any other hostile file: in a worker, from a file of our own."""
        if len(image) > MAX_IMAGE_BYTES:
            raise BadQuery("The pasted picture is too large.")
        with tempfile.TemporaryDirectory(prefix="evoke-") as folder:
            path = Path(folder, "pasted.png")
            path.write_bytes(image)
            return _at(frame_vectors(path, self._store, None, use.encoder, desk, cancel=cancel), None)


def _identity(term: PictureTerm) -> tuple[object, ...]:
    """Return what names a picture for as long as it stays the same."""
    if term.image:
        return ("image", hashlib.sha256(term.image).digest())
    if term.media_id is not None:
        return ("media", term.media_id)
    if term.path is None:
        return ()
    try:
        info = term.path.stat()
    except OSError:
        return ("path", term.path)
    return ("path", term.path, info.st_size, info.st_mtime_ns)


def _at(frames: FrameVectors, time_s: float | None) -> Vector:
    if time_s is None:
        return frames.middle
    nearest: Vector = frames.vectors[int(np.abs(frames.times_s - time_s).argmin())]
    return nearest
