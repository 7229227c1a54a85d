"""Captions taken apart, how much of a query they hold, and what that does to a search."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np
import pytest

from engine.jobs import CancelToken
from engine.records import SearchRequest, WordWeight
from engine.search.caption_words import CaptionIndex, terms_of
from engine.search.standing import find_place
from engine.store.captions_table import CaptionRecord
from engine.store.columns_reader import CaptionText
from tests.helpers.shelf import ENCODER, Shelf


def index(*texts: str) -> CaptionIndex:
    return CaptionIndex.of([CaptionText(number, None, text) for number, text in enumerate(texts)])


def shares(texts: Sequence[str], *words: str | tuple[str, float]) -> list[float]:
    weighed = [word if isinstance(word, tuple) else (word, 1.0) for word in words]
    return [round(float(share), 3) for share in index(*texts).shares(weighed)]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Grandma's two Dogs", ("grandma", "two", "dog")),
        ("Grandma\u2019s cherries, boxes & a bus", ("grandma", "cherry", "box", "a", "bus")),
        ("grass glass iris Jesus", ("grass", "glass", "iris", "jesus")),
        ("STRASSE straße ﬁre", ("strasse", "strasse", "fire")),
        ("奶奶在笑", ("奶奶", "奶在", "在笑")),
        ("猫 2021", ("猫", "2021")),
        ("well-known snow_man", ("well", "known", "snow", "man")),
        ("-- !? _", ()),
    ],
)
def test_terms_of_a_text(text: str, terms: tuple[str, ...]) -> None:
    assert terms_of(text) == terms


def test_shares_are_one_for_all_words_and_nothing_for_none() -> None:
    assert shares(["Rex runs on grass", "a bench", ""], "rex", "grass") == [1.0, 0.0, 0.0]
    assert shares(["Rex"], "grass") == [0.0]
    assert shares(["Rex"]) == [0.0]
    assert shares([], "rex") == []


def test_shares_count_rare_words_and_heavy_ones_more() -> None:
    texts = ["Rex in the garden", *["Mia in the garden"] * 30]
    rex, mia = shares(texts, "rex", "garden")[:2]
    assert rex == 1.0
    assert 0 < mia < 0.3
    assert shares(texts, ("rex", 0.5), ("garden", 2.0))[1] > mia


def test_shares_of_a_phrase_ask_for_its_words_in_a_row() -> None:
    assert shares(["New York at night", "a new day in York"], "new york") == [1.0, 0.0]


def test_shares_of_unspaced_text_need_not_be_cut_as_the_caption_was() -> None:
    found = shares(["奶奶在雪地里笑", "小狗在草地上"], "奶奶笑")
    assert found[0] > 0.4
    assert found[1] == 0.0


def test_search_finds_by_a_name_that_only_a_caption_knows(shelf: Shelf) -> None:
    shelf.add("/a/other.jpg", "red")
    shelf.caption(shelf.add("/a/grandma.jpg", "blue"), "Grandma at the lake")
    result = shelf.searcher.search(SearchRequest("grandma"), ENCODER)
    assert result.hits[0].path.name == "grandma.jpg"
    assert result.is_confident
    assert shelf.listing("grandma").matches == 1


def test_search_in_which_a_caption_says_half_is_led_by_what_pictures_show(shelf: Shelf) -> None:
    shelf.add("/a/red.jpg", "red")
    for number in range(12):
        shelf.caption(shelf.add(f"/a/{number}.jpg", "blue"), "grandma and a kite")
    assert shelf.names("red kite")[0] == "red.jpg"


def test_search_pushes_away_what_a_caption_names(shelf: Shelf) -> None:
    rex = shelf.add("/a/rex.jpg", "red")
    shelf.add("/a/other.jpg", "red")
    before = shelf.names("red -rex")
    shelf.caption(rex, "Rex on the sofa")
    assert sorted(before) == ["other.jpg", "rex.jpg"]
    assert shelf.names("red -rex") == ["other.jpg", "rex.jpg"]
    assert shelf.listing("red -rex").matches == 1


def test_search_of_a_word_that_is_off_does_not_look_for_it_in_captions(shelf: Shelf) -> None:
    shelf.add("/a/other.jpg", "red")
    shelf.caption(shelf.add("/a/rex.jpg", "red"), "Rex")
    for weight, is_told_apart in ((1.0, True), (0.0, False)):
        request = SearchRequest("red rex", weights=(WordWeight("rex", weight),))
        first, second = shelf.searcher.search(request, ENCODER).hits
        assert (first.score > second.score) is is_told_apart
    assert shelf.names("red rex")[0] == "rex.jpg"


def test_caption_of_a_moment_leads_to_that_moment(shelf: Shelf) -> None:
    clip = shelf.add("/a/clip.mp4", "green", "red", "red", "blue", "green")
    shelf.caption(clip, "here comes Rex", time_s=3.4)
    (hit,) = shelf.searcher.search(SearchRequest("rex"), ENCODER).hits
    assert hit.moment is not None
    assert (hit.moment.best_s, hit.moment.start_s, hit.moment.end_s) == (3.5, 3.0, 4.0)
    assert hit.score == pytest.approx(hit.moment.score)


def test_caption_of_a_whole_clip_lifts_all_of_it_evenly(shelf: Shelf) -> None:
    clip = shelf.add("/a/clip.mp4", "green", "red", "blue")
    shelf.add("/a/other.mp4", "green", "red", "blue")
    shelf.caption(clip, "Rex")
    hits = shelf.searcher.search(SearchRequest("red rex"), ENCODER).hits
    assert [hit.path.name for hit in hits] == ["clip.mp4", "other.mp4"]
    assert [hit.moment.best_s for hit in hits if hit.moment] == [1.5, 1.5]


def test_captions_that_come_and_go_are_noticed(shelf: Shelf) -> None:
    photo = shelf.add("/a/photo.jpg", "blue")
    assert shelf.listing("rex").matches == 0
    shelf.caption(photo, "Rex")
    assert shelf.listing("rex").matches == 1
    with shelf.store.write() as tx:
        shelf.store.captions.remove(tx, shelf.store.media.hashes([photo])[photo])
    assert shelf.listing("rex").matches == 0


def test_caption_of_a_file_that_is_away_harms_nothing(shelf: Shelf) -> None:
    shelf.caption(shelf.add("/a/photo.jpg", "blue"), "Rex")
    with shelf.store.write() as tx:
        for time_s in (None, 1.0):
            shelf.store.captions.add(tx, [CaptionRecord("gone", time_s, "Rex", datetime(2026, 1, 1))])
    assert shelf.searcher.masks.captions().media_ids.tolist().count(-1) == 2
    assert shelf.names("rex") == ["photo.jpg"]


def test_captions_are_taken_apart_once_while_other_things_are_written(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.caption(shelf.add("/a/photo.jpg", "blue"), "Rex")
    assert shelf.listing("rex").matches == 1
    monkeypatch.setattr(CaptionIndex, "of", None)  # would fail
    late = shelf.add("/a/late.jpg", "green")
    assert shelf.listing("rex").matches == 1
    monkeypatch.undo()
    shelf.caption(late, "Rex again")
    assert shelf.listing("rex").matches == 2


def test_standing_says_what_a_caption_word_does(shelf: Shelf) -> None:
    other = shelf.add("/a/other.jpg", "red")
    shelf.caption(shelf.add("/a/rex.jpg", "red"), "Rex")
    prepared = shelf.searcher.prepare(SearchRequest("red rex"), ENCODER, None, CancelToken())
    row = int(prepared.columns.rows_of(np.array([other]))[0])
    place = find_place(shelf.searcher, prepared, ENCODER, row, None, CancelToken())
    assert place.rank == 2
    assert place.best_score > place.score
    assert {effect.text: effect.rank_without for effect in place.effects}["rex"] == 1


def test_caption_of_a_stretch_raises_the_frames_in_it_or_the_nearest(shelf: Shelf) -> None:
    clip = shelf.add("/p/c.mp4", "red", "red", "red", "red", "red", "red")  # frames at 0.5, 1.5, ... 5.5
    shelf.caption(clip, "Rex", time_s=1.0, end_s=3.0)
    shelf.caption(clip, "Mia", time_s=3.6, end_s=4.2)
    for name, frames in (("Rex", [1, 2]), ("Mia", [3])):
        bonus = shelf.searcher.prepare(SearchRequest(name), ENCODER, None, CancelToken()).bonus
        assert bonus is not None
        assert np.flatnonzero(bonus).tolist() == frames
