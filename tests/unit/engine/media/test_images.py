"""One read of a photo gives the encoder's square, the thumbnail and the facts, whatever the format."""

from __future__ import annotations

import contextlib
import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFile, PngImagePlugin

from engine.config import DecodingConfig
from engine.errors import MediaTooLarge, MediaUnreadable
from engine.media.images import fit, read_photo, read_picture
from engine.records import MediaKind
from tests.helpers.media import EXIF_ORIENTATION, Pixels, draw_photo, truncate

CONFIG = DecodingConfig(thumbnail_px=48)
INPUT_PX = 32


def quarters(size: tuple[int, int] = (96, 64)) -> Pixels:
    """Red and green above, blue and white below: no two orientations look alike."""
    width, height = size
    pixels = np.full((height, width, 3), 230, np.uint8)
    pixels[: height // 2, : width // 2] = (200, 20, 20)
    pixels[: height // 2, width // 2 :] = (20, 180, 20)
    pixels[height // 2 :, : width // 2] = (20, 20, 200)
    return pixels


def looks_like_quarters(pixels: Pixels, tolerance: float = 40) -> bool:
    height, width = pixels.shape[:2]
    expected = quarters((8, 8))[[2, 2, 6, 6], [2, 6, 2, 6]].astype(float)
    seen = pixels[[height // 4] * 2 + [height * 3 // 4] * 2, [width // 4, width * 3 // 4] * 2].astype(float)
    return bool(np.abs(seen - expected).max() < tolerance)


def smooth(width: int, height: int) -> Pixels:
    """Waves of every direction and some grain, like a photograph's spectrum."""
    rows, columns = np.mgrid[:height, :width] / max(width, height)
    random = np.random.default_rng(7)
    layers = [np.sin(rows * random.uniform(5, 50) + columns * random.uniform(5, 50) + phase) for phase in range(9)]
    pixels = np.stack([sum(layers[channel::3]) for channel in range(3)], axis=-1) * 35 + 128
    return (pixels + random.normal(0, 6, pixels.shape)).clip(0, 255).astype(np.uint8)


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "bmp", "tif", "gif", "heic", "avif"])
def test_read_photo_every_format_gives_square_thumbnail_and_facts(tmp_path: Path, suffix: str) -> None:
    path = draw_photo(tmp_path / f"a.{suffix}", "red", (96, 64))
    media = read_photo(path, INPUT_PX, CONFIG)
    sampled = media.frames[0]
    assert (media.kind, len(media.frames), sampled.time_s) == (MediaKind.PHOTO, 1, 0.0)
    assert sampled.pixels.shape == (INPUT_PX, INPUT_PX, 3)
    assert sampled.pixels.dtype == np.uint8
    assert sampled.pixels.mean(axis=(0, 1)).argmax() == 0
    with Image.open(io.BytesIO(sampled.thumbnail)) as thumbnail:
        assert (thumbnail.format, thumbnail.size) == ("JPEG", (48, 32))
    assert (media.facts.width_px, media.facts.height_px, media.facts.is_partial) == (96, 64, False)
    assert media.facts.reader == ("heif" if suffix == "heic" else "pillow")


@pytest.mark.parametrize("suffix", ["jpg", "png", "tif", "webp"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_read_photo_every_orientation_comes_out_upright(tmp_path: Path, orientation: int, suffix: str) -> None:
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = Image.fromarray(quarters())
    if orientation in undo:
        stored = stored.transpose(Image.Transpose(undo[orientation]))
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = orientation
    stored.save(tmp_path / f"a.{suffix}", exif=exif.tobytes())
    media = read_photo(tmp_path / f"a.{suffix}", INPUT_PX, CONFIG)
    assert looks_like_quarters(media.frames[0].pixels)
    assert (media.facts.width_px, media.facts.height_px) == (96, 64)
    with Image.open(io.BytesIO(media.frames[0].thumbnail)) as thumbnail:
        assert thumbnail.size == (48, 32)
        assert looks_like_quarters(np.asarray(thumbnail))
    assert read_picture(tmp_path / f"a.{suffix}", 1000, CONFIG).pixels.shape == (64, 96, 3)


def test_read_photo_nonsense_orientation_is_ignored(tmp_path: Path) -> None:
    path = draw_photo(tmp_path / "a.jpg", orientation=77)
    assert read_photo(path, INPUT_PX, CONFIG).facts.width_px == 96


@pytest.mark.parametrize("suffix", ["jpg", "png"])
def test_read_photo_large_is_the_plain_resize(tmp_path: Path, suffix: str) -> None:
    """Draft decoding and reducing first must not change what the encoder sees."""
    pixels = smooth(1597, 1201)
    Image.fromarray(pixels).save(tmp_path / f"a.{suffix}", quality=95)  # sides that no factor divides
    with Image.open(tmp_path / f"a.{suffix}") as image:
        plain = np.asarray(image.convert("RGB").resize((64, 64), Image.Resampling.BICUBIC), np.float64).ravel()
    seen = read_photo(tmp_path / f"a.{suffix}", 64, CONFIG).frames[0].pixels.astype(np.float64).ravel()
    plain, seen = plain - plain.mean(), seen - seen.mean()
    assert plain @ seen / np.linalg.norm(plain) / np.linalg.norm(seen) > 0.998


@pytest.mark.parametrize(
    ("size", "input_px", "expected"),
    [
        ((1600, 1200), INPUT_PX, (200, 150)),
        ((4000, 3000), 256, (500, 375)),  # what most telephones take, at the size of the model that ships
        ((3000, 2250), 256, (750, 563)),  # an eighth would be too little
    ],
)
def test_read_photo_jpeg_is_never_decoded_whole(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    input_px: int,
    expected: tuple[int, int],
) -> None:
    Image.fromarray(smooth(*size)).save(tmp_path / "a.jpg")
    decoded: list[tuple[int, int]] = []
    real_load = ImageFile.ImageFile.load

    def load(image: ImageFile.ImageFile) -> object:
        decoded.append(image.size)
        return real_load(image)

    monkeypatch.setattr(ImageFile.ImageFile, "load", load)
    media = read_photo(tmp_path / "a.jpg", input_px, CONFIG)
    assert decoded[0] == expected
    assert (media.facts.width_px, media.facts.height_px) == size


def test_read_photo_narrow_panorama_keeps_both_sides_sharp(tmp_path: Path) -> None:
    Image.fromarray(smooth(2000, 60)).save(tmp_path / "a.png")
    media = read_photo(tmp_path / "a.png", INPUT_PX, CONFIG)
    assert media.frames[0].pixels.shape == (INPUT_PX, INPUT_PX, 3)
    with Image.open(io.BytesIO(media.frames[0].thumbnail)) as thumbnail:
        assert thumbnail.size == (48, 1)


def test_read_photo_small_thumbnail_is_not_enlarged(tmp_path: Path) -> None:
    media = read_photo(draw_photo(tmp_path / "a.png", size=(20, 10)), INPUT_PX, CONFIG)
    with Image.open(io.BytesIO(media.frames[0].thumbnail)) as thumbnail:
        assert thumbnail.size == (20, 10)


def test_read_photo_name_lies_about_format_is_read_by_content(tmp_path: Path) -> None:
    draw_photo(tmp_path / "a.png", "blue")
    (tmp_path / "a.png").rename(tmp_path / "a.jpg")
    assert read_photo(tmp_path / "a.jpg", INPUT_PX, CONFIG).frames[0].pixels.mean(axis=(0, 1)).argmax() == 2


@pytest.mark.parametrize("suffix", ["gif", "webp", "png"])
def test_read_photo_animated_gives_the_first_frame(tmp_path: Path, suffix: str) -> None:
    frames = [Image.fromarray(quarters()), Image.new("RGB", (96, 64), (0, 255, 255))]
    frames[0].save(tmp_path / f"a.{suffix}", save_all=True, append_images=frames[1:], lossless=True)
    assert looks_like_quarters(read_photo(tmp_path / f"a.{suffix}", INPUT_PX, CONFIG).frames[0].pixels, 60)


def png_header(width: int, height: int) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(3 * width + 1) * 16)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [20_000, 65_535])
def test_read_photo_bomb_is_refused_before_it_is_allocated(
    tmp_path: Path, side: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bomb.png").write_bytes(png_header(side, side))

    def load(_: ImageFile.ImageFile) -> object:
        raise AssertionError("a bomb was decoded")

    monkeypatch.setattr(ImageFile.ImageFile, "load", load)
    with pytest.raises(MediaTooLarge, match="300 megapixels") as caught:
        read_photo(tmp_path / "bomb.png", INPUT_PX, CONFIG)
    assert caught.value.path == tmp_path / "bomb.png"


def test_read_photo_limit_is_the_setting(tmp_path: Path) -> None:
    path = draw_photo(tmp_path / "a.jpg", size=(1200, 1000))
    assert read_photo(path, INPUT_PX, DecodingConfig(max_megapixels=2)).facts.width_px == 1200
    with pytest.raises(MediaTooLarge):
        read_photo(path, INPUT_PX, DecodingConfig(max_megapixels=1))


def test_read_photo_truncated_keeps_what_is_there(tmp_path: Path) -> None:
    Image.fromarray(quarters((640, 480))).save(tmp_path / "a.jpg", quality=95)
    media = read_photo(truncate(tmp_path / "a.jpg", 0.6), INPUT_PX, CONFIG)
    assert media.facts.is_partial
    top = media.frames[0].pixels[: INPUT_PX // 4].astype(int)
    assert (top[:, :8, 0] - top[:, :8, 2]).min() > 100
    assert not ImageFile.LOAD_TRUNCATED_IMAGES


def test_read_photo_damaged_side_chunk_costs_only_that(tmp_path: Path) -> None:
    """A PNG whose text fails its checksum still has its picture."""
    text = PngImagePlugin.PngInfo()
    text.add_text("Title", "holiday")
    Image.fromarray(quarters()).save(tmp_path / "a.png", pnginfo=text)
    (tmp_path / "a.png").write_bytes((tmp_path / "a.png").read_bytes().replace(b"holiday", b"holidax"))
    media = read_photo(tmp_path / "a.png", INPUT_PX, CONFIG)
    assert looks_like_quarters(media.frames[0].pixels)
    assert media.facts.is_partial


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xd8\xff", b"GIF89a", b"not a picture at all" * 50, b"%!PS-Adobe-3.0 EPSF-3.0\n", bytes(5000)],
)
def test_read_photo_garbage_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.jpg").write_bytes(content)
    with pytest.raises(MediaUnreadable, match=r"^bad\.jpg .*\.$"):
        read_photo(tmp_path / "bad.jpg", INPUT_PX, CONFIG)


@pytest.mark.parametrize("suffix", ["jpg", "png", "gif", "webp", "tif", "bmp", "heic", "avif"])
def test_read_photo_damaged_bytes_never_raise_anything_else(tmp_path: Path, suffix: str) -> None:
    sound = draw_photo(tmp_path / f"a.{suffix}", taken="2020:01:02 03:04:05", gps=(1.0, 2.0)).read_bytes()
    random = np.random.default_rng(3)
    for _ in range(60):
        damaged = bytearray(sound)
        for place in random.integers(0, min(len(sound), 700), 6):
            damaged[place] = random.integers(256)
        (tmp_path / f"b.{suffix}").write_bytes(damaged[: random.integers(8, len(damaged) + 1)])
        with contextlib.suppress(MediaUnreadable):
            media = read_photo(tmp_path / f"b.{suffix}", INPUT_PX, DecodingConfig(max_megapixels=20))
            assert media.frames[0].pixels.shape == (INPUT_PX, INPUT_PX, 3)


def test_read_picture_is_limited_and_never_enlarged(tmp_path: Path) -> None:
    Image.fromarray(smooth(1000, 500)).save(tmp_path / "a.jpg")
    assert read_picture(tmp_path / "a.jpg", 300, CONFIG).pixels.shape == (150, 300, 3)
    assert read_picture(tmp_path / "a.jpg", 4000, CONFIG).pixels.shape == (500, 1000, 3)


@pytest.mark.parametrize(
    ("size", "longer", "fitted"), [((4000, 3000), 320, (320, 240)), ((3, 4000), 320, (1, 320)), ((5, 4), 9, (5, 4))]
)
def test_fit_any_size_keeps_proportions(size: tuple[int, int], longer: int, fitted: tuple[int, int]) -> None:
    assert fit(size, longer) == fitted


def test_read_photo_facts_come_from_exif(tmp_path: Path) -> None:
    path = draw_photo(
        tmp_path / "a.jpg", taken="2024:05:06 07:08:09", camera=("Canon", "Canon EOS R5"), gps=(48.5, -11.25)
    )
    facts = read_photo(path, INPUT_PX, CONFIG).facts
    assert facts.taken_at.isoformat() == "2024-05-06T07:08:09"
    assert not facts.taken_from_file
    assert (facts.camera, facts.latitude, facts.longitude) == ("Canon EOS R5", 48.5, -11.25)


def test_read_photo_original_is_untouched(tmp_path: Path) -> None:
    path = draw_photo(tmp_path / "a.jpg", orientation=6)
    before = path.read_bytes(), path.stat().st_mtime_ns
    read_photo(path, INPUT_PX, CONFIG)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


@pytest.mark.parametrize(
    "block", [b"Exif\0\0garbage", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff"]
)
def test_read_photo_damaged_exif_costs_only_the_exif(tmp_path: Path, block: bytes) -> None:
    plain = draw_photo(tmp_path / "a.jpg", "blue").read_bytes()
    segment = b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block
    (tmp_path / "b.jpg").write_bytes(plain[:2] + segment + plain[2:])
    media = read_photo(tmp_path / "b.jpg", INPUT_PX, CONFIG)
    assert media.frames[0].pixels.mean(axis=(0, 1)).argmax() == 2
    assert media.facts.taken_from_file
    assert not media.facts.is_partial
