from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np

from app.search.unfolding import Folds, Opened, at_moment, order_of
from engine.browse_records import Listing, Stacks
from engine.records import MediaId, SearchHit, SearchRequest
from tests.helpers.fake_engine import FakeLibrary


def stacked(tmp_path: Path) -> Listing:
    """Six places; below 2 lie 101 and 102, below 5 lies 103, and 4 is a clip with three moments."""
    listing = FakeLibrary(tmp_path, items=6).listing(SearchRequest(""))
    stacks = Stacks(np.array([1, 4]), np.array([0, 2, 3]), np.array([101, 102, 103]))
    return dataclasses.replace(listing, stacks=stacks, matches=5)


def clip(tmp_path: Path, number: int = 3) -> SearchHit:
    return FakeLibrary(tmp_path, items=6).hit(number)


def opened(*stacks: int) -> Opened:
    found = Opened()
    for top in stacks:
        found.toggle_stack(MediaId(top))
    return found


def test_opened_stack_shows_what_lies_beneath_behind_its_top(tmp_path: Path) -> None:
    listing = stacked(tmp_path)
    shown = opened(2).unfold(listing)
    assert shown.listing.media_ids.tolist() == [1, 2, 101, 102, 3, 4, 5, 6]
    assert shown.listing.days[2] == shown.listing.days[3] == listing.days[1]
    assert shown.listing.matches == 7
    assert shown.folds(6) == Folds(beneath=1)
    assert shown.folds(1) == Folds(stack=MediaId(2), is_top=True)
    assert shown.folds(3) == Folds(stack=MediaId(2))
    assert shown.folds(4) == Folds()


def test_opened_stacks_both_leave_none(tmp_path: Path) -> None:
    shown = opened(2, 5).unfold(stacked(tmp_path))
    assert shown.listing.media_ids.tolist() == [1, 2, 101, 102, 3, 4, 5, 103, 6]
    assert len(shown.listing.stacks.rows) == 0
    assert [shown.folds(row).stack for row in range(9)] == [None, 2, 2, 2, None, None, 5, 5, None]


def test_opened_nothing_changes_nothing(tmp_path: Path) -> None:
    listing = stacked(tmp_path)
    assert opened().unfold(listing).listing is listing
    assert opened(1).unfold(listing).listing is listing


def test_opened_stack_toggled_again_is_closed(tmp_path: Path) -> None:
    listing, found = stacked(tmp_path), opened(2, 2)
    assert found.unfold(listing).listing is listing


def test_opened_clip_has_a_place_for_each_moment(tmp_path: Path) -> None:
    found = opened()
    found.toggle_clip(clip(tmp_path))
    shown = found.unfold(stacked(tmp_path))
    assert shown.listing.media_ids.tolist() == [1, 2, 3, 4, 4, 4, 5, 6]
    assert [shown.folds(row).moment for row in range(8)] == [None, None, None, 0, 1, 2, None, None]
    assert shown.folds(6) == Folds(beneath=1)
    assert shown.listing.matches == 7
    assert (shown.row_of(MediaId(4)), shown.row_of(MediaId(4), 2), shown.row_of(MediaId(6), 2)) == (3, 5, 7)
    assert shown.row_of(MediaId(99)) == -1
    assert (shown.repeats_between(0, 8), shown.repeats_between(0, 5), shown.repeats_between(6, 8)) == (2, 1, 0)
    found.toggle_clip(clip(tmp_path))
    assert found.unfold(stacked(tmp_path)).moments == {}


def test_opened_clip_in_an_opened_stack_stays_a_part_of_it(tmp_path: Path) -> None:
    listing = stacked(tmp_path)
    listing = dataclasses.replace(listing, stacks=Stacks(np.array([3]), np.array([0, 1]), np.array([8])))
    found = opened(4)
    found.toggle_clip(clip(tmp_path))
    found.toggle_clip(dataclasses.replace(clip(tmp_path, 3), media_id=MediaId(8)))
    shown = found.unfold(listing)
    assert shown.listing.media_ids.tolist() == [1, 2, 3, 4, 4, 4, 8, 8, 8, 5, 6]
    assert [shown.folds(row).stack for row in range(11)] == [None] * 3 + [4] * 6 + [None] * 2
    assert [shown.folds(row).moment for row in range(11)] == [None] * 3 + [0, 1, 2, 0, 1, 2] + [None] * 2
    assert [shown.folds(row).is_top for row in range(11)] == [False] * 3 + [True] * 3 + [False] * 5


def test_opened_clip_with_one_moment_has_nothing_to_open(tmp_path: Path) -> None:
    listing, found, hit = stacked(tmp_path), opened(), clip(tmp_path)
    found.toggle_clip(dataclasses.replace(hit, moments=hit.moments[:1]))
    assert found.unfold(listing).listing is listing


def test_opened_clip_that_changed_is_corrected(tmp_path: Path) -> None:
    listing, found, hit = stacked(tmp_path), opened(), clip(tmp_path)
    found.toggle_clip(hit)
    assert not found.correct([hit, clip(tmp_path, 0)])
    assert found.correct([dataclasses.replace(hit, moments=hit.moments[:2])])
    assert found.unfold(listing).listing.media_ids.tolist() == [1, 2, 3, 4, 4, 5, 6]
    assert found.correct([dataclasses.replace(hit, moments=())])
    assert found.unfold(listing).listing is listing


def test_order_of_moments_begins_with_the_best_and_follows_the_clip(tmp_path: Path) -> None:
    hit = clip(tmp_path)
    moments = (hit.moments[1], hit.moments[2], hit.moments[0])  # 40, 55 and 12.5 seconds
    assert order_of(moments) == (0, 2, 1)


def test_at_moment_puts_a_moment_first_and_loses_none(tmp_path: Path) -> None:
    hit = clip(tmp_path)
    found = at_moment(hit, 2)
    assert found.moment == hit.moments[2]
    assert set(found.moments) == set(hit.moments)
    assert at_moment(hit, 0) is hit
    assert at_moment(hit, 7) is hit
