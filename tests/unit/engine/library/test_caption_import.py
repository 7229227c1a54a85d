"""Captions of other programs: told first, added whole, taken back whole."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from engine.caption_records import CaptionPreview, CaptionSource, TableReading
from engine.config import Config
from engine.errors import BadData
from engine.jobs import Cancelled, CancelToken, Progress
from engine.library.caption_import import CaptionImporter
from engine.media.xmp_text import xmp_page
from engine.records import MediaKind
from engine.store import Store
from tests.helpers.library_rows import add_media, make_space


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def photos(store: Store, tmp_path: Path) -> Path:
    """A folder with three photos and a clip of ten seconds; two of the photos have the same name."""
    space, folder = make_space(store), tmp_path / "photos"
    for name in ("a.jpg", "b.jpg", "c.mp4", "trip/b.jpg"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode().ljust(100))
        os.utime(path, ns=(1, 1))
        add_media(store, space, path, kind=MediaKind.VIDEO if name.endswith("mp4") else MediaKind.PHOTO)
    return folder


@pytest.fixture
def importer(store: Store, photos: Path) -> Iterator[CaptionImporter]:
    importer = CaptionImporter(store, Config())
    yield importer
    importer.close()


Read = Callable[..., CaptionPreview]


@pytest.fixture
def read(importer: CaptionImporter, tmp_path: Path) -> Read:
    def prepare(page: str | bytes, reading: TableReading | None = None, **asked: object) -> CaptionPreview:
        table = tmp_path / "table.csv"
        table.write_bytes(page if isinstance(page, bytes) else page.encode())
        return importer.prepare_captions(CaptionSource.TABLE, table, reading, **asked)  # type: ignore[arg-type]  # jobs

    return prepare


def texts(store: Store) -> list[tuple[str, str, float | None, float | None]]:
    return [(Path(one.content_hash).name, one.text, one.time_s, one.end_s) for one in store.captions.all()]


def test_preview_says_what_an_import_would_do_and_writes_nothing(
    store: Store, importer: CaptionImporter, read: Read, photos: Path
) -> None:
    found = read(f"path,caption\n{photos}/a.jpg,Rex\n{photos}/gone.jpg,Mia\n{photos}/b.jpg,\n{photos}/a.jpg,Rex\n")
    assert (found.read, found.new, found.known, found.missing, found.refused) == (4, 1, 1, 1, 1)
    assert [(one.place, one.reason.rpartition("/")[2]) for one in found.problems] == [
        ("Row 3", "gone.jpg is not in the library."),
        ("Row 4", "The caption is empty."),
    ]
    assert [(one.path.name, one.text) for one in found.samples] == [("a.jpg", "Rex")]
    assert texts(store) == []
    done = importer.import_prepared(found.ticket)
    assert (done.added, done.known) == (1, 1)
    assert [text for _, text, *_ in texts(store)] == ["Rex"]
    assert read(f"path,caption\n{photos}/a.jpg,Rex\n").known == 1


def test_import_is_taken_back_as_a_whole_and_nothing_else_is(
    store: Store, importer: CaptionImporter, read: Read
) -> None:
    importer.import_prepared(read("file,comment\na.jpg,before\n").ticket)
    done = importer.import_prepared(read("file,comment\na.jpg,one\nc.mp4,two\n").ticket)
    assert importer.take_back_import(done.stamp) == 2
    assert [text for _, text, *_ in texts(store)] == ["before"]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("SourceFile,File:FileName,XMP:Description", "{}/a.jpg,a.jpg,Rex"),  # ExifTool
        ("image_name| comment_number| comment", "a.jpg| 0| Rex"),  # Flickr30k
        ("Filename;Title;Caption", "a.jpg;DSC1;Rex"),
        ("image\tcaption", "a.jpg\tRex"),
        ("File Name,Caption-Abstract", "C:\\Photos\\a.jpg,Rex"),
        ("Bild,text,Pfad", "x,Rex,{}/a.jpg"),
    ],
)
def test_tables_of_other_programs_are_understood(read: Read, photos: Path, header: str, cells: str) -> None:
    reading = TableReading(path_column="Pfad") if "Pfad" in header else None
    found = read(f"{header}\n{cells.format(photos)}\n", reading)
    assert [(one.path.name, one.text) for one in found.samples] == [("a.jpg", "Rex")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_are_found_out(read: Read, encoding: str) -> None:
    found = read("path,caption\na.jpg,Großmutter am Ufer \N{EM DASH} für Zoë\n".encode(encoding))
    assert [one.text for one in found.samples] == ["Großmutter am Ufer \N{EM DASH} für Zoë"]


def test_encoding_that_is_chosen_is_taken_and_what_does_not_fit_is_refused(read: Read) -> None:
    page = "path,caption\na.jpg,бабушка\nb.jpg,plain\n".encode("cp1251")
    assert [one.text for one in read(page, TableReading(encoding="cp1251")).samples] == ["бабушка"]
    wrong = read(page, TableReading(encoding="utf-8"))
    assert "do not fit this encoding" in wrong.problems[0].reason
    with pytest.raises(BadData, match="no character encoding"):
        read(page, TableReading(encoding="klingon"))


def test_table_whose_columns_are_not_known_asks_for_them(read: Read) -> None:
    found = read("was,wo\nRex,a.jpg\n")
    assert (found.new, found.reading.path_column, found.columns) == (0, "", ("was", "wo"))
    told = read("was,wo\nRex,a.jpg\n", TableReading(path_column="wo", caption_column="was"))
    assert [one.text for one in told.samples] == ["Rex"]


def test_names_that_several_files_have_are_told_apart_by_their_folders(read: Read) -> None:
    found = read("path,caption\nb.jpg,Rex\n/elsewhere/trip/b.jpg,Mia\nTRIP/nothing.jpg,x\n")
    assert [(one.path.parent.name, one.text) for one in found.samples] == [("trip", "Mia")]
    assert [one.reason for one in found.problems] == [
        "2 files of the library are called b.jpg.",
        "TRIP/nothing.jpg is not in the library.",
    ]


def test_moments_are_read_and_photos_have_none(store: Store, importer: CaptionImporter, read: Read) -> None:
    rows = ("c.mp4,jump,0:02,4.5", "c.mp4,all,,", "a.jpg,Rex,0,", "c.mp4,late,99,", "c.mp4,x,?,")
    found = read("\n".join(("path,caption,at_s,until_s", *rows)))
    assert [one.reason for one in found.problems][1] == "It holds a time that is none."
    importer.import_prepared(found.ticket)
    assert [(text, start, end) for _, text, start, end in texts(store)] == [
        ("jump", 2.0, 4.5),
        ("all", None, None),
        ("Rex", None, None),
    ]


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (b"path,caption\na.jpg,a \x00 zero\n", ""),
        (b'path,caption\na.jpg,"never closed\nb.jpg,x\n', ""),
        (b"path,caption\na.jpg\n", "too few cells"),
        (b"path,caption\na.jpg," + b"x" * 2000 + b"\n", "2000 characters"),
        (b"path,caption\na.jpg," + b"x" * 200_000 + b"\n", "too long"),
        (b"path,caption\n\xff\xfe\xff/z.jpg,x\n", "not in the library"),
        (b"path,caption\n" + b"d/" * 5000 + b"a.jpg,x\n", ""),
        (b"path,caption\n,x\n", "is no file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, ""),
    ],
)
def test_broken_tables_are_told_and_stop_nothing(read: Read, page: bytes, sentence: str) -> None:
    found = read(page)
    assert sentence in "".join(one.reason for one in found.problems)


def test_control_characters_of_other_programs_become_spaces(
    store: Store, importer: CaptionImporter, read: Read
) -> None:
    importer.import_prepared(read('path,caption\na.jpg,"Rex\x07 \x1b[31mred\nsecond line"\nb.jpg,x\n').ticket)
    assert texts(store)[0][1] == "Rex [31mred second line"


def test_missing_table_and_old_ticket_are_said(importer: CaptionImporter, read: Read, tmp_path: Path) -> None:
    with pytest.raises(BadData, match="cannot be read"):
        importer.prepare_captions(CaptionSource.TABLE, tmp_path / "none.csv")
    with pytest.raises(BadData, match="is empty"):
        read(b"")
    first = read("path,caption\na.jpg,x\n").ticket
    for _ in range(3):
        read("path,caption\na.jpg,x\n")
    with pytest.raises(BadData, match="no longer there"):
        importer.import_prepared(first)


def test_import_that_is_stopped_leaves_nothing(
    store: Store, importer: CaptionImporter, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.library.caption_import._AT_ONCE", 10)
    ticket = read("path,caption\n" + "".join(f"a.jpg,caption {number}\n" for number in range(100))).ticket
    token = CancelToken()

    def report(progress: Progress) -> None:
        if progress.done >= 30:
            token.cancel()

    with pytest.raises(Cancelled):
        importer.import_prepared(ticket, cancel=token, report=report)
    assert store.captions.count() == 0


def test_reading_can_be_stopped_and_tells_how_far_it_is(read: Read) -> None:
    page = "path,caption\n" + "".join(f"a.jpg,caption {number}\n" for number in range(5000))
    token, told = CancelToken(), list[Progress]()

    def report(progress: Progress) -> None:
        told.append(progress)
        token.cancel()

    with pytest.raises(Cancelled):
        read(page, cancel=token, report=report)
    assert told[0].total == len(page)


def test_many_rows_need_no_memory_and_little_time(store: Store, importer: CaptionImporter, read: Read) -> None:
    rows = 20_000
    found = read("path,caption\n" + "".join(f"{'ab'[number % 2]}x.jpg,nothing\n" for number in range(rows)))
    assert (found.read, found.missing, len(found.problems)) == (rows, rows, 200)


def test_text_files_beside_pictures(store: Store, importer: CaptionImporter, photos: Path) -> None:
    (photos / "a.txt").write_text("Rex swims\n\n  with Mia  \n", encoding="utf-8")
    (photos / "b.jpg.TXT").write_bytes("Großmutter".encode("cp1252"))
    (photos / "trip" / "b.txt").write_bytes("Zoë".encode("utf-16"))
    (photos / "c.txt").write_text("line\n" * 30, encoding="utf-8")
    (photos / "readme.txt").write_text("nobody's", encoding="utf-8")
    found = importer.prepare_captions(CaptionSource.TEXT)
    assert {(one.path.name, one.text) for one in found.samples} == {
        ("a.jpg", "Rex swims"),
        ("a.jpg", "with Mia"),
        ("b.jpg", "Großmutter"),
        ("b.jpg", "Zoë"),
    }
    assert [one.place for one in found.problems] == ["c.txt"]
    assert importer.import_prepared(found.ticket).added == 4


def test_descriptions_in_files_and_beside_them(store: Store, importer: CaptionImporter, photos: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "OLYMPUS DIGITAL CAMERA"
    Image.new("RGB", (8, 8)).save(photos / "a.jpg", exif=exif, xmp=xmp_page("Rex & Mia <at> the lake").encode())
    (photos / "b.jpg.xmp").write_text(xmp_page("from beside"), encoding="utf-8")
    before = {path: path.read_bytes() for path in photos.rglob("*") if path.is_file()}
    told: list[Progress] = []
    found = importer.prepare_captions(CaptionSource.DESCRIPTION, report=told.append)
    assert {(one.path.name, one.text) for one in found.samples} == {
        ("a.jpg", "Rex & Mia <at> the lake"),
        ("b.jpg", "from beside"),
    }
    assert found.read == 4
    assert importer.import_prepared(found.ticket).added == 2
    assert {path: path.read_bytes() for path in before} == before


def test_table_that_was_written_here_comes_back_as_it_was(
    store: Store, importer: CaptionImporter, read: Read, photos: Path, tmp_path: Path
) -> None:
    with (tmp_path / "table.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("path", "caption"), (photos / "a.jpg", "'=1+1"), (photos / "b.jpg", "'tis")])
    found = importer.prepare_captions(CaptionSource.TABLE, tmp_path / "table.csv")
    assert [one.text for one in found.samples] == ["=1+1", "'tis"]
