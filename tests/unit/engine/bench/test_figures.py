"""Figures beside baselines, and how costs grow."""

from __future__ import annotations

import json

import pytest

from engine.bench.figures import Baseline, BenchResult, Curve, Figure, Goal, Series, Spread, goal_text, written


def figure(value: float, baseline: float, *, turned: bool = False, goal: Goal | None = None) -> Figure:
    return Figure("b", "n", Spread.exactly(value), "s", Baseline("other", Spread.exactly(baseline), turned), goal)


def test_spread_of_values_is_their_median_and_ends() -> None:
    assert Spread.of([3.0, 1.0, 2.0, 9.0, 2.5]) == Spread(2.5, 1.0, 9.0, 5)


def test_spread_in_another_unit_keeps_low_below_high() -> None:
    assert Spread(2.0, 1.0, 4.0, 3).each(lambda seconds: 1 / seconds) == Spread(0.5, 0.25, 1.0, 3)


def test_figure_ratio_is_own_over_baseline_or_turned() -> None:
    assert figure(4.0, 2.0).ratio == 2.0
    assert figure(4.0, 2.0, turned=True).ratio == 0.5


@pytest.mark.parametrize(
    ("goal", "is_met"),
    [
        (Goal(at_most=2.0), True),
        (Goal(at_most=1.9), False),
        (Goal(at_least=2.0), True),
        (Goal(at_least=2.1), False),
        (Goal(at_most=3.9, of_value=True), False),
        (Goal(at_most=4.0, of_value=True), True),
        (None, None),
    ],
)
def test_figure_bar_is_of_the_ratio_or_of_the_value(goal: Goal | None, is_met: bool | None) -> None:
    assert figure(4.0, 2.0, goal=goal).is_met is is_met


def test_figure_with_a_bar_for_a_ratio_and_no_baseline_is_not_met() -> None:
    assert Figure("b", "n", Spread.exactly(1.0), "s", goal=Goal(at_least=0.1)).is_met is False


def test_figure_row_has_what_the_contract_of_commands_names() -> None:
    row = figure(4.0, 2.0).as_row()
    assert {name: row[name] for name in ("name", "value", "unit", "baseline", "baseline_value", "ratio")} == {
        "name": "b: n",
        "value": 4.0,
        "unit": "s",
        "baseline": "other",
        "baseline_value": 2.0,
        "ratio": 2.0,
    }


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
def test_series_exponent_is_the_power_costs_grow_with(power: float) -> None:
    sizes = (10.0, 100.0, 1000.0)
    assert Series("s", sizes, tuple(3 * size**power for size in sizes)).exponent == pytest.approx(power)


def test_series_of_one_size_has_no_exponent() -> None:
    assert Series("s", (10.0, 10.0), (1.0, 2.0)).exponent is None


def test_result_survives_being_written_as_json() -> None:
    curve = Curve("t", "x", "y", (Series("s", (1.0, 2.0), (3.0, 4.0)),))
    result = BenchResult(
        "b", (figure(1.0, 2.0, goal=Goal(at_most=1.0)), Figure("b", "m", Spread.exactly(1), "")), (curve,)
    )
    assert BenchResult.from_dict(json.loads(json.dumps(result.as_dict()))) == result


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (1234567, "1,234,567"), (999.4, "999"), (12.345, "12.3"), (0.012345, "0.0123"), (float("inf"), "inf")],
)
def test_written_number_has_three_digits(number: float, text: str) -> None:
    assert written(number) == text


def test_goal_text_says_what_a_bar_is_of() -> None:
    assert goal_text(Goal(at_least=10_800)) == ">= 10,800"
    assert goal_text(Goal(at_most=30, of_value=True)) == "<= 30 (value)"
    assert goal_text(None) == ""
