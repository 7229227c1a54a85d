"""Where a training step's pictures come from: decoded and varied anew, or as a frozen stem saw them once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from engine.cots.cells import hide_cells
from engine.cots.fused_copies import FusedStem
from engine.cots.masking import block_mask
from engine.cots.two_stream import TwoStream
from engine.cots.vision import HybridTower
from engine.training.data.augment import apply_views, draw_views_per_row
from engine.training.data.frozen_features import standardised, stem_is_frozen
from engine.training.data.pairs import PairSource
from engine.training.recipe import ViewsConfig


@dataclass(frozen=True, slots=True)
class FedPictures:
    """B pictures of a step.

    Attributes:
        clean: The views: (B, 3, S, S) normalised, or what the image tower's `lower` gives of them.
        masked: The same of the views whose masked cells are hidden; None without masked modelling.
        is_lowered: Whether both have been through `lower`, which is done once where it does not learn.
        cells: (B, N) bool, the masked cells; None without masked modelling.
        codes: (B, N) int64, the views' visual tokens; None without masked modelling.
    """

    clean: Tensor
    is_lowered: bool
    masked: Tensor | None = None
    cells: Tensor | None = None
    codes: Tensor | None = None

    def to(self, device: torch.device) -> FedPictures:
        """Return the same on a device."""
        masked, cells, codes = (
            None if part is None else part.to(device) for part in (self.masked, self.cells, self.codes)
        )
        return FedPictures(self.clean.to(device), self.is_lowered, masked, cells, codes)


class PictureFeed(Protocol):
    """Draws pictures for a step."""

    def draw(self, rows: NDArray[np.int64], rngs: Sequence[np.random.Generator]) -> FedPictures:
        """Return a random view of each row; row i uses nothing random but `rngs[i]`."""


class NamesCodes(Protocol):
    """What this module needs of `visual_tokens.VisualTokenizer`."""

    patch_px: int

    def codes(self, pictures: Tensor) -> Tensor:
        """Return (B, n, n) int64 codes of (B, 3, 8n, 8n) pictures in [0, 1]."""


@dataclass(frozen=True, slots=True)
class MaskPlan:
    """How pictures are masked: the share of cells hidden, and who names the visual tokens to predict."""

    share: float
    tokens: NamesCodes


class ViewFeed:
    """Decodes, varies and masks pictures anew in every step."""

    def __init__(
        self,
        model: TwoStream,
        source: PairSource,
        views: ViewsConfig,
        masks: MaskPlan | None,
        frozen_lower: Callable[[Tensor], Tensor] | None = None,
    ) -> None:
        """Take what is drawn from; `frozen_lower` runs the tower's `lower` where that does not learn."""
        tower = model.image_tower
        self._tower = tower
        self._frozen_lower = frozen_lower or (FusedStem(tower) if isinstance(tower, HybridTower) else tower.lower)
        self._image = model.config.image
        self._source = source
        self._views = views
        self._masks = masks
        self._device = next(model.parameters()).device

    def draw(self, rows: NDArray[np.int64], rngs: Sequence[np.random.Generator]) -> FedPictures:
        """Return a random view of each row, through `lower` where that does not learn."""
        pixels = torch.from_numpy(self._source.pictures(rows)).to(self._device)
        views = apply_views(pixels.permute(0, 3, 1, 2).float() / 255.0, draw_views_per_row(rngs, self._views))
        pictures = standardised(views, self._image)
        lowers = stem_is_frozen(self._tower)  # asked anew: what learns is known once the optimizer is built
        if self._masks is None:
            return FedPictures(self._lower(pictures), lowers)
        grid = self._image.grid
        drawn = [block_mask(grid, self._masks.share, rng) for rng in rngs]
        cells = torch.from_numpy(np.stack(drawn).reshape(len(rows), -1)).to(self._device)
        hidden = self._lower(hide_cells(pictures, cells, grid))
        return FedPictures(self._lower(pictures), lowers, hidden, cells, visual_codes(views, grid, self._masks.tokens))

    def _lower(self, pictures: Tensor) -> Tensor:
        if not stem_is_frozen(self._tower):
            return pictures
        with torch.no_grad():
            return self._frozen_lower(pictures)


def visual_codes(views: Tensor, grid: int, tokens: NamesCodes) -> Tensor:
    """Return the visual tokens (B, G*G) int64 of (B, 3, S, S) views in [0, 1], one per cell of the grid."""
    side = grid * tokens.patch_px
    small = functional.interpolate(views, size=(side, side), mode="bilinear", antialias=True, align_corners=False)
    return tokens.codes(small.clamp(0.0, 1.0)).flatten(1)
