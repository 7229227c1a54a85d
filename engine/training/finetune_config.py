"""Every number that decides a fine-tuning on a person's own captions, with its bounds and one sentence each."""

from __future__ import annotations

from dataclasses import dataclass

from engine.setting_fields import setting


@dataclass(frozen=True, slots=True)
class FinetuneConfig:
    """What learns, how far it may move, and what is asked of the result. Why these values: docs/finetuning.md."""

    image_blocks: int = setting(
        0, "Highest transformer blocks of the image tower that learn beside the projections.", minimum=0, maximum=64
    )
    text_layers: int = setting(
        0, "Highest layers of the text tower that learn beside the projections.", minimum=0, maximum=64
    )
    views: int = setting(4, "Views kept of every captioned picture; the first is the whole.", minimum=1, maximum=16)
    steps: int = setting(50, "Steps of one training.", minimum=1, maximum=100_000)
    batch_size: int = setting(64, "Captioned pictures a step.", minimum=2, maximum=10_000)
    rate: float = setting(1.5e-3, "Peak learning rate of the projections.", minimum=1e-8, maximum=1)
    tower_rate: float = setting(2e-5, "Peak learning rate of blocks and layers.", minimum=0, maximum=1)
    temperature: float = setting(0.05, "Of the contrast.", minimum=0.01, maximum=0.5)
    keep_weights: float = setting(0.3, "Pull of the weights to where they started (L2).", minimum=0, maximum=1e6)
    keep_vectors: float = setting(
        10.0, "Pull of other pictures' and general phrases' vectors to where they were.", minimum=0, maximum=1e6
    )
    keep_ranking: float = setting(
        0.0, "Pull of the ranking of phrases per picture, and back, to what it was (KL).", minimum=0, maximum=1e6
    )
    mixing: bool = setting(True, "Choose how much of the training to take over, instead of all of it.")
    anchors: int = setting(64, "Other pictures, and as many phrases, looked at a step.", minimum=1, maximum=10_000)
    minutes: float = setting(10.0, "Time for everything; what was reached by then is measured.", minimum=0, maximum=1e5)
    folds: int = setting(5, "Parts that few pictures are cut into, each held out once.", minimum=2, maximum=20)
    few: int = setting(
        200, "Below so many pictures every one is held out once, instead of some for good.", minimum=4, maximum=10_000
    )
    held_out_share: float = setting(
        0.25, "Share of many pictures that is held out for good.", minimum=0.05, maximum=0.5
    )
    guard_drop: float = setting(
        2.0, "Percentage points that the guard figures may fall on average.", minimum=0, maximum=100
    )
    guard_bound: float = setting(
        4.0, "Percentage points that they surely (95 %) may not fall by.", minimum=0, maximum=100
    )
    seed: int = setting(2022, "Of everything random.", minimum=0, maximum=2**31 - 1)


MIXES = (0.25, 0.5, 0.75, 1.0)
