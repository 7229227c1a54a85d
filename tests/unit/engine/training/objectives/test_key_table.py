import torch

from engine.cots.queues import QueueKeys
from engine.training.objectives.key_table import KeyTable

# Two pictures (7, 8) with two captions each in the step; the queue holds another caption of 7, and picture 9.
IDS = torch.tensor([7, 7, 8, 8])
QUEUE_IDS = torch.tensor([7, 9])
OWN = torch.arange(4)


def _table(*, batch_keys: bool = True, multi_positive: bool = False) -> KeyTable:
    step = (torch.randn(4, 3), torch.randn(4, 3), IDS)
    queue = QueueKeys(torch.randn(2, 3), torch.randn(2, 3), QUEUE_IDS)
    return KeyTable.join(step, queue, batch_keys=batch_keys, multi_positive=multi_positive)


def _marks(mask: torch.Tensor) -> list[str]:
    return ["".join("x" if flag else "." for flag in row) for row in mask.tolist()]


def test_key_table_join_puts_the_step_before_the_queue_in_lock_step() -> None:
    table = _table()
    assert table.ids.tolist() == [7, 7, 8, 8, 7, 9]
    assert table.image_emb.shape == table.text_emb.shape == (6, 3)
    assert table.fresh == 4


def test_key_table_roles_own_caption_only_leaves_other_captions_of_the_picture_out() -> None:
    roles = _table().roles(OWN)
    assert _marks(roles.positives) == ["x.....", ".x....", "..x...", "...x.."]
    assert _marks(roles.excluded) == [".x..x.", "x...x.", "...x..", "..x..."]


def test_key_table_roles_multi_positive_counts_every_caption_of_the_picture() -> None:
    roles = _table(multi_positive=True).roles(OWN)
    assert _marks(roles.positives) == ["xx..x.", "xx..x.", "..xx..", "..xx.."]
    assert not roles.excluded.any()


def test_key_table_roles_queue_only_excludes_the_rest_of_the_step() -> None:
    roles = _table(batch_keys=False).roles(OWN)
    assert _marks(roles.positives) == ["x.....", ".x....", "..x...", "...x.."]
    assert _marks(roles.excluded) == [".xxxx.", "x.xxx.", "xx.x..", "xxx..."]


def test_key_table_roles_queue_only_multi_positive_takes_them_from_the_queue() -> None:
    roles = _table(batch_keys=False, multi_positive=True).roles(OWN)
    assert _marks(roles.positives) == ["x...x.", ".x..x.", "..x...", "...x.."]
    assert _marks(roles.excluded) == [".xxx..", "x.xx..", "xx.x..", "xxx..."]


def test_key_table_neighbour_roles_point_at_the_next_caption_of_the_same_picture() -> None:
    roles = _table().neighbour_roles(OWN, captions=2)
    assert _marks(roles.positives) == [".x....", "x.....", "...x..", "..x..."]
    assert _marks(roles.excluded) == ["x...x.", ".x..x.", "..x...", "...x.."]
