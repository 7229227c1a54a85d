"""The benches `query` and `recall` at tiny size, and the rows they are made on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.bench import query_bench, recall_bench
from engine.bench.bench_run import BenchRun
from engine.bench.drawn_rows import CLIP_FRAMES, RowPlan, drawn_vectors, make_rows, path_of
from engine.bench.one_table import OneTable
from engine.errors import DiskFull
from engine.index.exact import ExactIndex
from engine.index.hnsw import HnswIndex
from engine.store import Store
from tests.helpers.tiny_cots import save_tiny_checkpoint


@pytest.fixture
def run(tmp_path: Path) -> BenchRun:
    return BenchRun(tmp_path, save_tiny_checkpoint(tmp_path / "tiny"), scale=0.004, repeats=1)


def test_rows_are_as_planned_and_written_once(run: BenchRun, tmp_path: Path) -> None:
    plan = RowPlan.of_vectors(400)
    assert plan.vectors == pytest.approx(400, abs=CLIP_FRAMES)
    steps: list[int] = []
    for _ in range(2):
        made = make_rows(tmp_path / "l", run.model, plan, tmp_path / "P", lambda done, of: steps.append(done))
        assert made == plan.vectors
    assert steps == [0]
    with Store.open(tmp_path / "l", read_only=True) as store:
        (space,) = store.spaces.all()
        ids, vectors = store.vectors.load(space.space_id)
        counts = store.media.count(space.space_id, None)
        assert path_of(tmp_path / "P", plan, 40).suffix == ".mp4"
    assert (len(ids), counts.photos, counts.clips) == (plan.vectors, plan.media - counts.clips, plan.media // 41)
    assert np.linalg.norm(vectors.astype(np.float32), axis=1) == pytest.approx(1.0, abs=0.01)


def test_rows_of_another_plan_replace_nothing_unnoticed(run: BenchRun, tmp_path: Path) -> None:
    make_rows(tmp_path / "l", run.model, RowPlan(10, 0), tmp_path / "P")
    stamp = (tmp_path / "l" / "made.json").read_text(encoding="utf-8")
    make_rows(tmp_path / "other", run.model, RowPlan(11, 0), tmp_path / "P")
    assert (tmp_path / "other" / "made.json").read_text(encoding="utf-8") != stamp


def test_one_table_finds_the_nearest(tmp_path: Path) -> None:
    vectors = drawn_vectors(50, 8, seed=3)
    table = OneTable(tmp_path / "one.db")
    for _ in range(2):  # the second time it is there
        table.fill(vectors, [f"{number}.jpg" for number in range(50)])
    best = table.search(vectors[7], 3)
    assert best[0][0] == "7.jpg"
    assert best[0][1] == pytest.approx(1.0, abs=1e-5)
    assert [name for name, _ in best] == [f"{row}.jpg" for row in np.argsort(-(vectors @ vectors[7]))[:3]]


def test_one_table_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DiskFull, match="cannot be written"):
        OneTable(tmp_path / "nowhere" / "one.db").fill(drawn_vectors(2, 8, seed=3), ["a", "b"])


def test_query_bench_measures_every_size_and_filter_beside_the_baseline(run: BenchRun) -> None:
    result = query_bench.measure(run)
    assert len(result.figures) == 3 * (4 * 2 + 1)
    assert all(figure.baseline is not None and figure.value.median > 0 for figure in result.figures)
    bars = [figure.name for figure in result.figures if figure.goal is not None]
    assert len(bars) == 5
    assert all(("vectors" in name and name.startswith("4,000")) or name.startswith("3,9") for name in bars)
    assert [series.name for series in result.curves[0].series][-1] == "every vector read each time"
    assert all(len(series.sizes) == 3 for series in result.curves[0].series)
    again = query_bench.measure(run)  # over what the first left
    assert again.facts == result.facts


def test_recall_bench_compares_every_filter_and_churn_with_exact(run: BenchRun) -> None:
    result = recall_bench.measure(run)
    recalls = [figure for figure in result.figures if "recall@10" in figure.name]
    assert len(recalls) == 3 * len(recall_bench.SHARES) + 1
    assert all(figure.value.median >= 0.99 and figure.is_met for figure in recalls)
    assert sum("0.1 %" in figure.name for figure in recalls) == 3
    assert "200 % were replaced" in recalls[-1].name


def test_recall_of_a_graph_that_lacks_half_of_the_vectors_is_half(run: BenchRun) -> None:
    vectors = drawn_vectors(400, 16, seed=1)
    ids = np.arange(400)
    graph, exact = HnswIndex(16), ExactIndex(16, ids, vectors)
    graph.add(ids[::2], vectors[::2])
    found = recall_bench.asked(run, graph, exact, 1.0, 16)
    assert 0.3 < np.mean(found.recalls) < 0.7
    assert min(found.graph_ms) > 0


def test_churn_replaces_twice_as_many_as_there_are(run: BenchRun) -> None:
    vectors = drawn_vectors(100, 16, seed=1)
    graph, exact = HnswIndex(16), ExactIndex(16, np.arange(100), vectors)
    graph.add(np.arange(100), vectors)
    recall_bench.churn(run, graph, exact, 16)
    assert len(graph) == len(exact) == 100
    assert (graph.ids == exact.ids).all()
    assert exact.ids.max() == 100 + 200 - 1
