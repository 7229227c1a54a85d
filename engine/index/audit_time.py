"""How long a check may take, and where it goes on the next time."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Place:
    """Where a check stopped: what was checked there, and the last item that was.

    Attributes:
        step: The name of the step; "" for the beginning.
        item: The last item of it that was checked, "" for none.
    """

    step: str = ""
    item: str = ""

    @classmethod
    def read(cls, text: str) -> Self:
        """Read what `str` gave."""
        step, _, item = text.partition(":")
        return cls(step, item)

    def __str__(self) -> str:
        return f"{self.step}:{self.item}" if self.step else ""


class TimeOver(Exception):
    """A check has taken its time."""


@dataclass(slots=True)
class Stretch:
    """One go at a check. Each gets at least one item further, however short it is.

    Attributes:
        place: Where it began, and once it was stopped, where the next one goes on.
        deadline_s: When it stops, by the monotonic clock.
    """

    place: Place
    deadline_s: float = math.inf

    @classmethod
    def of(cls, seconds: float | None, stopped_at: str = "") -> Self:
        """Make one of a length, or without an end."""
        return cls(Place.read(stopped_at), math.inf if seconds is None else time.monotonic() + seconds)

    @property
    def is_over(self) -> bool:
        """Whether it has lasted as long as it may."""
        return time.monotonic() >= self.deadline_s

    def has_passed(self, step: str, steps: tuple[str, ...]) -> bool:
        """Whether an earlier go has finished this step. A place that is not known is the beginning."""
        return self.place.step in steps and steps.index(step) < steps.index(self.place.step)

    def last_of(self, step: str) -> str:
        """Return the last item of a step that an earlier go has checked, "" for none."""
        return self.place.item if self.place.step == step else ""

    def reached(self, step: str, item: str) -> None:
        """Note that an item was checked.

        Raises:
            TimeOver: The time is over; `place` says where to go on.
        """
        if self.is_over:
            self.place = Place(step, item)
            raise TimeOver
