"""Find photos and clips below folders, whatever else lies there, in the order in which their paths are stored."""

from __future__ import annotations

import logging
import os
import stat
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.errors import EngineError, FolderMissing, MediaUnreadable
from engine.jobs import CancelToken
from engine.media.exclusion import Exclusions, FolderRules
from engine.media.file_kinds import (
    MEDIA_ENDINGS,
    has_media_ending,
    is_named_like_code,
    is_transport_stream,
    kind_of,
)
from engine.media.whole_folder import CACHE_TAG, FEWEST_FILES, MARKS, NO_MEDIA, Listed, WholeFolder
from engine.records import MediaKind
from engine.store.folder_digests_table import FolderDigest

_log = logging.getLogger(__name__)

CACHE_SIGNATURE = b"Signature: 8a477f597d28d172789f06886806bc55"
_SEPARATOR = os.fsencode(os.sep)
_IS_WINDOWS = os.name == "nt"


@dataclass(slots=True)
class _Folder:
    """What is of interest in a folder, in order; paths of folders have a separator at their end.

    Attributes:
        files: The media files.
        folders: What to enter.
        whole: The files again, where nothing else is to be looked at.
        done: How many of the files were listed.
        entered: How many of the folders were entered.
    """

    files: list[Listed] = field(default_factory=list)
    folders: list[bytes] = field(default_factory=list)
    whole: WholeFolder | None = None
    done: int = 0
    entered: int = 0

    def next_folder(self) -> bytes | None:
        """Return the folder to enter next, None after the last."""
        if self.entered == len(self.folders):
            return None
        self.entered += 1
        return self.folders[self.entered - 1]

    def files_before(self, folder: bytes | None) -> list[Listed]:
        """Return the files that were not listed yet and come before a folder, all for None."""
        start, end = self.done, len(self.files) if folder is None else bisect_left(self.files, (folder,))
        self.done = end
        return self.files[start:end] if end - start < len(self.files) else self.files


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
        digests: What folders looked like when their files were known: of those that still do they are not listed.
        aliases: Folders that were not entered because they had been under another name: that name by this one.
        has_followed: Whether a link to a folder was followed.
        marked_out: Folders that were left out because a file in them says so.
    """

    def __init__(  # one for each thing that a walk asks or tells
        self,
        roots: Sequence[Path],
        cancel: CancelToken,
        on_problem: OnProblem,
        on_away: OnAway,
        *,
        homes: Sequence[Path] | None = None,
        exclusions: Exclusions | None = None,
        breathe: Callable[[], None] = lambda: None,
    ) -> None:
        """Describe a walk.

        Args:
            roots: What will be walked; a root below another belongs to itself alone.
            cancel: Looked at once per file.
            on_problem: As in `find_media`.
            on_away: As in `find_media`.
            homes: Folders whose content is listed under its own name, by this walk or another; by default the roots.
            exclusions: What is left out below them; by default hidden files, recycle bins and caches.
            breathe: Called once per folder; may take its time.
        """
        self._roots = frozenset(map(os.fsencode, roots))
        self._above_roots = frozenset(os.fsencode(folder) for root in roots for folder in root.parents)
        self.digests: Mapping[bytes, FolderDigest] = {}
        self._cancel = cancel
        self._on_problem = on_problem
        self._on_away = on_away
        self._breathe = breathe
        self._exclusions = exclusions or Exclusions()
        named = [(home, home.resolve()) for home in (roots if homes is None else homes)]
        self._homes = {real: self._exclusions.at(home, real) for home, real in named}
        self._entered: dict[tuple[int, int] | str, bytes] = {}
        self.aliases: dict[Path, Path] = {}
        self.has_followed = False
        self.marked_out: list[Path] = []

    def below(self, root: Path) -> Iterator[Listed]:
        """List the files of a root one by one; see `listings`."""
        for files in self.listings(root):
            for listed in files:
                self._cancel.check()
                yield listed

    def listings(self, root: Path, *, root_is_taken: bool = True) -> Iterator[list[Listed]]:
        """List a root: the media files below a folder, or the file itself; nothing should it be gone by now.

        They come in lists, each of files that follow each other in one folder; no list is empty, but that of a
        `WholeFolder` whose files are as they were.

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
            yield [(path, info.st_size, info.st_mtime_ns)]

    def _below(self, root: bytes, *, is_root: bool) -> Iterator[list[Listed]]:
        """Walk with a stack of folders rather than recursion: trees may be deeper than the interpreter's."""
        rules = self._exclusions.of(Path(os.fsdecode(root)))
        pending = [self._open(root, rules, is_root=is_root)]
        while pending:
            opened = pending[-1]
            if opened.whole is not None:
                pending.pop()
                yield opened.whole
                continue
            folder = opened.next_folder()
            if files := opened.files_before(folder):
                yield files
            if folder is None:
                pending.pop()
            else:
                pending.append(self._open(folder[:-1], rules))

    def _open(self, path: bytes, rules: FolderRules, *, is_root: bool = False) -> _Folder:
        """Look into a folder; one that was entered before or cannot be is as good as empty."""
        self._cancel.check()
        self._breathe()
        folder = _Folder()
        try:
            key = _identity(path)
            if key in self._entered:
                if self._entered[key] != path:
                    self.aliases[Path(os.fsdecode(path))] = Path(os.fsdecode(self._entered[key]))
                return folder
            if (same := self._unchanged(path, rules)) is not None:
                self._entered[key] = path
                return _Folder(whole=same)
            with os.scandir(path) as opened:
                entries = list(opened)
        except OSError as error:
            self._tell(path, error)
            return folder
        self._entered[key] = path
        others = self._take_files(entries, folder.files, rules)
        if not is_root and any(entry.name in MARKS for entry in others) and self._is_marked_out(path, rules):
            return _Folder()
        for entry in others:
            self._take_other(entry, folder, rules)
        folder.files.sort()
        folder.folders.sort()
        if len(folder.files) >= FEWEST_FILES and not folder.folders and path not in self._above_roots:
            folder.whole = WholeFolder(path, rules, self._cancel.check, folder.files)
        return folder

    def _unchanged(self, path: bytes, rules: FolderRules) -> WholeFolder | None:
        """Return a folder that looks as it did when its files were known; None where that cannot be said."""
        known = self.digests.get(path + _SEPARATOR)
        if known is None or path in self._above_roots:
            return None
        whole = WholeFolder(path, rules, self._cancel.check, load=lambda: self._files_of(path, rules))
        return whole if whole.is_as_in(known) else None

    def _files_of(self, path: bytes, rules: FolderRules) -> list[Listed]:
        """List the files of a folder with nothing else in it, nothing should it be gone by now."""
        files: list[Listed] = []
        try:
            with os.scandir(path) as opened:
                entries = list(opened)
        except OSError as error:
            self._tell(path, error)
            return []
        self._take_files(entries, files, rules)
        return sorted(files)

    def _is_marked_out(self, path: bytes, rules: FolderRules) -> bool:
        """Whether a file in a folder says that nothing in it is to be taken, and no rule insists on it."""
        if not is_marked_out(path) or rules.insists_on(path, path[path.rfind(_SEPARATOR) + 1 :]):
            return False
        self.marked_out.append(Path(os.fsdecode(path)))
        return True

    def _take_files(
        self, entries: list[os.DirEntry[bytes]], files: list[Listed], rules: FolderRules
    ) -> list[os.DirEntry[bytes]]:
        """Take the media files, by far the most frequent, and return what else there is. Every call in here counts."""
        others, roots, check = [], self._roots, self._cancel.check
        takes_hidden, asks = rules.takes_hidden, rules.concern_files
        for entry in entries:
            name = entry.name
            try:
                if name[name.rfind(b".") :].lower() not in MEDIA_ENDINGS or not entry.is_file(follow_symlinks=False):
                    others.append(entry)
                elif (takes_hidden or not name.startswith(b".")) and entry.path not in roots:
                    if asks and rules.leaves_file(entry.path, name):
                        continue
                    check()  # a single look may take long on a network
                    info = entry.stat(follow_symlinks=False)
                    if not _IS_WINDOWS or not _is_hidden(info):
                        files.append((entry.path, info.st_size, info.st_mtime_ns))
            except FileNotFoundError:
                pass  # it was deleted since it was listed
            except OSError as error:
                self._tell(entry.path, error)
        return others

    def _take_other(self, entry: os.DirEntry[bytes], folder: _Folder, rules: FolderRules) -> None:
        """Look at what may be a folder or a link; anything else costs nothing."""
        try:
            if entry.is_file(follow_symlinks=False) or entry.path in self._roots:
                return
            if entry.is_dir(follow_symlinks=False):
                if rules.leaves_folder(entry.path, entry.name):
                    return
                if not _IS_WINDOWS or not _is_hidden(entry.stat()):
                    folder.folders.append(entry.path + _SEPARATOR)
            elif entry.is_symlink():  # or a pipe, socket, device
                self._take_link(entry, folder, rules)
        except FileNotFoundError:
            pass  # it was deleted since it was listed
        except OSError as error:
            self._tell(entry.path, error)

    def _take_link(self, entry: os.DirEntry[bytes], folder: _Folder, rules: FolderRules) -> None:
        if not rules.takes_hidden and entry.name.startswith(b"."):
            return
        try:
            info = entry.stat()
        except FileNotFoundError:
            self._on_away(Path(os.fsdecode(entry.path)))
            return
        if stat.S_ISDIR(info.st_mode):
            if not rules.leaves_folder(entry.path, entry.name) and self._is_worth_following(entry.path):
                folder.folders.append(entry.path + _SEPARATOR)
        elif not stat.S_ISREG(info.st_mode) or not has_media_ending(entry.name) or _is_hidden(info):
            return
        elif not (rules.concern_files and rules.leaves_file(entry.path, entry.name)):
            folder.files.append((entry.path, info.st_size, info.st_mtime_ns))

    def _is_worth_following(self, link: bytes) -> bool:
        """Whether what is behind a link to a folder is not met under its own name."""
        target = Path(os.fsdecode(os.path.realpath(link)))
        for home, rules in self._homes.items():
            if target == home:
                return False
            if home in target.parents and not rules.leaves_out(os.fsencode(target), is_folder=True):
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


def is_marked_out(folder: bytes) -> bool:
    """Whether a file in a folder says that nothing in it is to be taken: a cache's tag, or that of phones."""
    return os.path.lexists(folder + _SEPARATOR + NO_MEDIA.encode()) or is_tagged_cache(folder)


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
