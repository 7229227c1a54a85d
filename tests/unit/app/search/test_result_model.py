from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from app.search.result_model import HIT_ROLE, ResultModel
from engine.records import SearchHit
from tests.helpers.fake_engine import FakeLibrary


@pytest.fixture
def hits(tmp_path: Path) -> tuple[SearchHit, ...]:
    library = FakeLibrary(tmp_path)
    return tuple(library.hit(number) for number in range(8))


def test_model_shown_and_shown_again_is_a_valid_item_model(
    qtmodeltester: ModelTester, hits: tuple[SearchHit, ...]
) -> None:
    model = ResultModel()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt leaves it untyped
    for shown in (hits[:4], hits, hits[4:], ()):
        model.show(shown)
        assert model.rowCount() == len(shown)


def test_model_longer_list_is_appended_without_a_reset(hits: tuple[SearchHit, ...]) -> None:
    model = ResultModel()
    resets: list[int] = []
    inserted: list[tuple[int, int]] = []
    model.show(hits[:3])
    model.modelReset.connect(lambda: resets.append(1))
    model.rowsInserted.connect(lambda _, first, last: inserted.append((first, last)))
    model.show(hits)
    model.show(hits)
    assert (resets, inserted) == ([], [(3, 7)])
    model.show(hits[::-1])
    assert resets == [1]


def test_model_roles_tell_a_clip_in_words(hits: tuple[SearchHit, ...]) -> None:
    model = ResultModel()
    model.show(hits)
    clip = model.index(3)
    assert clip.data(HIT_ROLE) is hits[3]
    assert clip.data(Qt.ItemDataRole.DisplayRole) == "clip 003.mp4"
    spoken = clip.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("clip 003.mp4, clip of 1:02, best at 0:12, 5 May 2024")
    assert clip.data(Qt.ItemDataRole.SizeHintRole) is None


def test_model_tool_tip_never_interprets_a_file_name(hits: tuple[SearchHit, ...]) -> None:
    evil = dataclasses.replace(hits[0], path=Path("/a & b/<img src='x'>\n.jpg"))
    model = ResultModel()
    model.show((evil,))
    tip = model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;img src=&#x27;x&#x27;&gt;" in tip
    assert "/a &amp; b" in tip
    assert "<img" not in tip


def test_model_row_of_finds_the_same_file_in_other_results(hits: tuple[SearchHit, ...]) -> None:
    model = ResultModel()
    model.show(hits)
    assert model.row_of(dataclasses.replace(hits[5], score=0.1)) == 5
    model.show(hits[:3])
    assert model.row_of(hits[5]) == -1
