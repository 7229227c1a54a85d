"""What other programs wrote into files about what they show, however badly."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from PIL import Image

from engine.errors import MediaUnreadable
from engine.media.written_texts import written_texts
from engine.media.xmp_text import described_in, xmp_page
from tests.helpers.media import make_clip


def save(path: Path, **options: object) -> Path:
    Image.new("RGB", (8, 8), "red").save(path, **options)  # type: ignore[arg-type]  # Pillow's own options
    return path


def iptc(*texts: bytes, marks_utf8: bool = False) -> bytes:
    """An APP13 block as photo programs write it."""
    blocks = [(1, 90, b"\x1b%G")] if marks_utf8 else []
    blocks += [(2, 120, text) for text in texts]
    data = b"".join(b"\x1c" + bytes((one, tag)) + struct.pack(">H", len(text)) + text for one, tag, text in blocks)
    resource = b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(data)) + data + b"\0" * (len(data) % 2)
    content = b"Photoshop 3.0\0" + resource
    return b"\xff\xed" + struct.pack(">H", len(content) + 2) + content


def with_iptc(path: Path, block: bytes) -> Path:
    save(path)
    raw = path.read_bytes()
    path.write_bytes(raw[:2] + block + raw[2:])
    return path


def test_xmp_is_read_from_every_format_that_holds_it(tmp_path: Path) -> None:
    packet = xmp_page("Rex at the lake").encode()
    for name in ("a.jpg", "a.png", "a.webp", "a.tif"):
        options: dict[str, object] = {"xmp": packet}
        if name.endswith("png"):
            from PIL.PngImagePlugin import PngInfo

            info = PngInfo()
            info.add_itxt("XML:com.adobe.xmp", packet.decode())
            options = {"pnginfo": info}
        elif name.endswith("tif"):
            options = {"tiffinfo": {700: packet}}
        assert written_texts(save(tmp_path / name, **options)) == ("Rex at the lake",), name


@pytest.mark.parametrize(("encoding", "marks"), [("utf-8", True), ("utf-8", False), ("cp1252", False)])
def test_iptc_is_read_whatever_it_says_about_its_letters(tmp_path: Path, encoding: str, marks: bool) -> None:
    block = iptc("Großmutter".encode(encoding), marks_utf8=marks)
    assert written_texts(with_iptc(tmp_path / "a.jpg", block)) == ("Großmutter",)


def test_exif_descriptions_and_comments(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "Rex"
    exif[0x9C9C] = "Mia\0".encode("utf-16-le")
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0the lake"
    assert written_texts(save(tmp_path / "a.jpg", exif=exif)) == ("Rex", "Mia", "the lake")


@pytest.mark.parametrize(
    "empty", ["OLYMPUS DIGITAL CAMERA", "SONY DSC", "DSC_0123", "a", "a.jpg", "IMG 20240101", " \0 "]
)
def test_what_cameras_write_by_themselves_is_no_caption(tmp_path: Path, empty: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = empty
    assert written_texts(save(tmp_path / "a.jpg", exif=exif)) == ()


def test_years_and_numbers_in_a_description_are_none_of_the_camera(tmp_path: Path) -> None:
    for text in ("our trip in 2012", "Weihnachten2012", "room 101"):
        exif = Image.Exif()
        exif[0x010E] = text
        assert written_texts(save(tmp_path / "b.jpg", exif=exif)) == (text,)


def test_sidecars_come_first_and_nothing_is_said_twice(tmp_path: Path) -> None:
    path = save(tmp_path / "a.jpg", xmp=xmp_page("rex  AT the lake").encode())
    (tmp_path / "a.jpg.xmp").write_text(xmp_page("Rex at the lake"), encoding="utf-8")
    (tmp_path / "a.xmp").write_text(xmp_page("by another program"), encoding="utf-8")
    assert written_texts(path) == ("Rex at the lake", "by another program")


def test_sidecar_of_a_raw_file_that_cannot_be_read_counts(tmp_path: Path) -> None:
    (tmp_path / "a.cr2").write_bytes(b"not a photo")
    (tmp_path / "a.xmp").write_text(xmp_page("Rex"), encoding="utf-8")
    assert written_texts(tmp_path / "a.cr2") == ("Rex",)


def test_description_of_a_clip_is_read(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a.mp4", [(255, 0, 0)] * 3, metadata={"description": "Rex jumps", "comment": "a.mp4"})
    assert written_texts(path) == ("Rex jumps",)


@pytest.mark.parametrize(
    "packet",
    [
        b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><x>&b;</x>",
        b"<x",
        b"\xff\xfe\0",
        b"<a>" * 100_000,
        b"x" * (9 << 20),
        b"<?xml version='1.0' encoding='klingon'?><x/>",
    ],
)
def test_hostile_xmp_is_refused_and_leaves_the_rest(tmp_path: Path, packet: bytes) -> None:
    with pytest.raises(MediaUnreadable):
        described_in(packet)
    path = save(tmp_path / "a.jpg")
    (tmp_path / "a.xmp").write_bytes(packet)
    assert written_texts(path) == ()


def test_xmp_languages_attributes_and_what_others_write() -> None:
    own = '<rdf:li xml:lang="x-default">dog</rdf:li>'
    many = xmp_page("dog").replace(own, f'<rdf:li xml:lang="de">Hund</rdf:li>{own}')
    assert described_in(many.encode()) == ("dog", "Hund")
    rdf = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    assert described_in(f'<rdf:RDF {rdf}><rdf:Description dc:description="dog"/></rdf:RDF>'.encode()) == ("dog",)
    plain = "<rdf:Description><dc:description>dog</dc:description></rdf:Description>"
    assert described_in(f"<rdf:RDF {rdf}>{plain}</rdf:RDF>".encode()) == ("dog",)
    assert described_in(f"<rdf:RDF {rdf}/>".encode()) == ()


@pytest.mark.parametrize("text", ["<b>&amp;</b> ]]>", "a\x07b", "line\nline", "\u202eRTL", "奶奶 👵🏽"])
def test_xmp_that_is_written_is_read_again(text: str) -> None:
    assert described_in(xmp_page(text).encode()) == (text.replace("\x07", " "),)
