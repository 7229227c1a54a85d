from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from engine.config import ComputeConfig
from engine.cots import encoder as encoder_module
from engine.cots.encoder import CotsEncoder
from engine.device import MAX_CPU_BATCH
from engine.errors import BadConfig, CheckpointMismatch, OutOfMemory
from tests.helpers.tiny_cots import drawn_pixels, save_tiny_checkpoint, tiny_encoder

TEXTS = ["a red square", "dog", "the big blue circle on the left of two small white cat", "a photo of a dog"]


@pytest.fixture
def encoder(tmp_path: Path) -> CotsEncoder:
    return tiny_encoder(tmp_path / "tiny")


def test_encode_pictures_are_float32_unit_vectors(encoder: CotsEncoder) -> None:
    vectors = encoder.encode_pictures(drawn_pixels(5))
    assert vectors.shape == (5, encoder.dim)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_encode_texts_are_float32_unit_vectors(encoder: CotsEncoder) -> None:
    vectors = encoder.encode_texts(TEXTS)
    assert vectors.shape == (4, encoder.dim)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_encode_alone_equals_encode_in_a_batch(encoder: CotsEncoder) -> None:
    pixels = drawn_pixels(7)
    together = encoder.encode_pictures(pixels)
    alone = np.concatenate([encoder.encode_pictures(pixels[i : i + 1]) for i in range(7)])
    assert (together * alone).sum(axis=1).min() >= 0.9999
    texts_together = encoder.encode_texts(TEXTS)
    texts_alone = np.concatenate([encoder.encode_texts([text]) for text in TEXTS])
    assert (texts_together * texts_alone).sum(axis=1).min() >= 0.9999


def test_encode_twice_is_the_same_to_the_bit(encoder: CotsEncoder) -> None:
    pixels = drawn_pixels(4)
    assert np.array_equal(encoder.encode_pictures(pixels), encoder.encode_pictures(pixels))
    assert np.array_equal(encoder.encode_texts(TEXTS), encoder.encode_texts(TEXTS))


def test_encode_nothing_returns_empty_arrays(encoder: CotsEncoder) -> None:
    none = drawn_pixels(0)
    assert encoder.encode_pictures(none).shape == (0, encoder.dim)
    assert encoder.encode_texts([]).shape == (0, encoder.dim)
    vectors, patches = encoder.encode_patches(none)
    assert (vectors.shape, patches.shape) == ((0, encoder.dim), (0, 4, 4, encoder.dim))


def test_encode_patches_gives_the_pictures_vectors_and_unit_cells(encoder: CotsEncoder) -> None:
    pixels = drawn_pixels(3)
    vectors, patches = encoder.encode_patches(pixels)
    np.testing.assert_allclose(vectors, encoder.encode_pictures(pixels), atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(patches, axis=-1), 1.0, atol=1e-5)


def test_encode_empty_and_absurdly_long_texts_still_embed(encoder: CotsEncoder) -> None:
    vectors = encoder.encode_texts(["", "dog " * 5000])
    assert np.isfinite(vectors).all()


def test_encode_long_text_is_cut_after_what_the_tower_reads(encoder: CotsEncoder) -> None:
    long = "a red square on the left of two big dog"
    vectors = encoder.encode_texts([long + " cat" * 10, long + " blue" * 10])
    np.testing.assert_allclose(vectors[0], vectors[1], atol=1e-6)


@pytest.mark.parametrize(
    "pixels",
    [np.zeros((1, 31, 32, 3), np.uint8), np.zeros((32, 32, 3), np.uint8), np.zeros((1, 32, 32, 3), np.float32)],
    ids=["side", "no batch", "type"],
)
def test_encode_pictures_of_another_form_is_refused(encoder: CotsEncoder, pixels: NDArray[np.uint8]) -> None:
    with pytest.raises(ValueError, match="expected"):
        encoder.encode_pictures(pixels)


def test_encode_when_memory_runs_out_halves_the_batch(encoder: CotsEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    pixels = drawn_pixels(9)
    expected = encoder.encode_pictures(pixels)
    whole = encoder.model.embed_wholes
    sizes = []

    def embed_at_most_two(pictures: torch.Tensor) -> torch.Tensor:
        sizes.append(len(pictures))
        if len(pictures) > 2:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return whole(pictures)

    monkeypatch.setattr(encoder.model, "embed_wholes", embed_at_most_two)
    np.testing.assert_allclose(encoder.encode_pictures(pixels), expected, atol=1e-5)
    assert max(sizes) == MAX_CPU_BATCH
    assert sizes[-1] <= 2


def test_encode_when_not_even_one_fits_is_out_of_memory(encoder: CotsEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    def embed(pictures: torch.Tensor) -> torch.Tensor:
        raise RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate 99 bytes")

    monkeypatch.setattr(encoder.model, "embed_wholes", embed)
    with pytest.raises(OutOfMemory):
        encoder.encode_pictures(drawn_pixels(4))


def test_encode_batches_beyond_the_largest_are_joined_in_order(
    encoder: CotsEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    pixels = drawn_pixels(10)
    whole = encoder.encode_pictures(pixels)
    seen: list[int] = []
    embed = encoder.model.embed_wholes

    def counted(pictures: torch.Tensor) -> torch.Tensor:
        seen.append(len(pictures))
        return embed(pictures)

    monkeypatch.setattr(encoder.model, "embed_wholes", counted)
    monkeypatch.setattr(encoder, "_at_once", 3)
    np.testing.assert_allclose(encoder.encode_pictures(pixels), whole, atol=1e-5)
    assert seen == [3, 3, 3, 1]


def test_encode_on_a_processor_sees_few_pictures_at_once(encoder: CotsEncoder) -> None:
    assert encoder.device.type == "cpu"
    assert encoder._at_once == MAX_CPU_BATCH < encoder_module.MAX_BATCH


def test_load_on_a_device_that_is_not_there_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    folder = save_tiny_checkpoint(tmp_path / "tiny")
    with pytest.raises(BadConfig, match="cuda"):
        CotsEncoder.load(folder, ComputeConfig(device="cuda"))


def test_load_with_a_damaged_tokenizer_is_a_mismatch(tmp_path: Path) -> None:
    folder = save_tiny_checkpoint(tmp_path / "tiny")
    (folder / "tokenizer.json").write_text("{}")
    with pytest.raises(CheckpointMismatch):
        CotsEncoder.load(folder, ComputeConfig(device="cpu"))


def test_encode_pictures_in_bfloat16_gives_nearly_the_same_unit_vectors(tmp_path: Path) -> None:
    save_tiny_checkpoint(tmp_path / "tiny")
    exact, half = (CotsEncoder.load(tmp_path / "tiny", ComputeConfig(precision=p)) for p in ("float32", "bfloat16"))
    vectors, rounded = exact.encode_pictures(drawn_pixels(5)), half.encode_pictures(drawn_pixels(5))
    assert rounded.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rounded, axis=1), 1.0, atol=1e-5)
    assert not np.array_equal(vectors, rounded)
    assert (vectors * rounded).sum(axis=1).min() >= 0.99
