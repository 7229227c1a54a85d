from pathlib import Path

import numpy as np
import pytest
import torch

from engine.config import ComputeConfig
from engine.cots.encoder import CotsEncoder
from tests.helpers.tiny_cots import drawn_pixels, save_tiny_checkpoint

pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="this machine has no CUDA device"),
]


def test_encoder_on_the_gpu_agrees_with_the_cpu(tmp_path: Path) -> None:
    folder = save_tiny_checkpoint(tmp_path / "tiny")
    cpu, gpu = (CotsEncoder.load(folder, ComputeConfig(device=device)) for device in ("cpu", "cuda"))
    pixels, texts = drawn_pixels(5), ["a red square", "dog"]
    assert (cpu.encode_pictures(pixels) * gpu.encode_pictures(pixels)).sum(axis=1).min() >= 0.999
    assert (cpu.encode_texts(texts) * gpu.encode_texts(texts)).sum(axis=1).min() >= 0.999
    assert np.abs(cpu.encode_patches(pixels)[1] - gpu.encode_patches(pixels)[1]).max() < 0.02
