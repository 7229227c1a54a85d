from __future__ import annotations

import platform
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from engine.config import Config
from engine.cots.lazy_encoder import LazyEncoder
from engine.errors import BadQuery, FolderMissing, MediaUnreadable, ModelMissing, StoreLocked, StoreTooNew
from engine.freed_memory import give_back_freed_memory
from engine.index.hnsw import HnswIndex
from engine.jobs import Cancelled, CancelToken, Progress
from engine.library import Library
from engine.records import MediaKind, SearchRequest
from engine.setting_fields import override
from engine.store.database import DATABASE_NAME
from tests.helpers.fakes import COLOURS, FakeEncoder
from tests.helpers.media import draw_photo, truncate
from tests.helpers.tiny_cots import save_tiny_checkpoint, tiny_encoder

CONFIG = override(Config(), {"decoding": {"workers": 1}})

OpenLibrary = Callable[..., Library]


def _names(library: Library, query: str, **wanted: object) -> list[str]:
    result = library.search(SearchRequest(query, **wanted))  # type: ignore[arg-type]  # filters as given
    return [hit.path.name for hit in result.hits]


def test_index_then_search_finds_photos_and_seconds(open_library: OpenLibrary, photos: Path) -> None:
    library = open_library()
    report = library.index([photos])
    assert (report.seen, report.embedded, report.photos, report.clips, report.problems) == (3, 3, 2, 1, ())
    result = library.search(SearchRequest("blue"))
    assert [hit.path.name for hit in result.hits[:2]] == ["blue.png", "clip.mp4"]
    moment = result.hits[1].moment
    assert moment is not None
    assert 2.0 <= moment.best_s <= 3.0
    assert moment.start_s == pytest.approx(2.0, abs=0.4)
    assert moment.thumbnail_path is not None
    assert moment.thumbnail_path.is_file()
    assert result.took_ms > 0


def test_index_without_paths_brings_every_folder_up_to_date(open_library: OpenLibrary, photos: Path) -> None:
    library = open_library()
    assert library.index().seen == 0
    library.add_folder(photos / "sub")
    assert library.index().photos == 1
    draw_photo(photos / "sub" / "red.jpg", "red")
    report = library.index()
    assert (report.embedded, report.reused) == (1, 1)


def test_index_of_given_paths_adds_them_to_the_library(open_library: OpenLibrary, photos: Path) -> None:
    library = open_library()
    library.index([photos / "red.jpg"])
    library.index([photos])
    library.index([photos / "sub"])
    assert [folder.path for folder in library.status().folders] == [photos / "red.jpg", photos]


def test_index_and_estimate_of_paths_below_home_find_them(
    open_library: OpenLibrary, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(photos.parent))
    library = open_library()
    assert library.estimate([Path("~/photos/sub")]).photos == 1
    assert library.index([Path("~/photos/sub")]).photos == 1
    assert [folder.path for folder in library.status().folders] == [photos / "sub"]


def test_index_of_a_folder_that_is_not_there_says_so(open_library: OpenLibrary, photos: Path) -> None:
    with pytest.raises(FolderMissing, match="does not exist"):
        open_library().index([photos / "nowhere"])


def test_index_reports_problems_and_goes_on(open_library: OpenLibrary, photos: Path) -> None:
    truncate(draw_photo(photos / "broken.png", "red", size=(640, 480)), 0.02)
    library = open_library()
    report = library.index([photos])
    assert [problem.path.name for problem in report.problems] == ["broken.png"]
    assert library.problems() == report.problems
    assert (report.photos, library.status().problems) == (2, 1)


def test_search_during_an_index_run_sees_what_was_stored(open_library: OpenLibrary, tmp_path: Path) -> None:
    for number in range(24):
        draw_photo(tmp_path / "many" / f"{number}.png", (200, 10 * number, 30))
    library = open_library()
    seen: list[int] = []

    def look(_: Progress) -> None:
        seen.append(len(library.search(SearchRequest("red", limit=100)).hits))

    library.index([tmp_path / "many"], report=look)
    assert seen == sorted(seen)
    assert seen[-1] == 24


def test_index_cancelled_leaves_a_library_that_goes_on(open_library: OpenLibrary, photos: Path) -> None:
    library = open_library()
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        library.index([photos], cancel=token)
    assert library.index([photos]).photos == 2


def test_remove_folder_forgets_what_lay_there_and_nothing_else(open_library: OpenLibrary, photos: Path) -> None:
    library = open_library()
    library.index([photos / "sub"])
    library.index([photos / "red.jpg"])
    first = library.status().folders[0]
    library.remove_folder(first.folder_id)
    assert _names(library, "blue") == ["red.jpg"]
    assert (photos / "sub" / "blue.png").is_file()
    encoder_calls = library.index([photos / "sub"])
    assert (encoder_calls.embedded, encoder_calls.reused) == (0, 1), "a folder that comes back is not embedded again"
    assert _names(library, "blue")[0] == "blue.png"


def test_estimate_counts_only_what_is_new(open_library: OpenLibrary, photos: Path) -> None:
    library = open_library()
    before = library.estimate([photos])
    assert (before.photos, before.clips) == (2, 1)
    assert before.clip_seconds == pytest.approx(3.0, abs=0.2)
    assert before.frames >= 2 + 3
    assert before.seconds > 0
    assert before.disk_bytes > 0
    library.index([photos])
    after = library.estimate([photos])
    assert (after.photos, after.clips, after.frames) == (0, 0, 0)


def test_search_like_a_known_file_does_not_decode_it_again(
    open_library: OpenLibrary, photos: Path, tmp_path: Path
) -> None:
    encoder = FakeEncoder()
    library = open_library(encoder=encoder)
    library.index([photos])
    encoded = encoder.pictures_encoded
    assert _names(library, "", like=photos / "red.jpg", limit=1) == ["red.jpg"]
    assert encoder.pictures_encoded == encoded
    other = draw_photo(tmp_path / "elsewhere" / "other.webp", "blue")
    assert _names(library, "", like=other, limit=1) == ["blue.png"]
    assert encoder.pictures_encoded == encoded + 1


def test_search_like_a_file_that_cannot_be_read_says_so(open_library: OpenLibrary, tmp_path: Path) -> None:
    library = open_library()
    with pytest.raises(FolderMissing):
        library.search(SearchRequest("", like=tmp_path / "nowhere.jpg"))
    (tmp_path / "text.jpg").write_text("no picture")
    with pytest.raises(MediaUnreadable):
        library.search(SearchRequest("", like=tmp_path / "text.jpg"))


def test_media_and_frame_times_describe_a_file(open_library: OpenLibrary, photos: Path) -> None:
    library = open_library()
    library.index([photos])
    clip, photo = library.media(photos / "clip.mp4"), library.media(photos / "sub" / ".." / "red.jpg")
    assert clip is not None
    assert photo is not None
    assert (clip.kind, photo.kind) == (MediaKind.VIDEO, MediaKind.PHOTO)
    assert photo.facts.taken_at.year == 2020
    assert clip.thumbnail_path is not None
    assert clip.thumbnail_path.is_file()
    assert len(library.frame_times(photos / "clip.mp4")) > 1
    assert clip.content_hash in clip.thumbnail_path.name
    assert library.frame_times(photos / "red.jpg") == (0.0,)
    assert library.media(photos / "unknown.jpg") is None
    assert library.frame_times(photos / "unknown.jpg") == ()


def test_picture_shows_the_photo_or_the_frame_asked_for(open_library: OpenLibrary, photos: Path) -> None:
    library = open_library()
    photo = library.picture(photos / "red.jpg", max_px=48)
    assert photo.pixels.shape == (32, 48, 3)
    frame = library.picture(photos / "clip.mp4", 2.5)
    means = frame.pixels.reshape(-1, 3).mean(axis=0)
    assert means.argmax() == np.argmax(COLOURS["blue"])
    with pytest.raises(FolderMissing):
        library.picture(photos / "unknown.jpg")


def test_explain_shows_each_word_on_the_photo_and_on_the_best_frame(
    open_library: OpenLibrary, photos: Path, tmp_path: Path
) -> None:
    library = open_library(encoder=tiny_encoder(tmp_path / "tiny"))
    photo = library.explain("a red circle -dog", photos / "red.jpg")
    assert (photo.query, photo.time_s) == ("a red circle -dog", None)
    assert [word.word for word in photo.words] == ["red", "circle"]
    known = library.explain("red", photos / "clip.mp4")
    assert known.time_s is not None
    library.index([photos])
    assert library.explain("red", photos / "clip.mp4").time_s == pytest.approx(known.time_s)
    assert library.explain("red", photos / "clip.mp4", 2.5).time_s == 2.5
    hit = next(hit for hit in library.search(SearchRequest("red")).hits if hit.moment)
    assert hit.moment is not None
    assert library.explain("red", hit.path).time_s == pytest.approx(hit.moment.best_s)


@pytest.mark.parametrize("query", ["", "-snow"])
def test_explain_of_a_query_that_looks_for_nothing_is_refused(
    open_library: OpenLibrary, photos: Path, query: str
) -> None:
    with pytest.raises(BadQuery):
        open_library().explain(query, photos / "red.jpg")


def test_verify_of_a_healthy_library_finds_nothing_and_repairs_a_lost_thumbnail(
    open_library: OpenLibrary, photos: Path
) -> None:
    library = open_library()
    library.index([photos])
    assert library.verify().findings == ()
    item = library.media(photos / "red.jpg")
    assert item is not None
    assert item.thumbnail_path is not None
    item.thumbnail_path.unlink()
    assert not library.verify().is_ok
    assert library.verify(repair=True).is_ok
    assert item.thumbnail_path.is_file()


def test_open_for_reading_searches_beside_a_writer_and_changes_nothing(open_library: OpenLibrary, photos: Path) -> None:
    with pytest.raises(FolderMissing, match="There is no library"):
        open_library(writes=False)
    writer = open_library()
    writer.index([photos])
    reader = open_library(writes=False)
    assert _names(reader, "blue", limit=1) == ["blue.png"]
    assert reader.status().photos == 2
    for change in (reader.index, lambda: reader.add_folder(photos), lambda: reader.verify(repair=True)):
        with pytest.raises(StoreLocked, match="reading only"):
            change()


def test_open_for_reading_with_a_model_that_embedded_nothing_says_so(open_library: OpenLibrary, photos: Path) -> None:
    open_library().index([photos])
    reader = open_library(encoder=FakeEncoder("another"), writes=False)
    with pytest.raises(ModelMissing, match="0 of 3 photos and clips"):
        reader.search(SearchRequest("blue"))
    assert (reader.lacking(), reader.status().photos) == (3, 0)
    assert reader.verify().is_ok


def test_open_twice_for_writing_is_refused(open_library: OpenLibrary) -> None:
    open_library()
    with pytest.raises(StoreLocked):
        open_library()


def test_open_with_an_unknown_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        Library.open(tmp_path / "library", CONFIG, model="no-such-model")


def test_open_library_of_a_newer_version_is_refused_and_left_alone(open_library: OpenLibrary, tmp_path: Path) -> None:
    open_library().close()
    database = tmp_path / "library" / DATABASE_NAME
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = database.read_bytes()
    with pytest.raises(StoreTooNew):
        open_library()
    assert database.read_bytes() == before


def test_models_names_the_one_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.library.facade.user_models_dir", lambda: tmp_path / "models")
    for seed, name in enumerate(("first", "second")):
        save_tiny_checkpoint(tmp_path / "models" / name, seed)
    with Library.open(tmp_path / "library", CONFIG, model="second") as library:
        current = [info.name for info in library.models() if info.is_current]
    assert current == ["second"]


def test_models_lists_the_one_in_use_wherever_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.library.facade.user_models_dir", lambda: tmp_path / "models")
    folder = save_tiny_checkpoint(tmp_path / "runs" / "own" / "checkpoint", 1)
    with Library.open(tmp_path / "library", CONFIG, model=str(folder)) as library:
        assert [(info.name, info.path) for info in library.models() if info.is_current] == [("own/checkpoint", folder)]


def test_search_with_a_model_nothing_is_embedded_with_says_so(
    open_library: OpenLibrary, photos: Path, tmp_path: Path
) -> None:
    open_library().index([photos])
    folder = save_tiny_checkpoint(tmp_path / "other", 1)
    with (
        Library.open(tmp_path / "library", CONFIG, model=str(folder), writes=False) as library,
        pytest.raises(ModelMissing, match="0 of 3 photos and clips"),
    ):
        library.search(SearchRequest("blue"))


def test_scan_above_the_library_takes_no_thumbnail_for_a_photo(open_library: OpenLibrary, photos: Path) -> None:
    library = open_library()
    library.index([photos])
    assert library.index([photos.parent]).seen == 3


def test_close_twice_is_harmless(open_library: OpenLibrary) -> None:
    library = open_library()
    library.close()
    library.close()


def test_the_database_is_closed_whatever_fails_before(
    open_library: OpenLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library()

    def fail() -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(library._use, "close", fail)
        with pytest.raises(MemoryError):
            library.close()
    open_library().close()  # nothing holds its lock


def test_open_status_and_add_folder_do_not_import_torch(tmp_path: Path, photos: Path) -> None:
    model = save_tiny_checkpoint(tmp_path / "tiny")
    code = (
        "import sys; from pathlib import Path; from engine.config import Config; from engine.library import Library\n"
        "with Library.open(Path(sys.argv[1]), Config(), model=sys.argv[2]) as library:\n"
        "    library.add_folder(Path(sys.argv[3])); library.status()\n"
        "sys.exit('torch' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code, tmp_path / "other", model, photos], check=False)
    assert run.returncode == 0


def _holds_model(library: Library) -> bool:
    encoder = library._use.encoder
    assert isinstance(encoder, LazyEncoder)
    return encoder._loaded is not None


def test_rest_gives_memory_back_and_everything_works_on(tmp_path: Path, photos: Path) -> None:
    folder = save_tiny_checkpoint(tmp_path / "tiny")
    with Library.open(tmp_path / "library", CONFIG, model=str(folder)) as library:
        library.index([photos])
        before = _names(library, "red")
        assert library.picture(photos / "red.jpg").pixels.any()
        assert _holds_model(library)
        library.rest()
        assert not _holds_model(library)
        assert library._desk._pool is None
        assert library.picture(photos / "red.jpg").pixels.any()
        assert _names(library, "red") == before
        library.rest()
        library.rest()


def test_give_back_freed_memory_is_asked_where_there_is_glibc() -> None:
    give_back_freed_memory()
    held = [bytes(100_000) for _ in range(200)]
    del held[::2]
    assert give_back_freed_memory() == (platform.libc_ver()[0] == "glibc" and sys.platform == "linux")


def test_wait_for_graph_returns_with_the_graph_in_use(tmp_path: Path, photos: Path) -> None:
    config = override(CONFIG, {"indexing": {"exact_below": 1}})
    with Library.open(tmp_path / "library", config, encoder=FakeEncoder()) as library:
        library.index([photos])
    with Library.open(tmp_path / "library", config, encoder=FakeEncoder()) as library:
        library.wait_for_graph()
        space_id = library._use.space_id
        assert space_id is not None
        assert isinstance(library._use.index(space_id)._current, HnswIndex)
        assert _names(library, "blue")[0] == "blue.png"
