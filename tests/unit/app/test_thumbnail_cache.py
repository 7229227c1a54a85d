from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from app.tasks import BackgroundPool
from app.thumbnail_cache import MAX_WAITING, ThumbnailCache, cover
from tests.helpers.window import Bench


def make_files(folder: Path, count: int) -> list[Path]:
    paths = [folder / f"{number}.jpg" for number in range(count)]
    for path in paths:
        Image.new("RGB", (40, 30), "red").save(path)
    return paths


def test_cache_first_asked_loads_then_hands_out(qtbot: QtBot, bench: Bench, tmp_path: Path) -> None:
    cache = bench.services.thumbnails
    (path,) = make_files(tmp_path, 1)
    assert cache.pixmap(path) is None
    with qtbot.waitSignal(cache.loaded) as told:
        pass
    assert told.args == [path]
    pixmap = cache.pixmap(path)
    assert pixmap is not None
    assert pixmap.size() == QSize(40, 30)
    assert cache.is_idle


def test_cache_beyond_its_bytes_forgets_the_least_recently_used(qtbot: QtBot, bench: Bench, tmp_path: Path) -> None:
    one = 40 * 30 * 4
    cache = ThumbnailCache(bench.pool, limit_bytes=2 * one)
    first, second, third = make_files(tmp_path, 3)
    for path in (first, second):
        cache.pixmap(path)
        qtbot.waitUntil(lambda: cache.is_idle)
    cache.pixmap(first)
    cache.pixmap(third)
    qtbot.waitUntil(lambda: cache.is_idle)
    assert cache.used_bytes == 2 * one
    assert cache.pixmap(first) is not None
    assert cache.pixmap(third) is not None
    assert cache.pixmap(second) is None
    qtbot.waitUntil(lambda: cache.is_idle)


def test_cache_unreadable_file_is_tried_once_until_told_otherwise(qtbot: QtBot, bench: Bench, tmp_path: Path) -> None:
    cache = bench.services.thumbnails
    path = tmp_path / "torn.jpg"
    path.write_bytes(b"not a picture")
    cache.pixmap(path)
    qtbot.waitUntil(lambda: cache.is_idle)
    assert cache.pixmap(path) is None
    assert cache.is_idle
    make_files(tmp_path, 1)[0].replace(path)
    cache.forget_failures()
    cache.pixmap(path)
    with qtbot.waitSignal(cache.loaded):
        pass


def test_cache_scrolled_past_much_reads_only_the_latest(bench: Bench) -> None:
    pool = BackgroundPool()
    pool.close()  # takes the work and never answers
    cache = ThumbnailCache(pool)
    paths = [Path(f"/photos/{number}.jpg") for number in range(MAX_WAITING * 2)]
    for path in paths:
        cache.pixmap(path)
    assert len(cache._waiting) == MAX_WAITING
    assert next(reversed(cache._waiting)) == paths[-1]


def test_cache_without_a_path_has_nothing(bench: Bench) -> None:
    assert bench.services.thumbnails.pixmap(None) is None


@pytest.mark.parametrize(("picture", "frame"), [((400, 300), (40, 40)), ((300, 400), (80, 60)), ((60, 60), (60, 60))])
def test_cover_fills_the_frame_without_distortion(picture: tuple[int, int], frame: tuple[int, int]) -> None:
    part = cover(QSize(*picture), QSize(*frame))
    assert part.width() / part.height() == pytest.approx(frame[0] / frame[1])
    assert part.left() >= 0
    assert part.top() >= 0
    assert part.right() <= picture[0] + 1e-6
    assert part.bottom() <= picture[1] + 1e-6
    assert part.width() == pytest.approx(picture[0]) or part.height() == pytest.approx(picture[1])
