import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from engine.errors import MediaTooLarge, MediaUnreadable
from engine.training.data.picture_squares import decode_square, decoder_warnings_ignored
from tests.helpers.drawn_files import png


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def test_square_is_the_whole_picture_stretched() -> None:
    picture = np.zeros((4, 40, 3), np.uint8)
    picture[:, 20:] = 255
    square = decode_square("a.png", encoded(Image.fromarray(picture)), 8)
    assert square.shape == (8, 8, 3)
    assert square.dtype == np.uint8
    assert (square[:, 0] == 0).all()
    assert (square[:, 7] == 255).all()


def test_square_of_deep_grey_is_scaled_and_not_white() -> None:
    deep = np.full((6, 6), 30_000, np.uint16)
    square = decode_square("scan.png", encoded(Image.fromarray(deep)), 4)
    assert 110 <= int(square.mean()) <= 122


def test_square_follows_the_exif_orientation() -> None:
    picture = np.zeros((16, 16, 3), np.uint8)
    picture[:8] = (255, 0, 0)  # red above
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise: red comes to the right
    square = decode_square("a.jpg", encoded(Image.fromarray(picture), "JPEG", exif=exif.tobytes(), quality=95), 8)
    assert square[4, 7, 0] > 200
    assert square[4, 0, 0] < 60


def test_square_of_a_large_jpeg_is_close_to_resizing_the_whole() -> None:
    rng = np.random.default_rng(0)
    rough = Image.fromarray(rng.integers(0, 256, (6, 6, 3), np.uint8)).resize((611, 503), Image.Resampling.BICUBIC)
    content = encoded(rough, "JPEG", quality=95)
    with Image.open(io.BytesIO(content)) as image:
        whole = np.asarray(image.resize((32, 32), Image.Resampling.BICUBIC), np.int16)
    assert np.abs(decode_square("a.jpg", content, 32) - whole).max() <= 4


@pytest.mark.parametrize("content", [b"", b"not a picture", b"P6 1 1 255 abc", png("red")[:40]])
def test_square_of_what_is_no_whole_picture_is_unreadable(content: bytes) -> None:
    with pytest.raises(MediaUnreadable, match=r"a\.png"):
        decode_square("a.png", content, 8)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


@pytest.mark.parametrize("side", [12_000, 60_000])
def test_square_of_a_bomb_is_refused_by_its_header(side: int) -> None:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
    content = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")
    with decoder_warnings_ignored(), pytest.raises(MediaTooLarge, match="more than 89 megapixels"):
        decode_square("bomb.png", content, 8)
