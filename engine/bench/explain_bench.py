"""`explain`: heat maps of all words of a query of six words, beside one forward pass of the image tower."""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np

from engine.bench.bench_run import BenchRun, in_turn
from engine.bench.drawn_pictures import draw_scene
from engine.bench.figures import Baseline, BenchResult, Figure, Goal, Spread
from engine.cots.encoder import CotsEncoder
from engine.device import thread_count
from engine.explain.word_maps import content_words, explain
from engine.search.text_vectors import TextVectors

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
    remembered = TextVectors()
    number = 0

    def of_a_new_query() -> None:
        nonlocal number
        number += 1
        explain(encoder, QUERIES[number % len(QUERIES)], pictures[number % len(pictures)])

    def of_the_same_query() -> None:
        explain(encoder, QUERIES[0], pictures[number % len(pictures)], embed_texts=partial(remembered.embed, encoder))

    def forward() -> None:
        encoder.encode_pictures(pictures[number % len(pictures)][None])

    pair = np.stack([pictures[0], pictures[0][:, ::-1]])
    words = [f"{QUERIES[0]} {word}" for word in "abcdefg"] + QUERIES[0].split()
    works = (
        of_a_new_query,
        of_the_same_query,
        forward,
        partial(encoder.encode_patches, pair),
        partial(encoder.encode_texts, words),
    )
    for work in works:
        work()
    run.say("explaining")
    new, same, one, both, texts = in_turn(run, works, run.scaled(_ROUNDS, 3))
    threads = thread_count(run.config.compute)
    baseline = Baseline("one forward pass of the image tower", one.each(_ms))
    figures = (
        _figure("six words, a new query", new, baseline, threads, Goal(at_most=_BAR)),
        _figure("six words, the next picture of the same query", same, baseline, threads, Goal(at_most=_BAR)),
        _figure("of it: picture and mirror image, cells", both, baseline, threads),
        _figure(f"of it: {len(words)} texts", texts, baseline, threads),
    )
    shown = len(content_words(QUERIES[0]))
    facts = (
        f"Of a new query {len(words)} texts are embedded: {shown} words, the query, and the query without each. "
        "Of the next picture nothing but the picture is new, as when walking through hits.",
        f"The model {encoder.name} at {encoder.input_px} pixels, {encoder.grid} cells a side.",
    )
    return BenchResult("explain", figures, facts=facts)


def _figure(name: str, seconds: Spread, baseline: Baseline, threads: int, goal: Goal | None = None) -> Figure:
    return Figure("explain", name, seconds.each(_ms), "ms", baseline, goal, threads, "warm")


def _ms(seconds: float) -> float:
    return seconds * 1000
