"""Label ranking on drawn colours, the mean over prompts, and ties."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from engine.evaluation.csv_tables import LabelRow
from engine.evaluation.image_sets import ImageSet
from engine.evaluation.zero_shot import embed_labels, measure_zero_shot
from tests.helpers.fakes import COLOURS, FakeEncoder


class DeafEncoder(FakeEncoder):
    """Gives every text the same vector."""

    def encode_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.tile(np.eye(1, self.dim, dtype=np.float32), (len(texts), 1))


@pytest.fixture
def images(tmp_path: Path) -> ImageSet:
    for name, colour in COLOURS.items():
        Image.new("RGB", (20, 20), colour).save(tmp_path / f"{name}.png")
    return ImageSet(tmp_path)


ROWS = [LabelRow(f"{name}.png", name) for name in ("red", "green", "blue")]


def test_measure_zero_shot_drawn_colours_are_named(images: ImageSet) -> None:
    measured = measure_zero_shot(FakeEncoder(), images, ROWS)
    assert (measured.top1, measured.top5, measured.labels, measured.images) == (100.0, 100.0, 3, 3)


def test_measure_zero_shot_swapped_labels_are_wrong(images: ImageSet) -> None:
    swapped = [LabelRow("red.png", "blue"), LabelRow("blue.png", "red"), LabelRow("green.png", "green")]
    measured = measure_zero_shot(FakeEncoder(), images, swapped)
    assert measured.top1 == pytest.approx(100 / 3)
    assert measured.top5 == 100.0


def test_measure_zero_shot_encoder_without_opinion_gets_no_point_at_one(images: ImageSet) -> None:
    assert measure_zero_shot(DeafEncoder(), images, ROWS).top1 == 0.0


def test_embed_labels_two_prompts_is_their_unit_mean() -> None:
    encoder = FakeEncoder()
    expected = encoder.encode_texts(["a photo of a red"])[0] + encoder.encode_texts(["red {}"])[0]
    embedded = embed_labels(encoder, ["red"], ("a photo of a {}", "{} {{}}"))
    np.testing.assert_allclose(embedded[0], expected / np.linalg.norm(expected), rtol=1e-5)
