"""A public model from the hub to the models' folder: fetched aside, imported, and put in place in one step."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

import filelock

from engine.cots.checkpoint_header import read_header
from engine.cots.hub_catalogue import PublicModel
from engine.cots.hub_fetch import fetch_files, require_room
from engine.cots.hub_plan import FetchPlan
from engine.errors import CheckpointMismatch, DiskFull, EngineError, FetchFailed, ModelMissing
from engine.jobs import CancelToken, Progress, Reporter

SOURCE_NAME = "source.json"

# Inside the models' folder, so that putting in place is a rename; a folder of folders is never listed as a model.
_WORKSHOP = ".fetching"


def is_installed(plan: FetchPlan, models_dir: Path) -> bool:
    """Whether this very revision is there already.

    Raises:
        FetchFailed: There is another model of that name.
    """
    target = models_dir / plan.model.name
    if not target.exists():
        return False
    try:
        read_header(target)
        source = json.loads((target / SOURCE_NAME).read_text(encoding="utf-8"))
    except (EngineError, OSError, ValueError):
        source = None
    if isinstance(source, dict) and (source.get("repo"), source.get("revision")) == (plan.model.repo, plan.revision):
        return True
    raise _name_taken(target)


def arrived_bytes(model: PublicModel, models_dir: Path) -> int:
    """Return how much of a model an interrupted fetch left, for the next one to go on with."""
    found = (models_dir / _WORKSHOP / f"{model.name}-{model.revision[:12]}").glob("*")
    return sum(path.stat().st_size for path in found if path.is_file())


def install(plan: FetchPlan, models_dir: Path, *, cancel: CancelToken, report: Reporter) -> Path:
    """Fetch and import a model; return its folder.

    What arrives is kept aside until the model is complete: an interrupted fetch is gone on with by the next one and
    never looks like a model.

    Raises:
        FetchFailed: The connection was lost, there is another model of that name, or it is being fetched already.
        CheckpointMismatch: What arrived is not what was promised, or no model that Evoke reads.
        ModelMissing: A file of the model is not on the hub.
        DiskFull: There is too little room.
        Cancelled: A stop was asked for.
    """
    with _alone(models_dir, plan.model.name):
        return _install(plan, models_dir, cancel, report)


def _install(plan: FetchPlan, models_dir: Path, cancel: CancelToken, report: Reporter) -> Path:
    fetched = models_dir / _WORKSHOP / f"{plan.model.name}-{plan.revision[:12]}"
    described = replace(plan, files=tuple(file for file in plan.files if not file.name.endswith(".safetensors")))
    fetch_files(described, fetched, cancel=cancel, report=report)
    with _useless_if_unreadable(fetched):
        _check_description(fetched, plan.model.name)
    fetch_files(plan, fetched, cancel=cancel, report=report)
    require_room(fetched, plan.size_bytes)  # the checkpoint is smaller: half precision
    cancel.check()
    report(Progress(plan.size_bytes, plan.size_bytes, f"Converting {plan.model.name}"))
    with _useless_if_unreadable(fetched):
        target = _put_in_place(fetched, models_dir / plan.model.name, _summary(plan), _source(plan))
    shutil.rmtree(fetched, ignore_errors=True)
    return target


def install_folder(folder: Path, models_dir: Path) -> Path:
    """Import a folder that was brought here by other means, in the hub's layout; return the model's folder.

    Raises:
        FetchFailed: There is a model of that name, or one is being fetched.
        CheckpointMismatch: It is no model that Evoke reads, or damaged.
        ModelMissing: A file of the model is missing, or its weights are pickled.
        DiskFull: There is too little room.
    """
    name = re.sub(r"[^a-z0-9._-]+", "-", folder.resolve().name.lower()).strip(".-") or "model"
    if (models_dir / name).exists():
        raise _name_taken(models_dir / name)
    require_room(models_dir, sum(file.stat().st_size for file in folder.glob("*.safetensors") if file.is_file()))
    with _alone(models_dir, name):
        return _put_in_place(folder, models_dir / name, f"{name}, imported", {"folder": str(folder.resolve())})


@contextmanager
def _alone(models_dir: Path, name: str) -> Iterator[None]:
    """Keep other processes from writing to the same unfinished files."""
    workshop = models_dir / _WORKSHOP
    try:
        workshop.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(workshop / f"{name}.lock", blocking=False)
        lock.acquire()
    except filelock.Timeout as error:
        raise FetchFailed(f"Another Evoke is fetching {name} now.", hint="Wait for it, or end it.") from error
    except OSError as error:
        raise DiskFull(f"The models' folder cannot be written: {error.strerror}.", path=models_dir) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _useless_if_unreadable(fetched: Path) -> Iterator[None]:
    """Throw away what is as promised and yet no model that Evoke reads: fetching it again would change nothing."""
    try:
        yield
    except (CheckpointMismatch, ModelMissing):
        shutil.rmtree(fetched, ignore_errors=True)
        raise


def _check_description(folder: Path, name: str) -> None:
    """Refuse a model by its small files, before its weights are fetched."""
    from engine.cots.hub_layout import read_two_towers
    from engine.cots.hub_tokenizer import read_tokenizer

    read_tokenizer(folder, read_two_towers(folder, name).text)


def _put_in_place(folder: Path, target: Path, summary: str, source: dict[str, object]) -> Path:
    """Import `folder` aside and rename the checkpoint to `target`: whatever happens, no half of it is ever seen."""
    from engine.cots.hub_import import import_hub_model  # imports torch: not before there is something to convert

    made = target.parent / _WORKSHOP / f"{target.name}.checkpoint"
    shutil.rmtree(made, ignore_errors=True)
    try:
        import_hub_model(folder, made, name=target.name, summary=summary)
        (made / SOURCE_NAME).write_text(json.dumps(source, indent=2) + "\n", encoding="utf-8")
        if target.exists():
            raise _name_taken(target)
        made.rename(target)
    except OSError as error:
        raise DiskFull(f"The model could not be put in place: {error.strerror}.", path=target) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return target


def _name_taken(target: Path) -> FetchFailed:
    return FetchFailed(
        f"There is another model called {target.name}.", hint="Move or rename its folder first.", path=target
    )


def _summary(plan: FetchPlan) -> str:
    return plan.model.about or f"{plan.model.repo} from the hub"


def _source(plan: FetchPlan) -> dict[str, object]:
    """Where a model came from: the hashes its files had when they were fetched, and its licence."""
    return {
        "repo": plan.model.repo,
        "revision": plan.revision,
        "licence": plan.licence,
        "files": [asdict(file) for file in plan.files],
    }
