"""After everything Evoke can do, originals are what they were, and no process opened one for writing."""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from watchdog.events import FileClosedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from engine.config import Config
from engine.jobs import CancelToken
from engine.library import Library
from engine.library.upkeep import Upkeep
from engine.media.worker_link import engine_environment
from engine.records import SearchRequest
from engine.setting_fields import override
from tests.faults.conftest import Figures
from tests.helpers.fakes import FakeEncoder
from tests.helpers.media import draw_photo, make_clip, truncate

State = dict[str, tuple[int, int, int, str, tuple[tuple[str, bytes], ...]]]


class _Listener(FileSystemEventHandler):
    """Told by the system of every file that was open for writing and was closed, whoever had it open."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.written.append(str(event.src_path))


@pytest.fixture
def originals(tmp_path: Path) -> Path:
    """Photos of every kind, clips, damaged files and a link."""
    folder = tmp_path / "originals"
    for number, suffix in enumerate(("jpg", "png", "webp", "gif", "bmp", "tiff", "heic", "avif")):
        draw_photo(folder / suffix / f"photo.{suffix}", (30 * number, 90, 60), size=(160, 120))
    for suffix, codec in (("mp4", "libx264"), ("mkv", "libx264"), ("webm", "libvpx-vp9")):
        make_clip(folder / "clips" / f"clip.{suffix}", ["red", "green", "blue"], hold=4, codec=codec)
    truncate(draw_photo(folder / "cut.jpg", "blue"), 0.3)
    (folder / "empty.png").write_bytes(b"")
    (folder / "link.jpg").symlink_to(folder / "jpg" / "photo.jpg")
    for path in folder.rglob("*.jpg"):
        _set_attribute(path)
    return folder


@pytest.fixture
def notes(tmp_path: Path, originals: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What Python processes that the test starts opened for writing below the originals."""
    path = tmp_path / "notes"
    monkeypatch.setenv("EVOKE_TEST_GUARD", os.pathsep.join((str(originals), str(path))))
    return path


@pytest.mark.skipif(sys.platform != "linux", reason="only there is it told what was open for writing")
def test_originals_are_untouched_by_everything(tmp_path: Path, originals: Path, notes: Path, figures: Figures) -> None:
    before = _state(originals)
    listener, observer = _Listener(), Observer()
    observer.schedule(listener, str(originals), recursive=True, event_filter=[FileClosedEvent])
    observer.start()
    try:
        _use_everything(tmp_path, originals)
    finally:
        observer.stop()
        observer.join()
    opened = notes.read_text("utf-8").splitlines() if notes.exists() else []
    written = len(opened) + len(listener.written)
    figures(files=len(before), opened_for_writing=written, changed=_differing(before, originals))
    assert (opened, listener.written) == ([], [])
    assert _state(originals) == before


def test_guard_notes_what_a_child_process_opens_for_writing(originals: Path, notes: Path) -> None:
    photo = originals / "jpg" / "photo.jpg"
    code = f"open({str(photo)!r}, 'rb').close(); open({str(photo)!r}, 'r+b').close()"
    subprocess.run([sys.executable, "-P", "-c", code], check=True, env=engine_environment())
    assert notes.read_text("utf-8") == f"open {photo}\n"


def test_guard_lets_no_child_process_reach_the_network() -> None:
    code = "import socket; socket.create_connection(('192.0.2.1', 80), 1)"
    ended = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, env=engine_environment())
    assert "tried to reach the network" in ended.stderr


def _use_everything(tmp_path: Path, originals: Path) -> None:
    config = override(Config(), {"decoding": {"workers": 1}, "indexing": {"exact_below": 0}})
    photo, clip = originals / "jpg" / "photo.jpg", originals / "clips" / "clip.mp4"
    with Library.open(tmp_path / "library", config, encoder=FakeEncoder()) as library:
        library.estimate([originals])
        library.index([originals])
        library.search(SearchRequest("red", like=photo))
        library.picture(photo)
        library.picture(clip, 1.0)
        library.add_caption(photo, "red paper")
        library.add_caption(clip, "green paper", 0.5)
        library.export_captions(tmp_path / "captions.csv")
        library.import_captions(tmp_path / "captions.csv")
        library.export_pairs(tmp_path / "pairs", 32)
        media = library.media(photo)
        assert media is not None
        assert media.thumbnail_path is not None
        media.thumbnail_path.unlink()
        library.verify(repair=True)
        upkeep = Upkeep(library, config.watching)
        try:
            while (errand := upkeep.next_errand(3.0)) is not None:
                upkeep.carry_out(errand, cancel=CancelToken())
        finally:
            upkeep.close()
        (folder,) = library.status().folders
        library.remove_folder(folder.folder_id)


def _state(folder: Path) -> State:
    """Everything a backup program would look at."""
    state = {}
    for path in sorted(folder.rglob("*")):
        info = path.lstat()
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        names = os.listxattr(path, follow_symlinks=False)
        attributes = tuple((name, os.getxattr(path, name, follow_symlinks=False)) for name in sorted(names))
        state[str(path.relative_to(folder))] = (info.st_mode, info.st_size, info.st_mtime_ns, digest, attributes)
    return state


def _differing(before: State, folder: Path) -> int:
    now = _state(folder)
    return sum(before.get(name) != now.get(name) for name in before.keys() | now.keys())


def _set_attribute(path: Path) -> None:
    with contextlib.suppress(OSError):  # not every file system has any
        os.setxattr(path, "user.rating", b"5")
