"""Which pictures a fine-tuning sees."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from engine.library import tuning_pictures
from engine.library.tuning_pictures import captioned_pictures, other_pictures
from engine.records import MediaKind, SpaceId
from engine.store import Store
from engine.store.captions_table import CaptionRecord
from tests.helpers.library_rows import add_media, make_space


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def space(store: Store) -> SpaceId:
    return make_space(store)


def _file(tmp_path: Path, name: str) -> Path:
    (tmp_path / name).write_bytes(b"x" * 100)
    os.utime(tmp_path / name, ns=(1, 1))
    return tmp_path / name


def _caption(store: Store, content: str, text: str, time_s: float | None = None) -> None:
    with store.write() as tx:
        store.captions.add(tx, [CaptionRecord(content, time_s, text, datetime.now())])


def test_captioned_pictures_are_grouped_by_what_is_shown(store: Store, space: SpaceId, tmp_path: Path) -> None:
    add_media(store, space, _file(tmp_path, "a.jpg"), content="a")
    add_media(
        store, space, _file(tmp_path, "c.mp4"), content="c", kind=MediaKind.VIDEO, times_s=(0.0, 1.0, 2.0, 3.0, 4.0)
    )
    for content, text, time_s in [
        ("a", "my dog", None),
        ("c", "a walk", None),
        ("a", "Rex", None),
        ("c", "a jump", 3.3),
        ("gone", "nothing", None),
    ]:
        _caption(store, content, text, time_s)
    found = captioned_pictures(store)
    assert [(item.name, item.captions) for item in found] == [
        ("a.jpg", ("my dog", "Rex")),
        ("c.mp4 at 2.0 s", ("a walk",)),
        ("c.mp4 at 3.3 s", ("a jump",)),
    ]


def test_captioned_pictures_leave_out_files_that_are_away(store: Store, space: SpaceId, tmp_path: Path) -> None:
    add_media(store, space, tmp_path / "away.jpg", content="a")
    _caption(store, "a", "my dog")
    assert captioned_pictures(store) == ()


def test_captioned_pictures_whose_file_holds_something_else_now_are_stale(
    store: Store, space: SpaceId, tmp_path: Path
) -> None:
    replaced, copied = _file(tmp_path, "a.jpg"), _file(tmp_path, "b.jpg")
    add_media(store, space, replaced, content="a")
    add_media(store, space, copied, content="b")
    add_media(store, space, _file(tmp_path, "copy of b.jpg"), content="b")
    _caption(store, "a", "my dog")
    _caption(store, "b", "my cat")
    for path in (replaced, copied):
        path.write_bytes(b"another photo of the same camera")
    assert [(item.name, item.is_stale) for item in captioned_pictures(store)] == [
        ("a.jpg", True),
        ("copy of b.jpg", False),
    ]
    assert other_pictures(store, []) != ()
    assert "a" not in {item.content_hash for item in other_pictures(store, [])}


def test_other_pictures_have_no_captions_and_are_bounded_and_the_same_every_time(
    store: Store, space: SpaceId, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        add_media(store, space, _file(tmp_path, f"{number}.jpg"), content=str(number))
    add_media(store, space, tmp_path / "away.jpg", content="away")
    _caption(store, "3", "my dog")
    captioned = captioned_pictures(store)
    others = other_pictures(store, captioned)
    assert {item.content_hash for item in others} == {str(number) for number in range(12)} - {"3"}
    assert all(item.captions == () for item in others)
    monkeypatch.setattr(tuning_pictures, "OTHERS_AT_MOST", 4)
    few = other_pictures(store, captioned)
    assert len(few) == 4
    assert few == other_pictures(store, captioned)
