"""What a folder of training data holds, found by the names of its files, so that `--data DIR` is enough."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from engine.errors import BadData, FolderMissing
from engine.training.data.pair_manifest import MANIFEST_NAME
from engine.training.recipe import DataConfig

TRAIN_NAMES = ("train", "")
HELD_OUT_NAMES = ("held-out", "dev", "val")
_LAYOUT_HINT = (
    "It should hold captions.csv and images/ (or *.tar), or train.captions.csv with train-*.tar, train.tar or train/."
)


def with_data_folder(config: DataConfig, folder: Path) -> DataConfig:
    """Fill what a recipe leaves open about its data with what lies in `folder`.

    A split called NAME is `NAME.captions.csv` with `NAME-*.tar`, `NAME.tar` or a folder `NAME`. The training split is
    "train", or plain `captions.csv` with `images`, `*.tar` or the folder itself; the held-out split "held-out", "dev"
    or "val". A folder that the library wrote holds a manifest instead.

    Raises:
        FolderMissing: There is no such folder.
        BadData: It holds no training data of this form.
    """
    folder = folder.expanduser().absolute()
    if not folder.is_dir():
        raise FolderMissing(f"There is no data folder {folder}.", path=folder)
    if (folder / MANIFEST_NAME).is_file():
        return dataclasses.replace(config, images=config.images or str(folder))
    train = _first_split(folder, TRAIN_NAMES)
    if train is None and not (config.images and config.captions):
        raise BadData(f"{folder} holds no training data.", hint=_LAYOUT_HINT, path=folder)
    images, captions = train or ("", "")
    held_images, held_captions = _first_split(folder, HELD_OUT_NAMES) or ("", "")
    return dataclasses.replace(
        config,
        images=config.images or images,
        captions=config.captions or captions,
        held_out_images=config.held_out_images or held_images,
        held_out_captions=config.held_out_captions or held_captions,
    )


def _first_split(folder: Path, names: tuple[str, ...]) -> tuple[str, str] | None:
    """Return (pictures, table) of the first split that is there."""
    for name in names:
        table = folder / (f"{name}.captions.csv" if name else "captions.csv")
        pictures = _pictures(folder, name)
        if table.is_file() and pictures:
            return pictures, str(table)
    return None


def _pictures(folder: Path, name: str) -> str:
    if not name:
        if (folder / "images").is_dir():
            return str(folder / "images")
        return str(folder / "*.tar") if any(folder.glob("*.tar")) else str(folder)
    if any(folder.glob(f"{name}-*.tar")):
        return str(folder / f"{name}-*.tar")
    there = (folder / f"{name}.tar", folder / name)
    return next((str(path) for path in there if path.exists()), "")
