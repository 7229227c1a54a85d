"""Where the model runs: device choice, thread count, seeding, and running out of memory translated."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch

from engine.config import ComputeConfig
from engine.errors import BadConfig, OutOfMemory

# Pictures that a network sees at once on a processor: maps of more do not stay in its caches from layer to layer, and
# beyond 32 MB the C library asks the system for each map anew, which hands out empty pages at a third of all the time.
MAX_CPU_BATCH = 4


def choose_device(compute: ComputeConfig) -> torch.device:
    """Return the device to compute on; "auto" takes CUDA, then Apple's GPU, then the CPU.

    Raises:
        BadConfig: A device was asked for by name and is not there.
    """
    available = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if compute.device == "auto":
        return torch.device(next(name for name, is_there in available.items() if is_there))
    if not available[compute.device]:
        raise BadConfig(
            f"The device {compute.device} was asked for, but this machine has none that works.",
            hint='Set compute.device to "auto".',
        )
    return torch.device(compute.device)


def thread_count(compute: ComputeConfig) -> int:
    """Return how many CPU threads the model may use; by default all cores but one, which the window keeps."""
    if compute.threads:
        return compute.threads
    return max(1, _usable_cores() - 1)


def limit_threads(compute: ComputeConfig) -> None:
    """Hold torch in this process to `thread_count` threads."""
    torch.set_num_threads(thread_count(compute))


def gains_from_bfloat16(device: torch.device) -> bool:
    """Whether the device has instructions for bfloat16; emulating them would be slower than float32."""
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    if device.type == "cpu":
        known: Mapping[str, Any] = getattr(torch.cpu, "get_capabilities", dict)()
        return bool(known.get("avx512_bf16") or known.get("amx_bf16"))
    return False


def picture_dtype(compute: ComputeConfig) -> torch.dtype:
    """Return the arithmetic that the image tower runs in.

    bfloat16 is never chosen by itself: on a processor that has it, it is twice as fast, but the rounding of some fifty
    layers turns a vector by a cosine of 0.995 and costs 0.4 points of Recall@1.
    """
    return torch.bfloat16 if compute.precision == "bfloat16" else torch.float32


def seed_everything(seed: int) -> None:
    """Seed Python, numpy and torch on every device."""
    random.seed(seed)
    np.random.seed(seed % 2**32)
    torch.manual_seed(seed)


@contextmanager
def memory_errors_translated() -> Iterator[None]:
    """Turn the device's or the machine's memory running out inside the block into `OutOfMemory`.

    Raises:
        OutOfMemory: An allocation inside the block failed.
    """
    try:
        yield
    except (torch.OutOfMemoryError, MemoryError) as error:
        raise _out_of_memory() from error
    except RuntimeError as error:
        # The CPU's allocator and older accelerator backends have no exception class of their own.
        if "not enough memory" in str(error) or "out of memory" in str(error):
            raise _out_of_memory() from error
        raise


def release_cached_memory() -> None:
    """Give memory that CUDA's allocator keeps back, so that a smaller batch finds room."""
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def _out_of_memory() -> OutOfMemory:
    return OutOfMemory(
        "The memory for the model ran out.", hint="Close other programs or make indexing.batch_size smaller."
    )


def _usable_cores() -> int:
    """Cores this process may run on; fewer than the machine has inside a container."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
