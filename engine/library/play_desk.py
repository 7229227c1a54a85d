"""What playing a clip needs: its frames one after the other and its sound in pieces, each from a worker of its own."""

from __future__ import annotations

import math
from pathlib import Path

from engine.browse_records import SoundPiece
from engine.config import Config
from engine.errors import BadData
from engine.library.folder_list import absolute_path
from engine.library.resting_pool import REST_AFTER_S, RestingPool
from engine.records import Picture

LONGEST_PIECE_S = 10.0
_SOUND_TIMEOUT_S = 10.0  # a piece is ready in some milliseconds; what takes longer than this nobody waits for


class PlayDesk:
    """Its workers keep the clip open and decode on from where they are, so that neither waits for the other.

    Frames are asked for by one thread and sound by another.
    """

    def __init__(self, config: Config, *, rest_after_s: float = REST_AFTER_S) -> None:
        self._film = RestingPool(config, timeout_s=math.inf, rest_after_s=rest_after_s)
        self._sound = RestingPool(config, timeout_s=_SOUND_TIMEOUT_S, rest_after_s=rest_after_s)

    @property
    def is_at_rest(self) -> bool:
        """Whether there are no workers and no clip is open."""
        return self._film.is_at_rest and self._sound.is_at_rest

    def played_frame(self, path: Path, time_s: float, max_px: int) -> Picture:
        """Decode the frame shown at a time, its longer side at most `max_px`; quickest a little after the one before.

        Raises:
            FolderMissing: There is no such file.
            MediaUnreadable: It cannot be decoded.
        """
        with self._film.awake() as pool:
            return pool.played_frame(absolute_path(path), time_s, max_px)

    def sound(self, path: Path, start_s: float, length_s: float) -> SoundPiece:
        """Decode a stretch of a clip's sound, quickest where the one before ended.

        Raises:
            BadData: The length is none or too long.
            FolderMissing: There is no such file.
            MediaUnreadable: Its sound cannot be decoded.
        """
        if not 0 < length_s <= LONGEST_PIECE_S or not 0 <= start_s < math.inf:
            raise BadData(f"A piece of sound may last {LONGEST_PIECE_S:.0f} seconds at most.")
        with self._sound.awake() as pool:
            return pool.sound(absolute_path(path), start_s, length_s)

    def close(self) -> None:
        """End the workers. What is asked for next would start others."""
        self._film.close()
        self._sound.close()
