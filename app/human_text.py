"""Figures, times and sizes in the words a person reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale, QTime

from app.translation import translate

_FEW_SECONDS = 8
_SIZE_UNITS = ("kB", "MB", "GB", "TB")


def photos(number: int) -> str:
    """Return "1 photo" or "1,203 photos", with the digits grouped as the person's language does."""
    return translate("HumanText", "%Ln photo(s)", "", number)


def clips(number: int) -> str:
    """Return such a number of clips."""
    return translate("HumanText", "%Ln clip(s)", "", number)


def files(number: int) -> str:
    """Return such a number of files."""
    return translate("HumanText", "%Ln file(s)", "", number)


def folders(number: int) -> str:
    """Return such a number of folders."""
    return translate("HumanText", "%Ln folder(s)", "", number)


def items(number: int) -> str:
    """Return such a number of photos and clips together."""
    return translate("HumanText", "%Ln item(s)", "", number)


def pictures(number: int) -> str:
    """Return such a number of pictures."""
    return translate("HumanText", "%Ln picture(s)", "", number)


def captions(number: int) -> str:
    """Return such a number of captions."""
    return translate("HumanText", "%Ln caption(s)", "", number)


def moments(number: int) -> str:
    """Return such a number of moments of clips."""
    return translate("HumanText", "%Ln moment(s)", "", number)


def words(number: int) -> str:
    """Return such a number of words."""
    return translate("HumanText", "%Ln word(s)", "", number)


def matches(number: int) -> str:
    """Return such a number of photos and clips that match a search."""
    return translate("HumanText", "%Ln match(es)", "", number)


def clock(seconds: float) -> str:
    """Return a time in a clip as "0:07", "12:30" or "1:02:03"."""
    whole = max(0, round(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{secs:02}" if hours else f"{minutes}:{secs:02}"


def duration(seconds: float) -> str:
    """Return how long something takes, roughly: "a few seconds", "40 seconds", "6 minutes", "2 h 10 min"."""
    if seconds < _FEW_SECONDS:
        return translate("HumanText", "a few seconds")
    if seconds < 55:
        return translate("HumanText", "%Ln second(s)", "", round(seconds / 5) * 5)
    minutes = max(1, round(seconds / 60))
    if minutes < 60:
        return translate("HumanText", "%Ln minute(s)", "", minutes)
    hours, rest = divmod(minutes, 60)
    if not rest:
        return translate("HumanText", "{hours} h").format(hours=number(hours))
    return translate("HumanText", "{hours} h {minutes} min").format(hours=number(hours), minutes=rest)


def about(seconds: float) -> str:
    """Return an estimate: "a few seconds", "about 6 minutes"."""
    if seconds < _FEW_SECONDS:
        return duration(seconds)
    return translate("HumanText", "about {duration}").format(duration=duration(seconds))


def photos_and_clips(of_photos: int, of_clips: int) -> str:
    """Return "12 photos and 1 clip", leaving out what there is none of."""
    parts = [photos(of_photos)] if of_photos or not of_clips else []
    return joined([*parts, clips(of_clips)] if of_clips else parts)


def joined(parts: Sequence[str]) -> str:
    """Return a list as a person writes it: "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    before = translate("HumanText", ", ", "between the parts of a list").join(parts[:-1])
    return translate("HumanText", "{before} and {last}", "the end of a list").format(before=before, last=parts[-1])


def percent(share: float) -> str:
    """Return a share of one as a percentage."""
    return translate("HumanText", "{percent} %").format(percent=QLocale().toString(round(share * 100)))


def size(size_bytes: int) -> str:
    """Return a size as "812 bytes", "3.4 MB" (steps of 1,000)."""
    if size_bytes < 1000:
        return translate("HumanText", "%Ln byte(s)", "", size_bytes)
    amount = float(size_bytes)
    place = -1
    while amount >= 1000 and place + 1 < len(_SIZE_UNITS):
        amount, place = amount / 1000, place + 1
    return f"{QLocale().toString(amount, 'f', 0 if amount >= 100 else 1)} {_SIZE_UNITS[place]}"


def day(moment: datetime) -> str:
    """Return a date with the month's name in the person's language, so that day and month cannot be mixed up."""
    form = translate("HumanText", "d MMM yyyy", "a date, in the letters of QLocale.toString")
    return QLocale().toString(QDate(moment.year, moment.month, moment.day), form)


def weekday(day_of: date) -> str:
    """Return a date with its weekday, for headings: "Sunday, 5 May 2024"."""
    form = translate("HumanText", "dddd, d MMMM yyyy", "a date with its weekday, in the letters of QLocale.toString")
    return QLocale().toString(QDate(day_of.year, day_of.month, day_of.day), form)


def month(year: int, number: int) -> str:
    """Return "May 2024" in the person's language."""
    form = translate("HumanText", "MMMM yyyy", "a month, in the letters of QLocale.toString")
    return QLocale().toString(QDate(year, number, 1), form)


def number(amount: int) -> str:
    """Return a number with its digits grouped as the person's language does."""
    return QLocale().toString(amount)


def figure(value: float, digits: int = 0) -> str:
    """Return a figure with so many digits behind the point, or whatever the person's language writes there."""
    return QLocale().toString(float(value), "f", digits)


def change(value: float) -> str:
    """Return a difference with its sign, a true minus where it is one."""
    sign = "\N{MINUS SIGN}" if value <= -0.05 else "+"
    return sign + figure(abs(value), 1)


def day_and_time(moment: datetime) -> str:
    """Return such a date, and the time as the person's language writes it."""
    time = QLocale().toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)
    return f"{day(moment)}, {time}"


def one_line(text: str) -> str:
    """Return `text` without line breaks and control characters, so that a file name cannot disturb a layout."""
    return "".join(char if char.isprintable() else " " for char in text)
