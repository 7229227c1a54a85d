"""Where the files of a data set lie: a folder, or tar archives read at random without unpacking them."""

from __future__ import annotations

import itertools
import re
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from engine.errors import BadData, FolderMissing, MediaUnreadable
from engine.training.data.pairs import SkippedPair

_MAX_FILE_BYTES = 512 * 1024**2
_RANGE = re.compile(r"\{(\d+)\.\.(\d+)\}")
_MAX_SHARDS = 100_000


class PictureStore(Protocol):
    """Named files in one container.

    Attributes:
        path: The folder or archive.
        names: Every regular file in it, as POSIX paths relative to it, sorted as they lie there.
        problems: What could not be listed.
    """

    path: Path
    names: tuple[str, ...]
    problems: tuple[SkippedPair, ...]

    def read(self, name: str) -> bytes:
        """Return the bytes of one of `names`; any thread may ask.

        Raises:
            MediaUnreadable: It cannot be read, or is larger than 512 MB.
        """


class FolderStore:
    """A folder with everything below it. Links in it are followed, but no name leads out of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        files = (entry for entry in sorted(path.rglob("*")) if entry.is_file())
        self.names = tuple(entry.relative_to(path).as_posix() for entry in files)
        self.problems: tuple[SkippedPair, ...] = ()

    def read(self, name: str) -> bytes:
        """Return a file's bytes."""
        path = self.path / name
        try:
            if path.stat().st_size > _MAX_FILE_BYTES:
                raise MediaUnreadable(f"{name} is larger than 512 MB.", path=path)
            return path.read_bytes()
        except OSError as error:
            raise MediaUnreadable(f"{name} cannot be read: {error.strerror}.", path=path) from error


@dataclass(frozen=True, slots=True)
class _Extent:
    offset: int
    size: int


class TarStore:
    """An uncompressed tar archive: its members are listed once and then read where they lie."""

    def __init__(self, path: Path) -> None:
        """List the archive.

        Raises:
            FolderMissing: It is not there.
            BadData: It is no tar archive, or a compressed one.
        """
        self.path = path
        self._extents: dict[str, _Extent] = {}
        self.problems: tuple[SkippedPair, ...] = ()
        try:
            size_bytes = path.stat().st_size
            with tarfile.open(path, "r:") as archive:
                self._list(archive, size_bytes)
        except FileNotFoundError as error:
            raise FolderMissing(f"There is no data at {path}.", path=path) from error
        except OSError as error:
            raise BadData(f"{path} cannot be read: {error.strerror}.", path=path) from error
        except tarfile.TarError as error:
            hint = "A compressed archive cannot be read at random; unpack it to .tar first." if _is_gzip(path) else ""
            raise BadData(f"{path.name} is not a readable tar file.", hint=hint, path=path) from error
        self.names = tuple(self._extents)

    def read(self, name: str) -> bytes:
        """Return a member's bytes."""
        extent = self._extents[name]
        if extent.size > _MAX_FILE_BYTES:
            raise MediaUnreadable(f"{name} is larger than 512 MB.", path=self.path)
        try:
            with self.path.open("rb") as file:
                file.seek(extent.offset)
                content = file.read(extent.size)
        except OSError as error:
            raise MediaUnreadable(f"{name} in {self.path.name} cannot be read: {error.strerror}.") from error
        if len(content) < extent.size:
            raise MediaUnreadable(f"{name} is cut off with its archive {self.path.name}.", path=self.path)
        return content

    def _list(self, archive: tarfile.TarFile, size_bytes: int) -> None:
        try:
            for member in archive:
                if member.isreg() and not member.issparse() and member.offset_data <= size_bytes:
                    self._extents[str(PurePosixPath(member.name))] = _Extent(member.offset_data, member.size)
        except tarfile.TarError as error:
            last = next(reversed(self._extents), "its beginning")
            why = f"{self.path.name} is cut off after {last}: {error}."
            self.problems = (SkippedPair(self.path.name, why),)


def open_stores(pattern: str) -> tuple[PictureStore, ...]:
    """Open what a recipe names: folders, tar files or patterns of them, parted by commas.

    `*` and `?` stand for any characters, `{000..012}` for every number of that range, all of which must be there.

    Raises:
        FolderMissing: Something named is not there, or a pattern fits nothing.
        BadData: An archive cannot be read.
    """
    paths = [path for part in pattern.split(",") if part.strip() for path in _expanded(part.strip())]
    if not paths:
        raise FolderMissing("No pictures are named to train on.", hint="data.images names a folder or tar files.")
    return tuple(FolderStore(path) if path.is_dir() else TarStore(path) for path in dict.fromkeys(paths))


class PictureFinder:
    """Finds the file that a table's name means, in any of several stores."""

    def __init__(self, stores: Sequence[PictureStore]) -> None:
        self._by_name: dict[str, PictureStore] = {}
        bare: dict[str, list[str]] = {}
        for store in stores:
            for name in store.names:
                if self._by_name.setdefault(name, store) is store:
                    bare.setdefault(name.rpartition("/")[2], []).append(name)
        self._by_bare_name = {name: found[0] for name, found in bare.items() if len(found) == 1}

    def find(self, name: str) -> tuple[PictureStore, str] | None:
        """Return (store, full name): of the exact path, or of the bare file name where only one file is called so.

        Where several stores hold a path, the first one counts. None where there is no such file.
        """
        path = PurePosixPath(name.replace("\\", "/"))
        full = str(path) if str(path) in self._by_name else self._by_bare_name.get(str(path))
        return None if full is None else (self._by_name[full], full)


def _expanded(pattern: str) -> Iterator[Path]:
    for text in itertools.islice(_numbered(pattern), _MAX_SHARDS):
        path = Path(text).expanduser()
        if path.exists() or not any(mark in text for mark in "*?["):
            if not path.exists():
                raise FolderMissing(f"There is no data at {path}.", path=path)
            yield path
            continue
        root = Path(path.anchor)
        found = sorted(root.glob(str(path.relative_to(root))))
        if not found:
            raise FolderMissing(f"Nothing fits the pattern {path}.", path=path)
        yield from found


def _numbered(pattern: str) -> Iterator[str]:
    """Write out the first `{a..b}`, and then the others, with the width of `a`."""
    found = _RANGE.search(pattern)
    if found is None:
        yield pattern
        return
    first, last = found.groups()
    for number in range(int(first), int(last) + 1):
        yield from _numbered(pattern[: found.start()] + str(number).zfill(len(first)) + pattern[found.end() :])


def _is_gzip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"\x1f\x8b"
