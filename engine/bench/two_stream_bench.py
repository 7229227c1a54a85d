"""`two-stream`: all scores of a test the size of COCO's 5K, embedding included, beside a cross-encoder per pair."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from engine.bench.bench_run import BenchRun, seconds_of
from engine.bench.drawn_pictures import draw_caption, draw_squares
from engine.bench.figures import Baseline, BenchResult, Curve, Figure, Goal, Series, Spread
from engine.bench.single_stream import PairScorer, single_stream_size
from engine.cots.encoder import CotsEncoder
from engine.cots.presets import TextTowerConfig
from engine.cots.text import TextTokenizer
from engine.device import thread_count

PHOTOS: Final = 5_000
TEXTS: Final = 25_000
_PARTS: Final = 20  # at full size
_BAR: Final = 10_800
_SIZES: Final = (50, 500, 5_000, 50_000)  # photos of the curve; five texts each


def measure(run: BenchRun) -> BenchResult:
    """Embed photos and texts in parts, score pairs in between, and multiply the sample of pairs out."""
    run.say("loading the model")
    encoder = CotsEncoder.load(run.model, run.config.compute)
    parts = run.scaled(_PARTS, 4)
    photos, texts = min(run.scaled(PHOTOS, parts), PHOTOS), min(run.scaled(TEXTS, parts), TEXTS)
    tokens = _tokens_per_text(run.model, encoder.model.config.text)
    run.say("trying the baseline")
    config = encoder.model.config
    scorer = PairScorer(config, tokens, encoder.device)
    cls_scorer = PairScorer(config, tokens, encoder.device, reads_cls_alone=True)
    encoder.encode_pictures(draw_squares(range(8), encoder.input_px))
    encoder.encode_texts([draw_caption(0)] * 8)
    photo_s, text_s, (pair_s, cls_pair_s) = _timed_parts(run, encoder, (scorer, cls_scorer), (parts, photos, texts))
    matrix_s = _product_s(photos, texts, encoder.dim) * (PHOTOS * TEXTS) / (photos * texts)
    own = _total(photo_s, text_s, matrix_s)
    per_pair, per_cls_pair = Spread.of(pair_s), Spread.of(cls_pair_s)
    width, depth = single_stream_size(config)
    threads = thread_count(run.config.compute)
    name = f"single stream, {depth} layers of {width}"
    cls_name = "single stream, its last layer for [CLS] alone"
    baseline = Baseline(name, per_pair.each(_all_pairs_s), turned=True)
    cls_baseline = Baseline(cls_name, per_cls_pair.each(_all_pairs_s), turned=True)
    cells = config.image.grid**2
    return BenchResult(
        bench="two-stream",
        figures=(
            Figure(
                "two-stream",
                f"all {PHOTOS * TEXTS:,} scores, embedding included",
                own,
                "s",
                baseline,
                Goal(at_least=_BAR),
                threads,
                "warm",
            ),
            Figure(
                "two-stream",
                "all scores, beside a last layer for [CLS] alone",
                own,
                "s",
                cls_baseline,
                threads=threads,
                state="warm",
            ),
            Figure("two-stream", "one photo embedded", Spread.of(photo_s).each(_ms), "ms", threads=threads),
            Figure("two-stream", "one text embedded", Spread.of(text_s).each(_ms), "ms", threads=threads),
            Figure("two-stream", f"one pair, {name}", per_pair.each(_ms), "ms", threads=threads),
            Figure("two-stream", f"one pair, {cls_name}", per_cls_pair.each(_ms), "ms", threads=threads),
            Figure("two-stream", "the product of all vectors", Spread.exactly(matrix_s), "s", threads=threads),
        ),
        curves=(_curve(photo_s, text_s, per_pair.median),),
        facts=(
            f"{PHOTOS:,} photos and {TEXTS:,} texts of {tokens} tokens; {photos:,} and {texts:,} of them embedded with "
            f"the model {encoder.name}, in {len(photo_s)} parts, and what is lacking multiplied out.",
            f"The baseline reads {cells} cells and {tokens} tokens of every pair together. Cells and embedded words "
            f"are given to it for nothing, and it takes the batch that is quickest here ({scorer.batch} pairs); "
            f"{len(pair_s)} batches are timed in turn with our parts, and multiplied out.",
            "Our image tower runs its last transformer layer for [CLS] alone. A cross-encoder is usually written to "
            "run it over all tokens, and the bar is against that; one that runs it for [CLS] alone too, to the same "
            f"score, is timed in the same rounds ({cls_scorer.batch} pairs a batch) and has a row of its own.",
        ),
    )


def _timed_parts(
    run: BenchRun, encoder: CotsEncoder, scorers: Sequence[PairScorer], sizes: tuple[int, int, int]
) -> tuple[list[float], list[float], list[list[float]]]:
    """Return seconds per photo, per text and per pair of every scorer, of every part."""
    photo_s: list[float] = []
    text_s: list[float] = []
    pair_s: list[list[float]] = [[] for _ in scorers]
    parts, photos, texts = sizes
    photo_ends = np.linspace(0, photos, parts + 1).astype(int)
    text_ends = np.linspace(0, texts, parts + 1).astype(int)
    for part in run.rounds(parts):
        run.say("embedding", part, parts)
        pixels = draw_squares(range(photo_ends[part], photo_ends[part + 1]), encoder.input_px)
        photo_s.append(seconds_of(partial(encoder.encode_pictures, pixels)) / len(pixels))
        captions = [draw_caption(number) for number in range(text_ends[part], text_ends[part + 1])]
        text_s.append(seconds_of(partial(encoder.encode_texts, captions)) / len(captions))
        for scorer, taken in zip(scorers, pair_s, strict=True):
            taken.append(seconds_of(scorer.score) / scorer.batch)
    return photo_s, text_s, pair_s


def _total(photo_s: Sequence[float], text_s: Sequence[float], matrix_s: float) -> Spread:
    """Return what all of it takes: by the mean part, with the spread as if all were like the quickest or slowest."""
    mean = PHOTOS * float(np.mean(photo_s)) + TEXTS * float(np.mean(text_s)) + matrix_s
    low = PHOTOS * min(photo_s) + TEXTS * min(text_s) + matrix_s
    high = PHOTOS * max(photo_s) + TEXTS * max(text_s) + matrix_s
    return Spread(mean, low, high, len(photo_s))


def _product_s(photos: int, texts: int, dim: int) -> float:
    """Return how long the product of all vectors takes, made in pieces that fit into memory."""
    rng = np.random.default_rng(0)
    seen, read = rng.standard_normal((photos, dim), np.float32), rng.standard_normal((dim, texts), np.float32)
    out = np.empty((min(photos, 250), texts), np.float32)

    def multiply() -> None:
        for start in range(0, photos, len(out)):
            part = seen[start : start + len(out)]
            np.matmul(part, read, out=out[: len(part)])

    return seconds_of(multiply)


def _tokens_per_text(model: Path, config: TextTowerConfig) -> int:
    """Return how many tokens a caption has in the middle."""
    tokenizer = TextTokenizer.load(model / "tokenizer.json", config.max_tokens)
    return int(np.median([int(tokenizer([draw_caption(number)])[1].sum()) for number in range(200)]))


def _curve(photo_s: Sequence[float], text_s: Sequence[float], per_pair_s: float) -> Curve:
    """Return what all pairs of a library cost, by the unit costs."""
    per_photo = float(np.mean(photo_s)) + 5 * float(np.mean(text_s))
    ours = Series("Evoke, two streams", _SIZES, tuple(size * per_photo for size in _SIZES))
    theirs = Series("single stream", _SIZES, tuple(size * 5 * size * per_pair_s for size in _SIZES))
    return Curve("All scores of n photos with 5 n texts", "photos", "seconds", (ours, theirs))


def _all_pairs_s(seconds: float) -> float:
    return seconds * PHOTOS * TEXTS


def _ms(seconds: float) -> float:
    return seconds * 1000
