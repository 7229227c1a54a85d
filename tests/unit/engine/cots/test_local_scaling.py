from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn import functional

from engine.config import ComputeConfig
from engine.cots.checkpoint import load_checkpoint, save_checkpoint
from engine.cots.encoder import CotsEncoder
from engine.cots.lazy_encoder import LazyEncoder
from engine.cots.local_scaling import EXTRA_DIMS, LocalScaling
from engine.cots.presets import TINY, LocalScalingConfig, TwoStreamConfig
from tests.helpers.tiny_cots import (
    TINY_CALIBRATION,
    drawn_pixels,
    scaled_tiny_model,
    tiny_model,
    tiny_tokenizer_json,
    unit_vectors,
)

CONFIG = LocalScalingConfig(texts=30, pictures=20, neighbours=5)
DIM = TINY.embedding_dim


@pytest.fixture
def scaling() -> LocalScaling:
    fitted = LocalScaling(CONFIG, DIM)
    fitted.fit((unit_vectors(30, 0), unit_vectors(20, 1)), (unit_vectors(200, 2), unit_vectors(200, 3)))
    return fitted


def excess(emb: Tensor, bank: Tensor, usual: float) -> list[float]:
    """By two loops: half of what the mean cosine with the five nearest is above the usual, cut at 0.15."""
    found = []
    for vector in emb.tolist():
        cosines = sorted(
            (sum(a * b for a, b in zip(vector, other, strict=True)) for other in bank.tolist()), reverse=True
        )
        found.append(min(max((sum(cosines[:5]) / 5 - usual) / 2, -0.15), 0.15))
    return found


def test_completed_vectors_have_unit_length(scaling: LocalScaling) -> None:
    for completed in (scaling.complete_pictures(unit_vectors(40, 4)), scaling.complete_texts(unit_vectors(40, 5))):
        assert completed.shape == (40, DIM + EXTRA_DIMS)
        torch.testing.assert_close(completed.norm(dim=-1), torch.ones(40))


def test_products_are_cosines_less_the_excess_of_the_picture(scaling: LocalScaling) -> None:
    pictures, texts = unit_vectors(40, 4), unit_vectors(30, 5)
    products = scaling.complete_texts(texts) @ scaling.complete_pictures(pictures).T
    taken_off = torch.tensor(excess(pictures, scaling.text_bank, float(scaling.usual[0])))
    expected = (texts @ pictures.T - taken_off) / np.sqrt(1 + 0.15**2) / np.sqrt(2)
    torch.testing.assert_close(products, expected, atol=1e-5, rtol=0)


def test_hub_loses_to_the_picture_that_only_the_text_means(scaling: LocalScaling) -> None:
    text = unit_vectors(1, 6)
    hub = functional.normalize(scaling.text_bank.mean(dim=0, keepdim=True) + 0.45 * text, dim=-1)
    # As near to the text as the hub is, in a direction of which the bank knows nothing.
    away = torch.linalg.qr(torch.cat([text, scaling.text_bank.mean(dim=0, keepdim=True), unit_vectors(14, 7)]).T)[0][
        :, -1:
    ].T
    cosine = float((hub @ text.T).squeeze()) - 0.01
    apart = cosine * text + np.sqrt(1 - cosine**2) * away
    both = torch.cat([hub, functional.normalize(apart, dim=-1)])
    assert int((text @ both.T).argmax()) == 0
    assert int((scaling.complete_texts(text) @ scaling.complete_pictures(both).T).argmax()) == 1


def test_likeness_of_two_pictures_hardly_changes(scaling: LocalScaling) -> None:
    pictures = unit_vectors(60, 8)
    completed = scaling.complete_pictures(pictures)
    assert ((completed @ completed.T) - (pictures @ pictures.T)).abs().max() < 0.05


def test_cells_are_compared_as_before(scaling: LocalScaling) -> None:
    cells, words = unit_vectors(16, 9).view(4, 4, DIM), unit_vectors(3, 10)
    products = scaling.complete_cells(cells) @ scaling.complete_texts(words).T
    torch.testing.assert_close(products * np.sqrt(2), cells @ words.T, atol=1e-6, rtol=0)


def test_text_excess_is_on_the_scale_of_the_products(scaling: LocalScaling) -> None:
    texts = unit_vectors(30, 5)
    expected = torch.tensor(excess(texts, scaling.picture_bank, float(scaling.usual[1])))
    found = scaling.text_excess(scaling.complete_texts(texts))
    torch.testing.assert_close(found, expected / np.sqrt(1 + 0.15**2) / np.sqrt(2), atol=1e-5, rtol=0)


def test_correction_is_cut_where_it_is_absurd(scaling: LocalScaling) -> None:
    scaling.usual.fill_(-5.0)
    completed = scaling.complete_pictures(unit_vectors(3, 4))
    torch.testing.assert_close(completed.norm(dim=-1), torch.ones(3))
    assert torch.isfinite(completed).all()


def test_bank_smaller_than_the_neighbours_is_used_whole() -> None:
    scaling = LocalScaling(LocalScalingConfig(texts=2, pictures=1), DIM)
    scaling.fit((unit_vectors(2, 0), unit_vectors(1, 1)), (unit_vectors(5, 2), unit_vectors(5, 3)))
    assert torch.isfinite(scaling.complete_pictures(unit_vectors(4, 4))).all()


def test_checkpoint_keeps_the_correction_and_changes_its_fingerprint(tmp_path: Path) -> None:
    plain = save_checkpoint(tmp_path / "plain", tiny_model(), tiny_tokenizer_json(), TINY_CALIBRATION)
    scaled = save_checkpoint(tmp_path / "scaled", scaled_tiny_model(), tiny_tokenizer_json(), TINY_CALIBRATION)
    assert plain != scaled
    loaded = load_checkpoint(tmp_path / "scaled").model
    assert loaded.config.local_scaling == CONFIG
    assert loaded.local_scaling is not None
    torch.testing.assert_close(loaded.local_scaling.text_bank, unit_vectors(30, 0), atol=1e-3, rtol=0)
    assert "local_scaling" not in TINY.as_dict()
    assert TwoStreamConfig.from_dict(loaded.config.as_dict()) == loaded.config


def test_encoder_gives_completed_vectors_everywhere(tmp_path: Path) -> None:
    folder = tmp_path / "scaled"
    save_checkpoint(folder, scaled_tiny_model(), tiny_tokenizer_json(), TINY_CALIBRATION)
    encoder = CotsEncoder.load(folder, ComputeConfig(device="cpu", threads=1))
    lazy = LazyEncoder(folder, ComputeConfig(device="cpu", threads=1))
    pixels, texts = drawn_pixels(3), ["a red square", "dog"]
    vectors, cells = encoder.encode_patches(pixels)
    assert encoder.dim == lazy.dim == vectors.shape[1] == cells.shape[3] == TINY.embedding_dim + EXTRA_DIMS
    np.testing.assert_allclose(vectors, encoder.encode_pictures(pixels), atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(cells, axis=-1), 1.0, atol=1e-5)
    text_vectors = encoder.encode_texts(texts)
    assert text_vectors.shape == (2, encoder.dim)
    np.testing.assert_array_equal(lazy.text_excess(text_vectors), encoder.text_excess(text_vectors))
    assert np.abs(encoder.text_excess(text_vectors)).max() > 0
    assert encoder.text_excess(text_vectors[:0]).shape == (0,)


def test_encoder_without_correction_takes_nothing_off(tmp_path: Path) -> None:
    save_checkpoint(tmp_path, tiny_model(), tiny_tokenizer_json(), TINY_CALIBRATION)
    encoder = CotsEncoder.load(tmp_path, ComputeConfig(device="cpu", threads=1))
    assert not encoder.text_excess(encoder.encode_texts(["a red square"])).any()


def test_dropped_correction_leaves_the_plain_model() -> None:
    model = scaled_tiny_model()
    model.drop_local_scaling()
    assert model.config == TINY
    assert model.state_dict().keys() == tiny_model().state_dict().keys()
