from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from engine.cots.presets import TINY
from engine.cots.two_stream import TwoStream
from engine.errors import CheckpointMismatch, ModelMissing
from engine.training.runs.public_weights import load_image_weights, load_text_weights
from tests.helpers.tiny_cots import tiny_model
from tests.helpers.tiny_training import SMALL_HYBRID


@pytest.fixture
def other() -> TwoStream:
    return tiny_model(seed=1)


def text_state(model: TwoStream) -> dict[str, torch.Tensor]:
    return {
        name.removeprefix("text_tower.bert."): tensor.clone()
        for name, tensor in model.state_dict().items()
        if name.startswith("text_tower.bert.")
    }


def image_state(model: TwoStream, prefix: str) -> dict[str, torch.Tensor]:
    return {
        name.removeprefix(prefix): tensor.clone()
        for name, tensor in model.state_dict().items()
        if name.startswith(prefix)
    }


def test_text_weights_of_an_old_bert_with_heads_are_read(tmp_path: Path, other: TwoStream) -> None:
    stored = {
        "bert." + name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"): value
        for name, value in text_state(other).items()
    }
    stored |= {"cls.predictions.bias": torch.zeros(3), "bert.pooler.dense.weight": torch.zeros(2, 2)}
    stored["bert.embeddings.position_ids"] = torch.arange(16)[None]
    save_file(stored, tmp_path / "model.safetensors")
    model = tiny_model()
    load_text_weights(model, tmp_path)
    for name, tensor in text_state(model).items():
        assert torch.equal(tensor, text_state(other)[name]), name


def test_text_weights_of_another_shape_name_the_first(tmp_path: Path, other: TwoStream) -> None:
    stored = text_state(other)
    stored["embeddings.word_embeddings.weight"] = torch.zeros(9, 32)
    del stored["encoder.layer.1.output.dense.weight"]
    save_file(stored, tmp_path / "model.safetensors")
    with pytest.raises(CheckpointMismatch, match=r"shape of embeddings\.word_embeddings\.weight and 1 more"):
        load_text_weights(tiny_model(), tmp_path)


def test_text_weights_as_pickle_or_truncated_are_refused(tmp_path: Path) -> None:
    (tmp_path / "pytorch_model.bin").write_bytes(b"\x80\x04.")
    with pytest.raises(ModelMissing, match="pickled"):
        load_text_weights(tiny_model(), tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"\x08\0\0\0")
    with pytest.raises(CheckpointMismatch):
        load_text_weights(tiny_model(), tmp_path)


def test_image_weights_of_a_vit_are_read_without_classifier(tmp_path: Path, other: TwoStream) -> None:
    stored = image_state(other, "image_tower.vit.")
    save_file(stored | {"head.weight": torch.zeros(3, 32)}, tmp_path / "vit.safetensors")
    model = tiny_model()
    load_image_weights(model, tmp_path / "vit.safetensors")
    for name, tensor in image_state(model, "image_tower.vit.").items():
        assert torch.equal(tensor, stored[name]), name


def test_image_weights_at_another_resolution_keep_the_place_of_things(tmp_path: Path, other: TwoStream) -> None:
    stored = image_state(other, "image_tower.vit.")
    positions = torch.zeros(1, 1 + 8 * 8, 32)
    positions[0, 0] = 7.0  # [CLS]
    positions[0, 1:, 0] = torch.arange(8).repeat_interleave(8)  # one value a row
    save_file(stored | {"pos_embed": positions}, tmp_path / "vit.safetensors")
    model = tiny_model()
    load_image_weights(model, tmp_path / "vit.safetensors")
    loaded = model.state_dict()["image_tower.vit.pos_embed"]
    assert loaded.shape == (1, 1 + 4 * 4, 32)
    assert torch.equal(loaded[0, 0], torch.full((32,), 7.0))
    rows = loaded[0, 1:, 0].reshape(4, 4)
    assert (rows.diff(dim=0) > 0.5).all()
    torch.testing.assert_close(rows, rows[:, :1].expand(4, 4))


def test_image_weights_of_another_model_are_a_mismatch(tmp_path: Path, other: TwoStream) -> None:
    save_file(image_state(other, "image_tower.vit."), tmp_path / "vit.safetensors")
    with pytest.raises(CheckpointMismatch, match=r"lack .* and \d+ more"):
        load_image_weights(tiny_model(config=SMALL_HYBRID), tmp_path / "vit.safetensors")
    with pytest.raises(ModelMissing):
        load_image_weights(other, tmp_path / "none.safetensors")
    assert TINY.image.grid == 4


def test_image_weights_without_batch_counters_are_read(tmp_path: Path) -> None:
    prefix = "image_tower.backbone."
    other, model = tiny_model(seed=1, config=SMALL_HYBRID), tiny_model(config=SMALL_HYBRID)
    stored = image_state(other, prefix)
    counters = [name for name in stored if name.endswith("num_batches_tracked")]
    assert counters
    save_file(
        {name: tensor for name, tensor in stored.items() if name not in counters}, tmp_path / "weights.safetensors"
    )
    load_image_weights(model, tmp_path / "weights.safetensors")
    assert torch.equal(image_state(model, prefix)["conv_stem.weight"], stored["conv_stem.weight"])
