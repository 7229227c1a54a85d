import json
import pickle
from pathlib import Path

import pytest
import torch

from engine.cots.checkpoint_header import CONFIG_NAME
from engine.cots.visual_token_files import (
    WEIGHTS_NAME,
    load_discrete_vae,
    load_visual_tokenizer,
    save_visual_tokenizer,
    shipped_tokenizer_path,
)
from engine.cots.visual_tokens import DiscreteVae
from engine.errors import CheckpointMismatch, DiskFull, EngineError, ModelMissing
from tests.helpers.tiny_tokenizer import TINY_SHAPE, drawn_tensor, tiny_vae


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save_visual_tokenizer(tmp_path / "tokens", tiny_vae(), summary="for tests")
    return tmp_path / "tokens"


def test_tokenizer_loaded_saved_and_loaded_again_gives_the_same_codes_and_bytes(folder: Path, tmp_path: Path) -> None:
    first = load_discrete_vae(folder)
    save_visual_tokenizer(tmp_path / "again", first, summary="for tests")
    again = load_discrete_vae(tmp_path / "again")
    pictures = drawn_tensor(64)
    assert torch.equal(again.codes(pictures), first.codes(pictures))
    assert torch.equal(again.decode(first.codes(pictures)), first.decode(first.codes(pictures)))
    for name in (WEIGHTS_NAME, CONFIG_NAME):
        assert (tmp_path / "again" / name).read_bytes() == (folder / name).read_bytes()


def test_tokenizer_loaded_is_frozen_and_that_which_was_saved(folder: Path) -> None:
    loaded, saved = load_visual_tokenizer(folder), tiny_vae()
    assert isinstance(loaded, DiscreteVae)
    assert loaded.config == TINY_SHAPE
    assert not loaded.training
    assert not any(parameter.requires_grad for parameter in loaded.parameters())
    for name, tensor in saved.state_dict().items():
        assert torch.allclose(loaded.state_dict()[name], tensor, rtol=1e-3, atol=1e-4)


def test_tokenizer_saved_over_another_leaves_no_temporary_file(folder: Path) -> None:
    save_visual_tokenizer(folder, tiny_vae(seed=1))
    assert {file.name for file in folder.iterdir()} == {WEIGHTS_NAME, CONFIG_NAME}
    load_discrete_vae(folder)


@pytest.mark.parametrize("name", [WEIGHTS_NAME, CONFIG_NAME])
@pytest.mark.parametrize("damage", ["truncated", "emptied", "removed", "flipped"])
def test_load_with_a_damaged_file_says_so_in_one_sentence(folder: Path, name: str, damage: str) -> None:
    path = folder / name
    content = path.read_bytes()
    if damage == "removed":
        path.unlink()
    else:
        middle = len(content) // 2
        flipped = content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :]
        path.write_bytes({"truncated": content[:middle], "emptied": b"", "flipped": flipped}[damage])
    with pytest.raises(EngineError) as caught:
        load_visual_tokenizer(folder)
    assert isinstance(caught.value, (CheckpointMismatch, ModelMissing))
    assert caught.value.user_text.endswith(".")
    assert caught.value.path is not None


@pytest.mark.parametrize("changes", [{"width": 32}, {"vocabulary": 64}, {"width": -1}, {"inner_blocks": 2}])
def test_load_weights_of_another_shape_is_a_mismatch(folder: Path, changes: dict[str, int]) -> None:
    header = json.loads((folder / CONFIG_NAME).read_text())
    header["model"] |= changes
    (folder / CONFIG_NAME).write_text(json.dumps(header))
    with pytest.raises(CheckpointMismatch):
        load_visual_tokenizer(folder)


@pytest.mark.parametrize(
    "changes", [{"format": 99}, {"kind": "another"}, {"model": [1]}, {"model": {}}, {"weights_sha256": None}]
)
def test_load_with_a_configuration_of_another_kind_is_a_mismatch(folder: Path, changes: dict[str, object]) -> None:
    header = json.loads((folder / CONFIG_NAME).read_text())
    (folder / CONFIG_NAME).write_text(json.dumps(header | changes))
    with pytest.raises(CheckpointMismatch):
        load_visual_tokenizer(folder)


def test_load_where_nothing_is_says_so(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent", tmp_path / "absent.safetensors"):
        with pytest.raises(ModelMissing):
            load_visual_tokenizer(path)


def test_save_where_nothing_can_be_written_is_disk_full(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskFull):
        save_visual_tokenizer(tmp_path / "file" / "tokens", tiny_vae())


class Trap:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (pytest.fail, ("a pickle was opened",))


@pytest.mark.parametrize("name", ["encoder.pkl", "encoder.pt", "encoder.safetensors", "encoder"])
def test_load_a_pickle_by_any_name_is_a_mismatch_and_runs_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(pickle.dumps({"w": Trap()}))
    with pytest.raises(CheckpointMismatch) as caught:
        load_visual_tokenizer(path)
    assert "safetensors" in caught.value.user_text
    assert caught.value.path == path


def test_load_a_pickle_in_place_of_the_weights_is_a_mismatch(folder: Path) -> None:
    (folder / WEIGHTS_NAME).write_bytes(pickle.dumps({"w": Trap()}))
    with pytest.raises(CheckpointMismatch):
        load_visual_tokenizer(folder)


def test_load_safetensors_that_are_no_encoder_is_a_mismatch_with_its_path(folder: Path) -> None:
    with pytest.raises(CheckpointMismatch) as caught:
        load_visual_tokenizer(folder / WEIGHTS_NAME)
    assert caught.value.path == folder / WEIGHTS_NAME


def test_shipped_tokenizer_loads_is_small_and_tells_scenes_apart() -> None:
    tokenizer = load_visual_tokenizer(None)
    assert tokenizer.vocabulary == 1024
    assert sum(file.stat().st_size for file in shipped_tokenizer_path().iterdir()) <= 4_000_000
    codes = tokenizer.codes(drawn_tensor(56))
    assert codes.shape == (4, 7, 7)
    assert len(set(codes.flatten().tolist())) > 20


def test_shipped_tokenizer_reconstructs_drawn_scenes() -> None:
    vae = load_discrete_vae(shipped_tokenizer_path())
    pictures = drawn_tensor(112)
    error = (vae.decode(vae.codes(pictures)) - pictures).pow(2).mean()
    plain = (pictures.mean(dim=(2, 3), keepdim=True) - pictures).pow(2).mean()
    assert error < 0.2 * plain
