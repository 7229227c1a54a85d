"""What every video reader offers: a clip's facts, and its upright frames chosen by time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class ClipInfo:
    """What the container says about a clip's picture.

    Attributes:
        width_px: Width as a person sees it: turned upright, pixels made square.
        height_px: Height as a person sees it.
        duration_s: Length of the picture track; 0.0 if not even counting packets gives one.
        codec: FFmpeg's name of the codec.
        tags: The container's and the picture track's tags.
    """

    width_px: int
    height_px: int
    duration_s: float
    codec: str
    tags: Mapping[str, str] = field(default_factory=dict)


class ClipFrame(Protocol):
    """One decoded frame, scaled only when asked, so that a 4K frame never exists as RGB."""

    @property
    def time_s(self) -> float:
        """When a player shows it, counted from the start of the clip."""

    def scaled(self, width_px: int, height_px: int) -> NDArray[np.uint8]:
        """Return the whole upright frame as (height_px, width_px, 3) RGB."""


class FrameSource(Protocol):
    """An open clip. Times count from the container's start, as the seek bar of a player does.

    A track that begins late, or time stamps that begin at some other clock's hour, are thereby the player's times.
    """

    reader: str
    info: ClipInfo

    @property
    def is_partial(self) -> bool:
        """Whether something so far could not be decoded."""

    @property
    def end_s(self) -> float | None:
        """When the last frame is over, once reading came to the end of the clip."""

    def frames(self, times_s: Sequence[float], tolerance_s: float = 0.0) -> Iterator[ClipFrame]:
        """Yield for each of the ascending times the frame that a player shows then, the same frame only once.

        Args:
            times_s: Ascending times.
            tolerance_s: How much earlier a frame may be where that saves decoding up to the exact one.
        """

    def close(self) -> None:
        """Close the file."""
