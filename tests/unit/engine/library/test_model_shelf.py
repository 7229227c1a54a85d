"""The models of a machine as a library sees them: what they are, and which of them may go."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.config import Config
from engine.cots import catalogue
from engine.cots.hub_catalogue import CATALOGUE
from engine.errors import BadData, DiskFull, FetchFailed, ModelMissing
from engine.library import Library, model_removal
from engine.library.model_removal import sweep_removed
from engine.setting_fields import override
from engine.tuning_records import ModelEntry, ModelOrigin
from tests.helpers.media import draw_photo
from tests.helpers.tiny_cots import save_tiny_checkpoint

CONFIG = override(Config(), {"decoding": {"workers": 1}, "compute": {"device": "cpu", "threads": 1}})
FIGURES = {"before": {"own_r10": 50.0}, "after": {"own_r10": 70.0, "guard_r1": None}}


@pytest.fixture
def models_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "models"
    monkeypatch.setattr("engine.library.facade.user_models_dir", lambda: folder)
    shipped = save_tiny_checkpoint(tmp_path / "shipped" / "embedded", seed=9)
    monkeypatch.setattr(catalogue, "embedded_path", lambda: shipped)
    monkeypatch.setattr("engine.library.model_shelf.embedded_path", lambda: shipped)
    tuned = {"made_from": "embedded", "made_at": "2026-11-01 10:00:00", "library": str(tmp_path / "library"), **FIGURES}
    save_tiny_checkpoint(folder / "own-2026-11-01", seed=1)
    (folder / "own-2026-11-01" / "tuned.json").write_text(json.dumps(tuned))
    save_tiny_checkpoint(folder / "clip-vit-b-32", seed=2)
    (folder / "clip-vit-b-32" / "source.json").write_text(json.dumps({"repo": "openai/clip-vit-base-patch32"}))
    return folder


@pytest.fixture
def library(tmp_path: Path, models_dir: Path) -> Iterator[Library]:
    for number in range(3):
        draw_photo(tmp_path / "photos" / f"{number}.png", (30 * number, 90, 30))
    with Library.open(tmp_path / "library", CONFIG, model="embedded") as opened:
        opened.index([tmp_path / "photos"])
        yield opened


def test_shelf_says_what_each_model_is_and_what_it_can_find(library: Library) -> None:
    shelf = library.shelf.model_shelf()
    embedded, own, public = (next(e for e in shelf.entries if e.name == n) for n in _NAMES)
    assert shelf.entries[0] == embedded
    assert (embedded.origin, embedded.is_current, embedded.embedded) == (ModelOrigin.SHIPPED, True, 3)
    assert (own.origin, own.made_from, own.after["own_r10"]) == (ModelOrigin.OWN, "embedded", 70.0)
    assert own.made_at is not None
    assert own.made_at.month == 11
    assert (own.embedded, own.missing) == (0, 3)
    assert (public.origin, public.languages) == (ModelOrigin.PUBLIC, "English")
    assert public.strength
    assert [offer.name for offer in shelf.offers] == [m.name for m in CATALOGUE if m.name != "clip-vit-b-32"]
    assert shelf.free_bytes > 0


_NAMES = ("embedded", "own-2026-11-01", "clip-vit-b-32")


def test_shelf_marks_where_a_rollback_would_go(library: Library) -> None:
    library.use_model("own-2026-11-01")
    entries = {entry.name: entry for entry in library.shelf.model_shelf().entries}
    assert entries["embedded"].is_before
    assert entries["own-2026-11-01"].is_current
    assert not entries["clip-vit-b-32"].is_before


def test_shelf_says_how_much_of_a_fetch_has_arrived(library: Library, models_dir: Path) -> None:
    offer = next(model for model in CATALOGUE if model.name == "siglip-b-16")
    folder = models_dir / ".fetching" / f"{offer.name}-{offer.revision[:12]}"
    folder.mkdir(parents=True)
    (folder / "model.safetensors.part").write_bytes(b"x" * 1000)
    shown = next(found for found in library.shelf.model_shelf().offers if found.name == offer.name)
    assert shown.arrived_bytes == 1000


def test_removed_model_is_gone(library: Library, models_dir: Path) -> None:
    library.shelf.remove_model("clip-vit-b-32")
    assert sorted(path.name for path in models_dir.iterdir()) == ["own-2026-11-01"]
    with pytest.raises(ModelMissing, match="not on this machine"):
        library.shelf.remove_model("clip-vit-b-32")


@pytest.mark.parametrize("name", ["embedded", "own-2026-11-01"])
def test_model_in_use_or_of_evoke_itself_stays(library: Library, name: str) -> None:
    library.use_model("own-2026-11-01")
    with pytest.raises(BadData):
        library.shelf.remove_model(name)


def test_model_of_another_library_stays_while_that_is_there(library: Library, models_dir: Path, tmp_path: Path) -> None:
    tuned = models_dir / "own-2026-11-01" / "tuned.json"
    tuned.write_text(json.dumps({"library": str(tmp_path / "other")}))
    assert next(e for e in library.shelf.model_shelf().entries if e.name == _NAMES[1]).made_for == tmp_path / "other"
    (tmp_path / "other").mkdir()
    with pytest.raises(BadData, match="made for the library"):
        library.shelf.remove_model("own-2026-11-01")
    (tmp_path / "other").rmdir()
    library.shelf.remove_model("own-2026-11-01")


def test_removal_that_was_cut_short_is_finished_by_the_next(models_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("shutil.rmtree", lambda *_, **__: None)
        model_removal.remove_folder(models_dir / "clip-vit-b-32", models_dir)
    assert [info.name for info in catalogue.list_checkpoints(models_dir)] == ["embedded", "own-2026-11-01"]
    sweep_removed(models_dir)
    assert [path.name for path in models_dir.iterdir()] == ["own-2026-11-01"]


def test_removal_that_the_disk_refuses_changes_nothing(models_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(DiskFull, match="Read-only"):
        model_removal.remove_folder(models_dir / "clip-vit-b-32", models_dir)
    assert len(catalogue.list_checkpoints(models_dir)) == 3


def test_fetch_without_a_network_says_so_in_one_sentence(library: Library) -> None:
    with pytest.raises(FetchFailed) as caught:
        library.shelf.fetch_model("siglip-b-16")
    assert caught.value.user_text.endswith(".")
    assert "HF_HUB_OFFLINE" in caught.value.user_text or "cannot be reached" in caught.value.user_text


def test_fetch_of_what_is_no_model_says_so(library: Library) -> None:
    with pytest.raises(ModelMissing):
        library.shelf.fetch_model("no such thing")


def test_own_model_of_a_library_that_was_moved_is_still_its_own(library: Library, models_dir: Path) -> None:
    (models_dir / "own-2026-11-01" / "tuned.json").write_text(json.dumps({"library": "/where/it/was"}))
    assert _entry(library).made_for == Path("/where/it/was")
    library.use_model("own-2026-11-01")
    assert _entry(library).made_for is None


def _entry(library: Library) -> ModelEntry:
    return next(entry for entry in library.shelf.model_shelf().entries if entry.name == "own-2026-11-01")
