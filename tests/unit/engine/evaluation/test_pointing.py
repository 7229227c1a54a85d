"""The pointing game: which things are asked for, what counts as a hit, and the two figures to beat."""

from __future__ import annotations

import json
import tarfile
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from engine.errors import BadData
from engine.evaluation.image_sets import ImageSet
from engine.evaluation.pointing import measure_pointing, points_at_centre, points_inside, things
from engine.jobs import Cancelled, CancelToken
from engine.records import Explanation, WordMap

CLASSES = {1: "person", 2: "traffic light", 91: "sky"}


def mask_of(height: int, width: int, boxes: dict[int, tuple[int, int, int, int]]) -> NDArray[np.uint8]:
    """Class ids, with (top, bottom, left, right) filled per class."""
    ids = np.zeros((height, width), np.uint8)
    for class_id, (top, bottom, left, right) in boxes.items():
        ids[top:bottom, left:right] = class_id
    return ids


def hot(row: int, column: int, cells: int = 4) -> NDArray[np.float32]:
    grid = np.zeros((cells, cells), np.float32)
    grid[row, column] = 1
    return grid


def test_things_too_small_too_large_unnamed_and_stuff_are_left_out() -> None:
    ids = mask_of(100, 100, {1: (0, 10, 0, 10), 91: (20, 40, 0, 100), 5: (50, 60, 0, 10)})
    ids[99, 99] = 2  # 0.01 %
    assert [trial.word for trial in things("a.jpg", ids, CLASSES)] == ["person"]
    everywhere = mask_of(100, 100, {1: (0, 61, 0, 100), 2: (61, 71, 0, 100)})
    assert [trial.word for trial in things("a.jpg", everywhere, CLASSES)] == ["traffic light"]


def test_things_at_the_bounds_are_kept() -> None:
    assert len(list(things("a.jpg", mask_of(100, 100, {1: (0, 60, 0, 100)}), CLASSES))) == 1
    assert len(list(things("a.jpg", mask_of(100, 100, {1: (0, 1, 0, 20)}), CLASSES))) == 1


@pytest.mark.parametrize("cells", [1, 3, 7, 14])
def test_points_inside_any_grid_and_shape_is_the_cell_centre(cells: int) -> None:
    rng = np.random.default_rng(cells)
    mask = rng.random((37, 53)) < 0.5
    for row in range(cells):
        for column in range(cells):
            y = int((row + 0.5) / cells * 37)
            x = int((column + 0.5) / cells * 53)
            assert points_inside(hot(row, column, cells), mask) == mask[y, x]


def test_points_inside_flat_or_broken_map_is_a_miss() -> None:
    mask = mask_of(40, 40, {1: (0, 20, 0, 40)}) == 1
    assert not points_inside(np.ones((4, 4), np.float32), mask)
    assert not points_inside(np.full((4, 4), np.nan, np.float32), mask)
    assert points_inside(hot(0, 0) + hot(1, 3), mask)


def test_points_at_centre_looks_at_the_middle() -> None:
    assert points_at_centre(mask_of(41, 31, {1: (20, 21, 15, 16)}) == 1)
    assert not points_at_centre(mask_of(41, 31, {1: (0, 20, 0, 31)}) == 1)


def data_set(folder: Path, masks: dict[str, NDArray[np.uint8]]) -> ImageSet:
    for part in ("images", "masks"):
        (folder / part).mkdir(parents=True)
    (folder / "mask_classes.json").write_text(json.dumps({str(key): name for key, name in CLASSES.items()}))
    for name, ids in masks.items():
        Image.fromarray(ids).save(folder / "masks" / f"{name}.png")
        Image.fromarray(np.stack([ids] * 3, axis=-1)).save(folder / "images" / f"{name}.png")
    return ImageSet(folder)


def explanation(query: str, *grids: NDArray[np.float32]) -> Explanation:
    words = tuple(WordMap(word, 0.1, grid) for word, grid in zip(query.split(), grids, strict=True))
    return Explanation(query, words, 0.3, 1.0)


def test_measure_pointing_known_maps_gives_known_figures(tmp_path: Path) -> None:
    data = data_set(
        tmp_path,
        {
            "a": mask_of(40, 40, {1: (0, 20, 0, 20)}),  # a quarter, top left
            "b": mask_of(40, 40, {1: (10, 30, 10, 30), 2: (0, 10, 0, 40)}),  # a quarter in the middle, a quarter above
        },
    )
    asked: list[str] = []

    def explain(query: str, pixels: NDArray[np.uint8]) -> Explanation:
        assert pixels.shape == (24, 24, 3)
        asked.append(query)
        if query == "person":
            return explanation(query, hot(0, 0))  # hits in a, misses in b
        return explanation(query, hot(0, 1) + hot(3, 3), hot(0, 1))  # the mean of both words points up

    measured = measure_pointing(explain, data, 24)
    assert asked == ["person", "person", "traffic light"]
    assert measured.words == 3
    assert measured.accuracy == pytest.approx(200 / 3)
    assert measured.center_baseline == pytest.approx(100 / 3)
    assert measured.chance == pytest.approx(25.0)


def test_measure_pointing_no_map_is_a_miss(tmp_path: Path) -> None:
    data = data_set(tmp_path, {"a": mask_of(40, 40, {1: (0, 20, 0, 20)})})
    measured = measure_pointing(lambda query, pixels: Explanation(query, (), 0.0, 1.0), data, 8)
    assert (measured.accuracy, measured.words) == (0.0, 1)


def test_measure_pointing_data_without_things_is_said(tmp_path: Path) -> None:
    data = data_set(tmp_path, {"a": np.zeros((10, 10), np.uint8)})
    with pytest.raises(BadData, match="holds no thing"):
        measure_pointing(lambda query, pixels: explanation(query, hot(0, 0)), data, 8)


@pytest.mark.parametrize("content", ["[1, 2]", "{", '{"one": "person"}'])
def test_measure_pointing_broken_class_names_are_said(tmp_path: Path, content: str) -> None:
    data = data_set(tmp_path, {"a": mask_of(40, 40, {1: (0, 20, 0, 20)})})
    (tmp_path / "mask_classes.json").write_text(content)
    with pytest.raises(BadData, match=r"mask_classes\.json"):
        measure_pointing(lambda query, pixels: explanation(query, hot(0, 0)), data, 8)


def test_measure_pointing_data_of_another_kind_is_said(tmp_path: Path) -> None:
    (tmp_path / "mask_classes.json").write_text("{}")
    with pytest.raises(BadData, match="holds no picture in images/"):
        measure_pointing(lambda query, pixels: explanation(query, hot(0, 0)), ImageSet(tmp_path), 8)


def test_measure_pointing_cancelled_stops(tmp_path: Path) -> None:
    data = data_set(tmp_path, {"a": mask_of(40, 40, {1: (0, 20, 0, 20)})})
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        measure_pointing(lambda query, pixels: explanation(query, hot(0, 0)), data, 8, cancel=cancel)


@pytest.mark.shared
def test_measure_pointing_public_masks_equal_a_slow_count(shared_dir: Path) -> None:
    hits, areas = [], []
    with tarfile.open(shared_dir / "data" / "coco128-train2017.tar") as tar:
        for member in tar:
            if not member.name.startswith("masks/"):
                continue
            ids = np.asarray(Image.open(tar.extractfile(member)))  # type: ignore[arg-type]  # a regular file
            counts = Counter(ids.ravel().tolist())
            for class_id, count in counts.items():
                if 1 <= class_id <= 90 and 0.002 <= count / ids.size <= 0.6:
                    areas.append(count / ids.size)
                    hits.append(ids[len(ids) // 2][len(ids[0]) // 2] == class_id)
    with ImageSet(shared_dir / "data" / "coco128-train2017.tar") as data:
        measured = measure_pointing(lambda query, pixels: Explanation(query, (), 0.0, 1.0), data, 8)
    assert measured.words == len(hits) > 200
    assert measured.center_baseline == pytest.approx(100 * sum(hits) / len(hits))
    assert measured.chance == pytest.approx(100 * sum(areas) / len(areas))
