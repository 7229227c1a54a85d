"""The graph index, held against the exact one; its files, against kills, full disks and flipped bits."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
import threading
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.errors import DiskFull, IndexDamaged
from engine.index import hnsw
from engine.index.exact import ExactIndex
from engine.index.graph_links import GraphLinks, write_arrays
from engine.index.hnsw import GraphWorn, HnswIndex
from tests.helpers.file_limit import files_limited_to
from tests.helpers.library_rows import unit_vectors

DIM = 32
COUNT = 2000


@pytest.fixture(scope="module")
def vectors() -> NDArray[np.float32]:
    return unit_vectors(COUNT, 1, DIM)


@pytest.fixture(scope="module")
def shared_index(vectors: NDArray[np.float32]) -> HnswIndex:
    """For tests that only search."""
    index = HnswIndex(DIM, capacity=16)
    index.add(np.arange(COUNT), vectors)
    return index


def small(count: int = 60) -> HnswIndex:
    index = HnswIndex(DIM)
    index.add(np.arange(count), unit_vectors(count, 1, DIM))
    return index


def stored(count: int = 2000) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
    """What the database would hand out: the vectors of every index made here."""
    return np.arange(count), unit_vectors(count, 1, DIM).astype(np.float16)


def recall(index: HnswIndex, exact: ExactIndex, k: int, allowed: NDArray[np.int64] | None = None) -> float:
    shares = []
    for query in unit_vectors(50, 7, DIM):
        truth = exact.search(query, k, allowed)[0].tolist()
        shares.append(len(set(index.search(query, k, allowed)[0].tolist()) & set(truth)) / len(truth))
    return float(np.mean(shares))


@pytest.mark.parametrize("k", [1, 10, 100])
def test_search_finds_what_the_exact_index_finds(shared_index: HnswIndex, vectors: NDArray[np.float32], k: int) -> None:
    exact = ExactIndex(DIM, np.arange(COUNT), vectors)
    assert recall(shared_index, exact, k) >= 0.95


def test_scores_are_those_of_the_exact_index(shared_index: HnswIndex, vectors: NDArray[np.float32]) -> None:
    exact = dict(
        zip(
            *(part.tolist() for part in ExactIndex(DIM, np.arange(COUNT), vectors).search(vectors[3], COUNT)),
            strict=True,
        )
    )
    ids, scores = shared_index.search(vectors[3], 20)
    assert ids[0] == 3
    assert [exact[i] for i in ids.tolist()] == scores.tolist()


@pytest.mark.parametrize("kept", [1, 30, 1500, 1999])
@pytest.mark.parametrize("k", [1, 50, 5000])
def test_a_filter_never_shrinks_or_worsens_the_answer(
    vectors: NDArray[np.float32], shared_index: HnswIndex, monkeypatch: pytest.MonkeyPatch, kept: int, k: int
) -> None:
    monkeypatch.setattr("engine.index.hnsw._NARROW_COUNT", 100)
    exact = ExactIndex(DIM, np.arange(COUNT), vectors)
    allowed = np.random.default_rng(kept).permutation(COUNT)[:kept].astype(np.int64)
    for query in unit_vectors(5, 8, DIM):
        ids, _ = shared_index.search(query, k, allowed)
        assert len(ids) == min(k, kept)
        assert set(ids.tolist()) <= set(allowed.tolist())
    assert recall(shared_index, exact, k, allowed) >= 0.95


def test_a_filter_against_everything_near_is_answered_exactly(
    vectors: NDArray[np.float32], shared_index: HnswIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worst case for asking the graph for a few more: all of these are thrown away by the filter."""
    monkeypatch.setattr("engine.index.hnsw._NARROW_COUNT", 100)
    query = unit_vectors(1, 11, DIM)[0]
    exact = ExactIndex(DIM, np.arange(COUNT), vectors)
    far = exact.search(query, COUNT)[0][1200:]
    assert shared_index.search(query, 30, far)[0].tolist() == exact.search(query, 30, far)[0].tolist()


@pytest.mark.parametrize("k", [0, -3])
def test_search_for_nothing_is_empty(shared_index: HnswIndex, k: int) -> None:
    assert shared_index.search(unit_vectors(1, 1, DIM)[0], k)[0].tolist() == []


def test_search_in_nothing_or_for_more_than_there_is_gives_what_is_there() -> None:
    query = unit_vectors(1, 1, DIM)[0]
    assert HnswIndex(DIM).search(query, 5)[0].tolist() == []
    index = small(3)
    assert sorted(index.search(query, 100)[0].tolist()) == [0, 1, 2]
    assert sorted(index.search(query, 100_000)[0].tolist()) == [0, 1, 2]
    assert index.search(query, 5, np.array([77], np.int64))[0].tolist() == []


def test_removed_vectors_are_not_found_and_come_back_when_added_again() -> None:
    index, vectors = small(), unit_vectors(60, 1, DIM)
    index.remove(np.arange(0, 50))
    index.remove(np.array([3, 999]))
    assert len(index) == 10
    assert index.deleted_share == pytest.approx(50 / 60)
    assert sorted(index.search(vectors[3], 60)[0].tolist()) == list(range(50, 60))
    index.add(np.array([3]), vectors[3:4])
    assert index.search(vectors[3], 1)[0].tolist() == [3]
    assert len(index) == 11


def test_add_of_a_known_id_moves_it_and_makes_no_double() -> None:
    index, new = small(), unit_vectors(1, 99, DIM)
    index.add(np.array([7]), new)
    assert index.search(new[0], 1)[0].tolist() == [7]
    found = index.search(new[0], 60)[0].tolist()
    assert len(found) == len(set(found)) == 60


@pytest.mark.parametrize("bad", [np.nan, np.inf, 0.0])
def test_add_refuses_what_cannot_be_compared(bad: float) -> None:
    index, vectors = small(), unit_vectors(2, 2, DIM)
    vectors[0] = bad
    with pytest.raises(ValueError, match="not finite"):
        index.add(np.array([100, 101]), vectors)
    assert len(index) == 60


def test_add_refuses_negative_ids() -> None:
    with pytest.raises(ValueError, match="ids"):
        small().add(np.array([-1]), unit_vectors(1, 2, DIM))


def test_ten_rounds_of_churn_lose_no_recall() -> None:
    index, vectors = small(500), unit_vectors(1500, 1, DIM)
    for turn in range(10):
        index.remove(np.arange(turn * 100, turn * 100 + 100))
        index.add(np.arange(500 + turn * 100, 600 + turn * 100), vectors[500 + turn * 100 : 600 + turn * 100])
    exact = ExactIndex(DIM, np.arange(1000, 1500), vectors[1000:])
    assert index.ids.tolist() == exact.ids.tolist()
    assert recall(index, exact, 10) >= 0.95


def test_search_while_adding_and_saving_never_fails(tmp_path: Path) -> None:
    index, vectors = HnswIndex(DIM, capacity=16), unit_vectors(3000, 1, DIM)
    index.add(np.arange(100), vectors[:100])
    done, wrong = threading.Event(), list[str]()

    def look() -> None:
        while not done.is_set():
            ids, _ = index.search(vectors[5], 20)
            if len(ids) != 20 or ids[0] != 5:
                wrong.append(str(ids))

    lookers = [threading.Thread(target=look) for _ in range(3)]
    for looker in lookers:
        looker.start()
    for start in range(100, 3000, 100):
        index.add(np.arange(start, start + 100), vectors[start : start + 100])
    index.save(tmp_path, "space-1", "f")
    done.set()
    for looker in lookers:
        looker.join()
    assert not wrong


def test_load_after_save_answers_the_same_and_keeps_deletions(tmp_path: Path) -> None:
    index, vectors = small(), unit_vectors(60, 1, DIM)
    index.remove(np.array([5]))
    index.save(tmp_path / "index", "space-1", "f")
    loaded = HnswIndex.load(tmp_path / "index", "space-1", "f", *stored())
    assert loaded.ids.tolist() == index.ids.tolist()
    assert loaded.search(vectors[5], 60)[0].tolist() == index.search(vectors[5], 60)[0].tolist()
    loaded.add(np.array([5]), vectors[5:6])
    assert loaded.search(vectors[5], 1)[0].tolist() == [5]


def test_save_again_leaves_one_index_file(tmp_path: Path) -> None:
    index = small()
    for _ in range(3):
        index.save(tmp_path, "space-1", "f")
    small(5).save(tmp_path, "space-10", "f")
    assert len(list(tmp_path.glob("space-1-*"))) == 1
    assert len(list(tmp_path.iterdir())) == 4
    assert len(HnswIndex.load(tmp_path, "space-1", "f", *stored())) == 60


@pytest.mark.parametrize(("fingerprint", "dim"), [("other", DIM), ("f", DIM * 2)])
def test_load_refuses_the_index_of_another_space(tmp_path: Path, fingerprint: str, dim: int) -> None:
    small().save(tmp_path, "space-1", "f")
    with pytest.raises(IndexDamaged, match="another model"):
        HnswIndex.load(tmp_path, "space-1", fingerprint, np.arange(60), unit_vectors(60, 1, dim))


def test_load_refuses_every_flipped_bit_before_opening_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(20).save(tmp_path, "space-1", "f")
    (path,) = tmp_path.glob("*.hnsw")
    content = path.read_bytes()
    monkeypatch.setattr(HnswIndex, "__init__", lambda *_, **__: pytest.fail("the file was about to be opened"))
    flips = random.Random(0).sample(range(len(content) * 8), 100) + list(range(0, 96 * 8, 7))
    for bit in flips:
        rotten = bytearray(content)
        rotten[bit // 8] ^= 1 << bit % 8
        path.write_bytes(rotten)
        with pytest.raises(IndexDamaged, match="changed since"):
            HnswIndex.load(tmp_path, "space-1", "f", *stored())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("count", 19),
        ("id_digest", "0" * 64),
        ("deleted", [3]),
        ("version", 1),
        ("version", 99),
        ("deleted", "x"),
        ("size_bytes", 1),
    ],
)
def test_load_refuses_a_manifest_that_was_changed(tmp_path: Path, field: str, value: object) -> None:
    small(20).save(tmp_path, "space-1", "f")
    manifest = tmp_path / "space-1.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), field: value}))
    with pytest.raises(IndexDamaged):
        HnswIndex.load(tmp_path, "space-1", "f", *stored())


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b'{"version": 1}', b'{"version": 1, "deleted": []}']
)
def test_load_refuses_what_is_no_manifest(tmp_path: Path, content: bytes) -> None:
    small(20).save(tmp_path, "space-1", "f")
    (tmp_path / "space-1.json").write_bytes(content)
    with pytest.raises(IndexDamaged, match="cannot be used"):
        HnswIndex.load(tmp_path, "space-1", "f", *stored())


@pytest.mark.parametrize("size", [0, 50, -1])
def test_load_refuses_a_cut_or_missing_file(tmp_path: Path, size: int) -> None:
    small(20).save(tmp_path, "space-1", "f")
    (path,) = tmp_path.glob("*.hnsw")
    if size < 0:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(IndexDamaged):
        HnswIndex.load(tmp_path, "space-1", "f", *stored())


def test_save_on_a_full_disk_is_reported_and_the_old_snapshot_still_loads(tmp_path: Path) -> None:
    index = small(20)
    index.save(tmp_path, "space-1", "f")
    index.add(np.arange(20, 500), unit_vectors(480, 2, DIM))
    with files_limited_to(20_000), pytest.raises(DiskFull, match="cannot be written"):
        index.save(tmp_path, "space-1", "f")
    assert len(HnswIndex.load(tmp_path, "space-1", "f", *stored())) == 20
    assert len(list(tmp_path.iterdir())) == 2


def test_save_where_a_file_is_in_the_way_is_reported(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("x")
    with pytest.raises(DiskFull):
        small(5).save(tmp_path / "index", "space-1", "f")


def test_save_and_load_in_a_folder_of_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "Bücher 写真"
    small(20).save(folder, "space-1", "f")
    assert len(HnswIndex.load(folder, "space-1", "f", *stored())) == 20
    assert len(list(folder.iterdir())) == 2


def test_killed_while_saving_always_leaves_an_index_that_loads(tmp_path: Path) -> None:
    small(50).save(tmp_path, "space-1", "f")
    code = (
        "from pathlib import Path\nimport numpy as np\n"
        "from engine.index.hnsw import HnswIndex\n"
        "from tests.helpers.library_rows import unit_vectors\n"
        f"index = HnswIndex({DIM}); index.add(np.arange(2000), unit_vectors(2000, 1, {DIM}))\n"
        "print('ready', flush=True)\n"
        f"while True: index.save(Path({str(tmp_path)!r}), 'space-1', 'f')\n"
    )
    timer = random.Random(3)
    for _ in range(5):
        child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        with child:
            assert child.stdout is not None
            child.stdout.readline()
            threading.Event().wait(timer.uniform(0.0, 0.03))  # any moment of a save is the right one
            child.kill()
        assert len(HnswIndex.load(tmp_path, "space-1", "f", *stored())) in (50, 2000)
    small(50).save(tmp_path, "space-1", "f")
    assert len(list(tmp_path.iterdir())) == 2


WIDE = 128  # so long that the graph gets shadows


@pytest.fixture(scope="module")
def uneven() -> NDArray[np.float32]:
    """Some directions matter much more than others, as in vectors of real pictures."""
    return uneven_vectors(4000, WIDE, seed=1)


def uneven_vectors(count: int, dim: int, seed: int, turned: int = 0) -> NDArray[np.float32]:
    drawn = np.random.default_rng(seed).standard_normal((count, dim)) * 0.96 ** np.arange(dim)
    vectors = np.roll(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), turned, axis=1)
    return np.asarray(vectors, np.float32)


def wide_recall(index: HnswIndex, exact: ExactIndex) -> float:
    shares = []
    for query in uneven_vectors(40, WIDE, seed=3):
        truth = exact.search(query, 10)[0]
        shares.append(len(np.intersect1d(index.search(query, 10)[0], truth)) / 10)
    return float(np.mean(shares))


def wide(vectors: NDArray[np.float32]) -> HnswIndex:
    index = HnswIndex(WIDE, like=vectors)
    index.add(np.arange(len(vectors)), vectors)
    return index


def test_a_graph_of_shadows_finds_what_whole_vectors_find_and_scores_by_them(
    tmp_path: Path, uneven: NDArray[np.float32]
) -> None:
    index, exact = wide(uneven), ExactIndex(WIDE, np.arange(len(uneven)), uneven)
    assert index._graph.dim == WIDE // 2
    assert wide_recall(index, exact) >= 0.99
    assert index.search(uneven[7], 5)[1].tolist() == exact.search(uneven[7], 5)[1].tolist()
    index.save(tmp_path, "space-1", "f")
    (path,) = tmp_path.glob("*.hnsw")
    assert path.stat().st_size < len(uneven) * 180  # links; the vectors alone would be 256 each as they are stored
    loaded = HnswIndex.load(tmp_path, "space-1", "f", np.arange(len(uneven)), uneven.astype(np.float16))
    assert all(
        loaded.search(query, 20)[0].tolist() == index.search(query, 20)[0].tolist()
        for query in uneven_vectors(40, WIDE, seed=3)
    )


def test_a_loaded_graph_leads_on_over_vectors_that_vanished_and_takes_new_ones(
    tmp_path: Path, uneven: NDArray[np.float32]
) -> None:
    ids = np.arange(len(uneven))
    index = wide(uneven)
    index.remove(ids[::10])
    index.save(tmp_path, "space-1", "f")
    kept = ids[ids % 10 > 1]  # a tenth was removed before it was saved, a tenth vanished since
    loaded = HnswIndex.load(tmp_path, "space-1", "f", kept, uneven[kept].astype(np.float16))
    assert loaded.ids.tolist() == kept.tolist()
    assert loaded.deleted_share == pytest.approx(0.2)
    assert not loaded.is_worn
    assert wide_recall(loaded, ExactIndex(WIDE, kept, uneven[kept])) >= 0.99
    spoilt = uneven.astype(np.float16)
    spoilt[2], spoilt[3] = np.nan, 0
    again = HnswIndex.load(tmp_path, "space-1", "f", ids, spoilt)
    assert len(again) == len(np.setdiff1d(ids, ids[::10])) - 2
    loaded.add(ids[1::10], uneven[1::10])
    later = np.setdiff1d(ids, ids[::10])
    assert wide_recall(loaded, ExactIndex(WIDE, later, uneven[later])) >= 0.99


def test_a_vector_that_changed_under_its_id_is_linked_anew(tmp_path: Path, uneven: NDArray[np.float32]) -> None:
    index, ids = wide(uneven), np.arange(len(uneven))
    index.save(tmp_path, "space-1", "f")
    changed = uneven.astype(np.float16)
    changed[ids % 20 == 3] = -changed[ids % 20 == 3]
    loaded = HnswIndex.load(tmp_path, "space-1", "f", ids, changed)
    assert loaded.ids.tolist() == ids[ids % 20 != 3].tolist()  # who opened it adds what it lacks
    loaded.add(ids[3::20], changed[3::20])
    found = [loaded.search(vector.astype(np.float32), 1)[0][0] for vector in changed[3::20]]
    assert found == ids[3::20].tolist()
    (path,) = tmp_path.glob("*.hnsw")
    content = path.read_bytes()
    without = content[: -4 * len(ids)]  # as it was written before there were marks
    for text, is_opened in ((without, True), (content[:-4], False)):
        path.write_bytes(text)
        manifest = json.loads((tmp_path / "space-1.json").read_text())
        manifest |= {"size_bytes": len(text), "sha256": hashlib.sha256(text).hexdigest()}
        (tmp_path / "space-1.json").write_text(json.dumps(manifest))
        if is_opened:
            assert len(HnswIndex.load(tmp_path, "space-1", "f", ids, changed)) == len(ids)
        else:
            with pytest.raises(IndexDamaged, match="marks"):
                HnswIndex.load(tmp_path, "space-1", "f", ids, changed)


def test_a_loaded_graph_takes_its_rows_as_they_are(tmp_path: Path) -> None:
    """Facts of all rows are kept by the array of ids: for another one they would be put together anew."""
    small(20).save(tmp_path, "space-1", "f")
    ids, vectors = stored(20)
    now = HnswIndex.load(tmp_path, "space-1", "f", ids, vectors).snapshot
    assert now.ids is ids
    assert now.matrix is vectors


def test_a_graph_is_worn_once_a_fifth_is_in_the_way() -> None:
    index = small()
    index.remove(np.arange(12))
    assert not index.is_worn
    index.remove(np.arange(13))
    assert index.is_worn


def is_opened(folder: Path, vectors: NDArray[np.float32]) -> bool:
    try:
        return not HnswIndex.load(folder, "space-1", "f", np.arange(len(vectors)), vectors.astype(np.float16)).is_worn
    except GraphWorn:
        return False


def test_a_worn_graph_is_not_put_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = np.concatenate([uneven_vectors(400, WIDE, seed=1), uneven_vectors(800, WIDE, seed=2, turned=64)])
    index = HnswIndex(WIDE, like=vectors[:400])
    index.add(np.arange(400), vectors[:400])
    index.save(tmp_path, "space-1", "f")
    assert is_opened(tmp_path, vectors[:400])
    monkeypatch.setattr(GraphLinks, "graph", lambda *_: pytest.fail("it was put together"))
    assert not is_opened(tmp_path, vectors)
    few = np.arange(300)
    with pytest.raises(GraphWorn, match="gone"):
        HnswIndex.load(tmp_path, "space-1", "f", few, vectors[few].astype(np.float16))


@pytest.mark.parametrize(("turned", "is_worn"), [(0, False), (64, True)])
def test_a_graph_is_worn_once_most_pictures_are_of_another_kind(turned: int, is_worn: bool, tmp_path: Path) -> None:
    vectors = np.concatenate([uneven_vectors(400, WIDE, seed=1), uneven_vectors(800, WIDE, seed=2, turned=turned)])
    index = HnswIndex(WIDE, like=vectors[:400])
    index.add(np.arange(400), vectors[:400])
    assert not index.is_worn
    index.add(np.arange(400, 1200), vectors[400:])
    assert index.is_worn == is_worn
    index.save(tmp_path, "space-1", "f")
    assert is_opened(tmp_path, vectors) != is_worn


def test_a_graph_that_was_only_begun_is_judged_by_all_that_it_will_hold(tmp_path: Path) -> None:
    """Otherwise one of a library that begins with a thousand pictures of one kind would be begun again for ever."""
    vectors = np.concatenate([uneven_vectors(400, WIDE, seed=1), uneven_vectors(800, WIDE, seed=2, turned=64)])
    index = HnswIndex(WIDE, like=vectors)
    index.add(np.arange(200), vectors[:200])
    index.save(tmp_path, "space-1", "f")
    assert is_opened(tmp_path, vectors)
    assert not is_opened(tmp_path, vectors[:400])


@pytest.mark.parametrize("part", ["links", "directions"])
def test_load_refuses_a_file_whose_manifest_fits_but_that_no_graph_can_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    """Only a fault of our own could write one; it would end the process."""

    def write(file: BinaryIO, links: GraphLinks, directions: NDArray[np.float32]) -> None:
        if part == "links":
            links.links[3] = 60
        write_arrays(file, links, directions if part == "links" else directions[:-1])

    monkeypatch.setattr(hnsw, "write_arrays", write)
    small(60).save(tmp_path, "space-1", "f")
    with pytest.raises(IndexDamaged, match="cannot be opened"):
        HnswIndex.load(tmp_path, "space-1", "f", *stored())
