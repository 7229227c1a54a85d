"""A public model from the hub to the models' folder: fetched aside, imported, and put in place in one step."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path

from engine.cots.checkpoint_header import CONFIG_NAME, read_header
from engine.cots.hub_fetch import fetch_files, require_room
from engine.cots.hub_plan import FetchPlan
from engine.errors import DiskFull, EngineError, FetchFailed
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
    raise FetchFailed(
        f"There is another model called {plan.model.name}.", hint="Move or rename its folder first.", path=target
    )


def install(plan: FetchPlan, models_dir: Path, *, cancel: CancelToken, report: Reporter) -> Path:
    """Fetch and import a model; return its folder.

    What arrives is kept aside until the model is complete: an interrupted fetch is gone on with by the next one and
    never looks like a model.

    Raises:
        FetchFailed: The connection was lost, or there is another model of that name.
        CheckpointMismatch: What arrived is not what was promised, or no model that Evoke reads.
        ModelMissing: A file of the model is not on the hub.
        DiskFull: There is too little room.
        Cancelled: A stop was asked for.
    """
    workshop = models_dir / _WORKSHOP
    fetched = workshop / f"{plan.model.name}-{plan.revision[:12]}"
    made = workshop / f"{plan.model.name}.checkpoint"
    target = models_dir / plan.model.name
    fetch_files(plan, fetched, cancel=cancel, report=report)
    require_room(workshop, plan.size_bytes)  # the checkpoint is smaller: half precision
    cancel.check()
    report(Progress(plan.size_bytes, plan.size_bytes, f"Converting {plan.model.name}"))
    from engine.cots.hub_import import import_hub_model  # imports torch: not before there is something to convert

    shutil.rmtree(made, ignore_errors=True)
    import_hub_model(fetched, made, name=plan.model.name, summary=_summary(plan))
    try:
        (made / SOURCE_NAME).write_text(json.dumps(_source(plan), indent=2) + "\n", encoding="utf-8")
        if not (target / CONFIG_NAME).exists():
            made.rename(target)
    except OSError as error:
        raise DiskFull(f"The model could not be put in place: {error.strerror}.", path=target) from error
    for left in (fetched, made):
        shutil.rmtree(left, ignore_errors=True)
    return target


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
