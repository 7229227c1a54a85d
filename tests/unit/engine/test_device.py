import numpy as np
import pytest
import torch

from engine.config import ComputeConfig
from engine.device import choose_device, limit_threads, memory_errors_translated, seed_everything, thread_count
from engine.errors import BadConfig, OutOfMemory


def no_accelerator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)


def test_choose_device_auto_without_accelerator_is_the_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    no_accelerator(monkeypatch)
    assert choose_device(ComputeConfig()).type == "cpu"


def test_choose_device_auto_prefers_cuda(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert choose_device(ComputeConfig()).type == "cuda"


def test_choose_device_cpu_by_name_ignores_cuda(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert choose_device(ComputeConfig(device="cpu")).type == "cpu"


@pytest.mark.parametrize("device", ["cuda", "mps"])
def test_choose_device_absent_by_name_is_a_bad_setting(monkeypatch: pytest.MonkeyPatch, device: str) -> None:
    no_accelerator(monkeypatch)
    with pytest.raises(BadConfig, match=device):
        choose_device(ComputeConfig(device=device))


def test_thread_count_leaves_a_core_to_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.device._usable_cores", lambda: 8)
    assert thread_count(ComputeConfig()) == 7
    assert thread_count(ComputeConfig(threads=3)) == 3
    monkeypatch.setattr("engine.device._usable_cores", lambda: 1)
    assert thread_count(ComputeConfig()) == 1


def test_limit_threads_holds_torch_to_them() -> None:
    before = torch.get_num_threads()
    try:
        limit_threads(ComputeConfig(threads=2))
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)


def test_seed_everything_repeats_numpy_and_torch() -> None:
    draws = []
    for _ in range(2):
        seed_everything(2**40 + 3)
        draws.append((np.random.random(), float(torch.rand(()))))
    assert draws[0] == draws[1]


@pytest.mark.parametrize(
    "error", [torch.OutOfMemoryError("CUDA out of memory"), MemoryError(), RuntimeError("MPS backend out of memory")]
)
def test_memory_errors_become_out_of_memory(error: Exception) -> None:
    with pytest.raises(OutOfMemory), memory_errors_translated():
        raise error


def test_other_runtime_errors_pass_unchanged() -> None:
    with pytest.raises(RuntimeError, match="shapes"), memory_errors_translated():
        raise RuntimeError("shapes do not match")
