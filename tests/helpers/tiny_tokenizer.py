"""A small discrete VAE and the drawn pictures that it learns from."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from engine.cots.visual_tokens import DiscreteVae, DiscreteVaeConfig
from engine.training.tokens.token_pictures import Squares, as_tensor
from tests.helpers.drawn_scenes import drawn_scene

TINY_SHAPE = DiscreteVaeConfig(vocabulary=32, code_width=8, width=16, outer_blocks=1, inner_blocks=1)


def tiny_vae(seed: int = 0) -> DiscreteVae:
    """An untrained tokenizer whose codes differ over a drawn picture."""
    torch.manual_seed(seed)
    return DiscreteVae(TINY_SHAPE).eval()


def drawn_squares(side_px: int = 64, copies: int = 3) -> Squares:
    """The four drawn scenes, several times."""
    return Squares(np.stack([drawn_scene(number, side_px) for number in range(4)] * copies))


def drawn_tensor(side_px: int) -> Tensor:
    """The four drawn scenes as (4, 3, side_px, side_px) float32 in [0, 1]."""
    return as_tensor([drawn_scene(number, side_px) for number in range(4)])
