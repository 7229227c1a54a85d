"""The care of one library's own data: how much room it takes, backups, restoring, and moving to another disk."""

from __future__ import annotations

from pathlib import Path

from engine.errors import DiskFull
from engine.jobs import CancelToken, Reporter, ignore_progress
from engine.library.backups import check_backup, merge_own_data, write_backup
from engine.library.disk_use import library_sizes
from engine.library.folder_list import absolute_path
from engine.library.moving import forget_old_copy, move_library, old_copy
from engine.library.pending_restore import note_restore
from engine.library_records import BackupInfo, BackupReport, LibraryMove, LibrarySizes, RestoreReport
from engine.store import Store


class Care:
    """Belongs to one open library."""

    def __init__(self, store: Store, opened_as: Path, models_dir: Path) -> None:
        """Take the store, the folder that was asked for (another, where the library was moved), and that of models."""
        self._store = store
        self._opened_as = opened_as
        self._models_dir = models_dir

    @property
    def old_copy(self) -> Path | None:
        """What stayed behind when the library was moved, None where nothing did."""
        return old_copy(self._opened_as, self._store.library_dir)

    def sizes(self, *, cancel: CancelToken | None = None) -> LibrarySizes:
        """Say how much room the library takes; see `library_sizes`."""
        return library_sizes(self._store.library_dir, self._models_dir, cancel or CancelToken())

    def back_up(
        self,
        folder: Path,
        own_only: bool = False,  # as it is asked for
        *,
        cancel: CancelToken | None = None,
        report: Reporter = ignore_progress,
    ) -> BackupReport:
        """Write a backup into a new or empty folder; see `write_backup` for what may go wrong."""
        target = absolute_path(folder)
        return write_backup(self._store, target, own_only=own_only, cancel=cancel or CancelToken(), report=report)

    def check_backup(
        self, folder: Path, *, cancel: CancelToken | None = None, report: Reporter = ignore_progress
    ) -> BackupInfo:
        """See whether a backup is whole, and say what it is; see `check_backup` for what may go wrong."""
        return check_backup(absolute_path(folder), cancel=cancel or CancelToken(), report=report)

    def restore_next_time(self, folder: Path) -> None:
        """Have a backup put in the place of the database by the next opening of the library.

        Raises:
            DiskFull: The library's folder cannot be written.
        """
        library_dir = self._store.library_dir
        try:
            note_restore(library_dir, absolute_path(folder))
        except OSError as error:
            raise DiskFull(
                f"The library folder {library_dir} cannot be written: {error.strerror}.", path=library_dir
            ) from error

    def merge_own(self, folder: Path) -> RestoreReport:
        """Add captions, favourites, albums and searches of a backup; see `merge_own_data` for what may go wrong."""
        return merge_own_data(self._store, absolute_path(folder))

    def move(
        self, folder: Path, *, cancel: CancelToken | None = None, report: Reporter = ignore_progress
    ) -> LibraryMove:
        """Move the library; it has to be opened again afterwards. See `move_library` for what may go wrong."""
        return move_library(self._store, absolute_path(folder), cancel=cancel or CancelToken(), report=report)

    def forget_old_copy(self) -> int:
        """Delete what stayed behind when the library was moved; see `moving.forget_old_copy`."""
        return forget_old_copy(self._opened_as, self._store.library_dir)
