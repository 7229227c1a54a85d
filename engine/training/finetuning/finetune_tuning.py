"""Trainings on splits of a person's captioned pictures, and what comes of them on the pictures held out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from engine.jobs import CancelToken
from engine.training.finetune_config import MIXES, FinetuneConfig
from engine.training.finetuning.finetune_examples import Answers, Examples, answered, general_examples, own_examples
from engine.training.finetuning.finetune_features import TunedTops, search_vectors_of_seen, search_vectors_of_texts
from engine.training.finetuning.finetune_fit import Fitter, Weights
from engine.training.finetuning.finetune_pace import Pace
from engine.training.finetuning.finetune_scores import Scores, score_pictures
from engine.training.finetuning.finetune_seen import Seen
from engine.training.finetuning.finetune_split import inner_splits, outer_splits
from engine.training.finetuning.finetune_verdict import Verdict, judge

LOOKS = 10  # at what is held out, in one training


@dataclass(frozen=True, slots=True)
class Tuned:
    """Weights, the share of the way to them that was chosen, and the steps that led there."""

    weights: Weights
    mixing: float
    steps: int


@dataclass(frozen=True, slots=True)
class Trial:
    """A candidate, and scores before and after, paired row by row.

    Attributes:
        before: Held-out pictures: their captions finding them, and they finding captions.
        after: The same pictures, each by a training that did not see it.
        contents: The content group of each of them.
        guard_before: The guard's queries.
        guard_after: The same queries, by the candidate.
        tuned: The candidate.
        examples: Queries to look at, their pictures as rows of the own ones and, after them, of the others.
    """

    before: tuple[Scores, Scores]
    after: tuple[Scores, Scores]
    contents: NDArray[np.int64]
    guard_before: Scores
    guard_after: Scores
    tuned: Tuned
    examples: Examples = field(default_factory=Examples)

    def verdict(self, config: FinetuneConfig) -> Verdict:
        """Judge the candidate; one that is the start itself is never accepted."""
        before, after = (_per_content(both_ways(scores), self.contents) for scores in (self.before, self.after))
        verdict = judge(before, after, self.guard_before, self.guard_after, config)
        if self.tuned.steps == 0:
            return replace(verdict, accepted=False, reason="The time was over before anything could be learned.")
        if self.tuned.mixing == 0:
            return replace(
                verdict, accepted=False, reason="No share of the training made things better, so none is kept."
            )
        return verdict


class Tuner:
    """Trains on splits of the own pictures and measures what comes of it."""

    def __init__(
        self, tops: TunedTops, seen: Seen, config: FinetuneConfig, pace: Pace, cancel: CancelToken | None = None
    ) -> None:
        self.fitter = Fitter(tops, seen.lesson, config, pace.kept)
        self._fits = 0
        self._tops = tops
        self._seen = seen
        self._config = config
        self._pace = pace
        self._cancel = cancel

    def try_out(self, groups: NDArray[np.int64]) -> Trial:
        """Measure, train and measure again; the model holds the candidate afterwards.

        Args:
            groups: (N,) content group of each own picture.
        """
        everything = np.arange(len(groups))
        splits = outer_splits(groups, self._config)
        trainings = [split.train for split in splits] + ([everything] if len(splits) > 1 else [])
        fits = sum(1 + len(inner_splits(rows, groups, self._config)) * self._config.mixing for rows in trainings)
        held_out = np.concatenate([split.held_out for split in splits])
        before = self.own_scores(held_out)
        guard_before = self._seen.guard.measure(self._tops)
        captions = [self._seen.lesson.book.rows_of(split.held_out) for split in splits]
        first, general = self._answers(np.concatenate(captions)), self._general_answers()
        self._pace.measured("before", summary(before, guard_before))
        self._pace.plan_trainings(fits, self._config.steps)
        parts, last = [], []
        for split, asked in zip(splits, captions, strict=True):
            tuned = self.tune(split.train, groups, watched=split.held_out)
            self.fitter.mix(tuned.weights, tuned.mixing)
            parts.append(self.own_scores(split.held_out))
            last.append(self._answers(asked))
        if len(splits) > 1:
            tuned = self.tune(everything, groups)
            self.fitter.mix(tuned.weights, tuned.mixing)
        after, guard_after = _joined(parts), self._seen.guard.measure(self._tops)
        self._pace.measured("after", summary(after, guard_after))
        book, rows = self._seen.lesson.book, np.concatenate(captions)
        examples = Examples(
            own_examples([book.texts[row] for row in rows], book.owners[rows], first, _all(last)),
            general_examples(self._seen.phrases, general, self._general_answers()),
        )
        return Trial(before, after, groups[held_out], guard_before, guard_after, tuned, examples)

    def tune(
        self, rows: NDArray[np.int64], groups: NDArray[np.int64], *, watched: NDArray[np.int64] | None = None
    ) -> Tuned:
        """Choose the mixing on parts of `rows` held out from trainings on the others, then train on all of them.

        How well it finds `watched` pictures, which it does not see, is told on the way, and nothing else made of it.
        """
        mixing = self._choose_mixing(rows, groups) if self._config.mixing else 1.0
        fitted = self._fit(rows, 0, watched)
        return Tuned(fitted[0], mixing, fitted[1])

    def own_scores(self, rows: NDArray[np.int64]) -> tuple[Scores, Scores]:
        """Score some own pictures with the model as it is: captions finding them, and they finding captions."""
        lesson = self._seen.lesson
        return score_pictures(
            lesson.book,
            rows,
            search_vectors_of_seen(self._tops, lesson.seen[0]),
            search_vectors_of_seen(self._tops, self._seen.others),
            search_vectors_of_texts(self._tops, lesson.book.texts),
        )

    def _choose_mixing(self, rows: NDArray[np.int64], groups: NDArray[np.int64]) -> float:
        """Return the mixing with the best reciprocal rank whose trial guard did not fall; 0 when none is better.

        The trial guard is of the anchors' half of pictures and phrases, so the verdict's guard stays untouched.
        """
        gains = np.zeros(len(MIXES))
        falls = np.zeros(len(MIXES))
        splits = inner_splits(rows, groups, self._config)
        for number, split in enumerate(splits, start=1):
            self.fitter.mix(self.fitter.start, 0.0)
            start, trial = both_ways(self.own_scores(split.held_out)), self._seen.trial.measure(self._tops)
            weights, _ = self._fit(split.train, number)
            for place, share in enumerate(MIXES):
                self.fitter.mix(weights, share)
                gains[place] += (both_ways(self.own_scores(split.held_out)).reciprocal - start.reciprocal).sum()
                falls[place] += 100 * (trial.recall - self._seen.trial.measure(self._tops).recall).mean() / len(splits)
        allowed = (gains > 0) & (falls <= self._config.guard_drop)
        return MIXES[int(np.argmax(np.where(allowed, gains, -np.inf)))] if allowed.any() else 0.0

    def _fit(
        self, rows: NDArray[np.int64], number: int, watched: NDArray[np.int64] | None = None
    ) -> tuple[Weights, int]:
        name = f"{len(rows)} pictures" + (f", part {number}" if number else "")
        place, self._fits = self._fits, self._fits + 1
        every = max(1, self._config.steps // LOOKS)

        def listen(step: int, loss: float) -> None:
            self._pace.step(name, place, step, loss)
            # With projections alone a look costs little beside the steps; with blocks that learn it would not.
            if watched is not None and not self._tops.image_blocks and step % every == 0:
                self._pace.recall(place, step, self.own_scores(watched)[0].summary("own"))

        fitted = self.fitter.fit(
            rows,
            [self._config.seed, number],
            until=self._pace.next_training(),
            cancel=self._cancel,
            listen=listen,
            skip=lambda steps: self._pace.advance(steps, is_known=True),
        )
        return fitted.weights, fitted.steps

    def _answers(self, captions: NDArray[np.int64]) -> Answers:
        """Answer some own captions from all own pictures and the others."""
        lesson = self._seen.lesson
        texts = search_vectors_of_texts(self._tops, [lesson.book.texts[row] for row in captions])
        return answered(texts, self._gallery(), lesson.book.owners[captions])

    def _general_answers(self) -> Answers:
        return answered(search_vectors_of_texts(self._tops, self._seen.phrases), self._gallery())

    def _gallery(self) -> NDArray[np.float32]:
        seen = (self._seen.lesson.seen[0], self._seen.others)
        return np.concatenate([search_vectors_of_seen(self._tops, part) for part in seen])


def summary(own: tuple[Scores, Scores], guard: Scores) -> dict[str, float]:
    """Return the figures of `Outcome.before`."""
    return {**own[0].summary("own"), **own[1].summary("own_i2t"), **guard.summary("guard")}


def both_ways(scores: tuple[Scores, Scores]) -> Scores:
    """Return the mean of both directions."""
    return scores[0].between(scores[1])


def _per_content(scores: Scores, contents: NDArray[np.int64]) -> Scores:
    """Average over the pictures of each content: many moments of one clip are no more evidence than one photo."""
    known, owners = np.unique(contents, return_inverse=True)
    return scores if len(known) == len(contents) else scores.averaged(owners, len(known))


def _all(parts: list[Answers]) -> Answers:
    joined = parts[0]
    for part in parts[1:]:
        joined = joined.joined(part)
    return joined


def _joined(parts: list[tuple[Scores, Scores]]) -> tuple[Scores, Scores]:
    t2i, i2t = parts[0]
    for part in parts[1:]:
        t2i, i2t = t2i.joined(part[0]), i2t.joined(part[1])
    return t2i, i2t
