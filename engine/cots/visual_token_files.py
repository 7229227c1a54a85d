"""Visual tokenizers on disk: our own as a folder of safetensors and configuration, DALL-E's encoder as safetensors."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TypeVar

import torch
from safetensors import SafetensorError
from safetensors.torch import load as load_tensors
from safetensors.torch import save as save_tensors
from torch import Tensor

from engine.cots.atomic_file import write_atomically
from engine.cots.checkpoint_header import CONFIG_NAME, read_json
from engine.cots.dalle_encoder import dalle_encoder
from engine.cots.packing import pack, unpack
from engine.cots.visual_tokens import DiscreteVae, DiscreteVaeConfig, VisualTokenizer
from engine.errors import CheckpointMismatch, DiskFull, EngineError, ModelMissing

WEIGHTS_NAME = "visual_tokens.safetensors"
FORMAT = 1

Tokenizer = TypeVar("Tokenizer", bound=VisualTokenizer)
_KIND = "discrete-vae"
_PICKLES = frozenset({".pkl", ".pickle", ".pt", ".pth", ".bin", ".ckpt"})


@dataclass(frozen=True, slots=True)
class _Header:
    """What `config.json` says."""

    config: DiscreteVaeConfig
    weights_sha256: str


def shipped_tokenizer_path() -> Path:
    """Return the folder of the visual tokenizer that ships with Evoke."""
    return Path(str(resources.files("resources"))) / "models" / "visual-tokens"


def load_visual_tokenizer(path: Path | None = None) -> VisualTokenizer:
    """Load a visual tokenizer, frozen and in evaluation mode, on the CPU.

    Args:
        path: A folder that `save_visual_tokenizer` wrote, or a safetensors file with the weights of DALL-E's encoder;
            None takes the tokenizer that ships with Evoke.

    Raises:
        ModelMissing: There is nothing at `path`.
        CheckpointMismatch: A file is truncated, changed, of another shape, or not safetensors.
    """
    path = shipped_tokenizer_path() if path is None else path
    if path.is_dir():
        return load_discrete_vae(path)
    if path.suffix.lower() in _PICKLES:
        raise CheckpointMismatch(
            f"{path.name} is not opened: only safetensors are.",
            hint="Pickled weights can run code; save the encoder's state dict with safetensors and name that file.",
            path=path,
        )
    tensors = _tensors(_content(path), path)
    try:
        return _frozen(dalle_encoder(tensors))
    except CheckpointMismatch as error:
        raise _at(error, path) from error


def load_discrete_vae(folder: Path) -> DiscreteVae:
    """Load our own discrete VAE, decoder included, frozen and in evaluation mode, on the CPU.

    Raises:
        ModelMissing: There is none in `folder`.
        CheckpointMismatch: A file is truncated, changed, of another shape, or holds something other than tensors.
    """
    header = _read_header(folder)
    path = folder / WEIGHTS_NAME
    content = _content(path)
    if hashlib.sha256(content).hexdigest() != header.weights_sha256:
        raise CheckpointMismatch(
            f"The visual tokenizer's {path.name} is truncated or damaged.", hint="Install it again.", path=path
        )
    weights = unpack(_tensors(content, path))
    with torch.device("meta"):
        vae = DiscreteVae(header.config)
    expected = vae.state_dict()
    if {name: tensor.shape for name, tensor in weights.items()} != {n: tensor.shape for n, tensor in expected.items()}:
        raise CheckpointMismatch("The visual tokenizer's weights do not fit its configuration.", path=folder)
    vae.load_state_dict(weights, assign=True)
    return _frozen(vae)


def save_visual_tokenizer(folder: Path, vae: DiscreteVae, *, summary: str = "") -> None:
    """Write a discrete VAE into `folder`, matrices in half precision; `config.json`, which holds the hash, comes last.

    Raises:
        DiskFull: A file could not be written.
    """
    weights = save_tensors(pack(vae.state_dict()))
    header = {
        "format": FORMAT,
        "kind": _KIND,
        "summary": summary,
        "weights_sha256": hashlib.sha256(weights).hexdigest(),
        "model": vae.config.as_dict(),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / WEIGHTS_NAME, weights)
        write_atomically(folder / CONFIG_NAME, (json.dumps(header, indent=2, ensure_ascii=False) + "\n").encode())
    except OSError as error:
        raise DiskFull(f"The visual tokenizer could not be saved: {error.strerror}.", path=folder) from error


def _read_header(folder: Path) -> _Header:
    path = folder / CONFIG_NAME
    if not path.is_file():
        raise ModelMissing(f"There is no visual tokenizer in {folder}.", path=folder)
    values = read_json(path)
    if values.get("format") != FORMAT or values.get("kind") != _KIND:
        raise CheckpointMismatch(
            "The visual tokenizer was saved in a format that this version of Evoke does not know.", path=path
        )
    model = values.get("model")
    if not isinstance(model, dict):
        raise CheckpointMismatch(f"The visual tokenizer's {CONFIG_NAME} is incomplete.", path=path)
    try:
        return _Header(DiscreteVaeConfig.from_dict(model), str(values.get("weights_sha256")))
    except CheckpointMismatch as error:
        raise _at(error, path) from error


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ModelMissing(f"There is no visual tokenizer at {path}.", path=path) from error
    except OSError as error:
        raise CheckpointMismatch(f"The visual tokenizer's {path.name} cannot be read.", path=path) from error


def _tensors(content: bytes, path: Path) -> Mapping[str, Tensor]:
    try:
        tensors: dict[str, Tensor] = load_tensors(content)
    except (SafetensorError, ValueError, KeyError) as error:
        raise CheckpointMismatch(
            f"{path.name} holds something other than whole safetensors.", hint="Only safetensors are opened.", path=path
        ) from error
    return tensors


def _frozen(tokenizer: Tokenizer) -> Tokenizer:
    tokenizer.eval()
    tokenizer.requires_grad_(False)
    return tokenizer


def _at(error: EngineError, path: Path) -> CheckpointMismatch:
    return CheckpointMismatch(error.user_text, hint=error.hint, path=path)
