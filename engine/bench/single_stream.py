"""The baseline of two-stream search: a cross-encoder that reads a photo and a text together, once per pair.

Random weights: only time is measured. Everything that does not depend on the pair is given to it for nothing: cells of
the photo and embedded words are ready, so that what is timed is the transformer over both and the score.
"""

from __future__ import annotations

from typing import Final

import torch
from torch import Tensor, nn

from engine.bench.bench_run import seconds_of
from engine.cots.first_token import first_token_after
from engine.cots.presets import TwoStreamConfig
from engine.cots.timm_parts import Block

_BATCHES: Final = (8, 32, 64)


class SingleStream(nn.Module):
    """Pre-norm transformer blocks over [CLS], a photo's cells and a text's tokens, and a score from [CLS].

    With `reads_cls_alone` the last block runs for [CLS] alone, to the same score; models of this kind are usually
    written to run it over everything.
    """

    def __init__(self, config: TwoStreamConfig, *, reads_cls_alone: bool = False) -> None:
        super().__init__()
        self.reads_cls_alone = reads_cls_alone
        width, depth = single_stream_size(config)
        heads = max(config.text.heads, config.image.heads)
        ratio = config.text.mlp_width / config.text.width
        self.cls_token = nn.Parameter(torch.zeros(1, 1, width))
        self.blocks = nn.Sequential(*(Block(width, heads, mlp_ratio=ratio, qkv_bias=True) for _ in range(depth)))
        self.norm = nn.LayerNorm(width)
        self.score = nn.Linear(width, 1)

    def forward(self, cells: Tensor, words: Tensor) -> Tensor:
        """Score (B, N, W) cells with (B, L, W) words: (B,)."""
        tokens = torch.cat([self.cls_token.expand(len(cells), -1, -1), cells, words], dim=1)
        if self.reads_cls_alone:
            first = first_token_after(self.blocks, self.norm, tokens)
        else:
            first = self.norm(self.blocks(tokens))[:, 0]
        scored: Tensor = self.score(first)[:, 0]
        return scored


def single_stream_size(config: TwoStreamConfig) -> tuple[int, int]:
    """Return width and depth of the wider and deeper of the two towers' transformers."""
    return max(config.image.width, config.text.width), max(config.image.depth, config.text.depth)


class PairScorer:
    """Scores random pairs in the batch size that is quickest here."""

    def __init__(
        self, config: TwoStreamConfig, tokens_per_text: int, device: torch.device, *, reads_cls_alone: bool = False
    ) -> None:
        self._model = SingleStream(config, reads_cls_alone=reads_cls_alone).to(device).eval()
        self._cells = config.image.grid**2
        self._words = tokens_per_text
        self._width = single_stream_size(config)[0]
        self._device = device
        self.batch = min(_BATCHES, key=self._seconds_per_pair)

    def _seconds_per_pair(self, batch: int) -> float:
        self.batch = batch
        self.score()
        return min(seconds_of(self.score) for _ in range(2)) / batch

    @torch.inference_mode()
    def score(self) -> None:
        """Score one batch of pairs."""
        cells = torch.randn(self.batch, self._cells, self._width, device=self._device)
        words = torch.randn(self.batch, self._words, self._width, device=self._device)
        self._model(cells, words).cpu()
