from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.viewer.view_transform import MAX_SCALE, ViewTransform

VIEW = ViewTransform(picture=(4000, 3000), view=(800, 800))
sizes = st.tuples(st.floats(1, 20000), st.floats(1, 20000))


def share_at(transform: ViewTransform, point: tuple[float, float]) -> tuple[float, float]:
    left, top, width, height = transform.rect
    return ((point[0] - left) / width, (point[1] - top) / height)


def test_transform_fitted_shows_the_whole_picture_in_the_middle() -> None:
    assert VIEW.rect == pytest.approx((0, 100, 800, 600))
    assert VIEW.is_fitted


def test_transform_small_picture_is_not_blown_up_without_end() -> None:
    assert ViewTransform(picture=(10, 10), view=(800, 800)).effective_scale == 4.0


def test_transform_zoomed_keeps_the_point_under_the_pointer() -> None:
    anchor = (600.0, 500.0)
    before = share_at(VIEW, anchor)
    after = VIEW.zoomed(1.0, anchor)
    assert share_at(after, anchor) == pytest.approx(before)
    assert after.effective_scale == 1.0


def test_transform_zoomed_out_below_fit_is_fitted_again() -> None:
    assert VIEW.zoomed(1.0, (400, 400)).zoomed(0.01, (0, 0)) == VIEW


def test_transform_panned_stops_at_the_edges() -> None:
    zoomed = VIEW.zoomed(1.0, (400, 400))
    left, top, width, height = zoomed.panned(1e6, -1e6).rect
    assert left == pytest.approx(0)
    assert top + height == pytest.approx(800)
    assert width == 4000


def test_transform_panned_while_fitted_stays() -> None:
    assert VIEW.panned(300, 300).rect == pytest.approx(VIEW.rect)


def test_transform_resized_fitted_stays_fitted() -> None:
    resized = VIEW.resized((400, 1000))
    assert resized.is_fitted
    assert resized.rect == pytest.approx((0, 350, 400, 300))


@given(sizes, sizes, st.floats(0.001, 100), st.tuples(st.floats(0, 20000), st.floats(0, 20000)))
def test_transform_zoomed_anywhere_never_shows_past_an_edge(
    picture: tuple[float, float], view: tuple[float, float], scale: float, anchor: tuple[float, float]
) -> None:
    transform = ViewTransform(picture=picture, view=view).zoomed(scale, anchor)
    left, top, width, height = transform.rect
    assert transform.effective_scale <= max(MAX_SCALE, transform.fit_scale)
    for start, length, room in ((left, width, view[0]), (top, height, view[1])):
        slack = 1e-6 * max(length, room, 1)
        if length <= room:
            assert start == pytest.approx((room - length) / 2, abs=slack)
        else:
            assert start <= slack
            assert start + length >= room - slack
