import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from engine.config import ComputeConfig
from engine.cots.encoder import CotsEncoder
from engine.cots.hub_import import (
    CLIP_CALIBRATION,
    SIGLIP_CALIBRATION,
    HubModel,
    import_hub_model,
    read_hub_model,
    siglip_calibration,
)
from engine.cots.text import TextTokenizer
from engine.errors import CheckpointMismatch, EngineError, ModelMissing
from engine.explain.word_maps import explain
from tests.helpers.hub_models import (
    CLIP_MEAN,
    KNOWN_TEXTS,
    SIDE,
    change_table,
    save_hub_model,
    their_pictures,
    their_texts,
)
from tests.helpers.tiny_cots import drawn_pixels

KINDS = ("clip", "siglip")


def our_texts(read: HubModel, texts: list[str]) -> torch.Tensor:
    tokenizer = TextTokenizer.for_tower(read.tokenizer_json, read.model.config.text)
    return read.model.embed_texts(*tokenizer(texts))


@pytest.mark.parametrize("kind", KINDS)
def test_imported_towers_embed_what_transformers_embeds(tmp_path: Path, kind: str) -> None:
    theirs = save_hub_model(tmp_path, kind)
    read = read_hub_model(tmp_path, "tiny")
    pictures = torch.randn(3, 3, SIDE, SIDE)
    assert (read.model.embed_images(pictures) - their_pictures(theirs, pictures)).abs().max() < 1e-5
    assert (our_texts(read, KNOWN_TEXTS) - their_texts(theirs, KNOWN_TEXTS, kind)).abs().max() < 1e-5


@pytest.mark.parametrize("kind", KINDS)
def test_imported_texts_differ_and_pictures_differ(tmp_path: Path, kind: str) -> None:
    save_hub_model(tmp_path, kind)
    read = read_hub_model(tmp_path, "tiny")
    texts = our_texts(read, KNOWN_TEXTS)
    pictures = read.model.embed_images(torch.randn(3, 3, SIDE, SIDE))
    for vectors in (texts, pictures):
        assert (vectors @ vectors.T - torch.eye(len(vectors))).max() < 0.99


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("activation", ["gelu", "quick_gelu", "gelu_pytorch_tanh"])
def test_imported_towers_use_the_activation_they_were_trained_with(tmp_path: Path, kind: str, activation: str) -> None:
    theirs = save_hub_model(tmp_path, kind, hidden_act=activation)
    read = read_hub_model(tmp_path, "tiny")
    pictures = torch.randn(2, 3, SIDE, SIDE)
    assert (read.model.embed_images(pictures) - their_pictures(theirs, pictures)).abs().max() < 1e-5
    assert (our_texts(read, KNOWN_TEXTS) - their_texts(theirs, KNOWN_TEXTS, kind)).abs().max() < 1e-5


@pytest.mark.parametrize("kind", KINDS)
def test_import_becomes_an_ordinary_checkpoint(tmp_path: Path, kind: str) -> None:
    theirs = save_hub_model(tmp_path / "hub", kind)
    fingerprint = import_hub_model(tmp_path / "hub", tmp_path / "ours", name="tiny", summary="for tests")
    encoder = CotsEncoder.load(tmp_path / "ours", ComputeConfig(device="cpu", threads=1))
    assert encoder.fingerprint == fingerprint
    pixels = drawn_pixels(3, SIDE)
    pictures = encoder.normalise(pixels)
    cosines = (torch.from_numpy(encoder.encode_pictures(pixels)) * their_pictures(theirs, pictures)).sum(dim=1)
    assert cosines.min() > 0.9999
    cosines = (torch.from_numpy(encoder.encode_texts(KNOWN_TEXTS)) * their_texts(theirs, KNOWN_TEXTS, kind)).sum(dim=1)
    assert cosines.min() > 0.9999
    whole, cells = encoder.encode_patches(pixels)
    assert np.allclose(whole, encoder.encode_pictures(pixels), atol=1e-5)
    assert cells.shape == (3, 4, 4, encoder.dim)
    explanation = explain(encoder, "a red square", pixels[0])
    assert [word.grid.shape for word in explanation.words] == [(4, 4), (4, 4)]


def test_import_takes_pixel_statistics_from_the_folder(tmp_path: Path) -> None:
    save_hub_model(tmp_path, "clip")
    assert list(read_hub_model(tmp_path, "tiny").model.config.image.pixel_mean) == CLIP_MEAN
    preparation = (tmp_path / "preprocessor_config.json").read_text()
    (tmp_path / "preprocessor_config.json").unlink()
    (tmp_path / "processor_config.json").write_text(json.dumps({"image_processor": json.loads(preparation)}))
    assert list(read_hub_model(tmp_path, "tiny").model.config.image.pixel_mean) == CLIP_MEAN
    (tmp_path / "processor_config.json").unlink()
    assert read_hub_model(tmp_path, "tiny").model.config.image.pixel_mean == (0.48145466, 0.4578275, 0.40821073)


def test_import_of_shards_equals_import_of_one_file(tmp_path: Path) -> None:
    save_hub_model(tmp_path / "one", "clip")
    save_hub_model(tmp_path / "many", "clip", max_shard_size="40KB")
    assert not (tmp_path / "many" / "model.safetensors").exists()
    one, many = (import_hub_model(tmp_path / n, tmp_path / f"o-{n}", name="n", summary="") for n in ("one", "many"))
    assert one == many


def test_import_fills_in_what_a_configuration_leaves_at_its_default(tmp_path: Path) -> None:
    from engine.cots.hub_layout import read_two_towers

    (tmp_path / "config.json").write_text('{"model_type": "siglip", "text_config": {}, "vision_config": {}}')
    config = read_two_towers(tmp_path, "base")
    assert (config.image.width, config.image.grid, config.text.vocab_size, config.text.max_tokens) == (
        768,
        14,
        32000,
        64,
    )
    (tmp_path / "config.json").write_text('{"model_type": "clip"}')
    config = read_two_towers(tmp_path, "base")
    assert (config.image.grid, config.text.width, config.text.max_tokens, config.embedding_dim) == (7, 512, 77, 512)


def _drop(folder: Path) -> None:
    tensors = load_file(folder / "model.safetensors")
    tensors.pop("text_model.final_layer_norm.bias")
    save_file(tensors, folder / "model.safetensors")


def _add(folder: Path) -> None:
    tensors = load_file(folder / "model.safetensors")
    save_file({**tensors, "vision_model.third_eye": torch.zeros(2)}, folder / "model.safetensors")


def _reshape(folder: Path) -> None:
    tensors = load_file(folder / "model.safetensors")
    tensors["vision_model.embeddings.position_embedding.weight"] = torch.zeros(3, 32)
    save_file(tensors, folder / "model.safetensors")


def _flatten(folder: Path) -> None:
    tensors = load_file(folder / "model.safetensors")
    tensors["text_model.encoder.layers.0.self_attn.q_proj.weight"] = torch.zeros(())
    save_file(tensors, folder / "model.safetensors")


def _poison(folder: Path) -> None:
    tensors = load_file(folder / "model.safetensors")
    tensors["text_model.final_layer_norm.bias"][0] = float("nan")
    save_file(tensors, folder / "model.safetensors")


def _truncate(folder: Path) -> None:
    content = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(content[: len(content) // 2])


def _pickle(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")


def _shards_elsewhere(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder.parent / "outside.safetensors")
    index = {"weight_map": {"logit_scale": "../outside.safetensors"}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))


def _shard_missing(folder: Path) -> None:
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": {"x": "a.safetensors"}}))


def _config(folder: Path, **values: Any) -> None:
    change_table(folder / "config.json", **values)


def _vision(folder: Path, **values: Any) -> None:
    section = json.loads((folder / "config.json").read_text())["vision_config"]
    _config(folder, vision_config=section | values)


DAMAGE = {
    "tensor missing": (_drop, "lack text_model.final_layer_norm.bias"),
    "tensor unknown": (_add, "third_eye"),
    "other shape": (_reshape, "pos_embed"),
    "no shape": (_flatten, "do not fit"),
    "not a number": (_poison, "values that no model has"),
    "truncated": (_truncate, "truncated"),
    "pickled": (_pickle, "pickled"),
    "no weights": (lambda folder: (folder / "model.safetensors").unlink(), "no weights"),
    "shard outside the folder": (_shards_elsewhere, "not a shard"),
    "shard missing": (_shard_missing, "a.safetensors"),
    "no configuration": (lambda folder: (folder / "config.json").unlink(), "no config.json"),
    "configuration damaged": (lambda folder: (folder / "config.json").write_text("{"), "cannot be read"),
    "configuration nested without end": (
        lambda folder: (folder / "config.json").write_text("[" * 100_000),
        "cannot be read",
    ),
    "absurd width": (lambda folder: _vision(folder, hidden_size=3_200_000), "larger than any"),
    "another type": (lambda folder: _config(folder, model_type="chinese_clip"), "chinese_clip"),
    "section of another form": (lambda folder: _config(folder, text_config=[1]), "cannot be read"),
    "unknown activation": (lambda folder: _vision(folder, hidden_act="relu6"), "relu6"),
    "another norm": (lambda folder: _vision(folder, layer_norm_eps=1e-3), "layer_norm_eps"),
    "grey pictures": (lambda folder: _vision(folder, num_channels=1), "three channels"),
    "odd heads": (lambda folder: _vision(folder, num_attention_heads=5), "multiple of the heads"),
    "no heads": (lambda folder: _vision(folder, num_attention_heads=0), "cannot be read"),
    "odd patches": (lambda folder: _vision(folder, patch_size=7), "multiple of a patch"),
    "absurd depth": (lambda folder: _vision(folder, num_hidden_layers=3), "layers.2"),
    "another size": (lambda f: change_table(f / "preprocessor_config.json", crop_size=64), "another size"),
    "another scale": (lambda f: change_table(f / "preprocessor_config.json", rescale_factor=1), "scaled"),
    "one channel's mean": (lambda f: change_table(f / "preprocessor_config.json", image_mean=[0.5]), "per channel"),
    "no tokenizer": (lambda folder: (folder / "tokenizer.json").unlink(), "no tokenizer.json"),
    "tokenizer damaged": (lambda folder: (folder / "tokenizer.json").write_text("{}"), "tokenizer is damaged"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_import_of_a_folder_that_will_not_do_says_why_in_one_sentence(tmp_path: Path, name: str) -> None:
    damage, expected = DAMAGE[name]
    folder = tmp_path / "hub"
    save_hub_model(folder, "clip")
    damage(folder)
    with pytest.raises(EngineError) as caught:
        import_hub_model(folder, tmp_path / "ours", name="tiny", summary="")
    assert isinstance(caught.value, (CheckpointMismatch, ModelMissing))
    assert expected in caught.value.user_text
    assert caught.value.user_text.endswith(".")
    assert caught.value.path is not None
    assert not (tmp_path / "ours").exists()


def test_siglip_calibration_follows_the_loss_of_the_model() -> None:
    scales = {"logit_scale": torch.tensor([4.7659]), "logit_bias": torch.tensor([-12.93])}
    calibration = siglip_calibration(scales)
    odds = np.exp(np.exp(4.7659) * np.array([calibration.match_mean, calibration.match_score]) - 12.93)
    assert odds == pytest.approx([1, 1 / 99], rel=0.02)
    assert calibration.match_score == pytest.approx(SIGLIP_CALIBRATION.match_score, abs=0.005)


@pytest.mark.parametrize("scale", [0.0, 1e4, float("nan")])
def test_siglip_calibration_of_a_senseless_loss_is_the_usual_one(scale: float) -> None:
    scales = {"logit_scale": torch.tensor([scale]), "logit_bias": torch.tensor([-12.0])}
    assert siglip_calibration(scales) == SIGLIP_CALIBRATION
    assert siglip_calibration({}) == SIGLIP_CALIBRATION


@pytest.mark.parametrize("calibration", [CLIP_CALIBRATION, SIGLIP_CALIBRATION])
def test_default_calibrations_are_in_order(calibration: Any) -> None:
    assert calibration.mismatch_mean < calibration.match_score < calibration.match_mean
    assert all(prompt.format("dog").count("dog") == 1 for prompt in calibration.prompts)
