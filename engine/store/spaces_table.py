"""The spaces vectors live in, one per encoder fingerprint: the table `spaces`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from engine.errors import CheckpointMismatch
from engine.records import SpaceId
from engine.store.database import LibraryDatabase, Transaction
from engine.store.row_lists import id_list


@dataclass(frozen=True, slots=True)
class SpaceRecord:
    """One space.

    Attributes:
        space_id: Its id.
        fingerprint: Of weights, preprocessing and projection together.
        name: The model's name when the space was made.
        dim: Numbers per vector.
        embedded: Contents with a file that are complete in it.
        missing: Contents with a file that are not.
    """

    space_id: SpaceId
    fingerprint: str
    name: str
    dim: int
    embedded: int
    missing: int


class SpacesTable:
    """Reads and writes spaces."""

    def __init__(self, database: LibraryDatabase) -> None:
        self._database = database

    def find(self, fingerprint: str) -> SpaceId | None:
        """Return the space of an encoder, or None when nothing was embedded with it yet."""
        row = self._database.one("SELECT id FROM spaces WHERE fingerprint = ?", [fingerprint])
        return None if row is None else SpaceId(row[0])

    def all(self) -> tuple[SpaceRecord, ...]:
        """Return every space, oldest first."""
        rows = self._database.query(
            """
            SELECT s.id, s.fingerprint, s.name, s.dim,
                (SELECT count(*) FROM embeddings e JOIN contents c ON c.id = e.content_id
                 WHERE e.space_id = s.id AND c.orphaned_s IS NULL),
                (SELECT count(*) FROM contents WHERE orphaned_s IS NULL)
            FROM spaces s ORDER BY s.id
            """
        )
        return tuple(
            SpaceRecord(SpaceId(space_id), fingerprint, name, dim, embedded, total - embedded)
            for space_id, fingerprint, name, dim, embedded, total in rows
        )

    def put(self, tx: Transaction, fingerprint: str, name: str, dim: int) -> SpaceId:
        """Return the space of an encoder, made now if it is new.

        Raises:
            CheckpointMismatch: The same fingerprint is known with another number of dimensions.
        """
        row = self._database.one("SELECT id, dim FROM spaces WHERE fingerprint = ?", [fingerprint])
        if row is None:
            sql = "INSERT INTO spaces (fingerprint, name, dim) VALUES (?, ?, ?) RETURNING id"
            return SpaceId(tx.insert(sql, (fingerprint, name, dim)))
        if row[1] != dim:
            raise CheckpointMismatch(f"The model {name} gives {dim} numbers per picture, but gave {row[1]} before.")
        return SpaceId(row[0])

    def keep_only(self, tx: Transaction, keep: Collection[SpaceId]) -> list[SpaceId]:
        """Delete all other spaces with their vectors, and the frames that have a vector in no space; return them."""
        rows = self._database.query(
            "SELECT id FROM spaces WHERE id NOT IN (SELECT value FROM json_each(?)) ORDER BY id", [id_list(keep)]
        )
        tx.run_many("DELETE FROM spaces WHERE id = ?", rows)
        if rows:
            tx.run("DELETE FROM frames WHERE NOT EXISTS (SELECT 1 FROM vectors WHERE frame_id = frames.id)")
        return [SpaceId(row[0]) for row in rows]
