"""A file system that does not tell cases or Unicode spellings apart, laid over a real folder in this process."""

from __future__ import annotations

import io
import os
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

import pytest

_Name = Any  # str, bytes or a path: whatever `os` takes


def folded(name: str) -> str:
    """Return what all spellings of a name have in common."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


class FoldingFileSystem:
    """Opens and looks at what lies below a folder under any spelling; listings show the one it was made with."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self._listdir, self._scandir = os.listdir, os.scandir
        for name in ("stat", "lstat", "open", "listdir", "access", "readlink"):
            monkeypatch.setattr(os, name, self._resolving(getattr(os, name)))
        monkeypatch.setattr(io, "open", self._resolving(open))
        monkeypatch.setattr("builtins.open", self._resolving(open))
        monkeypatch.setattr(os, "scandir", lambda path=".": _Listing(path, self._scandir(self.resolve(path))))

    def resolve(self, path: _Name) -> _Name:
        """Return a path as it lies on the disk; what is not there, and what is elsewhere, stays as it is."""
        if isinstance(path, int):
            return path
        text = os.fsdecode(path)
        prefix = f"{self.root}{os.sep}"
        if not text.startswith(prefix):
            return path
        found = str(self.root)
        for name in Path(text.removeprefix(prefix)).parts:
            found = os.path.join(found, self._listed_name(found, name))  # noqa: PTH118  # this must not call itself
        return os.fsencode(found) if isinstance(path, bytes) else found

    def _listed_name(self, folder: str, name: str) -> str:
        try:
            names = self._listdir(folder)
        except OSError:
            return name
        return next((other for other in names if folded(other) == folded(name)), name)

    def _resolving(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: _Name, *args: Any, **options: Any) -> Any:
            return real(path if options.get("dir_fd") is not None else self.resolve(path), *args, **options)

        return call


class _Listing:
    """What scandir returns, below the spelling that was asked for."""

    def __init__(self, folder: _Name, real: Any) -> None:
        self._folder, self._real = os.fspath(folder), real

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[Any]:
        return (_Entry(self._folder, entry) for entry in self._real)

    def close(self) -> None:
        self._real.close()


class _Entry:
    def __init__(self, folder: _Name, real: Any) -> None:
        self.name = real.name
        self.path = os.path.join(folder, real.name)  # noqa: PTH118  # bytes as well
        self.is_file, self.is_dir, self.is_symlink = real.is_file, real.is_dir, real.is_symlink
        self.stat, self.inode = real.stat, real.inode
