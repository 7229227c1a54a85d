from pathlib import Path

import numpy as np
import pytest

from engine.errors import BadData
from engine.training.data.lazy_pairs import FoundPicture, LazyPairs, expect_rows
from engine.training.data.pairs import PairData, PairView
from engine.training.data.picture_stores import FolderStore
from tests.helpers.drawn_files import png


class CountingStore(FolderStore):
    """Counts how often a file is read."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.reads: list[str] = []

    def read(self, name: str) -> bytes:
        self.reads.append(name)
        return super().read(name)


@pytest.fixture
def store(tmp_path: Path) -> CountingStore:
    for name, colour in (("a", "red"), ("b", "blue"), ("c", "lime")):
        (tmp_path / f"{name}.png").write_bytes(png(colour))
    return CountingStore(tmp_path)


@pytest.fixture
def source(store: CountingStore) -> LazyPairs:
    return LazyPairs(tuple(FoundPicture(name, (name,), store, name) for name in store.names), 6, (), threads=2)


def test_pictures_of_no_rows_are_none(source: LazyPairs) -> None:
    assert source.pictures(np.zeros(0, np.int64)).shape == (0, 6, 6, 3)


def test_expected_rows_are_decoded_once_and_through_a_view(source: LazyPairs, store: CountingStore) -> None:
    view = PairView(PairView(source, np.array([2, 1, 0])), np.array([0, 2]))
    expect_rows(view, np.array([1]))  # a.png
    assert view.pictures(np.array([1]))[0, 0, 0].tolist() == [255, 0, 0]
    assert store.reads == ["a.png"]
    view.pictures(np.array([1]))
    assert store.reads == ["a.png", "a.png"]


def test_expecting_rows_of_data_in_memory_does_nothing() -> None:
    expect_rows(PairData(("a",), np.zeros((1, 2, 2, 3), np.uint8), (("a",),)), np.array([0]))


def test_picture_that_went_bad_while_training_is_named(source: LazyPairs, tmp_path: Path) -> None:
    (tmp_path / "b.png").write_bytes(b"no picture")
    with pytest.raises(BadData, match=r"b\.png .* It was sound when training began"):
        source.pictures(np.array([0, 1]))
