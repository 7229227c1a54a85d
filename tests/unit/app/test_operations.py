from __future__ import annotations

import inspect
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.operations import Operations
from engine.caption_records import CaptionShelf, CaptionSource, NewCaption, SidecarKind, TableReading
from engine.host.server import OPERATIONS
from engine.library import Library
from engine.library.browser import Browser
from engine.library.caption_desk import CaptionDesk
from engine.library.caption_import import CaptionImporter
from engine.library.marks import Marks
from engine.library.sharing import Sharing
from engine.library.sidecar_export import SidecarExporter
from engine.records import FolderId, MediaId, SearchRequest
from tests.helpers.window import Bench

CALLS: dict[str, tuple[object, ...]] = {
    "list_media": (SearchRequest("dog"),),
    "list_rows": (SearchRequest("dog"), np.array([1, 2])),
    "count_facets": (SearchRequest("dog"),),
    "trace_clip": (SearchRequest("dog"), MediaId(1)),
    "find_standing": (SearchRequest("dog"), Path("/a.jpg")),
    "list_to_caption": (CaptionShelf.NEXT,),
    "list_captions": ([MediaId(1)],),
    "change_captions": ([NewCaption(MediaId(1), "Rex")], [2]),
    "measure_captions": (),
    "prepare_captions": (CaptionSource.TABLE, Path("/a.csv"), TableReading()),
    "import_prepared": (1,),
    "take_back_import": (datetime(2026, 1, 1),),
    "forget_prepared": (1,),
    "export_captions": (Path("/a.csv"),),
    "export_sidecars": (SidecarKind.TEXT, Path("/a")),
    "list_history": (5,),
    "note_search": (SearchRequest("dog"),),
    "forget_searches": (),
    "list_albums": (),
    "save_album": ("Rex", SearchRequest("dog")),
    "rename_album": (1, "Rex"),
    "remove_album": (1,),
    "read_details": (Path("/a.jpg"),),
    "export": ([MediaId(1)], Path("/a")),
    "export_clip": (Path("/a.mp4"), 1.0, 2.0, Path("/a")),
    "explain": ("dog", Path("/a.jpg"), 2.0),
    "load_picture": (Path("/a.jpg"),),
    "list_problems": (),
    "estimate_cost": ([Path("/a")],),
    "add_folder": (Path("/a"),),
    "remove_folder": (FolderId(1),),
    "index": ([Path("/a")],),
    "forget_missing": (Path("/a"),),
}


def test_operations_are_all_tried_here() -> None:
    assert "mark_favourite" not in CALLS  # the only one with a keyword; tried in the page's tests
    public = {name for name, _ in inspect.getmembers(Operations, inspect.isfunction) if not name.startswith("_")}
    assert public == {*CALLS, "mark_favourite"}


@pytest.mark.parametrize("name", CALLS)
def test_operation_asks_for_something_the_engine_has(qtbot: QtBot, bench: Bench, name: str) -> None:
    """What the window sends must be an operation of the host, with keywords its method takes."""
    task = getattr(bench.services.operations, name)(*CALLS[name])
    frame = bench.pipe.frames[-1]
    assert frame["op"] in OPERATIONS
    parts = {
        "": Library,
        "browser": Browser,
        "marks": Marks,
        "sharing": Sharing,
        "caption_desk": CaptionDesk,
        "caption_import": CaptionImporter,
        "sidecars": SidecarExporter,
    }
    owner = parts[OPERATIONS[frame["op"]].part]
    takes = inspect.signature(getattr(owner, frame["op"])).parameters
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
