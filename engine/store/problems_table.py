"""Files that could not be indexed, kept until they change: the table `problems`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine.library_records import FileProblem
from engine.store.database import LibraryDatabase, Transaction
from engine.store.media_filter import path_conditions
from engine.store.path_bytes import decode_path, encode_path, storable_text


@dataclass(frozen=True, slots=True)
class ProblemRecord:
    """A problem and the state of the file that had it; another size or time earns another try."""

    path: Path
    code: str
    text: str
    size_bytes: int
    mtime_ns: int

    def to_problem(self) -> FileProblem:
        """Return what the person is shown."""
        try:
            modified_at = datetime.fromtimestamp(self.mtime_ns / 1e9) if self.mtime_ns else None
        except (OverflowError, OSError, ValueError):  # a file may claim any time
            modified_at = None
        return FileProblem(self.path, self.code, self.text, modified_at)


class ProblemsTable:
    """Reads and writes problems."""

    def __init__(self, database: LibraryDatabase) -> None:
        self._database = database

    def all(self) -> tuple[FileProblem, ...]:
        """Return every problem, by path."""
        rows = self._database.query("SELECT path, code, text, size_bytes, mtime_ns FROM problems ORDER BY path")
        return tuple(ProblemRecord(decode_path(row[0]), *row[1:]).to_problem() for row in rows)

    def under(self, roots: Sequence[Path]) -> dict[Path, ProblemRecord]:
        """Return the problems at or below the roots, by path."""
        select = "SELECT path, code, text, size_bytes, mtime_ns FROM problems WHERE "
        rows = {
            row[0]: row
            for condition, params in path_conditions(roots)
            for row in self._database.query(select + condition, params)
        }
        records = (ProblemRecord(decode_path(path), *row[1:]) for path, row in sorted(rows.items()))
        return {record.path: record for record in records}

    def count(self, roots: Sequence[Path] | None = None) -> int:
        """Count problems, in all or at and below `roots`."""
        if roots is not None:
            return len(self.under(roots))
        return int(self._database.query("SELECT count(*) FROM problems")[0][0])

    def put(self, tx: Transaction, problem: ProblemRecord) -> None:
        """Note a problem; an older one of the same file is replaced."""
        tx.run(
            "INSERT OR REPLACE INTO problems (path, code, text, size_bytes, mtime_ns) VALUES (?, ?, ?, ?, ?)",
            (
                encode_path(problem.path),
                problem.code,
                storable_text(problem.text),
                problem.size_bytes,
                problem.mtime_ns,
            ),
        )

    def make_due(self, tx: Transaction, paths: Collection[Path]) -> None:
        """Have these files looked at again although they have not changed."""
        tx.run_many("UPDATE problems SET size_bytes = -1 WHERE path = ?", [(encode_path(path),) for path in paths])

    def remove(self, tx: Transaction, paths: Collection[Path]) -> None:
        """Forget the problems of these files."""
        tx.run_many("DELETE FROM problems WHERE path = ?", [(encode_path(path),) for path in paths])
