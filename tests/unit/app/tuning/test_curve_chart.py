from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.appearance import Appearance
from app.tuning.curve_chart import CurveChart, _ticks


@pytest.fixture
def chart(qtbot: QtBot, app_style: Appearance) -> CurveChart:
    made = CurveChart("Loss", app_style)
    qtbot.addWidget(made)
    made.resize(400, 190)
    made.show()
    return made


def test_chart_takes_points_in_any_order_and_twice(chart: CurveChart) -> None:
    chart.add([(0, 10, 2.0), (0, 5, 3.0), (1, 5, 1.5)])
    chart.add([(0, 10, 2.0), (1, 10, math.nan)])
    assert chart.lines == {0: [(5, 3.0), (10, 2.0)], 1: [(5, 1.5)]}
    assert chart.latest == 1.5
    assert chart.accessibleDescription() == "1.50"
    assert not chart.grab().isNull()


def test_chart_draws_what_there_is(chart: CurveChart) -> None:
    empty = chart.grab().toImage()
    chart.add([(0, 5, 3.0), (0, 10, 2.0)])
    filled = chart.grab().toImage()
    chart.set_level(2.5, "before")
    assert filled != empty
    assert chart.grab().toImage() != filled
    chart.clear()
    assert chart.latest is None


def test_chart_reads_a_step_off_under_the_pointer(chart: CurveChart) -> None:
    chart.add([(0, 5, 3.0), (0, 10, 2.0)])
    before = chart.grab().toImage()
    QTest.mouseMove(chart, QPoint(200, 100))
    assert chart.grab().toImage() != before


def test_chart_of_equal_values_has_a_range(chart: CurveChart) -> None:
    chart.add([(0, 5, 1.0), (0, 10, 1.0)])
    assert not chart.grab().isNull()


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (0.003, 0.004), (-20.0, 100.0), (0.0, 1e6)])
def test_ticks_are_few_and_within(low: float, high: float) -> None:
    ticks = _ticks(low, high)
    assert 2 <= len(ticks) <= 6
    assert all(low - 1e-9 <= tick <= high + 1e-9 for tick in ticks)
