import numpy as np
import pytest

from engine.training.runs.calibrate import calibrate, calibrate_by_captions, equal_error_threshold


def test_equal_error_threshold_separates_what_can_be_separated() -> None:
    threshold = equal_error_threshold([np.array([0.5, 0.6, 0.7])], np.array([0.1, 0.2, 0.3]))
    assert 0.3 < threshold <= 0.5


def test_equal_error_threshold_of_overlapping_scores_errs_equally_often() -> None:
    rng = np.random.default_rng(0)
    positive, negative = rng.normal(1, 1, 4000), rng.normal(-1, 1, 4000)
    threshold = equal_error_threshold([positive], negative)
    assert (positive < threshold).mean() == pytest.approx((negative >= threshold).mean(), abs=0.01)
    assert threshold == pytest.approx(0.0, abs=0.1)


def test_equal_error_threshold_counts_groups_the_same_however_large() -> None:
    rng = np.random.default_rng(0)
    many, few, negative = rng.normal(3, 1, 9000), rng.normal(1, 1, 900), rng.normal(-1, 1, 4000)
    threshold = equal_error_threshold([many, few], negative)
    missed = ((many < threshold).mean() + (few < threshold).mean()) / 2
    assert missed == pytest.approx((negative >= threshold).mean(), abs=0.01)


def test_calibrate_counts_names_by_what_the_classifier_saw() -> None:
    images = np.eye(4, dtype=np.float32)[:3]
    texts, owners = images.copy(), np.arange(3)
    names = np.stack([images[0], np.eye(4, dtype=np.float32)[3], (images[0] + images[1]) / np.sqrt(2)]).astype(
        np.float32
    )
    # The first name is surely there, the second surely absent, the third neither.
    probabilities = np.array([[0.9, 0.0, 0.3], [0.1, 0.01, 0.3], [0.0, 0.0, 0.4]], np.float32)
    calibration = calibrate(images, texts, owners, names, probabilities, ("{}",))
    assert calibration.match_mean == pytest.approx(1.0)
    assert calibration.mismatch_mean == pytest.approx(0.0)
    assert 0.0 < calibration.match_score <= 1.0
    assert calibration.gallery_size == 3


def test_calibrate_by_captions_leaves_out_photos_that_others_captions_fit() -> None:
    angles = np.array([0.0, 0.05, 1.5, 1.55, 3.0, 3.05])  # three kinds of photos, two of each
    image_emb = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    owners = np.arange(6)
    calibration = calibrate_by_captions(image_emb, image_emb, owners, ("{}",))
    # The two least like a photo are of the kind farthest from it: a caption never meets its neighbour as a mismatch.
    assert calibration.match_score > 0.15
    assert calibration.mismatch_mean < 0.0
    assert calibration.match_mean == pytest.approx(1.0)
    assert calibration.gallery_size == 3
    assert calibration.prompts == ("{}",)


def test_calibrate_by_captions_works_with_two_photos() -> None:
    image_emb = np.eye(2, dtype=np.float32)
    text_emb = np.repeat(image_emb, 2, axis=0)
    calibration = calibrate_by_captions(image_emb, text_emb, np.array([0, 0, 1, 1]), ("{}",))
    assert (calibration.match_mean, calibration.mismatch_mean) == (1.0, 0.0)
    assert 0.0 < calibration.match_score <= 1.0
