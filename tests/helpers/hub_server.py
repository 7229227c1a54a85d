"""A server on 127.0.0.1 that answers like the model hub: the description of a repository, and its files in ranges."""

from __future__ import annotations

import hashlib
import json
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

REVISION = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class HubServer:
    """What the server holds and how it misbehaves.

    Attributes:
        repos: Folder of files by repository.
        cuts: Per file, after how many bytes of each of the next answers the connection is closed.
        tampered: Files of which other bytes are sent than described.
        no_ranges: Send whole files whatever range is asked for.
        page: Sent instead of every answer, as a hotel's network does.
        status: Sent instead of every answer.
        licence: On the model's card.
        asked: Path and range of every request.
    """

    repos: dict[str, Path] = field(default_factory=dict)
    cuts: dict[str, list[int]] = field(default_factory=dict)
    tampered: set[str] = field(default_factory=set)
    no_ranges: bool = False
    page: str = ""
    status: int = 0
    revision: str = REVISION
    licence: str = "apache-2.0"
    asked: list[tuple[str, str]] = field(default_factory=list)
    url: str = ""

    def describe(self, repo: str) -> dict[str, object]:
        """What the hub says about a repository: large files with their SHA-256, small ones with git's."""
        siblings = []
        for path in sorted(self.repos[repo].iterdir()):
            content = path.read_bytes()
            git = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
            entry: dict[str, object] = {"rfilename": path.name, "size": len(content), "blobId": git}
            if path.suffix == ".safetensors":
                sha256 = hashlib.sha256(content).hexdigest()
                entry["lfs"] = {"sha256": sha256, "size": len(content), "pointerSize": 134}
            siblings.append(entry)
        card = {"license": self.licence}
        return {"id": repo, "modelId": repo, "sha": self.revision, "cardData": card, "siblings": siblings}


@contextmanager
def running_hub(hub: HubServer) -> Iterator[HubServer]:
    """Serve until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("_Bound", (_Handler,), {"hub": hub}))
    hub.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    hub: HubServer

    def do_GET(self) -> None:  # http.server's own name
        path = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path)
        self.hub.asked.append((path, self.headers.get("Range", "")))
        if self.hub.page or self.hub.status:
            self._send(self.hub.status or 200, self.hub.page.encode(), "text/html")
        elif path.startswith("/api/models/"):
            self._describe(path.removeprefix("/api/models/"))
        else:
            self._send_file(path)

    def _describe(self, path: str) -> None:
        repo, _, revision = path.partition("/revision/")
        if repo not in self.hub.repos:
            self._send(404, b"{}", "application/json", {"X-Error-Code": "RepoNotFound"})
        elif revision not in ("", "main", self.hub.revision):
            self._send(404, b"{}", "application/json", {"X-Error-Code": "RevisionNotFound"})
        else:
            self._send(200, json.dumps(self.hub.describe(repo)).encode(), "application/json")

    def _send_file(self, path: str) -> None:
        repo, _, rest = path.removeprefix("/").partition("/resolve/")
        revision, _, name = rest.partition("/")
        assert revision == self.hub.revision, path
        content = (self.hub.repos[repo] / name).read_bytes()
        if name in self.hub.tampered:
            content = bytes(byte ^ 1 for byte in content)
        start = 0 if self.hub.no_ranges else int(self.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        self.send_response(200 if self.hub.no_ranges else 206)
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        cuts = self.hub.cuts.get(name)
        self.wfile.write(content[start : start + cuts.pop(0)] if cuts else content[start:])
        self.close_connection = True

    def _send(self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for key, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # http.server's own name
        pass
