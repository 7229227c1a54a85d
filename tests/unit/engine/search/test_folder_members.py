"""What lies in each folder, however often it is counted."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import numpy as np

from engine.search.folder_members import FolderMembers
from tests.helpers.shelf import Shelf


def _members(shelf: Shelf) -> FolderMembers:
    columns = shelf.searcher._columns.of(shelf.index.snapshot.ids)
    return shelf.searcher.masks.members(columns)


def test_members_of_a_mask_are_told_by_folder(shelf: Shelf) -> None:
    for name in ("a/one", "b/two", "a/three"):
        shelf.add(f"/{name}.jpg", "red", content=name)
    members = _members(shelf)
    assert not members.has_copies
    everything = members.within(np.ones(3, bool))
    assert {str(path): sorted(rows.tolist()) for path, rows in everything.items()} == {"/a": [0, 2], "/b": [1]}
    assert list(members.within(np.array([True, False, False]))) == [Path("/a")]


def test_members_with_copies_are_in_each_folder_once(shelf: Shelf) -> None:
    shelf.add("/a/one.jpg", "red", content="c", taken_at=datetime(2020, 1, 1))
    shelf.add("/a/same.jpg", "red", content="c", taken_at=datetime(2020, 1, 1))
    shelf.add("/b/copy.jpg", "red", content="c", taken_at=datetime(2020, 1, 1))
    members = _members(shelf)
    assert members.has_copies
    assert {str(path): len(rows) for path, rows in members.within(np.ones(1, bool)).items()} == {"/a": 1, "/b": 1}


def test_members_are_made_once_until_a_file_comes(shelf: Shelf) -> None:
    shelf.add("/a/one.jpg", "red", content="one")
    first = _members(shelf)
    with shelf.store.write() as tx:
        shelf.store.searches.note(tx, "{}", datetime(2020, 1, 1), keep=5)
    assert _members(shelf) is first
    shelf.add("/b/two.jpg", "red", content="two")
    assert len(_members(shelf).folders) == 2
