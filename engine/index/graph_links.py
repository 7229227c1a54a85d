"""Who is linked with whom in a graph: what is saved of it. Its vectors lie in the database and are put back in.

hnswlib believes what it is given: a link to a node that is not there ends the process. So links are checked one and
all before it gets them, whatever file they come from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, Self

import hnswlib
import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Singles = NDArray[np.float32]

NEIGHBOURS: Final = 16  # hnswlib's M
EF_CONSTRUCTION: Final = 200
_GROUND: Final = 2 * NEIGHBOURS  # links per node on the lowest level, at most
_HIGHEST: Final = 64
_AT_ONCE: Final = 16_384
_FILLED_AT_ONCE: Final = 256  # nodes, whose neighbours' vectors are copied out
_SPARE_SHARE: Final = 8  # an eighth more nodes fit in without moving everything


ShadowsOf = Callable[[NDArray[np.intp]], Singles]


class LinksWrong(ValueError):
    """Links that no graph can have."""


def new_graph(dim: int, capacity: int) -> Any:
    """Return an empty graph of hnswlib for unit vectors of `dim`."""
    # Inner product of unit vectors: "cosine" would normalise once more, and "l2" rank the same for more work.
    graph = hnswlib.Index(space="ip", dim=dim)
    graph.init_index(max(capacity, 16), M=NEIGHBOURS, ef_construction=EF_CONSTRUCTION)
    return graph


@dataclass(frozen=True, slots=True)
class GraphLinks:
    """A graph without its vectors. A *node* is a place in the arrays (N,), in the order in which nodes came.

    Attributes:
        labels: (N,) frame ids.
        levels: (N,) up to which level each node is linked; 0 is the lowest.
        counts: (N,) how many links each has on the lowest level.
        links: Their nodes, one node's after the other's.
        upper_counts: The same of the higher levels: of each node that has some, one count per level.
        upper_links: Their nodes.
        entry: (1,) the node where every search begins.
    """

    labels: Ids
    levels: NDArray[np.uint8]
    counts: NDArray[np.uint8]
    links: NDArray[np.uint32]
    upper_counts: NDArray[np.uint8]
    upper_links: NDArray[np.uint32]
    entry: NDArray[np.uint32]

    @classmethod
    def of(cls, graph: Any) -> Self:
        """Take them out of a graph of hnswlib. It must not be changed meanwhile; for a moment it is in memory twice.

        Raises:
            LinksWrong: This version of hnswlib keeps them in another way.
            MemoryError: There is not enough for the copy.
            RuntimeError: hnswlib could not copy it.
        """
        (state,) = graph.__getstate__()
        count = int(state["cur_element_count"])
        nodes = state["data_level0"].view(_layout(state))
        labels = nodes["label"].astype(np.int64)
        counts, links = _packed(nodes["count"].astype(np.uint8), nodes["links"])
        del nodes
        levels = state["element_levels"][:count].astype(np.uint8)
        upper = state["link_lists"].view(_UPPER)
        upper_counts, upper_links = _packed(upper["count"].astype(np.uint8), upper["links"])
        entry = np.array([state["enterpoint_node"] if count else 0], np.uint32)
        return cls(labels, levels, counts, links, upper_counts, upper_links, entry)

    def graph(self, dim: int, rows: NDArray[np.intp], shadows_of: ShadowsOf, deleted: NDArray[np.bool_]) -> Any:
        """Return a graph of hnswlib with these links.

        Args:
            dim: Numbers per shadow.
            rows: (N,) where the vector of each node is; of those with -1 none is there any more: they lie where
                their neighbours are, so that ways lead on over them.
            shadows_of: Gives the shadows (K, dim) of some rows (K,).
            deleted: (N,) which nodes are only on the way.

        Raises:
            LinksWrong: Of no graph.
        """
        self.check()
        count = len(self.labels)
        if count == 0:
            return new_graph(dim, 0)
        (state,) = new_graph(dim, 0).__getstate__()
        nodes = np.zeros(count, _layout(state))
        nodes["count"], nodes["label"], nodes["deleted"] = self.counts, self.labels, deleted
        _unpack(self.counts, self.links, nodes["links"])
        for start in range(0, count, _AT_ONCE):
            part = rows[start : start + _AT_ONCE]
            nodes["vector"][start : start + len(part)][part >= 0] = shadows_of(part[part >= 0])
        self._fill_in(nodes["vector"], nodes["links"], rows >= 0)
        upper = np.zeros(len(self.upper_counts), _UPPER)
        upper["count"] = self.upper_counts
        _unpack(self.upper_counts, self.upper_links, upper["links"])
        capacity = count + count // _SPARE_SHARE + 1024
        state |= {
            "max_elements": capacity,
            "cur_element_count": count,
            "ep_added": True,
            "max_level": int(self.levels[self.entry[0]]),
            "enterpoint_node": int(self.entry[0]),
            "has_deletions": bool(deleted.any()),
            "label_lookup_external": self.labels.astype(np.uint64),
            "label_lookup_internal": np.arange(count, dtype=np.uint32),
            "element_levels": np.pad(self.levels, (0, capacity - count)).astype(np.int32),
            "data_level0": nodes.view(np.int8),
            "link_lists": upper.view(np.int8),
        }
        graph = hnswlib.Index.__new__(hnswlib.Index)
        graph.__setstate__((state,))
        return graph

    def check(self) -> None:
        """Make sure that every link leads to a node that is there, on a level it has.

        Raises:
            LinksWrong: It does not.
        """
        count, levels, upper_nodes = len(self.labels), self.levels, self._upper_nodes()
        if len({len(self.labels), len(levels), len(self.counts)}) > 1 or len(upper_nodes[0]) != len(self.upper_counts):
            raise LinksWrong("as many nodes as links are not there")
        if count == 0:
            return
        if (self.counts > _GROUND).any() or (self.upper_counts > NEIGHBOURS).any():
            raise LinksWrong("a node has too many links")
        if int(self.counts.sum(dtype=np.int64)) != len(self.links):
            raise LinksWrong("links are lacking")
        if int(self.upper_counts.sum(dtype=np.int64)) != len(self.upper_links):
            raise LinksWrong("links are lacking")
        if max(int(part.max(initial=0)) for part in (self.links, self.upper_links, self.entry)) >= count:
            raise LinksWrong("a link leads nowhere")
        if len(self.entry) != 1 or int(levels[self.entry[0]]) != int(levels.max()) or int(levels.max()) > _HIGHEST:
            raise LinksWrong("searches begin at the wrong node")
        if (levels[self.upper_links] < np.repeat(upper_nodes[1], self.upper_counts)).any():
            raise LinksWrong("a link leads to a level that is not there")
        if len(np.unique(self.labels)) != count or int(self.labels.min()) < 0:
            raise LinksWrong("labels are there twice")

    def arrays(self) -> tuple[NDArray[Any], ...]:
        """Return all arrays, in the order in which they are written."""
        return tuple(getattr(self, name) for name in self.__slots__)

    def _upper_nodes(self) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
        """Return of every list of links above the lowest level its node and its level."""
        tall = np.flatnonzero(self.levels)
        heights = self.levels[tall].astype(np.int64)
        firsts = np.repeat(np.cumsum(heights) - heights, heights)
        return np.repeat(tall, heights), np.arange(len(firsts)) - firsts + 1

    def _fill_in(self, vectors: Singles, links: NDArray[np.uint32], known: NDArray[np.bool_]) -> None:
        """Give each node without a vector the mean of its neighbours' that have one; links are (N, L)."""
        lacking, places = np.flatnonzero(~known), np.arange(_GROUND)
        for start in range(0, len(lacking), _FILLED_AT_ONCE):
            part = lacking[start : start + _FILLED_AT_ONCE]
            near = links[part]
            counted = (places < self.counts[part, np.newaxis]) & known[near]
            sums = np.matmul(counted[:, np.newaxis].astype(np.float32), vectors[near])[:, 0]
            vectors[part] = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)


_UPPER: Final = np.dtype([("count", "<u2"), ("rest", "<u2"), ("links", "<u4", (NEIGHBOURS,))])


def _layout(state: dict[str, Any]) -> np.dtype[Any]:
    """Return how hnswlib lays out a node: its links, whether it is marked as deleted, its vector, and its label.

    Raises:
        LinksWrong: Not as this says.
    """
    layout = np.dtype(
        {
            "names": ["count", "deleted", "links", "vector", "label"],
            "formats": ["<u2", "?", ("<u4", (_GROUND,)), ("<f4", (state["dim"],)), "<u8"],
            "offsets": [0, 2, 4, state["offset_data"], state["label_offset"]],
            "itemsize": state["size_data_per_element"],
        }
    )
    if (state["offset_level0"], state["offset_data"]) != (0, 4 + 4 * _GROUND) or state["max_M0"] != _GROUND:
        raise LinksWrong("hnswlib lays out its nodes in another way")
    return layout


def _packed(counts: NDArray[np.uint8], links: NDArray[np.uint32]) -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """Return the counts (N,), and of the links (N, L) those that are there, one after the other."""
    packed = np.empty(int(counts.sum(dtype=np.int64)), np.uint32)
    places, at = np.arange(links.shape[1]), 0
    for start in range(0, len(counts), _AT_ONCE):
        part = links[start : start + _AT_ONCE][places < counts[start : start + _AT_ONCE, np.newaxis]]
        packed[at : at + len(part)] = part
        at += len(part)
    return counts, packed


def _unpack(counts: NDArray[np.uint8], packed: NDArray[np.uint32], links: NDArray[np.uint32]) -> None:
    """Put packed links back into (N, L)."""
    places, at = np.arange(links.shape[1]), 0
    for start in range(0, len(counts), _AT_ONCE):
        there = places < counts[start : start + _AT_ONCE, np.newaxis]
        length = int(there.sum())
        links[start : start + _AT_ONCE][there] = packed[at : at + length]
        at += length


_KINDS: Final = ("<i8", "|u1", "|u1", "<u4", "|u1", "<u4", "<u4")


class _Plain:
    """A file that numpy writes to as to any other: a disk that fills up is noticed at once."""

    def __init__(self, file: BinaryIO) -> None:
        self.write = file.write


def write_arrays(file: BinaryIO, links: GraphLinks, directions: Singles) -> None:
    """Write links, and the directions of the shadows they were made for."""
    for array in (*links.arrays(), directions):
        np.lib.format.write_array(_Plain(file), array.astype(array.dtype.newbyteorder("<")), allow_pickle=False)


def read_arrays(file: BinaryIO) -> tuple[GraphLinks, Singles]:
    """Read them back.

    Raises:
        LinksWrong: It is another file, or cut.
    """
    try:
        arrays = [np.lib.format.read_array(file, allow_pickle=False) for _ in (*_KINDS, "<f4")]
    except (ValueError, EOFError, MemoryError) as error:
        raise LinksWrong(f"it cannot be read: {error}") from error
    for array, kind in zip(arrays, (*_KINDS, "<f4"), strict=True):
        if array.dtype != np.dtype(kind) or array.ndim != (2 if kind == "<f4" else 1):
            raise LinksWrong("it holds something else")
    return GraphLinks(*arrays[:-1]), arrays[-1]
