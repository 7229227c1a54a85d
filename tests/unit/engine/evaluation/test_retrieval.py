"""Both directions of retrieval against loops, the any-of-five rule, and a whole run on drawn pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from engine.errors import BadData
from engine.evaluation import retrieval
from engine.evaluation.csv_tables import CaptionRow
from engine.evaluation.image_sets import ImageSet
from engine.evaluation.retrieval import figures, measure_retrieval
from engine.jobs import Cancelled, CancelToken, Progress
from tests.helpers.fakes import COLOURS, FakeEncoder


def slow_text_to_image(
    image_emb: NDArray[np.float32], text_emb: NDArray[np.float32], owner: NDArray[np.int64]
) -> list[int]:
    ranks = []
    for text, own in zip(text_emb, owner, strict=True):
        scores = [float(text @ image) for image in image_emb]
        ranks.append(1 + sum(1 for index, score in enumerate(scores) if index != own and score >= scores[own]))
    return ranks


def slow_image_to_text(
    image_emb: NDArray[np.float32], text_emb: NDArray[np.float32], owner: NDArray[np.int64]
) -> list[int]:
    ranks = []
    for index, image in enumerate(image_emb):
        order = sorted(range(len(text_emb)), key=lambda text: (-float(image @ text_emb[text]), owner[text] == index))
        ranks.append(min(place for place, text in enumerate(order, start=1) if owner[text] == index))
    return ranks


def unit(rng: np.random.Generator, count: int) -> NDArray[np.float32]:
    vectors = rng.integers(-2, 3, (count, 4)).astype(np.float32)  # few values, so that there are ties
    vectors[:, 0] += 0.5
    return vectors


@pytest.mark.parametrize("rows_at_once", [3, 512])
def test_figures_random_vectors_equal_slow_version(rows_at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retrieval, "_ROWS_AT_ONCE", rows_at_once)
    rng = np.random.default_rng(3)
    image_emb, text_emb = unit(rng, 12), unit(rng, 30)
    owner = np.concatenate([np.arange(12), rng.integers(0, 12, 18)])
    t2i = slow_text_to_image(image_emb, text_emb, owner)
    i2t = slow_image_to_text(image_emb, text_emb, owner)

    measured = figures(image_emb, text_emb, owner)

    for expected, found in ((t2i, measured.t2i), (i2t, measured.i2t)):
        assert found["R@1"] == pytest.approx(100 * np.mean([rank <= 1 for rank in expected]))
        assert found["R@5"] == pytest.approx(100 * np.mean([rank <= 5 for rank in expected]))
        assert found["R@10"] == pytest.approx(100 * np.mean([rank <= 10 for rank in expected]))
        assert found["MedR"] == pytest.approx(np.median(expected))
    assert (measured.images, measured.captions) == (12, 30)


def test_figures_one_good_caption_of_five_is_enough_for_its_image() -> None:
    image_emb = np.eye(2, dtype=np.float32)
    bad, good = [0.0, 1.0], [1.0, 0.0]
    text_emb = np.array([bad, bad, bad, bad, good, [0.0, 0.9]], np.float32)
    measured = figures(image_emb, text_emb, np.array([0, 0, 0, 0, 0, 1]))
    assert measured.i2t["R@1"] == 50.0
    assert measured.t2i["R@1"] == pytest.approx(100 * 2 / 6)


def test_figures_excess_of_a_caption_is_taken_off_where_captions_are_ranked() -> None:
    image_emb = np.eye(2, dtype=np.float32)
    text_emb = np.array([[0.8, 0.8], [0.7, 0.1], [0.1, 0.9]], np.float32)  # the first resembles everything
    owner = np.array([1, 0, 1])
    plain = figures(image_emb, text_emb, owner)
    corrected = figures(image_emb, text_emb, owner, np.array([0.2, 0.0, 0.0], np.float32))
    assert (plain.i2t["R@1"], corrected.i2t["R@1"]) == (50.0, 100.0)
    assert plain.t2i == corrected.t2i


def test_figures_model_that_says_always_the_same_scores_nothing_at_one() -> None:
    same = np.full((20, 4), 0.5, np.float32)
    measured = figures(same, same, np.arange(20))
    assert measured.t2i["R@10"] == 0.0
    assert measured.t2i["MedR"] == 20.0


@pytest.fixture
def coloured(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name, colour in COLOURS.items():
        Image.new("RGB", (40, 30), colour).save(folder / f"{name}.png")
    return folder


def test_measure_retrieval_drawn_pictures_are_all_found(coloured: Path) -> None:
    rows = [CaptionRow(f"{name}.png", name) for name in ("red", "green", "blue")]
    seen: list[Progress] = []
    with ImageSet(coloured) as images:
        measured = measure_retrieval(FakeEncoder(), images, rows, report=seen.append)
    assert measured.t2i["R@1"] == 100.0
    assert measured.i2t["R@1"] == 100.0
    assert measured.images == 3  # the white one has no caption and is not in the gallery
    assert seen[-1].done == seen[-1].total == 3


def test_measure_retrieval_against_every_image_ranks_what_no_caption_describes(coloured: Path) -> None:
    (coloured / "notes.txt").write_text("no picture")
    rows = [CaptionRow("red.png", "red"), CaptionRow("green.png", "white")]
    with ImageSet(coloured) as images:
        alone = measure_retrieval(FakeEncoder(), images, rows)
        among_all = measure_retrieval(FakeEncoder(), images, rows, every_image=True)
    assert (alone.images, among_all.images) == (2, 4)
    assert alone.t2i["MedR"] < among_all.t2i["MedR"]  # the white picture is now before the green one
    assert among_all.i2t["R@1"] == alone.i2t["R@1"]  # only described images ask for their captions


def test_measure_retrieval_wrong_captions_are_not_found(coloured: Path) -> None:
    rows = [CaptionRow("red.png", "blue"), CaptionRow("blue.png", "red")]
    with ImageSet(coloured) as images:
        assert measure_retrieval(FakeEncoder(), images, rows).t2i["R@1"] == 0.0


def test_measure_retrieval_absent_image_names_it(coloured: Path) -> None:
    with ImageSet(coloured) as images, pytest.raises(BadData, match=r"lilac\.png"):
        measure_retrieval(FakeEncoder(), images, [CaptionRow("lilac.png", "lilac")])


def test_measure_retrieval_cancelled_stops(coloured: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with ImageSet(coloured) as images, pytest.raises(Cancelled):
        measure_retrieval(FakeEncoder(), images, [CaptionRow("red.png", "red")], cancel=cancel)
