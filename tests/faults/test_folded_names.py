"""Names that differ in case or Unicode form only, where the disk takes them for one: no row goes, none comes twice."""

from __future__ import annotations

import os
import random
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.config import Config
from engine.jobs import CancelToken
from engine.library import Library, updates
from engine.media.identity import content_hash
from engine.store import Store
from tests.faults.conftest import Amount, Figures
from tests.faults.victim import InProcessDecoder
from tests.helpers.colour_files import write_media
from tests.helpers.fakes import FakeEncoder
from tests.helpers.folded_disk import FoldingFileSystem, folded

FOLDERS = ("Été", "Straße", "ÅNGSTRÖM", "plain")
SPELLINGS: tuple[Callable[[str], str], ...] = (
    str.upper,
    str.lower,
    str.title,
    lambda name: unicodedata.normalize("NFC", name),
    lambda name: unicodedata.normalize("NFD", name),
)


class Shelf:
    """A watched folder on a file system that folds names, and what may be done there."""

    def __init__(self, root: Path, disk: FoldingFileSystem, rng: random.Random) -> None:
        self.root = root
        self._disk, self._rng = disk, rng
        self.contents = 0
        self.reported: set[Path] = set()
        for number in range(40):
            self._write(root / FOLDERS[number % 4] / f"Été {number}.jpg")

    def files(self) -> list[Path]:
        return sorted(path for path in self.root.rglob("*") if path.is_file())

    def change(self) -> None:
        rng = self._rng
        what = (self.respell, self.respell, self.respell_folder, self.move, self.overwrite, self.delete, self.create)
        rng.choice(what)()

    def respell(self) -> None:
        path = self._any()
        self._rename(path, path.with_name(self._respelled(path.stem) + path.suffix))

    def respell_folder(self) -> None:
        folder = self._rng.choice([path for path in self.root.iterdir() if path.is_dir()])
        self._rename(folder, folder.with_name(self._respelled(folder.name)))

    def move(self) -> None:
        path = self._any()
        folder = self._rng.choice([other for other in self.root.iterdir() if other.is_dir()])
        if not (folder / path.name).exists():
            self._rename(path, folder / self._respelled(path.name))

    def overwrite(self) -> None:
        path = self._any()
        self._write(path.with_name(self._respelled(path.name)))  # opened under another name, it keeps its own

    def delete(self) -> None:
        path = self._any()
        path.unlink()
        self._report(path)

    def create(self) -> None:
        folder = self._rng.choice([path for path in self.root.iterdir() if path.is_dir()])
        self._write(folder / f"Über {self._rng.randrange(10**6)}.JPG")

    def _any(self) -> Path:
        return self._rng.choice(self.files())

    def _respelled(self, name: str) -> str:
        changed = self._rng.choice(SPELLINGS)(name)
        return changed if folded(changed) == folded(name) else name

    def _rename(self, old: Path, new: Path) -> None:
        os.rename(old, new)  # noqa: PTH104  # the real one: what is asked for is how the disk spells it afterwards
        self._report(old, new)

    def _write(self, path: Path) -> None:
        self.contents += 1
        real = Path(self._disk.resolve(path))
        colour = f"{self.contents % 251},{self.contents // 251},70"
        write_media(real, colour, mtime_s=1_600_000_000 + self.contents)
        self._report(path)

    def _report(self, *paths: Path) -> None:
        """Systems report names as they like: as they were asked for, or in a form of their own."""
        for path in paths:
            spelled = self._rng.choice((str.strip, *SPELLINGS[3:]))(str(path.relative_to(self.root)))
            self.reported.add(self.root / spelled)


@pytest.mark.skipif(os.name != "posix", reason="names are folded over a file system that tells them apart")
@pytest.mark.parametrize("told", ["watched", "scanned"])
def test_names_that_differ_in_spelling_only_are_one_file(
    told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, amount: Amount, figures: Figures
) -> None:
    monkeypatch.setattr(updates, "DecodePool", InProcessDecoder)
    rng = random.Random(11)
    root = tmp_path / "Photos"
    root.mkdir()
    shelf = Shelf(root, FoldingFileSystem(root, monkeypatch), rng)
    encoder = FakeEncoder()
    changes = amount(60, 4_000)
    missing = extra = stale = 0
    with Library.open(tmp_path / "library", Config(), encoder=encoder) as library:
        library.index([root])
        for _ in range(0, changes, 4):
            shelf.reported.clear()
            for _ in range(4):
                shelf.change()
            if told == "watched":
                library.refresh(shelf.reported, cancel=CancelToken())
            else:
                library.index()
            known, present = _known(library), {path: content_hash(path) for path in shelf.files()}
            missing += len(present.keys() - known.keys())
            extra += len(known.keys() - present.keys())
            stale += sum(known[path] != present[path] for path in known.keys() & present.keys())
    embedded_again = max(0, encoder.pictures_encoded - shelf.contents)
    figures(
        told=told, changes=changes, files=len(present), missing=missing, extra=extra, stale=stale,
        embedded_again=embedded_again,
    )  # fmt: skip
    assert (missing, extra, stale, embedded_again) == (0, 0, 0, 0)


def _known(library: Library) -> dict[Path, str]:
    store: Store = library._store
    found = store.files.all(store.spaces.all()[0].space_id)
    return {path: record.content_hash for path, record in found.items()}
