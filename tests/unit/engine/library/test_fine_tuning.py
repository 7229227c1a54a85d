"""Fine-tuning around a training process that is a fake: what is checked, kept, installed and left alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from engine.config import Config
from engine.cots import catalogue
from engine.cots.catalogue import list_checkpoints
from engine.errors import BadConfig, BadData, CheckpointMismatch, DiskFull, FolderMissing, TrainingFailed
from engine.jobs import Cancelled, CancelToken, Progress, ignore_progress
from engine.library import Library, fine_tuning, tuning_data
from engine.model_records import FinetuneReport, FinetuneRequest
from engine.records import SearchRequest
from engine.setting_fields import override
from tests.helpers.fake_training import fake_training_command
from tests.helpers.media import draw_photo
from tests.helpers.tiny_cots import save_tiny_checkpoint

CONFIG = override(Config(), {"decoding": {"workers": 1}, "compute": {"device": "cpu", "threads": 1}})
FEW = 4

Finetune = Callable[..., FinetuneReport]


@pytest.fixture
def models_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "models"
    monkeypatch.setattr("engine.library.facade.user_models_dir", lambda: folder)
    shipped = save_tiny_checkpoint(tmp_path / "shipped" / "embedded", seed=9)
    monkeypatch.setattr(catalogue, "embedded_path", lambda: shipped)
    monkeypatch.setattr(tuning_data, "PICTURES_AT_LEAST", FEW)
    save_tiny_checkpoint(tmp_path / "made", seed=3)
    return folder


@pytest.fixture
def library(tmp_path: Path, models_dir: Path) -> Iterator[Library]:
    """A library of seven photos, the first four with a caption."""
    for number in range(7):
        draw_photo(tmp_path / "photos" / f"{number}.png", (30 * number, 90, 30))
    with Library.open(tmp_path / "library", CONFIG) as opened:
        opened.index([tmp_path / "photos"])
        for number in range(FEW):
            opened.add_caption(tmp_path / "photos" / f"{number}.png", f"picture number {number}")
        yield opened


@pytest.fixture
def finetune(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Finetune:
    def run(
        mode: str,
        *,
        cancel: CancelToken | None = None,
        tell: Callable[[Mapping[str, Any]], None] = lambda event: None,
        report: Callable[[Progress], None] = ignore_progress,
        **options: object,
    ) -> FinetuneReport:
        monkeypatch.setattr(fine_tuning, "TRAINING_COMMAND", fake_training_command(mode, tmp_path / "made"))
        request = FinetuneRequest(**options)  # type: ignore[arg-type]  # as given
        return library.finetune(request, cancel=cancel, tell=tell, report=report)

    return run


def _own(models_dir: Path) -> list[str]:
    return [info.name for info in list_checkpoints(models_dir) if info.name != "embedded"]


def _run_json(library: Library, *, goes_on: bool = False) -> dict[str, Any]:
    (run,) = (library.status().library_dir / "runs").iterdir()
    left = {path.name for path in run.iterdir()}
    assert goes_on == ("pictures.npy" in left)
    assert goes_on or left <= {"run.json", "request.json", "pictures.jsonl", "result.json", "log.txt", "events.jsonl"}
    document: dict[str, Any] = json.loads((run / "run.json").read_text())
    return document


def test_finetune_accepted_installs_and_switches(finetune: Finetune, library: Library, models_dir: Path) -> None:
    events: list[Mapping[str, Any]] = []
    told: list[Progress] = []
    report = finetune("accept", tell=events.append, report=told.append)
    assert report.accepted
    assert report.model.startswith("own-20")
    assert (report.before, report.after) == ({"own_r1": 10.0, "guard_r1": 50.0}, {"own_r1": 20.0, "guard_r1": None})
    assert report.switched is not None
    assert (report.switched.before, report.switched.embedded) == ("embedded", 7)
    assert _own(models_dir) == [report.model]
    assert [info.name for info in library.models() if info.is_current] == [report.model]
    assert Progress(1, 2, "Training", 3.0) in told
    seen = next(event for event in events if event["event"] == "saw")
    assert [len(pair["captions"]) for pair in seen["pairs"]] == [1, 1, 1, 1, 0, 0, 0]
    assert seen["request"]["name"] == report.model
    assert seen["request"]["input_px"] == 32
    assert seen["request"]["recipe"] == "own-captions"
    assert _run_json(library)["state"] == "done"
    assert len(library.search(SearchRequest("a dog")).hits) == 7
    assert library.rollback_model().model == "embedded"


def test_finetune_without_switch_only_stores_the_model(finetune: Finetune, library: Library, models_dir: Path) -> None:
    report = finetune("accept", switch=False)
    assert (report.accepted, report.switched) == (True, None)
    assert _own(models_dir) == [report.model]
    assert [info.name for info in library.models() if info.is_current] == ["embedded"]
    assert catalogue.find_checkpoint("auto", models_dir) == catalogue.embedded_path()


def test_finetune_not_accepted_changes_nothing(finetune: Finetune, library: Library, models_dir: Path) -> None:
    report = finetune("reject")
    assert (report.accepted, report.model, report.reason) == (False, "embedded", "It is not better.")
    assert _own(models_dir) == []
    assert [info.name for info in library.models() if info.is_current] == ["embedded"]
    assert _run_json(library)["accepted"] is False


@pytest.mark.parametrize(
    ("mode", "error", "sentence", "goes_on"),
    [
        ("crash", TrainingFailed, "ended unexpectedly", True),
        ("kill", TrainingFailed, "ended unexpectedly", True),
        ("fail", BadData, "guard holds nothing", False),
        ("silent", TrainingFailed, "without a result", True),
        ("half", TrainingFailed, "without a result", True),
        ("unsound", CheckpointMismatch, "model", False),
    ],
)
def test_finetune_that_fails_changes_nothing_and_keeps_a_report(
    finetune: Finetune,
    library: Library,
    models_dir: Path,
    mode: str,
    error: type[Exception],
    sentence: str,
    goes_on: bool,
) -> None:
    with pytest.raises(error, match=sentence):
        finetune(mode)
    assert _own(models_dir) == []
    assert _run_json(library, goes_on=goes_on)["state"] == "failed"


def test_finetune_cancelled_while_training_leaves_nothing(
    finetune: Finetune, library: Library, models_dir: Path
) -> None:
    token = CancelToken()
    with pytest.raises(Cancelled):
        finetune("stubborn", cancel=token, tell=lambda event: token.cancel())
    assert not models_dir.exists()
    assert _run_json(library)["state"] == "stopped"


def test_finetune_of_the_same_weights_is_no_new_model(
    finetune: Finetune, library: Library, models_dir: Path, tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "made")
    shutil.copytree(catalogue.embedded_path(), tmp_path / "made")
    with pytest.raises(CheckpointMismatch, match="as it was"):
        finetune("accept")
    assert _own(models_dir) == []


def test_finetune_with_too_few_captions_says_how_many(
    finetune: Finetune, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tuning_data, "PICTURES_AT_LEAST", 20)
    with pytest.raises(BadData, match="at least 20 photos or clips; there are 4"):
        finetune("accept")
    assert not (library.status().library_dir / "runs").exists()


def test_finetune_with_captioned_pictures_that_cannot_be_read_names_them(finetune: Finetune, tmp_path: Path) -> None:
    (tmp_path / "photos" / "2.png").write_bytes(b"no picture any more")
    events: list[Mapping[str, Any]] = []
    with pytest.raises(BadData, match="there are 3"):
        finetune("accept", tell=events.append)
    assert "2.png" in str(events[0]["text"])


def test_finetune_on_a_full_disk_says_what_is_needed(finetune: Finetune, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    with pytest.raises(DiskFull, match="MB of disk"):
        finetune("accept")


@pytest.mark.parametrize(
    ("options", "error", "sentence"),
    [
        ({"guard_images": Path("/nowhere")}, BadData, "together"),
        ({"guard_images": Path("/nowhere"), "guard_captions": Path("/nowhere.csv")}, FolderMissing, "nothing at"),
        ({"minutes": 0.0}, BadConfig, "more than 0"),
        ({"minutes": float("nan")}, BadConfig, "more than 0"),
    ],
)
def test_finetune_with_options_that_cannot_be_used_says_so(
    finetune: Finetune, options: dict[str, Any], error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        finetune("accept", **options)
