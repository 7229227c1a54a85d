"""Pictures from a folder or a tar archive, by the names a table uses; an archive is read file by file, not unpacked."""

from __future__ import annotations

import io
import tarfile
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.config import DecodingConfig
from engine.errors import BadData, FolderMissing, MediaUnreadable
from engine.media.file_kinds import kind_of
from engine.media.images import read_photo
from engine.records import MediaKind

_MAX_FILE_BYTES = 512 * 1024**2


class _Files(Protocol):
    """Named files in some container, in the order in which they are cheap to read."""

    names: tuple[str, ...]

    def path_of(self, name: str) -> Path:
        """A file with the bytes of that name, there until the next call."""

    def close(self) -> None:
        """Let go of everything."""


class ImageSet:
    """A folder or tar of pictures, opened for reading. A context manager.

    A picture is asked for by its name within the set (`images/a.jpg`), or by its bare file name where that is unique.

    Attributes:
        path: The folder or archive.
        names: Every file in it, as POSIX paths.
    """

    def __init__(self, path: Path, decoding: DecodingConfig | None = None) -> None:
        """Open and list the set.

        Raises:
            BadData: The path is neither a folder nor a tar archive that can be read.
        """
        self.path = path
        self._decoding = decoding or DecodingConfig()
        self._files: _Files = _Folder(path) if path.is_dir() else _Archive(path)
        self.names = self._files.names
        self._order = {name: place for place, name in enumerate(self.names)}
        self._by_bare_name: dict[str, list[str]] = {}
        for name in self.names:
            self._by_bare_name.setdefault(name.rsplit("/", 1)[-1], []).append(name)

    def __enter__(self) -> ImageSet:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the archive."""
        self._files.close()

    @property
    def pictures(self) -> list[str]:
        """Full names of all files that are photos by their names, in the set's order."""
        return [name for name in self.names if kind_of(Path(name)) is MediaKind.PHOTO]

    def resolve(self, name: str) -> str | None:
        """Return the full name in the set, or None where the name is absent or could mean two files."""
        if name in self._order:
            return name
        candidates = self._by_bare_name.get(name, [])
        return candidates[0] if len(candidates) == 1 else None

    def check_names(self, names: Iterable[str], table: Path) -> None:
        """Raise BadData for the first name a table uses that is not in the set."""
        for name in names:
            if self.resolve(name) is None:
                raise BadData(f"{table} names the image {name}, which is not in {self.path}.", path=table)

    def reading_order(self, names: Sequence[str]) -> list[int]:
        """Indices into `names` in the order in which they lie in the set, so that an archive is read front to back."""
        return sorted(range(len(names)), key=lambda index: self._order[self._found(names[index])])

    def read(self, name: str) -> bytes:
        """Return a file's bytes.

        Raises:
            BadData: It is absent or cannot be read, or the archive's member is larger than 512 MB.
        """
        path = self._files.path_of(self._found(name))
        try:
            return path.read_bytes()
        except OSError as error:
            raise BadData(
                f"The file {name} in {self.path} cannot be read: {error.strerror}.", path=self.path
            ) from error

    def square(self, name: str, side_px: int) -> NDArray[np.uint8]:
        """Decode a picture exactly as indexing does: (S, S, 3) uint8 RGB, the whole upright picture.

        Raises:
            BadData: It is absent or cannot be decoded.
        """
        path = self._files.path_of(self._found(name))
        try:
            return read_photo(path, side_px, self._decoding).frames[0].pixels
        except (MediaUnreadable, FolderMissing) as error:
            raise BadData(f"The image {name} in {self.path} cannot be decoded.", path=self.path) from error

    def class_ids(self, name: str) -> NDArray[np.uint8]:
        """Decode an 8-bit map of class ids, (H, W), exactly as stored.

        Raises:
            BadData: It is absent or not an 8-bit single-channel picture.
        """
        try:
            with Image.open(io.BytesIO(self.read(name))) as picture:
                if picture.mode not in {"L", "P"}:
                    raise BadData(f"The mask {name} in {self.path} is not a map of 8-bit class ids.", path=self.path)
                return np.array(picture, np.uint8)
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            raise BadData(f"The mask {name} in {self.path} cannot be decoded.", path=self.path) from error

    def _found(self, name: str) -> str:
        full_name = self.resolve(name)
        if full_name is None:
            raise BadData(f"The image {name} is not in {self.path}.", path=self.path)
        return full_name


class _Folder:
    def __init__(self, path: Path) -> None:
        self._path = path
        files = (entry for entry in sorted(path.rglob("*")) if entry.is_file())
        self.names = tuple(entry.relative_to(path).as_posix() for entry in files)

    def path_of(self, name: str) -> Path:
        """The file itself."""
        return self._path / name

    def close(self) -> None:
        """Nothing is held open."""


class _Archive:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._open = ExitStack()
        try:
            self._tar = self._open.enter_context(tarfile.open(path))  # noqa: SIM115  # the stack closes it
            self._members = {member.name.removeprefix("./"): member for member in self._tar if member.isreg()}
        except (OSError, tarfile.TarError, EOFError, ValueError) as error:
            self._open.close()
            if isinstance(error, OSError) and error.strerror:
                raise BadData(f"{path} cannot be read: {error.strerror}.", path=path) from error
            raise BadData(f"{path} is neither a folder nor a whole tar archive.", path=path) from error
        self._scratch = Path(self._open.enter_context(tempfile.TemporaryDirectory(prefix="evoke-images-")))
        self.names = tuple(self._members)

    def path_of(self, name: str) -> Path:
        """A scratch copy of the member, the same file every time; its suffix stays, its name is not trusted."""
        member = self._members[name]
        if member.size > _MAX_FILE_BYTES:
            raise BadData(f"The file {name} in {self._path} is larger than 512 MB.", path=self._path)
        try:
            stream = self._tar.extractfile(member)
            content = stream.read() if stream is not None else b""
        except (OSError, tarfile.TarError, EOFError) as error:
            raise BadData(f"The file {name} in {self._path} cannot be read.", path=self._path) from error
        if len(content) != member.size:
            raise BadData(f"The archive {self._path} ends inside {name}.", path=self._path)
        copy = self._scratch / f"member{PurePosixPath(name).suffix}"
        copy.write_bytes(content)
        return copy

    def close(self) -> None:
        """Close the archive and remove the scratch copy."""
        self._open.close()
