from __future__ import annotations

import inspect
from collections.abc import Callable
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
from engine.library.care import Care
from engine.library.costs import Costs
from engine.library.index_gate import IndexGate
from engine.library.keeping_out import KeepingOut
from engine.library.marks import Marks
from engine.library.model_shelf import ModelDesk
from engine.library.play_desk import PlayDesk
from engine.library.sharing import Sharing
from engine.library.sidecar_export import SidecarExporter
from engine.library.troubles import Troubles
from engine.library.tuning_desk import TuningDesk
from engine.model_records import FinetuneRequest
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
    "explain_captions": (SearchRequest("dog"), MediaId(1)),
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
    "load_sound": (Path("/a.mp4"), 0.0, 2.0),
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
    "count_loss": (FolderId(1),),
    "preview_patterns": ("*.png", FolderId(1)),
    "set_patterns": ("*.png", None),
    "retry_problems": (),
    "export_problems": (Path("/a.csv"),),
    "estimate_densities": (),
    "go_on": (),
    "measure_sizes": (),
    "back_up": (Path("/a"),),
    "check_backup": (Path("/a"),),
    "restore_next_time": (Path("/a"),),
    "merge_own": (Path("/a"),),
    "move_library": (Path("/a"),),
    "forget_old_copy": (),
    "read_tuning": (),
    "estimate_tuning": (),
    "train": (FinetuneRequest(),),
    "go_on_training": (),
    "pause_training": (),
    "stop_training": (),
    "read_curve": ("run", 0),
    "compare": ("run",),
    "list_models": (),
    "use_model": ("own-1",),
    "roll_back": (),
    "fetch_model": ("clip",),
    "import_model": (Path("/a"),),
    "remove_model": ("own-1",),
}


def test_operations_are_all_tried_here() -> None:
    """Those with keywords are tried in the tests of their pages."""
    public = {
        name
        for name, function in inspect.getmembers(Operations, inspect.isfunction)
        if not name.startswith("_") and not _has_keywords(function)
    }
    assert public <= set(CALLS)


def _has_keywords(function: Callable[..., object]) -> bool:
    kinds = [parameter.kind for parameter in inspect.signature(function).parameters.values()]
    return inspect.Parameter.KEYWORD_ONLY in kinds


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
        "keeping_out": KeepingOut,
        "troubles": Troubles,
        "costs": Costs,
        "gate": IndexGate,
        "care": Care,
        "tuning": TuningDesk,
        "shelf": ModelDesk,
        "play_desk": PlayDesk,
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
