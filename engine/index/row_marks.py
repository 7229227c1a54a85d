"""Four bytes per vector of a saved graph: whether its vector is still the one that it was linked for.

A vector can change under its id while no graph is written, as when a process ends at once. Ids alone do not tell.
"""

from __future__ import annotations

from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

Marks = NDArray[np.uint32]

_AT_ONCE: Final = 4096


def marks_of(unit: NDArray[np.float16]) -> Marks:
    """Return a mark (N,) of each vector (N, D), of its very bits."""
    weights = np.random.default_rng(0).integers(1, 2**32, unit.shape[1], np.uint32) | np.uint32(1)
    marks = np.empty(len(unit), np.uint32)
    for start in range(0, len(unit), _AT_ONCE):
        bits = np.ascontiguousarray(unit[start : start + _AT_ONCE]).view(np.uint16).astype(np.uint32)
        marks[start : start + _AT_ONCE] = (bits * weights).sum(axis=1, dtype=np.uint32)
    return marks


def write_marks(file: BinaryIO, labels: NDArray[np.int64], ids: NDArray[np.int64], unit: NDArray[np.float16]) -> None:
    """Write the marks of labels (L,), 0 where they have no vector (N, D) among those of the ascending ids (N,)."""
    marks = np.zeros(len(labels), "<u4")
    if len(ids):
        places = np.minimum(np.searchsorted(ids, labels), len(ids) - 1)
        marks = np.where(ids[places] == labels, marks_of(unit)[places], 0).astype("<u4")
    file.write(marks.tobytes())


def still_the_same(
    file: BinaryIO, labels: NDArray[np.int64], ids: NDArray[np.int64], unit: NDArray[np.float16]
) -> NDArray[np.bool_]:
    """Return which vectors (N,) of these ids are those of the file, from where it stands; all where it has no marks.

    Raises:
        ValueError: There are not as many marks as labels.
    """
    marks = np.frombuffer(file.read(), "<u4")
    if len(marks) == 0 or len(labels) == 0:
        return np.ones(len(ids), bool)
    if len(marks) != len(labels):
        raise ValueError(f"{len(marks)} marks are not of {len(labels)} nodes")
    order = np.argsort(labels)
    places = np.minimum(np.searchsorted(labels[order], ids), len(labels) - 1)
    of_label = order[places]
    return np.asarray((labels[of_label] == ids) & (marks[of_label] == marks_of(unit)))
