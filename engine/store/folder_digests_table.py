"""What a folder looked like when its files were found to be as the library knows them: the table `folder_digests`.

A row promises that the files directly in the folder are those of `files`, with these sizes and times, as long as the
folder still has this digest. Whoever writes a row of `files` takes the promise back in the same transaction.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.store.database import LibraryDatabase, Transaction
from engine.store.path_bytes import prefix_range

_SEPARATOR: Final = os.fsencode(os.sep)


@dataclass(frozen=True, slots=True)
class FolderDigest:
    """A folder whose files were as the library knows them.

    Attributes:
        folder: Its path as stored, with a separator at its end.
        digest: Of what it lists: names, sizes, times, and the rules by which files are taken.
        files: How many of its files the library knows.
    """

    folder: bytes
    digest: bytes
    files: int


class FolderDigestsTable:
    """Reads and writes digests of folders."""

    def __init__(self, database: LibraryDatabase) -> None:
        self._database = database

    def under(self, roots: Iterable[Path]) -> dict[bytes, FolderDigest]:
        """Return what is known of the roots and the folders below them, by folder."""
        sql = "SELECT folder, digest, files FROM folder_digests WHERE folder >= ? AND folder < ?"
        rows = (row for root in roots for row in self._database.query(sql, prefix_range(root)))
        return {row[0]: FolderDigest(*row) for row in rows}

    def put(self, tx: Transaction, digests: Iterable[FolderDigest]) -> None:
        """Note what folders look like whose files are as `files` has them, in the place of what was noted before."""
        sql = "INSERT OR REPLACE INTO folder_digests (folder, digest, files) VALUES (?, ?, ?)"
        tx.run_many(sql, [(item.folder, item.digest, item.files) for item in digests])


def folder_of(path: bytes) -> bytes:
    """Return the folder of a file, both as stored, with a separator at its end."""
    return path[: path.rfind(_SEPARATOR) + 1]


def take_back(tx: Transaction, paths: Iterable[bytes]) -> None:
    """Forget what the folders of these files looked like: their rows are being written."""
    tx.run_many("DELETE FROM folder_digests WHERE folder = ?", [(folder,) for folder in {*map(folder_of, paths)}])
