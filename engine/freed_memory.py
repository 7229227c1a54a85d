"""Memory that was freed, given back to the system: the C library keeps it for the next time otherwise."""

from __future__ import annotations

import ctypes
import gc
import sys


def give_back_freed_memory() -> bool:
    """Return whether there was something to ask: glibc on Linux. Elsewhere the system's allocators do so themselves."""
    gc.collect()
    if not sys.platform.startswith("linux"):
        return False
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim is not None and bool(trim(0))
