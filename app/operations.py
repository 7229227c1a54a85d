"""One function per thing a person can do; each returns a Task and knows no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.engine_client import EngineClient
from app.tasks import Task
from app.translation import translate
from engine.caption_records import CaptionShelf, CaptionSource, NewCaption, SidecarKind, TableReading
from engine.library_records import Density
from engine.model_records import FinetuneRequest
from engine.records import FolderId, MediaId, SearchRequest, WordWeight

SCREEN_PX = 2048
FULL_PX = 8192


class Operations:
    """The window's verbs, asked of one engine. The Task's `returned` carries what is named here."""

    def __init__(self, engine: EngineClient) -> None:
        self._engine = engine

    def list_media(self, request: SearchRequest) -> Task:
        """Find everything a request lets through, in order; returns a Listing. A newer one cancels an older one."""
        return self._engine.request("listing", {"request": request})

    def list_rows(self, request: SearchRequest, media_ids: NDArray[np.int64]) -> Task:
        """Fill in some rows of a listing; returns SearchHits."""
        return self._engine.request("rows", {"request": request, "media_ids": media_ids})

    def count_facets(self, request: SearchRequest) -> Task:
        """Count what each filter would show; returns Facets. A newer count cancels an older one."""
        return self._engine.request("facets", {"request": request})

    def trace_clip(self, request: SearchRequest, media_id: MediaId) -> Task:
        """Say how well a clip matches over its length; returns ClipCurves."""
        return self._engine.request("clip_curves", {"request": request, "media_id": media_id})

    def find_standing(self, request: SearchRequest, path: Path) -> Task:
        """Say where a file stands for a request, and what keeps it away; returns a Standing."""
        return self._engine.request("standing", {"request": request, "path": path})

    def list_to_caption(self, shelf: CaptionShelf) -> Task:
        """List what there is to caption; returns a Listing. A newer one cancels an older one."""
        return self._engine.request("to_caption", {"shelf": shelf})

    def list_captions(self, media_ids: Sequence[MediaId]) -> Task:
        """List the captions of photos and clips; returns OwnCaptions."""
        return self._engine.request("captions_of", {"media_ids": tuple(media_ids)})

    def change_captions(self, add: Sequence[NewCaption], remove: Sequence[int]) -> Task:
        """Write captions and take others out, all of it or nothing; returns a CaptionChange."""
        return self._engine.request("change_captions", {"add": tuple(add), "remove": tuple(remove)})

    def explain_captions(self, request: SearchRequest, media_id: MediaId) -> Task:
        """Say what the captions of a photo or clip do to its score; returns CaptionEffects."""
        return self._engine.request("caption_effects", {"request": request, "media_id": media_id})

    def measure_captions(self) -> Task:
        """Say how much of the library has captions; returns a CaptionCoverage."""
        return self._engine.request("caption_coverage")

    def prepare_captions(self, source: CaptionSource, table: Path | None, reading: TableReading) -> Task:
        """Read captions from elsewhere without importing them; returns a CaptionPreview."""
        title = translate("Operations", "Reading captions")
        args = {"source": source, "table": table, "reading": reading}
        return self._engine.request("prepare_captions", args, title=title)

    def import_prepared(self, ticket: int) -> Task:
        """Add captions that were read; returns a CaptionImport."""
        title = translate("Operations", "Importing captions")
        return self._engine.request("import_prepared", {"ticket": ticket}, title=title)

    def take_back_import(self, stamp: datetime) -> Task:
        """Take out what an import added; returns how many captions that were."""
        return self._engine.request("take_back_import", {"stamp": stamp})

    def forget_prepared(self, ticket: int) -> Task:
        """Let go of captions that were read; returns None."""
        return self._engine.request("forget_prepared", {"ticket": ticket})

    def export_captions(self, table: Path) -> Task:
        """Write the captions as a table; returns CaptionCounts."""
        title = translate("Operations", "Writing captions")
        return self._engine.request("export_captions", {"table": table}, title=title)

    def export_sidecars(self, kind: SidecarKind, folder: Path | None) -> Task:
        """Write a file for each captioned photo and clip, beside them without a folder; returns a SidecarExport."""
        title = translate("Operations", "Writing captions")
        return self._engine.request("export_sidecars", {"kind": kind, "folder": folder}, title=title)

    def mark_favourite(self, media_ids: Sequence[MediaId], *, is_favourite: bool) -> Task:
        """Mark photos and clips as favourites, or take the marks away; returns how many that changed."""
        args = {"media_ids": tuple(media_ids), "is_favourite": is_favourite}
        return self._engine.request("set_favourite", args)

    def list_history(self, limit: int) -> Task:
        """List what was looked for last; returns PastSearches, newest first."""
        return self._engine.request("history", {"limit": limit})

    def note_search(self, request: SearchRequest) -> Task:
        """Put a request at the top of the history; returns None."""
        return self._engine.request("note_search", {"request": request})

    def forget_searches(self, search_id: int | None = None) -> Task:
        """Take one request out of the history, or all; returns how many there were."""
        return self._engine.request("forget_searches", {"search_id": search_id})

    def list_albums(self) -> Task:
        """List the albums by name; returns PastSearches."""
        return self._engine.request("albums")

    def save_album(self, name: str, request: SearchRequest) -> Task:
        """Keep a request under a name; returns a PastSearch."""
        return self._engine.request("save_album", {"name": name, "request": request})

    def rename_album(self, album_id: int, name: str) -> Task:
        """Give an album another name; returns None."""
        return self._engine.request("rename_album", {"album_id": album_id, "name": name})

    def remove_album(self, album_id: int) -> Task:
        """Forget an album; its photos and clips stay where they are; returns None."""
        return self._engine.request("remove_album", {"album_id": album_id})

    def explain(
        self, query: str, path: Path, time_s: float | None = None, weights: tuple[WordWeight, ...] = ()
    ) -> Task:
        """Say why a photo or a frame matches; returns an Explanation. A newer one cancels an older one."""
        return self._engine.request("explain", {"query": query, "path": path, "time_s": time_s, "weights": weights})

    def load_picture(self, path: Path, time_s: float | None = None, *, max_px: int = SCREEN_PX) -> Task:
        """Decode a photo or a frame, its longer side at most `max_px`; returns a Picture."""
        return self._engine.request("picture", {"path": path, "time_s": time_s, "max_px": max_px})

    def play_frame(self, path: Path, time_s: float, *, max_px: int) -> Task:
        """Decode a frame of a clip that plays, quickest a little after the one before; returns a Picture."""
        return self._engine.request("played_frame", {"path": path, "time_s": time_s, "max_px": max_px})

    def load_sound(self, path: Path, start_s: float, length_s: float) -> Task:
        """Decode a stretch of a clip's sound, quickest where the one before ended; returns a SoundPiece."""
        return self._engine.request("sound", {"path": path, "start_s": start_s, "length_s": length_s})

    def read_details(self, path: Path) -> Task:
        """Read what a file says about itself; returns MediaDetails."""
        return self._engine.request("details", {"path": path})

    def export(self, media_ids: Sequence[MediaId], folder: Path) -> Task:
        """Copy photos and clips into a folder; returns an ExportReport."""
        args = {"media_ids": tuple(media_ids), "folder": folder}
        return self._engine.request(
            "export", args, title=translate("Operations", "Copying to {name}").format(name=_names([folder]))
        )

    def export_clip(self, path: Path, start_s: float, end_s: float, folder: Path) -> Task:
        """Copy a stretch of a clip into a folder; returns an ExportReport."""
        args = {"path": path, "start_s": start_s, "end_s": end_s, "folder": folder}
        return self._engine.request(
            "export_clip", args, title=translate("Operations", "Copying a part of {name}").format(name=_names([path]))
        )

    def list_problems(self) -> Task:
        """List the files that could not be read; returns FileProblems."""
        return self._engine.request("problems")

    def retry_problems(self, paths: Sequence[Path] = ()) -> Task:
        """Read files again that could not be read, all where none are named; returns an IndexReport."""
        title = translate("Operations", "Trying files again")
        return self._engine.request("retry_problems", {"paths": tuple(paths)}, title=title)

    def export_problems(self, table: Path) -> Task:
        """Write the files that could not be read into a table; returns how many there are."""
        return self._engine.request("export_problems", {"table": table})

    def estimate_cost(self, paths: Sequence[Path]) -> Task:
        """Say what indexing these folders would cost; returns an IndexEstimate."""
        return self._engine.request(
            "estimate",
            {"paths": tuple(paths)},
            title=translate("Operations", "Looking through {names}").format(names=_names(paths)),
        )

    def set_paused(self, *, is_paused: bool) -> Task:
        """Pause all indexing, or go on; returns None."""
        return self._engine.request("set_paused", {"is_paused": is_paused})

    def go_on(self) -> Task:
        """Go on with the run that waits, whatever manners say; returns None."""
        return self._engine.request("go_on")

    def verify(self, *, repair: bool = False) -> Task:
        """Check every promise of the library, and put right what is broken; returns a VerifyReport."""
        title = translate("Operations", "Checking the library")
        if repair:
            title = translate("Operations", "Putting the library right")
        return self._engine.request("verify", {"repair": repair}, title=title)

    def measure_sizes(self) -> Task:
        """Add up what the library takes on its disk; returns LibrarySizes."""
        return self._engine.request("sizes")

    def back_up(self, folder: Path) -> Task:
        """Write a backup into a new folder; returns a BackupReport."""
        title = translate("Operations", "Backing up the library")
        return self._engine.request("back_up", {"folder": folder}, title=title)

    def check_backup(self, folder: Path) -> Task:
        """See whether a backup is whole; returns a BackupInfo."""
        title = translate("Operations", "Checking the backup")
        return self._engine.request("check_backup", {"folder": folder}, title=title)

    def restore_next_time(self, folder: Path) -> Task:
        """Have a backup put in place when the engine is next started; returns None."""
        return self._engine.request("restore_next_time", {"folder": folder})

    def merge_own(self, folder: Path) -> Task:
        """Add what only the person has from a backup; returns a RestoreReport."""
        title = translate("Operations", "Adding what a backup holds")
        return self._engine.request("merge_own", {"folder": folder}, title=title)

    def move_library(self, folder: Path) -> Task:
        """Move the library into a new folder; the engine has to be started again then; returns a LibraryMove."""
        title = translate("Operations", "Moving the library")
        return self._engine.request("move", {"folder": folder}, title=title)

    def forget_old_copy(self) -> Task:
        """Delete what stayed behind when the library was moved; returns how many bytes that were."""
        title = translate("Operations", "Deleting the old copy of the library")
        return self._engine.request("forget_old_copy", title=title)

    def estimate_densities(self) -> Task:
        """Say what looking at all clips again costs with each density; returns an IndexEstimate."""
        return self._engine.request("density_costs")

    def set_density(self, density: Density, *, again: bool = False) -> Task:
        """Look at clips with this density from now on; returns how many are looked at again by the next update."""
        return self._engine.request("set_density", {"density": density, "again": again})

    def add_folder(self, path: Path) -> Task:
        """Add a folder to the library, without indexing it yet; returns a FolderState."""
        return self._engine.request("add_folder", {"path": path})

    def pause_folder(self, folder_id: FolderId, *, is_paused: bool) -> Task:
        """Let a folder rest, or go on; returns None."""
        return self._engine.request("pause_folder", {"folder_id": folder_id, "is_paused": is_paused})

    def count_loss(self, folder_id: FolderId) -> Task:
        """Count what could no longer be found without a folder; returns a FolderLoss."""
        return self._engine.request("folder_loss", {"folder_id": folder_id})

    def preview_patterns(self, patterns: str, folder_id: FolderId | None) -> Task:
        """Say what patterns would leave out; returns a PatternPreview. A newer one cancels an older one."""
        return self._engine.request("preview_patterns", {"patterns": patterns, "folder_id": folder_id})

    def set_patterns(self, patterns: str, folder_id: FolderId | None) -> Task:
        """Leave this out of a folder, or of every folder, from now on; returns a PatternChange."""
        args = {"patterns": patterns, "folder_id": folder_id}
        return self._engine.request("set_patterns", args, title=translate("Operations", "Leaving files out"))

    def remove_folder(self, folder_id: FolderId) -> Task:
        """Take a folder out of the library; its files are not touched; returns None."""
        return self._engine.request(
            "remove_folder", {"folder_id": folder_id}, title=translate("Operations", "Taking a folder out")
        )

    def index(self, paths: Sequence[Path] = ()) -> Task:
        """Bring these folders, or every folder, up to date; returns an IndexReport."""
        title = (
            translate("Operations", "Indexing {names}").format(names=_names(paths))
            if paths
            else translate("Operations", "Bringing the library up to date")
        )
        return self._engine.request("index", {"paths": tuple(paths)}, title=title)

    def forget_missing(self, folder: Path) -> Task:
        """Bring a folder up to date and take out its files that are gone, however many; returns an IndexReport."""
        title = translate("Operations", "Forgetting missing files of {names}").format(names=_names([folder]))
        return self._engine.request("index", {"paths": (folder,), "forget_missing": True}, title=title)

    def read_tuning(self) -> Task:
        """Say what there is to learn from and where the runs stand; returns a TuningState."""
        return self._engine.request("tuning_state")

    def estimate_tuning(self) -> Task:
        """Measure how long a fine-tuning would take here; returns a TuningEstimate."""
        return self._engine.request("tuning_estimate")

    def train(self, request: FinetuneRequest) -> Task:
        """Fine-tune on the person's captions; returns a TuningRun. Nothing is switched."""
        title = translate("Operations", "Learning from your captions")
        return self._engine.request("train_model", {"request": request}, title=title)

    def go_on_training(self) -> Task:
        """Go on with the fine-tuning that was cut short; returns a TuningRun."""
        return self._engine.request("go_on_training", title=translate("Operations", "Learning from your captions"))

    def pause_training(self) -> Task:
        """Have the fine-tuning wait; returns None."""
        return self._engine.request("pause_training")

    def stop_training(self) -> Task:
        """Give the fine-tuning up; returns None."""
        return self._engine.request("stop_training")

    def read_curve(self, run: str, since: int) -> Task:
        """Return the points of a run's chart that came since; returns a TuningCurve."""
        return self._engine.request("training_curve", {"run": run, "since": since})

    def compare(self, run: str) -> Task:
        """Return queries with what they find before and after; returns QueryExamples."""
        return self._engine.request("comparison", {"run": run})

    def list_models(self) -> Task:
        """List the models that are here and those that can be fetched; returns a ModelShelf."""
        return self._engine.request("model_shelf")

    def use_model(self, name: str) -> Task:
        """Embed the library with a model and use it from then on; returns a ModelSwitch."""
        title = translate("Operations", "Embedding the library with {model}").format(model=name)
        return self._engine.request("use_model", {"model": name}, title=title)

    def roll_back(self) -> Task:
        """Use the model before this one again, at once; returns a ModelSwitch."""
        return self._engine.request("rollback_model")

    def fetch_model(self, name: str) -> Task:
        """Fetch a public model from the hub, or go on with that; returns a ModelEntry."""
        title = translate("Operations", "Fetching {model}").format(model=name)
        return self._engine.request("fetch_model", {"name": name}, title=title)

    def import_model(self, folder: Path) -> Task:
        """Import a folder with a public model's files; returns a ModelEntry."""
        title = translate("Operations", "Importing a model from {name}").format(name=_names([folder]))
        return self._engine.request("import_model", {"folder": folder}, title=title)

    def remove_model(self, name: str) -> Task:
        """Take a model off this machine; returns None."""
        return self._engine.request("remove_model", {"name": name})


def _names(paths: Sequence[Path]) -> str:
    names = ", ".join(path.name or str(path) for path in paths[:3])
    return translate("Operations", "{names} and more").format(names=names) if len(paths) > 3 else names
