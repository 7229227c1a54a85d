"""Changes a library's model: the new space is built beside the old one, then one row puts it into force.

Until that row is written the old model is in force, whatever happens; afterwards the new one is.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from engine.config import Config
from engine.cots.catalogue import shown_name
from engine.cots.lazy_encoder import LazyEncoder
from engine.cots.protocol import Encoder
from engine.errors import DiskFull, FolderMissing, ModelMissing
from engine.index.space_builder import SpaceBuilder
from engine.jobs import CancelToken, Reporter
from engine.library.densities import in_force
from engine.library.model_choice import choice_before, fingerprints_to_keep, folder_of
from engine.library.model_in_use import ModelInUse
from engine.media.thumbnails import ThumbnailStore
from engine.media.workers import DecodePool
from engine.model_records import ModelSwitch, SpaceReport
from engine.records import SpaceId
from engine.store import Store
from engine.store.chosen_models_table import ChosenModel
from engine.user_settings import user_models_dir

OLDER_SPACES_KEPT: Final = 2


class ModelSwitcher:
    """Opens models, builds their spaces and puts them into force, for one library."""

    def __init__(self, store: Store, library_dir: Path, thumbnails: ThumbnailStore, config: Config) -> None:
        self._store = store
        self._library_dir = library_dir
        self._thumbnails = thumbnails
        self._config = config

    def opened(self, encoder: Encoder) -> ModelInUse:
        """Return what searches and indexes with a model."""
        return ModelInUse(self._store, encoder, self._library_dir, self._thumbnails, self._config)

    def build(self, encoder: LazyEncoder, *, cancel: CancelToken, report: Reporter) -> SpaceReport:
        """Embed everything the library knows with a model, going on from what was stored before.

        Raises:
            FolderMissing: Nothing could be read, because all files are away; nothing is in force that would find less.
            CheckpointMismatch: The model is damaged.
            Cancelled: A stop was asked for; what was stored stays for the next try.
            DiskFull: The library cannot be written any more.
        """
        encoder.load()  # a damaged model is told before hours of decoding
        with self._store.write() as tx:
            space_id = self._store.spaces.put(tx, encoder.fingerprint, encoder.name, encoder.dim)
        config = self._config
        sampling, priority = in_force(self._store, config), config.politeness.priority
        with DecodePool(config.decoding, sampling, encoder.input_px, priority=priority) as decoder:
            builder = SpaceBuilder(self._store, encoder, self._thumbnails, decoder, config.indexing)
            outcome = builder.run(space_id, cancel=cancel, report=report)
        cancel.check()
        if outcome.unread and not self._store.media.count(space_id).frames:
            raise FolderMissing(
                "None of the library's files can be read now, so the model was not changed.",
                hint="Are their disks connected?",
            )
        return outcome

    def encoder_before(self, models_dir: Path) -> LazyEncoder:
        """Return the model that was in force before this one.

        Raises:
            ModelMissing: There was none, or it is no longer on this machine.
        """
        choice = choice_before(self._store)
        folder = folder_of(choice, models_dir)
        if folder is None:
            raise ModelMissing(f"The model {choice.name} that was used before is no longer on this machine.")
        return LazyEncoder(folder, self._config.compute)

    def change(
        self, old: ModelInUse, encoder: LazyEncoder, built: SpaceReport | None = None
    ) -> tuple[ModelInUse, ModelSwitch]:
        """Put a model into force, and return what searches with it from now on. `old` stays for its caller to close."""
        if encoder.fingerprint == old.encoder.fingerprint:
            old.close()  # two indexes of one space would write the same files
        new = self.opened(encoder)
        assert new.space_id is not None
        new.index(new.space_id).open_graph()
        self._put_in_force(encoder, old.encoder)
        built = built or SpaceReport(0, 0, 0)
        return new, ModelSwitch(
            model=_name_of(encoder),
            before=_name_of(old.encoder),
            embedded=built.embedded,
            unread=built.unread,
            lacking=self._lacking(new.space_id),
            swept=self._sweep(),
        )

    def _put_in_force(self, encoder: LazyEncoder, before: Encoder) -> None:
        """Note a model as this library's choice, and the one before where that was never a choice of its own."""
        now = datetime.now()
        history = self._store.chosen_models.newest_first()
        in_force = history[0].fingerprint if history else None
        with self._store.write() as tx:
            if not history and isinstance(before, LazyEncoder) and before.fingerprint != encoder.fingerprint:
                self._store.chosen_models.put(tx, _choice(before, now))
            if in_force != encoder.fingerprint:
                self._store.chosen_models.put(tx, _choice(encoder, now))

    def _sweep(self) -> int:
        """Delete all spaces but those of the model in force and of the last two before it; return how many.

        On a full disk nothing is: the next switch tries again.
        """
        keep = [self._store.spaces.find(known) for known in fingerprints_to_keep(self._store, OLDER_SPACES_KEPT)]
        swept: list[SpaceId] = []
        with suppress(DiskFull), self._store.write() as tx:
            swept = self._store.spaces.keep_only(tx, [space_id for space_id in keep if space_id is not None])
        for space_id in swept:
            self._remove_index(space_id)
        return len(swept)

    def _lacking(self, space_id: SpaceId) -> int:
        return next(space.missing for space in self._store.spaces.all() if space.space_id == space_id)

    def _remove_index(self, space_id: SpaceId) -> None:
        for stale in (self._library_dir / "index").glob(f"space-{space_id}[.-]*"):
            with suppress(OSError):  # a cache of nothing: it costs room and is never opened again
                stale.unlink()


def _name_of(encoder: Encoder) -> str:
    """Return the name by which a person knows a model: that of its folder."""
    return shown_name(encoder.folder, user_models_dir()) if isinstance(encoder, LazyEncoder) else encoder.name


def _choice(encoder: LazyEncoder, now: datetime) -> ChosenModel:
    return ChosenModel(encoder.fingerprint, _name_of(encoder), encoder.folder.absolute(), now)
