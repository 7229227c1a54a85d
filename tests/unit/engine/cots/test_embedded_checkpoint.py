import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from engine.config import ComputeConfig
from engine.cots.catalogue import embedded_path, find_checkpoint
from engine.cots.encoder import CotsEncoder
from engine.evaluation.csv_tables import read_captions, read_labels
from engine.evaluation.image_sets import ImageSet
from engine.evaluation.retrieval import measure_retrieval
from engine.evaluation.zero_shot import measure_zero_shot
from tests.helpers.drawn_scenes import GOLDEN_TEXTS, drawn_scene, golden_vectors


@pytest.fixture(scope="module")
def encoder() -> CotsEncoder:
    return CotsEncoder.load(embedded_path(), ComputeConfig(device="cpu", threads=1))


def test_embedded_checkpoint_embeds_as_it_did_when_it_was_released(encoder: CotsEncoder) -> None:
    pictures, texts = golden_vectors()
    now_pictures = encoder.encode_pictures(np.stack([drawn_scene(i, encoder.input_px) for i in range(len(pictures))]))
    now_texts = encoder.encode_texts(GOLDEN_TEXTS)
    assert (now_pictures * pictures).sum(axis=1).min() >= 0.999
    assert (now_texts * texts).sum(axis=1).min() >= 0.999


def test_embedded_checkpoint_is_what_auto_means_and_fits_the_size_budget() -> None:
    assert find_checkpoint("auto", embedded_path() / "nowhere") == embedded_path()
    assert sum(file.stat().st_size for file in embedded_path().iterdir()) < 60e6


def test_embedded_checkpoint_texts_of_one_meaning_lie_closer_than_others(encoder: CotsEncoder) -> None:
    dog, puppy, beach, shore = encoder.encode_texts(
        ["a dog runs on grass", "a puppy is running across the lawn", "people at the beach", "a crowd on the shore"]
    )
    assert dog @ puppy > dog @ beach
    assert beach @ shore > beach @ dog


def test_embedded_checkpoint_calibration_is_in_order(encoder: CotsEncoder) -> None:
    calibration = encoder.calibration
    assert calibration.mismatch_mean < calibration.match_mean
    assert calibration.mismatch_mean < calibration.match_score < 1.0
    assert all("{}" in prompt for prompt in calibration.prompts)


def test_embedded_checkpoint_batch_and_alone_agree(encoder: CotsEncoder) -> None:
    pixels = np.stack([drawn_scene(i, encoder.input_px) for i in range(3)])
    together = encoder.encode_pictures(pixels)
    alone = np.concatenate([encoder.encode_pictures(pixels[i : i + 1]) for i in range(3)])
    assert (together * alone).sum(axis=1).min() >= 0.9999


@pytest.mark.shared
def test_embedded_checkpoint_finds_real_photos_by_their_captions(encoder: CotsEncoder, shared_dir: Path) -> None:
    folder = shared_dir / "data" / "flickr8k"
    rows = read_captions(folder / "dev.captions.csv")[:500]  # 100 photos
    with ImageSet(folder / "dev-00.tar") as images:
        figures = measure_retrieval(encoder, images, rows)
    assert figures.images == 100
    # What was measured at its release, less three points.
    assert figures.t2i["R@1"] >= 55.0
    assert figures.i2t["R@1"] >= 72.0


@pytest.mark.shared
def test_embedded_checkpoint_names_scenes(encoder: CotsEncoder, shared_dir: Path) -> None:
    rows = read_labels(shared_dir / "data" / "scenes.labels.csv")[::60]
    with ImageSet(shared_dir / "data" / "scenes.tar") as images:
        figures = measure_zero_shot(encoder, images, rows)
    assert figures.labels == 6
    assert figures.top1 >= 80.0


def test_embedded_checkpoint_loads_offline_without_other_parts() -> None:
    code = (
        "import socket, sys; socket.socket.connect = None\n"
        "from engine.cots.catalogue import embedded_path\n"
        "from engine.cots.encoder import CotsEncoder\n"
        "from engine.config import ComputeConfig\n"
        "CotsEncoder.load(embedded_path(), ComputeConfig(device='cpu')).encode_texts(['a dog'])\n"
        "import engine.training.embedded.embedded_recipe\n"
        "unwanted = {'PySide6', 'decord', 'hnswlib', 'sqlite_utils'}\n"
        "sys.exit(', '.join(unwanted & set(sys.modules)) or 0)"
    )
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert time.perf_counter() - began < 60
