"""What is left out of watched folders: hidden files and caches unless told otherwise, and patterns of one's own."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from engine.media.file_kinds import is_left_out
from engine.media.ignore_rules import Patterns, parse_rules

# In words of the same syntax what `is_left_out` says of names; a test holds the two against each other.
ALWAYS_LEFT_OUT: Final = """\
.*
#recycle
#snapshot
$RECYCLE.BIN
@eaDir
@Recently-Snapshot
@Recycle
@tmp
__MACOSX
__pycache__
caches
lost+found
node_modules
System Volume Information
thumbnails
thumbs
*.lrdata
"""

_SEPARATOR: Final = os.fsencode(os.sep)


class FolderRules:
    """The rules of one watched folder; paths are absolute, as the file system lists them.

    Attributes:
        home: The watched folder.
        text: The patterns.
        takes_hidden: Names with a dot before them are decided by the rules like any other.
        concern_files: Whether files are to be asked about one by one.
    """

    def __init__(self, home: bytes, text: str) -> None:
        self.home, self.text = home, text
        own, _ = parse_rules(text)
        self._skipped = len(home) if home.endswith(_SEPARATOR) else len(home) + len(_SEPARATOR)
        patterns = Patterns(own)
        self.takes_hidden = patterns.have_exceptions
        if patterns.have_exceptions:
            patterns = Patterns([*parse_rules(_escaped(ALWAYS_LEFT_OUT))[0], *own])
        self._patterns = patterns
        self._has_own = bool(own)
        self.concern_files = patterns.concern_files

    def leaves_folder(self, path: bytes, name: bytes) -> bool:
        """Whether a folder is left out by its name or path."""
        if not self.takes_hidden and is_left_out(name):
            return True
        return self._has_own and self._patterns.decide(self._below(path), name, is_folder=True) is True

    def leaves_file(self, path: bytes, name: bytes) -> bool:
        """Whether a file is left out by its own name or path; hidden ones are asked about only if `takes_hidden`."""
        return self._patterns.decide(self._below(path), name, is_folder=False) is True

    def insists_on(self, path: bytes, name: bytes) -> bool:
        """Whether a folder is to be taken although a mark in it says otherwise."""
        return self.takes_hidden and self._patterns.decide(self._below(path), name, is_folder=True) is False

    def leaves_out(self, path: bytes, *, is_folder: bool = False) -> bool:
        """Whether a path is left out, itself or with a folder on the way."""
        below = path[self._skipped :]
        at = below.find(_SEPARATOR)
        start = 0
        while at >= 0:
            if self.leaves_folder(path[: self._skipped + at], below[start:at]):
                return True
            start = at + 1
            at = below.find(_SEPARATOR, start)
        name = below[start:]
        if is_folder:
            return self.leaves_folder(path, name)
        return (not self.takes_hidden and is_left_out(name)) or (self.concern_files and self.leaves_file(path, name))

    def _below(self, path: bytes) -> bytes:
        below = path[self._skipped :]
        return below if _SEPARATOR == b"/" else below.replace(_SEPARATOR, b"/")


class Exclusions:
    """The rules of every watched folder; what lies in none has those of all folders, counted from itself."""

    def __init__(self, everywhere: str = "", own: Mapping[Path, str] | None = None) -> None:
        """Take the patterns of all folders, and those of each watched folder by its path."""
        self._everywhere = everywhere
        self._own = dict(own or {})
        self._rules = {home: self.at(home, home) for home in self._own}

    @property
    def homes(self) -> tuple[Path, ...]:
        """The watched folders."""
        return tuple(self._rules)

    def of(self, path: Path) -> FolderRules:
        """Return the rules that hold at and below a path."""
        for folder in (path, *path.parents):
            if folder in self._rules:
                return self._rules[folder]
        return self.at(path, path)

    def at(self, home: Path, name: Path) -> FolderRules:
        """Return the rules of a watched folder for its files under another name of it."""
        return FolderRules(os.fsencode(name), f"{self._everywhere}\n{self._own.get(home, '')}")

    def leaves_out(self, path: Path, *, is_folder: bool = False) -> bool:
        """Whether a path below a watched folder is left out; a watched folder itself, or one in none, never is."""
        home = next((folder for folder in path.parents if folder in self._rules), None)
        if home is None or path in self._rules:
            return False
        return self._rules[home].leaves_out(os.fsencode(path), is_folder=is_folder)


def _escaped(text: str) -> str:
    """Write names that begin with # as the syntax wants them."""
    return "\n".join(f"\\{line}" if line.startswith("#") else line for line in text.splitlines())
