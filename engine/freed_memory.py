"""Memory that was freed, given back to the system: the C library keeps it for the next time otherwise."""

from __future__ import annotations

import ctypes
import gc
import sys


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
