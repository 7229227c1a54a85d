"""What is checked before a fine-tuning begins, each with a sentence that says what to do."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from engine.cots.lazy_encoder import LazyEncoder
from engine.errors import BadConfig, BadData, DiskFull, FolderMissing
from engine.library import tuning_data
from engine.library.folder_list import absolute_path
from engine.model_records import FinetuneRequest

MINUTES_AT_MOST: Final = 7 * 24 * 60
_CHECKPOINTS_OF_ROOM: Final = 4  # the new one, its copy among the models, and what the training saves


def check_guard(request: FinetuneRequest) -> tuple[Path, Path] | None:
    """Return the guard's pictures and captions, None where there are none of the person's own.

    Raises:
        BadData: One of them is given without the other.
        FolderMissing: They are not there.
    """
    images, captions = request.guard_images, request.guard_captions
    if images is None and captions is None:
        return None
    if images is None or captions is None:
        raise BadData("Pictures to guard and their captions are given together, or not at all.")
    for path in (images, captions):
        if not absolute_path(path).exists():
            raise FolderMissing(f"There is nothing at {path}.", path=path)
    return absolute_path(images), absolute_path(captions)


def check_minutes(minutes: float | None) -> None:
    """Refuse a time that is none.

    Raises:
        BadConfig: It is out of bounds.
    """
    if minutes is not None and not 0 < minutes <= MINUTES_AT_MOST:
        raise BadConfig(f"The training may take more than 0 and at most {MINUTES_AT_MOST} minutes, not {minutes:g}.")


def check_count(contents: set[str]) -> None:
    """Refuse too few captioned pictures.

    Raises:
        BadData: There are too few.
    """
    if len(contents) < tuning_data.PICTURES_AT_LEAST:
        raise BadData(
            f"Fine-tuning needs captions of at least {tuning_data.PICTURES_AT_LEAST} photos or clips; "
            f"there are {len(contents)}.",
            hint="Add some with evoke captions add or evoke captions import.",
        )


def needed_bytes(base: LazyEncoder, pictures: int) -> int:
    """Return the room that a fine-tuning of so many pictures needs on disk."""
    checkpoint_bytes = sum(file.stat().st_size for file in base.folder.iterdir() if file.is_file())
    return pictures * base.input_px**2 * 3 + _CHECKPOINTS_OF_ROOM * checkpoint_bytes


def check_room(library_dir: Path, base: LazyEncoder, pictures: int) -> None:
    """Refuse to begin where the disk is too full for it.

    Raises:
        DiskFull: It is.
    """
    needed, free = needed_bytes(base, pictures), shutil.disk_usage(library_dir).free
    if free < needed:
        raise DiskFull(
            f"Fine-tuning needs {needed / 1e6:.0f} MB of disk; {free / 1e6:.0f} MB are free.",
            hint="Free some space and try again.",
            path=library_dir,
        )
