"""The models of this machine as one library sees them, and the public ones that can be fetched."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from engine.cots.catalogue import EMBEDDED_NAME, TUNED_NAME, embedded_path, list_checkpoints, list_in_use
from engine.cots.hub_catalogue import CATALOGUE, PublicModel, find_public_model
from engine.cots.hub_install import SOURCE_NAME, arrived_bytes
from engine.cots.lazy_encoder import LazyEncoder
from engine.errors import BadData, ModelMissing
from engine.jobs import CancelToken, Progress, Reporter, ignore_progress
from engine.library.folder_list import absolute_path
from engine.library.model_choice import choice_before
from engine.library.model_in_use import ModelInUse
from engine.library.model_removal import remove_folder
from engine.model_records import ModelInfo
from engine.store import Store
from engine.store.spaces_table import SpaceRecord
from engine.tuning_records import ModelEntry, ModelOffer, ModelOrigin, ModelShelf


class ModelDesk:
    """Lists, fetches, imports and removes models. May be asked by several threads."""

    def __init__(
        self,
        store: Store,
        use: Callable[[], ModelInUse],
        models_dir: Callable[[], Path],
        changing_to: Callable[[], Path | None],
    ) -> None:
        """Take the parts; which model is in use, or is being embedded with, is asked for anew each time."""
        self._store = store
        self._use = use
        self._models_dir = models_dir
        self._changing_to = changing_to

    def model_shelf(self) -> ModelShelf:
        """Return the models that are here, the one in use first, and those that are not."""
        models_dir = self._models_dir()
        entries = sorted(map(self._entry, self._listed()), key=_order)
        here = {entry.name for entry in entries}
        offers = (_offer(model, models_dir) for model in CATALOGUE if model.name not in here)
        return ModelShelf(tuple(entries), tuple(offers), models_dir, _free_bytes(models_dir))

    def fetch_model(
        self, name: str, *, cancel: CancelToken | None = None, report: Reporter = ignore_progress
    ) -> ModelEntry:
        """Fetch a public model and put it among the models; an interrupted transfer is gone on with.

        Raises:
            FetchFailed: The hub cannot be reached, or another model has its name.
            ModelMissing: There is no such model.
            CheckpointMismatch: What arrived is not what was promised.
            DiskFull: There is too little room.
            Cancelled: A stop was asked for; what has arrived stays.
        """
        from engine.cots.hub_fetch import plan_fetch
        from engine.cots.hub_install import install, is_installed

        report(Progress(0, None, "Asking the hub"))
        models_dir, token = self._models_dir(), cancel or CancelToken()
        plan = plan_fetch(find_public_model(name))
        token.check()
        if not is_installed(plan, models_dir):
            install(plan, models_dir, cancel=token, report=report)
        return self._named(plan.model.name)

    def import_model(self, folder: Path) -> ModelEntry:
        """Import a folder with a public model's files that was brought here otherwise.

        Raises:
            FetchFailed: There is a model of that name.
            CheckpointMismatch: It is no model that Evoke reads, or damaged.
            ModelMissing: A file of the model is missing.
            DiskFull: There is too little room.
        """
        from engine.cots.hub_install import install_folder

        return self._named(install_folder(absolute_path(folder), self._models_dir()).name)

    def remove_model(self, name: str) -> None:
        """Take a model off this machine; the library's vectors of it stay until they are swept.

        Raises:
            ModelMissing: There is no such model.
            BadData: It is in use, is being embedded with, ships with Evoke, or belongs to another library.
            DiskFull: Its folder cannot be moved.
        """
        entry = self._named(name)
        if entry.keeps:
            raise BadData(entry.keeps, path=entry.path)
        remove_folder(entry.path, self._models_dir())

    def _listed(self) -> tuple[ModelInfo, ...]:
        encoder = self._use().encoder
        if isinstance(encoder, LazyEncoder):
            return list_in_use(self._models_dir(), encoder.folder)
        return list_checkpoints(self._models_dir())

    def _named(self, name: str) -> ModelEntry:
        info = next((info for info in self._listed() if info.name == name), None)
        if info is None:
            raise ModelMissing(f"The model {name} is not on this machine any more.")
        return self._entry(info)

    def _entry(self, info: ModelInfo) -> ModelEntry:
        tuned, source = _table(info.path / TUNED_NAME), _table(info.path / SOURCE_NAME)
        origin = _origin(info, tuned, source)
        space = _space(self._store.spaces.all(), info.fingerprint)
        public = _public(source)
        made_for = Path(str(tuned["library"])) if tuned.get("library") else None
        is_foreign = made_for is not None and made_for != self._store.library_dir and not self._was_chosen(info)
        is_current = info.fingerprint == self._use().encoder.fingerprint
        return ModelEntry(
            name=info.name,
            path=info.path,
            origin=origin,
            size_bytes=info.size_bytes,
            made_at=_made_at(info.path, tuned) if origin is not ModelOrigin.SHIPPED else None,
            summary=public.about if public is not None else info.summary,
            is_current=is_current,
            is_before=info.fingerprint == self._before(),
            embedded=space[0],
            missing=space[1],
            licence=public.licence if public is not None else str(source.get("licence") or ""),
            languages=public.languages if public is not None else "",
            strength=public.strength if public is not None else "",
            made_for=made_for if is_foreign else None,
            made_from=str(tuned.get("made_from") or ""),
            before=_figures(tuned.get("before")),
            after=_figures(tuned.get("after")),
            keeps=self._keeps(info, is_current=is_current, owner=made_for if is_foreign else None),
        )

    def _was_chosen(self, info: ModelInfo) -> bool:
        """Whether this library used the model: it may have been moved since the model was made."""
        return any(choice.fingerprint == info.fingerprint for choice in self._store.chosen_models.newest_first())

    def _before(self) -> str:
        try:
            return choice_before(self._store).fingerprint
        except (ModelMissing, IndexError):
            return ""

    def _keeps(self, info: ModelInfo, *, is_current: bool, owner: Path | None) -> str:
        """Say why a model cannot be removed, "" where it can."""
        if info.path == embedded_path():
            return "This model is part of Evoke."
        if is_current:
            return "This library uses the model; choose another one first."
        if self._changing_to() == info.path:
            return "The library is being embedded with this model; cancel that first."
        if info.path.parent.absolute() != self._models_dir().absolute():
            return "The model lies in a folder of your own."
        if owner is not None and owner.is_dir():
            return f"The model was made for the library in {owner}."
        return ""


def _order(entry: ModelEntry) -> tuple[bool, bool, float, str]:
    made = entry.made_at.timestamp() if entry.made_at is not None else 0.0
    return (not entry.is_current, entry.origin is ModelOrigin.SHIPPED, -made, entry.name)


def _origin(info: ModelInfo, tuned: Mapping[str, Any], source: Mapping[str, Any]) -> ModelOrigin:
    if tuned:
        return ModelOrigin.OWN
    if source.get("repo"):
        return ModelOrigin.PUBLIC
    is_shipped = info.name == EMBEDDED_NAME and info.path == embedded_path()
    return ModelOrigin.SHIPPED if is_shipped else ModelOrigin.IMPORTED


def _offer(model: PublicModel, models_dir: Path) -> ModelOffer:
    return ModelOffer(
        name=model.name,
        repo=model.repo,
        size_bytes=model.weights_bytes,
        arrived_bytes=arrived_bytes(model, models_dir),
        licence=model.licence,
        languages=model.languages,
        about=model.about,
        strength=model.strength,
        wants_gpu=model.wants_gpu,
    )


def _public(source: Mapping[str, Any]) -> PublicModel | None:
    return next((model for model in CATALOGUE if model.repo == source.get("repo")), None)


def _space(spaces: tuple[SpaceRecord, ...], fingerprint: str) -> tuple[int, int]:
    """Return how many photos and clips are embedded with a model, and how many are not."""
    known = next((space for space in spaces if space.fingerprint == fingerprint), None)
    if known is not None:
        return known.embedded, known.missing
    return 0, spaces[0].embedded + spaces[0].missing if spaces else 0


def _made_at(folder: Path, tuned: Mapping[str, Any]) -> datetime | None:
    try:
        return datetime.fromisoformat(str(tuned["made_at"]))
    except (KeyError, ValueError):
        pass
    try:
        return datetime.fromtimestamp((folder / "config.json").stat().st_mtime)
    except OSError:
        return None


def _figures(values: object) -> dict[str, float | None]:
    if not isinstance(values, Mapping):
        return {}
    numbers = {str(name): value for name, value in values.items() if isinstance(value, int | float | None)}
    return {name: None if value is None else float(value) for name, value in numbers.items()}


def _table(path: Path) -> Mapping[str, Any]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def _free_bytes(folder: Path) -> int:
    there = next((parent for parent in (folder, *folder.parents) if parent.is_dir()), None)
    return 0 if there is None else shutil.disk_usage(there).free
