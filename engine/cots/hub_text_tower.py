"""The text towers of CLIP and SigLIP: pre-norm transformers in the shape that the public checkpoints have."""

from __future__ import annotations

from functools import partial

import torch
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint

from engine.cots.hub_image_tower import NORM_EPS
from engine.cots.presets import TextTowerConfig
from engine.cots.timm_parts import Block, get_act_layer


class HubTextTower(nn.Module):
    """CLIP's text tower, causal and read at the end of the text, or SigLIP's, which reads its padding as well.

    SigLIP was trained on texts padded to a fixed length without a mask, and is read at the last position, whatever
    stands there; `TextTokenizer` pads so when it is told `pad_id`. No mask is needed for CLIP: what is padded comes
    after the end of the text, where a causal transformer does not look.
    """

    def __init__(self, config: TextTowerConfig) -> None:
        super().__init__()
        self.is_causal = config.kind == "clip"
        self.depth = config.depth
        self.checkpointing = False
        self.token_embedding = nn.Embedding(config.vocab_size, config.width)
        self.position_embedding = nn.Embedding(config.max_positions, config.width)
        norm_layer = partial(nn.LayerNorm, eps=NORM_EPS[config.kind])
        self.blocks = nn.Sequential(
            *(
                Block(
                    config.width,
                    config.heads,
                    mlp_ratio=(config.mlp_width + 0.5) / config.width,
                    qkv_bias=True,
                    proj_drop=config.dropout,
                    norm_layer=norm_layer,
                    act_layer=get_act_layer(config.activation),
                )
                for _ in range(config.depth)
            )
        )
        self.norm = norm_layer(config.width)
        for embedding in (self.token_embedding, self.position_embedding):
            nn.init.normal_(embedding.weight, std=0.02)

    @property
    def word_embedding(self) -> Tensor:
        """The table of token embeddings (V, W), to which masked language modelling ties its classifier."""
        return self.token_embedding.weight

    def forward(self, token_ids: Tensor, mask: Tensor) -> Tensor:
        """Read (B, L) token ids under a (B, L) mask of 1 for real tokens; return pooled texts (B, W)."""
        return self.pool(self.hidden(token_ids, mask), mask)

    def hidden(self, token_ids: Tensor, mask: Tensor) -> Tensor:
        """Return the hidden states (B, L, W) after the final norm."""
        return self.run_layers(self.embed(token_ids), mask, 0, self.depth)

    def embed(self, token_ids: Tensor) -> Tensor:
        """Return what the first layer reads, (B, L, W)."""
        positions: Tensor = self.position_embedding.weight[: token_ids.shape[1]]
        tokens: Tensor = self.token_embedding(token_ids)
        return tokens + positions

    def run_layers(self, hidden: Tensor, mask: Tensor, first: int, last: int) -> Tensor:
        """Run the layers `first` to `last` - 1 over (B, L, W) hidden states; the top one is followed by the norm."""
        for block in self.blocks[first:last]:
            if self.checkpointing and self.training:
                hidden = checkpoint(block, hidden, is_causal=self.is_causal, use_reentrant=False)
            else:
                hidden = block(hidden, is_causal=self.is_causal)
        if last == self.depth:
            hidden = self.norm(hidden)
        return hidden

    def pool(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Pool (B, L, W) hidden states to (B, W): the last real token for CLIP, the last position for SigLIP."""
        if not self.is_causal:
            return hidden[:, -1]
        rows = torch.arange(len(hidden), device=hidden.device)
        return hidden[rows, mask.sum(dim=1) - 1]
