from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import QLocale

from app import human_text

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, "0:00"), (7.4, "0:07"), (59.6, "1:00"), (750, "12:30"), (3723, "1:02:03"), (-3, "0:00")],
)
def test_clock_seconds_give_a_time_in_a_clip(seconds: float, expected: str) -> None:
    assert human_text.clock(seconds) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (1, "a few seconds"),
        (42, "40 seconds"),
        (95, "2 minutes"),
        (60, "1 minute"),
        (7800, "2 h 10 min"),
        (7200, "2 h"),
    ],
)
def test_duration_seconds_are_rounded_to_what_matters(seconds: float, expected: str) -> None:
    assert human_text.duration(seconds) == expected


@pytest.mark.parametrize(
    ("size_bytes", "expected"),
    [(812, "812 bytes"), (3_400_000, "3.4 MB"), (999_999, "1,000 kB"), (2**40, "1.1 TB"), (10**16, "10,000 TB")],
)
def test_size_bytes_get_the_unit_that_fits(size_bytes: int, expected: str) -> None:
    assert human_text.size(size_bytes) == expected


def test_photos_one_and_many_agree_with_the_noun() -> None:
    assert human_text.photos(1) == "1 photo"
    assert human_text.photos(1203) == "1,203 photos"
    assert human_text.matches(2) == "2 matches"


def test_day_cannot_be_read_as_another_month() -> None:
    assert human_text.day(datetime(2024, 6, 1)) == "1 Jun 2024"
    assert human_text.day_and_time(datetime(2024, 6, 1, 14, 5)).startswith("1 Jun 2024, ")


def test_one_line_control_and_direction_characters_become_spaces() -> None:
    assert human_text.one_line("a\nb\tc\u202egnp.exe") == "a b c gnp.exe"


@pytest.mark.parametrize(
    ("photos", "clips", "expected"),
    [(12, 1, "12 photos and 1 clip"), (0, 3, "3 clips"), (1, 0, "1 photo"), (0, 0, "0 photos")],
)
def test_photos_and_clips_leaves_out_what_there_is_none_of(photos: int, clips: int, expected: str) -> None:
    assert human_text.photos_and_clips(photos, clips) == expected


def test_about_is_not_said_of_what_is_vague_already() -> None:
    assert human_text.about(3) == "a few seconds"
    assert human_text.about(360) == "about 6 minutes"


def test_figure_and_change_are_written_as_the_language_does() -> None:
    assert (human_text.figure(64.84, 1), human_text.figure(99.6)) == ("64.8", "100")
    minus = "\N{MINUS SIGN}"
    changes = [human_text.change(value) for value in (9.81, -0.9, 0.0, -0.01)]
    assert changes == ["+9.8", f"{minus}0.9", "+0.0", "+0.0"]
    QLocale.setDefault(QLocale("de"))
    try:
        assert human_text.change(-12.34) == f"{minus}12,3"
    finally:
        QLocale.setDefault(QLocale.c())
