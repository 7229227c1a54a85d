"""What indexing would cost, said before it starts: only what is new or changed is counted.

Some of the very files are decoded, and some pictures embedded, for a few seconds: no table knows how large somebody's
photos are, how their camera packs clips, or how quick their disk is. See docs/decisions/029-cost-before.md.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from engine.config import Config, SamplingConfig
from engine.cots.protocol import Encoder
from engine.errors import EngineError
from engine.index.marking import mark
from engine.index.pace import Pace
from engine.jobs import CancelToken, ignore_progress
from engine.library.densities import density_of, sampling_with
from engine.library.index_speed import Embedding, Speed, known_speed, remember_speed, spread, together_s, try_embedding
from engine.library_records import ClipTrial, Density, DensityCost, IndexEstimate
from engine.media import sampling
from engine.media.workers import DecodePool
from engine.records import DecodedMedia, MediaKind, SpaceId
from engine.store import Store

_PHOTOS_TRIED: Final = 8
_CLIPS_TRIED: Final = 3
_PHOTO_TRIAL_S: Final = 1.5
_STRETCH_S: Final = 0.35  # for each density of each clip that is tried
_GUESSED_FRAME_S: Final = 0.03  # looking at one frame of a clip, where none could be tried
_GUESSED_EMBED_S: Final = 0.04
_START_S: Final = 0.5  # of the decoding processes, where it was not measured
_STORING_S: Final = 0.008  # each frame: rows, a thumbnail
_ROW_BYTES: Final = 400
_BYTES_PER_NUMBER: Final = 2
_BLOCK_BYTES: Final = 4096  # of a file system: a file takes whole ones
_ENOUGH_TO_TRY: Final = 3


@dataclass(frozen=True, slots=True)
class _Clips:
    """The new clips: their lengths, and what some of them cost."""

    durations_s: tuple[float, ...]
    trials: tuple[ClipTrial, ...]

    def cost(self, place: int, density: SamplingConfig) -> tuple[float, float, float]:
        """Return seconds of decoding, frames kept and bytes of thumbnails with a density."""
        looked_at = sum(sampling.frame_count(duration_s, density) for duration_s in self.durations_s)
        if not self.trials:
            return looked_at * _GUESSED_FRAME_S, looked_at, looked_at * _on_disk(12_000)
        tried = [(trial.open_s, trial.readings[place]) for trial in self.trials]
        open_s = sum(open_s for open_s, _ in tried) / len(tried) * len(self.durations_s)
        frame_s = sum(reading.frame_s for _, reading in tried) / len(tried)
        kept = looked_at * sum(reading.kept_share for _, reading in tried) / len(tried)
        kept = max(kept, float(len(self.durations_s)))
        thumbnail = sum(_on_disk(reading.thumbnail_bytes) for _, reading in tried) / len(tried)
        return open_s + looked_at * frame_s, kept, kept * thumbnail


def estimate_cost(
    store: Store,
    space_id: SpaceId,
    encoder: Encoder,
    config: Config,
    paths: Sequence[Path],
    *,
    cancel: CancelToken,
) -> IndexEstimate:
    """Look through the paths and into the head of every new clip, and try how quick this machine is with them.

    Raises:
        FolderMissing: A path is not there.
        Cancelled: A stop was asked for.
    """
    due = mark(store, space_id, paths, cancel, Pace(ignore_progress)).todo if paths else ()
    speed = known_speed(store, encoder)
    is_tried = len(due) >= _ENOUGH_TO_TRY
    if is_tried:
        speed = replace(speed, embed_s=try_embedding(encoder, cancel))
    photos = [(file.size_bytes, file.path) for file in due if file.kind is MediaKind.PHOTO]
    densities = [sampling_with(config.sampling, density) for density in Density]
    with DecodePool(config.decoding, config.sampling, encoder.input_px) as pool:
        start_s = _start_s(pool, due[0].path, cancel) if is_tried else _START_S
        durations_s = _durations(pool, [file.path for file in due if file.kind is MediaKind.VIDEO], cancel)
        with Embedding(encoder) if is_tried else nullcontext() as embedding:
            clips = _Clips(tuple(durations_s.values()), _trials(pool, _by_length(durations_s), densities, cancel))
            if len(photos) >= _ENOUGH_TO_TRY:
                speed = _try_photos(pool, photos, speed, cancel)
        if embedding is not None:
            speed = replace(speed, embed_busy_s=embedding.picture_s)
    remember_speed(store, encoder, speed)
    sizes = [size_bytes for size_bytes, _ in photos]
    chosen = density_of(store)
    cost = _Costing(sizes, clips, speed, encoder, config, pool.workers, start_s)
    return cost.estimate(chosen, is_measured=speed.is_measured and bool(due))


def density_costs(
    store: Store, space_id: SpaceId, encoder: Encoder, config: Config, *, cancel: CancelToken
) -> IndexEstimate:
    """Say what looking at all known clips again would cost with each density.

    Raises:
        Cancelled: A stop was asked for.
    """
    speed = replace(known_speed(store, encoder), embed_s=try_embedding(encoder, cancel))
    known = store.media.clip_lengths(space_id)
    lengths = {media_id: length_s for media_id, length_s in known.items() if length_s > 0}
    there = [
        (round(lengths[media_id] * 1000), path)
        for media_id, paths in store.files.of_media(list(lengths)).items()
        if (path := next((path for path in paths if path.exists()), None)) is not None
    ]
    densities = [sampling_with(config.sampling, density) for density in Density]
    with DecodePool(config.decoding, config.sampling, encoder.input_px) as pool, Embedding(encoder) as embedding:
        trials = _trials(pool, there, densities, cancel)
    speed = replace(speed, embed_busy_s=embedding.picture_s)
    clips = _Clips(tuple(known.values()), trials)
    return _Costing([], clips, speed, encoder, config, pool.workers).estimate(density_of(store), is_measured=True)


@dataclass(frozen=True, slots=True)
class _Costing:
    """Everything that a cost is made of."""

    photo_sizes: Sequence[int]
    clips: _Clips
    speed: Speed
    encoder: Encoder
    config: Config
    workers: int
    start_s: float = _START_S

    def estimate(self, chosen: Density, *, is_measured: bool) -> IndexEstimate:
        """Return the cost with every density, and with the chosen one."""
        costs = tuple(self._cost(place, density) for place, density in enumerate(Density))
        in_force = next(cost for cost in costs if cost.density is chosen)
        clips = self.clips.durations_s
        return IndexEstimate(
            photos=len(self.photo_sizes),
            clips=len(clips),
            clip_seconds=sum(clips),
            frames=in_force.frames,
            seconds=in_force.seconds,
            disk_bytes=in_force.disk_bytes,
            densities=costs if clips else (),
            density=chosen,
            is_measured=is_measured,
        )

    def _cost(self, place: int, density: Density) -> DensityCost:
        how = sampling_with(self.config.sampling, density)
        clip_s, kept, thumbnail_bytes = self.clips.cost(place, how)
        photo_s = sum(self.photo_sizes) / self.speed.photo_bytes * self.speed.photo_s
        photos = len(self.photo_sizes)
        frames = photos + round(kept)
        clips = len(self.clips.durations_s)
        speed = self.speed if self.speed.is_measured else replace(self.speed, embed_s=_GUESSED_EMBED_S)
        seconds = together_s((photo_s + clip_s) / self.workers, frames, speed) + frames * _STORING_S
        # A clip is embedded once all of it is decoded: of the last one nothing is left to decode meanwhile.
        seconds += min(clip_s, kept * speed.embed_s) / max(1, clips)
        thumbnails = photos * _on_disk(self.speed.thumbnail_bytes) + thumbnail_bytes
        return DensityCost(
            density=density,
            interval_s=how.interval_s,
            frames=frames,
            seconds=(seconds * self.speed.correction + self.start_s) if photos or clips else 0.0,
            disk_bytes=round(thumbnails) + frames * (self.encoder.dim * _BYTES_PER_NUMBER + _ROW_BYTES),
        )


def _start_s(pool: DecodePool, path: Path, cancel: CancelToken) -> float:
    """Return how long it takes until a new decoding process has answered once."""
    began_s = time.perf_counter()
    for _ in pool.probe([path], cancel=cancel):
        pass
    return time.perf_counter() - began_s


def _durations(pool: DecodePool, paths: Sequence[Path], cancel: CancelToken) -> dict[Path, float]:
    """Return how long each clip is; one that cannot be read counts as a moment."""
    known = dict.fromkeys(paths, 0.0)
    for path, facts in pool.probe(paths, cancel=cancel):
        if not isinstance(facts, EngineError):
            known[path] = max(0.0, facts.duration_s or 0.0)
    return known


def _by_length(durations_s: Mapping[Path, float]) -> list[tuple[int, Path]]:
    return [(round(duration_s * 1000), path) for path, duration_s in durations_s.items() if duration_s]


def _trials(
    pool: DecodePool, by_length: Sequence[tuple[int, Path]], densities: Sequence[SamplingConfig], cancel: CancelToken
) -> tuple[ClipTrial, ...]:
    """Try clips of short, middle and great length."""
    trials = []
    for _, path in spread(by_length, _CLIPS_TRIED):
        cancel.check()
        try:
            trials.append(pool.try_clip(path, densities, _STRETCH_S))
        except EngineError:
            continue  # it is told of when it is indexed
    return tuple(trials)


def _try_photos(pool: DecodePool, photos: Sequence[tuple[int, Path]], speed: Speed, cancel: CancelToken) -> Speed:
    """Decode a few photos one after the other; the first only wakes the process."""
    some = spread(photos, _PHOTOS_TRIED)
    took_s, size_bytes, thumbnails = 0.0, 0, list[int]()
    for number, (size, path) in enumerate([some[len(some) // 2], *some]):
        began_s = time.perf_counter()
        ((_, outcome),) = pool.decode([path], cancel=cancel)
        if number == 0 or not isinstance(outcome, DecodedMedia):
            continue
        took_s += time.perf_counter() - began_s
        size_bytes += size
        thumbnails += [len(frame.thumbnail) for frame in outcome.frames]
        if took_s > _PHOTO_TRIAL_S:
            break
    if not thumbnails or not size_bytes:
        return speed
    count = len(thumbnails)
    return replace(
        speed,
        photo_s=took_s / count,
        photo_bytes=size_bytes / count,
        thumbnail_bytes=sum(thumbnails) / count,
    )


def _on_disk(size_bytes: float) -> float:
    return -(-size_bytes // _BLOCK_BYTES) * _BLOCK_BYTES
