"""The collector of reference cycles, kept from going through what a program keeps for good.

Importing torch and reading a model make a quarter of a million objects that stay. Collecting meanwhile takes a seventh
of that time and finds next to nothing; one full collection afterwards stops every thread for 0.3 s; and at the end the
interpreter goes through them all once more. None of this frees memory anybody would get.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collecting_put_off() -> Iterator[None]:
    """Collect nothing while the block lasts; afterwards as before. Blocks may lie in each other or beside each other.

    Of blocks that overlap in two threads the first to end may have collecting begin again before the other is over,
    which costs time and nothing else.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def keep_what_is_there() -> None:
    """Never look again at the objects there are now, and collect from now on: a process is ready, and serves."""
    gc.freeze()
    gc.enable()


def leave_without_collecting() -> None:
    """At the exit of this process, leave the memory of what is still there to the system: half a second less."""
    atexit.register(gc.freeze)
