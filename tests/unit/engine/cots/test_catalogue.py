from pathlib import Path

import pytest

from engine.cots import catalogue
from engine.cots.catalogue import TUNED_NAME, find_checkpoint, list_checkpoints
from engine.cots.checkpoint_header import CONFIG_NAME
from engine.errors import ModelMissing
from tests.helpers.tiny_cots import save_tiny_checkpoint


@pytest.fixture(autouse=True)
def embedded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = save_tiny_checkpoint(tmp_path / "shipped" / "embedded")
    monkeypatch.setattr(catalogue, "embedded_path", lambda: folder)
    return folder


@pytest.fixture
def models_dir(tmp_path: Path) -> Path:
    return tmp_path / "models"


def test_find_auto_without_further_models_is_the_embedded_one(models_dir: Path, embedded: Path) -> None:
    assert find_checkpoint("auto", models_dir) == embedded


def test_find_auto_prefers_the_largest_further_model(models_dir: Path) -> None:
    save_tiny_checkpoint(models_dir / "small")
    large = save_tiny_checkpoint(models_dir / "large", seed=1)
    (large / "notes.txt").write_text("x" * 1000)
    assert find_checkpoint("auto", models_dir) == large


def test_find_auto_ignores_a_model_with_a_damaged_header(models_dir: Path, embedded: Path) -> None:
    (save_tiny_checkpoint(models_dir / "broken") / CONFIG_NAME).write_text("{")
    assert find_checkpoint("auto", models_dir) == embedded


def test_find_auto_never_means_a_model_tuned_for_one_library(models_dir: Path, embedded: Path) -> None:
    tuned = save_tiny_checkpoint(models_dir / "own-2026-11-21")
    (tuned / TUNED_NAME).write_text("{}")
    assert find_checkpoint("auto", models_dir) == embedded
    assert find_checkpoint("own-2026-11-21", models_dir) == tuned


def test_find_by_name_and_by_path_agree(models_dir: Path) -> None:
    mine = save_tiny_checkpoint(models_dir / "mine")
    assert find_checkpoint("mine", models_dir) == mine
    assert find_checkpoint(str(mine), models_dir) == mine


def test_find_embedded_by_name(models_dir: Path, embedded: Path) -> None:
    assert find_checkpoint("embedded", models_dir) == embedded


def test_find_unknown_name_lists_what_is_there(models_dir: Path) -> None:
    save_tiny_checkpoint(models_dir / "mine")
    with pytest.raises(ModelMissing) as caught:
        find_checkpoint("clip", models_dir)
    assert "clip" in caught.value.user_text
    assert "embedded, mine" in caught.value.hint


def test_list_marks_what_auto_means(models_dir: Path) -> None:
    assert [(info.name, info.is_current) for info in list_checkpoints(models_dir)] == [("embedded", True)]
    save_tiny_checkpoint(models_dir / "mine")
    infos = list_checkpoints(models_dir)
    assert [(info.name, info.is_current) for info in infos] == [("embedded", False), ("mine", True)]
    assert next(info.path for info in infos if info.is_current) == find_checkpoint("auto", models_dir)


def test_list_says_size_fingerprint_and_dimension(models_dir: Path, embedded: Path) -> None:
    (info,) = list_checkpoints(models_dir)
    assert info.size_bytes == sum(file.stat().st_size for file in embedded.iterdir())
    assert len(info.fingerprint) == 64
    assert info.embedding_dim == 16
