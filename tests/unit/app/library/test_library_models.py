from __future__ import annotations

import dataclasses
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from app.library.folder_model import FOLDER_ROLE, FolderModel, describe_folder
from app.library.problem_model import PROBLEM_ROLE, ProblemModel
from engine.library_records import FileProblem, FolderState
from engine.records import FolderId

FOLDER = FolderState(FolderId(1), Path("/photos/<b>x</b>"), 1, 14, 0, True, datetime(2024, 6, 1, 12, 0))
OTHER = FolderState(FolderId(2), Path("/clips"), 0, 0, 0, True)
PROBLEMS = tuple(FileProblem(Path(f"/a/<i>{number}.jpg"), "unreadable", "It is\ncut off.") for number in range(3))


def test_folder_model_is_a_valid_item_model(qtmodeltester: ModelTester) -> None:
    model = FolderModel()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt leaves it untyped
    for folders in ((FOLDER,), (FOLDER, OTHER), (OTHER,), ()):
        model.show(folders)
        assert model.rowCount() == len(folders)


def test_folder_model_changed_counts_keep_the_rows() -> None:
    model = FolderModel()
    model.show((FOLDER, OTHER))
    resets: list[int] = []
    changes: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.dataChanged.connect(lambda first, last: changes.append(last.row()))
    model.show((FOLDER, dataclasses.replace(OTHER, photos=9)))
    assert (resets, changes) == ([], [1])
    assert model.index(1).data(FOLDER_ROLE).photos == 9


def test_folder_model_tool_tip_never_interprets_a_name() -> None:
    model = FolderModel()
    model.show((FOLDER,))
    assert "&lt;b&gt;" in model.index(0).data(Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        (FOLDER, "1 photo · 14 clips · updated 1 Jun 2024"),
        (dataclasses.replace(FOLDER, problems=2), "1 photo · 14 clips · 2 files unreadable · updated"),
        (OTHER, "not indexed yet"),
        (dataclasses.replace(OTHER, is_online=False), "not reachable"),
        (dataclasses.replace(FOLDER, is_paused=True), "paused · 1 photo · 14 clips"),
        (dataclasses.replace(FOLDER, left_out=1200), "1 photo · 14 clips · 1,200 left out · updated"),
    ],
)
def test_describe_folder_says_what_it_holds_and_how_it_is(folder: FolderState, expected: str) -> None:
    assert describe_folder(folder).startswith(expected)


def test_problem_model_is_a_valid_item_model(qtmodeltester: ModelTester) -> None:
    model = ProblemModel()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt leaves it untyped
    model.show((*PROBLEMS, FileProblem(Path("/a/b.jpg"), "too-large", "It is too large.")))
    assert (model.rowCount(), model.columnCount()) == (2, 3)
    assert [model.rowCount(model.index(row, 0)) for row in range(2)] == [3, 1]
    model.show(())
    assert model.rowCount() == 0


def test_problem_model_shows_names_as_they_are_on_one_line_below_their_kind() -> None:
    model = ProblemModel()
    model.show(PROBLEMS)
    group = model.index(0, 0)
    assert group.data() == "Damaged, or not what the name says · 3"
    shown = [model.index(0, column, group).data() for column in range(3)]
    assert shown == ["<i>0.jpg", "It is cut off.", "/a"]
    assert model.index(0, 0, group).data(Qt.ItemDataRole.ToolTipRole) == "<span>&lt;i&gt;0.jpg</span>"
    assert model.index(2, 0, group).data(PROBLEM_ROLE) is PROBLEMS[2]
    assert model.problems_at(group) == PROBLEMS
    assert model.problems_at(model.index(1, 0, group)) == (PROBLEMS[1],)
    assert model.headerData(1, Qt.Orientation.Horizontal) == "What is wrong"
