"""What we read of a public model against what transformers reads, and what happens where they disagree."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
import torch

from engine.cots import hub_proof
from engine.cots.hub_import import HubModel, import_hub_model, read_hub_model
from engine.cots.hub_proof import prove_reading
from engine.errors import CheckpointMismatch
from tests.helpers.hub_models import save_hub_model

KINDS = ("clip", "siglip")


def proved(folder: Path, read: HubModel) -> bool:
    return prove_reading(folder, read.model, read.tokenizer_json)


@pytest.mark.parametrize("kind", KINDS)
def test_model_that_is_read_right_passes(tmp_path: Path, kind: str) -> None:
    save_hub_model(tmp_path, kind)
    assert proved(tmp_path, read_hub_model(tmp_path, "tiny"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", ["text_proj", "image_tower"])
def test_model_that_is_read_otherwise_is_refused(tmp_path: Path, kind: str, part: str) -> None:
    save_hub_model(tmp_path, kind)
    read = read_hub_model(tmp_path, "tiny")
    with torch.no_grad():
        for parameter in getattr(read.model, part).parameters():
            parameter.copy_(parameter.flip(0))
    with pytest.raises(CheckpointMismatch, match="not read as it was meant"):
        proved(tmp_path, read)


def test_model_that_is_refused_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_hub_model(tmp_path / "hub", "clip")
    monkeypatch.setattr(hub_proof, "_LEAST_COSINE", 1.1)
    with pytest.raises(CheckpointMismatch):
        import_hub_model(tmp_path / "hub", tmp_path / "ours", name="tiny", summary="for tests")
    assert not (tmp_path / "ours").exists()


def test_model_that_transformers_does_not_open_is_not_compared(tmp_path: Path, expected_warnings: list[str]) -> None:
    expected_warnings.append("transformers does not open")
    save_hub_model(tmp_path, "clip")
    read = read_hub_model(tmp_path, "tiny")
    (tmp_path / "config.json").write_text("{}")
    assert not proved(tmp_path, read)


def test_model_that_does_not_fit_twice_is_not_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expected_warnings: list[str]
) -> None:
    expected_warnings.append("There is too little memory")
    save_hub_model(tmp_path, "clip")
    read = read_hub_model(tmp_path, "tiny")
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(available=1000))
    assert not proved(tmp_path, read)
