"""A folder of files and nothing else to enter: that none of them changed is seen at once, by sixteen bytes.

What lies behind a link, or in a folder below, has to be looked at anyway, so such folders are listed file by file.
"""

from __future__ import annotations

import hashlib
import os
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from engine.media.exclusion import ALWAYS_LEFT_OUT, FolderRules
from engine.media.file_kinds import MEDIA_ENDINGS
from engine.store.folder_digests_table import FolderDigest

# On Windows a listing brings sizes and times along, and attributes that hide files besides.
CAN_DIGEST: Final = os.scandir in os.supports_fd and os.name != "nt"
FEWEST_FILES: Final = 32  # fewer are looked at one by one as quickly
CACHE_TAG: Final = "CACHEDIR.TAG"
NO_MEDIA: Final = ".nomedia"  # by it phones and their programs say that nothing below is a photo of one's own
MARKS: Final = frozenset({CACHE_TAG.encode(), NO_MEDIA.encode()})

Listed = tuple[bytes, int, int]
"""A file of a walk: its path as the file system writes it, its size in bytes and modification time in nanoseconds."""

_WAY: Final = 1  # of choosing what is taken of a folder: after a change of it digests must be others
_DIGEST_BYTES: Final = 16
_LOOKS_AT_ONCE: Final = 16  # between two questions whether to stop: one look may take long on a network
_CHOICE: Final = repr((_WAY, sorted(MEDIA_ENDINGS), ALWAYS_LEFT_OUT)).encode()
_SEPARATOR: Final = os.fsencode(os.sep)


class WholeFolder(list[Listed]):
    """The media files of a folder in which nothing else is to be looked at, in order.

    Of one that looks as it did when the library knew all of its files the list is empty until `load`.

    Attributes:
        folder: Its path with a separator at its end.
        same: How many files it has, all as the library knows them; 0 where that is for the reader of the list to say.
    """

    __slots__ = ("_check", "_load", "_path", "_rules", "folder", "same")

    def __init__(
        self,
        path: bytes,
        rules: FolderRules,
        check: Callable[[], None],
        files: Iterable[Listed] = (),
        load: Callable[[], list[Listed]] = list,
    ) -> None:
        super().__init__(files)
        self.folder = path if path.endswith(_SEPARATOR) else path + _SEPARATOR
        self.same = 0
        self._path, self._rules, self._check, self._load = path, rules, check, load

    def load(self) -> None:
        """List the files after all."""
        self.same = 0
        self[:] = self._load()

    def is_as_in(self, known: FolderDigest) -> bool:
        """Whether the folder looks as it did; then its files are as many and the same."""
        look = _look_into(self._path, self._rules, known.files, self._check)
        is_same = look is not None and look.digest(self._rules) == known.digest
        self.same = known.files if is_same else 0
        return is_same

    def digest(self) -> FolderDigest | None:
        """Look once more, and say what the folder with these files looks like; None where it is another by now."""
        look = _look_into(self._path, self._rules, len(self), self._check)
        if look is None or not look.has_files(self.folder, self):
            return None
        digest = look.digest(self._rules)
        return None if digest is None else FolderDigest(self.folder, digest, len(self))


@dataclass(frozen=True, slots=True)
class _Look:
    """A folder as it is listed: media files with sizes and times, and the names of everything else."""

    names: list[str]
    sizes: list[int]
    times: list[int]
    others: list[str]

    def digest(self, rules: FolderRules) -> bytes | None:
        """Return the digest of all of it, and of the rules by which it was taken; None for times beyond all reason."""
        try:
            facts = (array("q", self.sizes), array("q", self.times))
        except OverflowError:
            return None
        digest = hashlib.blake2b(digest_size=_DIGEST_BYTES, person=b"evoke folder")
        for part in (_CHOICE, rules.home, _bytes(rules.text), _bytes("\0".join(self.names)), *facts):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
        digest.update(_bytes("\0".join(self.others)))
        return digest.digest()

    def has_files(self, folder: bytes, files: list[Listed]) -> bool:
        """Whether its media files are exactly these, which are in order."""
        paths = [folder + os.fsencode(name) for name in self.names]
        return sorted(zip(paths, self.sizes, self.times, strict=True)) == files


def _look_into(path: bytes, rules: FolderRules, files: int, check: Callable[[], None]) -> _Look | None:
    """Look at a folder that had so many media files; None where it has another number, or there is more to it."""
    if not CAN_DIGEST:
        return None
    try:
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        return None
    try:  # names are looked up in the open folder: beginning at the root of the disk takes a fifth longer
        with os.scandir(handle) as opened:
            entries = list(opened)
        media = [entry for entry in entries if entry.is_file(follow_symlinks=False)]
        if len(media) != files:
            media = [entry for entry in media if _is_taken(path, os.fsencode(entry.name), rules)]
        others = _others(path, entries, media, rules) if len(entries) != len(media) else []
        if len(media) != files or others is None:
            return None
        looks: list[os.stat_result] = []
        for start in range(0, files, _LOOKS_AT_ONCE):
            check()
            looks += [entry.stat(follow_symlinks=False) for entry in media[start : start + _LOOKS_AT_ONCE]]
        names = [entry.name for entry in media]
        return _Look(names, [look.st_size for look in looks], [look.st_mtime_ns for look in looks], others)
    except OSError:
        return None  # listing it says why
    finally:
        os.close(handle)


def _is_taken(path: bytes, name: bytes, rules: FolderRules) -> bool:
    if name[name.rfind(b".") :].lower() not in MEDIA_ENDINGS or (not rules.takes_hidden and name.startswith(b".")):
        return False
    return not (rules.concern_files and rules.leaves_file(path + _SEPARATOR + name, name))


def _others(
    path: bytes, entries: list[os.DirEntry[str]], media: list[os.DirEntry[str]], rules: FolderRules
) -> list[str] | None:
    """Name what is no media file, folders with a separator; None where one is a folder to enter, a link or a mark."""
    taken, others = {entry.name for entry in media}, []
    for entry in entries:
        if entry.name in taken:
            continue
        name = os.fsencode(entry.name)
        if name in MARKS:
            return None  # also one that is a folder marks
        if entry.is_dir(follow_symlinks=False) and rules.leaves_folder(path + _SEPARATOR + name, name):
            others.append(entry.name + os.sep)
        elif entry.is_file(follow_symlinks=False):
            others.append(entry.name)
        else:
            return None
    return others


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
