"""The files that could not be indexed: tried again when asked for, and written down as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Protocol

from engine.jobs import CancelToken, Reporter, ignore_progress
from engine.library.caption_csv import shown_as_text, write_table
from engine.library_records import IndexReport
from engine.store import Store


class LookAgain(Protocol):
    """Looks at files; returns what came of it, and whether a scan of everything is needed as well."""

    def __call__(self, paths: Collection[Path], *, cancel: CancelToken, report: Reporter) -> tuple[IndexReport, bool]:
        """Look at these files."""


class Troubles:
    """The problems of one library."""

    def __init__(self, store: Store, look: LookAgain, scan: Callable[..., IndexReport]) -> None:
        """Take what looks at some files, and what brings everything up to date."""
        self._store = store
        self._look = look
        self._scan = scan

    def retry_problems(
        self, paths: Collection[Path] = (), *, cancel: CancelToken | None = None, report: Reporter = ignore_progress
    ) -> IndexReport:
        """Read these files again, or all that could not be read, although they have not changed.

        Stopped half-way, the rest is read again by the next update.

        Raises:
            Cancelled: A stop was asked for.
            DiskFull: The library cannot be written.
        """
        cancel = cancel or CancelToken()
        due = tuple(paths) or tuple(problem.path for problem in self._store.problems.all())
        with self._store.write() as tx:
            self._store.problems.make_due(tx, due)
        outcome, needs_scan = self._look(due, cancel=cancel, report=report)
        return self._scan(cancel=cancel, report=report) if needs_scan else outcome

    def export_problems(self, table: Path) -> int:
        """Write the list of problems as a CSV, all of it or nothing; return how many there are.

        Raises:
            BadData: The name is that of a photo or clip.
            DiskFull: It cannot be written.
        """
        problems = self._store.problems.all()
        page = io.StringIO(newline="")
        writer = csv.writer(page, lineterminator="\n")
        writer.writerow(("path", "kind", "problem", "modified_at"))
        for problem in problems:
            moment = "" if problem.modified_at is None else problem.modified_at.isoformat(timespec="seconds")
            path = str(problem.path).encode("utf-8", "backslashreplace").decode()
            writer.writerow((shown_as_text(path), problem.code, shown_as_text(problem.text), moment))
        write_table(table, [page.getvalue()])
        return len(problems)
