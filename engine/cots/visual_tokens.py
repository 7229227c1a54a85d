"""Visual tokens: a picture as a grid of whole numbers, one for every 8 x 8 pixels, from a small discrete VAE.

Masked image modelling predicts these numbers where the picture is hidden. The recipe is that of the discrete VAE of
DALL-E (Ramesh et al. 2021): encoder, softmax over a codebook, decoder, trained through the Gumbel-softmax relaxation.
What differs is size (a hundredth) and that the codes are compared by cosine, which keeps a small codebook in use.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.errors import CheckpointMismatch

# Pictures are encoded in parts of about so many pixels: the logits of a whole batch would take gigabytes.
_PIXELS_AT_ONCE = 1 << 20
_INITIAL_SHARPNESS = 20.0


class VisualTokenizer(nn.Module):
    """Turns pictures into codes. Subclasses say how by `logits`.

    Attributes:
        vocabulary: Number of codes.
        patch_px: Side of the square of pixels that one code stands for.
    """

    vocabulary: int
    patch_px = 8

    def logits(self, pictures: Tensor) -> Tensor:
        """Score every code for every square of pixels.

        Args:
            pictures: (B, 3, 8n, 8m) float32 in [0, 1].

        Returns:
            (B, vocabulary, n, m).
        """
        raise NotImplementedError

    @torch.no_grad()
    def codes(self, pictures: Tensor) -> Tensor:
        """Return the best code of every square of pixels; a picture's codes do not depend on the rest of the batch.

        Args:
            pictures: (B, 3, 8n, 8m) in [0, 1], on any device.

        Returns:
            (B, n, m) int64 on the device of `pictures`.

        Raises:
            ValueError: The pictures have another shape.
        """
        if pictures.ndim != 4 or pictures.shape[1] != 3 or any(side % self.patch_px for side in pictures.shape[2:]):
            raise ValueError(f"pictures must be (B, 3, 8n, 8m), not {tuple(pictures.shape)}")
        home = next(self.parameters())
        at_once = max(1, _PIXELS_AT_ONCE // max(1, pictures.shape[2] * pictures.shape[3]))
        with torch.autocast(home.device.type, enabled=False):
            parts = [
                self.logits(pictures[start : start + at_once].to(home.device, torch.float32)).argmax(dim=1)
                for start in range(0, len(pictures), at_once)
            ]
        return torch.cat(parts).to(pictures.device)


@dataclass(frozen=True, slots=True)
class DiscreteVaeConfig:
    """The shape of the discrete VAE.

    Attributes:
        vocabulary: Codes.
        code_width: Numbers a code is made of.
        width: Channels at a quarter of the resolution; twice as many at an eighth.
        outer_blocks: Residual blocks at a quarter of the resolution, in the encoder and in the decoder.
        inner_blocks: Residual blocks at an eighth.
    """

    vocabulary: int = 1024
    code_width: int = 32
    width: int = 64
    outer_blocks: int = 2
    inner_blocks: int = 3

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return dataclasses.asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> DiscreteVaeConfig:
        """Rebuild from `as_dict`.

        Raises:
            CheckpointMismatch: A value is unknown, missing, or no size of a network.
        """
        names = {field.name for field in dataclasses.fields(cls)}
        if set(values) != names or not all(type(value) is int and 1 <= value <= 65_536 for value in values.values()):
            raise CheckpointMismatch("The visual tokenizer's configuration does not describe a discrete VAE.")
        return cls(**values)


class ResidualBlock(nn.Module):
    """`x + conv1x1(relu(conv3x3(relu(x))))` with half of the channels inside; starts as the identity."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.spread = nn.Conv2d(channels, channels // 2, 3, padding=1)
        self.merge = nn.Conv2d(channels // 2, channels, 1)
        nn.init.zeros_(self.merge.weight)
        nn.init.zeros_(self.merge.bias)  # type: ignore[arg-type]

    def forward(self, seen: Tensor) -> Tensor:
        """Map (B, C, H, W) to the same shape."""
        inner: Tensor = self.merge(functional.relu(self.spread(functional.relu(seen))))
        return seen + inner


class DiscreteVae(VisualTokenizer):
    """Encoder of stride 8 to unit vectors, a codebook of unit vectors, and a decoder back to pixels.

    Nothing normalises over the picture or the batch, so a code depends on the pixels around it alone.
    """

    def __init__(self, config: DiscreteVaeConfig) -> None:
        super().__init__()
        self.config = config
        self.vocabulary = config.vocabulary
        outer, inner = config.width, 2 * config.width
        self.encoder = nn.Sequential(
            nn.PixelUnshuffle(4),
            nn.Conv2d(48, outer, 3, padding=1),
            *(ResidualBlock(outer) for _ in range(config.outer_blocks)),
            nn.Conv2d(outer, inner, 2, stride=2),
            *(ResidualBlock(inner) for _ in range(config.inner_blocks)),
            nn.ReLU(),
            nn.Conv2d(inner, config.code_width, 1),
        )
        self.codebook = nn.Parameter(torch.randn(config.vocabulary, config.code_width))
        self.log_sharpness = nn.Parameter(torch.tensor(math.log(_INITIAL_SHARPNESS)))
        self.decoder = nn.Sequential(
            nn.Conv2d(config.code_width, inner, 1),
            *(ResidualBlock(inner) for _ in range(config.inner_blocks)),
            nn.ConvTranspose2d(inner, outer, 2, stride=2),
            *(ResidualBlock(outer) for _ in range(config.outer_blocks)),
            nn.ReLU(),
            nn.Conv2d(outer, 48, 3, padding=1),
            nn.PixelShuffle(4),
        )

    def directions(self, pictures: Tensor) -> Tensor:
        """Encode (B, 3, 8n, 8m) in [0, 1] as unit vectors (B, code_width, n, m)."""
        return functional.normalize(self.encoder(2 * pictures - 1), dim=1)

    def unit_codebook(self) -> Tensor:
        """Return the codes as unit vectors (vocabulary, code_width)."""
        return functional.normalize(self.codebook, dim=1)

    def scores(self, directions: Tensor) -> Tensor:
        """Score codes for unit vectors (B, code_width, n, m) by cosine, times a learned sharpness."""
        cosines = functional.conv2d(directions, self.unit_codebook()[:, :, None, None])
        return cosines * self.log_sharpness.clamp(max=math.log(200.0)).exp()

    def logits(self, pictures: Tensor) -> Tensor:
        """Score every code for every square of pixels; see the base class."""
        return self.scores(self.directions(pictures))

    def pixels(self, vectors: Tensor) -> Tensor:
        """Decode (B, code_width, n, m), unit vectors or mixtures of them, to (B, 3, 8n, 8m), not clamped to [0, 1]."""
        decoded: Tensor = self.decoder(vectors)
        return (decoded + 1) / 2

    def blend(self, weights: Tensor) -> Tensor:
        """Decode mixtures of codes.

        Args:
            weights: (B, vocabulary, n, m), summing to 1 over the codes.

        Returns:
            (B, 3, 8n, 8m), about [0, 1] but not clamped.
        """
        mixed = functional.conv2d(weights, self.unit_codebook().T[:, :, None, None])
        return self.pixels(mixed)

    @torch.no_grad()
    def decode(self, codes: Tensor) -> Tensor:
        """Return the pictures (B, 3, 8n, 8m) in [0, 1] that codes (B, n, m) int64 stand for."""
        vectors = functional.embedding(codes.to(self.codebook.device), self.unit_codebook())
        return self.pixels(vectors.permute(0, 3, 1, 2)).clamp(0, 1)
