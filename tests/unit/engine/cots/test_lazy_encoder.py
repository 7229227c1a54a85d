from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from engine.config import ComputeConfig
from engine.cots.lazy_encoder import LazyEncoder
from engine.errors import ModelMissing
from tests.helpers.tiny_cots import drawn_pixels, save_tiny_checkpoint


def test_lazy_encoder_knows_the_space_before_it_is_loaded(tmp_path: Path) -> None:
    folder = save_tiny_checkpoint(tmp_path / "tiny")
    lazy = LazyEncoder(folder, ComputeConfig())
    loaded = lazy.load()
    assert (lazy.name, lazy.fingerprint, lazy.dim, lazy.input_px) == (
        loaded.name,
        loaded.fingerprint,
        loaded.dim,
        loaded.input_px,
    )
    assert lazy.calibration == loaded.calibration


def test_lazy_encoder_gives_what_the_loaded_one_gives(tmp_path: Path) -> None:
    lazy = LazyEncoder(save_tiny_checkpoint(tmp_path / "tiny"), ComputeConfig())
    pixels = drawn_pixels(3)
    np.testing.assert_array_equal(lazy.encode_pictures(pixels), lazy.load().encode_pictures(pixels))
    np.testing.assert_array_equal(lazy.encode_texts(["a dog"]), lazy.load().encode_texts(["a dog"]))


def test_lazy_encoder_says_where_it_runs(tmp_path: Path) -> None:
    lazy = LazyEncoder(save_tiny_checkpoint(tmp_path / "tiny"), ComputeConfig(device="cpu"))
    assert lazy.is_on_processor
    elsewhere = lazy.load()
    elsewhere.is_on_processor = False
    assert not lazy.is_on_processor


def test_lazy_encoder_asked_by_many_threads_is_loaded_once(tmp_path: Path) -> None:
    lazy = LazyEncoder(save_tiny_checkpoint(tmp_path / "tiny"), ComputeConfig())
    loaded: list[object] = []
    threads = [threading.Thread(target=lambda: loaded.append(lazy.load())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(loaded) == 4
    assert all(encoder is loaded[0] for encoder in loaded)


def test_lazy_encoder_exclusive_keeps_the_others_waiting(tmp_path: Path) -> None:
    lazy = LazyEncoder(save_tiny_checkpoint(tmp_path / "tiny"), ComputeConfig())
    events: list[str] = []

    def embed() -> None:
        lazy.encode_texts(["a dog"])
        events.append("embedded")

    with lazy.exclusive():
        other = threading.Thread(target=embed)
        other.start()
        other.join(0.05)
        events.append("left")
    other.join()
    assert events == ["left", "embedded"]


def test_lazy_encoder_without_a_checkpoint_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        LazyEncoder(tmp_path / "nothing", ComputeConfig())


def test_lazy_encoder_is_known_without_importing_torch(tmp_path: Path) -> None:
    folder = save_tiny_checkpoint(tmp_path / "tiny")
    code = (
        "import sys; from pathlib import Path; from engine.config import ComputeConfig;"
        "from engine.cots.lazy_encoder import LazyEncoder;"
        "LazyEncoder(Path(sys.argv[1]), ComputeConfig()); sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(folder)], check=False).returncode == 0


def test_lazy_encoder_released_loads_again_and_keeps_its_calibration(tmp_path: Path) -> None:
    lazy = LazyEncoder(save_tiny_checkpoint(tmp_path / "tiny"), ComputeConfig())
    first, calibration = lazy.load(), lazy.calibration
    before = lazy.encode_texts(["a dog"])
    assert lazy.release()
    assert lazy.calibration == calibration
    assert lazy._loaded is None
    np.testing.assert_array_equal(lazy.encode_texts(["a dog"]), before)
    assert lazy.load() is not first


def test_lazy_encoder_in_use_is_not_released(tmp_path: Path) -> None:
    lazy = LazyEncoder(save_tiny_checkpoint(tmp_path / "tiny"), ComputeConfig())
    with lazy.exclusive() as loaded:
        assert not lazy.release()
        assert lazy.load() is loaded
    assert lazy.release()
