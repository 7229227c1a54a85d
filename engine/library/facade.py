"""The facade of one library: everything the window, the command line and the measurements may ask of it."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Self

from engine.config import Config
from engine.cots.catalogue import find_checkpoint, list_checkpoints, list_in_use
from engine.cots.lazy_encoder import LazyEncoder
from engine.cots.protocol import Encoder
from engine.errors import ModelMissing, StoreLocked
from engine.freed_memory import give_back_freed_memory
from engine.index.left_out import PATTERNS_NOTE
from engine.jobs import CancelToken, Reporter, ignore_progress
from engine.library.browser import Browser
from engine.library.caption_book import CaptionBook
from engine.library.caption_desk import CaptionDesk
from engine.library.caption_import import CaptionImporter
from engine.library.care import Care
from engine.library.costs import Costs
from engine.library.explaining import FrameExplainer, best_time, read_query
from engine.library.fine_tuning import FineTuning, Listener, Tell, ignore_events
from engine.library.folder_list import FolderList, absolute_path, known_file
from engine.library.index_gate import IndexGate
from engine.library.keeping_out import KeepingOut
from engine.library.known_frames import FrameVectors, frame_vectors
from engine.library.marks import Marks
from engine.library.model_choice import checkpoint_of
from engine.library.model_coverage import coverage
from engine.library.model_in_use import ModelInUse
from engine.library.model_shelf import ModelDesk
from engine.library.model_switch import ModelSwitcher
from engine.library.own_files import keep_own_files
from engine.library.pair_export import PairExporter
from engine.library.picture_desk import PictureDesk
from engine.library.play_desk import PlayDesk
from engine.library.sharing import Sharing
from engine.library.sidecar_export import SidecarExporter
from engine.library.surroundings import LookAround
from engine.library.troubles import Troubles
from engine.library.tuning_desk import TuningDesk
from engine.library.updates import Updates, Upkept
from engine.library_records import (
    FileProblem,
    Finding,
    FolderLoss,
    FolderState,
    IndexEstimate,
    IndexReport,
    LibraryStatus,
    VerifyReport,
)
from engine.media.file_kinds import kind_of
from engine.media.scan import CACHE_SIGNATURE
from engine.media.thumbnails import ThumbnailStore
from engine.model_records import FinetuneReport, FinetuneRequest, ModelInfo, ModelSwitch, PairExport, SpaceReport
from engine.records import (
    Caption,
    CaptionCounts,
    Explanation,
    FolderId,
    MediaItem,
    MediaKind,
    Picture,
    SearchRequest,
    SearchResult,
    SpaceId,
    WordWeight,
)
from engine.store import Store
from engine.store.moved import followed
from engine.user_settings import user_models_dir


class Library:
    """One library folder: a database, its caches, and the model its vectors come from.

    May be used from several threads, as long as one at a time searches or explains and one indexes, verifies or takes
    folders out. What an indexing run has stored can be searched while it goes on. Torch is not imported until
    something is searched, explained or embedded.
    """

    def __init__(
        self,
        library_dir: Path,
        config: Config,
        store: Store,
        encoder: Encoder,
        model_note: str = "",
        *,
        opened_as: Path | None = None,
    ) -> None:
        """Take an open store; `open` is the usual way. A library that was moved is opened as the folder it was in."""
        self._library_dir = library_dir
        self._config = config
        self._store = store
        self._model_note = model_note
        self._folders = FolderList(store, library_dir)
        self._caption_book = CaptionBook(store)
        self._thumbnails = ThumbnailStore(library_dir / "thumbnails")
        if not store.is_read_only:
            _tag_as_cache(library_dir / "thumbnails")
        manners = config.politeness
        self.gate = IndexGate(store, manners, LookAround(sees_people=manners.when_active != "work"))
        self._updates = Updates(store, self._thumbnails, config, self.gate)
        self._models = ModelSwitcher(store, library_dir, self._thumbnails, config)
        self._use = self._models.opened(encoder)
        self._desk = PictureDesk(config, encoder.input_px)
        self._explainer = FrameExplainer(self._desk)
        self.browser = Browser(store, self._thumbnails, lambda: self._use, lambda: self._desk)
        self.marks = Marks(store)
        self.keeping_out = KeepingOut(store, lambda: (self._writable_space(), self._use.index(self._writable_space())))
        self.care = Care(store, opened_as or library_dir, user_models_dir())
        self.costs = Costs(store, config, lambda: (self._writable_space(), self._use.encoder))
        self.troubles = Troubles(store, self._look_again, self.index)
        self.sharing = Sharing(store, lambda: self._desk)
        self.play_desk = PlayDesk(config)
        self.caption_desk = CaptionDesk(store, lambda: self._use.space_id)
        self.tuning = TuningDesk(
            store, self._thumbnails, config, lambda: self._use, lambda: self._desk, lambda: user_models_dir()
        )
        self.shelf = ModelDesk(store, lambda: self._use, lambda: user_models_dir(), lambda: self._changing_to)
        self._changing_to: Path | None = None
        self.caption_import = CaptionImporter(store, config)
        self.sidecars = SidecarExporter(store)
        self._is_closed = False

    @classmethod
    def open(
        cls,
        library_dir: Path,
        config: Config,
        *,
        model: str = "auto",
        encoder: Encoder | None = None,
        writes: bool = True,
    ) -> Self:
        """Open the library in this folder, made now unless it is only read.

        Args:
            library_dir: Its folder.
            config: The settings in force.
            model: "auto" for the one this library was told to use, else the best one present; or the name of a
                checkpoint, or its folder.
            encoder: An encoder to use instead of a model.
            writes: Whether anything may be changed; one process at a time may.

        Raises:
            ModelMissing: There is no such model.
            CheckpointMismatch: Its configuration is damaged.
            FolderMissing: There is no library there and `writes` is not set.
            StoreLocked: Another process writes to this library.
            StoreCorrupt: Its database is damaged.
            StoreTooNew: A newer version wrote it.
            DiskFull: The folder cannot be made or written.
        """
        if encoder is None and model != "auto":
            encoder = LazyEncoder(find_checkpoint(model, user_models_dir()), config.compute)
        opened_as, note = absolute_path(library_dir), ""
        library_dir = followed(opened_as)
        store = Store.open(library_dir, read_only=not writes)
        try:
            if encoder is None:
                folder, note = checkpoint_of(store, user_models_dir())
                encoder = LazyEncoder(folder, config.compute)
            return cls(library_dir, config, store, encoder, note, opened_as=opened_as)
        except BaseException:
            store.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def rest(self) -> None:
        """Give back the memory of what can be had again in a moment. Everything works on, some of it a little later."""
        self._desk.close()
        self._use.rest()
        give_back_freed_memory()

    def close(self) -> None:
        """End the decoding process, save the index and close the database. Safe to call twice.

        The database is closed whatever happens to the others: it holds the lock of the library.
        """
        try:
            self.caption_import.close()
            self._desk.close()
            self.play_desk.close()
            self._use.close()
            if not self._is_closed and not self._store.is_read_only:
                keep_own_files(self._store)
        finally:
            self._is_closed = True
            self._store.close()

    def warm_up(self) -> None:
        """Load the model and the index before they are first needed; see `LazyEncoder.load` for what may go wrong."""
        self._use.warm_up()

    def wait_for_graph(self) -> None:
        """Return once searches are as quick as they get: the graph is opened or built, where one pays."""
        self._use.wait_for_graph()

    @property
    def model_note(self) -> str:
        """A sentence where the model in use is not the one that was chosen, because that is gone; "" otherwise."""
        return self._model_note

    def status(self) -> LibraryStatus:
        """Return the library at a glance."""
        use = self._use
        counts = None if use.space_id is None else self._store.media.count(use.space_id)
        return LibraryStatus(
            library_dir=self._library_dir,
            model_name=use.encoder.name,
            photos=counts.photos if counts else 0,
            clips=counts.clips if counts else 0,
            frames=counts.frames if counts else 0,
            problems=self._store.problems.count(),
            folders=self._folders.states(use.space_id),
            model_note=self._model_note,
            patterns=self._store.notes.get(PATTERNS_NOTE),
            hold=self.gate.hold,
            is_paused=self.gate.is_paused,
            old_copy=self.care.old_copy,
        )

    def add_folder(self, path: Path) -> FolderState:
        """Add a folder or single file without indexing it yet; one that is there already stays as it is.

        Raises:
            FolderMissing: It does not exist, may not be entered, or belongs to the library itself.
            MediaUnreadable: It is a file that is neither a photo nor a clip.
        """
        return self._folders.add(path, self._writable_space())

    def known_name(self, path: Path) -> Path:
        """Return an absolute path under the name by which the library would know it; see `FolderList.known_name`."""
        return self._folders.known_name(path)

    def pause_folder(self, folder_id: FolderId, is_paused: bool) -> None:  # as it is asked for
        """Let a folder rest, or go on; what is known of it is found all the same."""
        self._writable_space()
        self._folders.pause(folder_id, is_paused=is_paused)

    def folder_loss(self, folder_id: FolderId) -> FolderLoss:
        """Say what could no longer be found without a folder."""
        return self._folders.loss(folder_id, self._use.space_id)

    def remove_folder(self, folder_id: FolderId) -> None:
        """Take a folder out with everything that no other folder covers. Originals are not touched."""
        space_id = self._writable_space()
        orphans = self._folders.remove(folder_id, space_id)
        self._use.index(space_id).remove(self._store.frames.ids_of(orphans, space_id))

    def estimate(self, paths: Sequence[Path], *, cancel: CancelToken | None = None) -> IndexEstimate:
        """Say what indexing these paths would cost: only what is new or changed is counted.

        Raises:
            FolderMissing: A path is not there.
            Cancelled: A stop was asked for.
        """
        known = [self._folders.known_name(path) for path in paths]
        return self.costs.estimate(known, cancel=cancel or CancelToken())

    def index(
        self,
        paths: Sequence[Path] = (),
        *,
        forget_missing: bool = False,
        cancel: CancelToken | None = None,
        report: Reporter = ignore_progress,
    ) -> IndexReport:
        """Bring these folders or files up to date, or every folder of the library; new ones are added to it.

        With `forget_missing`, files that are gone are taken out however many they are.
        See `FolderList.add_all` and `Indexer.run` for what may go wrong.
        """
        space_id = self._writable_space()
        given = [self._folders.known_name(path) for path in paths]
        self._folders.add_all(given)
        roots = given or self.folder_paths()
        waited_s = self.gate.waited_s
        outcome = self._updates.index(
            self._use, space_id, roots, forget_missing=forget_missing, cancel=cancel, report=report
        )
        self.costs.learn(given, outcome, self.gate.waited_s - waited_s)
        return outcome

    def catch_up(
        self, roots: Sequence[Path] = (), *, cancel: CancelToken, report: Reporter = ignore_progress
    ) -> Upkept:
        """Bring every folder of the library, or these, up to date in the background; see `Updates.catch_up`."""
        space_id = self._writable_space()
        return self._updates.catch_up(self._use, space_id, roots or self.folder_paths(), cancel=cancel, report=report)

    def refresh(self, paths: Collection[Path], *, cancel: CancelToken, report: Reporter = ignore_progress) -> Upkept:
        """Look at files and folders that were reported as changed; see `Updates.refresh`."""
        return self._updates.refresh(self._use, self._writable_space(), paths, cancel=cancel, report=report)

    def _look_again(
        self, paths: Collection[Path], *, cancel: CancelToken, report: Reporter
    ) -> tuple[IndexReport, bool]:
        upkept = self.refresh(paths, cancel=cancel, report=report)
        return upkept.report, upkept.needs_scan

    def embed_captions(self, *, cancel: CancelToken) -> None:
        """Make captions that are new ready to be compared by meaning; see `Updates.embed_captions`."""
        self._updates.embed_captions(self._use, self._writable_space(), cancel)

    def folder_paths(self) -> tuple[Path, ...]:
        """Return the watched folders and files that do not rest, without looking at any."""
        return tuple(folder.path for folder in self._store.folders.all() if not folder.is_paused)

    def search(self, request: SearchRequest, *, cancel: CancelToken | None = None) -> SearchResult:
        """Return ranked hits, best first; see `Browser.search` for what may go wrong.

        `took_ms` does not hold the loading of the model, which `warm_up` can do before.
        """
        return self.browser.search(request, cancel=cancel)

    def lacking(self) -> int:
        """Return how many photos and clips cannot be found, because they are embedded with other models only."""
        return coverage(self._store, self._use.encoder).missing

    def explain(
        self,
        query: str,
        path: Path,
        time_s: float | None = None,
        *,
        weights: tuple[WordWeight, ...] = (),
        cancel: CancelToken | None = None,
    ) -> Explanation:
        """Say why a photo or the frame of a clip matches; without a time, the clip's best matching frame.

        Words count as much as `weights` says, as in a search; quoted phrases are one word.

        Raises:
            BadQuery: The query holds nothing to look for.
            FolderMissing: There is no such file.
            MediaUnreadable: It cannot be decoded.
            Cancelled: A stop was asked for.
        """
        file, use = known_file(self._store, path), self._use
        weighed, token = read_query(query, weights), cancel or CancelToken()
        if time_s is None and kind_of(file) is MediaKind.VIDEO:
            time_s = best_time(weighed, self._frames_of(file, use, token), use.encoder)
        return self._explainer.explain(query, weighed, file, time_s, use.encoder, cancel=token)

    def picture(self, path: Path, time_s: float | None = None, max_px: int = 2048) -> Picture:
        """Decode a photo, or the frame of a clip at a time, its longer side at most `max_px`.

        Raises:
            FolderMissing: There is no such file.
            MediaUnreadable: It cannot be decoded.
        """
        return self._desk.picture(absolute_path(path), time_s, max_px)

    def media(self, path: Path) -> MediaItem | None:
        """Return what the library knows about a file, None when it does not know it."""
        item = self._store.media.by_path(known_file(self._store, path))
        if item is None:
            return None
        times_s = self.frame_times(path)
        content_hash = self._store.media.hashes([item.media_id])[item.media_id]
        thumbnail_path = self._thumbnails.path_of(content_hash, times_s[0]) if times_s else None
        return dataclasses.replace(item, thumbnail_path=thumbnail_path)

    def frame_times(self, path: Path) -> tuple[float, ...]:
        """Return the times in seconds of a clip's kept frames; (0.0,) for a photo, () for an unknown file."""
        item = self._store.media.by_path(known_file(self._store, path))
        return () if item is None else tuple(frame.time_s for frame in self._store.frames.of_media(item.media_id))

    def problems(self) -> tuple[FileProblem, ...]:
        """Return the files that could not be indexed, by path."""
        return self._store.problems.all()

    def captions(self) -> tuple[Caption, ...]:
        """Return the person's own captions, oldest first."""
        return self._caption_book.all()

    def add_caption(
        self, path: Path, text: str, time_s: float | None = None, end_s: float | None = None
    ) -> CaptionCounts:
        """Say what a photo, a clip or a moment of a clip shows; see `CaptionBook.add` for what may go wrong."""
        self._writable_space()
        return self._caption_book.add(path, text, time_s, end_s)

    def remove_captions(self, path: Path, text: str | None = None, time_s: float | None = None) -> CaptionCounts:
        """Remove a file's captions, or one of them; see `CaptionBook.remove` for what may go wrong."""
        self._writable_space()
        return self._caption_book.remove(path, text, time_s)

    def import_captions(self, table: Path) -> CaptionCounts:
        """Add the captions of a CSV, all or none; see `CaptionBook.import_table` for what may go wrong."""
        self._writable_space()
        return self._caption_book.import_table(table)

    def export_captions(
        self, table: Path, *, cancel: CancelToken | None = None, report: Reporter = ignore_progress
    ) -> CaptionCounts:
        """Write the captions as a CSV; see `CaptionBook.export_table` for what may go wrong."""
        return self._caption_book.export_table(table, cancel=cancel, report=report)

    def export_pairs(
        self,
        folder: Path,
        side_px: int | None = None,
        *,
        cancel: CancelToken | None = None,
        report: Reporter = ignore_progress,
    ) -> PairExport:
        """Write the captioned pictures for `evoke train --data`, as the model in use takes them or of another side.

        See `PairExporter.run` for what may go wrong.
        """
        side_px = self._use.encoder.input_px if side_px is None else side_px
        exporter = PairExporter(self._store, self._config)
        return exporter.run(absolute_path(folder), side_px, cancel=cancel or CancelToken(), report=report)

    def caption_table(self) -> str:
        """Return the captions of all files as a CSV."""
        return self._caption_book.table()

    def verify(
        self,
        *,
        repair: bool = False,
        minutes: float | None = None,
        cancel: CancelToken | None = None,
        report: Reporter = ignore_progress,
    ) -> VerifyReport:
        """Check every promise of the library: database, vectors, files, index and thumbnails.

        With `repair`, what is broken is mended and checked again; originals are only read. With `minutes` instead, it
        is checked for so long, from where the last such check stopped.

        Raises:
            StoreLocked: A repair of a library that is open for reading only.
            DiskFull: Something could not be written.
            Cancelled: A stop was asked for; what was mended stays mended.
        """
        space_id = self._writable_space() if repair else self._use.space_id
        if space_id is None:
            return VerifyReport(tuple(Finding("database-damaged", text) for text in self._store.damage()))
        return self._updates.verify(self._use, space_id, repair=repair, minutes=minutes, cancel=cancel, report=report)

    def models(self) -> tuple[ModelInfo, ...]:
        """Return the models on this machine; the current one is this library's."""
        encoder = self._use.encoder
        if isinstance(encoder, LazyEncoder):
            return list_in_use(user_models_dir(), encoder.folder)
        return tuple(
            dataclasses.replace(info, is_current=info.fingerprint == encoder.fingerprint)
            for info in list_checkpoints(user_models_dir())
        )

    def use_model(
        self, model: str, *, cancel: CancelToken | None = None, report: Reporter = ignore_progress
    ) -> ModelSwitch:
        """Embed everything with another model, and use that from then on; searches go on with the old one meanwhile.

        A stop, a failure or a kill leaves the old model in force; what was embedded stays, and the next call goes on.

        Raises:
            ModelMissing: There is no such model.
            CheckpointMismatch: It is damaged.
            FolderMissing: None of the files can be read now.
            Cancelled: A stop was asked for.
            DiskFull: The library cannot be written any more.
        """
        self._writable_space()
        encoder = LazyEncoder(find_checkpoint(model, user_models_dir()), self._config.compute)
        self._changing_to = encoder.folder
        try:
            built = self._models.build(encoder, cancel=cancel or CancelToken(), report=report)
            return self._change_to(encoder, built)
        finally:
            self._changing_to = None

    def rollback_model(self) -> ModelSwitch:
        """Use the model before this one again, at once: its space is still there.

        Raises:
            ModelMissing: There was none, or it is no longer on this machine.
        """
        self._writable_space()
        return self._change_to(self._models.encoder_before(user_models_dir()))

    def finetune(
        self,
        request: FinetuneRequest | None = None,
        *,
        resume: bool = False,
        cancel: CancelToken | None = None,
        report: Reporter = ignore_progress,
        tell: Tell = ignore_events,
    ) -> FinetuneReport:
        """Fine-tune the model in use on the person's own captions, and use the new one where it was accepted.

        A model that was not accepted changes nothing. With `resume` the last run goes on where it was. `tell` is given
        what the training says beside its progress. A stop before the new model was stored leaves nothing; one after
        that leaves it for `use_model`. See `FineTuning.run` and `use_model` for what may go wrong.
        """
        request = request or FinetuneRequest()
        self._writable_space()
        base, token = self._use.encoder, cancel or CancelToken()
        if not isinstance(base, LazyEncoder):
            raise ModelMissing("The model in use has no folder to start from.")
        listener = Listener(token, report, tell)
        if resume:
            outcome = self.tuning.resumed(listener)
        else:
            outcome = FineTuning(self._store, self._config, base, user_models_dir()).run(request, listener)
        if not (outcome.accepted and request.switch):
            return outcome
        text = (
            f"The new model is stored as {outcome.model}; evoke models use {outcome.model} goes on if this is stopped."
        )
        tell({"event": "note", "text": text})
        return dataclasses.replace(outcome, switched=self.use_model(outcome.model, cancel=token, report=report))

    def _change_to(self, encoder: LazyEncoder, built: SpaceReport | None = None) -> ModelSwitch:
        old = self._use
        new, switch = self._models.change(old, encoder, built)
        self._use, self._model_note = new, ""
        if encoder.input_px != old.encoder.input_px:
            desk, self._desk = self._desk, PictureDesk(self._config, encoder.input_px)
            desk.close()
        old.close()
        return switch

    def _writable_space(self) -> SpaceId:
        space_id = self._use.space_id
        if space_id is None or self._store.is_read_only:
            raise StoreLocked(f"The library in {self._library_dir} is open for reading only.", path=self._library_dir)
        return space_id

    def _frames_of(self, path: Path, use: ModelInUse, cancel: CancelToken) -> FrameVectors:
        return frame_vectors(path, self._store, use.space_id, use.encoder, self._desk, cancel=cancel)


def _tag_as_cache(folder: Path) -> None:
    """Tell backup programs, and our own scan of a folder above the library, that these pictures are no originals."""
    with contextlib.suppress(OSError):  # a full disk is told when something that matters cannot be written
        folder.mkdir(mode=0o700, exist_ok=True)
        (folder / "CACHEDIR.TAG").write_bytes(CACHE_SIGNATURE + b"\n# Thumbnails made by Evoke.\n")
