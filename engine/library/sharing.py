"""What a person takes out of the library: details of a file, copies of files, stretches of clips."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from engine.browse_records import ExportReport, MediaDetails
from engine.errors import BadData, DiskFull, EngineError, FolderMissing, MediaInaccessible
from engine.jobs import CancelToken, Progress, Reporter, ignore_progress
from engine.library.folder_list import absolute_path, folder_outside, known_file
from engine.library.picture_desk import PictureDesk
from engine.media.clip_streams import clock, cut_suffix
from engine.records import MediaId
from engine.store import Store

_CHUNK_BYTES = 1 << 20
_MAX_NAMES = 10_000


class Sharing:
    """Reads details, and writes copies into folders outside the library's. May be asked by several threads."""

    def __init__(self, store: Store, desk: Callable[[], PictureDesk]) -> None:
        self._store = store
        self._desk = desk

    def details(self, path: Path) -> MediaDetails:
        """Return what a file says about itself, with own captions and other files of the same content.

        Raises:
            FolderMissing: There is no such file.
            MediaUnreadable: It cannot be read.
        """
        file = known_file(self._store, path)
        details = self._desk().details(file)
        item = self._store.media.by_path(file)
        if item is None:
            return details
        content_hash = self._store.media.hashes([item.media_id]).get(item.media_id)
        hashes = [] if content_hash is None else [content_hash]
        captions = tuple(found.text for _, found in self._store.captions.of(hashes))
        copies = self._store.files.of_media([item.media_id]).get(item.media_id, [])
        return dataclasses.replace(
            details, captions=captions, copies=tuple(copy for copy in copies if absolute_path(copy) != file)
        )

    def export(
        self,
        media_ids: Sequence[MediaId],
        folder: Path,
        *,
        cancel: CancelToken | None = None,
        report: Reporter = ignore_progress,
    ) -> ExportReport:
        """Copy files into a folder; a name that is taken there gets a number, nothing is ever replaced.

        Raises:
            BadData: The folder belongs to the library's own.
            FolderMissing: It is not there.
            DiskFull: It cannot be written.
            Cancelled: A stop was asked for; what was copied whole stays.
        """
        target, token = folder_outside(self._store, folder), cancel or CancelToken()
        ids = list(dict.fromkeys(MediaId(int(media_id)) for media_id in media_ids))
        written: list[Path] = []
        failed: list[tuple[str, str]] = []
        total_bytes = 0
        for start in range(0, len(ids), 500):
            items = self._store.media.get_many(ids[start : start + 500])
            for place, media_id in enumerate(ids[start : start + 500], start=start):
                token.check()
                item = items.get(media_id)
                name = item.path.name if item is not None else "a photo that is no longer in the library"
                report(Progress(place, len(ids), name))
                try:
                    if item is None:
                        raise FolderMissing("It is no longer in the library.")
                    copy, size_bytes = _copied(item.path, target, token)
                except EngineError as error:
                    if isinstance(error, DiskFull):
                        raise
                    failed.append((name, error.user_text))
                    continue
                written.append(copy)
                total_bytes += size_bytes
        report(Progress(len(ids), len(ids), ""))
        return ExportReport(target, tuple(written), tuple(failed), total_bytes)

    def export_clip(self, path: Path, start_s: float, end_s: float, folder: Path) -> ExportReport:
        """Copy a stretch of a clip into a folder as a clip of its own, without loss.

        Raises:
            BadData: The folder belongs to the library's own, or the stretch is empty.
            FolderMissing: The folder or the clip is not there.
            MediaUnreadable: The clip cannot be read.
            DiskFull: The folder cannot be written.
        """
        if not end_s > start_s >= 0:
            raise BadData("The stretch of the clip is empty.")
        file, target = absolute_path(path), folder_outside(self._store, folder)
        stretch = f"{clock(start_s)}-{clock(end_s)}".replace(":", ".")  # no name on Windows has a colon
        stem = f"{file.stem} {stretch}"
        final = _reserve(target, f"{stem}{cut_suffix(file)}")
        # The copy is written under a name of its own first, so that no other program sees half of it.
        part = final.with_name(f".evoke-{os.getpid()}-{final.name}")
        try:
            self._desk().cut(file, start_s, end_s, part)
            part.replace(final)
        except BaseException:
            part.unlink(missing_ok=True)
            final.unlink(missing_ok=True)
            raise
        return ExportReport(target, (final,), (), final.stat().st_size)


def _copied(source: Path, folder: Path, token: CancelToken) -> tuple[Path, int]:
    """Copy a file under a free name; return that and how many bytes it has. Half a copy never stays."""
    try:
        reading = source.open("rb")
    except OSError as error:
        raise FolderMissing("The file is not there or may not be read.", path=source) from error
    with reading:
        target, size_bytes = _reserve(folder, source.name), 0
        try:
            with target.open("wb") as writing:
                for chunk in _chunks(reading, source):
                    token.check()
                    size_bytes += writing.write(chunk)
        except OSError as error:
            target.unlink(missing_ok=True)
            raise DiskFull("The folder to copy into cannot be written.", path=folder) from error
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        with contextlib.suppress(OSError):  # some file systems keep neither times nor rights; the copy is whole
            shutil.copystat(source, target)
    return target, size_bytes


def _chunks(reading: BinaryIO, source: Path) -> Iterator[bytes]:
    """Read a file. That it cannot be read to its end is its own fault, not that of the folder it is copied into.

    Raises:
        MediaInaccessible: It cannot be read.
    """
    try:
        while chunk := reading.read(_CHUNK_BYTES):
            yield chunk
    except OSError as error:
        text = f"{source.name} cannot be read: {error.strerror or error}."
        raise MediaInaccessible(text, hint="Is its disk all right?", path=source) from error


def _reserve(folder: Path, name: str) -> Path:
    """Make an empty file under a name that was free, and return its path."""
    stem, suffix = Path(name).stem, Path(name).suffix
    for number in range(1, _MAX_NAMES):
        path = folder / (name if number == 1 else f"{stem} ({number}){suffix}")
        try:
            path.open("xb").close()
        except FileExistsError:
            continue
        except OSError as error:
            raise DiskFull("The folder to copy into cannot be written.", path=folder) from error
        return path
    raise DiskFull("There are too many files of this name in the folder.", path=folder)
