"""Captions written for other programs as small files: into a folder of the person's choice, or beside the pictures.

Originals are never opened for writing. Beside them files are made only where the person asked for exactly that, and a
file that is there already, whoever wrote it, stays as it is.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from engine.caption_records import SidecarExport, SidecarKind
from engine.errors import DiskFull
from engine.jobs import CancelToken, Progress, Reporter, ignore_progress
from engine.library.folder_list import folder_outside
from engine.media.xmp_text import xmp_page
from engine.records import MediaItem
from engine.store import Store
from engine.store.captions_table import CaptionRecord

_AT_ONCE: Final = 500
_FAILED: Final = 20


class SidecarExporter:
    """Writes captions as `.txt` (a line each) or `.xmp` (one description)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def export_sidecars(
        self,
        kind: SidecarKind,
        folder: Path | None,
        *,
        cancel: CancelToken | None = None,
        report: Reporter = ignore_progress,
    ) -> SidecarExport:
        """Write a file for every captioned photo and clip whose own file is there.

        Args:
            kind: What they look like.
            folder: Where to, in the same order of folders; None is beside the pictures.
            cancel: Asked between files; what was written stays.
            report: Told how far it is.

        Raises:
            BadData: The folder belongs to the library.
            FolderMissing: It is not there.
            DiskFull: It cannot be written.
            Cancelled: A stop was asked for.
        """
        target = None if folder is None else folder_outside(self._store, folder)
        roots = [record.path for record in self._store.folders.all()]
        token, written, kept, done = cancel or CancelToken(), 0, 0, 0
        failures: list[tuple[str, str]] = []
        total = self._store.captions.totals().contents
        for items in self._captioned(token):
            for item, captions in items:
                token.check()
                done += 1
                report(Progress(done, total, item.path.name))
                place = item.path if target is None else target / _below(item.path, roots)
                if item.is_missing:
                    failures.append((item.path.name, "Its drive is away."))
                    continue
                try:
                    is_new = _write(place, kind, captions, makes_folders=target is not None)
                except OSError as error:
                    if target is not None:
                        raise DiskFull("The folder cannot be written.", path=target) from error
                    failures.append((item.path.name, error.strerror or str(error)))
                    continue
                written, kept = written + is_new, kept + (not is_new)
        return SidecarExport(target, written, kept, tuple(failures[:_FAILED]), len(failures))

    def _captioned(self, cancel: CancelToken) -> Iterator[list[tuple[MediaItem, list[CaptionRecord]]]]:
        """Yield what has captions and a file, some hundreds at a time."""
        by_content = itertools.groupby(self._store.captions.stream(), key=lambda record: record.content_hash)
        groups = ((digest, list(records)) for digest, records in by_content)
        while batch := dict(itertools.islice(groups, _AT_ONCE)):
            cancel.check()
            ids = {media_id: digest for digest, media_id in self._store.media.find_many(batch).items()}
            items = self._store.media.get_many(list(ids))
            yield [(item, batch[ids[media_id]]) for media_id, item in items.items()]


def _write(place: Path, kind: SidecarKind, captions: Sequence[CaptionRecord], *, makes_folders: bool) -> bool:
    """Write a file beside `place` that is not there yet; return whether there was none."""
    texts = list(dict.fromkeys(caption.text for caption in captions))
    page = xmp_page("\n".join(texts)) if kind is SidecarKind.XMP else "\n".join(texts) + "\n"
    # Photo programs name XMP after the whole name, training programs text after the name without its ending.
    names = [f"{place.name}.xmp"] if kind is SidecarKind.XMP else [f"{place.stem}.txt", f"{place.name}.txt"]
    if makes_folders:
        place.parent.mkdir(parents=True, exist_ok=True)
    for name in names:
        path = place.with_name(name)
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                try:
                    file.write(page)
                    file.flush()
                except OSError:
                    with contextlib.suppress(OSError):
                        path.unlink()
                    raise
        except FileExistsError:
            if _says(path, page):
                return False
            continue
        return True
    return False


def _says(path: Path, page: str) -> bool:
    try:
        return path.read_bytes() == page.encode()
    except OSError:
        return False


def _below(path: Path, roots: Sequence[Path]) -> Path:
    """Return where a file lies below the library's folder that holds it, that folder's name included."""
    roots_above = [root for root in roots if path.is_relative_to(root) and root != path]
    if not roots_above:
        return Path(path.name)
    root = max(roots_above, key=lambda one: len(one.parts))
    return Path(root.name) / path.relative_to(root)
