"""Pictures to search by that come from outside: dropped and pasted files, and pixels from the clipboard."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, Signal
from PySide6.QtGui import QImage, QImageWriter

from app.tasks import BackgroundPool, LatestTask
from app.translation import translate
from engine.errors import FolderMissing
from engine.records import PictureTerm

SENT_PX = 512  # more than any model looks at
MAX_AT_ONCE = 4


class GivenPictures(QObject):
    """Looks at what was given off the GUI thread: a dead network drive may keep one waiting for minutes."""

    pictures_given = Signal(object)  # tuple of PictureTerm
    folder_given = Signal(object)  # Path
    failed = Signal(object)  # Exception

    def __init__(self, pool: BackgroundPool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = pool
        self._files_task, self._pixels_task = LatestTask(self), LatestTask(self)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Tell a folder, or files that are there, to search by."""
        task = self._pool.start(partial(_look_at, tuple(paths)))
        self._files_task.watch(task, self._on_looked_at, self.failed.emit)

    def take_pixels(self, image: QImage) -> None:
        """Tell pixels as an encoded picture."""
        task = self._pool.start(partial(_encode, image))
        self._pixels_task.watch(
            task, lambda data: self.pictures_given.emit((PictureTerm(image=data),)), self.failed.emit
        )

    def _on_looked_at(self, found: tuple[Path | None, tuple[Path, ...]]) -> None:
        folder, files = found
        if folder is not None:
            self.folder_given.emit(folder)
        elif files:
            self.pictures_given.emit(tuple(PictureTerm(path=path) for path in files))


def _look_at(paths: tuple[Path, ...]) -> tuple[Path | None, tuple[Path, ...]]:
    """Return the first folder, otherwise the files.

    Raises:
        FolderMissing: None of them is there: a dead link, or a drive that is gone.
    """
    folder = next((path for path in paths if path.is_dir()), None)
    files = tuple(path for path in paths if path.is_file())[:MAX_AT_ONCE]
    if folder is None and not files:
        raise FolderMissing(
            translate("GivenPictures", "This is not there any more."),
            hint=translate("GivenPictures", "Was its drive unplugged?"),
            path=paths[0],
        )
    return folder, files


def _encode(image: QImage) -> bytes:
    side = QImage(image)
    if max(side.width(), side.height()) > SENT_PX:
        side = side.scaled(
            SENT_PX, SENT_PX, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(side)
    buffer.close()
    return bytes(data.data())
