"""What results are narrowed to, and in which order they come: plain values that a request takes over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app import human_text
from app.translation import translate
from engine.records import MediaKind, SearchRequest, SortBy

FILTER_FIELDS = ("kind", "after", "before", "folder", "camera", "has_caption", "is_favourite")
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Filters:
    """What the results are narrowed to; `before` is exclusive, a camera "" is what names none."""

    kind: MediaKind | None = None
    after: datetime | None = None
    before: datetime | None = None
    folder: Path | None = None
    camera: str | None = None
    has_caption: bool | None = None
    is_favourite: bool | None = None

    @property
    def is_any(self) -> bool:
        """Whether nothing is narrowed."""
        return self == Filters()

    def fields(self) -> dict[str, Any]:
        """Return the values by the names a SearchRequest has for them."""
        return {name: getattr(self, name) for name in FILTER_FIELDS}

    @classmethod
    def of(cls, request: SearchRequest) -> Filters:
        """Return what a request is narrowed to."""
        return cls(**{name: getattr(request, name) for name in FILTER_FIELDS})


@dataclass(frozen=True, slots=True)
class Order:
    """In which order results come."""

    sort: SortBy = SortBy.RELEVANCE
    by_day: bool = False
    stacks: bool = True

    def fields(self) -> dict[str, Any]:
        """Return the values by the names a SearchRequest has for them."""
        return {"sort": self.sort, "by_day": self.by_day, "stacks": self.stacks}

    @classmethod
    def of(cls, request: SearchRequest) -> Order:
        """Return the order of a request."""
        return cls(request.sort, request.by_day, request.stacks)


def date_presets(now: datetime) -> tuple[tuple[str, datetime | None, datetime | None], ...]:
    """List the ready-made ranges as (name, from, until); until is exclusive."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return (
        (translate("Filters", "Any date"), None, None),
        (translate("Filters", "Last 7 days"), today - timedelta(days=6), None),
        (translate("Filters", "Last 30 days"), today - timedelta(days=29), None),
    )


def month_range(year: int, month: int | None = None) -> tuple[datetime, datetime]:
    """Return the first moment of a year or month, and of the one after it."""
    if month is None:
        return datetime(year, 1, 1), datetime(year + 1, 1, 1)
    after_it = (year + 1, 1) if month == _DECEMBER else (year, month + 1)
    return datetime(year, month, 1), datetime(*after_it, 1)


def range_text(filters: Filters, now: datetime) -> str:
    """Name a range as its button shows it."""
    after, before = filters.after, filters.before
    for name, first, until in date_presets(now):
        if (first, until) == (after, before):
            return name
    if after is not None and before is not None:
        if (after, before) == month_range(after.year):
            return str(after.year)
        if (after, before) == month_range(after.year, after.month):
            return human_text.month(after.year, after.month)
    first_day = human_text.day(after) if after else ""
    last_day = human_text.day(before - timedelta(days=1)) if before else ""
    return f"{first_day} \N{EN DASH} {last_day}".strip()
