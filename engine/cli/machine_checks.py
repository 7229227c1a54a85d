"""The doctor's checks of the machine: each returns what it found, in words; none of them raises or changes anything."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from engine.config import ComputeConfig
from engine.errors import EngineError
from engine.library_records import Check

if TYPE_CHECKING:
    from engine.cli.common_options import CommonOptions

_SQLITE_WITHOUT_RACE = (3, 51, 3)
_LEAST_FREE_BYTES = 1_000_000_000
_INOTIFY = Path("/proc/sys/fs/inotify")
_QT_HINT = (
    "Install the system library it names; on Debian and Ubuntu: apt install libgl1 libegl1 libxkbcommon0 libdbus-1-3"
)
_QT_PROBE = "import PySide6, PySide6.QtGui, PySide6.QtWidgets; print(PySide6.__version__)"


def check_python() -> tuple[Check, ...]:
    """Python itself."""
    is_ok = sys.version_info >= (3, 11)
    detail = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    return (Check("Python", is_ok, detail, "" if is_ok else "Evoke needs Python 3.11 or newer."),)


def check_qt() -> tuple[Check, ...]:
    """Whether the window's libraries load, tried in a process of their own."""
    try:
        probe = subprocess.run(
            [sys.executable, "-P", "-c", _QT_PROBE], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return (Check("Window (Qt)", False, f"could not be tried: {error}"),)
    if probe.returncode == 0:
        return (Check("Window (Qt)", True, f"PySide6 {probe.stdout.strip()} loads"),)
    last_line = (probe.stderr.strip().splitlines() or [f"ended with {probe.returncode}"])[-1]
    return (Check("Window (Qt)", False, last_line, _QT_HINT),)


def check_sqlite() -> tuple[Check, ...]:
    """SQLite's version; the WAL-reset race of older ones needs two writing connections, and Evoke has one."""
    version = sqlite3.sqlite_version
    is_current = sqlite3.sqlite_version_info >= _SQLITE_WITHOUT_RACE
    hint = "" if is_current else "Older than 3.51.3: safe here, since Evoke writes through one connection only."
    return (Check("SQLite", True, version, hint),)


def check_hnswlib() -> tuple[Check, ...]:
    """Whether the graph index works; without it every search is exact, which is slower in large libraries only."""
    fallback = "Libraries are searched exactly instead, which is slower from about 100,000 pictures on."
    try:
        import hnswlib
        import numpy as np
    except ImportError as error:
        return (Check("Vector index (hnswlib)", True, f"not there: {error}", fallback),)
    vectors = np.eye(8, dtype=np.float32)
    index = hnswlib.Index(space="ip", dim=8)
    index.init_index(max_elements=8, ef_construction=50, M=8)
    index.add_items(vectors, np.arange(8))
    found, _ = index.knn_query(vectors[3], k=1)
    if int(found[0][0]) != 3:
        return (Check("Vector index (hnswlib)", False, "gives wrong answers", "Install it again."),)
    return (Check("Vector index (hnswlib)", True, "finds what was put in"),)


def check_device(compute: ComputeConfig) -> tuple[Check, ...]:
    """What the model would run on."""
    try:
        import torch

        from engine.device import choose_device, thread_count

        device = choose_device(compute)
    except (ImportError, OSError) as error:
        return (Check("PyTorch", False, f"does not load: {error}", "Install it again: python -m pip install torch"),)
    except EngineError as error:
        return (Check("Device", False, error.user_text, error.hint),)
    torch_check = Check("PyTorch", True, torch.__version__)
    if device.type == "cuda":
        detail = f"{torch.cuda.get_device_name(device)}, CUDA {torch.version.cuda}"
        return torch_check, Check("Device", True, detail)
    if device.type == "mps":
        return torch_check, Check("Device", True, "Apple GPU (MPS)")
    detail = f"CPU, threads: {thread_count(compute)}; no GPU is used"
    return torch_check, Check("Device", True, detail)


def check_model(common: CommonOptions) -> tuple[Check, ...]:
    """Whether the chosen model is there, loads and embeds a text."""
    started = time.perf_counter()
    try:
        encoder = common.load_encoder()
        encoder.encode_texts(["a photo"])
    except EngineError as error:
        return (Check("Model", False, error.user_text, error.hint),)
    detail = f"{encoder.name}, {encoder.dim} wide, ready in {time.perf_counter() - started:.1f} s"
    return (Check("Model", True, detail),)


def check_library(library_dir: Path) -> tuple[Check, ...]:
    """Whether the library, where there is one, opens for reading; and whether its folder can be written to."""
    from engine.store.store import Store

    checks = []
    if library_dir.is_dir() and any(library_dir.iterdir()):
        try:
            Store.open(library_dir, read_only=True).close()
            checks.append(Check("Library", True, f"{library_dir} opens"))
        except EngineError as error:
            checks.append(Check("Library", False, error.user_text, error.hint))
    else:
        checks.append(Check("Library", True, f"none yet; it will be made in {library_dir}"))
    return *checks, _check_writable(_nearest_folder(library_dir))


def check_disk(library_dir: Path) -> tuple[Check, ...]:
    """Free space where the library lives."""
    folder = _nearest_folder(library_dir)
    free = shutil.disk_usage(folder).free
    is_ok = free >= _LEAST_FREE_BYTES
    hint = "" if is_ok else "A library takes about 20 KB per photo; make room or choose another disk with --library."
    return (Check("Disk space", is_ok, f"{free / 1e9:.1f} GB free in {folder}", hint),)


def check_watching() -> tuple[Check, ...]:
    """How many folders Linux lets a program watch; elsewhere there is no such limit."""
    if not _INOTIFY.is_dir():
        return ()
    try:
        watches = int((_INOTIFY / "max_user_watches").read_text())
        instances = int((_INOTIFY / "max_user_instances").read_text())
    except (OSError, ValueError) as error:
        return (Check("Watching folders (inotify)", True, f"the limits cannot be read: {error}"),)
    is_ok = watches >= 8192 and instances >= 16
    hint = (
        "" if is_ok else "Raise fs.inotify.max_user_watches; until then large folders are looked through every minute."
    )
    return (Check("Watching folders (inotify)", is_ok, f"{watches} folders, {instances} watchers", hint),)


def _check_writable(folder: Path) -> Check:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Check("Library folder", True, f"{folder} can be written to")
    except OSError as error:
        hint = "Choose another folder with --library or EVOKE_LIBRARY."
        return Check("Library folder", False, f"{folder} cannot be written to: {error.strerror}", hint)


def _nearest_folder(path: Path) -> Path:
    """The folder itself or, while it is not made yet, the nearest one above it."""
    return next((folder for folder in (path, *path.parents) if folder.is_dir()), Path(os.curdir))
