"""Thumbnails: read off the GUI thread as QImage, kept as QPixmap up to a number of bytes."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QSize, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from app.tasks import POOL_THREADS, BackgroundPool
from engine.errors import MediaUnreadable

CACHE_BYTES = 192 * 1024 * 1024
MAX_WAITING = 300


class ThumbnailCache(QObject):
    """Hands out pixmaps at once or not at all; what is missing is read and told by `loaded`.

    What was asked for last is read first, and what was asked for long ago is forgotten: whoever scrolls fast past
    ten thousand results waits for the last screen only.
    """

    loaded = Signal(object)  # Path

    def __init__(self, pool: BackgroundPool, *, limit_bytes: int = CACHE_BYTES) -> None:
        super().__init__()
        self._pool = pool
        self._limit_bytes = limit_bytes
        self._used_bytes = 0
        self._pixmaps: OrderedDict[Path, QPixmap] = OrderedDict()
        self._waiting: OrderedDict[Path, None] = OrderedDict()
        self._reading: set[Path] = set()
        self._unreadable: set[Path] = set()

    @property
    def used_bytes(self) -> int:
        """Memory the kept pixmaps take."""
        return self._used_bytes

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being read or waits to be."""
        return not self._reading and not self._waiting

    def pixmap(self, path: Path | None) -> QPixmap | None:
        """Return the thumbnail if it is here; otherwise see that it comes, and return None."""
        if path is None or path in self._unreadable:
            return None
        pixmap = self._pixmaps.get(path)
        if pixmap is not None:
            self._pixmaps.move_to_end(path)
            return pixmap
        if path not in self._reading:
            self._waiting[path] = None
            self._waiting.move_to_end(path)
            if len(self._waiting) > MAX_WAITING:
                self._waiting.popitem(last=False)
            self._read_next()
        return None

    def forget_failures(self) -> None:
        """Try files again that could not be read, after the library changed."""
        self._unreadable.clear()

    def _read_next(self) -> None:
        while self._waiting and len(self._reading) < POOL_THREADS:
            path, _ = self._waiting.popitem(last=True)
            self._reading.add(path)
            task = self._pool.start(partial(_read, path))
            task.returned.connect(self._on_read)
            task.failed.connect(self._on_read_failed)

    def _on_read(self, answer: tuple[Path, QImage]) -> None:
        path, image = answer
        self._reading.discard(path)
        pixmap = QPixmap.fromImage(image)
        self._pixmaps[path] = pixmap
        self._used_bytes += _bytes_of(pixmap)
        while self._used_bytes > self._limit_bytes and len(self._pixmaps) > 1:
            _, oldest = self._pixmaps.popitem(last=False)
            self._used_bytes -= _bytes_of(oldest)
        self.loaded.emit(path)
        self._read_next()

    def _on_read_failed(self, error: Exception) -> None:
        path = getattr(error, "path", None)
        if path is not None:
            self._reading.discard(path)
            self._unreadable.add(path)
        self._read_next()


def cover(picture: QSize, frame: QSize) -> QRectF:
    """Return the middle part of `picture` that fills `frame` without distortion, a little above the middle if tall."""
    if picture.isEmpty() or frame.isEmpty():
        return QRectF(0, 0, picture.width(), picture.height())
    scale = min(picture.width() / frame.width(), picture.height() / frame.height())
    width, height = frame.width() * scale, frame.height() * scale
    # Faces and subjects of upright photos sit above the middle.
    return QRectF((picture.width() - width) / 2, (picture.height() - height) * 0.4, width, height)


def _bytes_of(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4


def _read(path: Path) -> tuple[Path, QImage]:
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    image = reader.read()
    if image.isNull():
        raise MediaUnreadable(f"No thumbnail: {reader.errorString()}", path=path)  # not shown
    return path, image
