"""What is saved of a graph: given back the same, and nothing wrong reaches hnswlib."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.index.graph_links import GraphLinks, LinksWrong, new_graph, read_arrays, write_arrays
from tests.helpers.library_rows import unit_vectors

DIM = 16
COUNT = 400  # of which some two dozen are linked on higher levels
VECTORS = unit_vectors(COUNT, 1, DIM)
EYE = np.eye(DIM, dtype=np.float32)


@pytest.fixture(scope="module")
def graph() -> Any:
    made = new_graph(DIM, COUNT)
    made.add_items(VECTORS, np.arange(COUNT) + 1000, num_threads=1)
    made.set_ef(100)
    return made


@pytest.fixture(scope="module")
def links(graph: Any) -> GraphLinks:
    return GraphLinks.of(graph)


def built(links: GraphLinks, rows: NDArray[np.intp] | None = None, deleted: NDArray[np.bool_] | None = None) -> Any:
    rows = np.arange(len(links.labels)) if rows is None else rows
    deleted = np.zeros(len(links.labels), bool) if deleted is None else deleted
    made = links.graph(DIM, rows, lambda part: VECTORS[part], deleted)
    made.set_ef(100)
    return made


def answers(graph: Any) -> list[Any]:
    return [part.tolist() for part in graph.knn_query(unit_vectors(20, 9, DIM), k=10, num_threads=1)]


def test_a_graph_put_together_again_is_the_same(graph: Any, links: GraphLinks) -> None:
    again = built(links)
    assert int(links.levels.max()) > 0
    assert answers(again) == answers(graph)
    for one, other in zip(links.arrays(), GraphLinks.of(again).arrays(), strict=True):
        assert one.tolist() == other.tolist()
    assert again.get_max_elements() > COUNT
    again.resize_index(COUNT + 2000)
    again.add_items(unit_vectors(2000, 5, DIM), np.arange(2000) + 5000, num_threads=1)
    all_vectors = np.concatenate([VECTORS, unit_vectors(2000, 5, DIM)])
    larger = GraphLinks.of(again).graph(
        DIM, np.arange(COUNT + 2000), lambda part: all_vectors[part], np.zeros(COUNT + 2000, bool)
    )
    larger.set_ef(100)
    assert answers(larger) == answers(again)


def test_an_empty_graph_is_put_together_again() -> None:
    again = built(GraphLinks.of(new_graph(DIM, 10)))
    again.resize_index(COUNT)
    again.add_items(VECTORS, np.arange(COUNT), num_threads=1)
    assert again.knn_query(VECTORS[:1], k=1)[0][0][0] == 0


def test_what_is_marked_as_deleted_is_not_found_and_can_come_back(links: GraphLinks) -> None:
    again = built(links, deleted=np.arange(COUNT) == 3)
    assert 1003 not in again.knn_query(VECTORS[3:4], k=5)[0][0]
    again.unmark_deleted(1003)
    assert again.knn_query(VECTORS[3:4], k=1)[0][0][0] == 1003


def test_a_node_without_a_vector_lies_where_its_neighbours_are(links: GraphLinks) -> None:
    rows = np.arange(COUNT)
    rows[::5] = -1
    again = built(links, rows)
    near = [np.dot(again.get_items([1000 + node])[0], VECTORS[node]) for node in range(0, COUNT, 5)]
    assert np.mean(near) > 0.6
    again = built(links, rows, rows < 0)
    exact = [np.argsort(-(VECTORS @ query) + 9.0 * (rows < 0))[:10] + 1000 for query in unit_vectors(20, 9, DIM)]
    found = again.knn_query(unit_vectors(20, 9, DIM), k=10, num_threads=1)[0]
    assert np.mean([len(np.intersect1d(*pair)) for pair in zip(exact, found, strict=True)]) >= 9.9


def test_many_nodes_without_a_vector_are_filled_in_as_one_by_one(links: GraphLinks) -> None:
    rows = np.where(np.random.default_rng(4).random(COUNT) < 0.8, -1, np.arange(COUNT))
    again, starts = built(links, rows), np.cumsum(links.counts, dtype=np.int64) - links.counts
    for node in np.flatnonzero(rows < 0):
        near = links.links[starts[node] : starts[node] + links.counts[node]]
        mean = VECTORS[near[rows[near] >= 0]].sum(axis=0)
        filled = again.get_items([1000 + node])[0]
        assert np.allclose(filled, mean / max(float(np.linalg.norm(mean)), 1e-9), atol=1e-5)


def test_links_are_read_back_as_they_were_written(links: GraphLinks) -> None:
    file = io.BytesIO()
    write_arrays(file, links, EYE)
    file.seek(0)
    again, directions = read_arrays(file)
    assert all((one == other).all() for one, other in zip(links.arrays(), again.arrays(), strict=True))
    assert (directions == EYE).all()


def changed(array: NDArray[Any], place: int, value: int) -> NDArray[Any]:
    new = array.copy()
    new[place] = value
    return new


@pytest.mark.parametrize(
    ("field", "place", "value"),
    [
        ("links", 0, COUNT),
        ("links", -1, 2**32 - 1),
        ("upper_links", 0, COUNT),
        ("counts", 5, 33),
        ("counts", 5, 0),
        ("upper_counts", 0, 17),
        ("levels", 5, 1),
        ("levels", 5, 200),
        ("entry", 0, COUNT),
        ("entry", 0, -2),  # a node that is on the lowest level only
        ("labels", 0, -1),
        ("labels", 0, 1001),
        ("upper_links", 0, -2),
    ],
)
def test_no_link_leads_to_what_is_not_there(links: GraphLinks, field: str, place: int, value: int) -> None:
    low = int(np.flatnonzero(links.levels == 0)[0])
    new = changed(getattr(links, field), place, low if value == -2 else value)
    with pytest.raises(LinksWrong):
        built(dataclasses.replace(links, **{field: new}))


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(GraphLinks)])
def test_no_array_is_shorter_than_the_others_say(links: GraphLinks, field: str) -> None:
    with pytest.raises(LinksWrong):
        built(dataclasses.replace(links, **{field: getattr(links, field)[:-1]}))


@pytest.mark.parametrize("length", [0, 5, 100, -1])
def test_a_cut_file_is_not_read(links: GraphLinks, length: int) -> None:
    file = io.BytesIO()
    write_arrays(file, links, EYE)
    with pytest.raises(LinksWrong):
        read_arrays(io.BytesIO(file.getvalue()[:length]))


def test_a_file_of_other_numbers_is_not_read(links: GraphLinks) -> None:
    file = io.BytesIO()
    write_arrays(file, dataclasses.replace(links, labels=links.labels.astype(np.float64)), EYE)
    file.seek(0)
    with pytest.raises(LinksWrong, match="something else"):
        read_arrays(file)
