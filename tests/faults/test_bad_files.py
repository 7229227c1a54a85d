"""Mutated photos and clips of every format, bombs, and names from hell: a typed reason for each, and nobody dies."""

from __future__ import annotations

import contextlib
import os
import random
import struct
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from engine.config import Config
from engine.errors import EngineError, MediaCrashed
from engine.library import Library
from engine.media.workers import DecodePool
from engine.records import DecodedMedia
from engine.setting_fields import override
from tests.faults.conftest import Amount, Figures
from tests.helpers.fakes import FakeEncoder
from tests.helpers.media import draw_photo, make_clip

PHOTOS = ("jpg", "png", "webp", "gif", "bmp", "tiff", "heic", "avif")
CLIPS = (("mp4", "libx264"), ("mov", "mpeg4"), ("mkv", "libx265"), ("webm", "libvpx-vp9"), ("avi", "mpeg4"))
SLOW_S = 20.0
_AT_ONCE = 200


@pytest.mark.parametrize("family", ["photos", "clips"])
def test_mutated_files_get_a_reason_and_kill_nobody(
    family: str, tmp_path: Path, amount: Amount, figures: Figures
) -> None:
    began = time.monotonic()
    seeds = _photos(tmp_path) if family == "photos" else _clips(tmp_path)
    rng = random.Random(4)
    count = amount(120, 20_000) if family == "photos" else amount(10, 1_000)
    config = override(Config(), {"decoding": {"workers": 1}})
    reasons: Counter[str] = Counter()
    slowest_s = peak_mb = 0.0
    crashed = []
    with DecodePool(config.decoding, config.sampling, 64) as pool:
        for start in range(0, count, _AT_ONCE):
            numbers = range(start, min(count, start + _AT_ONCE))
            files = [_mutant(tmp_path, number, seeds, rng) for number in numbers]
            last_s = _workers_cpu_s()
            for path, outcome in pool.decode(files):
                now_s = _workers_cpu_s()  # of the processor: others may keep it busy
                slowest_s, last_s = max(slowest_s, now_s - last_s), now_s
                reasons["decoded" if isinstance(outcome, DecodedMedia) else outcome.code] += 1
                if isinstance(outcome, MediaCrashed):
                    crashed.append(path.name)
                assert isinstance(outcome, DecodedMedia) or (outcome.user_text and path.name in outcome.user_text)
            peak_mb = max(peak_mb, _workers_mb())
            for path in files:
                path.unlink()
    figures(
        family=family,
        files=count,
        reasons=dict(reasons),
        crashed=crashed[:10],
        slowest_cpu_s=round(slowest_s, 1),
        worker_peak_mb=round(peak_mb),
        seconds=round(time.monotonic() - began),
    )
    assert sum(reasons.values()) == count
    assert crashed == []
    assert slowest_s < SLOW_S


def test_bombs_are_refused_before_they_are_unpacked(tmp_path: Path, figures: Figures) -> None:
    bombs = {
        "wide.png": _png(65_000, 65_000),
        "tall.png": _png(1, 2**31 - 1),
        "huge.bmp": _bmp(60_000, 60_000),
        "huge.gif": b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0x80, 0, 0) + bytes(6) + b"\x3b",
        "huge.tiff": _tiff(100_000, 100_000),
        "endless.jpg": b"\xff\xd8" + b"\xff\xe0\x00\x02" * 100_000,
    }
    for name, content in bombs.items():
        (tmp_path / name).write_bytes(content)
    config = override(Config(), {"decoding": {"workers": 1}})
    took_ms: dict[str, float] = {}
    with DecodePool(config.decoding, config.sampling, 64) as pool:
        draw_photo(tmp_path / "harmless.png", "red")
        list(pool.decode([tmp_path / "harmless.png"]))  # the worker has started
        for name in bombs:
            began = time.perf_counter()
            ((_, outcome),) = list(pool.decode([tmp_path / name]))
            took_ms[name] = round((time.perf_counter() - began) * 1000)
            assert isinstance(outcome, EngineError), name
            assert not isinstance(outcome, MediaCrashed), name
        peak_mb = _workers_mb()
    figures(bombs=len(bombs), took_ms=took_ms, worker_mb=round(peak_mb))
    assert peak_mb < 1000


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be there")
def test_names_from_hell_are_listed_or_explained(tmp_path: Path, amount: Amount, figures: Figures) -> None:
    root = tmp_path / "names"
    root.mkdir()
    rng = random.Random(8)
    seed = draw_photo(tmp_path / "seed.png", "red").read_bytes()
    written = 0
    for number, name in enumerate(_names(rng, amount(60, 2_000))):
        path = os.path.join(os.fsencode(root), name)  # noqa: PTH118  # bytes, which pathlib does not take
        try:
            with open(path, "wb") as file:  # noqa: PTH123
                file.write(seed + str(number).encode())
            written += 1
        except OSError:
            continue  # this file system does not allow it
    os.mkfifo(root / "pipe.jpg")
    (root / "loop").symlink_to(root, target_is_directory=True)
    (root / "nowhere.jpg").symlink_to(root / "nothing")
    (root / "endless.jpg").symlink_to("/dev/zero")
    with Library.open(
        tmp_path / "library", override(Config(), {"decoding": {"workers": 1}}), encoder=FakeEncoder()
    ) as library:
        report = library.index([root])
        again = library.index()
        findings = library.verify().findings
    figures(names=written, photos=report.photos, problems=len(report.problems), seen_again=again.seen)
    assert report.photos + len(report.problems) == written
    assert report.problems == ()
    assert (again.embedded, again.removed, findings) == (0, 0, ())


def _photos(folder: Path) -> list[tuple[str, bytes]]:
    seeds = []
    for number, suffix in enumerate(PHOTOS):
        path = draw_photo(folder / f"seed.{suffix}", (20 * number, 90, 200), size=(120, 90))
        seeds.append((suffix, path.read_bytes()))
    camera = draw_photo(
        folder / "camera.jpg", "green", orientation=6, taken="2020:02:03 04:05:06", camera=("A", "B"), gps=(1.0, 2.0)
    )
    return [*seeds, ("jpg", camera.read_bytes())]


def _clips(folder: Path) -> list[tuple[str, bytes]]:
    return [
        (suffix, make_clip(folder / f"seed.{suffix}", ["red", "green", "blue"], hold=4, codec=codec).read_bytes())
        for suffix, codec in CLIPS
    ]


def _mutant(folder: Path, number: int, seeds: list[tuple[str, bytes]], rng: random.Random) -> Path:
    """Damage a file in one of the ways that files get damaged in, or that people damage them in."""
    suffix, content = seeds[number % len(seeds)]
    data = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        at, size = rng.randrange(max(1, len(data))), rng.choice((1, 1, 2, 4, 8, 64))
        kind = rng.randrange(7)
        if kind == 0:
            data[at : at + 1] = bytes([(data[at] if data else 0) ^ 1 << rng.randrange(8)])
        elif kind == 1:
            data[at : at + size] = rng.randbytes(size)
        elif kind == 2:
            data[at : at + size] = rng.choice((b"\x00", b"\xff", b"\x7f")) * size
        elif kind == 3:
            del data[at : at + size]
        elif kind == 4:
            data[at:at] = data[rng.randrange(max(1, len(data))) :][:size]
        elif kind == 5 and len(data) > 64:
            del data[max(32, at) :]
        else:
            at = rng.randrange(max(1, min(len(data), 256)))  # headers are where sizes are
            data[at : at + 4] = struct.pack(rng.choice("<>") + "I", rng.choice((0, 1, 2**16, 2**31 - 1, 2**32 - 1)))
    path = folder / f"{number}.{suffix}"
    path.write_bytes(data or b"\x00")
    return path


def _workers_cpu_s() -> float:
    """Return how long this process's children that have ended, and those that run, have kept a processor busy."""
    ended = os.times()
    running = 0.0
    for child in psutil.Process().children():
        with contextlib.suppress(psutil.Error):
            times = child.cpu_times()
            running += times.user + times.system
    return running + ended.children_user + ended.children_system


def _workers_mb() -> float:
    """Return what the largest decoding process of this test has taken so far."""
    found = 0.0
    for child in psutil.Process().children(recursive=True):
        try:
            lines = Path(f"/proc/{child.pid}/status").read_text("ascii").splitlines()
        except OSError:
            continue
        found = max([found, *(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))])
    return found


def _names(rng: random.Random, count: int) -> Iterator[bytes]:
    """Names of photos that some program stumbles over."""
    horrors = [
        b"-rf", b"--help", b" ", b"a  b", b"\n", b"line\nbreak", b"tab\t", b"\x1b[31mred", b"quote'\"`", b"$(true)",
        b"%s%n", b"*?[a-z]", b"{x}", b"<b>bold</b>", b"&amp;", b"'; DROP TABLE files; --", b"CON", b"aux.",
        b"\xff\xfe", b"\x80", "é".encode(), "e\u0301".encode(), "\U0001f600".encode(), "\u202egpj".encode(),
        "\u200b".encode(), "日本語".encode(), b"x" * 251, b".hidden"[1:], b"a" + b"b." * 100, b"\\back\\slash", b"~",
    ]  # fmt: skip
    yield from (name + b".png" for name in horrors[:count])
    for _ in range(max(0, count - len(horrors))):
        raw = bytes(byte for byte in rng.randbytes(rng.randint(1, 200)) if byte not in (0, 47))
        yield (raw.lstrip(b".") or b"x") + b".png"


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(bytes(10_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def _bmp(width: int, height: int) -> bytes:
    return (
        b"BM"
        + struct.pack("<IHHI", 54, 0, 0, 54)
        + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    )


def _tiff(width: int, height: int) -> bytes:
    entries = [(256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (278, 4, height)]
    entries += [(279, 4, width * height % 2**32)]
    directory = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries)
    return b"II*\x00" + struct.pack("<I", 8) + struct.pack("<H", len(entries)) + directory + bytes(4)
