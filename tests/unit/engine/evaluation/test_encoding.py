"""Batches must not change what is embedded, nor its order."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import numpy as np
from PIL import Image

from engine.evaluation.encoding import encode_pictures, encode_texts
from engine.evaluation.image_sets import ImageSet
from tests.helpers.fakes import FakeEncoder


def test_encode_texts_more_than_one_batch_keeps_the_order() -> None:
    encoder = FakeEncoder()
    texts = [("red " * (index % 7) + f"word{index}").strip() for index in range(150)]
    expected = np.stack([encoder.encode_texts([text])[0] for text in texts])
    np.testing.assert_allclose(encode_texts(encoder, texts), expected, rtol=1e-6)


def test_encode_texts_none_gives_no_rows() -> None:
    assert encode_texts(FakeEncoder(), []).shape == (0, FakeEncoder.dim)


def test_encode_pictures_archive_in_other_order_keeps_the_asked_order(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    archive = tmp_path / "pictures.tar"
    colours = {f"{index:02}.png": tuple(int(value) for value in rng.integers(0, 255, 3)) for index in range(40)}
    with tarfile.open(archive, "w") as tar:
        for name, colour in colours.items():
            buffer = io.BytesIO()
            Image.new("RGB", (8, 8), colour).save(buffer, "PNG")
            member = tarfile.TarInfo(name)
            member.size = len(buffer.getvalue())
            tar.addfile(member, io.BytesIO(buffer.getvalue()))
    asked = [str(name) for name in rng.permutation(list(colours))]
    encoder = FakeEncoder()
    expected = [encoder.encode_pictures(np.full((1, 4, 4, 3), colours[name], np.uint8))[0] for name in asked]
    with ImageSet(archive) as images:
        np.testing.assert_allclose(encode_pictures(encoder, images, asked), np.stack(expected), atol=0.01)
