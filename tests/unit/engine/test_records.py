from __future__ import annotations

import dataclasses
import inspect
from pathlib import Path

import pytest

from engine import records
from engine.library_records import Finding, VerifyReport
from engine.records import MediaId, MediaKind, Moment, SearchHit

RECORDS = [value for _, value in inspect.getmembers(records, inspect.isclass) if dataclasses.is_dataclass(value)]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_record_is_frozen_and_documented(record: type) -> None:
    assert record.__dataclass_params__.frozen  # type: ignore[attr-defined]  # every dataclass has it
    assert "__slots__" in vars(record)
    assert record.__doc__
    assert not record.__doc__.startswith(f"{record.__name__}("), "the docstring was generated"


def test_search_hit_moment_is_the_best_one() -> None:
    best, second = Moment(4.0, 6.0, 5.0, 0.4), Moment(0.0, 1.0, 0.5, 0.2)
    clip = SearchHit(MediaId(1), Path("a.mp4"), MediaKind.VIDEO, 0.4, (best, second))
    assert clip.moment is best
    assert SearchHit(MediaId(2), Path("a.jpg"), MediaKind.PHOTO, 0.4).moment is None


def test_verify_report_is_ok_only_when_nothing_is_left_to_repair() -> None:
    broken = Finding("index-damaged", "The index does not match its manifest.")
    assert VerifyReport().is_ok
    assert not VerifyReport((broken,)).is_ok
    assert VerifyReport((dataclasses.replace(broken, is_repaired=True),)).is_ok
    assert not VerifyReport((dataclasses.replace(broken, is_repaired=True), broken)).is_ok
