"""Which layers of a two-stream model learn, and how fast, by a recipe's numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.cots.text import TextTower
from engine.cots.two_stream import TwoStream
from engine.cots.vision import FINE_STAGES, HybridTower
from engine.training.loop.optim import RateRule, rate_of
from engine.training.recipe import ModelConfig, RunConfig
from engine.training.runs.starting_model import StartingModel

MODEL = "model."  # the two-stream model's name within the module that is trained
# What comes before the first block of a tower, in all kinds of towers.
_BELOW_IMAGE_BLOCKS = ("cls_token", "pos_embed", "patch_embed.", "norm_pre.", "input_norm.", "input_proj.")
_BELOW_TEXT_LAYERS = ("bert.embeddings.", "token_embedding.", "position_embedding.")


def rate_rules(start: StartingModel, model: ModelConfig, run: RunConfig) -> list[RateRule]:
    """Return the rules for a `CotsModule` around the model.

    Pretrained layers learn at `run.tower_rate`, new ones at `run.rate`, and `run.layer_decay` lowers the rate per block
    downwards. Where blocks are frozen, so is everything below them. The dense head stays as it is.
    """
    is_continued = start.calibration is not None
    projections = run.tower_rate if is_continued else run.rate
    return [
        RateRule(f"{MODEL}dense_head.", 0.0),
        *_image_rules(start, model, run),
        *_text_rules(start, model, run),
        RateRule(f"{MODEL}image_proj.", projections),
        RateRule(f"{MODEL}text_proj.", projections),
        RateRule("", run.rate),
    ]


def freeze_by_rules(model: TwoStream, rules: Sequence[RateRule]) -> None:
    """Let the parameters that learn require a gradient, and no others; the rules name them within the module."""
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(rate_of(f"{MODEL}{name}", rules) > 0)


def _image_rules(start: StartingModel, model: ModelConfig, run: RunConfig) -> Iterator[RateRule]:
    tower = start.model.image_tower
    prefix = f"{MODEL}image_tower."
    is_hybrid = isinstance(tower, HybridTower)
    if is_hybrid:
        pretrained = run.tower_rate if start.has_image_weights else run.rate
        yield from _backbone_rules(f"{prefix}backbone.", model.train_stem, pretrained)
    # A hybrid's blocks are new unless a whole checkpoint was started from.
    is_pretrained = start.calibration is not None or (start.has_image_weights and not is_hybrid)
    top = run.tower_rate if is_pretrained else run.rate
    inner = prefix if is_hybrid else f"{prefix}vit."
    below = [f"{inner}{name}" for name in _BELOW_IMAGE_BLOCKS]
    rates = _decayed(top, len(tower.blocks), model.frozen_image_blocks, run.layer_decay)
    yield from _layer_rules(f"{inner}blocks.", below, rates)
    yield RateRule(prefix, top)


def _text_rules(start: StartingModel, model: ModelConfig, run: RunConfig) -> Iterator[RateRule]:
    tower = start.model.text_tower
    prefix = f"{MODEL}text_tower."
    layers = "bert.encoder.layer." if isinstance(tower, TextTower) else "blocks."
    top = run.tower_rate if start.has_text_weights else run.rate
    rates = _decayed(top, tower.depth, model.frozen_text_layers, run.layer_decay)
    yield from _layer_rules(f"{prefix}{layers}", [f"{prefix}{name}" for name in _BELOW_TEXT_LAYERS], rates)
    yield RateRule(prefix, top)


def _backbone_rules(prefix: str, learns: str, rate: float) -> Iterator[RateRule]:
    """Rates of the convolutions: "top" is all above stride 16, what lies below can be computed once.

    Depthwise kernels stay with "top": they are few weights there, and on a processor in half precision the gradients of
    these few cost more than those of all others.
    """
    if learns == "top":
        stem = ("conv_stem.", "bn1.", *(f"blocks.{stage}." for stage in range(FINE_STAGES)))
        yield from (RateRule(f"{prefix}{part}", 0.0) for part in stem)
        yield RateRule(prefix, 0.0, part="conv_dw.")
    yield RateRule(prefix, 0.0 if learns == "none" else rate)


def _decayed(top: float, depth: int, frozen: int, decay: float) -> list[float]:
    """Return depth + 1 rates from below the first block to the last block; 0 for what is frozen."""
    rates = [top * decay ** (depth - level) for level in range(depth + 1)]
    return [0.0 if frozen and level <= frozen else rate for level, rate in enumerate(rates)]


def _layer_rules(prefix: str, below: Sequence[str], rates: Sequence[float]) -> Iterator[RateRule]:
    yield from (RateRule(name, rates[0]) for name in below)
    yield from (RateRule(f"{prefix}{level}.", rate) for level, rate in enumerate(rates[1:]))
