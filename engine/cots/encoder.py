"""The encoder that the rest of the engine uses: numpy in, numpy out, over a loaded two-stream checkpoint."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from engine.config import ComputeConfig
from engine.cots.checkpoint import Checkpoint, load_checkpoint
from engine.cots.folding import fold_batch_norms
from engine.cots.fused_backbone import FUSED_BATCH, fuse_backbone
from engine.cots.fused_convs import lay_out_linears
from engine.cots.fused_text import fuse_text_tower
from engine.cots.picture_doubt import doubts_of
from engine.cots.text import TextTokenizer
from engine.device import (
    MAX_CPU_BATCH,
    choose_device,
    limit_threads,
    memory_errors_translated,
    picture_dtype,
    release_cached_memory,
)
from engine.errors import OutOfMemory

MAX_BATCH = 64  # pictures seen at once
MAX_TEXT_BATCH = 256
# On a processor: of like length, so that nothing is read but words, and few enough to stay in its caches.
MAX_CPU_TEXT_BATCH = 64


class CotsEncoder:
    """Implements `protocol.Encoder` over a `TwoStream`. Not for use by two threads at once.

    When the device's memory runs out a batch is halved, down to one picture, before `OutOfMemory` is raised. The
    image tower's batch norms are folded into its convolutions, and on a processor these are fused with what follows
    them: a model inside an encoder is not for training.
    """

    def __init__(self, checkpoint: Checkpoint, device: torch.device, dtype: torch.dtype = torch.float32) -> None:
        config = checkpoint.model.config
        self.name = config.name
        self.fingerprint = checkpoint.fingerprint
        self.calibration = checkpoint.calibration
        self.dim = config.vector_dim
        self.input_px = config.image.input_px
        self.device = device
        self.model = checkpoint.model.to(device).eval()
        fold_batch_norms(self.model.image_tower)
        self._dtype = dtype
        self.is_on_processor = on_processor = device.type == "cpu"
        if on_processor:
            lay_out_linears(self.model)
            fuse_text_tower(self.model)
        self._at_once = MAX_CPU_BATCH if on_processor else MAX_BATCH
        self._reads_pixels = False
        if on_processor and dtype == torch.float32 and fuse_backbone(self.model.image_tower, config.image):
            self._at_once, self._reads_pixels = FUSED_BATCH, True
        self._texts_at_once = MAX_CPU_TEXT_BATCH if on_processor else MAX_TEXT_BATCH
        self._tokenizer = TextTokenizer.for_tower(checkpoint.tokenizer_json, config.text)
        mean, std = (
            torch.tensor(values, device=device).view(1, 3, 1, 1)
            for values in (config.image.pixel_mean, config.image.pixel_std)
        )
        self._scale, self._shift = 1.0 / (255.0 * std), -mean / std

    @classmethod
    def load(cls, path: Path, compute: ComputeConfig) -> CotsEncoder:
        """Load the checkpoint folder `path` onto the configured device, within the configured threads.

        Raises:
            ModelMissing: There is no checkpoint at `path`.
            CheckpointMismatch: Its files are damaged or do not belong together.
            BadConfig: The configured device is not there.
            OutOfMemory: The device cannot hold the model.
        """
        limit_threads(compute)
        with memory_errors_translated():
            return cls(load_checkpoint(path), choose_device(compute), picture_dtype(compute))

    def encode_pictures(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Embed (B, S, S, 3) uint8 RGB pictures as (B, D) float32 unit vectors.

        Raises:
            ValueError: Another shape or type: a bug of the caller.
            OutOfMemory: Not even one picture fits.
        """
        self._check(pixels)
        if len(pixels) == 0:
            return np.zeros((0, self.dim), np.float32)
        (vectors,) = self._in_batches(len(pixels), self._at_once, lambda part: self._see(pixels[part]))
        return vectors

    def encode_patches(self, pixels: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Embed pictures as a whole, (B, D), and per cell of the grid, (B, G, G, D), all of unit length.

        Raises:
            ValueError: Another shape or type: a bug of the caller.
            OutOfMemory: Not even one picture fits.
        """
        self._check(pixels)
        if len(pixels) == 0:
            return np.zeros((0, self.dim), np.float32), np.zeros((0, self.grid, self.grid, self.dim), np.float32)
        global_emb, patch_emb = self._in_batches(len(pixels), self._at_once, lambda part: self._see_cells(pixels[part]))
        return global_emb, patch_emb

    def encode_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed B texts as (B, D) float32 unit vectors; a text longer than the tower reads is cut.

        Raises:
            OutOfMemory: Not even one text fits.
        """
        if not texts:
            return np.zeros((0, self.dim), np.float32)

        ordered = self._tokenizer.by_length(texts)

        def embed(part: slice) -> tuple[Tensor]:
            token_ids, mask = ordered.batch(part)
            text_emb = self.model.embed_texts(token_ids.to(self.device), mask.to(self.device))
            return (self.model.search_vectors_of_texts(text_emb),)

        (vectors,) = self._in_batches(len(texts), self._texts_at_once, embed)
        return vectors[ordered.places]

    def picture_doubts(self, picture_vectors: NDArray[np.floating]) -> NDArray[np.float32]:
        """Return (N,) how unsure the model is of pictures (N, D), for ordering; zeros where it does not tell."""
        return doubts_of(picture_vectors, self.model.config)

    def text_excess(self, text_vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return (B,) what to take off the scores of texts that are ranked for one picture; see `LocalScaling`."""
        scaling = self.model.local_scaling
        if scaling is None or not len(text_vectors):
            return np.zeros(len(text_vectors), np.float32)
        with torch.inference_mode():
            excess: NDArray[np.float32] = (
                scaling.text_excess(torch.tensor(text_vectors, device=self.device)).cpu().numpy()
            )
        return excess

    @property
    def grid(self) -> int:
        """Cells per side of what `encode_patches` returns."""
        config = self.model.config
        return config.dense.grid if config.dense is not None else config.image.grid

    def normalise(self, pixels: NDArray[np.uint8]) -> Tensor:
        """Turn (B, S, S, 3) uint8 pictures into the (B, 3, S, S) float32 tensor the image tower takes."""
        pictures = torch.tensor(pixels, device=self.device)  # a copy: decoded pictures may be read-only
        return pictures.permute(0, 3, 1, 2).float().mul_(self._scale).add_(self._shift)

    def complete_pictures(self, image_emb: Tensor) -> Tensor:
        """Turn embeddings (B, D) of the model's image tower into the vectors that a search compares, in float32."""
        return self.model.search_vectors_of_pictures(functional.normalize(image_emb.float(), dim=-1))

    def _input(self, pixels: NDArray[np.uint8]) -> Tensor:
        """Return what the image tower takes: (B, 3, S, S), as pixels where its first convolution reads those."""
        return torch.tensor(pixels).permute(0, 3, 1, 2) if self._reads_pixels else self.normalise(pixels)

    def _see(self, pixels: NDArray[np.uint8]) -> tuple[Tensor]:
        with self._arithmetic():
            image_emb = self.model.embed_wholes(self._input(pixels))
        return (self.complete_pictures(image_emb),)

    def _see_cells(self, pixels: NDArray[np.uint8]) -> tuple[Tensor, Tensor]:
        with self._arithmetic():
            global_emb, patch_emb = self.model.embed_patches(self._input(pixels))
        cells = functional.normalize(patch_emb.float(), dim=-1)
        return self.complete_pictures(global_emb), self.model.search_vectors_of_cells(cells)

    def _arithmetic(self) -> torch.autocast:
        """What the image tower computes in; what is made of its embeddings is computed in float32."""
        return torch.autocast(self.device.type, self._dtype, enabled=self._dtype != torch.float32)

    def _check(self, pixels: NDArray[np.uint8]) -> None:
        side = self.input_px
        if pixels.dtype != np.uint8 or pixels.ndim != 4 or pixels.shape[1:] != (side, side, 3):
            raise ValueError(f"expected (B, {side}, {side}, 3) uint8, got {pixels.shape} {pixels.dtype}")

    def _in_batches(
        self, count: int, size: int, embed: Callable[[slice], tuple[Tensor, ...]]
    ) -> tuple[NDArray[np.float32], ...]:
        """Embed slices of at most `size`, halving it when memory runs out, and join what they return."""
        parts: list[tuple[NDArray[np.float32], ...]] = []
        start = 0
        while start < count:
            try:
                with memory_errors_translated(), torch.inference_mode():
                    embedded = embed(slice(start, min(start + size, count)))
                    parts.append(tuple(tensor.float().cpu().numpy() for tensor in embedded))
            except OutOfMemory:
                if size == 1:
                    raise
                size = max(1, size // 2)
                release_cached_memory()
                continue
            start += size
        return tuple(np.concatenate(column) for column in zip(*parts, strict=True))
