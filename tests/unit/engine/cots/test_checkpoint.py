import json
import pickle
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from engine.cots.checkpoint import CALIBRATION_NAME, TOKENIZER_NAME, WEIGHTS_NAME, load_checkpoint, save_checkpoint
from engine.cots.checkpoint_header import CONFIG_NAME, read_header
from engine.errors import CheckpointMismatch, DiskFull, EngineError, ModelMissing
from tests.helpers.tiny_cots import TINY_CALIBRATION, save_tiny_checkpoint, tiny_model, tiny_tokenizer_json


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return save_tiny_checkpoint(tmp_path / "tiny")


def test_checkpoint_saved_and_loaded_embeds_the_same(folder: Path) -> None:
    pictures, ids = torch.randn(2, 3, 32, 32), torch.tensor([[2, 5, 6, 3]])
    loaded, original = load_checkpoint(folder).model, tiny_model()
    for one, other in [
        (loaded.embed_images(pictures), original.embed_images(pictures)),
        (loaded.embed_texts(ids, torch.ones_like(ids)), original.embed_texts(ids, torch.ones_like(ids))),
        (loaded.embed_patches(pictures).patch_emb, original.embed_patches(pictures).patch_emb),
    ]:
        assert ((one * other).sum(dim=-1) > 0.999).all()


def test_checkpoint_loaded_and_saved_again_keeps_its_fingerprint(folder: Path, tmp_path: Path) -> None:
    loaded = load_checkpoint(folder)
    again = save_checkpoint(tmp_path / "again", loaded.model, loaded.tokenizer_json, loaded.calibration)
    assert loaded.fingerprint == read_header(folder).fingerprint == again


def test_checkpoint_keeps_calibration_and_summary(folder: Path) -> None:
    loaded = load_checkpoint(folder)
    assert loaded.calibration == TINY_CALIBRATION
    assert loaded.summary == "for tests"


def test_fingerprint_changes_with_one_weight_and_not_with_the_calibration(tmp_path: Path) -> None:
    model = tiny_model()
    first = save_checkpoint(tmp_path / "a", model, tiny_tokenizer_json(), TINY_CALIBRATION)
    other_calibration = type(TINY_CALIBRATION)(0.9, 0.0, 0.1, 0.4, 0.1, 16)
    assert save_checkpoint(tmp_path / "b", model, tiny_tokenizer_json(), other_calibration) == first
    with torch.no_grad():
        model.image_proj.bias[0] += 0.25
    assert save_checkpoint(tmp_path / "c", model, tiny_tokenizer_json(), TINY_CALIBRATION) != first


def test_checkpoint_saved_over_another_leaves_no_temporary_file(folder: Path) -> None:
    save_tiny_checkpoint(folder, seed=1)
    assert {file.name for file in folder.iterdir()} == {WEIGHTS_NAME, CONFIG_NAME, TOKENIZER_NAME, CALIBRATION_NAME}
    load_checkpoint(folder)


@pytest.mark.parametrize("name", [WEIGHTS_NAME, CONFIG_NAME, TOKENIZER_NAME, CALIBRATION_NAME])
@pytest.mark.parametrize("damage", ["truncated", "emptied", "removed", "flipped"])
def test_load_with_a_damaged_file_says_so_in_one_sentence(folder: Path, name: str, damage: str) -> None:
    path = folder / name
    content = path.read_bytes()
    if damage == "removed":
        path.unlink()
    else:
        middle = len(content) // 2
        changed = bytes([content[middle] ^ 0xFF])
        flipped = content[:middle] + changed + content[middle + 1 :]
        path.write_bytes({"truncated": content[:middle], "emptied": b"", "flipped": flipped}[damage])
    with pytest.raises(EngineError) as caught:
        load_checkpoint(folder)
    assert isinstance(caught.value, (CheckpointMismatch, ModelMissing))
    assert caught.value.user_text.endswith(".")
    assert caught.value.path is not None


def test_load_weights_swapped_for_another_models_is_a_mismatch(folder: Path, tmp_path: Path) -> None:
    other = save_tiny_checkpoint(tmp_path / "other", seed=1)
    (folder / WEIGHTS_NAME).write_bytes((other / WEIGHTS_NAME).read_bytes())
    with pytest.raises(CheckpointMismatch, match="damaged"):
        load_checkpoint(folder)


def rewrite_weights(folder: Path, content: bytes) -> None:
    """Replace the weights and make the header vouch for them, as an attacker or a careless tool would."""
    import hashlib

    (folder / WEIGHTS_NAME).write_bytes(content)
    header = json.loads((folder / CONFIG_NAME).read_text())
    header["weights_sha256"] = hashlib.sha256(content).hexdigest()
    (folder / CONFIG_NAME).write_text(json.dumps(header))
    fingerprint = _true_fingerprint(folder)
    (folder / CONFIG_NAME).write_text(json.dumps(header | {"fingerprint": fingerprint}))


def _true_fingerprint(folder: Path) -> str:
    from engine.cots.checkpoint import _fingerprint

    header = read_header(folder)
    return _fingerprint(header.weights_sha256, header.config, (folder / TOKENIZER_NAME).read_text())


class _Bomb:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return print, ("this code must never run",)


def test_load_pickle_named_safetensors_is_refused_and_never_run(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite_weights(folder, pickle.dumps({"weights": _Bomb()}))
    with pytest.raises(CheckpointMismatch, match="something other than tensors"):
        load_checkpoint(folder)
    assert capsys.readouterr().out == ""


def test_load_folder_of_pickled_weights_only_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "pytorch_model.bin").write_bytes(pickle.dumps({}))
    with pytest.raises(ModelMissing, match="pickled"):
        load_checkpoint(tmp_path)


def test_load_empty_folder_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        load_checkpoint(tmp_path)


@pytest.mark.parametrize("change", ["shape", "lacking", "extra"])
def test_load_weights_of_another_shape_is_a_mismatch(folder: Path, tmp_path: Path, change: str) -> None:
    weights = load_file(folder / WEIGHTS_NAME)
    if change == "shape":
        weights["image_proj.weight"] = weights["image_proj.weight"][:, :-1].contiguous()
    elif change == "lacking":
        del weights["image_proj.weight"]
    else:
        weights["surprise"] = torch.zeros(1)
    save_file(weights, tmp_path / "changed")
    rewrite_weights(folder, (tmp_path / "changed").read_bytes())
    with pytest.raises(CheckpointMismatch, match="do not fit"):
        load_checkpoint(folder)


def test_load_header_of_a_newer_format_says_update(folder: Path) -> None:
    header = json.loads((folder / CONFIG_NAME).read_text())
    (folder / CONFIG_NAME).write_text(json.dumps(header | {"format": 99}))
    with pytest.raises(CheckpointMismatch) as caught:
        load_checkpoint(folder)
    assert "Update" in caught.value.hint


def test_save_where_no_folder_can_be_is_disk_full(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskFull):
        save_tiny_checkpoint(tmp_path / "file" / "model")
