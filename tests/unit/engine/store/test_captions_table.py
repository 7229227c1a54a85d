"""Captions belong to a content's hash, not to its row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from engine.store import Store
from engine.store.captions_table import CaptionRecord
from tests.helpers.library_rows import add_media, make_space

NOW = datetime(2026, 11, 21, 12, 0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "library") as opened:
        yield opened


def _add(store: Store, *captions: CaptionRecord) -> int:
    with store.write() as tx:
        return store.captions.add(tx, captions)


def test_add_returns_how_many_were_new(store: Store) -> None:
    whole, moment = CaptionRecord("h", None, "a dog", NOW), CaptionRecord("h", 1.5, "a dog", NOW)
    assert _add(store, whole, moment) == 2
    assert _add(store, whole, moment, CaptionRecord("other", None, "a dog", NOW)) == 1
    assert store.captions.count() == 3
    assert store.captions.all()[:2] == (whole, moment)


def test_captions_survive_their_content_and_wait_for_it(store: Store) -> None:
    add_media(store, make_space(store), Path("/p/a.jpg"), content="h")
    _add(store, CaptionRecord("h", None, "a dog", NOW))
    with store.write() as tx:
        store.files.remove(tx, [Path("/p/a.jpg")])
        store.media.mark_orphans(tx, 1)
        store.media.purge_orphans(tx, 2)
    assert store.media.find("h") is None
    assert [record.text for record in store.captions.all()] == ["a dog"]
    assert store.dangling() == []


@pytest.mark.parametrize(
    ("options", "left"),
    [({}, 1), ({"text": "a dog"}, 2), ({"time_s": 1.5}, 3), ({"text": "a dog", "time_s": 1.5}, 3)],
)
def test_remove_takes_all_or_those_that_were_named(store: Store, options: dict[str, object], left: int) -> None:
    _add(
        store,
        CaptionRecord("h", None, "a dog", NOW),
        CaptionRecord("h", 1.5, "a dog", NOW),
        CaptionRecord("h", None, "a cat", NOW),
        CaptionRecord("other", None, "a dog", NOW),
    )
    with store.write() as tx:
        store.captions.remove(tx, "h", **options)  # type: ignore[arg-type]  # as parametrized
    assert store.captions.count() == left
