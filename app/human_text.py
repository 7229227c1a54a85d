"""Figures, times and sizes in the words a person reads."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale, QTime

_FEW_SECONDS = 8
_SIZE_UNITS = ("bytes", "kB", "MB", "GB", "TB")


def count(number: int, one: str, many: str = "") -> str:
    """Return "1 photo" or "1,203 photos", with the digits grouped as the person's language does."""
    return f"{QLocale().toString(number)} {one if number == 1 else many or one + 's'}"


def clock(seconds: float) -> str:
    """Return a time in a clip as "0:07", "12:30" or "1:02:03"."""
    whole = max(0, round(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{secs:02}" if hours else f"{minutes}:{secs:02}"


def duration(seconds: float) -> str:
    """Return how long something takes, roughly: "a few seconds", "40 seconds", "6 minutes", "2 h 10 min"."""
    if seconds < _FEW_SECONDS:
        return "a few seconds"
    if seconds < 55:
        return f"{round(seconds / 5) * 5} seconds"
    minutes = max(1, round(seconds / 60))
    if minutes < 60:
        return count(minutes, "minute")
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def about(seconds: float) -> str:
    """Return an estimate: "a few seconds", "about 6 minutes"."""
    return duration(seconds) if seconds < _FEW_SECONDS else f"about {duration(seconds)}"


def photos_and_clips(photos: int, clips: int) -> str:
    """Return "12 photos and 1 clip", leaving out what there is none of."""
    parts = [count(photos, "photo")] if photos or not clips else []
    return " and ".join([*parts, count(clips, "clip")] if clips else parts)


def size(size_bytes: int) -> str:
    """Return a size as "812 bytes", "3.4 MB" (steps of 1,000)."""
    amount = float(size_bytes)
    for unit in _SIZE_UNITS:
        if amount < 1000 or unit == _SIZE_UNITS[-1]:
            break
        amount /= 1000
    return f"{amount:.0f} {unit}" if unit == "bytes" or amount >= 100 else f"{amount:.1f} {unit}"


def day(moment: datetime) -> str:
    """Return a date with the month's name in the person's language, so that day and month cannot be mixed up."""
    return QLocale().toString(QDate(moment.year, moment.month, moment.day), "d MMM yyyy")


def weekday(day_of: date) -> str:
    """Return a date with its weekday, for headings: "Sunday, 5 May 2024"."""
    return QLocale().toString(QDate(day_of.year, day_of.month, day_of.day), "dddd, d MMMM yyyy")


def month(year: int, number: int) -> str:
    """Return "May 2024" in the person's language."""
    return QLocale().toString(QDate(year, number, 1), "MMMM yyyy")


def number(amount: int) -> str:
    """Return a number with its digits grouped as the person's language does."""
    return QLocale().toString(amount)


def day_and_time(moment: datetime) -> str:
    """Return such a date, and the time as the person's language writes it."""
    time = QLocale().toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)
    return f"{day(moment)}, {time}"


def one_line(text: str) -> str:
    """Return `text` without line breaks and control characters, so that a file name cannot disturb a layout."""
    return "".join(char if char.isprintable() else " " for char in text)
