"""Which model a library was told to use, whether it is still there, and which one it used before."""

from __future__ import annotations

from pathlib import Path

from engine.cots.catalogue import find_checkpoint, list_checkpoints
from engine.cots.checkpoint_header import read_header
from engine.errors import CheckpointMismatch, FolderMissing, ModelMissing, StoreLocked
from engine.store import Store
from engine.store.chosen_models_table import ChosenModel


def checkpoint_of(store: Store, models_dir: Path) -> tuple[Path, str]:
    """Return the folder of the library's chosen model, and "".

    Where none was chosen, or the chosen one is gone, it is the one that most of the library is embedded with, and
    before anything was, what the catalogue means by "auto". That the chosen one is gone is said in a sentence.
    """
    choice = next(iter(store.chosen_models.newest_first()), None)
    folder = None if choice is None else folder_of(choice, models_dir)
    if folder is not None:
        return folder, ""
    fallback = _most_embedded_with(store, models_dir) or find_checkpoint("auto", models_dir)
    if choice is None:
        return fallback, ""
    return fallback, (
        f"The model {choice.name} that this library was told to use is no longer on this machine; "
        f"{fallback.name} is used instead."
    )


def checkpoint_chosen_in(library_dir: Path, models_dir: Path) -> Path | None:
    """Return the model that a library which need not exist would be opened with; None where it has no say."""
    try:
        with Store.open(library_dir, read_only=True) as store:
            if not store.chosen_models.newest_first():
                return _most_embedded_with(store, models_dir)
            return checkpoint_of(store, models_dir)[0]
    except (FolderMissing, StoreLocked):  # none there, or of an earlier version, which knew no choices
        return None


def choice_before(store: Store) -> ChosenModel:
    """Return the newest choice of another model than the one in force.

    Raises:
        ModelMissing: There is none.
    """
    history = store.chosen_models.newest_first()
    earlier = (choice for choice in history if choice.fingerprint != history[0].fingerprint)
    choice = next(earlier, None)
    if choice is None:
        raise ModelMissing("This library has used no other model before.", hint="See evoke models use.")
    return choice


def fingerprints_to_keep(store: Store, older: int) -> list[str]:
    """Return the fingerprint in force and those of the last `older` models before it, newest first."""
    return list(dict.fromkeys(choice.fingerprint for choice in store.chosen_models.newest_first()))[: older + 1]


def folder_of(choice: ChosenModel, models_dir: Path) -> Path | None:
    """Return the folder that holds the chosen model now: where it was, or wherever the catalogue has it."""
    try:
        if read_header(choice.path).fingerprint == choice.fingerprint:
            return choice.path
    except (ModelMissing, CheckpointMismatch):
        pass
    return next((info.path for info in list_checkpoints(models_dir) if info.fingerprint == choice.fingerprint), None)


def _most_embedded_with(store: Store, models_dir: Path) -> Path | None:
    """Return the model whose space holds most: one that came later, however good, would find nothing."""
    embedded = {space.fingerprint: space.embedded for space in store.spaces.all()}
    known = [info for info in list_checkpoints(models_dir) if embedded.get(info.fingerprint)]
    return max(known, key=lambda info: embedded[info.fingerprint]).path if known else None
