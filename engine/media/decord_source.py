"""Read clips with decord, where it is installed and only those that it is proven to read right."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.errors import MediaUnreadable
from engine.media import container_index
from engine.media.frame_source import ClipFrame, ClipInfo

try:
    import decord
except (ImportError, OSError):  # no wheel for this platform, or its libraries do not load
    IS_INSTALLED = False
else:
    IS_INSTALLED = True
    decord.logging.set_level(decord.logging.QUIET)

# decord counts every packet when it opens a file, and holds full frames: small clips only.
_LARGEST_BYTES = 64 * 1024 * 1024
_MOST_LINES = 720
_SAME_INSTANT_S = 0.0005


class DecordFrame:
    """A decoded frame, upright."""

    def __init__(self, pixels: NDArray[np.uint8], time_s: float) -> None:
        self._image = Image.fromarray(pixels)
        self._time_s = time_s

    @property
    def time_s(self) -> float:
        """When a player shows it, counted from the start of the clip."""
        return self._time_s

    def scaled(self, width_px: int, height_px: int) -> NDArray[np.uint8]:
        """Return the whole frame as (height_px, width_px, 3) RGB."""
        size = (width_px, height_px)
        return np.asarray(self._image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0))


class DecordSource:
    """A clip opened with decord. See `FrameSource`; frames are addressed by number, times come from the container."""

    reader = "decord"

    def __init__(self, path: Path, info: ClipInfo, times_s: Sequence[float]) -> None:
        """Open a clip for which `frame_times` gave the times.

        Raises:
            MediaUnreadable: decord cannot open it or counts other frames than the container.
        """
        self._path = path
        self.info = info
        self._times_s = times_s
        self._end_s: float | None = None
        try:
            self._clip: Any = decord.VideoReader(str(path), num_threads=1, fault_tol=2)
            count = len(self._clip)
        except (decord.DECORDError, RuntimeError, OSError, UnicodeError) as error:  # names must be text for decord
            raise self._unreadable() from error
        if count != len(times_s):
            raise self._unreadable()

    @property
    def is_partial(self) -> bool:
        """Never: a clip with damage is not left to decord."""
        return False

    @property
    def end_s(self) -> float | None:
        """When the last frame is over, once it was read."""
        return self._end_s

    def frames(self, times_s: Sequence[float], tolerance_s: float = 0.0) -> Iterator[ClipFrame]:
        """Yield for each of the ascending times the frame shown then, exactly; see `FrameSource.frames`."""
        shown = -1
        for time_s in times_s:
            number = max(0, bisect.bisect_right(self._times_s, time_s + _SAME_INSTANT_S) - 1)
            if number <= shown:
                continue
            shown = number
            try:
                pixels: NDArray[np.uint8] = self._clip[number].asnumpy()
            except (decord.DECORDError, RuntimeError, IndexError) as error:
                raise self._unreadable() from error
            if number == len(self._times_s) - 1:
                self._end_s = max(self.info.duration_s, self._times_s[number])
            yield DecordFrame(pixels, self._times_s[number])

    def close(self) -> None:
        """Close the file; decord does so when the reader is let go."""
        self._clip = None

    def _unreadable(self) -> MediaUnreadable:
        return MediaUnreadable(f"{self._path.name} cannot be decoded with decord.", path=self._path)


def frame_times(path: Path) -> list[float] | None:
    """Return the times of all frames of a clip that decord may serve, None for any other.

    These are small 8-bit H.264 clips in MP4 or MOV with closed groups of pictures, square upright pixels and every
    frame shown: what the test with painted frame numbers proves. Open groups, transport and program streams and
    AVI it gets wrong by up to two groups of pictures; AV1 it cannot open.
    """
    if not IS_INSTALLED or path.stat().st_size > _LARGEST_BYTES:
        return None
    try:
        with container_index.open_container(path) as container:
            stream = container_index.picture_track(container)
            if stream is None or not container.format.name.startswith("mov"):
                return None
            context = stream.codec_context
            if (context.name, context.pix_fmt) != ("h264", "yuv420p") or context.height >= _MOST_LINES:
                return None
            if (stream.sample_aspect_ratio or 1) != 1:
                return None
            return container_index.closed_group_times(container, stream)
    except (av.FFmpegError, OSError, ValueError):
        return None
