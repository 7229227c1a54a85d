"""The library's own index: exact at first, a graph later, right answers throughout."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.config import IndexingConfig
from engine.index import live_index
from engine.index.exact import ExactIndex
from engine.index.graph_links import GraphLinks, LinksWrong
from engine.index.hnsw import HnswIndex
from engine.index.index_manifest import IndexManifest
from engine.index.live_index import LiveIndex
from engine.records import MediaId, SpaceId
from engine.store import Store
from tests.helpers.library_rows import DIM, add_media, make_space, unit_vectors

GRAPH_FROM_200 = IndexingConfig(exact_below=200)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "library") as opened:
        yield opened


def fill(store: Store, space: SpaceId, count: int, name: str = "a") -> tuple[MediaId, np.ndarray]:
    vectors = unit_vectors(count, seed=zlib.crc32(f"{name} {count}".encode()))
    times = tuple(float(second) for second in range(count))
    media_id, ids = add_media(store, space, Path(f"/p/{name}.mp4"), times_s=times, vectors=vectors)
    return media_id, np.array(ids, np.int64)


def is_exact(index: LiveIndex) -> bool:
    """Whether every vector is compared; answers do not tell."""
    return isinstance(index._current, ExactIndex)


def answers_exactly(index: LiveIndex, store: Store, space: SpaceId) -> bool:
    exact = ExactIndex(DIM, *store.vectors.load(space))
    same = [index.search(query, 10)[0].tolist() == exact.search(query, 10)[0].tolist() for query in unit_vectors(20, 9)]
    return all(same) and len(index) == len(exact)


def test_a_small_library_is_searched_exactly(store: Store, tmp_path: Path) -> None:
    space = make_space(store)
    fill(store, space, 199)
    index = LiveIndex(store, space, tmp_path / "index", GRAPH_FROM_200)
    assert is_exact(index)
    assert answers_exactly(index, store, space)
    index.close()
    assert not (tmp_path / "index").exists()


def test_an_empty_library_has_an_empty_index(store: Store, tmp_path: Path) -> None:
    index = LiveIndex(store, make_space(store), tmp_path / "index", IndexingConfig(exact_below=0))
    assert len(index) == 0
    assert index.search(unit_vectors(1)[0], 5)[0].tolist() == []
    index.close()


def test_a_large_library_gets_a_graph_that_is_opened_the_next_time(store: Store, tmp_path: Path) -> None:
    space = make_space(store)
    fill(store, space, 300)
    index = LiveIndex(store, space, tmp_path / "index", GRAPH_FROM_200)
    assert answers_exactly(index, store, space)
    index.wait_until_built()
    assert not is_exact(index)
    assert answers_exactly(index, store, space)
    index.close()
    index.close()
    (saved,) = (tmp_path / "index").glob("*.hnsw")
    again = LiveIndex(store, space, tmp_path / "index", GRAPH_FROM_200)
    assert answers_exactly(again, store, space)
    again.wait_until_built()
    assert not is_exact(again)
    assert answers_exactly(again, store, space)
    again.close()
    assert list((tmp_path / "index").glob("*.hnsw")) == [saved]  # opened, and not written again


def test_the_graph_may_be_left_for_later(store: Store, tmp_path: Path) -> None:
    space = make_space(store)
    fill(store, space, 300)
    index = LiveIndex(store, space, tmp_path, GRAPH_FROM_200, opens_graph=False)
    index.wait_until_built()
    assert is_exact(index)
    index.open_graph()
    index.open_graph()
    index.wait_until_built()
    assert not is_exact(index)
    assert answers_exactly(index, store, space)
    index.close()


def test_searching_does_not_wait_for_the_graph_to_be_opened(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = make_space(store)
    fill(store, space, 300)
    first = LiveIndex(store, space, tmp_path, GRAPH_FROM_200)
    first.wait_until_built()
    first.close()
    may_open, real_load = threading.Event(), HnswIndex.load

    def load(*arguments: Any) -> HnswIndex:
        may_open.wait()
        return real_load(*arguments)

    monkeypatch.setattr(HnswIndex, "load", load)
    index = LiveIndex(store, space, tmp_path, GRAPH_FROM_200)
    media_id, ids = fill(store, space, 7, "b")
    index.add(ids, store.vectors.get(space, ids)[1])
    assert is_exact(index)
    assert answers_exactly(index, store, space)
    with store.write() as tx:
        store.vectors.forget_media(tx, space, [media_id])
    index.remove(ids)
    may_open.set()
    index.wait_until_built()
    assert not is_exact(index)
    assert answers_exactly(index, store, space)
    index.close()


def test_growing_past_the_limit_builds_the_graph_while_more_is_added_and_removed(store: Store, tmp_path: Path) -> None:
    space = make_space(store)
    index = LiveIndex(store, space, tmp_path / "index", GRAPH_FROM_200)
    for number in range(40):
        media_id, ids = fill(store, space, 20 + number % 3, str(number))
        index.add(ids, store.vectors.get(space, ids)[1])
        if number % 5 == 0:
            with store.write() as tx:
                store.vectors.forget_media(tx, space, [media_id])
            index.remove(ids)
        assert len(index) == len(store.vectors.ids(space))
    index.wait_until_built()
    assert not is_exact(index)
    assert answers_exactly(index, store, space)
    index.close()


def test_a_damaged_graph_is_reported_once_and_rebuilt_while_searching_goes_on(
    store: Store, tmp_path: Path, expected_warnings: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    expected_warnings.append("has changed since it was written")
    space = make_space(store)
    fill(store, space, 300)
    first = LiveIndex(store, space, tmp_path, GRAPH_FROM_200)
    first.wait_until_built()
    first.close()
    (path,) = tmp_path.glob("*.hnsw")
    content = bytearray(path.read_bytes())
    content[40] ^= 1
    path.write_bytes(content)
    index = LiveIndex(store, space, tmp_path, GRAPH_FROM_200)
    assert answers_exactly(index, store, space)
    index.wait_until_built()
    assert not is_exact(index)
    index.close()
    assert sum("has changed" in record.getMessage() for record in caplog.records) == 1
    assert len(HnswIndex.load(tmp_path, f"space-{space}", "space-1", *store.vectors.load(space))) == 300


@pytest.mark.parametrize("added", [10, 200])
def test_a_graph_that_missed_the_last_commits_catches_up(store: Store, tmp_path: Path, added: int) -> None:
    space = make_space(store)
    media_id, _ = fill(store, space, 20)
    fill(store, space, 300, "b")
    first = LiveIndex(store, space, tmp_path, GRAPH_FROM_200)
    first.wait_until_built()
    first.close()
    with store.write() as tx:
        store.vectors.forget_media(tx, space, [media_id])
    fill(store, space, added, "c")
    index = LiveIndex(store, space, tmp_path, GRAPH_FROM_200)
    assert answers_exactly(index, store, space)
    index.wait_until_built()
    assert answers_exactly(index, store, space)
    index.close()


def test_a_graph_that_was_begun_is_gone_on_with_and_not_built_twice(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_index, "_KEEP_FROM", 1000)
    space = make_space(store)
    media_id, gone = fill(store, space, 300, "a")
    fill(store, space, 5000, "b")
    real_add, added = HnswIndex.add, [0]

    def add(graph: HnswIndex, ids: np.ndarray, vectors: np.ndarray) -> None:
        added[0] += len(ids)
        if added[0] == 2560:
            index._stop.set()  # the window is closed
        real_add(graph, ids, vectors)

    monkeypatch.setattr(HnswIndex, "add", add)
    started = threading.Event()
    real_build = LiveIndex._build
    monkeypatch.setattr(LiveIndex, "_build", lambda self, exact: (started.wait(), real_build(self, exact)))
    index = LiveIndex(store, space, tmp_path, GRAPH_FROM_200)
    started.set()
    index.wait_until_built()
    index.close()
    kept = len(HnswIndex.load(tmp_path, f"space-{space}", "space-1", *store.vectors.load(space)))
    assert 1000 <= kept < 2560
    with store.write() as tx:
        store.vectors.forget_media(tx, space, [media_id])
    fill(store, space, 500, "c")
    added[0] = 10**6
    reopened = LiveIndex(store, space, tmp_path, GRAPH_FROM_200)
    assert answers_exactly(reopened, store, space)
    reopened.wait_until_built()
    assert added[0] - 10**6 == 5500 - (kept - len(gone))
    assert not is_exact(reopened)
    assert answers_exactly(reopened, store, space)
    reopened.close()


def test_many_removals_rebuild_the_graph(store: Store, tmp_path: Path) -> None:
    space = make_space(store)
    fill(store, space, 300, "a")
    media_id, ids = fill(store, space, 90, "b")
    index = LiveIndex(store, space, tmp_path, GRAPH_FROM_200)
    index.wait_until_built()
    with store.write() as tx:
        store.vectors.forget_media(tx, space, [media_id])
    index.remove(ids)
    assert len(index) == 300
    index.wait_until_built()
    assert not is_exact(index)
    assert isinstance(index._current, HnswIndex)
    assert index._current.deleted_share == 0
    assert answers_exactly(index, store, space)
    index.close()


def test_close_while_building_stops_at_once_and_saves_nothing_half(store: Store, tmp_path: Path) -> None:
    space = make_space(store)
    fill(store, space, 3000)
    index = LiveIndex(store, space, tmp_path / "index", GRAPH_FROM_200)
    index.close()
    reopened = LiveIndex(store, space, tmp_path / "index", GRAPH_FROM_200)
    assert answers_exactly(reopened, store, space)
    reopened.close()


def test_a_reader_of_the_library_writes_no_index(store: Store, tmp_path: Path) -> None:
    space = make_space(store)
    fill(store, space, 300)
    with Store.open(tmp_path / "library", read_only=True) as reader:
        index = LiveIndex(reader, space, tmp_path / "index", GRAPH_FROM_200)
        assert is_exact(index)
        assert answers_exactly(index, reader, space)
        index.close()
    assert not (tmp_path / "index").exists()


def test_a_full_disk_costs_the_saved_graph_only(store: Store, tmp_path: Path, expected_warnings: list[str]) -> None:
    expected_warnings.append("cannot be written")
    (tmp_path / "index").write_text("in the way")
    space = make_space(store)
    fill(store, space, 300)
    index = LiveIndex(store, space, tmp_path / "index", GRAPH_FROM_200)
    index.wait_until_built()
    assert answers_exactly(index, store, space)
    index.close()


def of_an_older_version(folder: Path) -> None:
    (manifest,) = folder.glob("*.json")
    manifest.write_text(manifest.read_text().replace('"version": 2', '"version": 1'))


def test_a_graph_of_an_older_version_is_no_damage_and_is_made_anew(store: Store, tmp_path: Path) -> None:
    """No warning either: one would fail this test."""
    space = make_space(store)
    fill(store, space, 300)
    first = LiveIndex(store, space, tmp_path, GRAPH_FROM_200)
    first.wait_until_built()
    first.close()
    of_an_older_version(tmp_path)
    assert first.saved_damage() == ""
    (old,) = tmp_path.glob("*.hnsw")
    index = LiveIndex(store, space, tmp_path, GRAPH_FROM_200)
    index.wait_until_built()
    assert not is_exact(index)
    assert answers_exactly(index, store, space)
    index.close()
    (new,) = tmp_path.glob("*.hnsw")
    assert new != old
    assert IndexManifest.read(tmp_path / f"space-{space}.json").version == 2


@pytest.mark.parametrize("is_old", [True, False])
def test_a_graph_of_an_older_version_is_deleted_where_none_is_due(store: Store, tmp_path: Path, is_old: bool) -> None:
    space = make_space(store)
    fill(store, space, 300)
    first = LiveIndex(store, space, tmp_path / "index", GRAPH_FROM_200)
    first.wait_until_built()
    first.close()
    if is_old:
        of_an_older_version(tmp_path / "index")
    with Store.open(tmp_path / "library", read_only=True) as reader:
        LiveIndex(reader, space, tmp_path / "index", IndexingConfig(exact_below=1000)).close()
    assert len(list((tmp_path / "index").iterdir())) == 2
    LiveIndex(store, space, tmp_path / "index", IndexingConfig(exact_below=1000)).close()
    assert len(list((tmp_path / "index").iterdir())) == (0 if is_old else 2)


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("no"), LinksWrong("other"), KeyError("dim")])
def test_a_graph_that_cannot_be_taken_apart_costs_the_saved_graph_only(
    store: Store,
    tmp_path: Path,
    expected_warnings: list[str],
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
) -> None:
    expected_warnings.append("cannot be saved, and is rebuilt")
    monkeypatch.setattr(live_index, "_KEEP_FROM", 100)

    def fail(_: object) -> GraphLinks:
        raise error

    space = make_space(store)
    fill(store, space, 600)
    with monkeypatch.context() as patch:
        patch.setattr(GraphLinks, "of", fail)
        index = LiveIndex(store, space, tmp_path / "index", GRAPH_FROM_200)
        index.wait_until_built()
        assert not is_exact(index)
        assert answers_exactly(index, store, space)
        index.close()
    assert list((tmp_path / "index").iterdir()) == []
    again = LiveIndex(store, space, tmp_path / "index", GRAPH_FROM_200)
    again.wait_until_built()
    again.close()
    assert len(list((tmp_path / "index").iterdir())) == 2


def test_a_graph_that_cannot_be_built_is_tried_again_after_the_next_change(
    store: Store, tmp_path: Path, expected_warnings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected_warnings.append("could not be built")
    space = make_space(store)
    fill(store, space, 300)

    def fail(self: HnswIndex, *_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(HnswIndex, "add", fail)
        index = LiveIndex(store, space, tmp_path / "index", GRAPH_FROM_200)
        index.wait_until_built()
    assert is_exact(index)
    _, ids = fill(store, space, 3, "b")
    index.add(ids, store.vectors.get(space, ids)[1])
    index.wait_until_built()
    assert not is_exact(index)
    assert answers_exactly(index, store, space)
    index.close()


def test_two_spaces_keep_their_own_graphs(store: Store, tmp_path: Path) -> None:
    one, two = make_space(store, "one"), make_space(store, "two")
    media_id, ids = fill(store, one, 250)
    with store.write() as tx:
        store.vectors.put(tx, two, media_id, ids.tolist(), unit_vectors(250, 77))
    for space in (one, two, one):
        index = LiveIndex(store, space, tmp_path, GRAPH_FROM_200)
        index.wait_until_built()
        assert answers_exactly(index, store, space)
        index.close()
    assert len(list(tmp_path.glob("*.hnsw"))) == 2
