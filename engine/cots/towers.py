"""Which tower a configuration means."""

from __future__ import annotations

from engine.cots.hub_image_tower import HubImageTower
from engine.cots.hub_text_tower import HubTextTower
from engine.cots.presets import ImageTowerConfig, TextTowerConfig
from engine.cots.text import TextTower
from engine.cots.vision import HybridTower, VitTower
from engine.errors import CheckpointMismatch

AnyImageTower = VitTower | HybridTower | HubImageTower
AnyTextTower = TextTower | HubTextTower

PUBLIC_KINDS = ("clip", "siglip")


def build_image_tower(config: ImageTowerConfig) -> AnyImageTower:
    """Build the image tower that `config.kind` names, with random weights.

    Raises:
        CheckpointMismatch: There is no such kind.
    """
    if config.kind == "hybrid":
        return HybridTower(config)
    if config.kind == "vit":
        return VitTower(config)
    if config.kind in PUBLIC_KINDS:
        return HubImageTower(config)
    raise CheckpointMismatch(f'This version of Evoke knows no image tower of the kind "{config.kind}".')


def build_text_tower(config: TextTowerConfig) -> AnyTextTower:
    """Build the text tower that `config.kind` names, with random weights.

    Raises:
        CheckpointMismatch: There is no such kind.
    """
    if config.kind == "bert":
        return TextTower(config)
    if config.kind in PUBLIC_KINDS:
        return HubTextTower(config)
    raise CheckpointMismatch(f'This version of Evoke knows no text tower of the kind "{config.kind}".')
