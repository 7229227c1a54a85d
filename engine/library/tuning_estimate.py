"""How long a fine-tuning takes on this machine: its parts are tried for a moment, none of them is assumed."""

from __future__ import annotations

import itertools
import shutil
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np

from engine.config import Config
from engine.cots.lazy_encoder import LazyEncoder
from engine.errors import EngineError
from engine.jobs import CancelToken
from engine.library.picture_desk import PictureDesk
from engine.library.tuning_checks import needed_bytes
from engine.library.tuning_data import trainings
from engine.records import SpaceId
from engine.store import Store
from engine.training.finetune_config import FinetuneConfig
from engine.tuning_records import TuningData, TuningEstimate

_TRIED: Final = 4  # pictures read, and looked at
_START_S: Final = 6.0  # until another process has loaded the model, and for reading texts and storing what was learned
_HALVED: Final = 0.5  # what a random view costs of a whole picture where it is looked at in half precision


def estimate_tuning(
    store: Store,
    config: Config,
    encoder: LazyEncoder,
    desk: PictureDesk,
    data: TuningData,
    recipe: FinetuneConfig,
    *,
    cancel: CancelToken,
) -> TuningEstimate:
    """Try every part for a moment and multiply.

    Raises:
        CheckpointMismatch: The model is damaged.
        Cancelled: A stop was asked for.
    """
    import torch

    from engine.device import choose_device, gains_from_bfloat16, thread_count
    from engine.training.finetuning import finetune_probe as probe

    device = choose_device(config.compute)
    reading = _reading_s(store, desk, cancel) / max(1, config.decoding.workers or thread_count(config.compute))
    cancel.check()
    looking = _looking_s(encoder)
    cancel.check()
    pictures = data.captions and data.pictures
    whole, varied = pictures + data.others, (recipe.views - 1) * pictures + data.others
    seen = whole + varied * (_HALVED if gains_from_bfloat16(device) else 1.0)
    fits = trainings(pictures, recipe)
    steps_s = probe.step_seconds(device, encoder.dim, recipe) * recipe.steps * fits
    looks_s = probe.look_seconds(encoder.dim, whole) * probe.looks(fits, recipe)
    frames = _frames(store)
    return TuningEstimate(
        device=device.type,
        device_name=torch.cuda.get_device_name(device) if device.type == "cuda" else "",
        threads=thread_count(config.compute),
        reading_s=_START_S + reading * whole,
        looking_s=looking * seen + probe.view_seconds(encoder.input_px) * varied,
        training_s=steps_s + looks_s,
        limit_s=60 * recipe.minutes,
        embedding_s=max(reading, looking) * frames,
        embedding_pictures=frames,
        needed_bytes=needed_bytes(encoder, whole),
        free_bytes=shutil.disk_usage(store.library_dir).free,
    )


def _reading_s(store: Store, desk: PictureDesk, cancel: CancelToken) -> float:
    """Return the seconds that one process takes for a photo; the first only wakes it."""
    paths = _some_photos(store)
    taken = []
    for path in paths:
        cancel.check()
        began = time.perf_counter()
        try:
            desk.frames(path, cancel=cancel)
        except EngineError:
            continue
        taken.append(time.perf_counter() - began)
    return float(np.median(taken[1:])) if len(taken) > 1 else 0.05


def _looking_s(encoder: LazyEncoder) -> float:
    """Return the seconds that the model takes for a picture of a batch; the first batch only wakes it."""
    pixels = np.zeros((_TRIED, encoder.input_px, encoder.input_px, 3), np.uint8)
    taken = []
    for _ in range(2):
        began = time.perf_counter()
        encoder.encode_pictures(pixels)
        taken.append((time.perf_counter() - began) / _TRIED)
    return min(taken)


def _some_photos(store: Store) -> list[Path]:
    frames = itertools.islice((frame for frame in store.frames.with_file() if not frame.time_s), _TRIED + 1)
    known: Iterable[list[Path]] = store.files.of_media([frame.media_id for frame in frames]).values()
    return [paths[0] for paths in known if paths]


def _frames(store: Store) -> int:
    spaces = store.spaces.all()
    counts = [store.media.count(SpaceId(space.space_id)).frames for space in spaces]
    return max(counts, default=0)
