"""Memory that threads freed is given back as well."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

PROGRAM = """
import threading
import numpy as np, psutil
from engine.freed_memory import give_back_freed_memory, share_one_heap

assert share_one_heap()
np.ones(30_000_000, np.uint8)  # once this is freed, smaller pieces are taken from heaps
before, kept = psutil.Process().memory_info().rss, []

def work():
    for _ in range(4):
        one, other = np.ones(16_000_000, np.uint8), np.ones(16_000_000, np.uint8)
    kept.append(np.ones(1000, np.uint8))

thread = threading.Thread(target=work)
thread.start()
thread.join()
give_back_freed_memory()
print(psutil.Process().memory_info().rss - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other systems' allocators do so themselves")
def test_with_one_heap_what_a_thread_freed_is_given_back() -> None:
    """In heaps of their own 16 MB stay."""
    ended = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=True)
    assert int(ended.stdout) < 4_000_000
