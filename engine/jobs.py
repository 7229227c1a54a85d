"""Cancellation and progress, without threads or Qt: what every long job takes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol


class Cancelled(Exception):
    """The job was asked to stop and did. Neither the world's fault nor a bug."""


class CancelToken:
    """A flag that the asker sets and the job looks at once per file, batch or step."""

    def __init__(self) -> None:
        self._event = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        """Whether a stop was asked for."""
        return self._event.is_set()

    def cancel(self) -> None:
        """Ask the job to stop at its next check."""
        self._event.set()

    def check(self) -> None:
        """Raise `Cancelled` if a stop was asked for."""
        if self._event.is_set():
            raise Cancelled


_loading: set[int] = set()


@contextmanager
def loading() -> Iterator[None]:
    """Say that this thread imports or reads something large: it looks at no token, and loses nothing if interrupted."""
    ident = threading.get_ident()
    _loading.add(ident)
    try:
        yield
    finally:
        _loading.discard(ident)


def is_loading() -> bool:
    """Whether this thread is in a block of `loading`."""
    return threading.get_ident() in _loading


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is.

    Attributes:
        done: Units finished.
        total: Units in all, or None while that is unknown.
        text: What is being done, for a person.
        eta_s: Seconds left by the job's own estimate, or None.
    """

    done: int
    total: int | None = None
    text: str = ""
    eta_s: float | None = None


class Reporter(Protocol):
    """Takes progress; must return quickly and never raise."""

    def __call__(self, progress: Progress, /) -> None:
        """Take one report."""


def ignore_progress(progress: Progress, /) -> None:
    """A `Reporter` for callers that do not care."""
