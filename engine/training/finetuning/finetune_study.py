"""What fine-tuning gains and costs, on topics of Flickr8k's dev split.

Run as `python -m engine.training.finetuning.finetune_study`.

The pictures are ones that the embedded model was never trained on. A test of the topic and a guard of everything
else, both with real captions, are kept from the fine-tuning altogether: its own figures decide, these tell the truth.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray

from engine.cots.catalogue import embedded_path
from engine.cots.checkpoint import load_checkpoint
from engine.cots.text import TextTokenizer
from engine.errors import EngineError
from engine.training.data.augment import ViewConfig
from engine.training.data.frozen_features import cached
from engine.training.data.pairs import PairData, load_pairs
from engine.training.finetune_config import MIXES, FinetuneConfig
from engine.training.finetuning.finetune_features import (
    TunedTops,
    search_vectors_of_seen,
    search_vectors_of_texts,
    views_below,
)
from engine.training.finetuning.finetune_fit import Fitter
from engine.training.finetuning.finetune_material import LabelledPictures, Material
from engine.training.finetuning.finetune_pace import Pace
from engine.training.finetuning.finetune_report import Measured, Row, VariantRow, write_report
from engine.training.finetuning.finetune_request import read_phrases
from engine.training.finetuning.finetune_scores import CaptionBook, score_pictures
from engine.training.finetuning.finetune_seen import ALTERED, Seen, Views, deal
from engine.training.finetuning.finetune_topics import TOPICS, Case, Draw, draw
from engine.training.finetuning.finetune_tuning import Tuner

SEEDS = (0, 1, 2)
SIZES = (20, 100, 500)
_FREE = FinetuneConfig(keep_weights=0.0, keep_vectors=0.0)
VARIANTS = {
    "nothing": _FREE,
    "weights (L2)": dataclasses.replace(FinetuneConfig(), keep_vectors=0.0),
    "vectors": dataclasses.replace(FinetuneConfig(), keep_weights=0.0),
    "ranking (KL)": dataclasses.replace(_FREE, keep_ranking=5.0),
    "weights and vectors (default)": FinetuneConfig(),
}


Told = TypeVar("Told", Row, VariantRow)


class Study:
    """The data, seen once, and cases measured on it."""

    def __init__(self, data_root: Path, cache: Path) -> None:
        folder = data_root / "data/flickr8k"
        checkpoint = load_checkpoint(embedded_path())
        self.model, self._calibration = checkpoint.model, checkpoint.calibration
        config = self.model.config
        self.data: PairData = load_pairs([folder / "dev-00.tar"], folder / "dev.captions.csv", config.image.input_px)
        self._tokenizer = TextTokenizer.for_tower(checkpoint.tokenizer_json, config.text)
        self._phrases = read_phrases()
        self._tops = TunedTops(self.model, self._tokenizer)
        key = checkpoint.fingerprint[:12]
        self._own_views = self._views(cache / f"own-{key}.npy", ViewConfig(count=FinetuneConfig().views), 0)
        self._other_views = self._views(cache / f"others-{key}.npy", ALTERED, 1)

    def _views(self, path: Path, kind: ViewConfig, seed: int) -> NDArray[np.float16]:
        views = cached(path, lambda: views_below(self._tops, self.data.pixels, kind, seed))
        return views.astype(np.float16, copy=False)

    def measure(self, case: Case) -> Row:
        """Fine-tune from the start as the product does, and measure."""
        config, drawn = dataclasses.replace(FinetuneConfig(), seed=case.seed), draw(case, self.data)
        before = self._truth(drawn)
        began = time.perf_counter()
        tuner = Tuner(self._tops, self._seen(drawn, config), config, Pace(config.minutes, lambda event: None))
        trial = tuner.try_out(np.arange(len(drawn.own)))
        verdict = trial.verdict(config)
        seconds = round(time.perf_counter() - began, 1)
        after = self._truth(drawn)
        tuner.fitter.mix(tuner.fitter.start, 0.0)
        return Row(case, before, after, trial.tuned.mixing, verdict.accepted, verdict.figures, seconds)

    def measure_variant(self, case: Case, variant: str) -> VariantRow:
        """Train once on all pairs with a kind of anchor, and measure every mixing."""
        config = dataclasses.replace(VARIANTS[variant], seed=case.seed)
        drawn = draw(case, self.data)
        before = self._truth(drawn)
        fitter = Fitter(self._tops, self._seen(drawn, config).lesson, config)
        fitted = fitter.fit(np.arange(len(drawn.own)), [config.seed, 0])
        after = {}
        for share in MIXES:
            fitter.mix(fitted.weights, share)
            after[share] = self._truth(drawn)
        fitter.mix(fitter.start, 0.0)
        return VariantRow(case, variant, before, after)

    def _seen(self, drawn: Draw, config: FinetuneConfig) -> Seen:
        nothing = np.zeros((0, *self._own_views.shape[2:]), np.float16)
        views = Views(
            self._own_views[:, drawn.own], self._other_views[:, drawn.library], nothing, np.arange(len(drawn.library))
        )
        return deal(self._tops, views, self.material(drawn), config)

    def material(self, drawn: Draw) -> Material:
        """Return what the product would hand to a fine-tuning."""
        own = LabelledPictures(self.data.pixels[drawn.own], drawn.own_captions, np.arange(len(drawn.own)))
        return Material(own, self.data.pixels[drawn.library], self._phrases)

    def _truth(self, drawn: Draw) -> Measured:
        whole = self._other_views[0]
        guard_captions = tuple(self.data.captions[row] for row in drawn.guard)
        guard_emb = search_vectors_of_seen(self._tops, whole[drawn.guard])
        return Measured(
            self._figures(drawn.test_captions, search_vectors_of_seen(self._tops, whole[drawn.test]), guard_emb),
            self._figures(guard_captions, guard_emb, guard_emb[:0]),
        )

    def _figures(
        self, captions: tuple[tuple[str, ...], ...], image_emb: NDArray[np.float32], others: NDArray[np.float32]
    ) -> tuple[float, float, float, float]:
        book = CaptionBook.of(captions, np.arange(len(captions)))
        text_emb = search_vectors_of_texts(self._tops, book.texts)
        t2i, i2t = score_pictures(book, np.arange(len(captions)), image_emb, others, text_emb)
        return (_percent(t2i.at_1), _percent(t2i.at_10), _percent(t2i.reciprocal), _percent(i2t.reciprocal))


def cases() -> Iterator[Case]:
    """List the cases of the whole procedure."""
    for topic in TOPICS:
        for seed in SEEDS:
            for is_named in (False, True):
                for pairs in SIZES:
                    yield Case(topic, pairs, seed, is_named)
            yield Case(topic, 20, seed, control="random")
            yield Case(topic, 20, seed, control="shuffled")
            yield Case(topic, 100, seed, control="shuffled")


def variant_cases() -> Iterator[tuple[Case, str]]:
    """List the cases in which kinds of anchors are compared."""
    for topic in TOPICS:
        for seed in SEEDS[:2]:
            for is_named in (False, True):
                for variant in VARIANTS:
                    yield Case(topic, 100, seed, is_named), variant


def main(arguments: list[str] | None = None) -> int:
    """Measure every case and write the report; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m engine.training.finetuning.finetune_study", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="folder with data/flickr8k")
    parser.add_argument("--out", type=Path, default=Path("docs/finetuning.md"), help="where the tables are put")
    parser.add_argument("--cache", type=Path, required=True, help="folder for what the towers' lower parts see")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    try:
        study = Study(options.data, options.cache)
        variants = [_told(study.measure_variant(case, variant)) for case, variant in variant_cases()]
        rows = [_told(study.measure(case)) for case in cases()]
        write_report(options.out, rows, variants)
    except EngineError as error:
        sys.stderr.write(f"{error.user_text} {error.hint}".rstrip() + "\n")
        return 3
    return 0


def _told(row: Told) -> Told:
    sys.stdout.write(json.dumps(dataclasses.asdict(row)) + "\n")
    sys.stdout.flush()
    return row


def _percent(values: NDArray[np.float64]) -> float:
    return round(100 * float(values.mean()), 2)


if __name__ == "__main__":
    sys.exit(main())
