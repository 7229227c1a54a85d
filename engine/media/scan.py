"""Find photos and clips below folders, whatever else lies there, in the order in which their paths are stored."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import EngineError, FolderMissing, MediaUnreadable
from engine.jobs import CancelToken
from engine.media.file_kinds import has_media_ending, is_left_out, is_named_like_code, is_transport_stream, kind_of
from engine.records import MediaKind

_log = logging.getLogger(__name__)

CACHE_TAG = "CACHEDIR.TAG"
CACHE_SIGNATURE = b"Signature: 8a477f597d28d172789f06886806bc55"
_CACHE_TAG_NAME = CACHE_TAG.encode()
_SEPARATOR = os.fsencode(os.sep)

Listed = tuple[bytes, int, int]
"""A file of a walk: its path as the file system writes it, its size in bytes and modification time in nanoseconds."""

# One name of a folder: with a separator at its end for a folder, and then without size and time.
_Entry = tuple[bytes, int, int]
_FOLDER = -1


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One media file as the file system shows it; nothing was opened."""

    path: Path
    kind: MediaKind
    size_bytes: int
    mtime_ns: int


OnProblem = Callable[[EngineError], None]
OnAway = Callable[[Path], None]


def find_media(
    paths: Iterable[Path],
    *,
    cancel: CancelToken | None = None,
    on_problem: OnProblem | None = None,
    on_away: OnAway | None = None,
) -> Iterator[FoundFile]:
    """List every photo and clip below `paths`, each once.

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
    roots = distinct_roots(paths)
    for root in roots:
        check_root(root)
    walk = Walk(roots, cancel or CancelToken(), on_problem or _log_problem, on_away or _ignore)
    return (found for root in roots for listed in walk.below(root) if (found := as_media(*listed)) is not None)


def as_media(path: bytes, size_bytes: int, mtime_ns: int) -> FoundFile | None:
    """Describe a listed file; None for one that only shares its ending with clips."""
    name = Path(os.fsdecode(path))
    kind = kind_of(name)
    if kind is None or (is_named_like_code(name) and not is_transport_stream(name)):
        return None
    return FoundFile(name, kind, size_bytes, mtime_ns)


def newest_first(found: Iterable[FoundFile]) -> list[FoundFile]:
    """Order by the files' times, newest first; equal times by path."""
    return sorted(found, key=lambda item: (-item.mtime_ns, os.fsencode(item.path)))


def distinct_roots(paths: Iterable[Path]) -> list[Path]:
    """Return paths once each, in the order in which they are stored."""
    return sorted(dict.fromkeys(paths), key=os.fsencode)


def check_root(path: Path) -> os.stat_result:
    """Return the state of a folder that may be entered, or of a file.

    Raises:
        FolderMissing: It is not there or may not be entered.
    """
    try:
        info = path.stat()
        if stat.S_ISDIR(info.st_mode):
            os.scandir(path).close()
    except OSError as error:
        reason = "does not exist" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
        raise FolderMissing(f"{path} {reason}.", hint="Is its disk connected?", path=path) from error
    except ValueError as error:  # a null character
        raise FolderMissing(f"{os.fspath(path)!r} is no path.") from error
    return info


class Walk:
    """Walks below some roots. Every file comes once, in the order of paths as bytes within its root.

    That is the order of the database, so that both can be read side by side without holding either in memory.

    A folder behind a link is walked where the link is, unless it lies below one of `homes`: there it is met under its
    own name. What is reachable under several names otherwise (two links, a bind mount) is walked under the first.

    Attributes:
        aliases: Folders that were not entered because they had been under another name: that name by this one.
        has_followed: Whether a link to a folder was followed.
    """

    def __init__(
        self,
        roots: Sequence[Path],
        cancel: CancelToken,
        on_problem: OnProblem,
        on_away: OnAway,
        *,
        homes: Sequence[Path] | None = None,
        breathe: Callable[[], None] = lambda: None,
    ) -> None:
        """Describe a walk.

        Args:
            roots: What will be walked; a root below another belongs to itself alone.
            cancel: Looked at once per file.
            on_problem: As in `find_media`.
            on_away: As in `find_media`.
            homes: Folders whose content is listed under its own name, by this walk or another; by default the roots.
            breathe: Called once per folder; may take its time.
        """
        self._roots = frozenset(map(os.fsencode, roots))
        self._cancel = cancel
        self._on_problem = on_problem
        self._on_away = on_away
        self._breathe = breathe
        self._homes = [home.resolve() for home in (roots if homes is None else homes)]
        self._entered: dict[tuple[int, int] | str, bytes] = {}
        self.aliases: dict[Path, Path] = {}
        self.has_followed = False

    def below(self, root: Path, *, root_is_taken: bool = True) -> Iterator[Listed]:
        """List a root: the media files below a folder, or the file itself; nothing should it be gone by now.

        Without `root_is_taken` the folder itself is left out, as one met on the way would be, where it is a cache.
        """
        path = os.fsencode(root)
        try:
            info = root.stat()
        except OSError as error:
            self._tell(path, error)
            return
        if stat.S_ISDIR(info.st_mode):
            yield from self._below(path, is_root=root_is_taken)
        elif kind_of(root) is None or not stat.S_ISREG(info.st_mode):
            self._on_problem(MediaUnreadable(f"{root} is not a photo or clip of a known kind.", path=root))
        else:
            yield path, info.st_size, info.st_mtime_ns

    def _below(self, root: bytes, *, is_root: bool) -> Iterator[Listed]:
        """Walk with a stack of folders rather than recursion: trees may be deeper than the interpreter's."""
        base = root if root.endswith(_SEPARATOR) else root + _SEPARATOR
        pending = [(base, iter(self._listed(root, is_root=is_root)))]
        while pending:
            base, entries = pending[-1]
            for name, size, mtime_ns in entries:
                if size == _FOLDER:
                    folder = base + name
                    pending.append((folder, iter(self._listed(folder[:-1]))))
                    break
                self._cancel.check()
                yield base + name, size, mtime_ns
            else:
                pending.pop()

    def _listed(self, folder: bytes, *, is_root: bool = False) -> list[_Entry]:
        """Return what is of interest in a folder, sorted; nothing in one that was entered before or cannot be."""
        self._cancel.check()
        self._breathe()
        try:
            key = _identity(folder)
            if key in self._entered:
                if self._entered[key] != folder:
                    self.aliases[Path(os.fsdecode(folder))] = Path(os.fsdecode(self._entered[key]))
                return []
            with os.scandir(folder) as opened:
                entries = list(opened)
        except OSError as error:
            self._tell(folder, error)
            return []
        self._entered[key] = folder
        if not is_root and any(entry.name == _CACHE_TAG_NAME for entry in entries) and is_tagged_cache(folder):
            return []
        listed = [found for entry in entries if (found := self._of_interest(entry)) is not None]
        listed.sort()
        return listed

    def _of_interest(self, entry: os.DirEntry[bytes]) -> _Entry | None:
        """Look at what may be a folder or a media file; anything else costs nothing."""
        name = entry.name
        try:
            if entry.is_file(follow_symlinks=False):
                if name.startswith(b".") or not has_media_ending(name) or entry.path in self._roots:
                    return None
                info = entry.stat(follow_symlinks=False)
                return None if _is_hidden(info) else (name, info.st_size, info.st_mtime_ns)
            if is_left_out(name) or entry.path in self._roots:
                return None
            if entry.is_dir(follow_symlinks=False):
                return None if os.name == "nt" and _is_hidden(entry.stat()) else (name + _SEPARATOR, _FOLDER, 0)
            return self._behind_link(entry) if entry.is_symlink() else None  # or a pipe, socket, device
        except FileNotFoundError:
            return None  # it was deleted since it was listed
        except OSError as error:
            self._tell(entry.path, error)
            return None

    def _behind_link(self, entry: os.DirEntry[bytes]) -> _Entry | None:
        try:
            info = entry.stat()
        except FileNotFoundError:
            self._on_away(Path(os.fsdecode(entry.path)))
            return None
        if stat.S_ISDIR(info.st_mode):
            return (entry.name + _SEPARATOR, _FOLDER, 0) if self._is_worth_following(entry.path) else None
        if not stat.S_ISREG(info.st_mode) or not has_media_ending(entry.name) or _is_hidden(info):
            return None
        return entry.name, info.st_size, info.st_mtime_ns

    def _is_worth_following(self, link: bytes) -> bool:
        """Whether what is behind a link to a folder is not met under its own name."""
        target = Path(os.fsdecode(os.path.realpath(link)))
        for home in self._homes:
            if target == home or home in target.parents:
                inside = target.relative_to(home).parts
                if not any(is_left_out(part) for part in inside):
                    return False
        self.has_followed = True
        return True

    def _tell(self, path: bytes, error: OSError) -> None:
        name = os.fsdecode(path)
        self._on_problem(FolderMissing(f"{name} cannot be read: {error.strerror or error}.", path=Path(name)))


def _identity(folder: bytes) -> tuple[int, int] | str:
    """Tell one folder from another, also where the file system numbers none of them."""
    info = Path(os.fsdecode(folder)).stat()  # not the entry's own: that has no number on Windows
    return (info.st_dev, info.st_ino) if info.st_ino else os.path.realpath(os.fsdecode(folder))


def _is_hidden(info: os.stat_result) -> bool:
    """Whether Windows hides it; elsewhere its name says so."""
    return bool(getattr(info, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_HIDDEN)


def is_tagged_cache(folder: bytes) -> bool:
    """Whether the folder carries the cache directory tag that backup programs honour."""
    try:
        with Path(os.fsdecode(folder), CACHE_TAG).open("rb") as file:
            return file.read(len(CACHE_SIGNATURE)) == CACHE_SIGNATURE
    except OSError:
        return False


def _ignore(_path: Path) -> None:
    """Let a link that leads nowhere be."""


def _log_problem(problem: EngineError) -> None:
    _log.warning("%s", problem.user_text)
