from itertools import pairwise

import pytest

from engine.training.loop.schedule import warmup_cosine


def test_warmup_cosine_rises_then_falls_to_its_floor() -> None:
    factors = [warmup_cosine(step, 100, 10, floor=0.1) for step in range(101)]
    assert factors[:10] == [pytest.approx((i + 1) / 10) for i in range(10)]
    assert factors[10] == pytest.approx(1.0)
    assert all(later < earlier for earlier, later in pairwise(factors[10:]))
    assert factors[100] == pytest.approx(0.1)


def test_warmup_cosine_beyond_its_end_stays_at_the_floor() -> None:
    assert warmup_cosine(500, 100, 10, floor=0.1) == pytest.approx(0.1)
