"""What the window asks while a person looks around, over a real library with drawn photos and a clip."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.browse_records import IndexState, TermKind
from engine.caption_records import CaptionShelf
from engine.errors import BadQuery, FolderMissing, MediaUnreadable, ModelMissing
from engine.jobs import Cancelled, CancelToken
from engine.library import Library
from engine.records import MediaId, PictureTerm, SearchRequest
from tests.helpers.fakes import COLOURS, FakeEncoder
from tests.helpers.media import draw_photo

OpenLibrary = Callable[..., Library]


@pytest.fixture
def library(open_library: OpenLibrary, photos: Path) -> Library:
    library = open_library()
    library.index([photos])
    return library


def _names(library: Library, request: SearchRequest) -> list[str]:
    found = library.browser.listing(request)
    return [hit.path.name for hit in library.browser.rows(request, found.media_ids)]


def _id(library: Library, path: Path) -> MediaId:
    item = library.media(path)
    assert item is not None
    return item.media_id


def test_listing_and_rows_agree_and_thumbnails_exist(library: Library) -> None:
    request = SearchRequest("red", stacks=True)
    found = library.browser.listing(request)
    assert found.matches == 2
    hits = library.browser.rows(request, found.media_ids)
    assert hits == found.head
    assert all(hit.thumbnail_path is not None and hit.thumbnail_path.is_file() for hit in hits)
    assert all(moment.thumbnail_path and moment.thumbnail_path.is_file() for hit in hits for moment in hit.moments)


def test_worth_captioning_are_pictures_without_captions_that_stand_for_others(library: Library) -> None:
    everything = _names(library, SearchRequest(""))
    first = library.browser.worth_captioning(100)
    assert 0 < len(first) <= len(everything)
    library.add_caption(first[0].path, "seen")
    after = library.browser.worth_captioning(100)
    assert first[0].path not in [hit.path for hit in after]
    assert len(library.browser.worth_captioning(1)) == 1
    with pytest.raises(BadQuery):
        library.browser.worth_captioning(0)


def test_captions_are_told_where_they_raised_something(library: Library, photos: Path) -> None:
    red = photos / "red.jpg"
    library.add_caption(red, "Rex at the gate")
    library.embed_captions(cancel=CancelToken())
    request = SearchRequest("rex")
    hits = {hit.path.name: hit for hit in library.browser.listing(request).head}
    assert hits["red.jpg"].caption_gain > 0
    assert all(hit.caption_gain == 0 for name, hit in hits.items() if name != "red.jpg")
    (effect,) = library.browser.caption_effects(request, _id(library, red))
    assert (effect.text, effect.time_s) == ("Rex at the gate", None)
    assert effect.contribution == pytest.approx(hits["red.jpg"].caption_gain, abs=1e-5)
    assert library.browser.standing(request, red).captions == (effect,)
    assert library.browser.caption_effects(SearchRequest("gull"), _id(library, red)) == ()
    shelves = {shelf: library.browser.to_caption(shelf) for shelf in CaptionShelf}
    assert [hit.path.name for hit in shelves[CaptionShelf.WITH].head] == ["red.jpg"]
    sizes = {shelf: len(found.media_ids) for shelf, found in shelves.items()}
    assert sizes[CaptionShelf.WITH] + sizes[CaptionShelf.WITHOUT] == sizes[CaptionShelf.ALL]
    assert red not in [hit.path for hit in shelves[CaptionShelf.NEXT].head]


def test_listing_of_a_library_of_another_model_says_so(
    library: Library, open_library: OpenLibrary, tmp_path: Path
) -> None:
    library.close()
    other = open_library(encoder=FakeEncoder("other"))
    with pytest.raises(ModelMissing):
        other.browser.listing(SearchRequest(""))


def test_everything_of_a_library_that_is_only_read_and_not_embedded_is_empty(
    open_library: OpenLibrary, photos: Path
) -> None:
    open_library().close()
    library = open_library(writes=False)
    assert len(library.browser.listing(SearchRequest("red")).media_ids) == 0
    assert library.browser.rows(SearchRequest("red"), np.array([1])) == ()
    assert library.browser.facets(SearchRequest("red")).total == 0
    with pytest.raises(FolderMissing):
        library.browser.clip_curves(SearchRequest("red"), MediaId(1))
    assert library.browser.standing(SearchRequest("red"), photos / "red.jpg").state is IndexState.OUTSIDE


def test_picture_terms_find_by_file_by_what_is_in_the_library_and_by_pasted_pixels(
    library: Library, photos: Path, tmp_path: Path
) -> None:
    elsewhere = draw_photo(tmp_path / "elsewhere" / "blue-ish.jpg", (20, 30, 200))
    pasted = io.BytesIO()
    Image.new("RGB", (50, 40), COLOURS["blue"]).save(pasted, "PNG")
    blue = _id(library, photos / "sub" / "blue.png")
    for term in (
        PictureTerm(path=photos / "sub" / "blue.png"),
        PictureTerm(path=elsewhere),
        PictureTerm(media_id=blue),
        PictureTerm(image=pasted.getvalue()),
        PictureTerm(media_id=_id(library, photos / "clip.mp4"), time_s=2.5),
    ):
        assert _names(library, SearchRequest("", pictures=(term,)))[0] in ("blue.png", "clip.mp4"), term
    assert _names(library, SearchRequest("", pictures=(PictureTerm(media_id=blue),)))[0] == "blue.png"
    unlike = SearchRequest("red", pictures=(PictureTerm(media_id=blue, weight=-1.0),), shows_weaker=True)
    assert _names(library, unlike)[-1] == "blue.png"


def test_picture_terms_come_back_with_name_and_thumbnail(library: Library, photos: Path) -> None:
    clip = PictureTerm(media_id=_id(library, photos / "clip.mp4"), time_s=0.1)
    outside = PictureTerm(path=photos.parent / "library" / "scenes.jpg", weight=0.0)
    found = library.browser.listing(SearchRequest("red", pictures=(clip, outside)))
    word, picture, other = found.terms
    assert (word.kind, picture.kind, picture.text) == (TermKind.WORD, TermKind.PICTURE, "clip.mp4")
    assert picture.thumbnail_path is not None
    assert picture.thumbnail_path.is_file()
    assert (other.text, other.thumbnail_path) == ("scenes.jpg", None)


def test_picture_terms_that_cannot_be_used_are_told(library: Library, tmp_path: Path) -> None:
    text = tmp_path / "notes.jpg"
    text.write_text("not a picture")
    huge = tmp_path / "huge.tiff"
    with huge.open("wb") as file:
        file.write(b"II*\0\x08\0\0\0")
        file.truncate(2 * 1024**3)
    cases: list[tuple[PictureTerm, type[Exception]]] = [
        (PictureTerm(path=text), MediaUnreadable),
        (PictureTerm(path=huge), MediaUnreadable),
        (PictureTerm(path=tmp_path / "gone.jpg"), FolderMissing),
        (PictureTerm(media_id=MediaId(999)), FolderMissing),
        (PictureTerm(image=b"nonsense"), MediaUnreadable),
        (PictureTerm(), BadQuery),
    ]
    for term, error in cases:
        with pytest.raises(error):
            library.browser.listing(SearchRequest("", pictures=(term,)))


def test_picture_terms_of_a_file_that_changed_are_looked_at_again(library: Library, tmp_path: Path) -> None:
    path = draw_photo(tmp_path / "elsewhere" / "x.jpg", "red")
    request = SearchRequest("", pictures=(PictureTerm(path=path),))
    assert _names(library, request)[0] == "red.jpg"
    draw_photo(path, "blue")
    os.utime(path, (1, 1))
    assert _names(library, request)[0] == "blue.png"


def test_facets_count_the_folders_of_the_library(library: Library, photos: Path) -> None:
    facets = library.browser.facets(SearchRequest(""))
    assert (facets.photos, facets.clips, facets.total) == (2, 1, 3)
    assert [(found.path, found.count, found.depth) for found in facets.folders] == [
        (photos, 3, 0),
        (photos / "sub", 1, 1),
    ]


def test_clip_curves_come_with_thumbnails(library: Library, photos: Path) -> None:
    curves = library.browser.clip_curves(SearchRequest("blue"), _id(library, photos / "clip.mp4"))
    assert curves.times_s[int(curves.query.argmax())] == pytest.approx(2.5, abs=0.6)
    assert all(path.is_file() for path in curves.thumbnail_paths)
    with pytest.raises(FolderMissing):
        library.browser.clip_curves(SearchRequest("blue"), MediaId(99))


def test_standing_of_what_is_found_is_its_place(library: Library, photos: Path) -> None:
    best = library.browser.standing(SearchRequest("red"), photos / "red.jpg")
    assert (best.state, best.rank, best.compared, best.is_listed) == (IndexState.FOUND, 1, 3, True)
    worst = library.browser.standing(SearchRequest("red"), photos / "sub" / "blue.png")
    assert (worst.rank, worst.is_listed) == (3, False)
    assert worst.score < worst.cutoff <= worst.best_score
    filtered = library.browser.standing(SearchRequest("red", after=datetime(2021, 1, 1)), photos / "red.jpg")
    assert (filtered.filters, filtered.is_listed) == (("date",), False)


def test_standing_names_what_something_is_stacked_under(library: Library, photos: Path) -> None:
    with Image.open(photos / "red.jpg") as picture:
        picture.resize((picture.width // 2, picture.height // 2)).save(photos / "small.jpg", quality=60)
    library.index([photos])
    request = SearchRequest("red", stacks=True)
    found = library.browser.listing(request)
    assert len(found.stacks.rows) == 1
    below = Path(library.browser.rows(request, found.stacks.media_ids)[0].path)
    above = {photos / "red.jpg": photos / "small.jpg", photos / "small.jpg": photos / "red.jpg"}[below]
    standing = library.browser.standing(request, below)
    assert (standing.is_listed, standing.beneath) == (True, above)


def test_standing_of_files_that_cannot_be_found_says_why(
    library: Library, photos: Path, tmp_path: Path, expected_warnings: list[str]
) -> None:
    def state(path: Path) -> IndexState:
        return library.browser.standing(SearchRequest("red"), path).state

    draw_photo(photos / "new.jpg", "red")
    assert state(photos / "new.jpg") is IndexState.WAITING
    (photos / "notes.txt").write_text("x")
    assert state(photos / "notes.txt") is IndexState.SKIPPED
    assert state(draw_photo(tmp_path / "elsewhere.jpg", "red")) is IndexState.OUTSIDE
    assert state(tmp_path / "nowhere.jpg") is IndexState.MISSING
    (photos / "broken.jpg").write_bytes(b"\xff\xd8broken")
    library.index([photos])
    broken = library.browser.standing(SearchRequest("red"), photos / "broken.jpg")
    assert broken.state is IndexState.PROBLEM
    assert broken.problem
    os.utime(photos / "red.jpg", (1, 1))
    assert state(photos / "red.jpg") is IndexState.CHANGED
    (photos / "red.jpg").unlink()
    assert state(photos / "red.jpg") is IndexState.FOUND


def test_standing_of_what_another_model_embedded_says_so(
    library: Library, open_library: OpenLibrary, photos: Path
) -> None:
    library.close()
    other = open_library(encoder=FakeEncoder("other"))
    assert other.browser.standing(SearchRequest("red"), photos / "red.jpg").state is IndexState.OTHER_MODEL


def test_everything_stops_when_asked_to(library: Library, photos: Path) -> None:
    token = CancelToken()
    token.cancel()
    for call in (
        lambda: library.browser.listing(SearchRequest("red"), cancel=token),
        lambda: library.browser.facets(SearchRequest("red"), cancel=token),
        lambda: library.browser.standing(SearchRequest("red"), photos / "red.jpg", cancel=token),
    ):
        with pytest.raises(Cancelled):
            call()
