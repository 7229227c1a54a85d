"""What a bench finds: figures beside their baselines, and curves of cost against size."""

from __future__ import annotations

import dataclasses
import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Goal:
    """A bar: at least, or at most, so much. Of the ratio to the baseline, or of the value itself."""

    at_least: float | None = None
    at_most: float | None = None
    of_value: bool = False

    def is_met(self, number: float) -> bool:
        """Whether a number clears the bar."""
        if self.at_least is not None:
            return number >= self.at_least
        return self.at_most is not None and number <= self.at_most


@dataclass(frozen=True, slots=True)
class Spread:
    """A measured quantity as it is kept: the median, the smallest and largest value, and how many there were."""

    median: float
    low: float
    high: float
    repeats: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Self:
        """Summarise values."""
        return cls(statistics.median(values), min(values), max(values), len(values))

    @classmethod
    def exactly(cls, value: float) -> Self:
        """A quantity that needs no repeats."""
        return cls(value, value, value, 1)

    def each(self, change: Callable[[float], float]) -> Spread:
        """Return the same in another unit; `change` may turn the order round."""
        ends = change(self.low), change(self.high)
        return Spread(change(self.median), min(ends), max(ends), self.repeats)


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a figure is held against: its name, its cost in the same unit, and how the ratio is taken.

    `turned` gives baseline / own, how many times quicker we are; otherwise own / baseline.
    """

    name: str
    cost: Spread
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure.

    Attributes:
        bench: The bench it belongs to.
        name: What was measured, for a person.
        value: How much.
        unit: Of what.
        baseline: What it is held against, or None.
        goal: The bar it should clear, or None.
        threads: Processor threads that were at work, both here and for the baseline.
        state: "warm" or "cold", where it matters.
        note: One more sentence, or "".
    """

    bench: str
    name: str
    value: Spread
    unit: str
    baseline: Baseline | None = None
    goal: Goal | None = None
    threads: int = 1
    state: str = ""
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How the value stands to the baseline's."""
        if self.baseline is None:
            return None
        own, other = self.value.median, self.baseline.cost.median
        above, below = (other, own) if self.baseline.turned else (own, other)
        return above / below if below else math.inf

    @property
    def is_met(self) -> bool | None:
        """Whether the bar is cleared; None where there is none."""
        if self.goal is None:
            return None
        number = self.value.median if self.goal.of_value else self.ratio
        return number is not None and self.goal.is_met(number)

    def as_row(self) -> dict[str, Any]:
        """Return the figure as `evoke bench --json` prints it."""
        baseline = self.baseline
        return {
            "name": f"{self.bench}: {self.name}",
            "value": self.value.median,
            "unit": self.unit,
            "baseline": baseline.name if baseline else None,
            "baseline_value": baseline.cost.median if baseline else None,
            "ratio": self.ratio,
            "low": self.value.low,
            "high": self.value.high,
            "repeats": self.value.repeats,
            "baseline_low": baseline.cost.low if baseline else None,
            "baseline_high": baseline.cost.high if baseline else None,
            "goal": goal_text(self.goal) or None,
            "is_met": self.is_met,
            "threads": self.threads,
            "state": self.state or None,
            "note": self.note or None,
        }


@dataclass(frozen=True, slots=True)
class Series:
    """Costs over sizes: one line of a curve."""

    name: str
    sizes: tuple[float, ...]
    costs: tuple[float, ...]

    @property
    def exponent(self) -> float | None:
        """How the cost grows: n of size^n, by least squares in logarithms; None for fewer than two sizes."""
        pairs = [(math.log(x), math.log(y)) for x, y in zip(self.sizes, self.costs, strict=True) if x > 0 and y > 0]
        if len({x for x, _ in pairs}) < 2:
            return None
        return statistics.linear_regression([x for x, _ in pairs], [y for _, y in pairs]).slope


@dataclass(frozen=True, slots=True)
class Curve:
    """Cost against size, of ours and of what it is held against."""

    title: str
    size_label: str
    cost_label: str
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class BenchResult:
    """What one bench found.

    Attributes:
        bench: Its name.
        figures: In the order they are shown.
        curves: Cost curves, often none.
        facts: What was measured on, one sentence each: sizes, files, what the baseline does.
    """

    bench: str
    figures: tuple[Figure, ...]
    curves: tuple[Curve, ...] = ()
    facts: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return plain nested values, as kept beside the page."""
        return dataclasses.asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Read what `as_dict` wrote.

        Raises:
            KeyError, TypeError: It is something else.
        """
        return cls(
            bench=str(values["bench"]),
            figures=tuple(_figure(item) for item in values["figures"]),
            curves=tuple(_curve(item) for item in values["curves"]),
            facts=tuple(map(str, values["facts"])),
        )


def goal_text(goal: Goal | None) -> str:
    """Write a bar, such as `>= 0.9`; "" for none."""
    if goal is None:
        return ""
    sign, number = (">=", goal.at_least) if goal.at_least is not None else ("<=", goal.at_most)
    return f"{sign} {number:,g}" + (" (value)" if goal.of_value else "")


def written(number: float) -> str:
    """Write a number to three significant digits, thousands parted: `1,234`, `12.3`, `0.0123`."""
    if not math.isfinite(number):
        return str(number)
    if number == 0 or abs(number) >= 1000:
        return f"{number:,.0f}"
    return f"{number:.{max(0, 2 - math.floor(math.log10(abs(number))))}f}"


def _figure(values: Mapping[str, Any]) -> Figure:
    rest = dict(values)
    baseline, goal = rest.pop("baseline"), rest.pop("goal")
    return Figure(
        **rest | {"value": Spread(**rest["value"])},
        baseline=None if baseline is None else Baseline(**baseline | {"cost": Spread(**baseline["cost"])}),
        goal=None if goal is None else Goal(**goal),
    )


def _curve(values: Mapping[str, Any]) -> Curve:
    series = tuple(Series(item["name"], tuple(item["sizes"]), tuple(item["costs"])) for item in values["series"])
    return Curve(values["title"], values["size_label"], values["cost_label"], series)
