"""What a public model's configuration files mean: read into our own configuration, or refused in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.cots.hub_file_names import CONFIG_FILE, PREPROCESSOR_FILE, PROCESSOR_FILE
from engine.cots.hub_folder import read_optional_table, read_table
from engine.cots.hub_image_tower import NORM_EPS
from engine.cots.presets import ImageTowerConfig, TextTowerConfig, TwoStreamConfig
from engine.errors import CheckpointMismatch

# A configuration leaves out what is at transformers' default, down to naming nothing but the type.
_TOWER = {"num_hidden_layers": 12, "num_channels": 3}
_DEFAULTS: dict[str, dict[str, dict[str, Any]]] = {
    "clip": {
        "vision_config": {"hidden_size": 768, "intermediate_size": 3072, "num_attention_heads": 12}
        | {"image_size": 224, "patch_size": 32, "hidden_act": "quick_gelu", "layer_norm_eps": 1e-5},
        "text_config": {"hidden_size": 512, "intermediate_size": 2048, "num_attention_heads": 8, "vocab_size": 49408}
        | {"max_position_embeddings": 77, "hidden_act": "quick_gelu", "layer_norm_eps": 1e-5},
    },
    "siglip": {
        "vision_config": {"hidden_size": 768, "intermediate_size": 3072, "num_attention_heads": 12}
        | {"image_size": 224, "patch_size": 16, "hidden_act": "gelu_pytorch_tanh", "layer_norm_eps": 1e-6},
        "text_config": {"hidden_size": 768, "intermediate_size": 3072, "num_attention_heads": 12, "vocab_size": 32000}
        | {"max_position_embeddings": 64, "hidden_act": "gelu_pytorch_tanh", "layer_norm_eps": 1e-6},
    },
}
_CLIP_DIM = 512
_WIDEST = 16_384

# transformers' names of activations, and timm's.
_ACTIVATIONS = {
    "quick_gelu": "quick_gelu",
    "gelu": "gelu",
    "gelu_new": "gelu_tanh",
    "gelu_pytorch_tanh": "gelu_tanh",
}

# Mean and deviation of pixels that transformers takes where the preparation does not say.
_PIXELS = {
    "clip": ((0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)),
    "siglip": ((0.5, 0.5, 0.5), (0.5, 0.5, 0.5)),
}


def read_two_towers(folder: Path, name: str) -> TwoStreamConfig:
    """Read the configuration of a CLIP or SigLIP folder.

    Raises:
        ModelMissing: There is no config.json.
        CheckpointMismatch: The model is of another type, or of a form that our towers do not have.
    """
    values = read_table(folder, CONFIG_FILE)
    kind = values.get("model_type")
    if kind not in _DEFAULTS:
        raise CheckpointMismatch(
            f'Evoke reads models of the types clip and siglip, and this one is "{kind or "unknown"}".',
            path=folder / CONFIG_FILE,
        )
    try:
        vision, text = (_section(values, kind, part) for part in ("vision_config", "text_config"))
        image = _image_tower(kind, vision, _preprocessor(folder))
        dim = int(values.get("projection_dim") or _CLIP_DIM) if kind == "clip" else _siglip_dim(vision, text)
        return TwoStreamConfig(name=name, embedding_dim=dim, image=image, text=_text_tower(kind, text))
    except (AttributeError, ArithmeticError, KeyError, TypeError, ValueError) as error:
        raise CheckpointMismatch(
            f"The model's {CONFIG_FILE} cannot be read: {error}.", path=folder / CONFIG_FILE
        ) from error


def _preprocessor(folder: Path) -> dict[str, Any]:
    table = read_optional_table(folder, PREPROCESSOR_FILE)
    return table or read_optional_table(folder, PROCESSOR_FILE).get("image_processor") or {}


def _section(values: Mapping[str, Any], kind: str, part: str) -> dict[str, Any]:
    given = {key: value for key, value in (values.get(part) or {}).items() if value is not None}
    section = _TOWER | _DEFAULTS[kind][part] | given
    if section["hidden_act"] not in _ACTIVATIONS:
        raise ValueError(f"the activation {section['hidden_act']} is not known")
    if abs(float(section["layer_norm_eps"]) / NORM_EPS[kind] - 1) > 1e-3:
        raise ValueError(f"layer_norm_eps is {section['layer_norm_eps']} instead of {NORM_EPS[kind]}")
    if int(section["hidden_size"]) > _WIDEST:
        raise ValueError(f"its width of {section['hidden_size']} is larger than any model's")
    if section["num_channels"] != 3:
        raise ValueError("the pictures do not have three channels")
    if section["hidden_size"] % section["num_attention_heads"]:
        raise ValueError("the width is no multiple of the heads")
    return section


def _image_tower(kind: str, section: Mapping[str, Any], preprocessor: Mapping[str, Any]) -> ImageTowerConfig:
    side, patch = int(section["image_size"]), int(section["patch_size"])
    if patch < 1 or side < patch:
        raise ValueError(f"patches of {patch} pixels do not fit into {side}")
    if side % patch:
        raise ValueError(f"{side} pixels are no multiple of a patch's {patch}")
    if not section.get("vision_use_head", True):
        raise ValueError("the image tower has no pooling head")
    mean, std = _pixel_statistics(preprocessor, side, kind)
    return ImageTowerConfig(
        kind=kind,
        timm_name="",
        width=int(section["hidden_size"]),
        depth=int(section["num_hidden_layers"]),
        heads=int(section["num_attention_heads"]),
        input_px=side,
        patch_px=patch,
        pixel_mean=mean,
        pixel_std=std,
        mlp_width=int(section["intermediate_size"]),
        activation=_ACTIVATIONS[section["hidden_act"]],
    )


def _text_tower(kind: str, section: Mapping[str, Any]) -> TextTowerConfig:
    positions = int(section["max_position_embeddings"])
    return TextTowerConfig(
        width=int(section["hidden_size"]),
        depth=int(section["num_hidden_layers"]),
        heads=int(section["num_attention_heads"]),
        mlp_width=int(section["intermediate_size"]),
        vocab_size=int(section["vocab_size"]),
        max_positions=positions,
        max_tokens=positions,
        dropout=0.0,
        kind=kind,
        activation=_ACTIVATIONS[section["hidden_act"]],
    )


def _siglip_dim(vision: Mapping[str, Any], text: Mapping[str, Any]) -> int:
    dim = int(text.get("projection_size", text["hidden_size"]))
    if dim != vision["hidden_size"]:
        raise ValueError(f"texts have {dim} dimensions and pictures {vision['hidden_size']}")
    return dim


def _pixel_statistics(preprocessor: Mapping[str, Any], side: int, kind: str) -> tuple[Any, Any]:
    """Return mean and standard deviation per channel, after checking the size and the scale of the pixels."""
    size = preprocessor.get("crop_size") if preprocessor.get("do_center_crop") else None
    size = size or preprocessor.get("size") or side
    sides = set(size.values()) if isinstance(size, dict) else {size}
    if sides != {side}:
        raise ValueError(f"the pictures are prepared for another size than {side} pixels")
    if abs(float(preprocessor.get("rescale_factor", 1 / 255)) * 255 - 1) > 1e-3:
        raise ValueError("the pixels are not scaled to [0, 1]")
    mean, std = (
        tuple(float(value) for value in preprocessor.get(key, default))
        for key, default in zip(("image_mean", "image_std"), _PIXELS[kind], strict=True)
    )
    if len(mean) != 3 or len(std) != 3 or min(std) <= 0:
        raise ValueError("mean and deviation of the pixels are not given per channel")
    return mean, std
