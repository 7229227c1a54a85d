"""A file whose lengths may lie: whoever asks for more than there is gets what there is, and no memory for the rest."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Final

_LARGE_BYTES: Final = 1 << 20  # up to here what is asked for is simply allocated


class BoundedFile(io.BufferedReader):
    """Reads a file. Python allocates all that it is asked to read before it looks at how much there is."""

    def __init__(self, path: Path) -> None:
        """Open it.

        Raises:
            OSError: It is not there or may not be read.
        """
        super().__init__(path.open("rb", buffering=0))

    def read(self, size: int | None = -1, /) -> bytes:
        """Read so many bytes, or as many as are left."""
        if size is not None and size > _LARGE_BYTES:
            size = min(size, max(0, os.fstat(self.fileno()).st_size - self.tell()))
        return super().read(size)
