"""What every test gets: no network, no user folders, no unannounced warnings, few threads."""

from __future__ import annotations

import gc
import itertools
import logging
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.helpers.permissions import permissions_apply

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")

SHARED = Path(__file__).resolve().parents[2] / "shared"
GUARDED = Path(__file__).resolve().parent / "helpers" / "guarded"


_COLLECT_EVERY = 25
_finished = itertools.count(1)


def pytest_sessionstart() -> None:
    """Collect garbage between tests only.

    WORKAROUND: PySide disconnects a signal under a lock; a collection that happens to start there and deletes another
    QObject waits for that same lock for ever.
    """
    gc.disable()


def pytest_runtest_logfinish() -> None:
    if next(_finished) % _COLLECT_EVERY == 0:
        gc.collect()


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Evoke makes no network call; one that tries fails its test. Tests marked `loopback` may reach 127.0.0.1."""
    real_connect = socket.socket.connect
    has_loopback = request.node.get_closest_marker("loopback") is not None

    def connect(self: socket.socket, address: object) -> None:
        is_loopback = has_loopback and isinstance(address, tuple) and address[0] == "127.0.0.1"
        if self.family in (socket.AF_INET, socket.AF_INET6) and not is_loopback:
            raise AssertionError(f"network call to {address!r}")
        real_connect(self, address)  # type: ignore[arg-type]  # local sockets only: whatever the caller gave

    monkeypatch.setattr(socket.socket, "connect", connect)
    # The same for every Python that the test starts.
    inherited = os.environ.get("PYTHONPATH")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(GUARDED), inherited)) if inherited else str(GUARDED))
    if has_loopback:
        monkeypatch.setenv("EVOKE_TEST_LOOPBACK", "1")


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees or writes the user's library, models or settings."""
    monkeypatch.setenv("EVOKE_LIBRARY", str(tmp_path / "default-library"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    runtime = tmp_path.with_name(f"{tmp_path.name}-run")  # beside it: tests say what lies in theirs
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application, speaking English: its plural forms are a translation too."""
    from app.translation import speak

    speak(qapp)
    return qapp


@pytest.fixture
def ordinary_user() -> Iterator[None]:
    """Permissions stop this test, also when root runs it."""
    with permissions_apply():
        yield


@pytest.fixture
def expected_warnings() -> list[str]:
    """Texts of log records at WARNING or above that the test announces; append to it."""
    return []


@pytest.fixture(autouse=True)
def _quiet_log(caplog: pytest.LogCaptureFixture, expected_warnings: list[str]) -> Iterator[None]:
    """A log record at WARNING or above fails the test unless it was announced."""
    yield
    loud = [
        record.getMessage()
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING
        and record.name.split(".")[0] in {"app", "engine"}
        and not any(text in record.getMessage() for text in expected_warnings)
    ]
    assert not loud, f"unannounced log records: {loud}"


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The shared data folder beside the checkout; the test is skipped where it is absent."""
    if not (SHARED / "data").is_dir():
        pytest.skip("the shared data folder is not beside this checkout")
    return SHARED
