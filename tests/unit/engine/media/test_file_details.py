from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from engine.config import DecodingConfig, SamplingConfig
from engine.errors import MediaUnreadable
from engine.media.clip_streams import describe_streams
from engine.media.file_details import clip_details, photo_details
from engine.media.workers import DecodePool
from engine.records import MediaKind
from tests.helpers.media import draw_photo, make_clip


@pytest.fixture
def pool() -> Iterator[DecodePool]:
    with DecodePool(DecodingConfig(workers=1), SamplingConfig(), 32) as fresh:
        yield fresh


def photo(path: Path, exif: dict[int, object], inside: dict[int, object]) -> Path:
    data = Image.Exif()
    for tag, value in exif.items():
        data[tag] = value
    for tag, value in inside.items():
        data.get_ifd(ExifTags.IFD.Exif)[tag] = value
    Image.new("RGB", (400, 300), "red").save(path, exif=data)
    return path


def test_photo_details_say_what_a_photographer_wants_to_know(tmp_path: Path) -> None:
    base = ExifTags.Base
    path = photo(
        tmp_path / "a.jpg",
        {base.Make: "Canon", base.Model: "Canon EOS 80D", base.Artist: "Me"},
        {
            base.ExposureTime: 0.004,
            base.FNumber: 2.8,
            base.ISOSpeedRatings: 400,
            base.FocalLength: 50.0,
            base.LensModel: "EF 50mm",
            base.Flash: 1,
            base.DateTimeOriginal: "2024:05:06 07:08:09",
            base.OffsetTimeOriginal: "+02:00",
        },
    )
    details = photo_details(path)
    camera = dict(details.sections["Camera"])
    assert camera["Camera"] == "Canon EOS 80D"
    assert (camera["Exposure"], camera["Aperture"], camera["Sensitivity"]) == ("1/250 s", "f/2.8", "ISO 400")
    assert (camera["Focal length"], camera["Lens"], camera["Flash"]) == ("50 mm", "EF 50mm", "Fired")
    assert details.sections["Taken"] == (("Taken", "2024:05:06 07:08:09 +02:00"),)
    assert details.sections["Description"] == (("Author", "Me"),)
    assert dict(details.sections["Picture"])["Size"] == "400 \N{MULTIPLICATION SIGN} 300 (0.1 megapixels)"


def test_photo_details_without_exif_have_no_empty_sections(tmp_path: Path) -> None:
    Image.new("L", (10, 10)).save(tmp_path / "a.png")
    details = photo_details(tmp_path / "a.png")
    assert set(details.sections) == {"File", "Picture"}
    assert details.kind is MediaKind.PHOTO


def test_photo_details_survive_values_that_make_no_sense(tmp_path: Path) -> None:
    base = ExifTags.Base
    path = photo(tmp_path / "a.jpg", {}, {base.Flash: 0, base.LensModel: "x" * 5000 + "\0y"})
    camera = dict(photo_details(path).sections["Camera"])
    assert camera["Flash"] == "Off"
    assert len(camera["Lens"]) <= 501


def test_photo_details_of_no_photo_say_so(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_text("no photo")
    with pytest.raises(MediaUnreadable):
        photo_details(tmp_path / "a.jpg")
    (tmp_path / "a.nef").write_bytes(b"raw that nothing knows")
    assert set(photo_details(tmp_path / "a.nef").sections) == {"File"}


def test_details_of_a_heic_do_not_depend_on_what_was_decoded_before(pool: DecodePool, tmp_path: Path) -> None:
    photo = draw_photo(tmp_path / "a.heic", "red")
    assert ("Format", "HEIF") in pool.details(photo).sections["Picture"]


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.dng"])
def test_photo_details_of_a_format_that_is_not_opened_are_not_read(name: str, tmp_path: Path) -> None:
    Image.new("RGB", (9, 9)).save(tmp_path / name, "PPM")
    if name.endswith(".dng"):
        assert set(photo_details(tmp_path / name).sections) == {"File"}
        return
    with pytest.raises(MediaUnreadable):
        photo_details(tmp_path / name)


def test_clip_details_hold_file_and_streams(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", ["red", "blue"], hold=8)
    details = clip_details(clip, describe_streams)
    assert details.kind is MediaKind.VIDEO
    assert dict(details.sections["File"])["Name"] == "clip.mp4"
    assert "Video" in dict(details.sections["Clip"])
