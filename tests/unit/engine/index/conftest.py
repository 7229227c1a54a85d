"""What tests of an indexing run share: a store, the parts around it, and photos to index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.store import Store
from tests.helpers.colour_files import Bench, write_samples


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def bench(store: Store) -> Bench:
    return Bench(store)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    return write_samples(tmp_path / "photos")
