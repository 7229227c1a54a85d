"""Changing a library's model with tiny models: complete or not at all, and back at once."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.config import Config
from engine.cots import catalogue
from engine.cots.checkpoint import WEIGHTS_NAME
from engine.errors import CheckpointMismatch, FolderMissing, ModelMissing, StoreLocked
from engine.jobs import Cancelled, CancelToken, Progress
from engine.library import Library, model_switch
from engine.media.workers import DecodePool
from engine.records import SearchRequest
from engine.setting_fields import override
from engine.store import Store
from tests.helpers.media import draw_photo, truncate
from tests.helpers.tiny_cots import save_tiny_checkpoint

CONFIG = override(
    Config(), {"decoding": {"workers": 1}, "indexing": {"batch_size": 2}, "compute": {"device": "cpu", "threads": 1}}
)

OpenLibrary = Callable[..., Library]


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    for number in range(6):
        draw_photo(tmp_path / "photos" / f"{number}.png", (40 * number, 90, 30))
    return tmp_path / "photos"


@pytest.fixture(autouse=True)
def models_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "models"
    monkeypatch.setattr("engine.library.facade.user_models_dir", lambda: folder)
    shipped = save_tiny_checkpoint(tmp_path / "shipped" / "embedded", seed=9)
    monkeypatch.setattr(catalogue, "embedded_path", lambda: shipped)
    save_tiny_checkpoint(folder / "second", seed=1)
    (folder / "second" / catalogue.TUNED_NAME).write_text("{}")
    return folder


@pytest.fixture
def open_library(tmp_path: Path) -> Iterator[OpenLibrary]:
    opened: list[Library] = []

    def open_it(**options: object) -> Library:
        library = Library.open(tmp_path / "library", CONFIG, **options)  # type: ignore[arg-type]  # as given
        opened.append(library)
        return library

    yield open_it
    for library in opened:
        library.close()


def _scores(library: Library) -> list[float]:
    return [hit.score for hit in library.search(SearchRequest("a red dog")).hits]


def _names(tmp_path: Path) -> list[str]:
    with Store.open(tmp_path / "library", read_only=True) as store:
        return [choice.name for choice in store.chosen_models.newest_first()]


def test_use_embeds_everything_and_stays_after_reopening(
    open_library: OpenLibrary, photos: Path, tmp_path: Path
) -> None:
    library = open_library()
    library.index([photos])
    before = _scores(library)
    switch = library.use_model("second")
    assert (switch.model, switch.before, switch.embedded, switch.lacking) == ("second", "embedded", 6, 0)
    after = _scores(library)
    assert len(after) == 6
    assert after != before
    library.close()
    reopened = open_library()
    assert _scores(reopened) == pytest.approx(after)
    assert [info.name for info in reopened.models() if info.is_current] == ["second"]
    assert _names(tmp_path) == ["second", "embedded"]


def test_use_gives_way_to_other_programs_as_indexing_does(
    open_library: OpenLibrary, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library()
    library.index([photos])
    taken: list[str] = []

    def pool(*args: object, priority: str) -> DecodePool:
        taken.append(priority)
        return DecodePool(*args, priority=priority)  # type: ignore[arg-type]  # as given

    monkeypatch.setattr(model_switch, "DecodePool", pool)
    library.use_model("second")
    assert taken == [CONFIG.politeness.priority] == ["low"]


def test_rollback_is_at_once_and_names_what_was_added_since(
    open_library: OpenLibrary, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library()
    library.index([photos])
    before = _scores(library)
    library.use_model("second")
    draw_photo(photos / "new.png", "blue")
    library.index()
    monkeypatch.setattr("engine.library.model_switch.SpaceBuilder", None)
    switch = library.rollback_model()
    assert (switch.model, switch.before, switch.embedded, switch.lacking) == ("embedded", "second", 0, 1)
    assert _scores(library) == pytest.approx(before)
    monkeypatch.undo()
    assert library.index().embedded == 1
    assert len(_scores(library)) == 7


def test_rollback_twice_comes_back(open_library: OpenLibrary, photos: Path) -> None:
    library = open_library()
    library.index([photos])
    library.use_model("second")
    library.rollback_model()
    assert library.rollback_model().model == "second"


def test_rollback_without_an_earlier_model_says_so(open_library: OpenLibrary) -> None:
    with pytest.raises(ModelMissing, match="no other model before"):
        open_library().rollback_model()


def test_rollback_to_a_model_that_is_gone_says_so(open_library: OpenLibrary, photos: Path, models_dir: Path) -> None:
    library = open_library()
    library.index([photos])
    library.use_model("second")
    library.rollback_model()
    shutil.rmtree(models_dir / "second")
    with pytest.raises(ModelMissing, match=r"second .* no longer on this machine"):
        library.rollback_model()
    assert len(_scores(library)) == 6


def test_use_that_is_cancelled_leaves_the_old_model_and_goes_on_later(
    open_library: OpenLibrary, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.index.pace._MIN_GAP_S", 0.0)
    library = open_library()
    library.index([photos])
    before = _scores(library)
    token = CancelToken()

    def stop(progress: Progress) -> None:
        if progress.done >= 2:
            token.cancel()

    with pytest.raises(Cancelled):
        library.use_model("second", cancel=token, report=stop)
    assert _scores(library) == before
    assert _names(tmp_path) == []
    embedded = library.use_model("second").embedded
    assert 0 < embedded < 6


def test_search_goes_on_in_the_old_space_meanwhile(open_library: OpenLibrary, photos: Path) -> None:
    library = open_library()
    library.index([photos])
    before = _scores(library)
    seen: list[list[float]] = []

    def look(progress: Progress) -> None:
        thread = threading.Thread(target=lambda: seen.append(_scores(library)))
        thread.start()
        thread.join()

    library.use_model("second", report=look)
    assert seen
    assert all(scores == before for scores in seen)


def test_use_of_a_damaged_model_changes_nothing(
    open_library: OpenLibrary, photos: Path, models_dir: Path, tmp_path: Path
) -> None:
    library = open_library()
    library.index([photos])
    truncate(models_dir / "second" / WEIGHTS_NAME, 0.5)
    with pytest.raises(CheckpointMismatch):
        library.use_model("second")
    with pytest.raises(ModelMissing):
        library.use_model("nonsense")
    assert _names(tmp_path) == []
    assert len(_scores(library)) == 6


def test_use_while_every_file_is_away_changes_nothing(open_library: OpenLibrary, photos: Path, tmp_path: Path) -> None:
    library = open_library()
    library.index([photos])
    photos.rename(tmp_path / "unplugged")
    with pytest.raises(FolderMissing, match="was not changed"):
        library.use_model("second")
    assert _names(tmp_path) == []


def test_use_of_the_model_in_force_completes_its_space(open_library: OpenLibrary, photos: Path, tmp_path: Path) -> None:
    library = open_library()
    library.index([photos])
    library.use_model("second")
    switch = library.use_model("second")
    assert (switch.model, switch.before, switch.embedded) == ("second", "second", 0)
    assert _names(tmp_path) == ["second", "embedded"]
    assert len(_scores(library)) == 6


def test_use_keeps_the_last_two_older_spaces(
    open_library: OpenLibrary, photos: Path, models_dir: Path, tmp_path: Path
) -> None:
    library = open_library()
    library.index([photos])
    for seed, name in enumerate(("third", "fourth"), start=2):
        save_tiny_checkpoint(models_dir / name, seed)
    assert [library.use_model(name).swept for name in ("second", "third", "fourth")] == [0, 0, 1]
    with Store.open(tmp_path / "library", read_only=True) as store:
        assert len(store.spaces.all()) == 3
        assert store.damage() == store.dangling() == []
    assert len(_scores(library)) == 6
    assert library.verify().is_ok


def test_use_in_a_library_that_is_only_read_says_so(open_library: OpenLibrary) -> None:
    open_library().close()
    with pytest.raises(StoreLocked, match="reading only"):
        open_library(writes=False).use_model("second")


def test_open_with_a_chosen_model_that_is_gone_notes_it(
    open_library: OpenLibrary, photos: Path, models_dir: Path
) -> None:
    library = open_library()
    library.index([photos])
    library.use_model("second")
    library.close()
    shutil.rmtree(models_dir / "second")
    reopened = open_library()
    assert "second" in reopened.status().model_note
    assert len(_scores(reopened)) == 6


def test_open_with_a_model_by_name_goes_before_the_choice(open_library: OpenLibrary, photos: Path) -> None:
    library = open_library()
    library.index([photos])
    library.use_model("second")
    library.close()
    assert [info.name for info in open_library(model="embedded").models() if info.is_current] == ["embedded"]
