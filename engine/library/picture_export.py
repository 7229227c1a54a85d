"""Decodes the pictures of a fine-tuning into its folder, in a fixed order and with bounded memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.config import Config
from engine.errors import DecoderUnavailable, EngineError
from engine.jobs import CancelToken, Progress, Reporter
from engine.library.picture_desk import PictureDesk
from engine.library.run_folder import RunFolder
from engine.library.tuning_pictures import TuningPicture
from engine.media.workers import DecodePool


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
    desk = PictureDesk(config, input_px)
    try:
        with DecodePool(config.decoding, config.sampling, input_px) as pool, run.picture_writer(input_px) as writer:
            photos = _photos(pool, [item for item in pictures if item.time_s is None], cancel)
            for done, picture in enumerate(pictures):
                cancel.check()
                report(Progress(done, len(pictures), "Reading pictures"))
                pixels = next(photos) if picture.time_s is None else _frame(desk, picture, picture.time_s)
                if pixels is None:
                    unread.append(picture)
                else:
                    writer.add(pixels, picture.name, picture.content_hash, picture.captions)
    finally:
        desk.close()
    return tuple(unread)


def _photos(
    pool: DecodePool, photos: Sequence[TuningPicture], cancel: CancelToken
) -> Iterator[NDArray[np.uint8] | None]:
    """Yield every photo in the given order, however the workers finish them; None where one cannot be read."""
    early: dict[str, NDArray[np.uint8] | None] = {}
    decoded = pool.decode((photo.path for photo in photos), cancel=cancel)
    hashes = {photo.path: photo.content_hash for photo in photos}
    for photo in photos:
        while photo.content_hash not in early:
            path, media = next(decoded)
            early[hashes[path]] = None if isinstance(media, EngineError) else media.frames[0].pixels
        yield early.pop(photo.content_hash)


def _frame(desk: PictureDesk, picture: TuningPicture, time_s: float) -> NDArray[np.uint8] | None:
    try:
        return desk.frame(picture.path, time_s)
    except DecoderUnavailable:
        raise
    except EngineError:
        return None
