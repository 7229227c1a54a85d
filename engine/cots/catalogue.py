"""Which checkpoints are on this machine, and which one a name means. Nothing is ever downloaded."""

from __future__ import annotations

import dataclasses
from importlib import resources
from pathlib import Path

from engine.cots.checkpoint_header import CONFIG_NAME, CheckpointHeader, read_header
from engine.errors import CheckpointMismatch, ModelMissing
from engine.model_records import ModelInfo

EMBEDDED_NAME = "embedded"
TUNED_NAME = "tuned.json"  # in the folder of a model that was fine-tuned for one library: what it was made from


def embedded_path() -> Path:
    """Return the folder of the checkpoint that ships with Evoke."""
    return Path(str(resources.files("resources"))) / "models" / EMBEDDED_NAME


def find_checkpoint(model: str, models_dir: Path) -> Path:
    """Return the checkpoint folder that `model` means: "auto", a name, or a path to a folder.

    "auto" is the largest sound checkpoint in `models_dir`, else the one that ships with Evoke. Models that were
    fine-tuned for one library are never meant by it.

    Raises:
        ModelMissing: There is none of that name or at that path.
    """
    if model == "auto":
        return next((info.path for info in list_checkpoints(models_dir) if info.is_current), embedded_path())
    for folder in _folders(models_dir):
        if folder.name == model:
            return folder
    path = Path(model).expanduser()
    if (path / CONFIG_NAME).is_file():
        return path
    if path.is_dir():
        raise no_model_in(path)
    known = ", ".join(folder.name for folder in _folders(models_dir))
    raise ModelMissing(f'There is no model "{model}".', hint=f"Present on this machine: {known}.")


def no_model_in(folder: Path) -> ModelMissing:
    """Return the error for a folder that holds no model; a run's own checkpoint in it is named."""
    inner = folder / "checkpoint"
    hint = f"Did you mean {inner}?" if (inner / CONFIG_NAME).is_file() else ""
    return ModelMissing(f"The folder {folder} holds no model.", hint=hint, path=folder)


def shown_name(folder: Path, models_dir: Path) -> str:
    """Return how a person tells this model from others: outside `models_dir`, "checkpoint" alone names none."""
    absolute = folder.absolute()
    if absolute.name != "checkpoint" or absolute.parent == models_dir.absolute():
        return absolute.name
    return f"{absolute.parent.name}/{absolute.name}"


def list_in_use(models_dir: Path, in_use: Path) -> tuple[ModelInfo, ...]:
    """List the sound checkpoints with `is_current` at the one in use, which is listed wherever it lies."""
    current = in_use.absolute()
    listed = tuple(
        dataclasses.replace(info, is_current=info.path.absolute() == current) for info in list_checkpoints(models_dir)
    )
    if any(info.is_current for info in listed):
        return listed
    try:
        header = read_header(current)
    except (ModelMissing, CheckpointMismatch):
        return listed
    return (*listed, _info(current, header, shown_name(current, models_dir), is_current=True))


def list_checkpoints(models_dir: Path) -> tuple[ModelInfo, ...]:
    """List the sound checkpoints by name, the embedded one first; `is_current` marks what "auto" means.

    Headers are read, weights are not: a checkpoint with damaged weights is listed and fails when it is loaded.
    """
    found = []
    for folder in _folders(models_dir):
        try:
            header = read_header(folder)
        except (ModelMissing, CheckpointMismatch):
            continue
        found.append(_info(folder, header, folder.name, is_current=False))
    general = [info for info in found if not (info.path / TUNED_NAME).is_file()]
    added = [info for info in general if info.name != EMBEDDED_NAME] or general
    current = max(added, key=lambda info: info.size_bytes).path if added else None
    return tuple(dataclasses.replace(info, is_current=info.path == current) for info in found)


def _info(folder: Path, header: CheckpointHeader, name: str, *, is_current: bool) -> ModelInfo:
    return ModelInfo(
        name=name,
        path=folder,
        fingerprint=header.fingerprint,
        size_bytes=sum(file.stat().st_size for file in folder.iterdir() if file.is_file()),
        is_current=is_current,
        embedding_dim=header.config.embedding_dim,
        summary=header.summary,
    )


def _folders(models_dir: Path) -> list[Path]:
    folders = [embedded_path()] if (embedded_path() / CONFIG_NAME).is_file() else []
    if models_dir.is_dir():
        folders += sorted(path for path in models_dir.iterdir() if (path / CONFIG_NAME).is_file())
    return folders
