"""Which model a library was told to use, and which before: the table `chosen_models`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine.store.database import LibraryDatabase, Transaction
from engine.store.media_filter import local_time_text
from engine.store.path_bytes import decode_path, encode_path


@dataclass(frozen=True, slots=True)
class ChosenModel:
    """One choice.

    Attributes:
        fingerprint: Of weights, preprocessing and projection together: what the space is known by.
        name: The model's name then.
        path: Its folder then.
        chosen_at: Local time.
    """

    fingerprint: str
    name: str
    path: Path
    chosen_at: datetime


class ChosenModelsTable:
    """Reads and writes the history of choices."""

    def __init__(self, database: LibraryDatabase) -> None:
        self._database = database

    def newest_first(self) -> tuple[ChosenModel, ...]:
        """Return every choice, the one in force first; nothing for a library that was never told."""
        rows = self._database.query("SELECT fingerprint, name, path, chosen_at FROM chosen_models ORDER BY id DESC")
        return tuple(
            ChosenModel(fingerprint, name, decode_path(path), datetime.fromisoformat(chosen_at))
            for fingerprint, name, path, chosen_at in rows
        )

    def put(self, tx: Transaction, choice: ChosenModel) -> None:
        """Put a choice into force."""
        tx.run(
            "INSERT INTO chosen_models (fingerprint, name, path, chosen_at) VALUES (?, ?, ?, ?)",
            (choice.fingerprint, choice.name, encode_path(choice.path), local_time_text(choice.chosen_at)),
        )
