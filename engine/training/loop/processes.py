"""One run on one process or on several: what they tell each other, and nothing about training."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Protocol

import torch
from torch import Tensor, nn

BUCKET_BYTES = 32 * 2**20


class ProcessGroup(Protocol):
    """The processes of a run. Every method that talks to the others must be called by all of them, in one order."""

    rank: int
    count: int

    @property
    def is_first(self) -> bool:
        """Whether this process writes the files and events."""

    def gather(self, tensor: Tensor) -> Tensor:
        """Concatenate (n, ...) tensors of all processes along the first dimension, by rank; no gradient flows.

        Their first dimensions may differ, the others may not.
        """

    def sum_gradients(self, parameters: Iterable[nn.Parameter]) -> None:
        """Sum the gradients over the processes, in place; a parameter that none has a gradient for keeps none."""

    def sum_values(self, values: Mapping[str, float]) -> dict[str, float]:
        """Sum figures over the processes; all must name the same ones."""

    def share(self, tensors: Iterable[Tensor]) -> None:
        """Overwrite the tensors with those of the first process."""

    def close(self) -> None:
        """Leave the group."""


class _Solo:
    """The only process of its run; nothing is communicated."""

    rank = 0
    count = 1
    is_first = True

    def gather(self, tensor: Tensor) -> Tensor:
        return tensor.detach()

    def sum_gradients(self, parameters: Iterable[nn.Parameter]) -> None:
        del parameters

    def sum_values(self, values: Mapping[str, float]) -> dict[str, float]:
        return dict(values)

    def share(self, tensors: Iterable[Tensor]) -> None:
        del tensors

    def close(self) -> None:
        return None


def solo() -> ProcessGroup:
    """Return the group of a run on one process."""
    return _Solo()


class TorchGroup:
    """Processes joined by torch.distributed: NCCL between GPUs, gloo between CPUs."""

    def __init__(self, rank: int, count: int, device: torch.device, *, init_method: str = "env://") -> None:
        """Join the group and wait for the others.

        Args:
            rank: Of this process, from 0.
            count: Processes in all.
            device: What this process computes on.
            init_method: Where they meet: torchrun's environment, or a `file://` all can write.
        """
        import torch.distributed as dist

        self.rank = rank
        self.count = count
        self._device = device
        self._dist = dist
        is_cuda = device.type == "cuda"
        dist.init_process_group(
            "nccl" if is_cuda else "gloo",
            init_method=init_method,
            rank=rank,
            world_size=count,
            device_id=device if is_cuda else None,
        )

    @property
    def is_first(self) -> bool:
        """Whether this process writes the files and events."""
        return self.rank == 0

    def gather(self, tensor: Tensor) -> Tensor:
        """Concatenate (n, ...) tensors of all processes; see `ProcessGroup.gather`."""
        rows = torch.zeros(self.count, dtype=torch.int64, device=self._device)
        rows[self.rank] = len(tensor)
        self._dist.all_reduce(rows)
        counts = [int(count) for count in rows.tolist()]
        source = tensor.detach().to(self._device)
        padded = source.new_zeros((max(counts), *source.shape[1:]))
        padded[: len(source)] = source
        # As bytes every type travels, unchanged to the bit.
        sent = padded.view(-1).view(torch.uint8)
        received = [torch.empty_like(sent) for _ in counts]
        self._dist.all_gather(received, sent)
        parts = [part.view(padded.dtype).view(padded.shape)[:n] for part, n in zip(received, counts, strict=True)]
        return torch.cat(parts).to(tensor.device)

    def sum_gradients(self, parameters: Iterable[nn.Parameter]) -> None:
        """Sum the gradients in flat buckets; see `ProcessGroup.sum_gradients`."""
        every = list(parameters)
        has_gradient = torch.tensor([float(p.grad is not None) for p in every], device=self._device)
        self._dist.all_reduce(has_gradient)
        gradients = []
        for parameter, holders in zip(every, has_gradient.tolist(), strict=True):
            if holders and parameter.grad is None:
                parameter.grad = torch.zeros_like(parameter)
            if parameter.grad is not None:
                gradients.append(parameter.grad)
        for bucket in _buckets(gradients):
            flat = torch.cat([gradient.reshape(-1) for gradient in bucket])
            self._dist.all_reduce(flat)
            summed = torch.split(flat, [gradient.numel() for gradient in bucket])
            for gradient, total in zip(bucket, summed, strict=True):
                gradient.copy_(total.view(gradient.shape))

    def sum_values(self, values: Mapping[str, float]) -> dict[str, float]:
        """Sum figures over the processes; all must name the same ones."""
        names = sorted(values)
        # Counts must survive beyond float32's 24 bits.
        flat = torch.tensor([values[name] for name in names], dtype=torch.float64, device=self._device)
        self._dist.all_reduce(flat)
        return dict(zip(names, flat.tolist(), strict=True))

    def share(self, tensors: Iterable[Tensor]) -> None:
        """Overwrite the tensors with those of the first process."""
        for tensor in tensors:
            sent = tensor.detach().contiguous()
            self._dist.broadcast(sent, src=0)
            tensor.detach().copy_(sent)

    def close(self) -> None:
        """Leave the group."""
        self._dist.destroy_process_group()


def _buckets(gradients: list[Tensor]) -> list[list[Tensor]]:
    """Part gradients, in their order, into lists of one type of at most `BUCKET_BYTES`."""
    buckets: list[list[Tensor]] = []
    used = 0
    for gradient in gradients:
        size = gradient.numel() * gradient.element_size()
        if not buckets or used + size > BUCKET_BYTES or buckets[-1][0].dtype != gradient.dtype:
            buckets.append([])
            used = 0
        buckets[-1].append(gradient)
        used += size
    return buckets


def from_environment() -> ProcessGroup:
    """Join the group that `torchrun` describes in the environment; outside it, the run is on one process."""
    count = int(os.environ.get("WORLD_SIZE", "1"))
    if count == 1:
        return solo()
    device = torch.device("cpu")
    if torch.cuda.is_available():
        device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
        torch.cuda.set_device(device)
    return TorchGroup(int(os.environ["RANK"]), count, device)
