from pathlib import Path

import torch

from engine.training.run_state import RunState, load_run_state, save_run_state


def test_run_state_saved_and_loaded_is_equal(tmp_path: Path) -> None:
    state = RunState(
        step=7,
        average_updates=6,
        seconds=1.5,
        weights={"a.b": torch.randn(2, 3)},
        average={"a.b": torch.randn(2, 3)},
        optimizer={0: {"step": torch.tensor(7.0), "exp_avg": torch.randn(2, 3)}, 11: {"step": torch.tensor(7.0)}},
    )
    save_run_state(tmp_path, state)
    loaded = load_run_state(tmp_path)
    assert loaded is not None
    assert (loaded.step, loaded.average_updates, loaded.seconds) == (7, 6, 1.5)
    assert torch.equal(loaded.weights["a.b"], state.weights["a.b"])
    assert torch.equal(loaded.average["a.b"], state.average["a.b"])
    assert loaded.optimizer.keys() == {0, 11}
    assert torch.equal(loaded.optimizer[0]["exp_avg"], state.optimizer[0]["exp_avg"])


def test_run_state_of_a_new_run_is_none(tmp_path: Path) -> None:
    assert load_run_state(tmp_path) is None
