"""The pointing game: does the heat map of a thing's name have its maximum on that thing?

One trial is one (image, class of its mask). Things are the class ids 1 to 90; those that cover under 0.2 % or over
60 % of the image are left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np
from numpy.typing import NDArray

from engine.errors import BadData
from engine.evaluation.image_sets import ImageSet
from engine.jobs import CancelToken, Progress, Reporter, ignore_progress
from engine.records import Explanation

Explain = Callable[[str, NDArray[np.uint8]], Explanation]

_THING_IDS = range(1, 91)
_LEAST_AREA, _MOST_AREA = 0.002, 0.60


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing in one image.

    Attributes:
        image: Name of the image in the set.
        word: The class name, which is the query.
        mask: (H, W), True where the thing is.
    """

    image: str
    word: str
    mask: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class PointingFigures:
    """Percentages 0 to 100 over all trials, and how many there were."""

    accuracy: float
    center_baseline: float
    chance: float
    words: int


def measure_pointing(
    explain: Explain,
    data: ImageSet,
    input_px: int,
    *,
    cancel: CancelToken | None = None,
    report: Reporter = ignore_progress,
) -> PointingFigures:
    """Play the game on every thing of `images/` that has a mask of the same name in `masks/`.

    Args:
        explain: Makes the heat maps of a query over (S, S, 3) pixels.
        data: Holds `images/`, `masks/*.png` (class ids) and `mask_classes.json` (id to name).
        input_px: The side S that `explain` wants.
        cancel: Asked before every image.
        report: Told after every image.

    Raises:
        BadData: A part of the data is missing or cannot be read.
        Cancelled: A stop was asked for.
    """
    classes = _read_classes(data)
    pairs = _image_and_mask(data)
    outcomes: list[tuple[bool, bool, float]] = []
    for done, (image, mask_name) in enumerate(pairs, start=1):
        if cancel is not None:
            cancel.check()
        pixels = data.square(image, input_px)
        for trial in things(image, data.class_ids(mask_name), classes):
            grids = [word.grid for word in explain(trial.word, pixels).words]
            outcomes.append((_is_hit(grids, trial.mask), points_at_centre(trial.mask), float(trial.mask.mean())))
        report(Progress(done, len(pairs), "Pointing"))
    if not outcomes:
        raise BadData(f"{data.path} holds no thing of a size to point at.", path=data.path)
    accuracy, centre, chance = (100.0 * float(np.mean(column)) for column in zip(*outcomes, strict=True))
    return PointingFigures(accuracy, centre, chance, len(outcomes))


def things(image: str, class_ids: NDArray[np.integer], classes: dict[int, str]) -> Iterator[Trial]:
    """Yield one trial per thing of a (H, W) map of class ids, smallest id first; ids without a name are left out."""
    for class_id in np.unique(class_ids):
        mask = class_ids == class_id
        if class_id in _THING_IDS and int(class_id) in classes and _LEAST_AREA <= mask.mean() <= _MOST_AREA:
            yield Trial(image, classes[int(class_id)], mask)


def points_inside(grid: NDArray[np.floating], mask: NDArray[np.bool_]) -> bool:
    """Whether the centre of the most relevant cell of a (G, G) map lies in the (H, W) mask.

    Ties count against us: every cell that shares the maximum must point inside. NaN never does.
    """
    if not np.isfinite(grid).all():
        return False
    rows, columns = np.nonzero(grid == grid.max())
    y = ((rows + 0.5) * mask.shape[0] / grid.shape[0]).astype(int)
    x = ((columns + 0.5) * mask.shape[1] / grid.shape[1]).astype(int)
    return bool(mask[y, x].all())


def points_at_centre(mask: NDArray[np.bool_]) -> bool:
    """Whether the centre of the image lies in the mask: what a map must beat."""
    return bool(mask[mask.shape[0] // 2, mask.shape[1] // 2])


def _is_hit(grids: list[NDArray[np.float32]], mask: NDArray[np.bool_]) -> bool:
    """A name of several words points with the mean of its words' maps; a name without a map misses."""
    return bool(grids) and points_inside(np.mean(grids, axis=0), mask)


def _read_classes(data: ImageSet) -> dict[int, str]:
    try:
        named = json.loads(data.read("mask_classes.json"))
        return {int(class_id): str(name) for class_id, name in named.items()}
    except (ValueError, AttributeError) as error:
        raise BadData(
            f"mask_classes.json in {data.path} is not a map of class ids to names.", path=data.path
        ) from error


def _image_and_mask(data: ImageSet) -> list[tuple[str, str]]:
    images = {PurePosixPath(name).stem: name for name in data.names if PurePosixPath(name).parent.name == "images"}
    masks = [name for name in data.names if PurePosixPath(name).parent.name == "masks"]
    pairs = [(images[stem], name) for name in sorted(masks) if (stem := PurePosixPath(name).stem) in images]
    if not pairs:
        raise BadData(f"{data.path} holds no picture in images/ with a mask in masks/.", path=data.path)
    return pairs
