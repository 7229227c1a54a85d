"""Imported by every Python that a test starts: no network, and a note of every file opened for writing below a folder.

`EVOKE_TEST_GUARD` names a folder and the file that notes go to; `EVOKE_TEST_LOOPBACK` allows 127.0.0.1.
"""

from __future__ import annotations

import os
import sys

_NETWORK = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"}
_CHANGES = {"os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod"}
_CHANGES |= {"os.utime", "os.setxattr", "os.removexattr", "os.chown", "shutil.move", "shutil.copyfile"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in _NETWORK:
        _refuse(event, arguments)
    elif _below is not None and (event == "open" or event in _CHANGES):
        _note_change(event, arguments)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    address = arguments[1] if event in {"socket.connect", "socket.sendto", "socket.sendmsg"} else arguments
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, str) and not host.startswith("/") and not (_has_loopback and host == "127.0.0.1"):
        raise PermissionError(f"a test's child process tried to reach the network: {event} {address!r}")


def _note_change(event: str, arguments: tuple[object, ...]) -> None:
    assert _below is not None
    if event == "open":
        flags = arguments[2]
        if not isinstance(flags, int) or not flags & _WRITING:
            return
        arguments = arguments[:1]
    for path in arguments[:2]:
        if isinstance(path, (str, bytes, os.PathLike)):
            name = os.path.abspath(os.fsdecode(path))  # noqa: PTH100  # pathlib may not be importable yet
            if name.startswith(_below + os.sep):
                handle = os.open(_notes, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
                os.write(handle, f"{event} {name}\n".encode(errors="replace"))
                os.close(handle)


_below: str | None = None
_notes = ""
_has_loopback = bool(os.environ.get("EVOKE_TEST_LOOPBACK"))
if _guard := os.environ.get("EVOKE_TEST_GUARD"):
    _below, _notes = _guard.split(os.pathsep)
sys.addaudithook(_watch)
