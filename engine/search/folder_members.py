"""What lies in each folder, made ready to be counted again and again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from engine.search.media_columns import MediaColumns, Rows
from engine.store.columns_reader import FileColumns


@dataclass(frozen=True, slots=True)
class FolderMembers:
    """Which media have a file in which folder, each pair once.

    Attributes:
        rows: (P,) of the columns; those of a folder lie together.
        starts: (K + 1,) where each folder's begin.
        folders: (K,) the folders.
        has_copies: Whether a medium is in several folders.
    """

    rows: Rows
    starts: NDArray[np.int64]
    folders: tuple[Path, ...]
    has_copies: bool

    @classmethod
    def of(cls, files: FileColumns, columns: MediaColumns) -> Self:
        """Pair the files of a library with those of its media that are in the columns."""
        here = columns.has(files.media_ids)
        media_rows, codes = columns.rows_of(files.media_ids), files.folder_codes[here]
        pairs = np.unique(codes.astype(np.int64) * max(len(columns), 1) + media_rows)
        owners, rows = np.divmod(pairs, max(len(columns), 1))
        starts = np.searchsorted(owners, np.arange(len(files.folders) + 1))
        return cls(rows, starts.astype(np.int64), files.folders, len(np.unique(rows)) < len(rows))

    def within(self, mask: NDArray[np.bool_]) -> Mapping[Path, Rows]:
        """Return the rows of each folder that are in a mask (M,), for the folders that have any."""
        chosen = mask[self.rows]
        rows, before = self.rows[chosen], np.append(0, np.cumsum(chosen))
        starts = before[self.starts]
        filled = np.flatnonzero(np.diff(starts)).tolist()
        return {self.folders[code]: rows[starts[code] : starts[code + 1]] for code in filled}
