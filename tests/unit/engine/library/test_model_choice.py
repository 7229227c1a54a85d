"""The model a library was told to use: found again where it is, missed in a sentence where it is not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from engine.cots import catalogue
from engine.cots.checkpoint_header import read_header
from engine.errors import ModelMissing
from engine.library.model_choice import (
    checkpoint_chosen_in,
    checkpoint_of,
    choice_before,
    fingerprints_to_keep,
    folder_of,
)
from engine.store import Store
from engine.store.chosen_models_table import ChosenModel
from tests.helpers.library_rows import add_media, make_space
from tests.helpers.tiny_cots import save_tiny_checkpoint


@pytest.fixture
def models_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shipped = save_tiny_checkpoint(tmp_path / "shipped" / "embedded", seed=9)
    monkeypatch.setattr(catalogue, "embedded_path", lambda: shipped)
    for seed, name in enumerate(("first", "second")):
        save_tiny_checkpoint(tmp_path / "models" / name, seed)
    return tmp_path / "models"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "library") as opened:
        yield opened


def _choose(store: Store, folder: Path) -> ChosenModel:
    choice = ChosenModel(read_header(folder).fingerprint, folder.name, folder, datetime.now())
    with store.write() as tx:
        store.chosen_models.put(tx, choice)
    return choice


def test_checkpoint_of_a_library_without_a_choice_is_the_catalogues(store: Store, models_dir: Path) -> None:
    assert checkpoint_of(store, models_dir) == (catalogue.find_checkpoint("auto", models_dir), "")


def test_checkpoint_of_an_indexed_library_stays_what_it_was_indexed_with_when_a_larger_model_comes(
    store: Store, models_dir: Path, tmp_path: Path
) -> None:
    for folder in (models_dir / "first", models_dir / "second"):
        folder.rename(tmp_path / folder.name)
    embedded = catalogue.embedded_path()
    assert checkpoint_of(store, models_dir) == (embedded, "")
    add_media(store, make_space(store, read_header(embedded).fingerprint), tmp_path / "a.jpg")
    (tmp_path / "second").rename(models_dir / "second")
    (models_dir / "second" / "notes").write_bytes(b"x" * 1000)
    assert catalogue.find_checkpoint("auto", models_dir) == models_dir / "second"
    assert checkpoint_of(store, models_dir) == (embedded, "")
    assert checkpoint_chosen_in(tmp_path / "library", models_dir) == embedded
    _choose(store, models_dir / "second")
    assert checkpoint_of(store, models_dir) == (models_dir / "second", "")
    shutil.rmtree(models_dir / "second")
    (tmp_path / "first").rename(models_dir / "first")
    assert checkpoint_of(store, models_dir)[0] == embedded


def test_checkpoint_of_a_library_is_its_newest_choice(store: Store, models_dir: Path) -> None:
    _choose(store, models_dir / "first")
    _choose(store, models_dir / "second")
    assert checkpoint_of(store, models_dir) == (models_dir / "second", "")
    _choose(store, models_dir / "first")
    assert checkpoint_of(store, models_dir) == (models_dir / "first", "")


def test_checkpoint_that_moved_is_found_by_its_fingerprint(store: Store, models_dir: Path) -> None:
    choice = _choose(store, models_dir / "second")
    (models_dir / "second").rename(models_dir / "renamed")
    assert folder_of(choice, models_dir) == models_dir / "renamed"


def test_checkpoint_that_is_gone_is_replaced_and_said(store: Store, models_dir: Path) -> None:
    _choose(store, models_dir / "second")
    shutil.rmtree(models_dir / "second")
    folder, note = checkpoint_of(store, models_dir)
    assert folder == models_dir / "first"
    assert "second" in note
    assert "first is used instead" in note


def test_checkpoint_with_other_weights_under_the_same_name_is_not_the_chosen_one(
    store: Store, models_dir: Path
) -> None:
    _choose(store, models_dir / "second")
    shutil.rmtree(models_dir / "second")
    save_tiny_checkpoint(models_dir / "second", seed=5)
    assert checkpoint_of(store, models_dir)[1] != ""


def test_checkpoint_chosen_in_a_folder_without_a_library_is_none(tmp_path: Path, models_dir: Path) -> None:
    assert checkpoint_chosen_in(tmp_path / "nowhere", models_dir) is None
    assert not (tmp_path / "nowhere").exists()


def test_checkpoint_chosen_in_a_library_that_is_open_elsewhere_is_read(
    store: Store, models_dir: Path, tmp_path: Path
) -> None:
    assert checkpoint_chosen_in(tmp_path / "library", models_dir) is None
    _choose(store, models_dir / "second")
    assert checkpoint_chosen_in(tmp_path / "library", models_dir) == models_dir / "second"


def test_choice_before_is_the_newest_other_one(store: Store, models_dir: Path) -> None:
    with pytest.raises(ModelMissing, match="no other model"):
        choice_before(store)
    first = _choose(store, models_dir / "first")
    with pytest.raises(ModelMissing, match="no other model"):
        choice_before(store)
    second = _choose(store, models_dir / "second")
    assert choice_before(store).fingerprint == first.fingerprint
    _choose(store, models_dir / "first")
    assert choice_before(store).fingerprint == second.fingerprint


def test_fingerprints_to_keep_are_the_newest_different_ones(store: Store, models_dir: Path) -> None:
    names = ["a", "b", "a", "c", "d"]
    for name in names:
        with store.write() as tx:
            store.chosen_models.put(tx, ChosenModel(name, name, Path(f"/{name}"), datetime.now()))
    assert fingerprints_to_keep(store, older=2) == ["d", "c", "a"]
