"""When reference cycles are collected, and when not."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.collecting import collecting_put_off, keep_what_is_there
from engine.config import ComputeConfig
from engine.cots.encoder import CotsEncoder
from engine.cots.lazy_encoder import LazyEncoder
from tests.helpers.tiny_cots import save_tiny_checkpoint

ROOT = Path(__file__).resolve().parents[3]
TOLD_AT_ITS_END = """
import engine.collecting
class Telling:
    def __del__(self):
        print("gone through")
one = Telling()
one.itself = one
del one
"""


@pytest.fixture
def collecting() -> Iterator[None]:
    """Collecting as in a process of the product; between tests it is off."""
    was_enabled = gc.isenabled()
    gc.enable()
    yield
    gc.unfreeze()
    if not was_enabled:
        gc.disable()


@pytest.mark.usefixtures("collecting")
def test_collecting_is_put_off_while_blocks_last_and_goes_on_afterwards() -> None:
    with collecting_put_off():
        with collecting_put_off():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="broken"), collecting_put_off():
        raise ValueError("broken")
    assert gc.isenabled()


def test_collecting_that_was_off_stays_off() -> None:
    assert not gc.isenabled()  # as in every test here
    with collecting_put_off():
        pass
    assert not gc.isenabled()


@pytest.mark.usefixtures("collecting")
def test_loading_a_model_collects_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    was_enabled: list[bool] = []
    monkeypatch.setattr(CotsEncoder, "load", lambda *_: was_enabled.append(gc.isenabled()))
    LazyEncoder(save_tiny_checkpoint(tmp_path / "tiny"), ComputeConfig(device="cpu", threads=1)).load()
    assert was_enabled == [False]
    assert gc.isenabled()


@pytest.mark.usefixtures("collecting")
def test_what_is_kept_is_not_looked_at_again() -> None:
    gc.disable()
    kept = [[] for _ in range(1000)]  # type: ignore[var-annotated]
    keep_what_is_there()
    assert not any(found is kept for found in gc.get_objects())
    assert gc.get_freeze_count() > 1000
    assert gc.isenabled()


def test_process_that_leaves_without_collecting_goes_through_nothing() -> None:
    def said(script: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout

    assert said(TOLD_AT_ITS_END) == "gone through\n"
    assert said(f"{TOLD_AT_ITS_END}engine.collecting.leave_without_collecting()") == ""
