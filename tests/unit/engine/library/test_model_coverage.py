"""What a model can find of a library, and the sentence where that is nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import ModelMissing
from engine.library.model_coverage import check_embedded, coverage
from engine.store import Store
from tests.helpers.fakes import FakeEncoder
from tests.helpers.library_rows import add_media, make_space


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "library") as opened:
        yield opened


def test_check_embedded_empty_library_is_silent(store: Store) -> None:
    check_embedded(store, FakeEncoder())
    assert coverage(store, FakeEncoder()) == (0, 0)


@pytest.mark.parametrize("has_space", [False, True])
def test_check_embedded_with_another_model_only_names_the_next_step(
    store: Store, tmp_path: Path, has_space: bool
) -> None:
    other = make_space(store, "other")
    add_media(store, other, tmp_path / "a.jpg")
    add_media(store, other, tmp_path / "b.jpg")
    if has_space:
        make_space(store, FakeEncoder().fingerprint)
    with pytest.raises(ModelMissing, match="0 of 2 photos and clips") as caught:
        check_embedded(store, FakeEncoder())
    assert "evoke models use" in caught.value.hint


def test_coverage_of_a_part_counts_both(store: Store, tmp_path: Path) -> None:
    other, own = make_space(store, "other"), make_space(store, FakeEncoder().fingerprint)
    add_media(store, other, tmp_path / "a.jpg")
    add_media(store, own, tmp_path / "b.jpg")
    assert coverage(store, FakeEncoder()) == (1, 1)
    check_embedded(store, FakeEncoder())
