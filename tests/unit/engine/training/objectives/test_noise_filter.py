import numpy as np
import pytest
import torch
from torch import Tensor

from engine.training.objectives.noise_filter import filter_threshold, keep_pairs

COUNT = 40_000


def mixture(noise: float, seed: int) -> tuple[Tensor, Tensor]:
    """Similarities of pairs of which a share is mismatched, and which ones are."""
    rng = np.random.default_rng(seed)
    is_noise = rng.random(COUNT) < noise
    similarities = np.where(is_noise, rng.normal(0.05, 0.06, COUNT), rng.normal(0.35, 0.08, COUNT))
    return torch.from_numpy(similarities), torch.from_numpy(is_noise)


def test_filter_threshold_is_mean_less_sigmas_deviations() -> None:
    values = [0.1, 0.4, 0.3, 0.6]
    mean = sum(values) / 4
    deviation = (sum((x - mean) ** 2 for x in values) / 4) ** 0.5
    assert float(filter_threshold(torch.tensor(values), 1.5)) == pytest.approx(mean - 1.5 * deviation)
    assert float(filter_threshold(torch.tensor([0.2]), 2.0)) == pytest.approx(0.2)


# noise, sigmas, then the share dropped, its precision and its recall of the noise.
@pytest.mark.parametrize(
    ("noise", "sigmas", "dropped", "precision", "recall"),
    [
        (0.01, 1.0, 0.14, 0.07, 1.0),
        (0.01, 2.0, 0.025, 0.39, 0.98),
        (0.01, 3.0, 0.008, 0.93, 0.76),
        (0.05, 1.5, 0.066, 0.75, 0.99),
        (0.05, 2.0, 0.048, 0.94, 0.91),
        (0.05, 3.0, 0.017, 1.0, 0.35),
        (0.10, 1.0, 0.13, 0.78, 0.99),
        (0.10, 2.0, 0.070, 0.99, 0.70),
        (0.20, 1.0, 0.19, 0.98, 0.95),
        (0.20, 1.5, 0.135, 1.0, 0.67),
        (0.20, 2.0, 0.046, 1.0, 0.23),
        (0.40, 1.0, 0.24, 1.0, 0.61),
        (0.40, 2.0, 0.003, 1.0, 0.01),
    ],
)
def test_keep_pairs_on_a_mixture_drops_what_the_table_says(
    noise: float, sigmas: float, dropped: float, precision: float, recall: float
) -> None:
    queue, _ = mixture(noise, seed=1)
    batch, is_noise = mixture(noise, seed=2)
    drops = ~keep_pairs(batch, queue, sigmas, max_drop=1.0)
    caught = int((drops & is_noise).sum())
    assert float(drops.double().mean()) == pytest.approx(dropped, abs=0.01)
    assert caught / int(drops.sum()) == pytest.approx(precision, abs=0.06)
    assert caught / int(is_noise.sum()) == pytest.approx(recall, abs=0.06)


def test_keep_pairs_at_twenty_percent_noise_and_three_sigmas_is_off() -> None:
    queue, _ = mixture(0.2, seed=1)
    assert bool(keep_pairs(queue, queue, 3.0, max_drop=1.0).double().mean() > 0.999)


def test_keep_pairs_never_drops_more_than_the_cap_and_drops_the_worst() -> None:
    queue = torch.full((100,), 0.5) + torch.linspace(-0.01, 0.01, 100)
    batch = torch.linspace(-0.4, -0.2, 20)[torch.randperm(20)]
    keep = keep_pairs(batch, queue, 2.0, max_drop=0.15)
    assert int((~keep).sum()) == 3
    assert batch[~keep].max() < batch[keep].min()


@pytest.mark.parametrize("max_drop", [0.0, 0.04])
def test_keep_pairs_with_a_cap_below_one_pair_keeps_all(max_drop: float) -> None:
    assert keep_pairs(torch.full((20,), -1.0), torch.linspace(0.4, 0.5, 50), 1.0, max_drop).all()


def test_keep_pairs_equal_ones_fill_the_cap_exactly() -> None:
    keep = keep_pairs(torch.full((100,), -1.0), torch.linspace(0.4, 0.5, 50), 1.0, max_drop=0.29)
    assert int((~keep).sum()) == 29


def test_keep_pairs_of_an_empty_queue_keeps_all() -> None:
    assert keep_pairs(torch.tensor([-1.0, 0.9, 0.0]), torch.zeros(0), 2.0, max_drop=0.9).tolist() == [True] * 3


def test_keep_pairs_above_the_threshold_drops_nothing() -> None:
    assert keep_pairs(torch.full((8,), 0.45), torch.linspace(0.4, 0.5, 50), 2.0, max_drop=0.9).all()
