"""The door to a library's database: one object per library, one attribute per table."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Self

from engine.store.caption_vectors_table import CaptionVectorsTable
from engine.store.captions_table import CaptionsTable
from engine.store.chosen_models_table import ChosenModelsTable
from engine.store.columns_reader import ColumnsReader
from engine.store.database import LibraryDatabase, Transaction
from engine.store.favourites_table import FavouritesTable
from engine.store.files_table import FilesTable
from engine.store.folder_digests_table import FolderDigestsTable
from engine.store.folders_table import FoldersTable
from engine.store.frames_table import FramesTable
from engine.store.left_out_table import LeftOutTable
from engine.store.media_table import MediaTable
from engine.store.notes_table import NotesTable
from engine.store.own_tables import OwnTables
from engine.store.problems_table import ProblemsTable
from engine.store.searches_table import SearchesTable
from engine.store.signatures_table import SignaturesTable
from engine.store.spaces_table import SpacesTable
from engine.store.vectors_table import VectorsTable


class Store:
    """A library's database; may be used from any thread.

    Methods that change something take the transaction of `write()`; the others read, each in a snapshot of its own.
    """

    def __init__(self, database: LibraryDatabase) -> None:
        self._database = database
        self.media = MediaTable(database)
        self.files = FilesTable(database)
        self.folder_digests = FolderDigestsTable(database)
        self.frames = FramesTable(database)
        self.vectors = VectorsTable(database)
        self.folders = FoldersTable(database)
        self.spaces = SpacesTable(database)
        self.problems = ProblemsTable(database)
        self.captions = CaptionsTable(database)
        self.caption_vectors = CaptionVectorsTable(database)
        self.chosen_models = ChosenModelsTable(database)
        self.favourites = FavouritesTable(database)
        self.searches = SearchesTable(database)
        self.signatures = SignaturesTable(database)
        self.left_out = LeftOutTable(database)
        self.notes = NotesTable(database)
        self.columns = ColumnsReader(database)
        self.own = OwnTables(database)

    @classmethod
    def open(cls, library_dir: Path, read_only: bool = False) -> Self:
        """Open the library in this folder, made and brought to the current schema unless `read_only`.

        Raises:
            FolderMissing: There is no library there and `read_only` is set.
            StoreLocked: Another process writes to this library.
            StoreCorrupt: The file is not a library, or damaged.
            StoreTooNew: A newer version wrote it.
            DiskFull: The folder or file cannot be created or written.
        """
        return cls(LibraryDatabase(library_dir, read_only=read_only))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def library_dir(self) -> Path:
        """The folder that holds the database and its caches."""
        return self._database.path.parent

    @property
    def is_read_only(self) -> bool:
        """Whether `write()` is refused."""
        return self._database.read_only

    def write(self) -> AbstractContextManager[Transaction]:
        """Return a write transaction: stored as a whole at the end of the block, or not at all.

        Reads of the same thread inside the block see what it wrote. Transactions do not nest.
        """
        return self._database.write()

    def change_mark(self, *tables: str) -> tuple[int, ...]:
        """Return something that differs from what this thread got before, once one of the tables was changed since.

        Rows that go along with those they refer to are not counted: name the tables referred to as well.
        """
        return self._database.change_mark(tables)

    def write_for_the_last_time(self) -> AbstractContextManager[None]:
        """Keep everybody from writing while the block lasts, and for ever after should it come to its end."""
        return self._database.write_for_the_last_time()

    def damage(self) -> list[str]:
        """Return what SQLite's own checks complain about; empty for a sound database."""
        return self._database.damage()

    def dangling(self) -> list[str]:
        """Return in words which rows refer to something that is not there."""
        return [f"rows of {table} refer to missing {parent}" for table, _, parent in self._database.dangling()]

    def remove_dangling(self, tx: Transaction) -> None:
        """Delete the rows that refer to something that is not there."""
        for table, column, parent in self._database.dangling():
            if table == "files":
                tx.run("DELETE FROM folder_digests")
            tx.run(f"DELETE FROM {table} WHERE {column} NOT IN (SELECT id FROM {parent})")

    def close(self) -> None:
        """Close all connections and let go of the lock. Safe to call twice."""
        self._database.close()
