"""A model on disk: one folder of safetensors, configuration, tokenizer and calibration; nothing that can run code."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch
from safetensors import SafetensorError
from safetensors.torch import load as load_tensors
from safetensors.torch import save as save_tensors
from torch import Tensor
from torch.overrides import TorchFunctionMode

from engine.cots.atomic_file import write_atomically
from engine.cots.checkpoint_header import CONFIG_NAME, FORMAT, PREPROCESSING, read_header, read_json
from engine.cots.packing import pack, unpack
from engine.cots.presets import TwoStreamConfig
from engine.cots.protocol import Calibration
from engine.cots.two_stream import TwoStream
from engine.errors import CheckpointMismatch, DiskFull

WEIGHTS_NAME = "model.safetensors"
TOKENIZER_NAME = "tokenizer.json"
CALIBRATION_NAME = "calibration.json"
_DRAWING: Final = frozenset(
    {
        "normal_",
        "uniform_",
        "trunc_normal_",
        "kaiming_uniform_",
        "xavier_uniform_",
        "erfinv_",
        "clamp_",
    }  # timm draws by the last two
)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A checkpoint in memory.

    Attributes:
        model: Float32, in evaluation mode, on the CPU.
        tokenizer_json: The text of its `tokenizer.json`.
        calibration: What its cosines mean.
        summary: One line for the list of models.
        fingerprint: Hex digest over weights, configuration, tokenizer and preprocessing.
    """

    model: TwoStream
    tokenizer_json: str
    calibration: Calibration
    summary: str
    fingerprint: str


def save_checkpoint(
    folder: Path,
    model: TwoStream,
    tokenizer_json: str,
    calibration: Calibration,
    *,
    summary: str = "",
) -> str:
    """Write a checkpoint into `folder`, its weights packed, and return its fingerprint.

    Every file is written beside its place and renamed; `config.json` names the weights' hash and comes last, so that
    an interrupted save is seen as a mismatch and never as a model.

    Raises:
        DiskFull: A file could not be written.
    """
    weights = save_tensors(pack(model.state_dict()))
    weights_sha256 = hashlib.sha256(weights).hexdigest()
    fingerprint = _fingerprint(weights_sha256, model.config, tokenizer_json)
    header = {
        "format": FORMAT,
        "preprocessing": PREPROCESSING,
        "summary": summary,
        "fingerprint": fingerprint,
        "weights_sha256": weights_sha256,
        "model": model.config.as_dict(),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / WEIGHTS_NAME, weights)
        write_atomically(folder / TOKENIZER_NAME, tokenizer_json.encode())
        write_atomically(folder / CALIBRATION_NAME, _json_bytes(dataclasses.asdict(calibration)))
        write_atomically(folder / CONFIG_NAME, _json_bytes(header))
    except OSError as error:
        raise DiskFull(f"The model could not be saved: {error.strerror}.", path=folder) from error
    return fingerprint


def load_checkpoint(folder: Path) -> Checkpoint:
    """Load a checkpoint, checking every byte of its weights.

    Raises:
        ModelMissing: There is no checkpoint in `folder`.
        CheckpointMismatch: A file is truncated, changed, of another shape, or holds something other than tensors.
    """
    header = read_header(folder)
    weights = _read_weights(folder / WEIGHTS_NAME, header.weights_sha256)
    tokenizer_path = folder / TOKENIZER_NAME
    try:
        tokenizer_json = tokenizer_path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CheckpointMismatch("The model's tokenizer cannot be read.", path=tokenizer_path) from error
    fingerprint = _fingerprint(header.weights_sha256, header.config, tokenizer_json)
    if fingerprint != header.fingerprint:
        raise CheckpointMismatch(
            "The model's files do not belong together: its configuration or tokenizer was changed.", path=folder
        )
    model = _build(header.config, weights, folder)
    return Checkpoint(model, tokenizer_json, _read_calibration(folder), header.summary, fingerprint)


def _build(config: TwoStreamConfig, weights: Mapping[str, Tensor], folder: Path) -> TwoStream:
    # On the meta device nothing is initialised that is overwritten at once: it halves the time to load.
    with torch.device("meta"), _NothingDrawn():
        model = TwoStream(config)
    expected = model.state_dict()
    wrong = [name for name in expected if name not in weights or weights[name].shape != expected[name].shape]
    wrong += [name for name in weights if name not in expected]
    if wrong:
        raise CheckpointMismatch(
            f"The model's weights do not fit its configuration: {wrong[0]} and {len(wrong) - 1} more.", path=folder
        )
    model.load_state_dict(weights, assign=True)
    return model.eval().requires_grad_(False)


class _NothingDrawn(TorchFunctionMode):
    """Leaves initial values out: drawing them for tensors without memory would import torch's compiler, for seconds."""

    def __torch_function__(
        self, func: Any, types: object, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        values = kwargs or {}
        if getattr(func, "__name__", "") in _DRAWING:
            return values["tensor"] if "tensor" in values else args[0]
        return func(*args, **values)


def _read_weights(path: Path, sha256: str) -> dict[str, Tensor]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CheckpointMismatch(f"The model's weights {path.name} cannot be read.", path=path) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise CheckpointMismatch(
            f"The model's weights {path.name} are truncated or damaged.",
            hint="Install the model again.",
            path=path,
        )
    try:
        return unpack(load_tensors(content))
    except (SafetensorError, ValueError, KeyError) as error:
        raise CheckpointMismatch(
            f"The model's weights {path.name} hold something other than tensors.", path=path
        ) from error


def _read_calibration(folder: Path) -> Calibration:
    path = folder / CALIBRATION_NAME
    values = read_json(path)
    try:
        return Calibration(**{**values, "prompts": tuple(values["prompts"])})
    except (KeyError, TypeError) as error:
        raise CheckpointMismatch(f"The model's {CALIBRATION_NAME} is incomplete.", path=path) from error


def _fingerprint(weights_sha256: str, config: TwoStreamConfig, tokenizer_json: str) -> str:
    digest = hashlib.sha256()
    for part in (PREPROCESSING, weights_sha256, json.dumps(config.as_dict(), sort_keys=True), tokenizer_json):
        digest.update(hashlib.sha256(part.encode()).digest())
    return digest.hexdigest()


def _json_bytes(values: Mapping[str, Any]) -> bytes:
    return (json.dumps(values, indent=2, ensure_ascii=False) + "\n").encode()
