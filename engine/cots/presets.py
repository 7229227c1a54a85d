"""Architectures as data: frozen configs of the two towers, and the presets by name."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from engine.errors import CheckpointMismatch

Section = TypeVar("Section")
Value = TypeVar("Value")


def _later(default: Value) -> Value:
    """A field younger than the first checkpoints: at its default it is not stored, so their fingerprints stay."""
    value: Value = field(default=default, metadata={"later": True})
    return value


@dataclass(frozen=True, slots=True)
class ImageTowerConfig:
    """The image tower: a plain ViT, a public model's, or a transformer over a convolutional backbone ("hybrid").

    Attributes:
        kind: "vit", "hybrid", or a public model's tower: "clip" or "siglip".
        timm_name: The timm model; for "vit" the whole tower, for "hybrid" its backbone, else "".
        width: Width of the transformer; for "vit" it must be the model's own.
        depth: Transformer blocks.
        heads: Attention heads per block.
        input_px: Side of the square input.
        patch_px: Pixels per cell of the tower's token grid; 32 for a hybrid (its backbone's stride).
        dropout: Dropout on attention output and MLP while training; a choice, none in the paper's fact sheet.
        pixel_mean: Per channel, subtracted from pixels scaled to [0, 1].
        pixel_std: Per channel, divided by afterwards.
        mlp_width: Inner width of the feed-forward part of a public model's tower.
        activation: Its activation: "quick_gelu", "gelu" or "gelu_tanh".
    """

    kind: str
    timm_name: str
    width: int
    depth: int
    heads: int
    input_px: int
    patch_px: int
    dropout: float = 0.0
    pixel_mean: tuple[float, float, float] = (0.5, 0.5, 0.5)
    pixel_std: tuple[float, float, float] = (0.5, 0.5, 0.5)
    mlp_width: int = _later(0)
    activation: str = _later("gelu")

    @property
    def grid(self) -> int:
        """Cells per side of the token grid."""
        return self.input_px // self.patch_px


@dataclass(frozen=True, slots=True)
class TextTowerConfig:
    """The text tower: any BERT-like encoder, or a public model's.

    Attributes:
        width: Hidden size.
        depth: Layers.
        heads: Attention heads per layer.
        mlp_width: Inner width of the feed-forward part.
        vocab_size: Rows of the word embedding.
        max_positions: Rows of the position embedding.
        max_tokens: Texts are cut to this many tokens, [CLS] and [SEP] included.
        pooling: "cls" or "mean" for a BERT; the others know their own.
        dropout: Dropout while training.
        kind: "bert", "clip" (causal, read at its last token) or "siglip" (padded to `max_tokens`).
        activation: Activation of a public model's tower, as of the image tower.
        pad_id: The token "siglip" pads with; it is read like any other.
    """

    width: int
    depth: int
    heads: int
    mlp_width: int
    vocab_size: int = 30_522
    max_positions: int = 512
    max_tokens: int = 80
    pooling: str = "cls"
    dropout: float = 0.1
    kind: str = _later("bert")
    activation: str = _later("gelu")
    pad_id: int = _later(0)


@dataclass(frozen=True, slots=True)
class DenseHeadConfig:
    """The head that embeds every cell of a finer grid into the space of the texts.

    Attributes:
        grid: Cells per side.
        width: Inner width.
    """

    grid: int
    width: int


@dataclass(frozen=True, slots=True)
class LocalScalingConfig:
    """The correction of hubness: what pictures and texts are compared with.

    Attributes:
        texts: Vectors in the bank of texts.
        pictures: Vectors in the bank of pictures.
        neighbours: Nearest ones whose mean cosine counts.
    """

    texts: int
    pictures: int
    neighbours: int = 10


@dataclass(frozen=True, slots=True)
class TwoStreamConfig:
    """Both towers and the shared space they are projected into.

    Attributes:
        name: Of the model.
        embedding_dim: Width of the shared space.
        image: The image tower.
        text: The text tower.
        dense: None for a model without that head.
        local_scaling: None for a model whose hubs are not corrected.
    """

    name: str
    embedding_dim: int
    image: ImageTowerConfig
    text: TextTowerConfig
    dense: DenseHeadConfig | None = None
    local_scaling: LocalScalingConfig | None = None

    @property
    def vector_dim(self) -> int:
        """Length of the vectors that a search compares: two more where hubs are corrected."""
        return self.embedding_dim + (2 if self.local_scaling is not None else 0)

    def as_dict(self) -> dict[str, Any]:
        """Return plain nested dictionaries, as stored in a checkpoint's config.json."""
        dense = None if self.dense is None else dataclasses.asdict(self.dense)
        towers = {"image": _stored(self.image), "text": _stored(self.text)}
        scaling = {} if self.local_scaling is None else {"local_scaling": dataclasses.asdict(self.local_scaling)}
        return {"name": self.name, "embedding_dim": self.embedding_dim, **towers, "dense": dense, **scaling}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> TwoStreamConfig:
        """Read what `as_dict` wrote.

        Raises:
            CheckpointMismatch: A field is missing, unknown or of the wrong form.
        """
        try:
            dense, scaling = values.get("dense"), values.get("local_scaling")
            return cls(
                name=str(values["name"]),
                embedding_dim=int(values["embedding_dim"]),
                image=_section(ImageTowerConfig, values["image"]),
                text=_section(TextTowerConfig, values["text"]),
                dense=None if dense is None else _section(DenseHeadConfig, dense),
                local_scaling=None if scaling is None else _section(LocalScalingConfig, scaling),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise CheckpointMismatch(f"The model's configuration cannot be read: {error}.") from error


def _stored(tower: ImageTowerConfig | TextTowerConfig) -> dict[str, Any]:
    """A tower's fields without the later ones that are at their default."""
    kept = [f for f in dataclasses.fields(tower) if not ("later" in f.metadata and getattr(tower, f.name) == f.default)]
    return {f.name: getattr(tower, f.name) for f in kept}


def _section(kind: Callable[..., Section], values: Mapping[str, Any]) -> Section:
    """Build one section; JSON knows no tuples, so lists become tuples again."""
    return kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in values.items()})


EMBEDDED = TwoStreamConfig(
    name="embedded",
    embedding_dim=256,
    image=ImageTowerConfig(
        kind="hybrid",
        timm_name="tf_efficientnet_lite2",
        width=384,
        depth=2,
        heads=6,
        input_px=256,
        patch_px=32,
        dropout=0.1,
        pixel_mean=(127 / 255, 127 / 255, 127 / 255),
        pixel_std=(128 / 255, 128 / 255, 128 / 255),
    ),
    text=TextTowerConfig(width=384, depth=6, heads=12, mlp_width=1536, max_tokens=64, pooling="mean"),
    dense=DenseHeadConfig(grid=16, width=256),
)

# A lighter backbone and a narrower transformer, no dense head: for studies that train many models.
SMALL = TwoStreamConfig(
    name="small",
    embedding_dim=256,
    image=ImageTowerConfig(
        kind="hybrid",
        timm_name="mobilenetv2_100",
        width=192,
        depth=2,
        heads=3,
        input_px=224,
        patch_px=32,
        dropout=0.1,
    ),
    text=EMBEDDED.text,
)

# The towers, sizes and projection that research on COTS pins down; pixel statistics as in its authors' released code.
COTS_BASE = TwoStreamConfig(
    name="cots-base",
    embedding_dim=256,
    image=ImageTowerConfig(
        kind="vit",
        timm_name="vit_base_patch16_384",
        width=768,
        depth=12,
        heads=12,
        input_px=384,
        patch_px=16,
        pixel_mean=(0.481, 0.458, 0.408),
        pixel_std=(0.269, 0.261, 0.276),
    ),
    text=TextTowerConfig(width=768, depth=12, heads=12, mlp_width=3072),
)

TINY = TwoStreamConfig(
    name="tiny",
    embedding_dim=16,
    image=ImageTowerConfig(
        kind="vit", timm_name="vit_tiny_patch16_224", width=32, depth=2, heads=2, input_px=32, patch_px=8
    ),
    text=TextTowerConfig(
        width=32, depth=2, heads=2, mlp_width=64, vocab_size=64, max_positions=16, max_tokens=12, pooling="mean"
    ),
    dense=DenseHeadConfig(grid=4, width=16),
)

PRESETS: dict[str, TwoStreamConfig] = {preset.name: preset for preset in (EMBEDDED, SMALL, COTS_BASE, TINY)}
