"""The heads of masked modelling: of use in training only, and apart from the model that is kept."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.cots.presets import TwoStreamConfig


class PredictionHead(nn.Module):
    """Turns a hidden token's state and the other modality's global vector into what a classifier reads.

    The transform is BERT's: linear, GELU, layer norm. Only one global vector crosses, so the towers stay apart when
    the heads are gone. How it enters is our choice (docs/decisions/013-training.md): "add" adds A g to the state,
    "concat" puts g beside it.
    """

    def __init__(self, width: int, other_width: int, operator: str) -> None:
        super().__init__()
        if operator not in ("add", "concat"):
            raise ValueError(f"unknown operator {operator!r}")
        self.bridge = nn.Linear(other_width, width, bias=False) if operator == "add" else None
        self.dense = nn.Linear(width if operator == "add" else width + other_width, width)
        self.norm = nn.LayerNorm(width)

    def forward(self, hidden: Tensor, other_global: Tensor) -> Tensor:
        """Join (M, W) states with (M, W') global vectors into (M, W)."""
        if self.bridge is not None:
            joined = hidden + self.bridge(other_global)
        else:
            joined = torch.cat([hidden, other_global], dim=-1)
        transformed: Tensor = self.norm(functional.gelu(self.dense(joined)))
        return transformed


class MaskedHeads(nn.Module):
    """What COTS (CVPR 2022) learns for its token level and throws away afterwards.

    Global vectors are the towers' pooled vectors before projection.

    Attributes:
        mask_token: (W_image,) stands in for hidden cells (BEiT, Bao et al. 2022); pass it on in `vision.MaskedCells`.
    """

    def __init__(self, config: TwoStreamConfig, visual_codes: int, operator: str) -> None:
        super().__init__()
        image, text = config.image.width, config.text.width
        self.mask_token = nn.Parameter(torch.randn(image) * 0.02)
        self.image_head = PredictionHead(image, text, operator)
        self.image_classifier = nn.Linear(image, visual_codes)
        self.text_head = PredictionHead(text, image, operator)
        self.text_bias = nn.Parameter(torch.zeros(config.text.vocab_size))

    def image_logits(self, hidden: Tensor, text_global: Tensor) -> Tensor:
        """Predict the visual tokens of M hidden cells, (M, codes).

        Args:
            hidden: (M, W_image), their tokens after the image tower.
            text_global: (M, W_text), the caption of each one's picture as a whole.
        """
        logits: Tensor = self.image_classifier(self.image_head(hidden, text_global))
        return logits

    def text_logits(self, hidden: Tensor, image_global: Tensor, word_embedding: Tensor) -> Tensor:
        """Predict M hidden word pieces, (M, V).

        Args:
            hidden: (M, W_text), their states after the text tower.
            image_global: (M, W_image), the picture of each one's caption as a whole.
            word_embedding: (V, W_text), the text tower's own: input and output share it, as in BERT.
        """
        return functional.linear(self.text_head(hidden, image_global), word_embedding, self.text_bias)
