from pathlib import Path

import numpy as np
import pytest
import torch

from engine.cots.presets import TINY
from engine.cots.text import TextTower
from engine.errors import DiskFull
from engine.training.data.kept_texts import frozen_layers, keep_texts
from tests.helpers.tiny_cots import tiny_model
from tests.helpers.tiny_training import small_tokenizer

CAPTIONS = (("a red square", "the photo of a red square on blue"), ("dog",), ("a cat on green", "white", "two dog"))


def _tower(frozen: int) -> TextTower:
    tower = tiny_model().text_tower
    assert isinstance(tower, TextTower)
    tower.requires_grad_(True)
    tower.bert.embeddings.requires_grad_(False)
    for layer in tower.bert.encoder.layer[:frozen]:
        layer.requires_grad_(False)
    return tower


def test_frozen_layers_counts_from_below() -> None:
    assert [frozen_layers(_tower(frozen)) for frozen in (0, 1, 2)] == [0, 1, 2]
    learning = tiny_model().text_tower.requires_grad_(True)
    assert isinstance(learning, TextTower)
    assert frozen_layers(learning) == 0


def test_keep_texts_gives_what_the_lower_layers_make_of_each_caption(tmp_path: Path) -> None:
    tower, tokenizer = _tower(1), small_tokenizer()
    kept = keep_texts(tower, tokenizer, CAPTIONS, tmp_path)
    drawn = kept.draw([2, 0], [1, 1])
    token_ids, mask = tokenizer(["white", "the photo of a red square on blue"])
    with torch.no_grad():
        expected = tower.run_layers(tower.embed(token_ids), mask, 0, 1) * mask.unsqueeze(-1)
    assert kept.layers == 1
    assert drawn.shape == (2, token_ids.shape[1], TINY.text.width)
    assert torch.allclose(drawn, expected, atol=2e-2)  # half precision of values up to ten


def test_keep_texts_second_time_reads_what_is_there(tmp_path: Path) -> None:
    tower, tokenizer = _tower(1), small_tokenizer()
    first = keep_texts(tower, tokenizer, CAPTIONS, tmp_path).draw([1], [0])
    (tmp_path / "hidden.npy").chmod(0o444)
    written = (tmp_path / "hidden.npy").stat().st_mtime_ns
    assert torch.equal(keep_texts(tower, tokenizer, CAPTIONS, tmp_path).draw([1], [0]), first)
    assert (tmp_path / "hidden.npy").stat().st_mtime_ns == written


def test_keep_texts_half_written_is_written_again(tmp_path: Path) -> None:
    np.save(tmp_path / "hidden.npy", np.zeros((1, 2), np.float16))
    kept = keep_texts(_tower(1), small_tokenizer(), CAPTIONS, tmp_path)
    assert kept.hidden.shape[1] == TINY.text.width


def test_keep_texts_disk_full_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "save", full)
    with pytest.raises(DiskFull, match="No space left"):
        keep_texts(_tower(1), small_tokenizer(), CAPTIONS, tmp_path)
