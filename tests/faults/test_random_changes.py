"""Thousands of random changes below two folders: with the watcher on, off or forgetful, a scan would find no more."""

from __future__ import annotations

import dataclasses
import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.config import Config, WatchingConfig
from engine.jobs import CancelToken
from engine.library import Library, updates
from engine.library.upkeep import Link, Upkeep
from engine.media import scan
from engine.media.identity import content_hash
from engine.media.watch_link import WatchLink
from engine.media.watcher import News
from engine.setting_fields import override
from engine.store import Store
from tests.faults.conftest import Amount, Figures
from tests.faults.victim import InProcessDecoder
from tests.helpers.colour_files import write_media
from tests.helpers.fakes import FakeEncoder

START = 400
QUIET_S = 6.0
WAIT_S = 30.0


class Tree:
    """Two watched folders, a place outside of them, and what may happen there."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.roots = [folder / "one", folder / "two"]
        self.outside = folder / "outside"
        self.contents = 0
        self._photos: list[Path] = []  # below the roots; listing thousands of files for each change takes minutes
        self._outside: list[Path] = []
        self._rng = random.Random(seed)
        for place in (*self.roots, self.outside):
            place.mkdir()
        for _ in range(START):
            self.create()

    def files(self) -> list[Path]:
        return sorted(path for place in self.roots for path in place.rglob("*") if path.is_file())

    def change(self, count: int) -> None:
        """Do this many things, most of them to files."""
        common = (self.create, self.overwrite, self.move, self.move, self.copy, self.link)
        rare = (self.delete, self.rename_folder, self.move_out, self.move_in, self.write_nonsense)
        for _ in range(count):
            self._rng.choice(common if self._rng.random() < 0.8 else rare)()

    def create(self) -> None:
        self._write(self._new_photo())

    def overwrite(self) -> None:
        self._write(self._any())

    def move(self) -> None:
        self._take_any().rename(self._new_photo())

    def copy(self) -> None:
        source = self._any()
        shutil.copy2(source, self._new_photo())

    def link(self) -> None:
        source = self._any()
        self._new_photo().hardlink_to(source)

    def delete(self) -> None:
        self._take_any().unlink()

    def rename_folder(self) -> None:
        folder = self._rng.choice([path for root in self.roots for path in root.iterdir() if path.is_dir()])
        renamed = self._rng.choice(self.roots) / f"renamed-{self._rng.randrange(10**9)}"
        folder.rename(renamed)
        self._photos = [renamed / path.name if path.parent == folder else path for path in self._photos]

    def move_out(self) -> None:
        self._outside.append(self._take_any().rename(self.outside / f"{self._rng.randrange(10**9)}.jpg"))

    def move_in(self) -> None:
        if self._outside:
            self._outside.pop(self._rng.randrange(len(self._outside))).rename(self._new_photo())

    def write_nonsense(self) -> None:
        self._new_path().with_suffix(".txt").write_text("no picture")

    def _any(self) -> Path:
        return self._rng.choice(self._photos)

    def _take_any(self) -> Path:
        return self._photos.pop(self._rng.randrange(len(self._photos)))

    def _new_photo(self) -> Path:
        self._photos.append(self._new_path())
        return self._photos[-1]

    def _new_path(self) -> Path:
        folder = self._rng.choice(self.roots) / f"folder-{self._rng.randrange(12)}"
        folder.mkdir(exist_ok=True)
        return folder / f"{self._rng.randrange(10**9)}.jpg"

    def _write(self, path: Path) -> None:
        self.contents += 1
        path.unlink(missing_ok=True)  # another file may share it
        number = self.contents
        write_media(path, f"{number % 251},{number // 251 % 251},{number // 63001}", mtime_s=1_600_000_000 + number)


class _Forgetful:
    """A watching process of whose news a third is lost."""

    def __init__(self, on_news: Callable[[News], None]) -> None:
        rng = random.Random(3)

        def forward(news: News) -> None:
            kept = frozenset(path for path in sorted(news.paths) if rng.random() > 1 / 3)
            on_news(dataclasses.replace(news, paths=kept))

        self._link = WatchLink(forward)
        self.watch, self.look_at, self.close = self._link.watch, self._link.look_at, self._link.close


@pytest.mark.skipif(os.name == "nt", reason="files that are open cannot be moved there")
@pytest.mark.parametrize("watcher", ["on", "off", "forgetful"])
def test_library_is_what_a_scan_sees_after_random_changes(
    watcher: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, amount: Amount, figures: Figures
) -> None:
    monkeypatch.setattr(updates, "DecodePool", InProcessDecoder)
    monkeypatch.setattr(scan, "FEWEST_FILES", 3)  # the folders here are small
    began = time.monotonic()
    tree = Tree(tmp_path, seed=9)
    encoder = FakeEncoder()
    links: dict[str, Callable[[Callable[[News], None]], Link]] = {"on": WatchLink, "forgetful": _Forgetful}
    mode = WatchingConfig(mode="off" if watcher == "off" else "on")
    changes, burst = amount(200, 10_000), amount(50, 250)
    with Library.open(tmp_path / "library", override(Config(), {}), encoder=encoder) as library:
        library.index(tree.roots)
        upkeep = Upkeep(library, mode, start_link=links.get(watcher, WatchLink))
        try:
            beginning = upkeep.next_errand(WAIT_S)
            assert beginning is not None
            upkeep.carry_out(beginning, cancel=CancelToken())
            for done in range(0, changes, burst):
                tree.change(min(burst, changes - done))
                if watcher == "on":
                    _settle(upkeep, lambda: _known(tmp_path / "library") == _present(tree))
                else:
                    _settle(upkeep, lambda: True)
                    library.catch_up(cancel=CancelToken())  # as every hour
        finally:
            upkeep.close()
    known = _known(tmp_path / "library")
    present = _present(tree)
    missing, extra = present.keys() - known.keys(), known.keys() - present.keys()
    stale = [path for path in present.keys() & known.keys() if present[path] != known[path]]
    figures(
        watcher=watcher,
        changes=changes,
        files=len(present),
        missing=len(missing),
        extra=len(extra),
        stale=len(stale),
        embedded_twice=max(0, encoder.pictures_encoded - tree.contents),
        seconds=round(time.monotonic() - began),
    )
    assert (missing, extra, stale) == (set(), set(), [])
    assert encoder.pictures_encoded <= tree.contents


def _settle(upkeep: Upkeep, is_settled: Callable[[], bool]) -> None:
    """Do whatever there is to do until the library is what it should be, or nothing new is told for a long while."""
    quiet_s = 0.0
    while True:
        while (errand := upkeep.next_errand(0.5 if quiet_s else 0.0)) is not None:
            upkeep.carry_out(errand, cancel=CancelToken())
            quiet_s = 0.0
        if is_settled() or quiet_s >= QUIET_S:
            return
        quiet_s += 0.5


def _present(tree: Tree) -> dict[Path, str]:
    return {path: content_hash(path) for path in tree.files() if path.suffix == ".jpg"}


def _known(library_dir: Path) -> dict[Path, str]:
    with Store.open(library_dir, read_only=True) as store:
        found = store.files.all(store.spaces.all()[0].space_id)
        return {path: record.content_hash for path, record in found.items()}
