"""Where the weights of a public model belong in ours: its names and ours, tower by tower."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

from engine.cots.presets import TwoStreamConfig
from engine.errors import CheckpointMismatch

# What a checkpoint may hold beside the towers: the scale of the training loss, and counters.
_NOT_OURS = ("logit_scale", "logit_bias")
_NOT_OURS_SUFFIX = "position_ids"

_BLOCK_PARTS = {
    "layer_norm1": "norm1",
    "layer_norm2": "norm2",
    "self_attn.out_proj": "attn.proj",
    "mlp.fc1": "mlp.fc1",
    "mlp.fc2": "mlp.fc2",
}


class NamedTensors:
    """A public model's tensors, taken out one by one; in the end nothing may be left over."""

    def __init__(self, tensors: Mapping[str, Tensor], path: Path) -> None:
        self._left = dict(tensors)
        self._path = path

    def take(self, name: str) -> Tensor:
        """Return a tensor.

        Raises:
            CheckpointMismatch: It is not there.
        """
        if name not in self._left:
            raise CheckpointMismatch(f"The model's weights lack {name}.", path=self._path)
        return self._left.pop(name)

    def take_pair(self, theirs: str, ours: str) -> dict[str, Tensor]:
        """Return a layer's weight and bias under our name."""
        return {f"{ours}.{part}": self.take(f"{theirs}.{part}") for part in ("weight", "bias")}

    def finish(self) -> None:
        """Check that all has been taken that means something.

        Raises:
            CheckpointMismatch: There are tensors that our towers have no place for.
        """
        left = [name for name in self._left if name not in _NOT_OURS and not name.endswith(_NOT_OURS_SUFFIX)]
        if left:
            raise CheckpointMismatch(
                f"The model has parts that Evoke does not know: {left[0]} and {len(left) - 1} more.", path=self._path
            )


def rename_weights(tensors: NamedTensors, config: TwoStreamConfig) -> dict[str, Tensor]:
    """Return a CLIP's or SigLIP's weights under the names of `TwoStream`.

    SigLIP compares what its probe reads without a projection: ours is then the identity.

    Raises:
        CheckpointMismatch: Weights are missing or left over.
    """
    is_clip = config.image.kind == "clip"
    ours = _image_weights(tensors, config.image.depth, is_clip=is_clip)
    ours |= _text_weights(tensors, config.text.depth)
    if is_clip:
        for theirs, name in (("visual_projection", "image_proj"), ("text_projection", "text_proj")):
            weight = tensors.take(f"{theirs}.weight")
            ours |= {f"{name}.weight": weight, f"{name}.bias": torch.zeros(len(weight))}
    else:
        ours |= {"image_proj.weight": torch.eye(config.image.width), "image_proj.bias": torch.zeros(config.image.width)}
        ours |= tensors.take_pair("text_model.head", "text_proj")
    tensors.finish()
    return ours


def _image_weights(tensors: NamedTensors, depth: int, *, is_clip: bool) -> dict[str, Tensor]:
    theirs, ours = "vision_model", "image_tower.vit"
    patches = f"{theirs}.embeddings.patch_embedding"
    weights = {
        f"{ours}.patch_embed.proj.weight": tensors.take(f"{patches}.weight"),
        f"{ours}.pos_embed": tensors.take(f"{theirs}.embeddings.position_embedding.weight").unsqueeze(0),
    }
    weights |= tensors.take_pair(f"{theirs}.post_layernorm", f"{ours}.norm")
    if is_clip:
        weights[f"{ours}.cls_token"] = tensors.take(f"{theirs}.embeddings.class_embedding").reshape(1, 1, -1)
        weights |= tensors.take_pair(f"{theirs}.pre_layrnorm", f"{ours}.norm_pre")  # their spelling
    else:
        weights[f"{ours}.patch_embed.proj.bias"] = tensors.take(f"{patches}.bias")
        weights |= _probe_weights(tensors, f"{theirs}.head", "image_tower.probe")
    return weights | _block_weights(tensors, f"{theirs}.encoder.layers", f"{ours}.blocks", depth)


def _text_weights(tensors: NamedTensors, depth: int) -> dict[str, Tensor]:
    theirs, ours = "text_model", "text_tower"
    weights = {
        f"{ours}.{part}.weight": tensors.take(f"{theirs}.embeddings.{part}.weight")
        for part in ("token_embedding", "position_embedding")
    }
    weights |= tensors.take_pair(f"{theirs}.final_layer_norm", f"{ours}.norm")
    return weights | _block_weights(tensors, f"{theirs}.encoder.layers", f"{ours}.blocks", depth)


def _probe_weights(tensors: NamedTensors, theirs: str, ours: str) -> dict[str, Tensor]:
    weights = {f"{ours}.latent": tensors.take(f"{theirs}.probe")}
    for part in ("weight", "bias"):
        stacked = tensors.take(f"{theirs}.attention.in_proj_{part}")  # queries, keys, values
        third = len(stacked) // 3
        weights |= {f"{ours}.attn.q.{part}": stacked[:third].clone(), f"{ours}.attn.kv.{part}": stacked[third:].clone()}
    for part, our_part in (("attention.out_proj", "attn.proj"), ("layernorm", "norm"), ("mlp.fc1", "mlp.fc1")):
        weights |= tensors.take_pair(f"{theirs}.{part}", f"{ours}.{our_part}")
    return weights | tensors.take_pair(f"{theirs}.mlp.fc2", f"{ours}.mlp.fc2")


def _block_weights(tensors: NamedTensors, theirs: str, ours: str, depth: int) -> dict[str, Tensor]:
    weights: dict[str, Tensor] = {}
    for i in range(depth):
        for part, our_part in _BLOCK_PARTS.items():
            weights |= tensors.take_pair(f"{theirs}.{i}.{part}", f"{ours}.{i}.{our_part}")
        for part in ("weight", "bias"):
            stacked = [tensors.take(f"{theirs}.{i}.self_attn.{letter}_proj.{part}") for letter in "qkv"]
            weights[f"{ours}.{i}.attn.qkv.{part}"] = torch.cat(stacked)
    return weights
