"""A training recipe: every number that decides a run, with its bounds and one sentence each."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.setting_fields import setting
from engine.training.finetune_config import FinetuneConfig


@dataclass(frozen=True, slots=True)
class DataConfig:
    """What is learned from. Relative paths count from the recipe's own folder."""

    images: str = setting("", "Folder, tar file or pattern of tar shards with the pictures; several parted by a comma.")
    captions: str = setting("", "CSV with the columns image and caption.")
    held_out_images: str = setting("", "Pictures to measure on; empty takes a share of the training data.")
    held_out_captions: str = setting("", "Captions of the pictures to measure on.")
    held_out: int = setting(300, "Pictures kept out of training where no others are named.", minimum=2, maximum=100_000)
    limit: int = setting(0, "Use at most this many pictures; 0 uses all.", minimum=0, maximum=100_000_000)
    shuffled_share: float = setting(
        0.0, "Share of pictures given another one's captions, to study noise.", minimum=0, maximum=1
    )


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """The towers, where they start, and which of their layers stay as they are."""

    preset: str = setting("embedded", "Architecture of the towers.")
    start: str = setting("", "Checkpoint to start from: a name or a folder; empty starts from the weights below.")
    image_weights: str = setting("", "Public weights (safetensors) for the backbone or the ViT.")
    text_weights: str = setting("", "Folder with model.safetensors and tokenizer.json of a BERT-like encoder.")
    visual_tokens: str = setting("", "Visual tokenizer; empty takes the one that ships with Evoke.")
    train_stem: str = setting(
        "none", "Which part of a hybrid tower's convolutions learns.", choices=("none", "top", "all")
    )
    frozen_image_blocks: int = setting(
        0, "Lowest transformer blocks of the image tower that stay.", minimum=0, maximum=64
    )
    frozen_text_layers: int = setting(0, "Lowest layers of the text tower that stay.", minimum=0, maximum=64)
    stem_views: int = setting(
        0, "Views of every picture kept as a frozen stem sees them; 0 computes them anew.", minimum=0, maximum=64
    )


@dataclass(frozen=True, slots=True)
class ViewsConfig:
    """How pictures are varied."""

    min_area: float = setting(0.4, "Smallest share of the picture that a crop keeps.", minimum=0.05, maximum=1)
    max_aspect: float = setting(4 / 3, "Largest ratio of a crop's sides.", minimum=1, maximum=3)
    whole_share: float = setting(0.1, "Share of views that show the whole picture.", minimum=0, maximum=1)
    brightness: float = setting(0.25, "Largest relative change of brightness and contrast.", minimum=0, maximum=1)
    mirror: bool = setting(True, "Mirror half of the views.")


@dataclass(frozen=True, slots=True)
class ObjectivesConfig:
    """Weights of the loss terms; 0 switches a term off and costs nothing."""

    contrast: float = setting(1.0, "Instance level: momentum contrast.", minimum=0, maximum=100)
    masked_images: float = setting(1.0, "Token level: masked vision modelling.", minimum=0, maximum=100)
    masked_texts: float = setting(1.0, "Token level: masked language modelling.", minimum=0, maximum=100)
    alignment: float = setting(1.0, "Task level: KL between the two retrieval distributions.", minimum=0, maximum=100)
    ranking: float = setting(0.0, "A caption above its word-masked copy.", minimum=0, maximum=100)
    intra_text: float = setting(0.0, "Contrast of two captions of one picture.", minimum=0, maximum=100)
    temperature: float = setting(0.07, "Of the contrast, at the start.", minimum=0.01, maximum=0.5)
    learn_temperature: bool = setting(True, "Learn the temperature, between 0.01 and 0.5.")
    positives: str = setting("own", "What other captions of the same picture are.", choices=("own", "all"))
    captions: int = setting(1, "Captions of every picture in a step.", minimum=1, maximum=16)
    batch_keys: bool = setting(True, "Count the keys of the batch as negatives beside the queue.")
    ranking_margin: float = setting(0.1, "Cosine by which a caption must beat its masked copy.", minimum=0, maximum=1)


@dataclass(frozen=True, slots=True)
class MaskingConfig:
    """What is hidden, and how the other modality's global embedding is brought in."""

    image_share: float = setting(0.4, "Share of cells hidden, in blocks.", minimum=0.05, maximum=0.95)
    text_share: float = setting(0.15, "Share of word pieces hidden.", minimum=0.01, maximum=0.9)
    whole_words: bool = setting(False, "Hide all pieces of a word together.")
    operator: str = setting("add", "How the other modality's embedding enters.", choices=("add", "concat"))
    keep_patches: float = setting(
        1.0, "Share of patches seen in the contrastive pass (masked contrastive).", minimum=0.1, maximum=1
    )


@dataclass(frozen=True, slots=True)
class MomentumConfig:
    """The momentum encoders and their queues."""

    decay: float = setting(0.99, "Of the momentum encoders, per step.", minimum=0, maximum=1)
    queue: int = setting(4096, "Pairs remembered; 0 uses the batch alone.", minimum=0, maximum=1_000_000)


@dataclass(frozen=True, slots=True)
class FilterConfig:
    """The adaptive momentum filter."""

    enabled: bool = setting(False, "Leave pairs out that fit each other less than the queue's do.")
    sigmas: float = setting(2.0, "Standard deviations below the mean where the threshold lies.", minimum=0, maximum=10)
    warmup_epochs: float = setting(1.0, "Epochs before the filter begins.", minimum=0, maximum=1000)
    max_drop: float = setting(0.15, "Largest share of a batch that is left out.", minimum=0, maximum=0.9)


@dataclass(frozen=True, slots=True)
class RunConfig:
    """How long, how fast, on what."""

    epochs: int = setting(16, "Passes over the data.", minimum=1, maximum=10_000)
    batch_size: int = setting(256, "Pairs a step, over all processes.", minimum=2, maximum=1_000_000)
    micro_batch: int = setting(
        0, "Pairs computed at once; 0 takes the whole share of a process.", minimum=0, maximum=1_000_000
    )
    rate: float = setting(8e-4, "Peak learning rate of new layers.", minimum=1e-8, maximum=1)
    tower_rate: float = setting(1.4e-4, "Peak learning rate of pretrained layers.", minimum=0, maximum=1)
    layer_decay: float = setting(1.0, "Factor on the rate per layer downwards.", minimum=0.1, maximum=1)
    warmup_steps: int = setting(50, "Steps over which the rate rises.", minimum=0, maximum=1_000_000)
    weight_decay: float = setting(0.05, "AdamW's, on matrices only.", minimum=0, maximum=1)
    average_decay: float = setting(0.995, "Of the averaged weights that are measured and kept.", minimum=0, maximum=1)
    gradient_norm: float = setting(1.0, "Gradients are clipped to this norm.", minimum=1e-6, maximum=1e6)
    precision: str = setting(
        "auto",
        "Arithmetic of the towers; auto takes half precision where it is faster.",
        choices=("auto", "float32", "bfloat16", "float16"),
    )
    compile: bool = setting(False, "Compile the towers first (CUDA).")
    checkpointing: bool = setting(False, "Recompute activations instead of keeping them: less memory, slower.")
    measure_every: int = setting(1, "Epochs between measurements.", minimum=1, maximum=10_000)
    save_minutes: float = setting(5.0, "Minutes between saved states, beside one per epoch.", minimum=0, maximum=10_000)
    seed: int = setting(2022, "Of everything random.", minimum=0, maximum=2**31 - 1)
    tensorboard: bool = setting(False, "Also write TensorBoard files, where it is installed.")


@dataclass(frozen=True, slots=True)
class Recipe:
    """A whole run."""

    data: DataConfig = field(default_factory=DataConfig)
    model: ModelConfig = field(default_factory=ModelConfig)
    views: ViewsConfig = field(default_factory=ViewsConfig)
    objectives: ObjectivesConfig = field(default_factory=ObjectivesConfig)
    masking: MaskingConfig = field(default_factory=MaskingConfig)
    momentum: MomentumConfig = field(default_factory=MomentumConfig)
    filter: FilterConfig = field(default_factory=FilterConfig)
    finetune: FinetuneConfig = field(default_factory=FinetuneConfig)
    run: RunConfig = field(default_factory=RunConfig)
