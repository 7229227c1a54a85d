"""The folder that a fine-tuning is handed, checked: `request.json`, `pictures.npy`, `pictures.jsonl`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.config import ComputeConfig
from engine.errors import BadConfig, BadData
from engine.training.data.pairs import load_pairs
from engine.training.finetune_config import FinetuneConfig
from engine.training.finetuning.finetune_material import LabelledPictures, Material
from engine.training.runs.recipe_files import read_recipe

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class FinetuneRun:
    """What is asked for.

    Attributes:
        base: Folder of the checkpoint to start from.
        name: Of the checkpoint to write.
        config: Every number.
        compute: Device and threads.
        material: Pictures, captions and phrases.
        own_rows: Which of the given pictures the captioned ones of the material are.
        other_rows: Which of them the others are.
    """

    base: Path
    name: str
    config: FinetuneConfig
    compute: ComputeConfig
    material: Material
    own_rows: NDArray[np.int64]
    other_rows: NDArray[np.int64]


def read_run(run_dir: Path) -> FinetuneRun:
    """Read and check what the parent process prepared.

    Raises:
        BadData: A file is missing, damaged or not what it should be.
        BadConfig: There is no such recipe, or a value of it is wrong.
        FolderMissing: The guard's pictures or captions are not there.
    """
    request = _read_json(run_dir / "request.json")
    try:
        if request["format"] != _FORMAT:
            raise BadData("The fine-tuning was prepared by another version of Evoke.", path=run_dir)
        config = read_recipe(str(request["recipe"])).finetune
        if request["minutes"] is not None:
            config = replace(config, minutes=float(request["minutes"]))
        compute = ComputeConfig(**request["compute"])
        side, guard = int(request["input_px"]), request["guard"]
        base, name = Path(request["base"]), str(request["name"])
        paths = None if guard is None else (Path(guard["images"]), Path(guard["captions"]))
    except (KeyError, TypeError, ValueError) as error:
        raise BadData("The fine-tuning's request.json is incomplete.", path=run_dir) from error
    own, others, own_rows, other_rows = _read_pictures(run_dir, side)
    labelled = None if paths is None else _read_guard(*paths, side)
    material = Material(own, others, read_phrases(), labelled)
    return FinetuneRun(base, name, config, compute, material, own_rows, other_rows)


def read_phrases(path: Path | None = None) -> tuple[str, ...]:
    """Read a bank of phrases, by default the one that ships with Evoke; lines with # are comments.

    Raises:
        BadConfig: It cannot be read.
    """
    path = path or Path(str(resources.files("resources"))) / "guard_phrases.txt"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadConfig("The bank of general phrases cannot be read.", path=path) from error
    return tuple(dict.fromkeys(line.strip() for line in lines if line.strip() and not line.startswith("#")))


def _read_pictures(
    run_dir: Path, side: int
) -> tuple[LabelledPictures, NDArray[np.uint8], NDArray[np.int64], NDArray[np.int64]]:
    path = run_dir / "pictures.npy"
    try:
        pixels: NDArray[np.uint8] = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError) as error:
        raise BadData("The pictures to learn from cannot be read.", path=path) from error
    if pixels.dtype != np.uint8 or pixels.ndim != 4 or pixels.shape[1:] != (side, side, 3):
        raise BadData(f"The pictures to learn from are not squares of {side} pixels in RGB.", path=path)
    rows = _read_rows(run_dir / "pictures.jsonl")
    if len(rows) != len(pixels):
        raise BadData(f"There are {len(pixels)} pictures and {len(rows)} lines about them.", path=path)
    captions = tuple(tuple(str(text).strip() for text in row["captions"] if str(text).strip()) for row in rows)
    own = np.array([bool(texts) for texts in captions], bool)
    contents: dict[str, int] = {}
    groups = np.array([contents.setdefault(str(row["content"]), len(contents)) for row in rows], np.int64)
    labelled = LabelledPictures(np.asarray(pixels[own]), tuple(texts for texts in captions if texts), groups[own])
    # Frames of a captioned clip are no general pictures and no wrong answers.
    is_other = ~own & ~np.isin(groups, groups[own])
    return labelled, np.asarray(pixels[is_other]), np.flatnonzero(own), np.flatnonzero(is_other)


def _read_rows(path: Path) -> list[Mapping[str, Any]]:
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError) as error:
        raise BadData("The list of the pictures to learn from cannot be read.", path=path) from error
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict) or "content" not in row or not isinstance(row.get("captions"), list):
            raise BadData(f"Line {number} of the list of pictures has no content or no captions.", path=path)
    return rows


def _read_guard(images: Path, captions: Path, side: int) -> LabelledPictures:
    data = load_pairs([images], captions, side)
    if len(data) < 2:
        raise BadConfig("The guard set has fewer than two pictures.", path=captions)
    return LabelledPictures(data.pixels, data.captions, np.arange(len(data)))


def _read_json(path: Path) -> Mapping[str, Any]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadData("The fine-tuning's request.json cannot be read.", path=path) from error
    if not isinstance(values, dict):
        raise BadData("The fine-tuning's request.json is not a table.", path=path)
    return values
