from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.operations import Operations
from engine.host.server import OPERATIONS
from engine.library import Library
from engine.records import FolderId, SearchRequest
from tests.helpers.window import Bench

CALLS: dict[str, tuple[object, ...]] = {
    "search": (SearchRequest("dog"),),
    "explain": ("dog", Path("/a.jpg"), 2.0),
    "load_picture": (Path("/a.jpg"),),
    "list_frame_times": (Path("/a.mp4"),),
    "list_problems": (),
    "estimate_cost": ([Path("/a")],),
    "add_folder": (Path("/a"),),
    "remove_folder": (FolderId(1),),
    "index": ([Path("/a")],),
    "forget_missing": (Path("/a"),),
}


def test_operations_are_all_tried_here() -> None:
    public = {name for name, _ in inspect.getmembers(Operations, inspect.isfunction) if not name.startswith("_")}
    assert public == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_operation_asks_for_something_the_engine_has(qtbot: QtBot, bench: Bench, name: str) -> None:
    """What the window sends must be an operation of the host, with keywords its method takes."""
    task = getattr(bench.services.operations, name)(*CALLS[name])
    frame = bench.pipe.frames[-1]
    assert frame["op"] in OPERATIONS
    takes = inspect.signature(getattr(Library, frame["op"])).parameters
    assert set(frame["args"]) <= set(takes)
    bench.engine.close()
    assert task.is_finished


def test_operation_titles_name_a_few_folders_only(bench: Bench) -> None:
    tasks = [
        bench.services.operations.index(),
        bench.services.operations.index([Path(f"/photos/{number}") for number in range(5)]),
        bench.services.operations.estimate_cost([Path("/")]),
    ]
    assert [task.title for task in tasks] == [
        "Bringing the library up to date",
        "Indexing 0, 1, 2 and more",
        "Looking through /",
    ]
