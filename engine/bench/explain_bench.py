"""`explain`: heat maps of all words of a query of six words, beside one forward pass of the image tower."""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np

from engine.bench.bench_run import BenchRun, in_turn
from engine.bench.drawn_pictures import draw_scene
from engine.bench.figures import Baseline, BenchResult, Figure, Goal
from engine.cots.encoder import CotsEncoder
from engine.device import thread_count
from engine.explain.word_maps import content_words, explain

QUERIES: Final = (
    "brown dog catches yellow ball snow",
    "two children building castle wet sand",
    "woman riding white horse green field",
    "red boat small harbour morning fog",
    "old man reading newspaper wooden bench",
)
_ROUNDS: Final = 40
_BAR: Final = 2.5


def measure(run: BenchRun) -> BenchResult:
    """Time an explanation, the pass it is made of, and the texts it embeds, in turn; another picture every round."""
    run.say("loading the model")
    encoder = CotsEncoder.load(run.model, run.config.compute)
    pictures = [draw_scene(number, encoder.input_px, encoder.input_px) for number in range(8)]
    number = 0

    def explained() -> None:
        nonlocal number
        number += 1
        explain(encoder, QUERIES[number % len(QUERIES)], pictures[number % len(pictures)])

    def forward() -> None:
        encoder.encode_pictures(pictures[number % len(pictures)][None])

    pair = np.stack([pictures[0], pictures[0][:, ::-1]])
    words = [f"{QUERIES[0]} {word}" for word in "abcdefg"] + QUERIES[0].split()
    works = (explained, forward, partial(encoder.encode_patches, pair), partial(encoder.encode_texts, words))
    for work in works:
        work()
    run.say("explaining")
    whole, one, both, texts = in_turn(run, works, run.scaled(_ROUNDS, 3))
    threads = thread_count(run.config.compute)
    baseline = Baseline("one forward pass of the image tower", one.each(_ms))
    figures = (
        Figure(
            "explain", "heat maps of six words", whole.each(_ms), "ms", baseline, Goal(at_most=_BAR), threads, "warm"
        ),
        Figure("explain", "of it: picture and mirror image, cells", both.each(_ms), "ms", baseline, threads=threads),
        Figure("explain", f"of it: {len(words)} texts", texts.each(_ms), "ms", baseline, threads=threads),
    )
    facts = (
        f"The query changes every time and none of its texts is known: its {len(content_words(QUERIES[0]))} words, the "
        "query, and the query without each word are embedded.",
        f"The model {encoder.name} at {encoder.input_px} pixels, {encoder.grid} cells a side.",
    )
    return BenchResult("explain", figures, facts=facts)


def _ms(seconds: float) -> float:
    return seconds * 1000
