"""One window per library and person: a second start raises the first window and leaves."""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import json
import logging
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QStandardPaths, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from engine.user_settings import user_settings_path

_ANSWER_MS = 4000
_RETRY_MS = 100
_LONGEST_BYTES = 65536
_LONGEST_PATH_BYTES = 100  # of a socket: 108 on Linux, 104 on a Mac
_SEEN = b"seen\n"

_log = logging.getLogger(__name__)


class SingleInstance(QObject):
    """Whoever holds the lock is the first, and hears of later starts through a socket that only its person may open.

    The lock is a file that names its process: one left by a crash belongs to nobody, whatever the clock says.
    """

    started_again = Signal(object)  # str: what the later start was asked to search for, or ""

    def __init__(self, library_dir: Path, folder: Path | None = None) -> None:
        super().__init__()
        folder = folder or runtime_folder()
        name = instance_name(library_dir)
        self._lock = QLockFile(str(folder / f"{name}.lock"))
        self._lock.setStaleLockTime(0)  # a window stays open for weeks; only a dead process frees it
        path = str(folder / f"{name}.socket")
        is_plain = sys.platform != "win32" and len(os.fsencode(path)) <= _LONGEST_PATH_BYTES
        self._address = path if is_plain else name
        self._server: QLocalServer | None = None

    @property
    def is_first(self) -> bool:
        """Whether this is the window of its library."""
        return self._lock.isLocked()

    def claim(self, query: str = "") -> bool:
        """Become the first, or hand `query` to the one there is; False where that one has answered.

        Where the first neither answers nor leaves in time, or locks cannot be made here, this start goes on: the engine
        guards the library itself, and says who has it.
        """
        give_up = time.monotonic() + _ANSWER_MS / 1000
        while True:
            if self._lock.tryLock(0):
                self._listen()
                return True
            if self._lock.error() is not QLockFile.LockError.LockFailedError:
                _log.info("No lock can be made for a single window.")
                return True
            if self._tell_first(query):
                return False
            if time.monotonic() > give_up:
                _log.info("The window that is open does not answer.")
                return True
            time.sleep(_RETRY_MS / 1000)

    def release(self) -> None:
        """Let the next start be the first."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _listen(self) -> None:
        QLocalServer.removeServer(self._address)  # of one that crashed: whoever lives has the lock
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_new_connection)
        if not self._server.listen(self._address):
            _log.info("Later starts cannot be heard of: %s", self._server.errorString())

    def _on_new_connection(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._on_ready)
            socket.disconnected.connect(socket.deleteLater)
            if socket.bytesAvailable():
                self._read(socket)

    def _on_ready(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() > _LONGEST_BYTES:
            socket.abort()
        elif socket.canReadLine():
            query = read_message(bytes(socket.readLine().data()))
            socket.write(_SEEN)
            socket.flush()
            socket.disconnectFromServer()
            if query is not None:
                self.started_again.emit(query)

    def _tell_first(self, query: str) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._address)
        if not socket.waitForConnected(_RETRY_MS):
            return False
        socket.write(json.dumps({"query": query}).encode() + b"\n")
        if not socket.waitForBytesWritten(_RETRY_MS):
            return False
        deadline = time.monotonic() + _ANSWER_MS / 1000  # the first may still be drawing its window
        while not socket.canReadLine() and time.monotonic() < deadline:
            if (
                not socket.waitForReadyRead(_RETRY_MS)
                and socket.state() is not QLocalSocket.LocalSocketState.ConnectedState
            ):
                break
        return bytes(socket.readLine().data()) == _SEEN


def runtime_folder() -> Path:
    """Return a folder that only this person may enter: the session's, or where there is none that of the settings."""
    session = os.environ.get("XDG_RUNTIME_DIR")
    if sys.platform.startswith("linux") and not (session and Path(session).is_dir()):
        folder = user_settings_path().parent
        with contextlib.suppress(OSError):  # then there is no lock, and no raising
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.RuntimeLocation))


def instance_name(library_dir: Path) -> str:
    """Return a name for the window of a library and a person, short enough for a socket."""
    try:
        person = getpass.getuser()
    except (KeyError, OSError):  # no name in the password file, as in some containers
        person = ""
    key = f"{person}\0{library_dir.expanduser().absolute().resolve()}"
    return "evoke-" + hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()[:20]


def read_message(line: bytes) -> str | None:
    """Return what a later start asks for; None for anything that no Evoke sends."""
    try:
        message = json.loads(line)
    except ValueError:
        return None
    query = message.get("query") if isinstance(message, dict) else None
    return query if isinstance(query, str) else None
