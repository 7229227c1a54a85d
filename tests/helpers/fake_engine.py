"""A small engine that speaks the frames of engine/wire.py: drawn thumbnails, made-up hits, heat maps with a bump.

As a process: `python tests/helpers/fake_engine.py --library DIR`. In a test's own process: `InlinePipe`.
Words in a query steer it: "nothing" finds nothing, "weak" is not confident, "crash" ends the process, "bug" is a bug,
"fails" is the world's fault, "slow" answers only when cancelled.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

sys.path[:0] = [] if __package__ else [str(Path(__file__).resolve().parents[2])]

from engine import wire  # noqa: E402  # the path above is needed when run as a script
from engine.errors import FolderMissing  # noqa: E402
from engine.jobs import Progress  # noqa: E402
from engine.records import (  # noqa: E402
    Explanation,
    FileProblem,
    FolderId,
    FolderState,
    IndexEstimate,
    IndexReport,
    LibraryStatus,
    MediaId,
    MediaKind,
    Moment,
    Picture,
    SearchHit,
    SearchRequest,
    SearchResult,
    WordMap,
)

GRID = 14
CLIP_S = 62.0
FRAME_TIMES = tuple(i * 2.5 for i in range(25))
Send = Callable[[object], None]


class FakeLibrary:
    """Answers like a Library over a folder of pictures it draws itself."""

    def __init__(self, library_dir: Path, *, items: int = 40, clips_every: int = 4, is_empty: bool = False) -> None:
        self.dir = library_dir
        self.items = 0 if is_empty else items
        self.clips_every = clips_every
        self.calls: list[str] = []
        self.folders: tuple[FolderState, ...] = ()
        self.problem_list: tuple[FileProblem, ...] = ()
        if not is_empty:
            self.folders = (self._folder(1, library_dir / "Pictures"),)
            self.problem_list = (
                FileProblem(library_dir / "Pictures" / "<b>broken.jpg", "unreadable", "The photo is cut off."),
            )

    def status(self) -> LibraryStatus:
        clips = self.items // self.clips_every
        frames = self.items - clips + clips * len(FRAME_TIMES)
        return LibraryStatus(self.dir, "fake", self.items - clips, clips, frames, len(self.problem_list), self.folders)

    def search(self, request: SearchRequest) -> SearchResult:
        hits = [self.hit(number) for number in range(self.items)]
        hits = [hit for hit in hits if request.kind in (None, hit.kind)]
        if request.after is not None:
            hits = [hit for hit in hits if hit.taken_at is not None and hit.taken_at >= request.after]
        if "nothing" in request.query:
            hits = []
        return SearchResult(request.query, tuple(hits[: request.limit]), "weak" not in request.query, 12.0)

    def explain(self, query: str, path: Path, time_s: float | None = None) -> Explanation:
        words = [word for word in query.split() if not word.startswith("-")]
        shift = 0.0 if time_s is None else time_s / CLIP_S
        maps = tuple(
            WordMap(word, 0.12 / (i + 1) * (-1 if word == "hurts" else 1), bump(0.3 + 0.2 * i, 0.4 + 0.4 * shift))
            for i, word in enumerate(words)
        )
        return Explanation(query, maps, 0.31, 20.0, time_s)

    def picture(self, path: Path, time_s: float | None = None, max_px: int = 2048) -> Picture:
        if "missing" in path.name:
            raise FolderMissing("This file is not there any more.", path=path)
        width = min(640, max_px)
        return Picture(np.asarray(draw(path.name, width, width * 3 // 4)), time_s)

    def frame_times(self, path: Path) -> tuple[float, ...]:
        return FRAME_TIMES

    def problems(self) -> tuple[FileProblem, ...]:
        return self.problem_list

    def estimate(self, paths: tuple[Path, ...]) -> IndexEstimate:
        clips = 3 if "clips" in paths[0].name else 0
        return IndexEstimate(20, clips, clips * 600.0, 20 + clips * 200, 95.0 if clips else 4.0, 14_000_000)

    def add_folder(self, path: Path) -> FolderState:
        if "missing" in path.name:
            raise FolderMissing("This folder is not there.", path=path)
        folder = dataclasses.replace(self._folder(len(self.folders) + 1, path), indexed_at=None)
        self.folders = (*self.folders, folder)
        return folder

    def remove_folder(self, folder_id: FolderId) -> None:
        self.folders = tuple(folder for folder in self.folders if folder.folder_id != folder_id)

    def hit(self, number: int) -> SearchHit:
        is_clip = number % self.clips_every == self.clips_every - 1
        path = self.dir / "Pictures" / (f"clip {number:03}.mp4" if is_clip else f"photo {number:03}.jpg")
        score = 0.4 - 0.004 * number
        moments = (
            tuple(
                Moment(at - 1.5, at + 2.0, at, score - 0.01 * i, self._thumbnail(f"{path.name}-{i}"))
                for i, at in enumerate((12.5, 40.0, 55.0))
            )
            if is_clip
            else ()
        )
        return SearchHit(
            MediaId(number + 1),
            path,
            MediaKind.VIDEO if is_clip else MediaKind.PHOTO,
            score,
            moments,
            self._thumbnail(path.name),
            datetime(2024, 6, 1, 12, 0) - timedelta(days=9 * number),
            640,
            480,
            CLIP_S if is_clip else None,
        )

    def grow(self, by: int) -> None:
        self.items += by

    def _folder(self, number: int, path: Path) -> FolderState:
        return FolderState(FolderId(number), path, 30, 10, 1, True, datetime(2024, 6, 2, 9, 30))

    def _thumbnail(self, name: str) -> Path:
        path = self.dir / "thumbnails" / f"{name}.jpg"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            draw(name, 160, 120).save(path, quality=80)
        return path


def bump(x: float, y: float) -> NDArray[np.float32]:
    """A relevance grid with one round hill at (x, y)."""
    centers = (np.arange(GRID) + 0.5) / GRID
    distance = (centers[None, :] - x) ** 2 + (centers[:, None] - y) ** 2
    grid: NDArray[np.float32] = np.exp(-distance / 0.03).astype(np.float32)
    grid /= grid.max()
    return grid


def draw(name: str, width: int, height: int) -> Image.Image:
    """A picture that looks the same for the same name: sky, ground and a disc."""
    seed = sum(ord(char) * (i + 1) for i, char in enumerate(name))
    sky = (90 + seed % 120, 130 + seed * 3 % 90, 170 + seed * 7 % 80)
    ground = (60 + seed * 5 % 120, 90 + seed * 11 % 90, 50 + seed * 13 % 60)
    image = Image.new("RGB", (width, height), sky)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, height * 0.62, width, height), fill=ground)
    x, radius = width * (0.2 + seed % 60 / 100), height * 0.16
    pen.ellipse((x - radius, height * 0.4 - radius, x + radius, height * 0.4 + radius), fill=(245, 225, 150))
    return image


class FakeHost:
    """Turns request frames into answers; `index` runs until it is told to go on or cancelled."""

    def __init__(self, library: FakeLibrary, send: Send) -> None:
        self.library = library
        self._send = send
        self._waiting: dict[int, dict[str, Any]] = {}

    def greet(self) -> None:
        self._send({"hello": wire.PROTOCOL_VERSION, "status": self.library.status()})

    def take(self, frame: Any) -> None:
        if "cancel" in frame:
            if self._waiting.pop(frame["cancel"], None) is not None:
                self._send({"id": frame["cancel"], "cancelled": True})
            return
        request_id, op, args = frame["id"], frame["op"], frame["args"]
        self.library.calls.append(op)
        query = getattr(args.get("request"), "query", "") or args.get("query", "")
        if "crash" in query:
            self._crash()
        elif "bug" in query:
            self._send({"id": request_id, "bug": "Traceback: something of ours"})
        elif "fails" in query:
            self._send(
                {
                    "id": request_id,
                    "failed": {"code": "bad-query", "text": "That is no query.", "hint": "", "path": None},
                }
            )
        elif "slow" in query:
            self._waiting[request_id] = frame
        elif op == "index":
            self._waiting[request_id] = frame
            self._send({"id": request_id, "progress": Progress(3, 12, "photo 003.jpg", 95.0)})
        else:
            self._answer(request_id, op, args)

    def begin_upkeep(self, request_id: int = -1) -> None:
        """Begin to index of its own accord; `finish_index` ends it."""
        self._waiting[request_id] = {"op": "index"}
        self._send({"event": "began", "id": request_id, "title": "Keeping the library up to date"})
        self._send({"id": request_id, "progress": Progress(3, 12, "photo 003.jpg", 95.0)})

    def tell_status(self) -> None:
        """Send the status unasked."""
        self._send({"event": "library_changed", "status": self.library.status()})

    def finish_index(self, *, new: int = 10) -> None:
        """Let every running index run finish, with so many more photos."""
        for request_id in [key for key, frame in self._waiting.items() if frame["op"] == "index"]:
            del self._waiting[request_id]
            self.library.grow(new)
            status = self.library.status()
            report = IndexReport(
                20, new, 20 - new, 0, self.library.problem_list, status.photos, status.clips, status.frames, 2.0
            )
            self._send({"event": "library_changed", "status": status})
            self._send({"id": request_id, "returned": report})

    def _answer(self, request_id: int, op: str, args: dict[str, Any]) -> None:
        try:
            value = getattr(self.library, op)(**args)
        except FolderMissing as error:
            failed = {"code": error.code, "text": error.user_text, "hint": error.hint, "path": error.path}
            self._send({"id": request_id, "failed": failed})
            return
        self._send({"id": request_id, "returned": value})
        if op in ("add_folder", "remove_folder"):
            self._send({"event": "library_changed", "status": self.library.status()})

    def _crash(self) -> None:
        os._exit(139)


class InlinePipe:
    """An engine in the test's own process; answers reach the client through the event loop."""

    def __init__(self, library: FakeLibrary, on_frame: Send, on_end: Callable[[int], None]) -> None:
        self.frames: list[Any] = []
        self.is_stopped = False
        self._on_end = on_end
        self._on_frame = on_frame
        self.host = FakeHost(library, on_frame)
        self.host._crash = self.die  # type: ignore[method-assign]  # an end of the pipe instead of the test run
        self.host.greet()

    def send(self, frame: Any) -> None:
        self.frames.append(frame)
        if not self.is_stopped:
            self.host.take(frame)

    def tell(self, frame: object) -> None:
        """Let the client hear a frame of the test's making."""
        self._on_frame(frame)

    def stop(self, timeout_s: float = 5.0) -> None:
        self.is_stopped = True
        self._on_end(0)

    def kill(self) -> None:
        self.is_stopped = True
        self._on_end(137)

    def die(self) -> None:
        """End without a word, as a crash does."""
        self.is_stopped = True
        self._on_end(139)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--model", default="auto")
    parser.add_argument("--empty", action="store_true")
    parser.add_argument("--refuse", action="store_true", help="fail before hello")
    parser.add_argument("--deaf", action="store_true", help="ignore the shutdown")
    options = parser.parse_args()
    lock = threading.Lock()
    output = os.fdopen(os.dup(1), "wb")

    def send(frame: object) -> None:
        with lock:
            wire.write_frame(output, frame)

    if options.refuse:
        send(
            {"failed": {"code": "library-locked", "text": "Another Evoke is open.", "hint": "Close it.", "path": None}}
        )
        return 3
    host = FakeHost(FakeLibrary(options.library, is_empty=options.empty), send)
    host.greet()
    while True:
        try:
            frame = wire.read_frame(sys.stdin.buffer)
        except EOFError:
            return 0
        if frame.get("op") == "shutdown":
            if options.deaf:
                threading.Event().wait()
            return 0
        host.take(frame)


if __name__ == "__main__":
    sys.exit(main())
