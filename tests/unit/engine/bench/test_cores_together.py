"""What cores do together is told by how much work gets done."""

from __future__ import annotations

import threading
import time
import zlib

import pytest

from engine.bench.cores_together import work_together


@pytest.mark.parametrize(("shares_a_core", "expected"), [(False, 2.0), (True, 1.0)])
def test_threads_that_share_a_core_do_the_work_of_one(
    monkeypatch: pytest.MonkeyPatch, shares_a_core: bool, expected: float
) -> None:
    core = threading.Lock()

    def compress(sample: bytes, level: int) -> None:
        """Take a hundredth of a second: of an own core, or of the one that there is."""
        if shares_a_core:
            with core:
                time.sleep(0.01)
        else:
            time.sleep(0.01)

    monkeypatch.setattr("engine.bench.cores_together.zlib.compress", compress)
    assert work_together(2, seconds=0.1) == pytest.approx(expected, rel=0.35)


def test_work_is_real_and_leaves_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces: list[int] = []
    compress = zlib.compress

    def counted(sample: bytes, level: int) -> bytes:
        pieces.append(len(sample))
        return compress(sample, level)

    monkeypatch.setattr("engine.bench.cores_together.zlib.compress", counted)
    before = threading.active_count()
    assert work_together(3, seconds=0.0) > 0
    assert len(pieces) >= 3 * (1 + 3)
    assert threading.active_count() == before
