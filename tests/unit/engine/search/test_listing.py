from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pytest

from engine.errors import BadQuery
from engine.records import SortBy, WordWeight
from engine.search import listing as listing_module
from tests.helpers.shelf import Shelf
from tests.unit.engine.search.test_stacks import outline

DAY = datetime(2024, 5, 1, 12)


def _fill(shelf: Shelf) -> None:
    """Ten red photos, newest first by name, among many green ones, and a clip."""
    for number in range(10):
        shelf.add(f"/red/{number}.jpg", "red", content=f"r{number}", taken_at=DAY - timedelta(days=number % 3))
    for number in range(40):
        shelf.add(f"/green/{number:02}.jpg", "green", content=f"g{number:02}", taken_at=DAY - timedelta(days=100))
    shelf.add("/clip.mp4", "green", "red", taken_at=DAY + timedelta(days=1))


def test_listing_of_a_query_holds_what_matches_and_counts_what_comes_near(shelf: Shelf) -> None:
    _fill(shelf)
    found = shelf.listing("red")
    assert (len(found.media_ids), found.matches, found.weaker) == (11, 11, 40)
    assert found.has_query
    assert not found.is_capped
    assert [term.text for term in found.terms] == ["red"]
    assert [hit.media_id for hit in found.head] == found.media_ids.tolist()
    assert found.head[-1].moment is not None or found.head[0].moment is not None


def test_listing_with_weaker_adds_them_after_what_matches(shelf: Shelf) -> None:
    _fill(shelf)
    found = shelf.listing("red", shows_weaker=True)
    assert (len(found.media_ids), found.matches, found.weaker) == (51, 11, 0)
    assert found.media_ids[:11].tolist() == shelf.listing("red").media_ids.tolist()


def test_listing_where_nothing_matches_shows_some_of_what_comes_nearest(shelf: Shelf) -> None:
    _fill(shelf)
    found = shelf.listing("zebra")
    assert (found.matches, len(found.media_ids), found.weaker) == (0, listing_module.NEAREST, 51 - 24)


def test_listing_without_a_query_is_everything_newest_first(shelf: Shelf) -> None:
    _fill(shelf)
    found = shelf.listing()
    assert (len(found.media_ids), found.matches, found.weaker, found.has_query) == (51, 51, 0, False)
    assert (np.diff(found.days) <= 0).all()
    assert date.fromordinal(int(found.days[0])) == date(2024, 5, 2)
    assert found.head[0].moments == ()
    assert str(found.head[0].thumbnail_path).endswith("@1.5.jpg")
    oldest = shelf.listing(sort=SortBy.OLDEST)
    assert (np.diff(oldest.days) >= 0).all()


def test_listing_of_matches_by_date_leaves_out_what_does_not_match(shelf: Shelf) -> None:
    _fill(shelf)
    found = shelf.listing("red", sort=SortBy.NEWEST)
    assert found.matches == 11
    assert (np.diff(found.days) <= 0).all()
    assert shelf.listed("red", sort=SortBy.NEWEST)[0] == "clip.mp4"
    with_weaker = shelf.listing("red", sort=SortBy.OLDEST, shows_weaker=True)
    assert (np.diff(with_weaker.days[:11]) >= 0).all()
    assert with_weaker.matches == 11


def test_listing_by_day_keeps_days_together_with_the_best_day_first(shelf: Shelf) -> None:
    shelf.add("/a.jpg", "red green", taken_at=DAY)
    shelf.add("/b.jpg", "red", taken_at=DAY - timedelta(days=5))
    shelf.add("/c.jpg", "red white", taken_at=DAY)
    shelf.add("/d.jpg", "red white white", taken_at=DAY - timedelta(days=5))
    days = shelf.listing("red", by_day=True).days
    assert days.tolist() == sorted(days.tolist(), key=lambda day: day != days[0])
    assert date.fromordinal(int(days[0])) == date(2024, 4, 26)
    assert shelf.listed("red", by_day=True)[0] == "b.jpg"


def test_listing_stacks_survive_grouping_by_day(shelf: Shelf) -> None:
    first = shelf.add("/a.jpg", "red green", taken_at=DAY, bits=outline())
    second = shelf.add("/b.jpg", "red green", content="z", taken_at=DAY, bits=outline(1))
    best = shelf.add("/c.jpg", "red", taken_at=DAY - timedelta(days=5), bits=outline(seed=9))
    other = shelf.add("/d.jpg", "red white", taken_at=DAY - timedelta(days=5), bits=outline(seed=10))
    under = shelf.add("/e.jpg", "red white", content="zz", taken_at=DAY + timedelta(days=5), bits=outline(2, seed=10))
    found = shelf.listing("red", by_day=True, stacks=True)
    assert found.media_ids.tolist() == [best, other, first]
    assert [found.stacks.beneath(row) for row in range(3)] == [(), (under,), (second,)]
    assert found.matches == 3


def test_listing_caps_what_matches(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    _fill(shelf)
    monkeypatch.setattr(listing_module, "MAX_MATCHES", 4)
    found = shelf.listing("red", shows_weaker=True)
    assert (len(found.media_ids), found.matches, found.is_capped) == (4, 4, True)


def test_listing_rows_are_filled_in_whatever_the_filters(shelf: Shelf) -> None:
    _fill(shelf)
    found = shelf.listing("red", after=DAY)
    assert found.matches == 5
    assert len(shelf.listed("red", after=DAY)) == 5


def test_listing_with_everything_switched_off_shows_everything(shelf: Shelf) -> None:
    _fill(shelf)
    found = shelf.listing("red", weights=(WordWeight("Red", 0.0),))
    assert (found.has_query, len(found.media_ids)) == (False, 51)
    assert [(term.text, term.weight) for term in found.terms] == [("red", 0.0)]


def test_listing_of_nothing_at_all_is_refused_only_when_absurd(shelf: Shelf) -> None:
    assert len(shelf.listing("").media_ids) == 0
    assert not shelf.listing('""" -').has_query
    with pytest.raises(BadQuery):
        shelf.listing("a" * 10_000)
    with pytest.raises(BadQuery):
        shelf.listing("red", limit=0)
