"""What a visual tokenizer is worth: how much of its codebook is in use, and how near its reconstructions come."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.cots.visual_tokens import DiscreteVae

_PICTURES_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class CodeUsage:
    """How a codebook is used.

    Attributes:
        used: Share of the codes that occur at all, 0 to 1.
        perplexity: exp of the entropy of the codes' frequencies: that many codes, used equally, would say as much.
    """

    used: float
    perplexity: float


def code_usage(codes: Tensor, vocabulary: int) -> CodeUsage:
    """Count codes (any shape, int64, at least one) of a codebook of `vocabulary`."""
    counts = torch.bincount(codes.flatten(), minlength=vocabulary).double()
    shares = counts[counts > 0] / counts.sum()
    entropy = -(shares * shares.log()).sum()
    return CodeUsage(len(shares) / vocabulary, float(entropy.exp()))


def mean_psnr_db(pictures: Tensor, reconstructions: Tensor) -> float:
    """Return the mean over pictures (B, 3, H, W), values in [0, 1], of 10 log10(1 / mean squared error), in decibels.

    A picture without any error counts as 100 dB.
    """
    squared = (pictures.double() - reconstructions.double()).pow(2).mean(dim=(1, 2, 3))
    return float((-10 * squared.clamp(min=1e-10).log10()).mean())


@torch.no_grad()
def measure_tokens(vae: DiscreteVae, pictures: Tensor) -> dict[str, float]:
    """Encode and decode held-out pictures (B, 3, S, S) in [0, 1].

    Returns:
        `used` (share of codes), `perplexity`, `psnr_db`; each name ends in `_S`, the side in pixels.
    """
    parts = torch.split(pictures, _PICTURES_AT_ONCE)
    codes = [vae.codes(part) for part in parts]
    usage = code_usage(torch.cat(codes), vae.vocabulary)
    decibels = [
        mean_psnr_db(part, vae.decode(part_codes).to(part.device)) * len(part)
        for part, part_codes in zip(parts, codes, strict=True)
    ]
    side = pictures.shape[-1]
    return {
        f"used_{side}": usage.used,
        f"perplexity_{side}": usage.perplexity,
        f"psnr_db_{side}": math.fsum(decibels) / len(pictures),
    }
