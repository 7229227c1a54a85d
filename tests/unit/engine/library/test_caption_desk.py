"""Captions written one by one, and every step undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.caption_records import CaptionChange, NewCaption
from engine.errors import BadData, FolderMissing
from engine.library.caption_desk import MAX_AT_ONCE, CaptionDesk
from engine.records import MediaId, MediaKind
from engine.store import Store
from tests.helpers.library_rows import add_media, make_space


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def ids(store: Store) -> tuple[MediaId, MediaId]:
    space = make_space(store)
    photo, _ = add_media(store, space, Path("/p/a.jpg"))
    clip, _ = add_media(store, space, Path("/p/c.mp4"), kind=MediaKind.VIDEO)
    return photo, clip


@pytest.fixture
def desk(store: Store, ids: tuple[MediaId, MediaId]) -> CaptionDesk:
    space = store.spaces.all()[0].space_id
    return CaptionDesk(store, lambda: space)


def texts(desk: CaptionDesk, *media_ids: MediaId) -> list[str]:
    return [caption.text for caption in desk.captions_of(media_ids)]


def undo(desk: CaptionDesk, change: CaptionChange) -> CaptionChange:
    back = [NewCaption(one.media_id, one.text, one.time_s, one.end_s, one.created_at) for one in change.removed]
    return desk.change_captions(back, [one.caption_id for one in change.added])


def test_change_and_its_undo(desk: CaptionDesk, ids: tuple[MediaId, MediaId]) -> None:
    photo, clip = ids
    first = desk.change_captions([NewCaption(photo, " Rex \n swims "), NewCaption(clip, "jump", 1.0, 3.5)])
    assert {one.text for one in first.added} == {"Rex swims", "jump"}
    moment = desk.captions_of([clip])[0]
    assert (moment.time_s, moment.end_s) == (1.0, 3.5)
    second = desk.change_captions([NewCaption(photo, "Rex dives")], [desk.captions_of([photo])[0].caption_id])
    assert texts(desk, photo) == ["Rex dives"]
    undo(desk, second)
    assert texts(desk, photo) == ["Rex swims"]
    undo(desk, first)  # what it added has another number by now, and stays: nobody else's caption is taken away
    assert texts(desk, clip) == []


def test_change_that_is_there_already_is_counted_and_not_undone(
    desk: CaptionDesk, ids: tuple[MediaId, MediaId]
) -> None:
    desk.change_captions([NewCaption(ids[0], "Rex")])
    again = desk.change_captions([NewCaption(ids[0], "Rex")])
    assert (again.added, again.known) == ((), 1)
    undo(desk, again)
    assert texts(desk, ids[0]) == ["Rex"]


@pytest.mark.parametrize(
    ("which", "text", "span", "sentence"),
    [
        (0, "", (None, None), "is empty"),
        (0, "a", (1.0, None), "is a photo"),
        (1, "a", (None, 2.0), "needs a time"),
        (1, "a", (2.0, 1.0), "no moment up to 1 s"),
        (1, "a", (2.0, 99.0), "no moment up to 99 s"),
        (1, "a", (2.0, float("nan")), "no moment up to"),
        (1, "a", (99.0, None), "no moment at 99 s"),
    ],
)
def test_change_of_something_wrong_changes_nothing(
    desk: CaptionDesk,
    ids: tuple[MediaId, MediaId],
    which: int,
    text: str,
    span: tuple[float | None, float | None],
    sentence: str,
) -> None:
    with pytest.raises(BadData, match=sentence):
        desk.change_captions([NewCaption(ids[0], "fine"), NewCaption(ids[which], text, *span)])
    assert desk.captions_of(ids) == ()


def test_change_for_something_that_is_gone_says_so(desk: CaptionDesk) -> None:
    with pytest.raises(FolderMissing, match="no longer"):
        desk.change_captions([NewCaption(MediaId(99), "Rex")])
    assert desk.change_captions([], [12345]) == CaptionChange((), ())


def test_change_of_too_much_is_refused(desk: CaptionDesk, ids: tuple[MediaId, MediaId]) -> None:
    with pytest.raises(BadData, match="10,000"):
        desk.change_captions([NewCaption(ids[0], "Rex")] * (MAX_AT_ONCE + 1))


def test_end_just_behind_the_last_frame_is_the_end_of_the_clip(desk: CaptionDesk, ids: tuple[MediaId, MediaId]) -> None:
    (caption,) = desk.change_captions([NewCaption(ids[1], "Rex", 8.0, 10.05)]).added
    assert caption.end_s == 10.0
    (caption,) = desk.change_captions([NewCaption(ids[1], "Mia", 8.0, 8.0)]).added
    assert caption.end_s is None


def test_coverage_counts_contents_and_what_waits(store: Store, desk: CaptionDesk, ids: tuple[MediaId, MediaId]) -> None:
    desk.change_captions(
        [NewCaption(ids[0], "Rex"), NewCaption(ids[0], "Mia"), NewCaption(ids[1], "jump", 1.0), NewCaption(ids[1], "c")]
    )
    coverage = desk.caption_coverage()
    assert (coverage.media, coverage.captioned, coverage.captions, coverage.moments) == (2, 2, 4, 1)
    with store.write() as tx:
        store.files.remove(tx, [Path("/p/c.mp4")])
        store.media.mark_orphans(tx, 5)
    coverage = desk.caption_coverage()
    assert (coverage.captioned, coverage.captions, coverage.without_file) == (1, 4, 2)
