"""Public weights in safetensors read into our towers, or refused in one sentence."""

from __future__ import annotations

from pathlib import Path

import torch
from timm.layers import resample_abs_pos_embed
from torch import Tensor, nn

from engine.cots.hub_folder import read_tensor_file, read_tensors
from engine.cots.hub_vit import timm_vit_weights
from engine.cots.text import TextTower
from engine.cots.two_stream import TwoStream
from engine.cots.vision import HybridTower, VitTower
from engine.errors import BadConfig, CheckpointMismatch, ModelMissing

_POS_EMBED = "pos_embed"
BATCH_COUNTER = "num_batches_tracked"
# BERT's first checkpoints call the two vectors of a layer norm by other names.
_OLD_NAMES = ((".gamma", ".weight"), (".beta", ".bias"))


def load_text_weights(model: TwoStream, folder: Path) -> None:
    """Load a BERT-like encoder, in the hub's file format, into the text tower; heads and pooler have no place there.

    Raises:
        ModelMissing: There are no safetensors in `folder`.
        CheckpointMismatch: They are damaged or of another shape.
        BadConfig: The tower is no BERT.
    """
    tower = model.text_tower
    if not isinstance(tower, TextTower):
        raise BadConfig("model.text_weights are those of a BERT; this model's text tower is of another kind.")
    stored = {_bert_name(name): tensor for name, tensor in read_tensors(folder).items()}
    _load(tower.bert, stored, folder)


def load_image_weights(model: TwoStream, path: Path) -> None:
    """Load a file or a folder of the hub into the ViT, or into the hybrid tower's backbone, without its classifier.

    A ViT may be stored as timm does or as transformers does; a backbone as timm does.

    A ViT's position embedding of another resolution is resampled (bicubic), as timm does.

    Raises:
        ModelMissing: There is no such file.
        CheckpointMismatch: It is damaged or of another shape.
        BadConfig: The tower takes no such weights.
    """
    tower = model.image_tower
    if not path.exists():
        raise ModelMissing(f"There are no image weights at {path}.", path=path)
    stored = timm_vit_weights(read_tensors(path) if path.is_dir() else read_tensor_file(path))
    if isinstance(tower, HybridTower):
        _load(tower.backbone, stored, path)
    elif isinstance(tower, VitTower):
        _load(tower.vit, _with_positions(stored, tower.vit), path)
    else:
        raise BadConfig("model.image_weights are timm's; this model's image tower is of another kind.")


def _load(module: nn.Module, stored: dict[str, Tensor], path: Path) -> None:
    # Batch norms count batches for a momentum that is not used here; some published files leave the counters out.
    wanted = {name: tensor for name, tensor in module.state_dict().items() if not name.endswith(BATCH_COUNTER)}
    wrong = [name for name, tensor in wanted.items() if name not in stored or stored[name].shape != tensor.shape]
    if wrong:
        problem = "lack" if wrong[0] not in stored else "have another shape of"
        raise CheckpointMismatch(
            f"The weights in {path.name} do not fit the tower: they {problem} {wrong[0]}"
            + (f" and {len(wrong) - 1} more." if len(wrong) > 1 else "."),
            hint="Choose the model.preset that the weights were made for.",
            path=path,
        )
    module.load_state_dict({name: stored[name] for name in wanted})


def _bert_name(name: str) -> str:
    for old, new in _OLD_NAMES:
        if name.endswith(old):
            name = name.removesuffix(old) + new
    return name.removeprefix("bert.")


def _with_positions(stored: dict[str, Tensor], vit: nn.Module) -> dict[str, Tensor]:
    positions, wanted = stored.get(_POS_EMBED), vit.state_dict()[_POS_EMBED]
    if positions is None or positions.ndim != 3 or positions.shape[-1] != wanted.shape[-1]:
        return stored
    if positions.shape == wanted.shape:
        return stored
    side = round((wanted.shape[1] - 1) ** 0.5)
    if round((positions.shape[1] - 1) ** 0.5) ** 2 != positions.shape[1] - 1:
        return stored
    with torch.no_grad():
        return stored | {_POS_EMBED: resample_abs_pos_embed(positions, [side, side], num_prefix_tokens=1)}
