import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from engine.cots.visual_token_files import WEIGHTS_NAME, load_visual_tokenizer
from engine.errors import BadData, CheckpointMismatch, DiskFull
from engine.jobs import Cancelled, CancelToken
from engine.training.loop.run_events import TrainEvent
from engine.training.tokens.tokenizer_training import (
    FIGURES_NAME,
    REPORT_NAME,
    RUN_NAME,
    TokenizerOptions,
    train_visual_tokens,
)
from engine.training.tokens.visual_tokens_task import TokenPlan
from tests.helpers.drawn_scenes import drawn_scene
from tests.helpers.tiny_tokenizer import TINY_SHAPE, drawn_tensor

PLAN = TokenPlan(steps=20, cells=32, sizes_px=(16, 32), revive_every=3, measured_px=(16, 32), seed=1)


@pytest.fixture
def options(tmp_path: Path) -> TokenizerOptions:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for number in range(12):
        scene = np.roll(drawn_scene(number % 4, 48), 4 * number, axis=1)
        Image.fromarray(scene).save(pictures / f"{number:02}.png")
    return TokenizerOptions(str(pictures), tmp_path / "out", plan=PLAN, shape=TINY_SHAPE, square_px=48)


def test_train_visual_tokens_writes_a_tokenizer_its_figures_and_a_picture(options: TokenizerOptions) -> None:
    events: list[TrainEvent] = []
    report = train_visual_tokens(options, listen=events.append)
    tokenizer = load_visual_tokenizer(options.out)
    assert tokenizer.codes(drawn_tensor(32)).shape == (4, 4, 4)
    assert (report.pictures, report.held_out, report.steps, report.vocabulary) == (11, 1, 20, 32)
    assert set(report.figures) == {f"{name}_{side}" for name in ("used", "perplexity", "psnr_db") for side in (16, 32)}
    assert json.loads((options.out / FIGURES_NAME).read_text()) == json.loads(json.dumps(dataclasses.asdict(report)))
    with Image.open(options.out / REPORT_NAME) as picture:
        assert picture.size == (1 * 116 + 4, 4 * 116 + 4)
    assert [event.step for event in events if event.event == "step"] == list(range(1, 21))
    assert {event.event for event in events} >= {"step", "saved", "finished"}


def test_train_visual_tokens_measures_on_pictures_named_for_it(options: TokenizerOptions, tmp_path: Path) -> None:
    others = tmp_path / "others"
    others.mkdir()
    for number in range(3):
        Image.fromarray(drawn_scene(number, 40)).save(others / f"{number}.png")
    report = train_visual_tokens(dataclasses.replace(options, held_out_images=str(others)))
    assert (report.pictures, report.held_out) == (12, 3)


def test_train_visual_tokens_cancelled_and_resumed_ends_with_the_same_weights(
    options: TokenizerOptions, tmp_path: Path
) -> None:
    train_visual_tokens(options)
    cut = dataclasses.replace(options, out=tmp_path / "cut")
    cancel = CancelToken()

    def stop_after_thirteen(event: TrainEvent) -> None:
        if event.event == "step" and event.step == 13:
            cancel.cancel()

    with pytest.raises(Cancelled):
        train_visual_tokens(cut, cancel=cancel, listen=stop_after_thirteen)
    assert not (cut.out / WEIGHTS_NAME).exists()
    train_visual_tokens(dataclasses.replace(cut, resume=True))
    assert (cut.out / WEIGHTS_NAME).read_bytes() == (options.out / WEIGHTS_NAME).read_bytes()


def test_train_visual_tokens_resumed_with_another_plan_is_a_mismatch(options: TokenizerOptions) -> None:
    train_visual_tokens(options)
    other = dataclasses.replace(options, plan=dataclasses.replace(PLAN, idle_weight=0.3), resume=True)
    with pytest.raises(CheckpointMismatch):
        train_visual_tokens(other)


def test_train_visual_tokens_rounds_its_steps_up(options: TokenizerOptions) -> None:
    report = train_visual_tokens(dataclasses.replace(options, plan=dataclasses.replace(PLAN, steps=11)))
    assert report.steps == 20


def test_train_visual_tokens_of_one_picture_is_bad_data(options: TokenizerOptions) -> None:
    with pytest.raises(BadData, match="too few"):
        train_visual_tokens(dataclasses.replace(options, max_pictures=1))


def test_train_visual_tokens_where_nothing_can_be_written_is_disk_full(
    options: TokenizerOptions, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskFull):
        train_visual_tokens(dataclasses.replace(options, out=tmp_path / "file" / "out"))


def test_train_visual_tokens_keeps_the_journal_beside_the_tokenizer(options: TokenizerOptions) -> None:
    train_visual_tokens(options)
    lines = (options.out / RUN_NAME / "events.jsonl").read_text().splitlines()
    finished = next(event for line in lines if (event := json.loads(line))["event"] == "finished")
    assert 0 < finished["values"]["used_32"] <= 1
    assert torch.isfinite(torch.tensor(list(finished["values"].values()))).all()
