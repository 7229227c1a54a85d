"""A backup that the window wants put in place: noted now, carried out when the library is next opened, before it is."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path
from typing import Final

from engine.library.backups import restore_backup

_log = logging.getLogger(__name__)

NOTE_NAME: Final = "restore.json"
_LONGEST_NOTE: Final = 100_000


def note_restore(library_dir: Path, folder: Path) -> None:
    """Have a backup restored by the next opening.

    Raises:
        OSError: It cannot be noted.
    """
    note = library_dir / NOTE_NAME
    note.unlink(missing_ok=True)
    with os.fdopen(os.open(note, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        json.dump({"folder": str(folder)}, file)


def restore_as_noted(library_dir: Path) -> None:
    """Restore the backup that was noted, if one was. A restore that fails is not tried again.

    Raises:
        EngineError: It could not be restored; the library is as it was. See `restore_backup`.
    """
    note = library_dir / NOTE_NAME
    try:
        with note.open(encoding="utf-8") as file:
            folder = Path(str(json.loads(file.read(_LONGEST_NOTE))["folder"]))
    except FileNotFoundError:
        return
    except (OSError, ValueError, TypeError, KeyError):
        _log.warning("The note of what to restore could not be read.")
        note.unlink(missing_ok=True)
        return
    note.unlink(missing_ok=True)
    outcome = restore_backup(library_dir, folder)
    _log.info("Restored %s; the database before it is kept as %s", folder, outcome.replaced)
