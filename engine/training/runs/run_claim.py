"""The folder of a training run: claimed by one process, and gone on with only by the recipe it was begun with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from engine.cots.atomic_file import write_atomically
from engine.errors import BadConfig, DiskFull, StoreLocked
from engine.training.loop.run_identity import FREE_SETTINGS
from engine.training.loop.run_state import STATE_NAME, clear_unfinished
from engine.training.recipe import Recipe
from engine.training.runs.recipe_files import differences, read_recipe, recipe_text

RECIPE_NAME = "recipe.toml"
LOCK_NAME = ".lock"
# The data's own digest is compared instead: a folder may have been moved.
_PLACES = frozenset({"images", "captions", "held_out_images", "held_out_captions"})
_WEIGHTS = frozenset({"start", "image_weights", "text_weights", "visual_tokens"})


@contextmanager
def claimed_run_folder(run_dir: Path, recipe: Recipe, *, resume: bool) -> Iterator[None]:
    """Hold a run's folder while the block runs, and keep the recipe in it.

    Raises:
        StoreLocked: Another process trains in it.
        BadConfig: It holds an unfinished run that was not asked to go on, or one of another recipe.
        DiskFull: It cannot be written.
    """
    lock = FileLock(run_dir / LOCK_NAME, timeout=0)
    try:
        run_dir.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise StoreLocked(f"Another process is training in {run_dir}.", path=run_dir) from error
    except OSError as error:
        raise _unwritable(run_dir, error) from error
    try:
        clear_unfinished(run_dir)
        _claim(run_dir, recipe, resume=resume)
        yield
    finally:
        lock.release()


@contextmanager
def unclaimed(run_dir: Path, recipe: Recipe, *, resume: bool) -> Iterator[None]:
    """Do nothing: what the other processes of a run do while the first holds its folder."""
    del run_dir, recipe, resume
    yield


def begun_recipe(run_dir: Path) -> Recipe:
    """Return the recipe that a run was begun with.

    Raises:
        BadConfig: The folder holds no run.
    """
    path = run_dir / RECIPE_NAME
    if not path.is_file():
        raise BadConfig(f"There is no run in {run_dir}.", hint="Name a recipe, or the folder with --run.", path=run_dir)
    return read_recipe(str(path))


def _claim(run_dir: Path, recipe: Recipe, *, resume: bool) -> None:
    if not resume and (run_dir / STATE_NAME).exists():
        raise BadConfig(
            f"{run_dir} holds a run that was begun before.",
            hint="Go on with it (--resume), or choose another folder (--run).",
            path=run_dir,
        )
    if resume and (run_dir / RECIPE_NAME).is_file():
        _check_same(begun_recipe(run_dir), recipe, run_dir)
        return
    try:
        write_atomically(run_dir / RECIPE_NAME, recipe_text(recipe).encode())
    except OSError as error:
        raise _unwritable(run_dir, error) from error


def _unwritable(run_dir: Path, error: OSError) -> DiskFull:
    return DiskFull(f"The run's folder {run_dir} cannot be written: {error.strerror}.", path=run_dir)


def _check_same(begun: Recipe, now: Recipe, run_dir: Path) -> None:
    free = {f"run.{name}" for name in FREE_SETTINGS}
    free |= {f"data.{name}" for name in _PLACES} | {f"model.{name}" for name in _WEIGHTS}
    for key, before, after in differences(begun, now):
        if key not in free:
            raise BadConfig(
                f"{key} was {before!r} when the run in {run_dir} began and is {after!r} now.",
                hint="Go on with the recipe it was begun with, or start anew in another folder.",
                path=run_dir,
            )
