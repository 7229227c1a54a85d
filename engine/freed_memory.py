"""Memory that was freed, given back to the system: the C library keeps it for the next time otherwise."""

from __future__ import annotations

import ctypes
import gc
import sys
from typing import Final

_M_ARENA_MAX: Final = -8  # of glibc's malloc.h


def share_one_heap() -> bool:
    """Have all threads take memory from one heap; called before there are any. Return whether glibc was asked.

    Each thread has a heap of its own otherwise, and what is freed at the end of that is not even given back when asked
    for: opening a graph of 100,000 vectors in a thread left 33 MB.
    """
    if not sys.platform.startswith("linux"):
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and bool(mallopt(_M_ARENA_MAX, 1))


def give_back_freed_memory(*, with_cycles: bool = True) -> bool:
    """Return whether there was something to ask: glibc on Linux. Elsewhere the system's allocators do so themselves.

    Args:
        with_cycles: Look for cycles of objects first, which nothing else runs beside for a tenth of a second.
    """
    if with_cycles:
        gc.collect()
    if not sys.platform.startswith("linux"):
        return False
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim is not None and bool(trim(0))
