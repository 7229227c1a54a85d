"""Which checkpoints are on this machine, and which one a name means. Nothing is ever downloaded."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from engine.cots.checkpoint_header import CONFIG_NAME, read_header
from engine.errors import CheckpointMismatch, ModelMissing
from engine.records import ModelInfo

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
    known = ", ".join(folder.name for folder in _folders(models_dir))
    raise ModelMissing(f'There is no model "{model}".', hint=f"Present on this machine: {known}.")


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
        size_bytes = sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
        found.append((folder, header, size_bytes))
    general = [entry for entry in found if not (entry[0] / TUNED_NAME).is_file()]
    added = [entry for entry in general if entry[0].name != EMBEDDED_NAME] or general
    current = max(added, key=lambda entry: entry[2])[0] if added else None
    return tuple(
        ModelInfo(
            name=folder.name,
            path=folder,
            fingerprint=header.fingerprint,
            size_bytes=size_bytes,
            is_current=folder == current,
            embedding_dim=header.config.embedding_dim,
            summary=header.summary,
        )
        for folder, header, size_bytes in found
    )


def _folders(models_dir: Path) -> list[Path]:
    folders = [embedded_path()] if (embedded_path() / CONFIG_NAME).is_file() else []
    if models_dir.is_dir():
        folders += sorted(path for path in models_dir.iterdir() if (path / CONFIG_NAME).is_file())
    return folders
