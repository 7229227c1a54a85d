import numpy as np
import pytest

from engine.training.finetune_config import FinetuneConfig
from engine.training.finetuning.finetune_split import Split, inner_splits, outer_splits

FEW = FinetuneConfig(few=100, folds=5)
MANY = FinetuneConfig(few=10, held_out_share=0.25)


def check(splits: tuple[Split, ...], rows: set[int], groups: np.ndarray) -> None:
    for split in splits:
        assert set(split.train) | set(split.held_out) == rows
        assert not set(groups[split.train]) & set(groups[split.held_out])


def test_outer_splits_of_few_hold_every_picture_out_once() -> None:
    groups = np.repeat(np.arange(20), 2)
    splits = outer_splits(groups, FEW)
    check(splits, set(range(40)), groups)
    assert sorted(np.concatenate([split.held_out for split in splits])) == list(range(40))


def test_outer_splits_of_many_hold_one_share_out_for_good() -> None:
    groups = np.arange(80)
    (split,) = outer_splits(groups, MANY)
    check((split,), set(range(80)), groups)
    assert len(split.held_out) == 20


@pytest.mark.parametrize("config", [FEW, MANY])
def test_inner_splits_stay_inside_the_training_rows(config: FinetuneConfig) -> None:
    groups = np.arange(60)
    train = outer_splits(groups, config)[0].train
    check(inner_splits(train, groups, config), set(train), groups)


def test_splits_depend_on_the_seed_alone() -> None:
    groups = np.arange(30)
    first, again = outer_splits(groups, FEW), outer_splits(groups, FEW)
    other = outer_splits(groups, FinetuneConfig(few=100, folds=5, seed=1))
    assert all(np.array_equal(a.held_out, b.held_out) for a, b in zip(first, again, strict=True))
    assert not all(np.array_equal(a.held_out, b.held_out) for a, b in zip(first, other, strict=True))
