import torch
from torch.utils.flop_counter import FlopCounterMode

from engine.cots.fused_copies import FusedStem
from engine.cots.fused_ops import can_fuse
from engine.cots.vision import HybridTower
from engine.training.runs.step_work import work_of
from tests.unit.engine.cots.test_folding import pictures, seasoned


def test_a_fused_stem_counts_as_much_as_the_plain_one() -> None:
    tower = seasoned("tf_efficientnet_lite0").image_tower
    assert isinstance(tower, HybridTower)
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        tower.lower(pictures())
    stem = FusedStem(tower)
    assert work_of(lambda: stem(pictures())) == counter.get_total_flops() > 0
    if can_fuse():
        with FlopCounterMode(display=False) as counter:
            stem(pictures())
        assert counter.get_total_flops() == 0  # torch counts none of it by itself
