"""A cost curve as an SVG picture: both axes logarithmic, a line per series, how each grows written beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from engine.bench.figures import Curve, Series, written

_WIDTH: Final = 720
_HEIGHT: Final = 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 76, 40, 64, 58
_COLOURS: Final = ("#6c257d", "#c2570c", "#2f6f8f", "#5b7f2b", "#8a8a8a", "#b0305c")
_FONT: Final = "font-family='system-ui, sans-serif'"
_LINE_PX: Final = 16


@dataclass(frozen=True, slots=True)
class _Axis:
    """Maps a quantity to pixels, over whole decades."""

    low: float
    high: float
    start_px: float
    end_px: float

    @classmethod
    def over(cls, values: Sequence[float], start_px: float, end_px: float) -> _Axis:
        low = math.floor(math.log10(min(values)) + 1e-9)
        high = math.ceil(math.log10(max(values)) - 1e-9)
        return cls(low, max(high, low + 1), start_px, end_px)

    def px(self, value: float) -> float:
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return self.start_px + share * (self.end_px - self.start_px)

    @property
    def decades(self) -> list[float]:
        return [10.0**power for power in range(int(self.low), int(self.high) + 1)]


def curve_svg(curve: Curve) -> str:
    """Draw a curve; costs and sizes must be above zero.

    Raises:
        ValueError: There is nothing to draw.
    """
    sizes = [size for series in curve.series for size in series.sizes]
    costs = [cost for series in curve.series for cost in series.costs]
    x = _Axis.over(sizes, _LEFT, _WIDTH - _RIGHT)
    legend_px = _LINE_PX * len(curve.series)
    y = _Axis.over(costs, _HEIGHT + legend_px - _BOTTOM, _TOP + legend_px)
    height = _HEIGHT + legend_px
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {_WIDTH} {height}' role='img'>",
        f"<title>{escape(curve.title)}</title>",
        f"<rect width='{_WIDTH}' height='{height}' fill='#ffffff'/>",
        _text(_LEFT, 26, curve.title, size=16, weight="600"),
        *_grid(x, y),
        _text((_LEFT + _WIDTH - _RIGHT) / 2, height - 14, curve.size_label, anchor="middle"),
        _text(_LEFT - 60, _TOP + legend_px - 12, curve.cost_label),
    ]
    for number, series in enumerate(curve.series):
        parts += _line(series, _COLOURS[number % len(_COLOURS)], x, y)
        parts += _legend(series, _COLOURS[number % len(_COLOURS)], _TOP - 16 + _LINE_PX * number)
    return "\n".join((*parts, "</svg>")) + "\n"


def growth(series: Series) -> str:
    """Write how a cost grows, such as `n^1.02`."""
    return f"n^{series.exponent:.2f}" if series.exponent is not None else ""


def _grid(x: _Axis, y: _Axis) -> list[str]:
    lines = []
    for value in x.decades:
        at = x.px(value)
        lines.append(_stroke(at, y.start_px, at, y.end_px, "#e4e0e8"))
        lines.append(_text(at, y.start_px + 18, written(value), anchor="middle"))
    for value in y.decades:
        at = y.px(value)
        lines.append(_stroke(x.start_px, at, x.end_px, at, "#e4e0e8"))
        lines.append(_text(x.start_px - 8, at + 4, written(value), anchor="end"))
    return lines


def _line(series: Series, colour: str, x: _Axis, y: _Axis) -> list[str]:
    points = [(x.px(size), y.px(cost)) for size, cost in zip(series.sizes, series.costs, strict=True)]
    path = " ".join(f"{left:.1f},{top:.1f}" for left, top in points)
    dots = [f"<circle cx='{left:.1f}' cy='{top:.1f}' r='4' fill='{colour}'/>" for left, top in points]
    return [f"<polyline points='{path}' fill='none' stroke='{colour}' stroke-width='2.5'/>", *dots]


def _legend(series: Series, colour: str, top: float) -> list[str]:
    name = f"{series.name}, {growth(series)}" if growth(series) else series.name
    return [
        f"<rect x='{_LEFT}' y='{top - 9}' width='18' height='4' rx='2' fill='{colour}'/>",
        _text(_LEFT + 26, top - 2, name),
    ]


def _stroke(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    return f"<line x1='{x1:.1f}' y1='{y1:.1f}' x2='{x2:.1f}' y2='{y2:.1f}' stroke='{colour}'/>"


def _text(x: float, y: float, text: str, *, anchor: str = "start", size: int = 12, weight: str = "400") -> str:
    style = f"{_FONT} font-size='{size}' font-weight='{weight}' fill='#2b2233' text-anchor='{anchor}'"
    return f"<text x='{x:.1f}' y='{y:.1f}' {style}>{escape(text)}</text>"
