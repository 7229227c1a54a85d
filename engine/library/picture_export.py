"""Decodes pictures for a training in a fixed order and with bounded memory."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing

import numpy as np
from numpy.typing import NDArray

from engine.config import Config
from engine.errors import DecoderUnavailable, EngineError
from engine.jobs import CancelToken, Progress, Reporter
from engine.library.picture_desk import PictureDesk
from engine.library.run_folder import RunFolder
from engine.library.tuning_pictures import TuningPicture
from engine.media.workers import DecodePool

Pixels = NDArray[np.uint8]


def export_pictures(
    run: RunFolder,
    pictures: Sequence[TuningPicture],
    config: Config,
    input_px: int,
    *,
    cancel: CancelToken,
    report: Reporter,
) -> tuple[TuningPicture, ...]:
    """Write the pictures as the encoder takes them; return those that could not be read, which are left out.

    Raises:
        Cancelled: A stop was asked for.
        DiskFull: They cannot be written.
        DecoderUnavailable: No process can be started to read them.
    """
    unread = []
    decoded = read_pictures(pictures, config, input_px, cancel=cancel, report=report)
    with closing(decoded), run.picture_writer(input_px) as writer:
        for picture, pixels in decoded:
            if pixels is None:
                unread.append(picture)
            else:
                writer.add(pixels, picture.name, picture.content_hash, picture.captions, picture.time_s)
    return tuple(unread)


def read_pictures(
    pictures: Sequence[TuningPicture], config: Config, input_px: int, *, cancel: CancelToken, report: Reporter
) -> Generator[tuple[TuningPicture, Pixels | None], None, None]:
    """Yield the pictures in their order as (S, S, 3) uint8; None for one that is stale or cannot be read.

    Raises:
        Cancelled: A stop was asked for.
        DecoderUnavailable: No process can be started to read them.
    """
    desk = PictureDesk(config, input_px)
    try:
        with DecodePool(config.decoding, config.sampling, input_px) as pool:
            photos = _photos(pool, [item for item in pictures if item.time_s is None and not item.is_stale], cancel)
            for done, picture in enumerate(pictures):
                cancel.check()
                report(Progress(done, len(pictures), "Reading pictures"))
                if picture.is_stale:
                    yield picture, None
                else:
                    yield picture, next(photos) if picture.time_s is None else _frame(desk, picture, picture.time_s)
    finally:
        desk.close()


def _photos(pool: DecodePool, photos: Sequence[TuningPicture], cancel: CancelToken) -> Iterator[Pixels | None]:
    """Yield every photo in the given order, however the workers finish them; None where one cannot be read."""
    early: dict[str, Pixels | None] = {}
    decoded = pool.decode((photo.path for photo in photos), cancel=cancel)
    hashes = {photo.path: photo.content_hash for photo in photos}
    for photo in photos:
        while photo.content_hash not in early:
            path, media = next(decoded)
            early[hashes[path]] = None if isinstance(media, EngineError) else media.frames[0].pixels
        yield early.pop(photo.content_hash)


def _frame(desk: PictureDesk, picture: TuningPicture, time_s: float) -> Pixels | None:
    try:
        return desk.frame(picture.path, time_s)
    except DecoderUnavailable:
        raise
    except EngineError:
        return None
