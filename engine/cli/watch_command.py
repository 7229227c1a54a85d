"""`evoke watch`: keep the library up to date until stopped."""

from __future__ import annotations

import contextlib
import queue
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from engine.cli.common_options import CommonOptions
from engine.cli.index_command import report_document
from engine.cli.interrupts import cancel_on_interrupt
from engine.cli.option_groups import flat_options
from engine.cli.output import print_json_line, print_line, print_note, print_table
from engine.errors import FolderMissing
from engine.jobs import CancelToken
from engine.records import FileProblem, IndexReport

if TYPE_CHECKING:
    from engine.library import Library
    from engine.media.watch import Changes

QUIET_S = 2.0
FULL_SCAN_S = 3600.0
_LOOK_EVERY_S = 0.2


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("watch")(flat_options(watch))


def watch(common: CommonOptions) -> None:
    """Keep the library up to date until stopped with Ctrl-C; with --json one document per line."""
    with cancel_on_interrupt() as cancel, common.open_library(writes=True) as library:
        folders = library.status().folders
        if not folders:
            raise FolderMissing("There is no folder to watch.", hint="Add one with evoke index DIR.")
        if not common.as_json:
            print_line(f"Watching {len(folders)} folders; stop with Ctrl-C.")
        known: frozenset[FileProblem] = frozenset()
        for report in reports(library, cancel):
            if common.as_json:
                print_json_line({"event": "indexed"} | report_document(report))
            else:
                _tell(report, known)
            known = frozenset(report.problems)


def reports(library: Library, cancel: CancelToken) -> Iterator[IndexReport]:
    """Index now, after every burst of changes and once an hour; yield what each run did, for ever.

    A change is only a hint to look: the run scans every folder. Changes while a run is under way lead to another run,
    and events lost for any reason cost a delay until the hourly scan, never a file. Folders may be away, all of them
    even, and come back.

    Raises:
        Cancelled: A stop was asked for.
        EngineError: The library cannot be written any more.
    """
    from engine.media.watch import FolderWatcher

    changes: queue.SimpleQueue[Changes] = queue.SimpleQueue()
    known = tuple(state.path for state in library.status().folders)
    is_waiting = is_told_of_polling = False
    while True:
        present = _present(known)
        folders = {path if path.is_dir() else path.parent for path in present}
        with FolderWatcher(folders, changes.put, quiet_s=QUIET_S) as watcher:
            if watcher.is_polling and not is_told_of_polling:
                is_told_of_polling = True
                print_note("The system gives no more notices of changes; looking every minute instead.")
            while present == _present(known):
                try:
                    report = library.index((), cancel=cancel)
                except FolderMissing as error:
                    if not is_waiting:
                        print_note(f"{error.user_text} Waiting until it is back.")
                    is_waiting = True
                else:
                    is_waiting = False
                    yield report
                _wait(changes, cancel, present, known)


def _present(paths: Sequence[Path]) -> dict[Path, int]:
    """Return which are there, and on which device: the empty place of a drive is not the folder that was watched."""
    found: dict[Path, int] = {}
    for path in paths:
        with contextlib.suppress(OSError):
            found[path] = path.stat().st_dev
    return found


def _wait(changes: queue.SimpleQueue[Changes], cancel: CancelToken, present: object, known: Sequence[Path]) -> None:
    """Return when something changed, or after an hour; everything reported until then is settled by one run."""
    for _ in range(round(FULL_SCAN_S / _LOOK_EVERY_S)):
        cancel.check()
        try:
            changes.get(timeout=_LOOK_EVERY_S)
        except queue.Empty:
            if present == _present(known):
                continue
        while not changes.empty():
            changes.get()
        return


def _tell(report: IndexReport, known: frozenset[FileProblem]) -> None:
    if report.embedded or report.removed:
        print_line(f"{report.embedded} embedded, {report.removed} gone; {report.frames} pictures are searchable.")
    new = [problem for problem in report.problems if problem not in known]
    print_table(("file", "why it cannot be read"), [(problem.path, problem.text) for problem in new])
