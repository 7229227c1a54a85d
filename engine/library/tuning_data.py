"""What captions there are to learn from, counted by the same rules that a fine-tuning follows."""

from __future__ import annotations

from typing import Final

from engine.library.tuning_pictures import OTHERS_AT_MOST, captioned_pictures
from engine.store import Store
from engine.training.finetune_config import FinetuneConfig
from engine.tuning_records import TuningData

PICTURES_AT_LEAST: Final = 20
USUAL: Final = 100  # with so many a gain was proven in five of six runs: docs/finetuning.md


def tuning_data(store: Store, config: FinetuneConfig) -> TuningData:
    """Count what a fine-tuning would read now; files are looked for, none is opened."""
    pictures = captioned_pictures(store)
    usable = [picture for picture in pictures if not picture.is_stale]
    contents = {picture.content_hash for picture in usable}
    captioned = {record.content_hash for record in store.captions.all()}
    few = len(contents) < config.few
    return TuningData(
        captions=sum(len(picture.captions) for picture in usable),
        pictures=len(contents),
        moments=sum(picture.time_s is not None for picture in usable),
        away=len(captioned - contents),
        others=_others(store, len(contents)),
        needed=PICTURES_AT_LEAST,
        usual=USUAL,
        held_out=len(contents) if few else max(1, round(config.held_out_share * len(contents))),
        holds_all_out=few,
    )


def trainings(pictures: int, config: FinetuneConfig) -> int:
    """Return how many trainings so many captioned pictures mean, those that choose the mixing included."""
    few = pictures < config.few
    inner = 0 if not config.mixing else 2 if few else 1
    return (config.folds + 1 if few else 1) * (1 + inner)


def _others(store: Store, captioned: int) -> int:
    """Return how many pictures without a caption there are, as far as they are looked at."""
    spaces = store.spaces.all()
    known = spaces[0].embedded + spaces[0].missing if spaces else 0
    return max(0, min(OTHERS_AT_MOST, known - captioned))
