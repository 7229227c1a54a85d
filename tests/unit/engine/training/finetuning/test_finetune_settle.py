import numpy as np
import torch
from numpy.typing import NDArray

from engine.cots.presets import TINY
from engine.training.data.frozen_features import normalised
from engine.training.finetuning.finetune_settle import carry_calibration, turn_dense_head, turn_of_texts
from tests.helpers.tiny_cots import TINY_CALIBRATION, drawn_pixels, tiny_model


def scores() -> NDArray[np.float32]:
    return np.random.default_rng(0).uniform(-0.5, 0.5, (30, 40)).astype(np.float32)


def test_carry_calibration_of_unmoved_vectors_changes_nothing() -> None:
    assert carry_calibration(TINY_CALIBRATION, scores(), scores()) == TINY_CALIBRATION


def test_carry_calibration_follows_cosines_that_moved_along_a_line() -> None:
    moved = carry_calibration(TINY_CALIBRATION, scores(), (0.5 * scores() + 0.1).astype(np.float32))
    assert abs(moved.match_score - (0.5 * TINY_CALIBRATION.match_score + 0.1)) < 1e-3
    assert abs(moved.mismatch_std - 0.5 * TINY_CALIBRATION.mismatch_std) < 1e-3
    assert moved.gallery_size == TINY_CALIBRATION.gallery_size


def rotation(dim: int) -> NDArray[np.float32]:
    square = np.random.default_rng(3).normal(size=(dim, dim))
    return np.asarray(np.linalg.qr(square)[0], np.float32)


def test_turn_of_texts_finds_a_rotation_and_stays_where_no_text_lies() -> None:
    texts = np.random.default_rng(1).normal(size=(5000, 6)).astype(np.float32)
    texts /= np.linalg.norm(texts, axis=1, keepdims=True)
    turn = rotation(6)
    np.testing.assert_allclose(turn_of_texts(texts, texts @ turn.T), turn, atol=2e-2)
    np.testing.assert_allclose(turn_of_texts(texts[:0], texts[:0]), np.eye(6), atol=1e-6)


def test_turn_dense_head_turns_every_cell_with_the_texts() -> None:
    model, turn = tiny_model(), rotation(TINY.embedding_dim)
    pictures = normalised(drawn_pixels(2), TINY.image)
    with torch.no_grad():
        before = model.embed_patches(pictures).patch_emb.numpy()
        turn_dense_head(model, turn)
        after = model.embed_patches(pictures).patch_emb.numpy()
    np.testing.assert_allclose(after, before @ turn.T, atol=1e-5)
