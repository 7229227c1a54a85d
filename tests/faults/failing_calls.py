"""Lets one call of the operating system fail, in a process that was started with the library of `failing_calls.c`."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def build_preload(folder: Path, source: str = "failing_calls.c") -> Path:
    """Compile the library of that source here; the tests are skipped where that cannot be done."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("calls are made to fail on Linux, where there is a C compiler")
    library = (folder / source).with_suffix(".so")
    options = ["-O1", "-w", "-shared", "-fPIC", "-D_LARGEFILE64_SOURCE"]
    subprocess.run(
        [compiler, *options, "-o", library, Path(__file__).with_name(source), "-ldl"], check=True, capture_output=True
    )
    return library


def _preloaded() -> ctypes.CDLL | None:
    library = ctypes.CDLL(None)
    return library if hasattr(library, "faults_arm") else None


def arm(number: int, error: int, folder: Path) -> None:
    """Have the call of this number, counted from now on, fail with an error; 0 only counts them.

    Error 0 ends the process at that call instead.
    """
    library = _preloaded()
    assert library is not None, "this process was not started with the library"
    library.faults_arm(ctypes.c_long(number), ctypes.c_int(error), os.fsencode(folder))


def counted() -> int:
    """Return how many calls there were."""
    library = _preloaded()
    return 0 if library is None else int(library.faults_counted())


def failed() -> str:
    """Return which call failed, "" for none yet."""
    library = _preloaded()
    if library is None or not library.faults_failed():
        return ""
    library.faults_call.restype = ctypes.c_char_p
    return str(os.fsdecode(library.faults_call()))
