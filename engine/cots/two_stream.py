"""The two-stream model: two towers that never see each other, each projected onto one shared unit sphere."""

from __future__ import annotations

import dataclasses
from typing import NamedTuple

from torch import Tensor, nn
from torch.nn import functional

from engine.cots.dense import DenseHead
from engine.cots.hub_image_tower import HubImageTower
from engine.cots.local_scaling import LocalScaling
from engine.cots.presets import TwoStreamConfig
from engine.cots.towers import build_image_tower, build_text_tower


class ImageEmbeddings(NamedTuple):
    """One picture's embeddings: the global one (B, D) and one per cell (B, G, G, D), all of unit length."""

    global_emb: Tensor
    patch_emb: Tensor


class TwoStream(nn.Module):
    """COTS at inference: retrieval is the dot product of `embed_images` and `embed_texts`.

    Nothing crosses between the streams, so a picture is embedded once, whatever will be asked of it. Losses compare
    embeddings (B, D); a search compares what `search_vectors_of_pictures` and `..._of_texts` make of them, which differ
    where the model corrects hubs.
    """

    def __init__(self, config: TwoStreamConfig) -> None:
        super().__init__()
        self.config = config
        self.image_tower = build_image_tower(config.image)
        self.text_tower = build_text_tower(config.text)
        self.image_proj = nn.Linear(config.image.width, config.embedding_dim)
        self.text_proj = nn.Linear(config.text.width, config.embedding_dim)
        self.dense_head: DenseHead | None = None
        if config.dense is not None:
            self.dense_head = DenseHead(config.dense, self.image_tower.map_channels, config.embedding_dim)
        self.local_scaling: LocalScaling | None = None
        if config.local_scaling is not None:
            self.local_scaling = LocalScaling(config.local_scaling, config.embedding_dim)

    def embed_images(self, pictures: Tensor) -> Tensor:
        """Embed (B, 3, S, S) normalised pictures as (B, D) unit vectors."""
        return self.project_images(self.image_tower(pictures).pooled)

    def embed_wholes(self, pictures: Tensor) -> Tensor:
        """Embed pictures as `embed_images` does, in less time: nobody looks at their cells or into the last block."""
        return self.project_images(self.image_tower.pooled(pictures))

    def embed_texts(self, token_ids: Tensor, mask: Tensor) -> Tensor:
        """Embed (B, L) token ids under their mask as (B, D) unit vectors."""
        return self.project_texts(self.text_tower(token_ids, mask))

    def project_images(self, pooled: Tensor) -> Tensor:
        """Project pooled image tokens (B, W) onto the sphere, (B, D)."""
        return functional.normalize(self.image_proj(pooled), dim=-1)

    def project_texts(self, pooled: Tensor) -> Tensor:
        """Project pooled texts (B, W) onto the sphere, (B, D)."""
        return functional.normalize(self.text_proj(pooled), dim=-1)

    def search_vectors_of_pictures(self, image_emb: Tensor) -> Tensor:
        """Turn embeddings of pictures (B, D) into the unit vectors (B, V) that a search compares."""
        return image_emb if self.local_scaling is None else self.local_scaling.complete_pictures(image_emb)

    def search_vectors_of_texts(self, text_emb: Tensor) -> Tensor:
        """Turn embeddings of texts (B, D) into the unit vectors (B, V) that a search compares."""
        return text_emb if self.local_scaling is None else self.local_scaling.complete_texts(text_emb)

    def search_vectors_of_cells(self, patch_emb: Tensor) -> Tensor:
        """Turn embeddings of cells (..., D) into vectors (..., V) that can be compared with those of texts."""
        return patch_emb if self.local_scaling is None else self.local_scaling.complete_cells(patch_emb)

    def drop_local_scaling(self) -> None:
        """Forget the correction of hubs: its banks are of these weights, and others come to hold."""
        self.local_scaling = None
        self.config = dataclasses.replace(self.config, local_scaling=None)

    def embed_patches(self, pictures: Tensor) -> ImageEmbeddings:
        """Embed pictures as a whole and per cell.

        Without a dense head a cell's embedding is its token through the image projection, on the tower's own grid.
        """
        if self.dense_head is None and isinstance(self.image_tower, HubImageTower):
            features, cells = self.image_tower.see_cells(pictures)
        else:
            features = self.image_tower(pictures)
            cells = features.tokens[:, 1:]
        global_emb = self.project_images(features.pooled)
        if self.dense_head is not None:
            return ImageEmbeddings(global_emb, self.dense_head(features.maps))
        side = self.config.image.grid
        patches = self.project_images(cells)
        return ImageEmbeddings(global_emb, patches.reshape(len(patches), side, side, -1))
