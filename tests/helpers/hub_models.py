"""Tiny CLIP and SigLIP models in the hub's file formats, written by transformers itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from tests.helpers.tiny_cots import WORDS, tiny_tokenizer_json

CLIP_MEAN, CLIP_STD = [0.481, 0.458, 0.408], [0.269, 0.261, 0.276]
PAD, CLS, SEP = 0, 2, 3  # of `tiny_tokenizer_json`
VOCAB_SIZE, POSITIONS, SIDE, WIDTH = 64, 16, 32, 32

_TOWER = {"hidden_size": WIDTH, "intermediate_size": 70, "num_hidden_layers": 2, "num_attention_heads": 2}
_TEXT = _TOWER | {"vocab_size": VOCAB_SIZE, "max_position_embeddings": POSITIONS}
_TEXT |= {"bos_token_id": CLS, "eos_token_id": SEP, "pad_token_id": PAD}
_VISION = _TOWER | {"image_size": SIDE, "patch_size": 8}


def tiny_hub_model(kind: str, **changes: Any) -> Any:
    """A tiny CLIPModel or SiglipModel with weights large enough that different inputs embed differently."""
    from transformers import CLIPConfig, CLIPModel, SiglipConfig, SiglipModel

    torch.manual_seed(0)
    sections = {"text_config": _TEXT | changes, "vision_config": _VISION | changes}
    if kind == "clip":
        model: Any = CLIPModel(CLIPConfig(**sections, projection_dim=24))
    else:
        model = SiglipModel(SiglipConfig(**sections))
        model.logit_scale.data.fill_(4.7659)
        model.logit_bias.data.fill_(-12.93)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name.startswith("logit"):
                continue
            parameter.add_(torch.randn_like(parameter) * 0.1)
    return model.eval()


def save_hub_model(folder: Path, kind: str, *, max_shard_size: str = "1GB", **changes: Any) -> Any:
    """Write a tiny model with tokenizer and preparation of pictures; return transformers' own for comparison."""
    model = tiny_hub_model(kind, **changes)
    model.save_pretrained(folder, max_shard_size=max_shard_size)
    (folder / "tokenizer.json").write_text(tiny_tokenizer_json())
    size: object = {"shortest_edge": SIDE} if kind == "clip" else {"height": SIDE, "width": SIDE}
    crop = {"do_center_crop": True, "crop_size": {"height": SIDE, "width": SIDE}} if kind == "clip" else {}
    pixels = {"image_mean": CLIP_MEAN, "image_std": CLIP_STD} if kind == "clip" else {}
    (folder / "preprocessor_config.json").write_text(json.dumps({"size": size, **crop, **pixels}))
    (folder / "tokenizer_config.json").write_text(json.dumps({"pad_token": "[PAD]"}))
    return model


def their_texts(model: Any, texts: list[str], kind: str) -> Tensor:
    """Embed texts as transformers does: CLIP under a mask, SigLIP padded to the last position without one."""
    tokenizer = Tokenizer.from_str(tiny_tokenizer_json())
    tokenizer.enable_truncation(POSITIONS)
    tokenizer.enable_padding(pad_id=PAD, length=POSITIONS)
    rows = tokenizer.encode_batch(texts)
    ids = torch.tensor([row.ids for row in rows])
    mask = {"attention_mask": torch.tensor([row.attention_mask for row in rows])} if kind == "clip" else {}
    with torch.no_grad():
        return functional.normalize(model.get_text_features(input_ids=ids, **mask).pooler_output, dim=-1)


def their_pictures(model: Any, pictures: Tensor) -> Tensor:
    """Embed normalised pictures (B, 3, S, S) as transformers does."""
    with torch.no_grad():
        return functional.normalize(model.get_image_features(pixel_values=pictures).pooler_output, dim=-1)


def change_table(path: Path, **values: object) -> None:
    """Change entries of a JSON table on disk."""
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


KNOWN_TEXTS = ["a red square", "the photo of a big blue circle on the left and two cats", "dog", " ".join(WORDS)]
