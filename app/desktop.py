"""What leaves the window for other programs: opening files, showing them in their folder, copying paths."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, QProcess, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage

from app.translation import translate
from engine.errors import EngineError, FolderMissing


class NoProgram(EngineError):
    """The desktop knows no program for a file."""

    code = "no-program"


def open_file(path: Path) -> None:
    """Open a file in the program the person chose for its kind.

    Raises:
        FolderMissing: The file is gone.
        NoProgram: The desktop could not open it.
    """
    _require(path)
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        raise NoProgram(translate("Desktop", "No program is set up to open this file."), path=path)


def show_in_folder(path: Path) -> None:
    """Open the folder of a file, with the file marked where the platform can.

    Raises:
        FolderMissing: The file is gone.
        NoProgram: The desktop could not open the folder.
    """
    _require(path)
    if sys.platform == "win32":
        QProcess.startDetached("explorer", ["/select,", str(path)])
    elif sys.platform == "darwin":
        QProcess.startDetached("open", ["-R", str(path)])
    elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))):
        raise NoProgram(translate("Desktop", "No file manager is set up on this desktop."), path=path.parent)


def programs_folder() -> str:
    """Return where programs usually are."""
    return {"win32": "C:\\Program Files", "darwin": "/Applications"}.get(sys.platform, "/usr/bin")  # not shown


def open_with(path: Path, program: Path) -> None:
    """Open a file in a program of the person's choice.

    Raises:
        FolderMissing: The file is gone.
        NoProgram: The program could not be started.
    """
    _require(path)
    command = ["open", "-a", str(program)] if sys.platform == "darwin" else [str(program)]
    process = QProcess()
    process.setProgram(command[0])
    process.setArguments([*command[1:], str(path)])
    if not process.startDetached()[0]:
        raise NoProgram(translate("Desktop", "{name} could not be started.").format(name=program.name), path=program)


def copy_picture(image: QImage, path: Path) -> None:
    """Put a picture on the clipboard as pixels, and as the file it comes from."""
    data = QMimeData()
    data.setImageData(image)
    data.setUrls([QUrl.fromLocalFile(str(path))])
    QGuiApplication.clipboard().setMimeData(data)


def copy_path(path: Path) -> None:
    """Put the path on the clipboard as text."""
    QGuiApplication.clipboard().setText(str(path))


def _require(path: Path) -> None:
    if not path.exists():
        raise FolderMissing(
            translate("Desktop", "This file is not there any more."),
            hint=translate("Desktop", "Was its drive unplugged, or was it moved?"),
            path=path,
        )
