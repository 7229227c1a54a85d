import time

import pytest
import torch
from torch import Tensor

from engine.training.runs.quickest_split import QuickestSplit


@pytest.mark.parametrize("quickest", [4, 9])
def test_settle_keeps_the_size_that_is_quickest(quickest: int) -> None:
    def layers(pictures: Tensor) -> Tensor:
        # One picture is what is left of nine in every split, so that it tells nothing.
        time.sleep(0.0 if len(pictures) in (1, quickest) else 0.02)
        return 2 * pictures

    split = QuickestSplit(layers)
    split.settle(torch.randn(9, 3))
    assert split.size == quickest


def test_split_gives_what_the_layers_give_for_all_at_once() -> None:
    seen: list[int] = []

    def layers(pictures: Tensor) -> Tensor:
        seen.append(len(pictures))
        return pictures + 1

    split, pictures = QuickestSplit(layers), torch.randn(7, 3)
    assert torch.equal(split(pictures), pictures + 1)
    split.size = 4
    assert torch.equal(split(pictures), pictures + 1)
    assert seen == [7, 4, 3]
