"""A `Reporter` that draws a bar on a terminal and is silent anywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from engine import jobs
from engine.cli.output import note_console, printable
from engine.jobs import Reporter, ignore_progress


@contextmanager
def progress_bar() -> Iterator[Reporter]:
    """Give a reporter; its bar is on standard error, at most ten updates a second, and leaves nothing behind."""
    console = note_console()
    if not console.is_terminal:
        yield ignore_progress
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[eta]}", markup=False),
    )
    with Progress(*columns, console=console, transient=True, refresh_per_second=10) as bar:
        task = bar.add_task("Starting", total=None, eta="")

        def report(progress: jobs.Progress, /) -> None:
            bar.update(
                task,
                completed=progress.done,
                total=progress.total,
                description=printable(progress.text),
                eta=time_left(progress.eta_s),
            )

        yield report


def time_left(seconds: float | None) -> str:
    """Write a remaining time the way a person would say it, or nothing while it is unknown."""
    if seconds is None:
        return ""
    if seconds < 90:
        return f"{max(1, round(seconds))} s left"
    if seconds < 90 * 60:
        return f"{round(seconds / 60)} min left"
    return f"{seconds / 3600:.1f} h left"
