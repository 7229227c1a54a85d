"""Find photos and clips below folders, whatever else lies there."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.errors import EngineError, FolderMissing, MediaUnreadable
from engine.jobs import CancelToken
from engine.records import MediaKind

_log = logging.getLogger(__name__)


def _suffixes(names: str) -> frozenset[str]:
    return frozenset(f".{name}" for name in names.split())


RAW_SUFFIXES = _suffixes("3fr arw cr2 cr3 crw dcr dng erf iiq kdc mef mrw nef nrw orf pef raf rw2 rwl sr2 srf srw x3f")
PHOTO_SUFFIXES = RAW_SUFFIXES | _suffixes("apng avif bmp dib gif heic heif hif jfif jpe jpeg jpg mpo png tif tiff webp")
VIDEO_SUFFIXES = _suffixes(
    "3g2 3gp asf avi divx dv f4v flv m2ts m2v m4v mkv mov mp4 mpe mpeg mpg mts mxf ogm ogv qt ts vob webm wmv"
)
# TypeScript shares these endings; only a file with the packet mark of a transport stream is a clip.
_TRANSPORT_STREAMS = frozenset({".ts", ".mts", ".m2ts"})

_LEFT_OUT = frozenset(
    {
        "#recycle",
        "#snapshot",
        "$recycle.bin",
        "@eadir",
        "__macosx",
        "__pycache__",
        "caches",
        "lost+found",
        "node_modules",
        "system volume information",
    }
)
_LEFT_OUT_SUFFIXES = (".lrdata",)  # preview caches of photo software
_CACHE_TAG = "CACHEDIR.TAG"
CACHE_SIGNATURE = b"Signature: 8a477f597d28d172789f06886806bc55"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One media file as the file system shows it; nothing was opened."""

    path: Path
    kind: MediaKind
    size_bytes: int
    mtime_ns: int


OnProblem = Callable[[EngineError], None]
OnAway = Callable[[Path], None]


def kind_of(path: Path) -> MediaKind | None:
    """Tell photo from clip by the name's ending, None for anything else."""
    suffix = path.suffix.lower()
    if suffix in PHOTO_SUFFIXES:
        return MediaKind.PHOTO
    return MediaKind.VIDEO if suffix in VIDEO_SUFFIXES else None


def find_media(
    paths: Iterable[Path],
    *,
    cancel: CancelToken | None = None,
    on_problem: OnProblem | None = None,
    on_away: OnAway | None = None,
) -> Iterator[FoundFile]:
    """List every photo and clip below `paths`, each once, folder by folder.

    Hidden files, recycle bins and caches are left out below the given folders, not among them. Links are followed,
    but no folder is entered twice. A given file is taken whatever its folder is called.

    Args:
        paths: Folders or files.
        cancel: Looked at once per file.
        on_problem: Told about every folder or file below that cannot be looked at, so that nothing is taken for
            deleted because it could not be seen. By default that is logged.
        on_away: Told about every link whose target is not there: nobody's fault, but what was found behind it before
            may be on a drive that is unplugged.

    Raises:
        FolderMissing: One of `paths` is not there or may not be entered. Raised at once, not while iterating.
    """
    roots = [(path, _checked_root(path)) for path in paths]
    return _Walk(cancel or CancelToken(), on_problem or _log_problem, on_away or _ignore).find(roots)


def newest_first(found: Iterable[FoundFile]) -> list[FoundFile]:
    """Order by the files' times, newest first; equal times by path."""
    return sorted(found, key=lambda item: (-item.mtime_ns, os.fsencode(item.path)))


class _Walk:
    def __init__(self, cancel: CancelToken, on_problem: OnProblem, on_away: OnAway) -> None:
        self._cancel = cancel
        self._on_problem = on_problem
        self._on_away = on_away
        self._entered: set[tuple[int, int] | str] = set()
        self._given_files: set[str] = set()

    def find(self, roots: list[tuple[Path, os.stat_result]]) -> Iterator[FoundFile]:
        for path, info in roots:
            if stat.S_ISDIR(info.st_mode):
                yield from self._find_below(path, info)
            elif os.fspath(path) not in self._given_files:
                self._given_files.add(os.fspath(path))
                yield from self._given_file(path, info)

    def _given_file(self, path: Path, info: os.stat_result) -> Iterator[FoundFile]:
        found = _media_file(os.fspath(path), info)
        if found is None:
            self._on_problem(MediaUnreadable(f"{path} is not a photo or clip of a known kind.", path=path))
        else:
            yield found

    def _find_below(self, root: Path, info: os.stat_result) -> Iterator[FoundFile]:
        """Walk with a stack of names rather than recursion: trees may be deeper than the interpreter's."""
        pending = [(os.fspath(root), info)]
        while pending:
            folder, info = pending.pop()
            key = _identity(folder, info)
            if key in self._entered:
                continue
            self._entered.add(key)
            if folder != os.fspath(root) and _is_tagged_cache(folder):
                continue
            subfolders = []
            for entry in self._entries(folder):
                self._cancel.check()
                entry_info = self._stat(entry)
                if entry_info is None:
                    continue
                if stat.S_ISDIR(entry_info.st_mode):
                    subfolders.append((entry.path, entry_info))
                elif entry.path not in self._given_files:
                    found = _media_file(entry.path, entry_info)
                    if found is not None:
                        yield found
            pending += reversed(subfolders)

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                return sorted((entry for entry in entries if not is_left_out(entry.name)), key=lambda item: item.name)
        except OSError as error:
            reason = error.strerror or str(error)
            self._on_problem(FolderMissing(f"{folder} cannot be read: {reason}.", path=Path(folder)))
            return []

    def _stat(self, entry: os.DirEntry[str]) -> os.stat_result | None:
        """Look at what may be a folder or a media file; anything else costs nothing."""
        try:
            if not (entry.is_symlink() or entry.is_dir()) and kind_of(Path(entry.name)) is None:
                return None
            info = Path(entry.path).stat()  # not the entry's own: that has no inode on Windows
        except FileNotFoundError:
            if entry.is_symlink():
                self._on_away(Path(entry.path))
            return None  # otherwise it was deleted since it was listed
        except OSError as error:
            reason = error.strerror or str(error)
            self._on_problem(FolderMissing(f"{entry.path} cannot be read: {reason}.", path=Path(entry.path)))
            return None
        is_hidden = getattr(info, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_HIDDEN
        return None if is_hidden else info


def _identity(folder: str, info: os.stat_result) -> tuple[int, int] | str:
    """Tell one folder from another, also where the file system numbers none of them."""
    return (info.st_dev, info.st_ino) if info.st_ino else os.fspath(Path(folder).resolve())


def _checked_root(path: Path) -> os.stat_result:
    try:
        info = path.stat()
        if stat.S_ISDIR(info.st_mode):
            os.scandir(path).close()
    except OSError as error:
        reason = "does not exist" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
        raise FolderMissing(f"{path} {reason}.", hint="Is its disk connected?", path=path) from error
    return info


def is_left_out(name: str) -> bool:
    """Whether a file or folder of this name is hidden, a recycle bin or a cache."""
    lowered = name.lower()
    return name.startswith(".") or lowered in _LEFT_OUT or lowered.endswith(_LEFT_OUT_SUFFIXES)


def _is_tagged_cache(folder: str) -> bool:
    """Whether the folder carries the cache directory tag that backup programs honour."""
    try:
        with Path(folder, _CACHE_TAG).open("rb") as file:
            return file.read(len(CACHE_SIGNATURE)) == CACHE_SIGNATURE
    except OSError:
        return False


def _media_file(path: str, info: os.stat_result) -> FoundFile | None:
    """Describe a regular media file; None for pipes, sockets, devices and other formats."""
    kind = kind_of(Path(path))
    if kind is None or not stat.S_ISREG(info.st_mode):
        return None
    if Path(path).suffix.lower() in _TRANSPORT_STREAMS and not _is_transport_stream(Path(path)):
        return None
    return FoundFile(Path(path), kind, info.st_size, info.st_mtime_ns)


def _is_transport_stream(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(200)
    except OSError:
        return True  # not ours to judge: decoding it says why
    return any(head[start : start + 1] == b"G" == head[start + step : start + step + 1] for start, step in _PACKETS)


_PACKETS = ((0, 188), (4, 192))  # first sync byte and packet length: plain, and with a time code before each packet


def _ignore(_path: Path) -> None:
    """Let a link that leads nowhere be."""


def _log_problem(problem: EngineError) -> None:
    _log.warning("%s", problem.user_text)
