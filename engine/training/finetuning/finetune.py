"""Fine-tuning on a person's own captions: measure, train, measure again, and keep only what is better.

Few captions are enough to run and never enough to trust: everything is held out at least once or for good, the choice
of how much to take over is made on training pictures alone, and general knowledge is measured beside the own captions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.cots.protocol import Calibration
from engine.cots.text import TextTokenizer
from engine.cots.two_stream import TwoStream
from engine.jobs import CancelToken
from engine.training.finetune_config import FinetuneConfig
from engine.training.finetuning.finetune_examples import Examples
from engine.training.finetuning.finetune_features import (
    TunedTops,
    embed_texts,
    search_vectors_of_seen,
    search_vectors_of_texts,
)
from engine.training.finetuning.finetune_material import Material, check_material
from engine.training.finetuning.finetune_pace import Pace
from engine.training.finetuning.finetune_seen import Seen, deal, look
from engine.training.finetuning.finetune_settle import carry_calibration, turn_dense_head, turn_of_texts
from engine.training.finetuning.finetune_tuning import Tuner, summary
from engine.training.finetuning.finetune_verdict import Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it; when accepted, the model holds the tuned weights, else the starting ones.

    Attributes:
        verdict: The decision and what it rests on.
        before: Figures in percent: own_r1, own_r10, own_mrr (captions finding their pictures), own_i2t_r1 ... (pictures
            finding a caption), guard_r1, guard_r10, guard_mrr.
        after: The same figures of the tuned model.
        mixing: Share of the way from the start that was taken.
        steps: Steps of the training that made it.
        calibration: Of the weights in the model.
        minutes: Wall time, that of processes before this one included.
        examples: Queries to look at; pictures are rows of the material's own ones and, after them, of `other_rows`.
        other_rows: Which of the material's other pictures were looked at.
    """

    verdict: Verdict
    before: dict[str, float]
    after: dict[str, float]
    mixing: float
    steps: int
    calibration: Calibration
    minutes: float
    examples: Examples
    other_rows: NDArray[np.int64]


def finetune(
    model: TwoStream,
    tokenizer: TextTokenizer,
    calibration: Calibration,
    material: Material,
    config: FinetuneConfig,
    *,
    cancel: CancelToken | None = None,
    pace: Pace | None = None,
) -> Outcome:
    """Fine-tune a loaded model, on the device it is on.

    Args:
        model: The starting model, frozen and in evaluation mode.
        tokenizer: Its tokenizer.
        calibration: What its cosines mean.
        material: What to learn from and to measure on.
        config: Every number.
        cancel: Asked before every batch and step.
        pace: The time it has, whom it tells, and what a process before this one had come to.

    Raises:
        BadData: The material cannot be learned from.
        Cancelled: A stop was asked for.
        OutOfMemory: A step does not fit.
        TrainingDiverged: The loss is no finite number.
        DiskFull: What was learned cannot be kept.
    """
    check_material(material, config)
    pace = pace or Pace(config.minutes, lambda event: None)
    tops = TunedTops(model, tokenizer, config.image_blocks, config.text_layers)
    learning = sum(p.numel() for p in tops.learning().values())
    everything = sum(p.numel() for p in model.parameters())
    pace.note(f"{learning:,} of {everything:,} parameters learn; everything below them is computed once and kept.")
    seen = deal(tops, look(tops, material, config, pace, cancel), material, config)
    start_general = _general(tops, seen)
    tuner = Tuner(tops, seen, config, pace, cancel)
    trial = tuner.try_out(material.own.groups)
    verdict = trial.verdict(config)
    if verdict.accepted:
        texts, scores = _general(tops, seen)
        calibration = carry_calibration(calibration, start_general[1], scores)
        turn_dense_head(model, turn_of_texts(start_general[0], texts))
    else:
        tuner.fitter.mix(tuner.fitter.start, 0.0)
    return Outcome(
        verdict,
        summary(trial.before, trial.guard_before),
        summary(trial.after, trial.guard_after),
        trial.tuned.mixing,
        trial.tuned.steps,
        calibration,
        pace.minutes,
        trial.examples,
        seen.other_rows,
    )


def _general(tops: TunedTops, seen: Seen) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the phrases' embeddings (P, D) and their scores with the general pictures (P, G)."""
    scores = search_vectors_of_texts(tops, seen.phrases) @ search_vectors_of_seen(tops, seen.general).T
    return embed_texts(tops, seen.phrases), scores
