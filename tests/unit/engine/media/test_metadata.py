"""When, where and with what something was taken, and nothing made up where the file does not say."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image

from engine.media.metadata import Capture, clip_capture, file_time, photo_capture


@pytest.fixture
def _berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def exif(main: dict[int, Any] | None = None, detail: dict[int, Any] | None = None, gps: Any = None) -> Image.Exif:
    tags = Image.Exif()
    for tag, value in (main or {}).items():
        tags[tag] = value
    if detail:
        tags.get_ifd(ExifTags.IFD.Exif).update(detail)
    if gps:
        tags.get_ifd(ExifTags.IFD.GPSInfo).update(gps)
    return tags


def test_photo_capture_prefers_the_shutter_with_its_fraction() -> None:
    capture = photo_capture(
        exif(
            {ExifTags.Base.DateTime: "2030:01:01 00:00:00"},
            {ExifTags.Base.DateTimeOriginal: "2024:05:06 07:08:09", ExifTags.Base.SubsecTimeOriginal: "25"},
        )
    )
    assert capture.taken_at == datetime(2024, 5, 6, 7, 8, 9, 250_000)


def test_photo_capture_falls_back_to_the_next_date() -> None:
    capture = photo_capture(
        exif(
            {ExifTags.Base.DateTime: "2019:12:31 23:59:59"},
            {ExifTags.Base.DateTimeOriginal: "0000:00:00 00:00:00", ExifTags.Base.DateTimeDigitized: "    :  :  "},
        )
    )
    assert capture.taken_at == datetime(2019, 12, 31, 23, 59, 59)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024:05:06 07:08:09\0\0garbage", datetime(2024, 5, 6, 7, 8, 9)),
        ("2024-05-06T07:08:09+02:00", datetime(2024, 5, 6, 7, 8, 9)),
        ("2024:05:06 07:08", datetime(2024, 5, 6, 7, 8)),
        (b"2024:05:06 07:08:09", datetime(2024, 5, 6, 7, 8, 9)),
        ("2024:13:06 07:08:09", None),
        ("2024:02:30 07:08:09", None),
        ("1601:01:01 00:00:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_photo_capture_odd_dates_are_read_or_absent(text: str | bytes, expected: datetime | None) -> None:
    assert photo_capture(exif({ExifTags.Base.DateTime: text})).taken_at == expected


@pytest.mark.parametrize(
    ("maker", "model", "camera"),
    [
        ("Canon", "Canon EOS R5", "Canon EOS R5"),
        ("SONY", "ILCE-7M3", "SONY ILCE-7M3"),
        ("", "Pixel 8", "Pixel 8"),
        ("Apple ", " ", "Apple"),
        (None, 7, ""),
    ],
)
def test_photo_capture_camera_names_the_maker_once(maker: Any, model: Any, camera: str) -> None:
    assert photo_capture(exif({ExifTags.Base.Make: maker, ExifTags.Base.Model: model})).camera == camera


def gps(latitude: Any, longitude: Any, references: tuple[str, str] = ("N", "E")) -> dict[int, Any]:
    return {1: references[0], 2: latitude, 3: references[1], 4: longitude}


def test_photo_capture_position_in_the_south_west_is_negative() -> None:
    capture = photo_capture(exif(gps=gps((33.0, 30.0, 36.0), (70.0, 15.0, 0.0), ("S", "W"))))
    assert capture.latitude == pytest.approx(-33.51)
    assert capture.longitude == pytest.approx(-70.25)


@pytest.mark.parametrize(
    "position",
    [
        gps((0.0, 0.0, 0.0), (0.0, 0.0, 0.0)),
        gps((99.0, 0.0, 0.0), (10.0, 0.0, 0.0)),
        gps((float("nan"), 0.0, 0.0), (10.0, 0.0, 0.0)),
        gps((1.0, 2.0), (10.0, 0.0, 0.0)),
        gps(None, None),
        {1: "N"},
    ],
    ids=["no fix", "beyond the pole", "not a number", "two parts", "absent", "half"],
)
def test_photo_capture_senseless_position_is_absent(position: dict[int, Any]) -> None:
    capture = photo_capture(exif(gps=position))
    assert (capture.latitude, capture.longitude) == (None, None)


def test_photo_capture_without_exif_says_nothing() -> None:
    assert photo_capture(Image.Exif()) == Capture()


@pytest.mark.usefixtures("_berlin")
def test_clip_capture_universal_time_becomes_local() -> None:
    assert clip_capture({"creation_time": "2024-07-01T22:30:00.000000Z"}).taken_at == datetime(2024, 7, 2, 0, 30)


def test_clip_capture_apple_wall_clock_wins() -> None:
    tags = {
        "creation_time": "2024-07-01T22:30:00.000000Z",
        "com.apple.quicktime.creationdate": "2024-07-01T15:30:00-0700",
        "com.apple.quicktime.make": "Apple",
        "com.apple.quicktime.model": "iPhone 15",
        "com.apple.quicktime.location.ISO6709": "+48.1371-011.5754+520.0/",
    }
    capture = clip_capture(tags)
    assert capture == Capture(datetime(2024, 7, 1, 15, 30), "Apple iPhone 15", 48.1371, -11.5754)


@pytest.mark.parametrize("text", ["1904-01-01T00:00:00.000000Z", "1970-01-01T00:00:00Z", "soon", ""])
def test_clip_capture_epoch_or_garbage_is_absent(text: str) -> None:
    assert clip_capture({"creation_time": text}).taken_at is None


def test_clip_capture_android_location_is_read() -> None:
    capture = clip_capture({"LOCATION": "-33.8688+151.2093/"})
    assert (capture.latitude, capture.longitude) == (-33.8688, 151.2093)


def test_file_time_is_the_modification_time(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(b"")
    moment = datetime(2020, 2, 29, 12, 0, 0)
    os.utime(file, (0, moment.timestamp()))
    assert file_time(file) == moment


def test_file_time_of_a_missing_file_is_the_epoch(tmp_path: Path) -> None:
    assert file_time(tmp_path / "gone") == datetime(1970, 1, 1)
