"""The libraries that were open last: one small file, shared by all windows of a person."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QIODevice, QLockFile, QSaveFile

from app.translation import translate
from engine.errors import EngineError
from engine.user_settings import default_library_dir

KEPT = 12
_LOCK_MS = 1000


class NoLibrary(EngineError):
    """A folder that holds no library and is no place for a new one."""

    code = "no-library"


class RecentLibraries:
    """Newest first. A file that is damaged or may not be written is the same as none."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def list_all(self) -> tuple[Path, ...]:
        """Return the libraries that were open, newest first, whether or not they are there now."""
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ()
        listed = stored.get("libraries") if isinstance(stored, dict) else None
        texts = [text for text in listed if isinstance(text, str)] if isinstance(listed, list) else []
        return tuple(Path(text) for text in dict.fromkeys(texts) if Path(text).is_absolute())[:KEPT]

    def note(self, library_dir: Path) -> None:
        """Put a library at the top."""
        self._change(lambda known: [library_dir, *(path for path in known if path != library_dir)][:KEPT])

    def forget(self, library_dir: Path) -> None:
        """Take a library off the list; the library itself stays as it is."""
        self._change(lambda known: [path for path in known if path != library_dir])

    def _change(self, change: Callable[[tuple[Path, ...]], Iterable[Path]]) -> None:
        lock = QLockFile(f"{self._path}.lock")  # another window may be writing
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            return
        lock.tryLock(_LOCK_MS)
        texts = [str(path) for path in change(self.list_all())]
        target = QSaveFile(str(self._path))
        if target.open(QIODevice.OpenModeFlag.WriteOnly):
            target.write(json.dumps({"libraries": texts}, indent=1).encode("utf-8", "surrogatepass"))
            target.commit()
        lock.unlock()


def library_name(library_dir: Path) -> str:
    """Return what a library is called: by its folder, the one that every person has by a word."""
    if library_dir == default_library_dir().expanduser().absolute():
        return translate("RecentLibraries", "My library")
    return library_dir.name or str(library_dir)


def holds_library(folder: Path) -> bool:
    """Whether a folder is a library."""
    return (folder / "evoke.db").is_file()


def check_place(folder: Path) -> None:
    """See to it that a folder is a library, or can become one.

    Raises:
        NoLibrary: It holds other things, or is not there.
    """
    try:
        if holds_library(folder) or not any(folder.iterdir()):
            return
    except OSError as error:
        text = translate("RecentLibraries", "This folder is not there or may not be read.")
        hint = translate("RecentLibraries", "Is its drive plugged in?")
        raise NoLibrary(text, hint=hint, path=folder) from error
    text = translate("RecentLibraries", "This folder holds other things and no library.")
    hint = translate(
        "RecentLibraries", "Choose a library, or an empty folder for a new one; photos stay where they are."
    )
    raise NoLibrary(text, hint=hint, path=folder)
