"""Adding, removing and indexing folders, without widgets: cost is told first, one thing follows another."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app import human_text
from app.services import Services
from app.tasks import LatestTask, Task
from app.translation import translate
from engine.library_records import (
    Density,
    FileProblem,
    FolderLoss,
    FolderState,
    IndexEstimate,
    IndexHold,
    IndexReport,
    LibraryStatus,
)
from engine.records import FolderId

ASK_ABOVE_S = 120.0


@dataclass(frozen=True, slots=True)
class PendingFolder:
    """A folder whose cost is known and that waits for a yes."""

    path: Path
    estimate: IndexEstimate


class LibrarySession(QObject):
    """Estimates before it adds; asks where clips or minutes are at stake; indexes what was added."""

    estimating = Signal(object)  # Task
    consent_wanted = Signal(object)  # PendingFolder
    index_started = Signal(object)  # Task
    index_finished = Signal(object)  # IndexReport
    index_ended = Signal()  # finished, cancelled or failed
    problems_listed = Signal(object)  # tuple of FileProblem
    problems_exported = Signal(object)  # Path of the table
    sizes_measured = Signal(object)  # LibrarySizes
    loss_counted = Signal(object, object)  # FolderState, FolderLoss
    patterns_changed = Signal(object)  # PatternChange
    failed = Signal(object)  # Exception

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._operations = services.operations
        self._estimate, self._problems, self._loss = LatestTask(self), LatestTask(self), LatestTask(self)
        self._sizes = LatestTask(self)
        self._asked_about: FolderState | None = None
        self._was_stopped = False
        self._estimated_path: Path | None = None
        self._pending: PendingFolder | None = None
        self._index_tasks: list[Task] = []
        self._problem_count = -1
        services.engine.status_changed.connect(self._on_status_changed)
        services.engine.upkeep_started.connect(self._on_upkeep_started)

    @property
    def pending(self) -> PendingFolder | None:
        """The folder that waits for a yes."""
        return self._pending

    @property
    def is_indexing(self) -> bool:
        """Whether the library is being brought up to date."""
        return bool(self._index_tasks)

    def propose_folder(self, path: Path) -> None:
        """Find out what adding a folder costs; adds it at once where that is next to nothing."""
        self._pending = None
        self._estimated_path = path
        task = self._operations.estimate_cost([path])
        self._estimate.watch(task, self._on_estimated, self.failed.emit)
        self.estimating.emit(task)

    def consent(self, density: Density | None = None) -> None:
        """Add the folder that waits, and index it, its clips with a density where one is given."""
        pending, self._pending = self._pending, None
        if pending is None:
            return
        if density is not None and density is not pending.estimate.density and pending.estimate.densities:
            task = self._operations.set_density(density)
            task.failed.connect(self.failed)
            task.returned.connect(lambda _: self._add(pending.path))
        else:
            self._add(pending.path)

    def set_density(self, density: Density, *, again: bool) -> None:
        """Look at clips with this density from now on, and at those that are known too where they are to be again."""
        self._stop_runs()
        task = self._operations.set_density(density, again=again)
        task.failed.connect(self.failed)
        if again or self._was_stopped:
            task.returned.connect(lambda _: self.update())

    def decline(self) -> None:
        """Forget the folder that waits or is being looked through."""
        self._pending = None
        self._estimate.drop()

    def count_loss(self, folder: FolderState) -> None:
        """Find out what could no longer be found without a folder."""
        self._asked_about = folder
        self._loss.watch(self._operations.count_loss(folder.folder_id), self._on_loss_counted, self.failed.emit)

    def pause_folder(self, folder: FolderState, *, is_paused: bool) -> None:
        """Let a folder rest, or look through it again from now on."""
        self._stop_runs()
        task = self._operations.pause_folder(folder.folder_id, is_paused=is_paused)
        task.failed.connect(self.failed)
        if not is_paused:
            task.returned.connect(lambda _: self._index((folder.path,)))
        elif self._was_stopped:
            task.returned.connect(lambda _: self.update())

    def set_paused(self, *, is_paused: bool) -> None:
        """Pause all indexing, over restarts too, or go on."""
        self._operations.set_paused(is_paused=is_paused).failed.connect(self.failed)

    def go_on(self) -> None:
        """Go on with the run that waits."""
        self._operations.go_on().failed.connect(self.failed)

    def measure_sizes(self) -> None:
        """Ask how much room the library takes on its disk; a failure is nothing to bother anybody with."""
        self._sizes.watch(self._operations.measure_sizes(), self.sizes_measured.emit, lambda _: None)

    def look_now(self, folder: FolderState) -> None:
        """Look through one folder for what is new, changed or gone."""
        self._index((folder.path,))

    def set_patterns(self, changes: Mapping[FolderId | None, str]) -> None:
        """Leave this out from now on: by folder, None for every folder; then look for what no longer is."""
        self._stop_runs()
        tasks = [self._operations.set_patterns(text, folder_id) for folder_id, text in changes.items()]
        for task in tasks:
            task.failed.connect(self.failed)
            task.returned.connect(self.patterns_changed)
        if tasks:
            tasks[-1].returned.connect(lambda _: self.update())

    def remove_folder(self, folder_id: FolderId) -> None:
        """Take a folder out of the library; its files are not touched."""
        self._operations.remove_folder(folder_id).failed.connect(self.failed)

    def update(self) -> None:
        """Bring every folder up to date."""
        self._index(())

    def forget_missing(self, folder: Path) -> None:
        """Take out the files of a folder that are gone all at once: the person says that this was meant."""
        task = self._operations.forget_missing(folder)
        task.returned.connect(self.index_finished)
        self._follow(task)

    def list_problems(self) -> None:
        """Ask for the files that could not be read."""
        self._problems.watch(self._operations.list_problems(), self._on_problems, self.failed.emit)

    def retry_problems(self, paths: tuple[Path, ...]) -> None:
        """Read files again that could not be read, all where none are named."""
        task = self._operations.retry_problems(paths)
        task.returned.connect(self.index_finished)
        self._follow(task)

    def export_problems(self, table: Path) -> None:
        """Write the files that could not be read into a table."""
        task = self._operations.export_problems(table)
        task.failed.connect(self.failed)
        task.returned.connect(lambda _: self.problems_exported.emit(table))

    def _add(self, path: Path) -> None:
        task = self._operations.add_folder(path)
        task.returned.connect(self._on_folder_added)
        task.failed.connect(self.failed)

    def _index(self, paths: tuple[Path, ...]) -> None:
        task = self._operations.index(paths)
        task.returned.connect(self.index_finished)
        self._follow(task)

    def _follow(self, task: Task) -> None:
        self._index_tasks.append(task)
        task.failed.connect(self.failed)
        task.finished.connect(self._on_index_ended)
        self.index_started.emit(task)

    def _stop_runs(self) -> None:
        """Stop what indexes, because what it was to do is about to change; it is taken up again afterwards."""
        self._was_stopped = self.is_indexing
        for task in self._index_tasks:
            task.cancel()

    def _on_loss_counted(self, loss: FolderLoss) -> None:
        if self._asked_about is not None:
            self.loss_counted.emit(self._asked_about, loss)

    def _on_estimated(self, estimate: IndexEstimate) -> None:
        path, self._estimated_path = self._estimated_path, None
        if path is None:
            return
        if estimate.clips or estimate.seconds > ASK_ABOVE_S or not estimate.photos:
            self._pending = PendingFolder(path, estimate)
            self.consent_wanted.emit(self._pending)
        else:
            self._add(path)

    def _on_folder_added(self, folder: FolderState) -> None:
        self._index((folder.path,))

    def _on_index_ended(self) -> None:
        self._index_tasks = [task for task in self._index_tasks if not task.is_finished]
        self.list_problems()
        self.index_ended.emit()

    def _on_upkeep_started(self, task: Task) -> None:
        """The engine noticed changes: they are shown as they come, and said nothing about afterwards."""
        self._follow(task)

    def _on_problems(self, problems: tuple[FileProblem, ...]) -> None:
        self.problems_listed.emit(problems)

    def _on_status_changed(self, status: LibraryStatus) -> None:
        if status.problems != self._problem_count:
            self._problem_count = status.problems
            self.list_problems()


def with_density(estimate: IndexEstimate, density: Density) -> IndexEstimate:
    """Return an estimate as it is with another density."""
    cost = next((cost for cost in estimate.densities if cost.density is density), None)
    if cost is None:
        return estimate
    return dataclasses.replace(
        estimate, density=density, frames=cost.frames, seconds=cost.seconds, disk_bytes=cost.disk_bytes
    )


def describe_estimate(estimate: IndexEstimate) -> str:
    """Say what a folder holds and costs, in two sentences."""
    if not estimate.photos and not estimate.clips:
        return translate(
            "LibrarySession",
            "No photos or clips were found in this folder. It can be added all the same and is looked at again later.",
        )
    held = human_text.photos_and_clips(estimate.photos, estimate.clips)
    if estimate.clips:
        held = translate("LibrarySession", "{found} ({duration} of video)").format(
            found=held, duration=human_text.duration(estimate.clip_seconds)
        )
    return translate(
        "LibrarySession", "{found}. Indexing takes {duration} and {size} on disk; you can search meanwhile."
    ).format(found=held, duration=human_text.about(estimate.seconds), size=human_text.size(estimate.disk_bytes))


def describe_report(report: IndexReport) -> str:
    """Say what an indexing run did, in one or two sentences."""
    done = translate("LibrarySession", "{found} can be searched.").format(
        found=human_text.photos_and_clips(report.photos, report.clips)
    )
    if report.problems:
        failed = translate("LibrarySession", "%Ln file(s) could not be read.", "", len(report.problems))
        done = f"{done} {failed}"
    return done


def describe_loss(loss: FolderLoss) -> str:
    """Say what could no longer be found without a folder."""
    if not loss.photos and not loss.clips:
        return translate(
            "LibrarySession", "Nothing is lost: what lies in it is found elsewhere too. The files stay as they are."
        )
    found = human_text.photos_and_clips(loss.photos, loss.clips)
    if not loss.captioned and not loss.favourites:
        return translate(
            "LibrarySession", "{found} can no longer be found here. The files themselves stay as they are."
        ).format(found=found)
    return translate(
        "LibrarySession",
        "{found} can no longer be found here; {captioned} of them have captions, {favourites} are favourites. Both are "
        "kept for when the files come back. The files themselves stay as they are.",
    ).format(found=found, captioned=human_text.number(loss.captioned), favourites=human_text.number(loss.favourites))


def describe_hold(hold: IndexHold) -> str:
    """Say why indexing waits."""
    if hold is IndexHold.PAUSED:
        return translate("LibrarySession", "Paused. What was indexed so far can be searched.")
    if hold is IndexHold.BATTERY:
        return translate("LibrarySession", "Waits until the computer is plugged in or its battery is fuller.")
    if hold is IndexHold.ACTIVE:
        return translate("LibrarySession", "Waits until nobody uses the computer.")
    return translate("LibrarySession", "Waits for the hours that the settings name.")
