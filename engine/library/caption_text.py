"""What may be a caption, and what may be the moment of a clip that it speaks of."""

from __future__ import annotations

import math
import unicodedata
from pathlib import Path
from typing import Final

from engine.errors import BadData

MAX_CAPTION_CHARS: Final = 1000
_ROUNDED_S: Final = 0.1  # lengths of clips are told in tenths: an end may lie so far behind the last frame


def cleaned(text: str) -> str:
    """Return a caption on one line.

    Raises:
        BadData: It is empty, too long or not text.
    """
    words = " ".join(text.split())
    if not words:
        raise BadData("The caption is empty.")
    if len(words) > MAX_CAPTION_CHARS:
        raise BadData(f"The caption has {len(words)} characters; {MAX_CAPTION_CHARS} are allowed.")
    if not words.isprintable() and any(unicodedata.category(char) in {"Cc", "Cs"} for char in words):
        raise BadData("The caption holds control characters or bytes that are not text.")
    return words


def without_controls(text: str) -> str:
    """Return a text of another program with what controls a terminal, or is no text at all, taken for spaces."""
    if text.isprintable():
        return text
    return "".join(" " if unicodedata.category(char) in {"Cc", "Cs"} else char for char in text)


def checked_span(
    path: Path, duration_s: float | None, time_s: float | None, end_s: float | None
) -> tuple[float | None, float | None]:
    """Return a moment of a clip as it is kept; None is the whole clip.

    Args:
        path: The file.
        duration_s: Of the clip; None for a photo.
        time_s: Where the moment begins.
        end_s: Where it ends; None for the frame nearest to `time_s`.

    Raises:
        BadData: It has no such moment.
    """
    if time_s is None:
        if end_s is not None:
            raise BadData("A moment needs a time where it begins.", path=path)
        return None, None
    if duration_s is None:
        raise BadData(f"{path} is a photo and has no moments.", path=path)
    if not (math.isfinite(time_s) and 0 <= time_s <= duration_s):
        raise BadData(f"{path} lasts {duration_s:.1f} s and has no moment at {time_s:g} s.", path=path)
    if end_s is None or end_s == time_s:
        return time_s, None
    if not (math.isfinite(end_s) and time_s < end_s <= duration_s + _ROUNDED_S):
        raise BadData(f"{path} lasts {duration_s:.1f} s and has no moment up to {end_s:g} s.", path=path)
    return time_s, min(end_s, duration_s)
