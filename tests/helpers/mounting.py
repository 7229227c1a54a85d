"""Real mounts for tests that may make some: as root, or not at all."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.mounts import mounts_table


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


@contextmanager
def bound(source: Path, point: Path) -> Iterator[None]:
    """Show `source` at `point` while the block lasts, unless the block takes it away itself."""
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root may mount")
    try:
        _run("mount", "--bind", str(source), str(point))
    except subprocess.CalledProcessError as error:
        pytest.skip(f"nothing can be mounted here: {error.stderr.decode(errors='replace').strip()}")
    try:
        yield
    finally:
        if point in mounts_table():  # Path.is_mount does not see what lies on the same disk
            unmount(point)


def unmount(point: Path) -> None:
    """Take a mount away as pulling a plug does: whoever is inside keeps what is open."""
    _run("umount", "--lazy", str(point))
