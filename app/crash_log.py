"""What is left of a crash that no Python code could catch: written by the interpreter, told at the next start."""

from __future__ import annotations

import faulthandler
from pathlib import Path
from typing import IO

_KEPT_CHARS = 20_000


class CrashLog:
    """Opened at the start. Where its file cannot be written there is no report, and everything else works."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None
        self._is_ours = False

    @property
    def kept_path(self) -> Path:
        """Where the report of the crash before is kept."""
        return self._path.with_name(f"{self._path.stem}-before{self._path.suffix}")

    def start(self) -> str:
        """Have crashes written from now on; return what the last run left, or ""."""
        before = self._take()
        try:
            self._file = self._path.open("wb")
        except OSError:
            return before
        if not faulthandler.is_enabled():  # a test run has its own
            faulthandler.enable(self._file)
            self._is_ours = True
        return before

    def stop(self) -> None:
        """This run ended in order."""
        if self._file is None:
            return
        if self._is_ours:
            faulthandler.disable()
        self._file.close()
        self._file = None
        self._path.unlink(missing_ok=True)

    def _take(self) -> str:
        try:
            text = self._path.read_text(encoding="utf-8", errors="replace")
            if text.strip():
                self._path.replace(self.kept_path)
        except OSError:
            return ""
        return text.strip()[:_KEPT_CHARS]
