from __future__ import annotations

import json
import shutil
import threading
import time
from datetime import date
from pathlib import Path

import pytest

from engine.cots.catalogue import TUNED_NAME, find_checkpoint, list_checkpoints
from engine.cots.checkpoint_header import read_header
from engine.errors import DiskFull
from engine.library.model_install import free_name, install_model
from tests.helpers.tiny_cots import save_tiny_checkpoint


def test_free_name_counts_up(tmp_path: Path) -> None:
    today = date(2026, 11, 21)
    assert free_name(tmp_path / "models", today) == "own-2026-11-21"
    (tmp_path / "own-2026-11-21").mkdir()
    (tmp_path / "own-2026-11-21-2").mkdir()
    assert free_name(tmp_path, today) == "own-2026-11-21-3"


def test_install_copies_the_whole_checkpoint_and_says_where_it_is_from(tmp_path: Path) -> None:
    made, models = save_tiny_checkpoint(tmp_path / "made"), tmp_path / "models"
    folder = install_model(made, models, "own-1", {"made_from": "embedded", "library": tmp_path})
    assert read_header(folder) == read_header(made)
    assert json.loads((folder / TUNED_NAME).read_text())["made_from"] == "embedded"
    assert [path.name for path in models.iterdir() if path.is_dir()] == ["own-1"]
    assert find_checkpoint("own-1", models) == folder


def test_install_of_a_name_that_was_taken_meanwhile_takes_the_next(tmp_path: Path) -> None:
    made, models = save_tiny_checkpoint(tmp_path / "made"), tmp_path / "models"
    first = install_model(made, models, "own-2026-11-21", {})
    second = install_model(made, models, "own-2026-11-21", {})
    assert [path.name for path in (first, second)] == ["own-2026-11-21", "own-2026-11-21-2"]


def test_install_beside_another_process_disturbs_neither(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, models = save_tiny_checkpoint(tmp_path / "made"), tmp_path / "models"
    copied = shutil.copytree
    inner: list[Path] = []

    def interrupted(source: Path, target: Path) -> Path:
        folder = copied(source, target)
        if not inner:
            inner.append(target)
            other = threading.Thread(target=lambda: inner.append(install_model(made, models, "own-2", {})))
            other.start()
            other.join(0.5)
        return folder

    monkeypatch.setattr(shutil, "copytree", interrupted)
    assert read_header(install_model(made, models, "own-1", {})) == read_header(made)
    while len(inner) < 2:
        time.sleep(0.01)
    assert sorted(info.name for info in list_checkpoints(models) if info.name != "embedded") == ["own-1", "own-2"]


def test_install_cut_short_is_no_model_and_is_cleared_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, models = save_tiny_checkpoint(tmp_path / "made"), tmp_path / "models"

    def ended(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("engine.library.model_install.sync", ended)
        patch.setattr(shutil, "rmtree", lambda *_, **__: None)  # as if the power went
        with pytest.raises(KeyboardInterrupt):
            install_model(made, models, "own-1", {})
    assert "own-1" not in [info.name for info in list_checkpoints(models)]
    assert any(path.is_dir() for path in models.iterdir())
    install_model(made, models, "own-1", {})
    assert [path.name for path in models.iterdir() if path.is_dir()] == ["own-1"]


def test_install_on_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, models = save_tiny_checkpoint(tmp_path / "made"), tmp_path / "models"

    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("engine.library.model_install.sync", full)
    with pytest.raises(DiskFull, match="No space left"):
        install_model(made, models, "own-1", {})
    assert not any(path.is_dir() for path in models.iterdir())
