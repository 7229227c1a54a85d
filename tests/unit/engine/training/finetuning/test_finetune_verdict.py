import numpy as np
import pytest

from engine.training.finetune_config import FinetuneConfig
from engine.training.finetuning.finetune_scores import Scores
from engine.training.finetuning.finetune_verdict import judge, lower_bound

CONFIG = FinetuneConfig(guard_drop=1.0, guard_bound=3.0)


def ranks(*values: int) -> Scores:
    return Scores.of_ranks(np.array(values * 10))


def test_judge_accepts_what_is_surely_better_and_forgets_nothing() -> None:
    verdict = judge(ranks(4, 5), ranks(1, 2), ranks(1, 3), ranks(1, 3), CONFIG)
    assert verdict.accepted
    assert verdict.figures["guard_gain"] == 0.0
    assert verdict.figures["own_gain_at_least"] > 30


@pytest.mark.parametrize(
    ("after", "guard_after", "words"),
    [
        (ranks(4, 5), ranks(1, 3), "do not find"),
        (ranks(8, 9), ranks(1, 3), "do not find"),
        (Scores.of_ranks(np.array([1] + [4, 5] * 9 + [5])), ranks(1, 3), "may be chance"),
        (ranks(1, 2), ranks(1, 11), "became worse"),
    ],
)
def test_judge_rejects_in_a_sentence(after: Scores, guard_after: Scores, words: str) -> None:
    verdict = judge(ranks(4, 5), after, ranks(1, 3), guard_after, CONFIG)
    assert not verdict.accepted
    assert words in verdict.reason


def test_judge_rejects_a_higher_reciprocal_rank_with_lower_recall() -> None:
    before, after = ranks(2, 10, 10), ranks(1, 11, 11)
    assert after.reciprocal.mean() > before.reciprocal.mean()
    assert not judge(before, after, ranks(1), ranks(1), CONFIG).accepted


def test_lower_bound_of_pure_chance_is_positive_about_one_time_in_twenty() -> None:
    rng = np.random.default_rng(0)
    positive = [lower_bound(rng.normal(size=60), seed) > 0 for seed in range(200)]
    assert 0.01 < np.mean(positive) < 0.11


def test_lower_bound_is_the_same_for_the_same_seed_and_below_the_mean() -> None:
    differences = np.random.default_rng(1).normal(size=30)
    assert lower_bound(differences, 3) == lower_bound(differences, 3) < differences.mean()
