"""What all cores do together: a virtual machine may have two cores in one minute, and two halves of one in the next."""

from __future__ import annotations

import statistics
import threading
import time
import zlib
from typing import Final

import numpy as np

_ROUNDS: Final = 3
_SAMPLE_BYTES: Final = 1 << 18


def work_together(cores: int, seconds: float = 0.1) -> float:
    """Return how many times the work of one thread so many threads do at once; takes six times as many seconds.

    The work is compressing, which leaves Python's lock alone and is neither only arithmetic nor only memory.
    """
    sample = np.random.default_rng(0).integers(0, 16, _SAMPLE_BYTES, np.uint8).tobytes()
    alone, together = [], []
    for _ in range(_ROUNDS):
        alone.append(_rate(sample, 1, seconds))
        together.append(_rate(sample, cores, seconds))
    return statistics.median(together) / statistics.median(alone)


def _rate(sample: bytes, threads: int, seconds: float) -> float:
    """Return pieces of work a second, of all threads."""
    done = [0.0] * threads

    def work(which: int) -> None:
        pieces, began_s = 0, time.perf_counter()
        while (taken_s := time.perf_counter() - began_s) < seconds or not pieces:
            zlib.compress(sample, 1)
            pieces += 1
        done[which] = pieces / max(taken_s, 1e-9)

    running = [threading.Thread(target=work, args=(which,)) for which in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return sum(done)
