"""Libraries of any size without their files: rows and vectors as indexing would have left them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.cots.checkpoint_header import read_header
from engine.records import MediaFacts, MediaKind, SpaceId
from engine.store import Store

CLIP_FRAMES: Final = 40
CLIP_EVERY: Final = 41  # so that half of all frames are of clips
_SCENES: Final = 1000
_NOISE: Final = 0.03
_AT_ONCE: Final = 4000
_A_FOLDER: Final = 500  # files in one
SIZE_BYTES: Final = 64
MTIME_NS: Final = 1_700_000_000_000_000_000
_CAMERAS: Final = ("Canon EOS 80D", "Apple iPhone 13", "Google Pixel 7", "SONY ILCE-7M3", "")
_DONE: Final = "made.json"


@dataclass(frozen=True, slots=True)
class RowPlan:
    """Which rows to write.

    Attributes:
        media: How many photos and clips.
        clip_every: Every how manieth is a clip; 0 for none.
    """

    media: int
    clip_every: int = CLIP_EVERY

    @classmethod
    def of_vectors(cls, vectors: int) -> RowPlan:
        """Plan for so many vectors, half of them of clips, or a few less."""
        return cls(max(1, vectors * CLIP_EVERY // (CLIP_EVERY - 1 + CLIP_FRAMES)))

    def is_clip(self, number: int) -> bool:
        """Whether the medium of this number is a clip."""
        return bool(self.clip_every) and number % self.clip_every == self.clip_every - 1

    @property
    def vectors(self) -> int:
        """How many frames there are."""
        clips = self.media // self.clip_every if self.clip_every else 0
        return self.media + clips * (CLIP_FRAMES - 1)


def make_rows(
    folder: Path, model: Path, plan: RowPlan, originals: Path, say: Callable[[int, int], None] = lambda done, of: None
) -> int:
    """Write the rows of a library, or take those an earlier run wrote; return how many vectors it has.

    Args:
        folder: The library's.
        model: The checkpoint whose space they are in.
        plan: How many of what.
        originals: Where the files would lie.
        say: Told how far it is.

    Raises:
        DiskFull: They cannot be written.
    """
    header = read_header(model)
    stamp = json.dumps([plan.media, plan.clip_every, header.fingerprint, str(originals)])
    done = folder / _DONE
    if done.is_file() and done.read_text(encoding="utf-8") == stamp:
        return plan.vectors
    scenes = unit(np.random.default_rng(0).standard_normal((_SCENES, header.config.vector_dim)))
    with Store.open(folder) as store:
        with store.write() as tx:
            space_id = store.spaces.put(tx, header.fingerprint, header.config.name, header.config.vector_dim)
            store.folders.add(tx, originals)
        for start in range(0, plan.media, _AT_ONCE):
            say(start, plan.media)
            _write(store, space_id, plan, range(start, min(plan.media, start + _AT_ONCE)), originals, scenes)
    done.write_text(stamp, encoding="utf-8")
    return plan.vectors


def path_of(originals: Path, plan: RowPlan, number: int) -> Path:
    """Return where the file of a number would lie."""
    suffix = "mp4" if plan.is_clip(number) else "jpg"
    return originals / f"{number // _A_FOLDER:05}" / f"IMG_{number:07}.{suffix}"


def unit(vectors: NDArray[np.floating]) -> NDArray[np.float32]:
    """Return rows (N, D) at unit length."""
    scaled: NDArray[np.float32] = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return scaled


def drawn_vectors(count: int, dim: int, seed: int) -> NDArray[np.float32]:
    """Return (N, D) unit vectors in a thousand groups, as photos of a thousand scenes have."""
    scenes = np.random.default_rng(0).standard_normal((_SCENES, dim))
    rng = np.random.default_rng([seed, 1])
    chosen = unit(scenes)[rng.integers(0, _SCENES, count)]
    return unit(chosen + rng.normal(0, _NOISE, (count, dim)))


def _write(
    store: Store, space_id: SpaceId, plan: RowPlan, numbers: range, originals: Path, scenes: NDArray[np.float32]
) -> None:
    rng = np.random.default_rng(numbers.start)
    marks = {}
    with store.write() as tx:
        for number in numbers:
            is_clip = plan.is_clip(number)
            kind, frames = (MediaKind.VIDEO, CLIP_FRAMES) if is_clip else (MediaKind.PHOTO, 1)
            taken = datetime(2000, 1, 1, 8) + timedelta(seconds=number * 600)
            facts = MediaFacts(
                4000, 3000, taken, camera=_CAMERAS[number % 5], duration_s=30.0 if is_clip else None, reader="drawn"
            )
            media_id = store.media.put(tx, _hash_of(number), kind, facts)
            store.files.put(tx, path_of(originals, plan, number), media_id, SIZE_BYTES, MTIME_NS)
            frame_ids = store.frames.put(tx, media_id, [0.75 * frame for frame in range(frames)])
            base = scenes[[(number * 31 + frame) % len(scenes) for frame in range(frames)]]
            own = unit(base + rng.normal(0, _NOISE, base.shape))
            store.vectors.put(tx, space_id, media_id, frame_ids, own)
            marks[media_id] = rng.bytes(16)
        store.signatures.put(tx, marks)


def _hash_of(number: int) -> str:
    return f"{(number * 0x9E3779B97F4A7C15) % 2**64:016x}{number:016x}"
