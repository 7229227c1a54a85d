import pytest
import torch
from torch import Tensor

from engine.cots.queues import PairQueue
from engine.errors import CheckpointMismatch

DIM = 3


def batch(first: int, count: int) -> tuple[Tensor, Tensor, Tensor]:
    """Pairs numbered from `first`: the picture's vector is its number, the text's is its negative."""
    ids = torch.arange(first, first + count)
    image_emb = ids.float().unsqueeze(1).expand(count, DIM)
    return image_emb, -image_emb, ids


def test_pair_queue_starts_empty() -> None:
    queue = PairQueue(4, DIM)
    keys = queue.keys()
    assert (queue.filled, queue.is_full) == (0, False)
    assert keys.image_emb.shape == keys.text_emb.shape == (0, DIM)
    assert keys.ids.shape == (0,)


@pytest.mark.parametrize("sizes", [[3, 3, 3, 3], [1, 6, 2, 5], [7, 7], [4, 1, 1, 9], [20]])
def test_pair_queue_odd_batches_wrap_in_lock_step_and_keep_the_newest(sizes: list[int]) -> None:
    queue, pushed, remembered = PairQueue(7, DIM), 0, list[int]()
    for size in sizes:
        queue.push(*batch(pushed, size))
        pushed += size
        remembered = [*remembered, *range(pushed - size, pushed)][-7:]
        keys = queue.keys()
        assert sorted(keys.ids.tolist()) == remembered
        assert queue.filled == len(remembered)
        assert queue.is_full == (pushed >= 7)
        # One pair stays one pair: all three move together.
        assert torch.equal(keys.image_emb, keys.ids.float().unsqueeze(1).expand(-1, DIM))
        assert torch.equal(keys.text_emb, -keys.image_emb)


def test_pair_queue_overwrites_the_oldest_in_place() -> None:
    queue = PairQueue(4, DIM)
    queue.push(*batch(0, 3))
    queue.push(*batch(3, 3))
    assert queue.keys().ids.tolist() == [4, 5, 2, 3]


def test_pair_queue_of_capacity_zero_remembers_nothing() -> None:
    queue = PairQueue(0, DIM)
    queue.push(*batch(0, 5))
    assert (queue.filled, queue.is_full) == (0, True)
    assert len(queue.keys().ids) == 0
    queue.load(queue.state())


def test_pair_queue_push_keeps_no_graph_and_full_precision() -> None:
    queue = PairQueue(4, DIM)
    image_emb, text_emb, ids = batch(1, 2)
    queue.push(image_emb.bfloat16().requires_grad_(), text_emb.bfloat16(), ids)
    assert not queue.image_emb.requires_grad
    assert queue.image_emb.dtype == torch.float32
    assert queue.keys().image_emb.tolist() == [[1.0] * DIM, [2.0] * DIM]


def test_pair_queue_loaded_from_a_state_goes_on_as_the_first_would() -> None:
    first, second = PairQueue(5, DIM), PairQueue(5, DIM)
    first.push(*batch(0, 7))
    second.load(first.state())
    for queue in (first, second):
        queue.push(*batch(7, 2))
    assert first.filled == second.filled
    assert all(torch.equal(one, other) for one, other in zip(first.keys(), second.keys(), strict=True))


def test_pair_queue_state_is_not_changed_by_later_pairs() -> None:
    queue = PairQueue(3, DIM)
    queue.push(*batch(0, 3))
    state = queue.state()
    queue.push(*batch(3, 2))
    assert state["ids"].tolist() == [0, 1, 2]


def test_pair_queue_of_another_size_is_a_mismatch() -> None:
    with pytest.raises(CheckpointMismatch, match="queue"):
        PairQueue(4, DIM).load(PairQueue(5, DIM).state())
