"""Writes the captioned pictures of a library as a folder that `evoke train --data` takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.config import Config
from engine.errors import BadData
from engine.jobs import CancelToken, Reporter
from engine.library.picture_export import read_pictures
from engine.library.tuning_pictures import TuningPicture, captioned_pictures
from engine.model_records import PairExport
from engine.store import Store
from engine.store.path_bytes import storable_text
from engine.training.data.manifest_writer import ManifestRow, write_manifest

SIDE_AT_LEAST_PX: Final = 16
SIDE_AT_MOST_PX: Final = 2048


class PairExporter:
    """One export from one library."""

    def __init__(self, store: Store, config: Config) -> None:
        self._store = store
        self._config = config
        self._written: list[TuningPicture] = []
        self._unread: list[TuningPicture] = []

    def run(self, folder: Path, side_px: int, *, cancel: CancelToken, report: Reporter) -> PairExport:
        """Write every captioned photo and moment whose file is there, each with all its captions, as squares.

        Raises:
            BadData: There is nothing to write, the side is out of bounds, or the folder is watched, the library's own
                or holds other files.
            DiskFull: It cannot be written.
            DecoderUnavailable: No process can be started to read pictures.
            Cancelled: A stop was asked for.
        """
        if not SIDE_AT_LEAST_PX <= side_px <= SIDE_AT_MOST_PX:
            raise BadData(f"Pictures may have {SIDE_AT_LEAST_PX} to {SIDE_AT_MOST_PX} pixels a side, not {side_px}.")
        self._check_folder(folder)
        pictures = captioned_pictures(self._store)
        decoded = read_pictures(pictures, self._config, side_px, cancel=cancel, report=report)
        with closing(decoded):
            write_manifest(folder, self._pairs(decoded), side_px)
        there = {picture.content_hash for picture in pictures}
        return PairExport(
            folder=folder,
            side_px=side_px,
            pictures=len(self._written),
            captions=sum(len(picture.captions) for picture in self._written),
            unread=tuple(_name(picture) for picture in self._unread),
            without_file=sum(record.content_hash not in there for record in self._store.captions.all()),
        )

    def _pairs(
        self, decoded: Iterator[tuple[TuningPicture, NDArray[np.uint8] | None]]
    ) -> Iterator[tuple[ManifestRow, NDArray[np.uint8]]]:
        for picture, pixels in decoded:
            if pixels is None:
                self._unread.append(picture)
            else:
                self._written.append(picture)
                yield ManifestRow(_name(picture), picture.captions, content=picture.content_hash), pixels
        if not self._written:  # told before anything takes the place of an earlier export
            raise BadData("No captioned photo or clip can be read now.", hint="See evoke captions list.")

    def _check_folder(self, folder: Path) -> None:
        """Keep originals and the library's own files apart from what is written."""
        real = folder.resolve()
        if any(real.is_relative_to(watched.path.resolve()) for watched in self._store.folders.all()):
            raise BadData(f"{folder} lies in a folder of the library, where nothing is written.", path=folder)
        if real.is_relative_to(self._store.library_dir.resolve()):
            raise BadData(f"{folder} belongs to the library itself.", path=folder)


def _name(picture: TuningPicture) -> str:
    """Name a picture so that no other is called the same."""
    path = storable_text(str(picture.path))
    return path if picture.time_s is None else f"{path} at {picture.time_s!r} s"
