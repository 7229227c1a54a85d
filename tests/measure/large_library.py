"""Makes a library of any size out of drawn pictures: `python -m tests.measure.large_library DIR COUNT`.

Rows are written as indexing writes them, with the vectors of a few hundred drawn scenes, each a little different; the
thumbnails are links to those of the scenes, and the originals to some large pictures of them. One in twenty is a clip
of forty kept frames, which has no original that can be played.
"""

from __future__ import annotations

import io
import os
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.bench.drawn_pictures import draw_scene
from engine.config import ComputeConfig
from engine.cots.catalogue import find_checkpoint
from engine.cots.encoder import CotsEncoder
from engine.media.signature import signature
from engine.media.thumbnails import ThumbnailStore
from engine.records import MediaFacts, MediaKind
from engine.store import Store

SCENES = 240
ORIGINALS = 24
ORIGINAL_PX = (4000, 3000)
CLIP_EVERY = 20
CLIP_FRAMES = 40
_AT_ONCE = 2000
_CAMERAS = ("Canon EOS 80D", "Apple iPhone 13", "Google Pixel 7", "Sony ILCE-7M3", "")


def make_library(folder: Path, count: int, *, with_files: bool = True) -> None:
    """Fill a library with `count` photos and clips, newest last."""
    encoder = CotsEncoder.load(find_checkpoint("auto", folder / "no-models"), ComputeConfig(threads=1))
    pictures = [Image.fromarray(draw_scene(number, 320, 240)) for number in range(SCENES)]
    squares = np.stack([np.asarray(picture.resize((encoder.input_px,) * 2)) for picture in pictures])
    vectors = encoder.encode_pictures(squares)
    jpegs = [_jpeg(picture) for picture in pictures]
    sources = []
    for number, jpeg in enumerate(jpegs):
        source = folder / "scenes" / f"{number}.jpg"
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_bytes(jpeg)
        sources.append(source)
    originals = []
    for number in range(ORIGINALS):
        original = folder / "scenes" / f"original {number}.jpg"
        original.write_bytes(_jpeg(pictures[number].resize(ORIGINAL_PX)))
        originals.append(original)
    thumbnails = ThumbnailStore(folder / "thumbnails")
    with Store.open(folder) as store:
        with store.write() as tx:
            space_id = store.spaces.put(tx, encoder.fingerprint, encoder.name, encoder.dim)
            store.folders.add(tx, folder / "Pictures")
        began = time.perf_counter()
        for start in range(0, count, _AT_ONCE):
            numbers = range(start, min(count, start + _AT_ONCE))
            if with_files:
                for number in numbers:
                    _link(thumbnails, folder, number, sources, originals[number % ORIGINALS])
            _write(store, space_id, folder, numbers, vectors, jpegs, [found.stat() for found in originals])
            sys.stderr.write(f"\r{min(count, start + _AT_ONCE):,} in {time.perf_counter() - began:.0f} s")
    sys.stderr.write("\n")


def path_of(folder: Path, number: int) -> Path:
    """Return where the original of a number would be."""
    taken_at = taken(number)
    suffix = "mp4" if number % CLIP_EVERY == CLIP_EVERY - 1 else "jpg"
    return folder / "Pictures" / f"{taken_at.year}" / f"{taken_at.month:02}" / f"IMG_{number:07}.{suffix}"


def hash_of(number: int) -> str:
    """Return a content hash that spreads over folders like a real one."""
    return f"{(number * 0x9E3779B97F4A7C15) % 2**64:016x}{number:048x}"


def taken(number: int) -> datetime:
    """Return the capture time: some twenty pictures a day."""
    return datetime(2000, 1, 1, 8) + timedelta(seconds=number * 700)


def _write(
    store: Store,
    space_id: object,
    folder: Path,
    numbers: range,
    vectors: NDArray[np.float32],
    jpegs: list[bytes],
    found: list[os.stat_result],
) -> None:
    rng = np.random.default_rng(numbers.start)
    marks = {}
    with store.write() as tx:
        for number in numbers:
            is_clip = number % CLIP_EVERY == CLIP_EVERY - 1
            kind = MediaKind.VIDEO if is_clip else MediaKind.PHOTO
            facts = MediaFacts(
                4000, 3000, taken(number), camera=_CAMERAS[number % 5], duration_s=30.0 if is_clip else None
            )
            media_id = store.media.put(tx, hash_of(number), kind, facts)
            file = found[number % ORIGINALS]  # as it is found: whoever looks again must not read it anew
            store.files.put(tx, path_of(folder, number), media_id, file.st_size, file.st_mtime_ns)
            times_s = [0.75 * frame for frame in range(CLIP_FRAMES if is_clip else 1)]
            frame_ids = store.frames.put(tx, media_id, times_s)
            base = vectors[[(number + frame // 10) % SCENES for frame in range(len(times_s))]]
            own = base + rng.normal(0, 0.02, base.shape)
            own /= np.linalg.norm(own, axis=1, keepdims=True)
            store.vectors.put(tx, space_id, media_id, frame_ids, own.astype(np.float32))  # type: ignore[arg-type]  # a SpaceId
            marks[media_id] = _own_outline(signature(jpegs[number % SCENES]) or b"", rng)
        store.signatures.put(tx, marks)


def _own_outline(bits: bytes, rng: np.random.Generator) -> bytes:
    """Change a third of the bits, so that pictures of one scene are not taken for copies of one picture."""
    flips = (rng.random(len(bits) * 8) < 0.33).astype(np.uint8)
    return (np.frombuffer(bits, np.uint8) ^ np.packbits(flips)).tobytes()


def _link(thumbnails: ThumbnailStore, folder: Path, number: int, sources: list[Path], source: Path) -> None:
    is_clip = number % CLIP_EVERY == CLIP_EVERY - 1
    for frame in range(CLIP_FRAMES if is_clip else 1):
        target = thumbnails.path_of(hash_of(number), 0.75 * frame)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(sources[(number + frame // 10) % SCENES], target)
    original = path_of(folder, number)
    original.parent.mkdir(parents=True, exist_ok=True)
    os.link(source, original)


def _jpeg(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


if __name__ == "__main__":
    make_library(Path(sys.argv[1]).absolute(), int(sys.argv[2]), with_files="--rows-only" not in sys.argv)
