from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from app.search.result_delegate import ASPECT, ResultDelegate
from app.search.result_model import ResultModel
from app.search.unfolding import Unfolded
from engine.records import SearchHit, SearchRequest
from tests.helpers.window import Bench

Paint = Callable[..., QImage]


@pytest.fixture
def paint(qtbot: QtBot, bench: Bench) -> Paint:
    delegate = ResultDelegate(bench.services.thumbnails, bench.services.appearance)
    delegate.set_cell_width(200)

    def paint_hit(hit: SearchHit, state: QStyle.StateFlag = QStyle.StateFlag.State_Enabled) -> QImage:
        model = ResultModel(bench.services.operations)
        listing = bench.library.listing(SearchRequest(""))
        model.show(
            SearchRequest(""),
            Unfolded(dataclasses.replace(listing, media_ids=np.array([hit.media_id], np.int64), head=(hit,))),
        )
        image = QImage(200, 150, QImage.Format.Format_RGB32)
        image.fill(bench.services.appearance.color("window"))
        option = QStyleOptionViewItem()
        option.rect = QRect(0, 0, 200, 150)
        option.state = state
        painter = QPainter(image)
        delegate.paint(painter, option, model.index(0))
        painter.end()
        return image

    return paint_hit


def load(qtbot: QtBot, bench: Bench, hit: SearchHit) -> None:
    moment = hit.moment
    thumbnails = bench.services.thumbnails
    thumbnails.pixmap((moment.thumbnail_path if moment else None) or hit.thumbnail_path)
    qtbot.waitUntil(lambda: thumbnails.is_idle)


def darkest(image: QImage, area: QRect) -> int:
    places = [(x, y) for x in range(area.left(), area.right()) for y in range(area.top(), area.bottom())]
    return min(image.pixelColor(x, y).lightness() for x, y in places)


def test_delegate_cell_keeps_its_aspect(bench: Bench) -> None:
    delegate = ResultDelegate(bench.services.thumbnails, bench.services.appearance)
    delegate.set_cell_width(300)
    assert delegate.cell == QSize(300, round(300 * ASPECT))


def test_delegate_without_a_thumbnail_paints_a_placeholder(qtbot: QtBot, bench: Bench, paint: Paint) -> None:
    hit = bench.library.hit(0)
    image = paint(hit)
    assert image.pixelColor(30, 30) == bench.services.appearance.color("placeholder")
    qtbot.waitUntil(lambda: bench.services.thumbnails.is_idle)


def test_delegate_photo_fills_the_cell_with_round_corners(qtbot: QtBot, bench: Bench, paint: Paint) -> None:
    hit = bench.library.hit(0)
    load(qtbot, bench, hit)
    image = paint(hit)
    assert image.pixelColor(100, 20) != bench.services.appearance.color("placeholder")
    assert image.pixelColor(7, 7) == bench.services.appearance.color("window")


def test_delegate_clip_carries_time_and_length(qtbot: QtBot, bench: Bench, paint: Paint) -> None:
    clip = bench.library.hit(3)
    load(qtbot, bench, clip)
    with_badges = paint(clip)
    bare = paint(dataclasses.replace(clip, duration_s=None, moments=(), thumbnail_path=clip.moments[0].thumbnail_path))
    corner, top_right = QRect(16, 120, 50, 15), QRect(150, 15, 35, 12)
    assert darkest(with_badges, corner) < darkest(bare, corner) - 30
    assert darkest(with_badges, top_right) < darkest(bare, top_right) - 30


def test_delegate_selected_wears_a_ring_in_the_accent(qtbot: QtBot, bench: Bench, paint: Paint) -> None:
    hit = bench.library.hit(0)
    load(qtbot, bench, hit)
    image = paint(hit, QStyle.StateFlag.State_Selected)
    accent = bench.services.appearance.color("accent")
    left_edge = [image.pixelColor(x, 75) for x in range(3, 9)]
    assert accent in left_edge
    assert accent not in [paint(hit).pixelColor(x, 75) for x in range(3, 9)]


def test_delegate_favourite_and_away_are_marked(qtbot: QtBot, bench: Bench, paint: Paint) -> None:
    hit = bench.library.hit(0)
    load(qtbot, bench, hit)
    corner = QRect(160, 115, 30, 25)
    assert darkest(paint(dataclasses.replace(hit, is_favourite=True)), corner) < darkest(paint(hit), corner) - 30
    assert darkest(paint(dataclasses.replace(hit, is_missing=True)), corner) < darkest(paint(hit), corner) - 30
