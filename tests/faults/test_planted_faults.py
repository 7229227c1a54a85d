"""Hundreds of faults planted at once in one library: verify names each, mends them, and finds none in a healthy one."""

from __future__ import annotations

import random
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from engine.config import Config
from engine.library import Library, updates
from engine.library_records import Finding
from engine.setting_fields import override
from engine.store.database import DATABASE_NAME
from engine.store.path_bytes import encode_path
from tests.faults.conftest import Amount, Figures
from tests.faults.victim import InProcessDecoder
from tests.helpers.colour_files import write_media
from tests.helpers.fakes import FakeEncoder

Plant = Callable[["Garden", Path], None]


class Garden:
    """A library, and what may go wrong in it while it is closed."""

    def __init__(self, folder: Path, photos: Sequence[Path]) -> None:
        self.library_dir = folder / "library"
        self.photos = photos
        self.thumbnails: dict[Path, Path] = {}
        self._statements: list[tuple[str, tuple[object, ...]]] = []

    def open(self) -> Library:
        config = override(Config(), {"indexing": {"exact_below": 0}})
        return Library.open(self.library_dir, config, encoder=FakeEncoder())

    def lose_thumbnail(self, path: Path) -> None:
        self.thumbnails[path].unlink()

    def empty_thumbnail(self, path: Path) -> None:
        self.thumbnails[path].write_bytes(b"")

    def delete_file(self, path: Path) -> None:
        path.unlink()

    def change_file(self, path: Path) -> None:
        write_media(path, "1,2,3", mtime_s=1_800_000_000)

    def zero_vector(self, path: Path) -> None:
        self._sql("UPDATE vectors SET vector = zeroblob(16)", path)

    def spoil_vector(self, path: Path) -> None:
        self._sql("UPDATE vectors SET vector = x'" + "007e" * 8 + "'", path)

    def cut_vector(self, path: Path) -> None:
        self._sql("UPDATE vectors SET vector = x'00'", path)

    def lose_vector(self, path: Path) -> None:
        self._sql("DELETE FROM vectors", path)

    def lose_mark(self, path: Path) -> None:
        sql = "DELETE FROM embeddings WHERE content_id = (SELECT content_id FROM files WHERE path = ?)"
        self._statements.append((sql, (encode_path(path),)))

    def remember_thumbnails(self) -> None:
        with self.open() as library:
            items = {path: library.media(path) for path in self.photos}
        self.thumbnails = {path: item.thumbnail_path for path, item in items.items() if item and item.thumbnail_path}

    def dig(self) -> None:
        """Run the SQL, with nothing checked."""
        connection = sqlite3.connect(self.library_dir / DATABASE_NAME)
        for sql, values in self._statements:
            connection.execute(sql, values)
        connection.commit()
        connection.close()

    def _sql(self, sql: str, path: Path) -> None:
        frames = "frame_id IN (SELECT f.id FROM frames f JOIN files USING (content_id) WHERE path = ?)"
        self._statements.append((f"{sql} WHERE {frames}", (encode_path(path),)))


FAULTS: list[tuple[Plant, str]] = [
    (Garden.lose_thumbnail, "thumbnail-missing"),
    (Garden.empty_thumbnail, "thumbnail-missing"),
    (Garden.delete_file, "file-missing"),
    (Garden.change_file, "file-changed"),
    (Garden.zero_vector, "vectors-damaged"),
    (Garden.spoil_vector, "vectors-damaged"),
    (Garden.cut_vector, "vectors-damaged"),
    (Garden.lose_vector, "vectors-missing"),
    (Garden.lose_mark, "vectors-missing"),
]


@pytest.fixture
def garden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, amount: Amount) -> Garden:
    monkeypatch.setattr(updates, "DecodePool", InProcessDecoder)
    count = amount(60, 600)
    photos = [
        write_media(
            tmp_path / "photos" / f"{number:04}.jpg", f"{number % 251},{number // 251},90", mtime_s=1_700_000_000
        )
        for number in range(count)
    ]
    made = Garden(tmp_path, photos)
    with made.open() as library:
        library.index([tmp_path / "photos"])
    made.remember_thumbnails()
    return made


def test_verify_finds_every_fault_that_was_planted(garden: Garden, figures: Figures) -> None:
    with garden.open() as library:
        alarms = library.verify().findings
    rng = random.Random(6)
    chosen = rng.sample(list(garden.photos), len(garden.photos) * 4 // 5)
    planted = [(path, *FAULTS[number % len(FAULTS)]) for number, path in enumerate(chosen)]
    for path, plant, _ in planted:
        plant(garden, path)
    garden.dig()
    strays = len(garden.photos) - len(chosen)
    with garden.open() as library:
        use = library._use
        assert use.space_id is not None
        index = use.index(use.space_id)
        index.wait_until_built()
        index.add(np.arange(10**6, 10**6 + strays), np.ones((strays, 8), np.float32))
        found = library.verify().findings
        named = {(finding.path, finding.code) for finding in found}
        unnamed = [(path.name, code) for path, _, code in planted if (path, code) not in named]
        unnamed += [("index", "index-stale")] * strays
        repaired = library.verify(repair=True)
        left = library.verify().findings
    counted = {code: _counted(found, code) for _, code in unnamed}  # of one kind a hundred are named
    missed = [(code, count) for code, count in Counter(code for _, code in unnamed).items() if count != counted[code]]
    total = len(planted) + strays
    lost = sum(abs(count - counted[code]) for code, count in missed)
    figures(planted=total, found=total - lost, false_alarms=len(alarms), left_after_repair=len(left))
    assert alarms == ()
    assert missed == []
    assert (repaired.is_ok, left) == (True, ())
    assert Counter(plant.__name__ for _, plant, _ in planted)[Garden.lose_mark.__name__] >= 5


def _counted(findings: Sequence[Finding], code: str) -> int:
    """Return the number that the finding about many of a kind begins with."""
    texts = (item.text for item in findings if item.code == code and item.path is None)
    return sum(int(match[0]) for text in texts if (match := re.match(r"\d+", text)))
