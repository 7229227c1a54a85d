"""Pictures for a training, in the given order however they are decoded."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from engine.config import Config
from engine.jobs import Cancelled, CancelToken, Progress, ignore_progress
from engine.library.picture_export import export_pictures
from engine.library.run_folder import RunFolder
from engine.library.tuning_pictures import TuningPicture
from engine.setting_fields import override
from tests.helpers.fakes import COLOURS
from tests.helpers.media import draw_photo, make_clip

CONFIG = override(Config(), {"decoding": {"workers": 2}})


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    return RunFolder.make(tmp_path / "runs", datetime(2026, 11, 21))


def _dominant(picture: np.ndarray) -> str:
    mean = picture.reshape(-1, 3).mean(axis=0)
    return min(COLOURS, key=lambda name: float(np.abs(np.array(COLOURS[name]) * 0.85 - mean).sum()))


def test_export_writes_photos_and_moments_in_the_given_order(run: RunFolder, tmp_path: Path) -> None:
    large = draw_photo(tmp_path / "large.png", "red", size=(2400, 1800))
    clip = make_clip(tmp_path / "clip.mp4", ["green", "red", "blue"], hold=8)
    (tmp_path / "broken.jpg").write_bytes(b"not a picture")
    pictures = [
        TuningPicture(large, "a", None, ("a red one",)),
        TuningPicture(draw_photo(tmp_path / "b.png", "blue"), "b", None),
        TuningPicture(clip, "c", 0.2, ("green at first",)),
        TuningPicture(tmp_path / "broken.jpg", "d", None, ("never seen",)),
        TuningPicture(clip, "c", 2.5),
        TuningPicture(draw_photo(tmp_path / "e.png", "green"), "e", None),
    ]
    told: list[Progress] = []
    unread = export_pictures(run, pictures, CONFIG, 32, cancel=CancelToken(), report=told.append)
    assert unread == (pictures[3],)
    pixels = np.load(run.path / "pictures.npy", allow_pickle=False)
    assert pixels.shape == (5, 32, 32, 3)
    assert [_dominant(picture) for picture in pixels] == ["red", "blue", "green", "blue", "green"]
    lines = [json.loads(line) for line in (run.path / "pictures.jsonl").read_text().splitlines()]
    assert [line["content"] for line in lines] == ["a", "b", "c", "c", "e"]
    assert told[-1].total == 6


def test_export_that_is_cancelled_stops(run: RunFolder, tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    pictures = [TuningPicture(draw_photo(tmp_path / "a.png"), "a", None)]
    with pytest.raises(Cancelled):
        export_pictures(run, pictures, CONFIG, 32, cancel=token, report=ignore_progress)
