from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np

from app.search.unfolding import unfold
from engine.browse_records import Listing, Stacks
from engine.records import MediaId, SearchRequest
from tests.helpers.fake_engine import FakeLibrary


def stacked(tmp_path: Path) -> Listing:
    listing = FakeLibrary(tmp_path, items=6).listing(SearchRequest(""))
    stacks = Stacks(np.array([1, 4]), np.array([0, 2, 3]), np.array([101, 102, 103]))
    return dataclasses.replace(listing, stacks=stacks, matches=5)


def test_unfold_puts_what_lies_beneath_behind_its_top(tmp_path: Path) -> None:
    listing = stacked(tmp_path)
    opened = unfold(listing, {MediaId(2)})
    assert opened.media_ids.tolist() == [1, 2, 101, 102, 3, 4, 5, 6]
    assert opened.days[2] == opened.days[3] == listing.days[1]
    assert opened.matches == 7
    assert opened.stacks.beneath(6) == (103,)
    assert opened.stacks.beneath(1) == ()


def test_unfold_both_stacks_leaves_none(tmp_path: Path) -> None:
    opened = unfold(stacked(tmp_path), {MediaId(2), MediaId(5)})
    assert opened.media_ids.tolist() == [1, 2, 101, 102, 3, 4, 5, 103, 6]
    assert len(opened.stacks.rows) == 0


def test_unfold_of_nothing_changes_nothing(tmp_path: Path) -> None:
    listing = stacked(tmp_path)
    assert unfold(listing, set()) is listing
    assert unfold(listing, {MediaId(1)}) is listing
