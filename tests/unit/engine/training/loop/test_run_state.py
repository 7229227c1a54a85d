from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from engine.errors import CheckpointMismatch, DiskFull
from engine.training.loop.run_state import STATE_NAME, Progressed, RunState, load_run_state, save_run_state
from tests.helpers.file_limit import files_limited_to


def state(step: int = 7) -> RunState:
    queue = torch.arange(12.0)
    return RunState(
        progressed=Progressed("abc", step, 6, 1.5, 8, 1, {"scale": 65536.0, "_growth_tracker": 3}),
        weights={"a.b": torch.randn(2, 3)},
        buffers={"a.count": torch.tensor(4)},
        average={"a.b": torch.randn(2, 3)},
        optimizer={0: {"step": torch.tensor(7.0), "exp_avg": torch.randn(2, 3)}, 11: {"step": torch.tensor(7.0)}},
        task={"queue/ids": queue[:4], "queue/emb": queue[2:8].view(2, 3).T, "empty": torch.zeros(0, 3)},
    )


@pytest.fixture
def _small_files_only() -> Iterator[None]:
    """A disk on which no file may grow beyond a hundred bytes."""
    with files_limited_to(100):
        yield


def test_run_state_saved_and_loaded_is_equal(tmp_path: Path) -> None:
    saved = state()
    save_run_state(tmp_path, saved)
    loaded = load_run_state(tmp_path)
    assert loaded is not None
    assert loaded.progressed == saved.progressed
    for part in ("weights", "buffers", "average", "task"):
        one, other = getattr(loaded, part), getattr(saved, part)
        assert one.keys() == other.keys()
        assert all(torch.equal(one[name], other[name]) for name in one)
    assert loaded.optimizer.keys() == {0, 11}
    assert torch.equal(loaded.optimizer[0]["exp_avg"], saved.optimizer[0]["exp_avg"])


def test_run_state_of_a_new_run_is_none(tmp_path: Path) -> None:
    assert load_run_state(tmp_path) is None


@pytest.mark.parametrize("length", [0, 4, 100, -1])
def test_run_state_cut_off_says_so(tmp_path: Path, length: int) -> None:
    save_run_state(tmp_path, state())
    path = tmp_path / STATE_NAME
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(CheckpointMismatch, match="damaged"):
        load_run_state(tmp_path)


@pytest.mark.usefixtures("_small_files_only")
def test_save_run_state_on_a_full_disk_is_said(tmp_path: Path) -> None:
    with pytest.raises(DiskFull, match="cannot be written"):
        save_run_state(tmp_path, state())
    assert list(tmp_path.iterdir()) == []


def test_save_run_state_that_fails_keeps_the_last_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_run_state(tmp_path, state(step=7))

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DiskFull):
        save_run_state(tmp_path, state(step=8))
    loaded = load_run_state(tmp_path)
    assert loaded is not None
    assert loaded.progressed.step == 7
    assert [path.name for path in tmp_path.iterdir()] == [STATE_NAME]
