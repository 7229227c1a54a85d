"""How much floating-point work something takes, convolutions that run as one pass of oneDNN included."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch.utils.flop_counter import FlopCounterMode, conv_flop_count


def work_of(act: Callable[[], object]) -> float:
    """Return the floating-point operations of what `act` does."""
    with FlopCounterMode(display=False, custom_mapping=_fused_work()) as counter:
        act()
    return float(counter.get_total_flops())


def _fused_work() -> dict[Any, Any]:
    """Say how many operations a fused convolution takes, which torch does not know."""

    def count(pictures: list[int], kernel: list[int], *rest: Any, out_shape: list[int], **_: Any) -> int:
        return conv_flop_count(pictures, _as_it_was(kernel, rest[1], rest[2]), out_shape)

    def count_sum(_: list[int], *convolved: Any, out_shape: list[int], **named: Any) -> int:
        return count(*convolved, out_shape=out_shape, **named)

    passes = {"_convolution_pointwise": count, "_convolution_pointwise_": count_sum}
    return {getattr(torch.ops.mkldnn, name): way for name, way in passes.items() if hasattr(torch.ops.mkldnn, name)}


def _as_it_was(kernel: list[int], padding: list[int], stride: list[int]) -> list[int]:
    """Return a kernel's shape without the row and the column of zeros that `FusedConv` puts before odd, strided ones.

    Such a kernel has an even side and half of it, less one, as padding, which no other kernel has here.
    """
    side = kernel[-1]
    is_padded = side > 2 and side % 2 == 0 and list(padding) == [side // 2 - 1] * 2 and list(stride) == [2, 2]
    return [*kernel[:-2], side - 1, side - 1] if is_padded else list(kernel)
